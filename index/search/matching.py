"""Queries that only Whoosh knows, answered by its own matchers over a segment."""

from __future__ import annotations

import numpy as np
from whoosh import query as q
from whoosh.fields import Schema

from index.search.asked import Asked
from index.search.codec.postings import Ints
from index.search.hits import both
from index.search.leaf import Hits, Leaf


class SchemaOnly:
    """All that compiling a numeric range asks of a reader."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema


def matched(asked: Asked, leaf: Leaf, query: q.Query, scored: bool, within: Ints | None) -> Hits:
    """The documents that Whoosh's matcher gives, of ``within`` if given."""
    from index.search.oracle import leaf_searcher  # noqa: PLC0415 (rarely needed)

    searcher = leaf_searcher(leaf, asked.schema)
    docs: list[int] = []
    scores: list[float] = []
    matcher = query.matcher(searcher, searcher.context() if scored else searcher.boolean_context())
    while matcher.is_active():
        docs.append(matcher.id())
        scores.append(matcher.score() if scored else 0.0)
        matcher.next()
        if len(docs) % 1024 == 0:
            asked.check_time()
    hits = Hits(np.array(docs, np.int64), np.array(scores) if scored else None)
    return hits if within is None else both(hits, Hits(within, None))
