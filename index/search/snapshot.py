"""One commit of the index, unchanging while anybody looks at it: mapped segments and their statistics."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.search.analysis import words
from index.search.codec.field import Field
from index.search.codec.postings import Ints, starts_of
from index.search.codec.segment import BYTE_TO_LENGTH, SegmentFiles
from index.search.records import read

K1 = 1.2
B = 0.5
"""BM25's parameters. K1 is Whoosh's default; B ranked best on the dev half of tests/bench/ranking.py."""
CACHE_BYTES = 16 << 20
"""Decoded postings kept, a segment."""

LANGUAGES = 12
"""Besides English, so many are asked for by their stems."""
KEPT_KEYS = 4_096
"""Positions of a word that are kept together with their documents."""
KEPT_POSTINGS = 1 << 18
"""A field of at most so many postings is kept decoded as a whole (2 MB), for prefixes."""
KEPT_RECORDS = 4_096
"""Stored fields kept decoded, a segment."""
FOUND_BYTES = 16 << 20
"""Findings of words kept, a snapshot."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


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
        self.cache: OrderedDict[Any, tuple[Ints, Any]] = OrderedDict()
        self.cached = 0
        self.facets: dict[str, tuple[list[bytes], Ints, Ints]] = {}
        self.turned: dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]] = {}
        self.places: dict[tuple[str, bytes], int] = {}
        self.records: dict[int, dict[str, Any]] = {}
        self._all_docs: dict[str, tuple[Ints, Ints] | None] = {}

    def take_over(self, older: Leaf) -> None:
        """Use what an older leaf of the same segment has decoded."""
        self._all_docs = older._all_docs
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
        return self.kept(key) or self.remember(key, self.decoded(name, place))

    def decoded(self, name: str, place: int) -> tuple[Ints, Any]:
        """Documents and counts of a term, not kept."""
        field = self.files.field(name)
        assert field is not None
        counts = field.counts(place)  # as they are reckoned with, so that no question has to convert them
        return field.docs(place), None if counts is None else counts.astype(np.float64)

    def kept(self, key: Any) -> tuple[Ints, Any] | None:
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
            return found[0]
        bounds, positions = self.where(name, place)
        keys: Ints = np.repeat(self.postings(name, place)[0] << 32, np.diff(bounds))
        keys += positions
        return keys if len(keys) > KEPT_KEYS else self.remember(key, (keys, None))[0]

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

    def remember(self, key: Any, found: tuple[Ints, Any]) -> tuple[Ints, Any]:
        """Keep decoded postings; those not asked for longest make room."""
        self.cache[key] = found
        self.cached += _bytes(found)
        while self.cached > CACHE_BYTES and len(self.cache) > 1:
            self.cached -= _bytes(self.cache.popitem(last=False)[1])
        return found

    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.count if self.live is None else int(np.count_nonzero(self.live))


