"""One word in all the ways it can be there: its terms in several fields, kept together as one list.

To Whoosh it is an ``Or`` of terms. Here the documents of all its terms are put together and into classes once
(``index.search.classes``); a question that holds the word scores the classes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from whoosh import query as q

from index.search.asked import Asked
from index.search.classes import Word, classified, joined
from index.search.codec.postings import Array, Ints
from index.search.hits import nothing
from index.search.leaf import Floats, Hits, Leaf
from index.search.query.words import OneWord
from index.search.snapshot import K1

_NO_DOCS: Ints = np.zeros(0, np.int64)


def one_word(asked: Asked, number: int, query: OneWord, scored: bool, within: Ints | None = None) -> Hits:
    """What the word finds in leaf ``number``, of ``within`` if given."""
    word = together(asked, asked.snapshot.leaves[number], query)
    docs, classes = word.docs, word.classes
    if not len(docs):
        return nothing(scored)
    if within is not None:
        places = meeting(within, docs)[1]
        docs, classes = docs.take(places), classes.take(places)
    return Hits(docs, _scores(asked, query, word, classes) if scored else None)


class Several:
    """The documents, of ``within`` if given, that have each of several words."""

    def __init__(self, asked: Asked, number: int, queries: Sequence[OneWord], within: Ints | None) -> None:
        self._asked = asked
        leaf = asked.snapshot.leaves[number]
        words = [(query, together(asked, leaf, query)) for query in queries]
        self._words = sorted(words, key=lambda each: len(each[1].docs))
        docs = self._words[0][1].docs if within is None else within
        self._places: list[Ints] = []  # where the documents stand in the list of each word
        for _, word in self._words:
            if word.docs is docs:
                self._places.append(np.arange(len(docs)))
                continue
            kept, at = meeting(docs, word.docs)
            if len(kept) < len(docs):
                docs = docs.take(kept)
                self._places = [places.take(kept) for places in self._places]
            self._places.append(at)
        self.docs: Ints = docs

    def scores(self, docs: Ints) -> Floats:
        """What the words give to ``docs``, which are all or some of theirs."""
        total: Floats | None = None
        chosen = None if len(docs) == len(self.docs) else meeting(docs, self.docs)[1]
        for (query, word), places in zip(self._words, self._places, strict=True):
            classes = word.classes.take(places if chosen is None else places.take(chosen))
            scores = _scores(self._asked, query, word, classes)
            total = scores if total is None else total + scores
        assert total is not None
        return total


def meeting(few: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Where the documents of both lists stand in the one and in the other; both ascend."""
    if not len(few) or not len(many):
        return _NO_DOCS, _NO_DOCS
    if len(few) * 16 < len(many) + int(many[-1]) // 16:
        at = many.searchsorted(few)
        at[at == len(many)] = 0
        kept = (many.take(at) == few).nonzero()[0]
        return kept, at.take(kept)
    mask = np.zeros(int(max(few[-1], many[-1])) + 1, bool)
    mask[many] = True
    kept = mask.take(few).nonzero()[0]
    mask[:] = False
    mask[few] = True
    return kept, mask.take(many).nonzero()[0]


def _scores(asked: Asked, query: OneWord, word: Word, classes: Array) -> Floats:
    """Whoosh's BM25F of documents of these classes: the sum over the terms."""
    weights = asked.snapshot.norms_of_bytes(query.names).take(word.lengths)
    weights += word.counts
    np.divide(word.counts, weights, out=weights)
    weights *= _factors(asked, query).take(word.terms)
    if len(classes) < word.kinds.shape[1]:
        few: Floats = np.add.reduce(weights.take(word.kinds.take(classes, axis=1)), axis=0)
        return few
    scores: Floats = np.add.reduce(weights.take(word.kinds), axis=0)
    return scores.take(classes)


def _factors(asked: Asked, query: OneWord) -> Floats:
    """The weight of each term."""
    snapshot = asked.snapshot
    known = snapshot.factors.get(query.key)
    if known is None:
        found = [
            0.0 if term is None else snapshot.idf(part.fieldname, term) * (K1 + 1) * part.boost
            for part, term in _terms(asked, query)
        ]
        if len(snapshot.factors) > 20_000:
            snapshot.factors.clear()
        known = snapshot.factors[query.key] = np.array(found)
    return known


def _terms(asked: Asked, query: OneWord) -> list[tuple[q.Term, bytes | None]]:
    return [(part, asked.term_bytes(part.fieldname, part.text)) for part in query.subqueries]


def together(asked: Asked, leaf: Leaf, query: OneWord) -> Word:
    """The word in a segment; kept."""
    found: Word | None = leaf.kept(query.key)
    if found is not None:
        return found
    lists: list[Ints] = []
    codes: list[Array] = []  # 256 times how often, and the length
    for part, term in _terms(asked, query):
        field = leaf.field(part.fieldname)
        place = -1 if term is None else leaf.find(part.fieldname, term)
        held = _NO_DOCS if field is None or place < 0 else field.docs(place)
        often = None if field is None or place < 0 else field.counts(place)
        lengths = leaf.files.documents.lengths(part.fieldname)
        lists.append(held)
        codes.append(np.full(len(held), 256) if often is None else often.astype(np.int64) << 8)
        if lengths is not None:
            codes[-1] += lengths.take(held)
    docs, places = joined(lists, leaf.count)
    return leaf.remember(query.key, classified(docs, places, codes))
