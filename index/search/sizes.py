"""How much a part of a query can find at most: the rarest part is asked first."""

from __future__ import annotations

from whoosh import query as q

from index.search.asked import Asked


def size(asked: Asked, query: q.Query, count: int) -> int:
    """How many documents a part can match at most, of ``count`` in the segment."""
    sizes = asked.snapshot.sizes
    known = sizes.get(id(query))
    if known is None:
        if len(sizes) > 4_096:
            sizes.clear()
        known = sizes[id(query)] = (query, _counted(asked, query, count))
    return known[1]


def _counted(asked: Asked, query: q.Query, count: int) -> int:
    if isinstance(query, q.Term):
        term = asked.term_bytes(query.fieldname, query.text)
        return 0 if term is None else asked.snapshot.doc_frequency(query.fieldname, term)
    if isinstance(query, q.And | q.Phrase):
        parts = (
            [q.Term(query.fieldname, word) for word in query.words]
            if isinstance(query, q.Phrase)
            else [part for part in query.subqueries if not isinstance(part, q.Not)]
        )
        return min((size(asked, part, count) for part in parts), default=count)
    if isinstance(query, q.Or):
        return sum(size(asked, part, count) for part in query.subqueries)
    return count