def _bytes(found: tuple[Ints, Any]) -> int:
    return int(found[0].nbytes) + (0 if found[1] is None else int(found[1].nbytes))


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
        self._averages: dict[str, float] = {}
        self._frequencies: dict[tuple[str, bytes], int] = {}
        self._found: OrderedDict[tuple[int, int, bool], tuple[object, Hits]] = OrderedDict()
        self._found_bytes = 0
        self._idf: dict[tuple[str, bytes], float] = {}
        self.factors: dict[Any, Floats] = {}
        self._norm_rows: dict[tuple[int, tuple[str, ...]], Floats] = {}
        self.fields: dict[str, Any] = {}
        """Whoosh's field types by name, as they are met: to look into a schema costs more."""
        self.terms: dict[tuple[str, str], bytes] = {}
        self.meant: dict[bytes, str | None] = {}
        self.sizes: dict[int, tuple[object, int]] = {}
        """Of query objects (by identity, so they are held): how many documents each can match at most."""
        self._days: Ints | None = None
        self._languages: tuple[str, ...] | None = None
        self._authors: list[tuple[str, bytes, int]] | None = None
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

    def found(self, number: int, query: object, scored: bool) -> Hits | None:
        """What this very query object found in leaf ``number`` before, when that was kept."""
        key = (number, id(query), scored)
        kept = self._found.get(key)
        if kept is None:
            return None
        self._found.move_to_end(key)
        return kept[1]

    def keep(self, number: int, query: object, scored: bool, hits: Hits) -> None:
        """Keep what a query found: while one types, the words before the last are asked again and again."""
        # The query is kept too, so that no other can have its identity.
        self._found[number, id(query), scored] = (query, hits)
        self._found_bytes += hits.docs.nbytes * 2 + 500
        while self._found_bytes > FOUND_BYTES and len(self._found) > 1:
            self._found_bytes -= self._found.popitem(last=False)[1][1].docs.nbytes * 2 + 500

    def forget(self) -> None:
        """Let go of what was found."""
        self._found.clear()
        self._found_bytes = 0

    def idf(self, name: str, term: bytes) -> float:
        """Whoosh's inverse document frequency."""
        key = (name, term)
        found = self._idf.get(key)
        if found is None:
            if len(self._idf) > 100_000:
                self._idf.clear()
            found = self._idf[key] = log(self.doc_count / (self.doc_frequency(name, term) + 1)) + 1
        return found

    def average_length(self, name: str) -> float:
        """The average length of a field over all documents."""
        if name not in self._averages:
            total = sum(leaf.files.documents.totals.get(name, 0) for leaf in self.leaves)
            self._averages[name] = total / (self.doc_count or 1) or 1.0
        return self._averages[name]

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

    def norms(self, number: int, names: tuple[str, ...]) -> Floats:
        """``norm`` of several fields, a row each."""
        key = (number, names)
        rows = self._norm_rows.get(key)
        if rows is None:
            rows = self._norm_rows[key] = np.stack([self.norm(number, name) for name in names])
            for row, name in zip(rows, names, strict=True):
                self._norms[number, name] = row  # so that they are there once
        return rows

    def languages(self) -> tuple[str, ...]:
        """The languages that articles are in, English first."""
        if self._languages is None:
            fields = [field for leaf in self.leaves if (field := leaf.field("lang")) is not None]
            known = {term.decode(errors="replace") for field in fields for term in field.terms.all()}
            self._languages = ("en", *sorted(known - {"en"})[:LANGUAGES])
        return self._languages

    def authors(self) -> list[tuple[str, bytes, int]]:
        """Who wrote articles, those of most first: the name, its words with a space before each, how many."""
        if self._authors is None:
            total: Counter[str] = Counter()
            for leaf in self.leaves:
                if (field := leaf.field("author")) is not None:
                    names = (term.decode(errors="replace") for term in field.terms.all())
                    total.update(dict(zip(names, field.df.tolist(), strict=True)))
            ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
            self._authors = [
                (name, "".join(f" {word}" for word in words(name)).encode("utf-8", "replace"), number)
                for name, number in ordered
            ]
        return self._authors

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
        if len(self.leaves) == 1:
            known = self.leaves[0].records
            with suppress(KeyError):
                return [known[doc] for doc in docs]
        rows: list[tuple[Leaf, int]] = []
        missing: dict[int, list[int]] = {}
        for doc in docs:
            number = bisect_right(self.bases, doc) - 1
            leaf = self.leaves[number]
            place = doc - self.bases[number]
            rows.append((leaf, place))
            if place not in leaf.records:
                missing.setdefault(number, []).append(place)
        for number, places in missing.items():
            leaf = self.leaves[number]
            if len(leaf.records) > KEPT_RECORDS:
                wanted = {place for kept, place in rows if kept is leaf} & leaf.records.keys()
                leaf.records = {place: leaf.records[place] for place in wanted}
            leaf.records.update(zip(places, read(leaf.files, places), strict=True))
        return [leaf.records[place] for leaf, place in rows]
