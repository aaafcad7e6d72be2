"""Many short byte strings of one text as numbers: equal ones get equal numbers, found with whole arrays.

A string of at most fifteen bytes is looked at as two whole numbers. All are dealt into the places of a table
by a hash; those that find themselves there, or one that is just the same, are done. Whoever lost his place
tries another; what is left after some rounds, and what is longer, goes into a dictionary. A hash only says
where to look, so texts that were made to collide cost time and mix up nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

PAD = 16
"""So many bytes must follow the last string in the buffer."""
_SHORT = 15
_FACTORS = tuple(
    map(np.uint64, (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93))
)
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
"""What of eight bytes belongs to a string of so many."""


def dealt(raw: bytes, starts: Ints, sizes: Ints) -> tuple[list[bytes], Ints]:
    """The distinct strings, and for every string its place among them.

    ``raw`` ends in ``PAD`` bytes that are in no string.
    """
    count = len(starts)
    owner = np.full(count, -1, np.int32)
    first, second = _keys(raw, starts, sizes)
    rest: NDArray[np.int32] = np.arange(count, dtype=np.int32)
    if count and int(sizes.max()) > _SHORT:
        rest = rest[sizes <= _SHORT]
    bits = max(8, count.bit_length())
    table = np.empty(1 << bits, np.int32)
    shift = np.uint64(64 - bits)
    for factor in _FACTORS:
        whole = len(rest) == count
        one, two = (first, second) if whole else (first[rest], second[rest])
        mixed = one ^ (two * _FACTORS[1])
        mixed ^= mixed >> np.uint64(32)
        mixed *= factor
        mixed >>= shift
        slots = mixed.view(np.int64)
        table[slots] = rest
        winners = table.take(slots)
        same = first.take(winners) == one
        same &= second.take(winners) == two
        if whole and same.all():
            owner = winners
            rest = rest[:0]
            break
        owner[rest[same]] = winners[same]
        rest = rest[~same]
        if not len(rest):
            break
    known: dict[bytes, int] = {}
    for place in (owner < 0).nonzero()[0].tolist():
        start = int(starts[place])
        owner[place] = known.setdefault(raw[start : start + int(sizes[place])], place)
    heads = (owner == np.arange(count, dtype=np.int32)).nonzero()[0]
    numbers = np.empty(count, np.int64)
    numbers[heads] = np.arange(len(heads))
    begins = starts[heads]
    ends = (begins + sizes[heads]).tolist()
    return [raw[a:b] for a, b in zip(begins.tolist(), ends, strict=True)], numbers.take(owner)


def _keys(raw: bytes, starts: Ints, sizes: Ints) -> tuple[Keys, Keys]:
    """The first and second eight bytes of every string, 0 behind its end, with its size in the last."""
    everywhere = np.ndarray((len(raw) - 7,), "<u8", raw, strides=(1,))
    first = everywhere[starts]
    first &= _KEPT.take(sizes, mode="clip")
    second = sizes.astype(np.uint64)
    second <<= np.uint64(56)
    longer = (sizes > 8).nonzero()[0]
    second[longer] |= everywhere[starts[longer] + 8] & _KEPT.take(sizes[longer] - 8, mode="clip")
    return first, second
