"""Posting lists as flat arrays: how they are packed, and how they come back.

A field's logical form is ``FieldData``. Packed, every term has its first document as it is, and the gaps to
the following ones in the narrowest of three streams (1, 2 or 4 bytes) that holds all gaps of the term; its
counts, less one, in a stream of 2, 4, 8 or 32 bits, or nowhere when all are 1; its positions in a stream of
1, 2 or 4 bytes. Terms stand in order, so the postings of neighbouring terms (a prefix) are neighbours in each
stream, and where a term's begin is the sum of what stands before it: it is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.search.codec.strings import Strings

Array = NDArray[Any]
Ints = NDArray[np.int64]

STREAMS = {"gap": (8, 16, 32), "count": (2, 4, 8, 32), "place": (8, 16, 32)}
"""Bits a value, by stream. A term's run begins at a whole byte."""
SHIFTS = {"gap": 0, "count": 2, "place": 5}
"""Where in a term's flags the number of its stream stands."""
MASKS = {"gap": 3, "count": 7, "place": 3}
NONE = {"gap": 3, "count": 7, "place": 3}
"""In flags: nothing was kept, because there is one document only, or because all counts are 1."""


@dataclass(frozen=True)
class FieldData:
    """All postings of one field, term by term in byte order.

    ``frequency`` is the number of documents of each term; ``docs`` the documents of the first term,
    ascending, then those of the second, and so on; ``counts`` beside ``docs`` how often, or ``None`` when
    always once; ``places`` the positions of each posting, or ``None`` for a field without.
    ``prefix_lengths`` asks for a table of the documents of frequent prefixes up to that many letters.
    """

    terms: Sequence[bytes] | Strings
    frequency: Array
    docs: Array
    counts: Array | None
    places: Array | None
    prefix_lengths: int = 0

    @property
    def texts(self) -> Sequence[bytes]:
        """The terms one by one."""
        return self.terms.all() if isinstance(self.terms, Strings) else self.terms


