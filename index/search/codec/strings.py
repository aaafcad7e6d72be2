"""Many short byte strings as pairs of whole numbers, so that each step over all of them is a few arrays'.

The first number is a string's first eight bytes, the second the next seven with its length above them. A
longer string has a number in place of letters and ``LONG`` for its length, so equal strings are equal pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Letters = NDArray[np.uint8]

PAD = 16
"""So many bytes must follow the last string in a text."""
SHORT = 15
"""The most letters of a string that is its two numbers."""
LONG = 255
_TOP = np.uint64(56)
_FACTORS = tuple(
    map(np.uint64, (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93))
)
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
"""What of eight bytes belongs to a string of so many."""


class LongStrings(dict[bytes, int]):
    """The longer strings, by number. Strings are only compared with those that share it."""

    def number(self, string: bytes) -> int:
        return self.setdefault(string, len(self))


@dataclass
class Strings:
    """Byte strings in some order."""

    first: Keys
    second: Keys
    long: LongStrings

    def __len__(self) -> int:
        return len(self.first)

    @property
    def sizes(self) -> Ints:
        """How many bytes each has, or ``LONG``."""
        return (self.second >> _TOP).astype(np.int64)

    def take(self, places: NDArray[np.integer] | NDArray[np.bool_]) -> Strings:
        return Strings(self.first[places], self.second[places], self.long)

    def put(self, places: NDArray[np.integer], others: Strings) -> None:
        """Others at these places."""
        self.first[places], self.second[places] = others.first, others.second

    def letters(self) -> Letters:
        """A row of sixteen bytes a string; the last is its size."""
        pairs = np.empty((len(self), 2), "<u8")
        pairs[:, 0], pairs[:, 1] = self.first, self.second
        return pairs.view(np.uint8)

    def all(self) -> list[bytes]:
        """The strings as they are."""
        letters = self.letters()
        sizes = letters[:, SHORT].copy()
        letters[:, SHORT] = 0
        found: list[bytes] = letters.view("S16").ravel().tolist()
        # The longer ones, and those that end in a byte 0.
        differs = np.fromiter(map(len, found), np.uint8, len(found)) != sizes
        if differs.any():
            texts = list(self.long)
            for place in differs.nonzero()[0].tolist():
                size = int(sizes[place])
                found[place] = (
                    texts[int(self.first[place])] if size == LONG else found[place].ljust(size, b"\0")
                )
        return found

    def packed(self) -> tuple[Letters, Ints]:
        """All strings one after the other, and how many bytes each has."""
        letters = self.letters()
        sizes = letters[:, SHORT].astype(np.int64)
        longer = (sizes == LONG).nonzero()[0]
        sizes[longer] = 0
        text = letters[np.arange(SHORT + 1) < sizes[:, None]]
        if len(longer):
            found = self.take(longer).all()
            raw, start = text.tobytes(), 0
            pieces: list[bytes] = []
            for string, end in zip(found, np.cumsum(sizes)[longer].tolist(), strict=True):
                pieces += (raw[start:end], string)
                start = end
            text = np.frombuffer(b"".join([*pieces, raw[start:]]), np.uint8)
            sizes[longer] = np.fromiter(map(len, found), np.int64, len(found))
        return text, sizes

    def find(self, wanted: Sequence[bytes]) -> Ints:
        """The places of those that are among ``wanted``."""
        keys = of_list(wanted, self.long)
        like = np.zeros(len(self), bool)
        for first in keys.first:
            like |= self.first == first
        near = like.nonzero()[0]
        pairs = {*zip(keys.first.tolist(), keys.second.tolist(), strict=True)}
        met = zip(self.first[near].tolist(), self.second[near].tolist(), strict=True)
        found: Ints = near[np.fromiter((pair in pairs for pair in met), bool, len(near))]
        return found

    def ordered(self) -> Ints:
        """Their places in the order of their bytes; none may have a byte 0."""
        first, second = self.first.byteswap(), self.second.byteswap()
        places = np.arange(len(self))
        longer = (self.second >> _TOP == LONG).nonzero()[0]
        if len(longer):
            texts = list(self.long)
            numbers = {place: texts[int(self.first[place])] for place in longer.tolist()}
            longer = np.array(sorted(numbers, key=numbers.__getitem__))
            begins = b"".join(numbers[place][:SHORT] + b"\xff" for place in longer.tolist())
            pairs = np.frombuffer(begins, ">u8").reshape(-1, 2)
            first[longer], second[longer] = pairs[:, 0], pairs[:, 1]
            # Those that begin with the same fifteen bytes stay as they were put here.
            places = np.concatenate([np.delete(places, longer), longer])
        order: Ints = places[np.lexsort((second[places], first[places]))]
        return order


def of_letters(letters: Letters, long: LongStrings) -> Strings:
    """Strings from rows of sixteen bytes: letters, nothing, the size."""
    pairs = np.ascontiguousarray(letters).view("<u8")
    return Strings(pairs[:, 0].copy(), pairs[:, 1].copy(), long)


def of_text(raw: bytes, starts: Ints, sizes: Ints, long: LongStrings) -> Strings:
    """Strings that stand in a text, which ends in ``PAD`` bytes that are in none."""
    everywhere = np.ndarray((len(raw) - 7,), "<u8", raw, strides=(1,))
    first = everywhere[starts]
    first &= _KEPT.take(sizes, mode="clip")
    second = sizes.astype(np.uint64)
    second <<= _TOP
    more = (sizes > 8).nonzero()[0]
    if len(more):
        extra = sizes[more]
        second[more] |= everywhere[starts[more] + 8] & _KEPT.take(extra - 8, mode="clip")
        for place in more[extra > SHORT].tolist():
            start = int(starts[place])
            first[place] = long.number(raw[start : start + int(sizes[place])])
            second[place] = LONG << 56
    return Strings(first, second, long)


def of_list(strings: Sequence[bytes], long: LongStrings) -> Strings:
    """Strings one by one."""
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    return of_text(b"".join([*strings, bytes(PAD)]), np.cumsum(sizes) - sizes, sizes, long)


def put_together(parts: Sequence[Strings]) -> Strings:
    """The strings of several parts, one part after the other."""
    if len(parts) == 1:
        return parts[0]
    first, second = (np.concatenate([getattr(part, name) for part in parts]) for name in ("first", "second"))
    return Strings(first, second, parts[0].long)


def distinct(strings: Strings) -> tuple[Ints, Ints]:
    """The places of one of each, and for every string where its like stands among these.

    All are dealt into the places of a table by a hash; those that find themselves there, or one that is just
    the same, are done. Whoever lost his place tries another; what is left after some rounds goes into a
    dictionary. So texts that were made to collide cost time and mix up nothing.
    """
    first, second = strings.first, strings.second
    count = len(first)
    rest = np.arange(count, dtype=np.int32)
    owner = rest.copy()
    bits = max(8, count.bit_length())
    table = np.empty(1 << bits, np.int32)
    shift = np.uint64(64 - bits)
    for factor in _FACTORS:
        whole = len(rest) == count
        one, two = (first, second) if whole else (first[rest], second[rest])
        mixed = two * _FACTORS[1]
        mixed ^= one
        mixed ^= mixed >> np.uint64(32)
        mixed *= factor
        mixed >>= shift
        slots = mixed.view(np.int64)
        table[slots] = rest
        winners = table.take(slots)
        same = first.take(winners) == one
        same &= second.take(winners) == two
        if whole and same.all():
            owner, rest = winners, rest[:0]
            break
        if whole:
            np.copyto(owner, winners, where=same)
        else:
            owner[rest[same]] = winners[same]
        rest = rest[~same]
        if not len(rest):
            break
    known: dict[tuple[int, int], int] = {}
    pairs = zip(first[rest].tolist(), second[rest].tolist(), strict=True)
    for place, pair in zip(rest.tolist(), pairs, strict=True):
        owner[place] = known.setdefault(pair, place)
    heads = (owner == np.arange(count, dtype=np.int32)).nonzero()[0]
    numbers = np.empty(count, np.int64)
    numbers[heads] = np.arange(len(heads))
    return heads, numbers.take(owner)


def ranked(strings: Strings) -> tuple[Strings, Ints]:
    """The distinct strings in the order of their bytes, and for every string its place among them."""
    heads, which = distinct(strings)
    found = strings.take(heads)
    order = found.ordered()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return found.take(order), rank.take(which)
