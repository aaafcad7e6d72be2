"""Whoosh query trees, answered a segment at a time with whole arrays instead of matchers.

Hits and BM25F scores are those of Whoosh's own matchers (property tests compare them); what differs is that
every posting list is one array operation. A query class that is not known here is answered by Whoosh's own
matcher over the same segment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh import query as q
from whoosh.fields import Schema

from index.search.codec.postings import Ints
from index.search.expand import numeric_mask, range_mask, term_places
from index.search.hits import both, from_mask, nothing, restrict, united, without
from index.search.identity import docs_of_hashes, id_hash
from index.search.phrase import phrase_docs
from index.search.query.context import Among
from index.search.snapshot import K1, Floats, Hits, Leaf, Snapshot

SECONDS = 1.8
"""After this long a question is cut off: what must still be done then is done within 2 s."""


_HELD = 12
"""Parts of an Or that are held at once, to bound the memory."""


class TooLongError(Exception):
    """The question took longer than it may."""


class Evaluator:
    """Answers queries over one snapshot. ``notes`` collects what had to be cut."""

    def __init__(self, snapshot: Snapshot, schema: Schema, seconds: float = SECONDS) -> None:
        self._snapshot = snapshot
        self._schema = schema
        self._until = time.monotonic() + seconds
        self._fields: dict[str, Any] = snapshot.fields
        self.notes: list[str] = []

    def leaf_hits(self, number: int, query: q.Query, scored: bool) -> Hits:
        """The live documents of leaf ``number`` that match."""
        hits = _LeafEvaluator(self, number).hits(query, scored)
        live = self._snapshot.leaves[number].live
        if live is not None and len(hits.docs):
            kept = live[hits.docs]
            hits = Hits(hits.docs[kept], None if hits.scores is None else hits.scores[kept])
        return hits

    def check_time(self) -> None:
        """Raise when the question has had its time."""
        if time.monotonic() > self._until:
            raise TooLongError

    def note(self, text: str) -> None:
        """Remember something to tell, once."""
        if text not in self.notes:
            self.notes.append(text)

    def term_bytes(self, name: str, text: str | bytes) -> bytes | None:
        """A term as the index holds it, or ``None`` when it can be in no document."""
        if isinstance(text, bytes):
            return text
        key = (name, text)
        known = self._snapshot.terms.get(key)
        if known is not None:
            return known
        field = self._fields.get(name)
        if field is None:
            if name not in self._schema:
                return None
            field = self._fields[name] = self._schema[name]
        try:
            term = bytes(field.to_bytes(text))
        except ValueError:
            return None
        if len(self._snapshot.terms) > 50_000:
            self._snapshot.terms.clear()
        self._snapshot.terms[key] = term
        return term

    def scorable(self, name: str) -> bool:
        """Whether a field is scored by BM25; others score how often a term is there."""
        return name in self._fields and bool(self._fields[name].scorable)

    @property
    def snapshot(self) -> Snapshot:
        """What is asked."""
        return self._snapshot

    @property
    def schema(self) -> Schema:
        """The fields."""
        return self._schema


class _LeafEvaluator:
    def __init__(self, parent: Evaluator, number: int) -> None:
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
            return self._by_matcher(query, scored, within)
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
        return Hits(docs, self._bm25(name, term, docs, counts, query.boost))

    def _bm25(self, name: str, term: bytes, docs: Ints, counts: Any, boost: float) -> Floats:
        if not self._parent.scorable(name):
            return np.full(len(docs), float(boost)) if counts is None else counts * boost
        norm = self._parent.snapshot.norm(self._number, name).take(docs)
        factor = self._parent.snapshot.idf(name, term) * (K1 + 1) * boost
        if counts is None:
            norm += 1.0
            np.divide(factor, norm, out=norm)
            return norm
        norm += counts
        np.divide(counts, norm, out=norm)
        norm *= factor
        return norm

    def _every(self, query: q.Every, scored: bool, within: Ints | None) -> Hits:
        docs = np.arange(self._leaf.count) if within is None else within
        return Hits(docs, np.full(len(docs), float(query.boost)) if scored else None)

    def _constant(self, query: q.ConstantScoreQuery, scored: bool, within: Ints | None) -> Hits:
        docs = self.hits(query.child, False, within).docs
        return Hits(docs, np.full(len(docs), float(query.score)) if scored else None)

    def _multi(self, query: q.MultiTerm, scored: bool, within: Ints | None) -> Hits:
        mask = range_mask(self._leaf, query, self._parent)
        if mask is None:
            field = self._leaf.field(query.field())
            mask = np.zeros(self._leaf.count, bool)
            if field is not None:
                for place in term_places(field, query, self._parent):
                    mask[field.docs(place)] = True
        return from_mask(mask, query.boost if scored else None, within)

    def _numbers(self, query: q.NumericRange, scored: bool, within: Ints | None) -> Hits:
        mask = numeric_mask(self._leaf, query)
        if mask is None:
            return self.hits(query._compile_query(_NoReader(self._parent.schema)), scored, within)
        return from_mask(mask, query.boost if scored else None, within)

    def _phrase(self, query: q.Phrase, scored: bool, within: Ints | None) -> Hits:
        terms = [self._parent.term_bytes(query.fieldname, word) for word in query.words]
        docs = phrase_docs(self._leaf, query, terms, within)
        if not scored:
            return Hits(docs, None)
        scores = np.zeros(len(docs))
        for word in query.words if len(docs) else ():
            found = self._term(q.Term(query.fieldname, word), True, docs)
            assert found.scores is not None
            scores += found.scores
        return Hits(docs, scores * query.boost)

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
        wanted.sort(key=self._size)
        found = self._every(q.Every(), False, within) if not wanted else None
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
        if scored:  # Whoosh counts a Not that holds, and an Every, as 1
            scores = np.zeros(len(found.docs)) if scores is None else scores
            scores = scores + (len(refused) + (not wanted))
        return Hits(found.docs, scores * query.boost if scores is not None and query.boost != 1 else scores)

    def _worth_restricting(self, part: q.Query, found: Hits) -> Ints | None:
        """What is found already, if to look only there is cheaper than to have all of ``part``."""
        many = len(found.docs)
        if many * 2 >= self._leaf.count:
            return None
        if getattr(part, "kept", False) and self._size(part) < 5_000 + 4 * many:
            return None
        return found.docs

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

    def _size(self, query: q.Query) -> int:
        """How many documents a part can match at most: the rarest part is asked first."""
        sizes = self._parent.snapshot.sizes
        known = sizes.get(id(query))
        if known is None:
            if len(sizes) > 4_096:
                sizes.clear()
            known = sizes[id(query)] = (query, self._counted(query))
        return known[1]

    def _counted(self, query: q.Query) -> int:
        if isinstance(query, q.Term):
            term = self._parent.term_bytes(query.fieldname, query.text)
            return 0 if term is None else self._parent.snapshot.doc_frequency(query.fieldname, term)
        if isinstance(query, q.And | q.Phrase):
            parts = (
                [q.Term(query.fieldname, word) for word in query.words]
                if isinstance(query, q.Phrase)
                else [part for part in query.subqueries if not isinstance(part, q.Not)]
            )
            return min(map(self._size, parts), default=self._leaf.count)
        if isinstance(query, q.Or):
            return sum(map(self._size, query.subqueries))
        return self._leaf.count

    def _by_matcher(self, query: q.Query, scored: bool, within: Ints | None) -> Hits:
        from index.search.oracle import leaf_searcher  # noqa: PLC0415 (rarely needed)

        searcher = leaf_searcher(self._leaf, self._parent.schema)
        docs: list[int] = []
        scores: list[float] = []
        matcher = query.matcher(searcher, searcher.context() if scored else searcher.boolean_context())
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score() if scored else 0.0)
            matcher.next()
            if len(docs) % 1024 == 0:
                self._parent.check_time()
        hits = Hits(np.array(docs, np.int64), np.array(scores) if scored else None)
        return hits if within is None else both(hits, Hits(within, None))


class _NoReader:
    """All that compiling a numeric range asks of a reader."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema


def _flat(query: q.Or) -> list[q.Query]:
    """The parts of an Or, with those of an Or within it in its place: one sum instead of sums of sums."""
    parts: list[q.Query] = []
    for part in query.subqueries:
        parts += _flat(part) if type(part) is q.Or and part.boost == 1 else [part]
    return parts


_Handler = Callable[[_LeafEvaluator, Any, bool, Ints | None], Hits]
_HANDLERS: dict[type, _Handler] = {
    q.Term: _LeafEvaluator._term,
    q.Or: _LeafEvaluator._or,
    q.And: _LeafEvaluator._and,
    q.ConstantScoreQuery: _LeafEvaluator._constant,
    q.Phrase: _LeafEvaluator._phrase,
    q.NumericRange: _LeafEvaluator._numbers,
    q.Every: _LeafEvaluator._every,
    q.Not: _LeafEvaluator._not,
    q.AndNot: _LeafEvaluator._and_not,
    q.AndMaybe: _LeafEvaluator._and_maybe,
    q.Require: _LeafEvaluator._require,
    q.DisjunctionMax: _LeafEvaluator._max,
    q.MultiTerm: _LeafEvaluator._multi,
    Among: _LeafEvaluator._among,
}
