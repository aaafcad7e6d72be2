"""Whoosh query trees, answered a segment at a time with whole arrays instead of matchers.

Hits and BM25F scores are those of Whoosh's own matchers (property tests compare them); what differs is that
every posting list is one array operation. A query class that is not known here is answered by Whoosh's own
matcher over the same segment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh import query as q

from index.search.asked import Asked
from index.search.codec.postings import Ints
from index.search.expand import numeric_mask, range_docs, term_places
from index.search.hits import both, from_mask, nothing, restrict, united, without
from index.search.identity import docs_of_hashes, id_hash
from index.search.leaf import Floats, Hits, Leaf
from index.search.matching import SchemaOnly, matched
from index.search.oneword import Several, meeting, one_word
from index.search.phrase import phrase_docs
from index.search.query.context import Among
from index.search.query.words import OneWord
from index.search.sizes import size
from index.search.snapshot import K1

_HELD = 12
"""Parts of an Or that are held at once, to bound the memory."""


def leaf_hits(asked: Asked, number: int, query: q.Query, scored: bool) -> Hits:
    """The live documents of leaf ``number`` that match."""
    hits = Evaluator(asked, number).hits(query, scored)
    live = asked.snapshot.leaves[number].live
    if live is not None and len(hits.docs):
        kept = live[hits.docs]
        hits = Hits(hits.docs[kept], None if hits.scores is None else hits.scores[kept])
    return hits


class Evaluator:
    """Answers the parts of a question over one segment, number ``number`` of its snapshot."""

    def __init__(self, parent: Asked, number: int) -> None:
        self._parent = parent
        self._number = number
        self._leaf: Leaf = parent.snapshot.leaves[number]

    def hits(self, query: q.Query, scored: bool, within: Ints | None = None) -> Hits:
        """The documents that match, of ``within`` if given."""
        self._parent.check_time()
        keeping = getattr(query, "kept", False)
        if keeping and (known := self._parent.snapshot.found(self._number, query, scored)) is not None:
            return known if within is None else both(known, Hits(within, None))
        kind = type(query)
        handler = _HANDLERS.get(kind)
        if handler is None:
            if query == q.NullQuery:
                return nothing(scored)
            handler = next((made for known, made in _HANDLERS.items() if isinstance(query, known)), None)
        if handler is None:
            return matched(self._parent, self._leaf, query, scored, within)
        found = handler(self, query, scored, within)
        if keeping and within is None:
            self._parent.snapshot.keep(self._number, query, scored, found)
        return found

    # Leaves of the tree

    def _term(self, query: q.Term, scored: bool, within: Ints | None) -> Hits:
        name = query.fieldname
        term = self._parent.term_bytes(name, query.text)
        place = -1 if term is None else self._leaf.find(name, term)
        if term is None or place < 0:
            return nothing(scored)
        docs, counts = self._leaf.postings(name, place)
        if within is not None:
            docs, counts = restrict(docs, counts, within)
        if not scored:
            return Hits(docs, None)
        return Hits(docs, self._bm25(name, term, self._norm(name, docs), counts, query.boost))

    def _bm25(self, name: str, term: bytes, norm: Floats, counts: Floats | None, boost: float) -> Floats:
        """``norm`` is that of ``_norm``; ``counts`` how often the term is in each, ``None`` for once."""
        if not self._parent.scorable(name):
            return np.full(len(norm), float(boost)) if counts is None else counts * boost
        factor = self._parent.snapshot.idf(name, term) * (K1 + 1) * boost
        if counts is None:
            alone: Floats = factor / (norm + 1.0)
            return alone
        weights = norm + counts
        np.divide(counts, weights, out=weights)
        weights *= factor
        return weights

    def _norm(self, name: str, docs: Ints) -> Floats:
        """BM25's K1 * (1 - B + B * length / average) of each document."""
        norms = self._parent.snapshot.norms_of_bytes((name,))
        lengths = self._leaf.files.documents.lengths(name)
        return np.full(len(docs), norms[0]) if lengths is None else norms.take(lengths.take(docs))

    def _every(self, query: q.Every, scored: bool, within: Ints | None) -> Hits:
        docs = np.arange(self._leaf.count) if within is None else within
        return Hits(docs, np.full(len(docs), float(query.boost)) if scored else None)

    def _constant(self, query: q.ConstantScoreQuery, scored: bool, within: Ints | None) -> Hits:
        child = query.child
        if type(child) is q.Prefix:
            docs = range_docs(self._leaf, child, self._parent, within)
        else:
            docs = self.hits(child, False, within).docs
        return Hits(docs, np.full(len(docs), float(query.score)) if scored else None)

    def _multi(self, query: q.MultiTerm, scored: bool, within: Ints | None) -> Hits:
        if isinstance(query, q.Prefix | q.TermRange):
            docs = range_docs(self._leaf, query, self._parent, within)
            return Hits(docs, np.full(len(docs), float(query.boost)) if scored else None)
        field = self._leaf.field(query.field())
        mask = np.zeros(self._leaf.count, bool)
        if field is not None:
            for place in term_places(field, query, self._parent):
                mask[field.docs(place)] = True
        return from_mask(mask, query.boost if scored else None, within)

    def _numbers(self, query: q.NumericRange, scored: bool, within: Ints | None) -> Hits:
        mask = numeric_mask(self._leaf, query)
        if mask is None:
            return self.hits(query._compile_query(SchemaOnly(self._parent.schema)), scored, within)
        return from_mask(mask, query.boost if scored else None, within)

    def _phrase(self, query: q.Phrase, scored: bool, within: Ints | None) -> Hits:
        terms = [self._parent.term_bytes(query.fieldname, word) for word in query.words]
        docs = phrase_docs(self._leaf, query, terms, within)
        if not scored or not len(docs):
            return Hits(docs, np.zeros(0) if scored else None)
        scores: Floats | None = None
        name = query.fieldname
        norm = self._norm(name, docs)
        for term in terms:
            assert term is not None  # else there were no documents
            held, counts = self._leaf.postings(name, self._leaf.find(name, term))
            counts = None if counts is None else counts.take(meeting(docs, held)[1])
            given = self._bm25(name, term, norm, counts, query.boost)
            scores = given if scores is None else scores + given
        return Hits(docs, scores)

    def _among(self, query: Among, scored: bool, within: Ints | None) -> Hits:
        hashes = np.sort(np.array([id_hash(identifier) for identifier in query.ids], np.uint64))
        docs = docs_of_hashes(self._leaf, hashes)
        if within is not None:
            docs, _ = restrict(docs, None, within)
        return Hits(docs, np.ones(len(docs)) if scored else None)

    # Branches

    def _and(self, query: q.And, scored: bool, within: Ints | None) -> Hits:
        wanted = [part for part in query.subqueries if not isinstance(part, q.Not)]
        refused = [part.query for part in query.subqueries if isinstance(part, q.Not)]
        every = not wanted
        wanted.sort(key=self._size)
        found: Hits | None = None
        words = [part for part in wanted if type(part) is OneWord]
        several: Several | None = None
        if len(words) > 1:
            # Scored in the end: only what has all of them and everything else.
            several = Several(self._parent, self._number, words, within)
            within = several.docs
            if not len(within):
                return nothing(scored)
            wanted = [part for part in wanted if type(part) is not OneWord]
        if not wanted:
            found = self._every(q.Every(), False, within)
        for part in wanted:
            if found is None:
                found = self.hits(part, scored, within)
            elif len(found.docs):
                found = both(found, self.hits(part, scored, self._worth_restricting(part, found)))
        assert found is not None
        for part in refused:
            if len(found.docs):
                found = without(found, self.hits(part, False, found.docs).docs, self._leaf.count)
        scores = found.scores
        if scored:
            if several is not None and len(found.docs):
                given = several.scores(found.docs)
                scores = given if scores is None else scores + given
            elif scores is None:
                scores = np.zeros(len(found.docs))
            if refused or every:  # Whoosh counts a Not that holds, and an Every, as 1
                scores = scores + (len(refused) + every)
        return Hits(found.docs, scores * query.boost if scores is not None and query.boost != 1 else scores)

    def _word(self, query: OneWord, scored: bool, within: Ints | None) -> Hits:
        return one_word(self._parent, self._number, query, scored, within)

    def _worth_restricting(self, part: q.Query, found: Hits) -> Ints | None:
        """What is found already, if to look only there is cheaper than to have all of ``part``."""
        many = len(found.docs)
        if many * 2 >= self._leaf.count:
            return None
        if getattr(part, "kept", False) and self._size(part) < 5_000 + 4 * many:
            return None
        return found.docs

    def _size(self, query: q.Query) -> int:
        return size(self._parent, query, self._leaf.count)

    def _or(self, query: q.Or, scored: bool, within: Ints | None) -> Hits:
        parts: list[Hits] = []
        for part in _flat(query):
            parts.append(self.hits(part, scored, within))
            if len(parts) == _HELD:
                parts = [united(parts, self._leaf.count, np.add, 1.0)]
        return united(parts, self._leaf.count, np.add, query.boost)

    def _max(self, query: q.DisjunctionMax, scored: bool, within: Ints | None) -> Hits:
        parts = [self.hits(part, scored, within) for part in query.subqueries]
        return united(parts, self._leaf.count, np.maximum, query.boost)

    def _not(self, query: q.Not, scored: bool, within: Ints | None) -> Hits:
        every = self._every(q.Every(), scored, within)
        return without(every, self.hits(query.query, False, within).docs, self._leaf.count)

    def _and_not(self, query: q.AndNot, scored: bool, within: Ints | None) -> Hits:
        found = self.hits(query.a, scored, within)
        return without(found, self.hits(query.b, False, found.docs).docs, self._leaf.count)

    def _and_maybe(self, query: q.AndMaybe, scored: bool, within: Ints | None) -> Hits:
        found = self.hits(query.a, scored, within)
        if not scored or not len(found.docs):
            return found
        more = self.hits(query.b, True, found.docs)
        assert found.scores is not None and more.scores is not None
        scores = found.scores.copy()
        scores[np.searchsorted(found.docs, more.docs)] += more.scores
        return Hits(found.docs, scores)

    def _require(self, query: q.Require, scored: bool, within: Ints | None) -> Hits:
        needed = self.hits(query.b, False, within).docs
        return self.hits(query.a, scored, needed)


def _flat(query: q.Or) -> list[q.Query]:
    """The parts of an Or, with those of an Or within it in its place: one sum instead of sums of sums."""
    parts: list[q.Query] = []
    for part in query.subqueries:
        parts += _flat(part) if type(part) is q.Or and part.boost == 1 else [part]
    return parts


_Handler = Callable[[Evaluator, Any, bool, Ints | None], Hits]
_HANDLERS: dict[type, _Handler] = {
    q.Term: Evaluator._term,
    OneWord: Evaluator._word,
    q.Or: Evaluator._or,
    q.And: Evaluator._and,
    q.ConstantScoreQuery: Evaluator._constant,
    q.Phrase: Evaluator._phrase,
    q.NumericRange: Evaluator._numbers,
    q.Every: Evaluator._every,
    q.Not: Evaluator._not,
    q.AndNot: Evaluator._and_not,
    q.AndMaybe: Evaluator._and_maybe,
    q.Require: Evaluator._require,
    q.DisjunctionMax: Evaluator._max,
    q.MultiTerm: Evaluator._multi,
    Among: Evaluator._among,
}
