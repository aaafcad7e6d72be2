"""Posting lists as flat arrays: how they are packed, and how they come back.

A field's logical form is ``FieldData``. Packed, every term has its first document as it is, and the gaps to
the following ones in the narrowest of three streams (1, 2 or 4 bytes) that holds all gaps of the term; its
counts in a stream of 1 or 4 bytes, or nowhere when all are 1; its positions in a stream of 2 or 4 bytes.
Terms stand in order, so the postings of neighbouring terms (a prefix) are neighbours in each stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ints = NDArray[np.int64]

GAP_STREAMS = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))
COUNT_STREAMS = (np.dtype("u1"), np.dtype("<u4"))
PLACE_STREAMS = (np.dtype("<u2"), np.dtype("<u4"))

NO_STREAM = 3
"""In ``flags``: nothing was kept, because there is one document only, or because all counts are 1."""


@dataclass(frozen=True)
class FieldData:
    """All postings of one field, term by term in byte order.

    ``frequency`` is the number of documents of each term; ``docs`` the documents of the first term,
    ascending, then those of the second, and so on; ``counts`` beside ``docs`` how often, or ``None`` when
    always once; ``places`` the positions of each posting, or ``None`` for a field without.
    ``prefix_lengths`` asks for a table of the documents of frequent prefixes up to that many letters.
    """

    terms: Sequence[bytes]
    frequency: Array
    docs: Array
    counts: Array | None
    places: Array | None
    prefix_lengths: int = 0


def starts_of(lengths: Array) -> Ints:
    """Where each run of the given lengths begins, with the end of the last appended."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def pack_terms(terms: Sequence[bytes]) -> dict[str, Array]:
    """A list of byte strings as one blob and the place where each ends."""
    ends = np.fromiter(accumulate(map(len, terms)), np.int64, len(terms))
    blob = np.frombuffer(b"".join(terms), np.uint8)
    return {"text": blob, "ends": ends.astype("<u4")}


def pack(field: FieldData) -> dict[str, Array]:
    """The arrays of a field, ready to be kept."""
    packed = pack_terms(field.terms)
    if not len(field.docs):
        return packed
    starts = starts_of(field.frequency)
    heads = starts[:-1]
    packed["df"] = field.frequency.astype("<u4")
    packed["first"] = field.docs[heads].astype("<u4")
    gaps = np.empty(len(field.docs), np.int64)
    gaps[0] = 0
    np.subtract(field.docs[1:], field.docs[:-1], out=gaps[1:], dtype=np.int64)
    gaps[heads] = 0
    widest = np.maximum.reduceat(gaps, heads)
    gap_class = (widest > 0xFF).astype(np.uint8) + (widest > 0xFFFF)
    gap_class[field.frequency == 1] = NO_STREAM
    follows = np.ones(len(gaps), bool)
    follows[heads] = False
    _split(packed, "gap", gaps[follows], field.frequency - 1, gap_class, GAP_STREAMS)
    flags: Array = gap_class
    if field.counts is not None:
        most = np.maximum.reduceat(field.counts, heads)
        count_class = np.where(most == 1, NO_STREAM, most > 0xFF).astype(np.uint8)
        _split(packed, "count", field.counts, field.frequency, count_class, COUNT_STREAMS)
        flags = flags | count_class << 2
    else:
        flags = flags | NO_STREAM << 2
    if field.places is not None and len(field.places):
        totals = (
            field.frequency if field.counts is None else np.add.reduceat(field.counts.astype(np.int64), heads)
        )
        farthest = np.maximum.reduceat(field.places, starts_of(totals)[:-1])
        place_class = (farthest > 0xFFFF).astype(np.uint8)
        _split(packed, "place", field.places, totals, place_class, PLACE_STREAMS)
        flags = flags | place_class << 4
    packed["flags"] = flags.astype(np.uint8)
    return packed


def _split(  # noqa: PLR0917
    packed: dict[str, Array],
    name: str,
    values: Array,
    lengths: Array,
    classes: Array,
    streams: Sequence[np.dtype[Any]],
) -> None:
    """Deal the runs of ``values`` out to the streams that their classes choose; note where each begins."""
    begins = np.zeros(len(lengths), np.int64)
    for number, dtype in enumerate(streams):
        chosen = classes == number
        if not chosen.any():
            continue
        begins[chosen] = starts_of(lengths[chosen])[:-1]
        part = values if chosen.all() else values[np.repeat(chosen, lengths)]
        packed[f"{name}{number}"] = part.astype(dtype)
    packed[f"{name}_at"] = begins.astype("<u4")


def prefix_table(
    field: FieldData, doc_count: int, share: float = 0.5, least: int = 10_000
) -> dict[str, Array]:
    """The documents of each prefix of 1 to ``prefix_lengths`` letters, as bits, for the prefixes that are in
    so many postings that uniting them while somebody types would be slow; only for ``least`` documents."""
    if not field.prefix_lengths or not len(field.docs) or doc_count < least:
        return {}
    starts = starts_of(field.frequency)
    keys: list[bytes] = []
    rows: list[Array] = []
    for length in range(1, field.prefix_lengths + 1):
        for key, low, high in _prefix_runs(field.terms, length):
            if starts[high] - starts[low] < doc_count * share:
                continue
            held = np.zeros(doc_count, bool)
            held[field.docs[starts[low] : starts[high]]] = True
            keys.append(key)
            rows.append(np.packbits(held, bitorder="little"))
    if not keys:
        return {}
    order = sorted(range(len(keys)), key=keys.__getitem__)
    packed = {f"prefix.{name}": array for name, array in pack_terms([keys[i] for i in order]).items()}
    packed["prefix_bits"] = np.concatenate([rows[i] for i in order])
    return packed


def _prefix_runs(terms: Sequence[bytes], length: int) -> list[tuple[bytes, int, int]]:
    """The runs of terms that share their first ``length`` bytes, as (prefix, first term, end)."""
    heads = [term[:length] for term in terms]
    runs: list[tuple[bytes, int, int]] = []
    low = 0
    while low < len(heads):
        high = low + 1
        while high < len(heads) and heads[high] == heads[low]:
            high += 1
        if len(heads[low]) == length:
            runs.append((heads[low], low, high))
        low = high
    return runs
