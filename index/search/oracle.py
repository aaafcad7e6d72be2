"""Whoosh's own readers and searchers over a snapshot: for queries that only Whoosh knows, and for tests."""

from __future__ import annotations

import numpy as np
from whoosh.fields import Schema
from whoosh.reading import EmptyReader, MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.search.codec.whoosh_api import ArraySegment
from index.search.codec.whoosh_read import DocumentReader, TermsReader
from index.search.leaf import Leaf
from index.search.snapshot import K1, B, Snapshot


class _LeafReader(SegmentReader):  # type: ignore[misc]
    """A Whoosh reader of a mapped segment that is open already."""

    def __init__(self, leaf: Leaf, schema: Schema) -> None:
        deleted = [] if leaf.live is None else np.flatnonzero(~leaf.live).tolist()
        self.schema = schema
        self.is_closed = False
        self._segment = ArraySegment("", leaf.files.name, leaf.count, deleted)
        self._segid = leaf.files.name
        self._gen = None
        self._storage = None
        self._codec = self._segment.codec()
        self._terms = TermsReader(leaf.files)
        self._perdoc = DocumentReader(leaf.files, self._segment)


def leaf_searcher(leaf: Leaf, schema: Schema) -> Searcher:
    """A searcher over one segment."""
    return Searcher(_LeafReader(leaf, schema), weighting=BM25F(B=B, K1=K1))


def searcher(snapshot: Snapshot, schema: Schema) -> Searcher:
    """A searcher over all segments."""
    readers = [_LeafReader(leaf, schema) for leaf in snapshot.leaves]
    reader = MultiReader(readers) if len(readers) > 1 else readers[0] if readers else EmptyReader(schema)
    return Searcher(reader, weighting=BM25F(B=B, K1=K1))
