"""A segment within a commit: its live documents, and what of it is kept decoded."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.search.codec.field import Field
from index.search.codec.postings import Ints, starts_of
from index.search.codec.segment import SegmentFiles
from index.search.records import Record

CACHE_BYTES = 16 << 20
"""Decoded postings kept, a segment."""
KEPT_KEYS = 1 << 14
"""Positions of a word that are kept together with their documents."""
KEPT_POSTINGS = 1 << 18
"""A field of at most so many postings is kept decoded as a whole (2 MB), for prefixes."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_Kept = TypeVar("_Kept", bound=tuple[Any, ...])


class Hits(NamedTuple):
    """Documents of one segment, ascending, with their scores when they were asked for."""

    docs: Ints
    scores: Floats | None


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
        self.cache: OrderedDict[Any, tuple[Any, ...]] = OrderedDict()
        self.cached = 0
        self.facets: dict[str, tuple[list[bytes], Ints, Ints]] = {}
        self.turned: dict[str, tuple[NDArray[np.int32] | None, NDArray[np.int32]]] = {}
        self.places: dict[tuple[str, bytes], int] = {}
        self.records: dict[int, Record] = {}
        self._all_docs: dict[str, tuple[Ints, Ints] | None] = {}
        self._by_day: Ints | None = None

    def take_over(self, older: Leaf) -> None:
        """Use what an older leaf of the same segment has decoded."""
        self._all_docs, self._by_day = older._all_docs, older._by_day
        self.cache, self.cached, self.facets = older.cache, older.cached, older.facets
        self.places, self.records, self.turned = older.places, older.records, older.turned

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
        found: tuple[Ints, Any] | None = self.kept(key)
        if found is None:
            field = self.files.field(name)
            assert field is not None
            counts = field.counts(place)  # as they are reckoned with, so that no question has to convert them
            found = self.remember(
                key, (field.docs(place), None if counts is None else counts.astype(np.float64))
            )
        return found

    def frequency(self, name: str, place: int) -> int:
        """In how many documents a term is."""
        field = self.files.field(name)
        return 0 if field is None else int(field.df[place])

    def kept(self, key: Any) -> Any:
        """What is remembered under a key."""
        found = self.cache.get(key)
        if found is not None:
            self.cache.move_to_end(key)
        return found

    def where(self, name: str, place: int) -> tuple[Ints, Any]:
        """Where each posting's positions begin, with the end appended, and the positions."""
        key = (f"{name} places", place)
        found = self.cache.get(key)
        if found is None:
            field = self.files.field(name)
            assert field is not None
            found = self.remember(key, field.places(place))
        return found

    def keys(self, name: str, place: int) -> Ints:
        """``document << 32 | position`` of each time a term is there, ascending; kept of rare terms only."""
        key = (f"{name} keys", place)
        found = self.cache.get(key)
        if found is not None:
            known: Ints = found[0]
            return known
        bounds, positions = self.where(name, place)
        keys: Ints = np.repeat(self.postings(name, place)[0] << 32, np.diff(bounds))
        keys += positions
        return keys if len(keys) > KEPT_KEYS else self.remember(key, (keys, None))[0]

    def by_day(self) -> Ints:
        """All documents, the newest first, of a day the later ones; what has no date comes last. Kept."""
        if self._by_day is None:
            days = self.files.documents.numbers("day")
            order = np.arange(self.count) if days is None else days.argsort(kind="stable")
            self._by_day = order[::-1].copy()
        return self._by_day

    def all_docs(self, name: str) -> tuple[Ints, Ints] | None:
        """The documents of all terms of a field, one after the other, and where each term's begin, with the
        end appended; ``None`` for a field of many postings."""
        if name not in self._all_docs:
            field = self.files.field(name)
            few = field is not None and int(field.df.sum(dtype=np.int64)) <= KEPT_POSTINGS
            self._all_docs[name] = (
                (field.docs_of_range(0, len(field.terms)), starts_of(field.df)) if field and few else None
            )
        return self._all_docs[name]

    def remember(self, key: Any, found: _Kept) -> _Kept:
        """Keep decoded postings, a tuple of arrays; those not asked for longest make room."""
        self.cache[key] = found
        self.cached += _bytes(found)
        while self.cached > CACHE_BYTES and len(self.cache) > 1:
            self.cached -= _bytes(self.cache.popitem(last=False)[1])
        return found

    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.count if self.live is None else int(np.count_nonzero(self.live))


def _bytes(found: tuple[Any, ...]) -> int:
    return sum([each.nbytes for each in found if each is not None])