def starts_of(lengths: Array) -> Ints:
    """Where each run of the given lengths begins, with the end of the last appended."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def firsts(ordered: Array) -> NDArray[np.bool_]:
    """Of values in order, which are the first of their kind."""
    found = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def narrow(values: Array) -> Array:
    """The same whole numbers in as few bytes as the largest needs."""
    most = int(values.max(initial=0))
    return values.astype("u1" if most <= 0xFF else "<u2" if most <= 0xFFFF else "<u4")


def pack_terms(terms: Sequence[bytes] | Strings) -> dict[str, Array]:
    """Byte strings as one blob and the length of each."""
    if isinstance(terms, Strings):
        text, sizes = terms.packed()
        return {"text": text, "size": narrow(sizes)}
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    return {"text": np.frombuffer(b"".join(terms), np.uint8), "size": narrow(lengths)}


def pack(field: FieldData) -> dict[str, Array]:
    """The arrays of a field, ready to be kept."""
    packed = pack_terms(field.terms)
    if not len(field.docs):
        return packed
    frequency = field.frequency.astype(np.int64)
    heads = starts_of(frequency)[:-1]
    packed["df"] = narrow(frequency)
    packed["first"] = narrow(field.docs[heads])
    gaps = np.empty(len(field.docs), np.int32)
    gaps[0] = 0
    np.subtract(field.docs[1:], field.docs[:-1], out=gaps[1:], casting="unsafe")
    gaps[heads] = 0
    widest = np.maximum.reduceat(gaps, heads)
    follows = np.ones(len(gaps), bool)
    follows[heads] = False
    flags = _split(packed, "gap", gaps[follows], frequency - 1, widest, frequency == 1)
    totals = frequency
    if field.counts is None:
        flags |= NONE["count"] << SHIFTS["count"]
    else:
        most = np.maximum.reduceat(field.counts, heads)
        flags |= _split(packed, "count", field.counts - 1, frequency, most - 1, most == 1)
        totals = np.add.reduceat(field.counts, heads, dtype=np.int64)
        if field.places is not None:
            packed["total"] = narrow(totals[most > 1])
    if field.places is not None and len(field.places):
        farthest = np.maximum.reduceat(field.places, starts_of(totals)[:-1])
        flags |= _split(packed, "place", field.places, totals, farthest, np.zeros(len(totals), bool))
    else:
        flags |= NONE["place"] << SHIFTS["place"]
    packed["flags"] = flags
    return packed


def _split(  # noqa: PLR0917
    packed: dict[str, Array], name: str, values: Array, lengths: Array, most: Array, none: Array
) -> Array:
    """Deal the runs of ``values`` out to the narrowest streams that hold the ``most`` of each; the runs of
    ``none`` nowhere. Returns what the flags say of it."""
    chosen_stream = np.full(len(lengths), len(STREAMS[name]) - 1, np.uint8)
    for number in reversed(range(len(STREAMS[name]))):
        chosen_stream[most < 1 << STREAMS[name][number]] = number
    chosen_stream[none] = NONE[name]
    streams = np.repeat(chosen_stream, lengths)
    for number, bits in enumerate(STREAMS[name]):
        chosen = chosen_stream == number
        if chosen.any():
            packed[f"{name}{number}"] = _bytes_of(values[streams == number], lengths[chosen], bits)
    flags: Array = chosen_stream << SHIFTS[name]
    return flags


def _bytes_of(values: Array, lengths: Array, bits: int) -> Array:
    """Values as bytes or wider; of less than 8 bits several to a byte, the first lowest."""
    if bits >= 8:
        return values.astype(f"<u{bits // 8}")
    each = 8 // bits
    held = -(-lengths // each)
    spaced = np.zeros(int(held.sum()) * each, np.uint8)
    spaced[
        np.arange(len(values)) + np.repeat((starts_of(held) * each - starts_of(lengths))[:-1], lengths)
    ] = values
    packed = np.zeros(len(spaced) // each, np.uint8)
    for number in range(each):
        packed |= spaced[number::each] << (bits * number)
    return packed


def _unpacking(bits: int) -> Array:
    """For each byte the values in it, side by side as the bytes of one number."""
    each = 8 // bits
    table = np.empty((256, each), np.uint8)
    for number in range(each):
        table[:, number] = np.arange(256) >> (bits * number) & ((1 << bits) - 1)
    return np.ascontiguousarray(table).view(f"<u{each}").ravel()


_UNPACKING = {bits: _unpacking(bits) for bits in (2, 4)}


def values_of(packed: Array, bits: int) -> Array:
    """The values of whole bytes of a stream, as they were before ``_bytes_of`` (and what fills the last)."""
    return packed if bits >= 8 else _UNPACKING[bits].take(packed).view(np.uint8)


def stream_sizes(lengths: Array, bits: int) -> Array:
    """How many items of a stream's array runs of ``lengths`` values take."""
    return lengths if bits >= 8 else -(-lengths // (8 // bits))


def prefix_table(
    field: FieldData, doc_count: int, share: float = 0.5, least: int = 10_000
) -> dict[str, Array]:
    """The documents of each prefix of 1 to ``prefix_lengths`` letters, as bits, for the prefixes that are in
    so many postings that uniting them while somebody types would be slow; only for ``least`` documents."""
    if not field.prefix_lengths or not len(field.docs) or doc_count < least:
        return {}
    keys: list[bytes] = []
    rows: list[Array] = []
    for key, low, high in _frequent_prefixes(field, int(doc_count * share)):
        held = np.zeros(doc_count, bool)
        held[field.docs[low:high]] = True
        keys.append(key)
        rows.append(np.packbits(held, bitorder="little"))
    if not keys:
        return {}
    order = sorted(range(len(keys)), key=keys.__getitem__)
    packed = {f"prefix.{name}": array for name, array in pack_terms([keys[i] for i in order]).items()}
    packed["prefix_bits"] = np.concatenate([rows[i] for i in order])
    return packed


def _frequent_prefixes(field: FieldData, least: int) -> list[tuple[bytes, int, int]]:
    """The prefixes of at least so many postings: (prefix, first posting, end)."""
    starts = starts_of(field.frequency)
    longest = field.prefix_lengths
    terms = field.texts
    letters = np.array(terms, f"S{longest}").view(np.uint8).reshape(-1, longest)
    differs = np.zeros(len(terms), bool)
    differs[0] = True
    found: list[tuple[bytes, int, int]] = []
    for length in range(1, longest + 1):
        letter = letters[:, length - 1]
        differs[1:] |= letter[1:] != letter[:-1]
        lows = np.flatnonzero(differs)
        ends = starts[np.append(lows[1:], len(terms))]
        begins = starts[lows]
        for run in np.flatnonzero((ends - begins >= least) & (letter[lows] > 0)).tolist():
            key = terms[int(lows[run])][:length]
            found.append((key, int(begins[run]), int(ends[run])))
    return found
