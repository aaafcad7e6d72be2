"""One field of one segment, read from its mapped arrays."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.search.codec.container import Array, Container, CorruptIndexError
from index.search.codec.postings import (
    MASKS,
    NONE,
    SHIFTS,
    STREAMS,
    FieldData,
    Ints,
    starts_of,
    stream_sizes,
    values_of,
)

_SIGNPOST = 64
"""Every so many strings, one is kept at hand: most steps of a bisection then touch no mapped page."""


_ALL_AT_HAND = 8_192
"""So many strings are all kept at hand."""


class Dictionary:
    """Byte strings in order, found by bisection over the mapped blob."""

    def __init__(self, container: Container, prefix: str) -> None:
        starts = starts_of(container.array(f"{prefix}.size"))
        self._starts = starts if int(starts[-1]) >> 31 else starts.astype(np.int32)
        self._blob = container.blob(f"{prefix}.text")
        self._signposts: list[bytes] | None = None
        self._count = len(starts) - 1
        if int(starts[-1]) != len(self._blob):
            raise CorruptIndexError(f"{container.path.name}: the terms of {prefix} are cut short")

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> bytes:
        return bytes(self._blob[self._starts[index] : self._starts[index + 1]])

    def some(self, places: Sequence[int]) -> list[bytes]:
        """The strings at these places."""
        starts, blob = self._starts, self._blob
        return [bytes(blob[starts[place] : starts[place + 1]]) for place in places]

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
        return place if place < self._count and self[place] == term else -1

    def begun(self, prefix: bytes) -> bool:
        """Whether a string begins with ``prefix``."""
        place = self.lower(prefix)
        return place < len(self) and self[place].startswith(prefix)

    def sizes(self, low: int, high: int) -> Ints:
        """How many bytes the strings of a range of places have."""
        return np.diff(self._starts[low : high + 1])

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The places (first, end) of the strings that begin with ``prefix``."""
        end = prefix.rstrip(b"\xff")
        high = self.lower(end[:-1] + bytes([end[-1] + 1])) if end else len(self)
        return self.lower(prefix), high

    def holding(self, part: bytes) -> Ints:
        """The places of the strings in which ``part`` stands; its first byte must not begin a string."""
        found = [match.start() for match in re.finditer(re.escape(part), self._blob)]
        return np.unique(np.searchsorted(self._starts, np.array(found, np.int64), "right") - 1)

    def all(self, low: int = 0, high: int | None = None) -> list[bytes]:
        """The strings of a range of places."""
        high = len(self) if high is None else high
        if high <= low:
            return []
        bounds = self._starts[low : high + 1].tolist()
        start = bounds[0]
        blob = bytes(self._blob[start : bounds[-1]])
        return [blob[a - start : b - start] for a, b in pairwise(bounds)]


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
        self._streams = {kind: self._flags >> SHIFTS[kind] & MASKS[kind] for kind in STREAMS}
        self._begins: dict[str, Array] = {}
        self._frequency = self.df.astype(np.int64)
        self._lengths("gap")  # so no list can ask for more memory than there are bytes
        self.has_places = len(self._flags) > 0 and bool((self._streams["place"] != NONE["place"]).all())
        self._prefixes: Dictionary | None = None

    def _array(self, name: str) -> Array:
        return self._container.array(f"{self._name}.{name}")

    def _lengths(self, kind: str) -> Ints:
        """How many values each term has in its stream."""
        lengths = self._frequency
        if kind == "gap":
            lengths = lengths - 1
        elif kind == "place" and len(total := self._array("total")):
            counted = self._streams["count"] != NONE["count"]
            lengths = lengths.copy()
            if np.count_nonzero(counted) != len(total):
                raise self._broken(kind)
            lengths[counted] = total
        if kind not in self._begins:
            self._begins[kind] = self._where_runs_begin(kind, lengths)
        return lengths

    def _where_runs_begin(self, kind: str, lengths: Ints) -> Array:
        """Where each term's run begins in its stream; the streams must be just as long as that asks for."""
        begins = np.zeros(len(lengths), np.int64)
        none = self._streams[kind] == NONE[kind]
        for number, bits in enumerate(STREAMS[kind]):
            chosen = self._streams[kind] == number
            none |= chosen
            starts = starts_of(stream_sizes(lengths[chosen], bits))
            if int(starts[-1]) != len(self._array(f"{kind}{number}")) or int(lengths.min(initial=0)) < 0:
                raise self._broken(kind)
            begins[chosen] = starts[:-1]
        if not none.all() or (kind == "gap" and lengths[self._streams[kind] == NONE[kind]].any()):
            raise self._broken(kind)
        return begins.astype(np.uint32) if int(begins.max(initial=0)) < 1 << 32 else begins

    def _broken(self, kind: str) -> CorruptIndexError:
        return CorruptIndexError(
            f"{self._container.path.name}: the {kind}s of {self._name} are not all there"
        )

    def docs(self, index: int) -> Ints:
        """The documents of one term, ascending."""
        df = int(self.df[index])
        out = np.empty(df, np.int64)
        out[0] = self._first[index]
        if df > 1:
            out[1:] = self._run("gap", index, df - 1)
            np.add.accumulate(out, out=out)
        if int(out[-1]) >= self._doc_count:
            raise self._without_document()
        return out

    def counts(self, index: int) -> Array | None:
        """How often the term is in each of its documents; ``None`` when once in all."""
        if self._streams["count"][index] == NONE["count"]:
            return None
        less_one = self._run("count", index, int(self.df[index]))
        return np.add(less_one, 1, dtype=np.uint16 if less_one.itemsize == 1 else np.int64)

    def places(self, index: int) -> tuple[Ints, Array]:
        """Where each posting's positions begin (with the end appended), and the positions."""
        counts = self.counts(index)
        bounds = np.arange(int(self.df[index]) + 1) if counts is None else starts_of(counts)
        return bounds, self._run("place", index, int(bounds[-1]))

    def _run(self, kind: str, index: int, length: int) -> Array:
        if kind not in self._begins:
            self._lengths(kind)
        number = int(self._streams[kind][index])
        if number >= len(STREAMS[kind]):
            raise self._broken(kind)
        bits = STREAMS[kind][number]
        start = int(self._begins[kind][index])
        if bits >= 8:
            run = self._array(f"{kind}{number}")[start : start + length]
        else:
            end = start - (-length * bits // 8)
            run = values_of(self._array(f"{kind}{number}")[start:end], bits)[:length]
        if len(run) != length:
            raise self._broken(kind)
        return run

    def docs_of_range(self, low: int, high: int) -> Ints:
        """The documents of all terms from ``low`` to before ``high``, term after term."""
        return self._range_docs(low, high)[0]

    def mark(self, mask: NDArray[np.bool_], low: int, high: int) -> None:
        """Set ``mask`` for the documents of all terms from ``low`` to before ``high``, a stream at a time."""
        first = self._first[low:high].astype(np.int64)
        frequency, streams = self._frequency[low:high], self._streams["gap"][low:high]
        found = [first]
        for number in range(len(STREAMS["gap"])):
            chosen = (streams == number).nonzero()[0]
            if not len(chosen):
                continue
            runs = frequency.take(chosen) - 1
            ends = runs.cumsum()
            begin = int(self._begins["gap"][low + int(chosen[0])])
            gaps = self._array(f"gap{number}")[begin : begin + int(ends[-1])]
            if len(gaps) != int(ends[-1]):
                raise self._broken("gap")
            docs = gaps.cumsum(dtype=np.int64)
            before = first.take(chosen)
            before[1:] -= docs.take(ends[:-1] - 1)
            docs += before.repeat(runs)
            found.append(docs)
        try:
            for docs in found:
                mask[docs] = True
        except IndexError as error:
            raise self._without_document() from error

    def _without_document(self) -> CorruptIndexError:
        return CorruptIndexError(f"{self._container.path.name}: a posting of {self._name} has no document")

    def _range_docs(self, low: int, high: int) -> tuple[Ints, Ints]:
        df = self._frequency[low:high]
        starts = starts_of(df)
        steps = np.empty(int(starts[-1]), np.int64)
        heads = starts[:-1]
        if not len(heads):
            return steps, starts
        follows = np.ones(len(steps), bool)
        follows[heads] = False
        steps[follows] = self._runs("gap", low, df - 1)
        first = self._first[low:high].astype(np.int64)
        steps[heads] = first
        docs = np.cumsum(steps)
        docs -= np.repeat(docs[heads] - first, df)
        if int(docs.max()) >= self._doc_count:
            raise self._without_document()
        return docs, starts

    def _runs(self, kind: str, low: int, lengths: Ints) -> Array:
        """The runs of the terms from ``low`` on, gathered from their streams, one after the other."""
        if kind not in self._begins:
            self._lengths(kind)
        streams = self._streams[kind][low : low + len(lengths)]
        parts: list[tuple[int, Array]] = []
        total = 0
        for number, bits in enumerate(STREAMS[kind]):
            chosen = streams == number
            if not chosen.any():
                continue
            runs = lengths[chosen]
            begin = int(self._begins[kind][low + int(np.argmax(chosen))])
            end = begin + int(stream_sizes(runs, bits).sum())
            part = values_of(self._array(f"{kind}{number}")[begin:end], bits)
            if bits < 8:  # take out what fills the last byte of each run
                each = 8 // bits
                padded = starts_of(stream_sizes(runs, bits) * each)[:-1]
                part = part[np.arange(int(runs.sum())) + np.repeat(padded - starts_of(runs)[:-1], runs)]
            if len(part) != int(runs.sum()):
                raise self._broken(kind)
            parts.append((number, part))
            total += len(part)
        if total != int(lengths.sum()) and kind != "count":
            raise self._broken(kind)
        if len(parts) == 1 and total == int(lengths.sum()):
            return parts[0][1]
        wide = any(part.dtype.itemsize > 2 for _, part in parts)
        out = np.zeros(int(lengths.sum()), np.int64 if wide else np.int32)
        stream = np.repeat(streams, lengths)
        for number, part in parts:
            out[stream == number] = part
        return out

    def data(self, low: int = 0, high: int | None = None, prefix_lengths: int = 0) -> FieldData:
        """A range of terms in logical form, for merging."""
        high = len(self.terms) if high is None else high
        docs, starts = self._range_docs(low, high)
        df = self._frequency[low:high]
        heads = starts[:-1]
        counts: Array | None = None
        if any(len(self._array(f"count{number}")) for number in range(len(STREAMS["count"]))):
            counts = self._runs("count", low, df).astype(np.int32)
            counts += 1
        places: Array | None = None
        if self.has_places and len(docs):
            totals = df if counts is None else np.add.reduceat(counts, heads, dtype=np.int64)
            places = self._runs("place", low, totals).astype(np.int32)
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
