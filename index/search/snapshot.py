"""One commit of the index, unchanging while anybody looks at it: mapped segments and their statistics."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.search.codec.container import CorruptIndexError
from index.search.codec.field import Field
from index.search.codec.postings import Ints
from index.search.codec.segment import BYTE_TO_LENGTH, SegmentFiles

K1 = 1.2
B = 0.75
"""BM25's parameters, Whoosh's defaults."""
CACHE_BYTES = 12 << 20
"""Decoded postings kept, a segment."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Leaf:
    """A segment within a snapshot: its live documents, its place in the numbering, and decoded postings.

    What is decoded depends on the segment alone and is carried over to the next snapshot; lengths relative
    to the average (``norm``) are not.
    """

    def __init__(self, files: SegmentFiles, deleted: Ints) -> None:
        self.files = files
        self.count = files.count
        self.live: Mask | None = None
        if len(deleted):
            self.live = np.ones(self.count, bool)
            self.live[deleted] = False
        self.cache: OrderedDict[tuple[str, int], tuple[Ints, Any]] = OrderedDict()
        self.cached = 0
        self.facets: dict[str, tuple[list[bytes], Ints, Ints]] = {}
        self.places: dict[tuple[str, bytes], int] = {}

    def take_over(self, older: Leaf) -> None:
        """Use what an older leaf of the same segment has decoded."""
        self.cache, self.cached, self.facets = older.cache, older.cached, older.facets
        self.places = older.places

    def field(self, name: str) -> Field | None:
        """The postings of a field."""
        return self.files.field(name)

    def find(self, name: str, term: bytes) -> int:
        """The place of a term in its field, or -1."""
        key = (name, term)
        place = self.places.get(key)
        if place is None:
            field = self.files.field(name)
            place = -1 if field is None else field.terms.find(term)
            if len(self.places) > 50_000:
                self.places.clear()
            self.places[key] = place
        return place

    def postings(self, name: str, place: int) -> tuple[Ints, Any]:
        """Documents and counts (``None``: all 1) of a term, from the cache when they are there."""
        key = (name, place)
        found = self.cache.get(key)
        if found is not None:
            self.cache.move_to_end(key)
            return found
        field = self.files.field(name)
        assert field is not None
        found = field.docs(place), field.counts(place)
        self.cache[key] = found
        self.cached += found[0].nbytes
        while self.cached > CACHE_BYTES and len(self.cache) > 1:
            self.cached -= self.cache.popitem(last=False)[1][0].nbytes
        return found

    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.count if self.live is None else int(np.count_nonzero(self.live))


class Snapshot:
    """All segments of one commit, with the statistics that scores need."""

    def __init__(self, generation: int, leaves: Sequence[Leaf]) -> None:
        self.generation = generation
        self.leaves = list(leaves)
        self.bases = [0]
        for leaf in self.leaves:
            self.bases.append(self.bases[-1] + leaf.count)
        self.doc_count = self.bases[-1]
        self._norms: dict[tuple[int, str], Floats] = {}
        self._frequencies: dict[tuple[str, bytes], int] = {}
        self._days: Ints | None = None
        self.values: dict[str, tuple[list[bytes], list[Ints]]] = {}

    def doc_frequency(self, name: str, term: bytes) -> int:
        """In how many documents a term is, deleted ones included (as Whoosh counts)."""
        key = (name, term)
        if key not in self._frequencies:
            total = 0
            for leaf in self.leaves:
                place = leaf.find(name, term)
                field = leaf.field(name)
                if field is not None and place >= 0:
                    total += int(field.df[place])
            if len(self._frequencies) > 100_000:
                self._frequencies.clear()
            self._frequencies[key] = total
        return self._frequencies[key]

    def idf(self, name: str, term: bytes) -> float:
        """Whoosh's inverse document frequency."""
        return log(self.doc_count / (self.doc_frequency(name, term) + 1)) + 1

    def average_length(self, name: str) -> float:
        """The average length of a field over all documents."""
        total = sum(leaf.files.documents.totals.get(name, 0) for leaf in self.leaves)
        return total / (self.doc_count or 1) or 1.0

    def norm(self, number: int, name: str) -> Floats:
        """BM25's K1 * (1 - B + B * length / average) for each document of leaf ``number``."""
        key = (number, name)
        if key not in self._norms:
            leaf = self.leaves[number]
            lengths = leaf.files.documents.lengths(name)
            known = np.ones(leaf.count) if lengths is None else BYTE_TO_LENGTH[lengths]
            if lengths is not None:
                known = np.where(lengths == 0, 1.0, known)
            self._norms[key] = K1 * ((1 - B) + B * known / self.average_length(name))
        return self._norms[key]

    def days(self) -> Ints:
        """The day of every document, 0 when unknown."""
        if self._days is None:
            columns = [leaf.files.documents.numbers("day") for leaf in self.leaves]
            parts = [
                np.zeros(leaf.count, np.int64) if column is None else column.astype(np.int64)
                for leaf, column in zip(self.leaves, columns, strict=True)
            ]
            self._days = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        return self._days

    def stored(self, docs: Sequence[int]) -> list[dict[str, Any]]:
        """The stored fields of documents by their numbers in the snapshot."""
        raw: list[bytes] = []
        for doc in docs:
            number = bisect_right(self.bases, doc) - 1
            raw.append(self.leaves[number].files.documents.record(doc - self.bases[number]))
        try:
            found = list(json.loads(b"[" + b",".join(raw) + b"]"))
        except ValueError as error:
            raise CorruptIndexError("the stored fields of documents make no sense") from error
        if len(found) != len(raw) or not all(isinstance(record, dict) and "i" in record for record in found):
            raise CorruptIndexError("the stored fields of documents make no sense")
        return found
