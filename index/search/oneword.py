"""One word in all the ways it can be there: its terms in several fields, kept together as one list.

To Whoosh it is an ``Or`` of terms. Here the documents of all its terms are put together once. BM25 knows of a
document only how often each term is there and how long the field is, so documents that are alike in this are
one class: a question that holds the word scores its classes, of which there are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from whoosh import query as q

from index.search.asked import Asked
from index.search.codec.postings import Array, Ints, firsts
from index.search.hits import nothing
from index.search.leaf import Floats, Hits, Leaf
from index.search.query.words import OneWord
from index.search.snapshot import K1

_SPARSE = 8
"""Where there are fewer postings than one in so many documents, they are sorted together."""
_FEW = 64
"""So few documents are not put into classes."""
_WIDE = 1 << 16
_NO_DOCS: Ints = np.zeros(0, np.int64)


class Word(NamedTuple):
    """A word in a segment: its documents, ascending, and the class of each. Of the classes, a row a term: how
    often it is there (0: not), and the length of its field as Whoosh's byte, 256 more a row."""

    docs: Ints
    classes: Array
    counts: Floats
    lengths: Array


def one_word(asked: Asked, number: int, query: OneWord, scored: bool, within: Ints | None = None) -> Hits:
    """What the word finds in leaf ``number``, of ``within`` if given."""
    word = together(asked, asked.snapshot.leaves[number], query)
    docs, classes = word.docs, word.classes
    if not len(docs):
        return nothing(scored)
    if within is not None:
        places = places_of(within, docs)
        docs, classes = docs.take(places), classes.take(places)
    return Hits(docs, _class_scores(asked, query, word).take(classes) if scored else None)


def scores_at(asked: Asked, number: int, query: OneWord, docs: Ints) -> Floats:
    """The scores that the word gives ``docs``, which all have it."""
    word = together(asked, asked.snapshot.leaves[number], query)
    classes = word.classes
    if len(docs) < len(word.docs):
        classes = classes.take(places_of(docs, word.docs))
    return _class_scores(asked, query, word).take(classes)


def _class_scores(asked: Asked, query: OneWord, word: Word) -> Floats:
    """Whoosh's BM25F of each class: the sum over the terms."""
    norms = asked.snapshot.norms_of_bytes(query.names).take(word.lengths)
    norms += word.counts
    np.divide(word.counts, norms, out=norms)
    norms *= _factors(asked, query)
    scores: Floats = np.add.reduce(norms, axis=0)
    return scores


def _factors(asked: Asked, query: OneWord) -> Floats:
    """The weight of each term, as a column."""
    snapshot = asked.snapshot
    known = snapshot.factors.get(query.key)
    if known is None:
        found = [
            0.0 if term is None else snapshot.idf(part.fieldname, term) * (K1 + 1) * part.boost
            for part, term in _terms(asked, query)
        ]
        if len(snapshot.factors) > 20_000:
            snapshot.factors.clear()
        known = snapshot.factors[query.key] = np.array(found)[:, None]
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
    docs, places = _joined(lists, leaf.count)
    rows = [np.zeros(len(docs), np.int64) for _ in codes]
    begin = 0
    for row, code in zip(rows, codes, strict=True):
        row[places[begin : begin + len(code)]] = code
        begin += len(code)
    classes, first = _classes(rows)
    each = np.stack(rows).take(first, axis=1)
    lengths = (each & 0xFF) + np.arange(0, 256 * len(rows), 256)[:, None]
    return leaf.remember(query.key, Word(docs, classes, (each >> 8).astype(np.float64), lengths))


def _classes(rows: Sequence[Ints]) -> tuple[Array, Ints]:
    """The class of each document, and of each class a document: what is the same in all rows is one."""
    count = len(rows[0])
    classes = np.arange(count)
    if count > _FEW:
        classes, number = np.zeros(count, np.int64), 1
        for row in rows:
            kinds, many = _numbered(row)
            classes, number = _numbered(classes * many + kinds)
        classes = classes.astype(np.uint16 if number <= 1 << 16 else np.uint32)
        first = np.empty(number, np.int64)
        first[classes] = np.arange(count)
        return classes, first
    return classes, classes


def _numbered(values: Ints) -> tuple[Ints, int]:
    """Values as numbers from 0 on, equal ones by the same, and how many there are."""
    top = int(values.max()) + 1
    if top > _WIDE + 8 * len(values):
        distinct, numbers = np.unique(values, return_inverse=True)
        return numbers, len(distinct)
    seen = np.zeros(top, bool)
    seen[values] = True
    distinct = seen.nonzero()[0]
    rank = np.empty(top, np.int64)
    rank[distinct] = np.arange(len(distinct))
    return rank.take(values), len(distinct)


def _joined(lists: Sequence[Ints], count: int) -> tuple[Ints, Array]:
    """The documents of any list, and where those of one list after the other stand among them."""
    longest = max(lists, key=len)
    total = sum([len(docs) for docs in lists])
    if total == len(longest):
        return longest, np.arange(total)
    everything = np.concatenate(lists)
    return _merged(everything) if total * _SPARSE < count else _marked(everything, count)


def _merged(everything: Ints) -> tuple[Ints, Ints]:
    """The distinct documents, and where each of ``everything`` is among them: ascending runs, merged."""
    order = everything.argsort(kind="stable")
    ordered = everything.take(order)
    first = firsts(ordered)
    places = np.empty(len(ordered), np.int64)
    places[order] = np.cumsum(first) - 1
    return ordered[first], places


def _marked(everything: Ints, count: int) -> tuple[Ints, Array]:
    """The same, by a mark for every document there is."""
    mask = np.zeros(count, bool)
    mask[everything] = True
    docs = mask.nonzero()[0]
    where = np.empty(count, np.int32)
    where[docs] = np.arange(len(docs), dtype=np.int32)
    return docs, where.take(everything)


def places_of(wanted: Ints, docs: Ints) -> Ints:
    """Where documents that are in both stand in ``docs``; both ascending."""
    if not len(wanted) or not len(docs):
        return _NO_DOCS
    if len(wanted) * 16 < len(docs):
        places = docs.searchsorted(wanted)
        places[places == len(docs)] = 0
        found: Ints = places[docs.take(places) == wanted]
        return found
    mask = np.zeros(int(max(docs[-1], wanted[-1])) + 1, bool)
    mask[wanted] = True
    return mask.take(docs).nonzero()[0]
