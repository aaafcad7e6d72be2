"""One commit of the index, unchanging while anybody looks at it: mapped segments and their statistics."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from math import log
from typing import Any

import numpy as np

from index.search.analysis import words
from index.search.codec.postings import Ints
from index.search.codec.segment import BYTE_TO_LENGTH
from index.search.leaf import Floats, Hits, Leaf
from index.search.records import Record, read

K1 = 1.2
B = 0.5
"""BM25's parameters. K1 is Whoosh's default; B ranked best on the dev half of tests/bench/ranking.py."""
LANGUAGES = 12
"""Besides English, so many are asked for by their stems."""
KEPT_RECORDS = 4_096
"""Stored fields kept decoded, a segment."""
FOUND_BYTES = 16 << 20
"""Findings of words kept, a snapshot."""


class Snapshot:
    """All segments of one commit, with the statistics that scores need."""

    def __init__(self, generation: int, leaves: Sequence[Leaf]) -> None:
        self.generation = generation
        self.leaves = list(leaves)
        self.bases = [0]
        for leaf in self.leaves:
            self.bases.append(self.bases[-1] + leaf.count)
        self.doc_count = self.bases[-1]
        self._averages: dict[str, float] = {}
        self._frequencies: dict[tuple[str, bytes], int] = {}
        self._found: OrderedDict[tuple[int, int, bool], tuple[object, Hits]] = OrderedDict()
        self._found_bytes = 0
        self._idf: dict[tuple[str, bytes], float] = {}
        self.factors: dict[Any, Floats] = {}
        self._norms_of_bytes: dict[tuple[str, ...], Floats] = {}
        self.fields: dict[str, Any] = {}
        """Whoosh's field types by name, as they are met: to look into a schema costs more."""
        self.terms: dict[tuple[str, str], bytes] = {}
        self.meant: dict[bytes, str | None] = {}
        self.sizes: dict[int, tuple[object, int]] = {}
        """Of query objects (by identity, so they are held): how many documents each can match at most."""
        self._days: Ints | None = None
        self._undated: Ints | None = None
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

    def norms_of_bytes(self, names: tuple[str, ...]) -> Floats:
        """BM25's K1 * (1 - B + B * length / average) of every length that a field can have, 256 a field."""
        known = self._norms_of_bytes.get(names)
        if known is None:
            lengths = BYTE_TO_LENGTH.copy()
            lengths[0] = 1.0
            rows = [K1 * ((1 - B) + B * lengths / self.average_length(name)) for name in names]
            known = self._norms_of_bytes[names] = np.concatenate(rows)
        return known

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

    def undated(self) -> Ints:
        """The documents of which no day is known."""
        if self._undated is None:
            self._undated = (self.days() == 0).nonzero()[0]
        return self._undated

    def stored(self, docs: Sequence[int]) -> list[Record]:
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
