"""One field of one segment, read from its mapped arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.search.codec.container import Array, Container, CorruptIndexError
from index.search.codec.postings import (
    COUNT_STREAMS,
    GAP_STREAMS,
    NO_STREAM,
    PLACE_STREAMS,
    FieldData,
    Ints,
    starts_of,
)

_SIGNPOST = 64
"""Every so many strings, one is kept at hand: most steps of a bisection then touch no mapped page."""


_ALL_AT_HAND = 8_192
"""So many strings are all kept at hand."""


class Dictionary:
    """Byte strings in order, found by bisection over the mapped blob."""

    def __init__(self, container: Container, prefix: str) -> None:
        self._ends = container.array(f"{prefix}.ends")
        self._blob = container.blob(f"{prefix}.text")
        self._signposts: list[bytes] | None = None
        if len(self._ends) and int(self._ends[-1]) != len(self._blob):
            raise CorruptIndexError(f"{container.path.name}: the terms of {prefix} are cut short")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:
        start = int(self._ends[index - 1]) if index else 0
        return bytes(self._blob[start : int(self._ends[index])])

    def lower(self, term: bytes) -> int:
        """The place of the first string that is not before ``term``."""
        if self._signposts is None:
            if len(self) <= _ALL_AT_HAND:
                self._signposts = self.all()
            else:
                self._signposts = [self[place] for place in range(0, len(self), _SIGNPOST)]
        block = bisect_left(self._signposts, term)
        if len(self) <= _ALL_AT_HAND:
            return block
        return bisect_left(self, term, max(0, (block - 1) * _SIGNPOST), min(len(self), block * _SIGNPOST + 1))

    def find(self, term: bytes) -> int:
        """The place of ``term``, or -1."""
        place = self.lower(term)
        return place if place < len(self._ends) and self[place] == term else -1

    def begun(self, prefix: bytes) -> bool:
        """Whether a string begins with ``prefix``."""
        place = self.lower(prefix)
        return place < len(self) and self[place].startswith(prefix)

    def sizes(self, low: int, high: int) -> Ints:
        """How many bytes the strings of a range of places have."""
        ends = self._ends[low:high].astype(np.int64)
        start = int(self._ends[low - 1]) if low else 0
        return np.diff(ends, prepend=start)

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The places (first, end) of the strings that begin with ``prefix``."""
        end = prefix.rstrip(b"\xff")
        high = self.lower(end[:-1] + bytes([end[-1] + 1])) if end else len(self)
        return self.lower(prefix), high

    def all(self, low: int = 0, high: int | None = None) -> list[bytes]:
        """The strings of a range of places."""
        high = len(self) if high is None else high
        if high <= low:
            return []
        start = int(self._ends[low - 1]) if low else 0
        ends = (self._ends[low:high].astype(np.int64) - start).tolist()
        blob = bytes(self._blob[start : start + ends[-1]])
        return [blob[a:b] for a, b in zip([0, *ends], ends, strict=False)]


class Field:
    """The postings of one field. Documents are ``int64`` arrays, ready to index other arrays."""

    def __init__(self, container: Container, name: str, doc_count: int) -> None:
        self._container = container
        self._name = name
        self._doc_count = doc_count
        self.terms = Dictionary(container, name)
        self.df = self._array("df")
        self._first = self._array("first")
        self._flags = self._array("flags")
        if not len(self.terms) == len(self.df) == len(self._first) == len(self._flags):
            raise CorruptIndexError(f"{container.path.name}: the arrays of {name} do not fit together")
        held = len(self.df) + sum(len(self._array(f"gap{number}")) for number in range(len(GAP_STREAMS)))
        if (
            int(self.df.sum(dtype=np.int64)) != held
        ):  # so no list can ask for more memory than there are bytes
            raise CorruptIndexError(f"{container.path.name}: the postings of {name} are not all there")
        self._at = {kind: self._array(f"{kind}_at") for kind in ("gap", "count", "place")}
        self.has_places = len(self._at["place"]) > 0
        self._prefixes: Dictionary | None = None

    def _array(self, name: str) -> Array:
        return self._container.array(f"{self._name}.{name}")

    def docs(self, index: int) -> Ints:
        """The documents of one term, ascending."""
        df = int(self.df[index])
        out = np.empty(df, np.int64)
        out[0] = self._first[index]
        if df > 1:
            stream = int(self._flags[index]) & 3
            np.cumsum(self._run("gap", stream, index, df - 1), out=out[1:])
            out[1:] += out[0]
        if int(out[-1]) >= self._doc_count:
            raise CorruptIndexError(f"{self._container.path.name}: a posting of {self._name} has no document")
        return out

    def counts(self, index: int) -> Array | None:
        """How often the term is in each of its documents; ``None`` when once in all."""
        stream = int(self._flags[index]) >> 2 & 3
        if stream == NO_STREAM:
            return None
        return self._run("count", stream, index, int(self.df[index]))

    def places(self, index: int) -> tuple[Ints, Array]:
        """Where each posting's positions begin (with the end appended), and the positions."""
        counts = self.counts(index)
        bounds = starts_of(np.ones(int(self.df[index]), np.int64) if counts is None else counts)
        stream = int(self._flags[index]) >> 4 & 1
        return bounds, self._run("place", stream, index, int(bounds[-1]))

    def _run(self, kind: str, stream: int, index: int, length: int) -> Array:
        start = int(self._at[kind][index])
        run = self._array(f"{kind}{stream}")[start : start + length]
        if len(run) != length:
            raise CorruptIndexError(f"{self._container.path.name}: the {kind}s of {self._name} are cut short")
        return run

    def docs_of_range(self, low: int, high: int) -> Ints:
        """The documents of all terms from ``low`` to before ``high``, term after term."""
        return self._range_docs(low, high)[0]

    def _range_docs(self, low: int, high: int) -> tuple[Ints, Ints]:
        df = self.df[low:high].astype(np.int64)
        starts = starts_of(df)
        steps = np.empty(int(starts[-1]), np.int64)
        heads = starts[:-1]
        if not len(heads):
            return steps, starts
        self._join(steps, "gap", GAP_STREAMS, self._flags[low:high] & 3, low, df, heads)
        first = self._first[low:high].astype(np.int64)
        steps[heads] = first
        docs = np.cumsum(steps)
        docs -= np.repeat(docs[heads] - first, df)
        if int(docs.max()) >= self._doc_count:
            raise CorruptIndexError(f"{self._container.path.name}: a posting of {self._name} has no document")
        return docs, starts

    def _join(  # noqa: PLR0917
        self,
        out: Array,
        kind: str,
        streams: Sequence[np.dtype[Any]],
        classes: Array,
        low: int,
        lengths: Ints,
        heads: Ints,
    ) -> None:
        """Gather the runs of a range of terms from their streams; a gap's run leaves its head alone."""
        skip = 1 if kind == "gap" else 0
        for number in range(len(streams)):
            chosen = classes == number
            if not chosen.any():
                continue
            runs = lengths[chosen] - skip
            begin = int(self._at[kind][low + int(np.argmax(chosen))])
            part = self._array(f"{kind}{number}")[begin : begin + int(runs.sum())]
            if chosen.all() and not skip:
                target: Array | slice = slice(None)
            else:
                target = np.arange(int(runs.sum())) + np.repeat(
                    heads[chosen] + skip - starts_of(runs)[:-1], runs
                )
            if len(part) != int(runs.sum()):
                raise CorruptIndexError(f"{self._container.path.name}: {self._name} is cut short")
            out[target] = part

    def data(self, low: int = 0, high: int | None = None, prefix_lengths: int = 0) -> FieldData:
        """A range of terms in logical form, for merging."""
        high = len(self.terms) if high is None else high
        docs, starts = self._range_docs(low, high)
        df = self.df[low:high].astype(np.int64)
        heads = starts[:-1]
        counts: Array | None = None
        if len(self._at["count"]):
            counts = np.ones(len(docs), np.int32)
            self._join(counts, "count", COUNT_STREAMS, self._flags[low:high] >> 2 & 3, low, df, heads)
        places: Array | None = None
        if self.has_places and len(docs):
            totals = df if counts is None else np.add.reduceat(counts.astype(np.int64), heads)
            bounds = starts_of(totals)
            places = np.empty(int(bounds[-1]), np.int32)
            self._join(
                places, "place", PLACE_STREAMS, self._flags[low:high] >> 4 & 1, low, totals, bounds[:-1]
            )
        return FieldData(self.terms.all(low, high), df, docs.astype(np.int32), counts, places, prefix_lengths)

    def prefix_docs(self, prefix: bytes) -> Array | None:
        """The documents of a frequent prefix as a mask, when it was kept."""
        if self._prefixes is None:
            self._prefixes = Dictionary(self._container, f"{self._name}.prefix")
        table = self._prefixes
        place = table.find(prefix) if len(table) else -1
        if place < 0:
            return None
        width = (self._doc_count + 7) // 8
        bits = self._array("prefix_bits")[place * width : (place + 1) * width]
        return np.unpackbits(bits, count=self._doc_count, bitorder="little").view(bool)
