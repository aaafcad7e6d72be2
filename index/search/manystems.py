"""The English Snowball stemmer for many words at once: each step over all words as arrays.

The same steps and results as ``english.english_stem``, of which it is the quicker form from some hundred
words on (``tests/search/test_analysis.py`` compares them). Words are rows of a table of bytes; ``size`` is
how long each is at present, R1 and R2 (``r1``, ``r2``) are how long the regions are that end with the word.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.search.analysis import CHANGED, stem
from index.search.codec.strings import LONG, SHORT, Strings, of_letters, of_list
from index.search.english import _SPECIAL, _STEP2, _STEP3, _STEP4

_LEFT, _WIDTH = 8, 16
"""Empty bytes before a word, so that its last eight can always be taken; letters that a word may have."""
_ROW = _LEFT + _WIDTH + 8
_FEW = 400
"""So few words have their stems sooner one by one, from those that the process remembers."""
_ENDINGS = ("s", *CHANGED)
_SPECIAL_WORDS = [word.encode() for word in _SPECIAL]

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


def _table(letters: bytes) -> Mask:
    found = np.zeros(256, bool)
    found[list(letters)] = True
    return found


_VOWEL = _table(b"aeiouy")
_NO_SHORT_END = _table(b"aeiouywxY")
_BEFORE_LI = _table(b"cdeghkmnrt")
_LETTER = _table(b"abcdefghijklmnopqrstuvwxyz")


def stems_of(words: Strings, lang: str) -> Strings:
    """The stems of distinct folded words; without ``lang`` the words themselves."""
    if not lang:
        return words
    if lang != "en" or len(words) <= _FEW:
        return _one_by_one(words, lang)
    letters = words.letters()
    sizes = letters[:, SHORT].copy()
    letters[:, SHORT] = 0
    rows = (_changes(words) & ((letters == 0) | _LETTER[letters]).all(axis=1)).nonzero()[0]
    found = Strings(words.first.copy(), words.second.copy(), words.long)
    found.put(rows, of_letters(_Table(letters[rows], sizes[rows]).stems(), words.long))
    others = np.append((sizes == LONG).nonzero()[0], words.find(_SPECIAL_WORDS))
    found.put(others, _one_by_one(words.take(others), lang))
    return found


def _one_by_one(words: Strings, lang: str) -> Strings:
    texts = (word.decode("utf-8", "surrogatepass") for word in words.all())
    return of_list([stem(text, lang).encode("utf-8", "surrogatepass") for text in texts], words.long)


def _changes(words: Strings) -> Mask:
    """Which of the short words may not be their own stems."""
    sizes = words.sizes
    tail = np.where(
        sizes <= 8,
        words.first << (8 * (8 - np.minimum(sizes, 8))).astype(np.uint64),
        words.first >> (8 * np.clip(sizes - 8, 0, 7)).astype(np.uint64)
        | words.second << (8 * np.clip(16 - sizes, 1, 7)).astype(np.uint64),
    )
    return (sizes < LONG) & _Table.ends(tail, *_ENDINGS)


@lru_cache(maxsize=256)
def _code(ending: str) -> tuple[np.uint64, np.uint64]:
    """How far the last eight bytes are shifted for as many as ``ending`` has, and what they are then."""
    raw = ending.encode()
    return np.uint64(64 - 8 * len(raw)), np.uint64(int.from_bytes(raw, "little"))


class _Table:
    def __init__(self, letters: NDArray[np.uint8], sizes: NDArray[np.uint8]) -> None:
        """``letters``: rows of sixteen, with zeros behind a word."""
        count = len(sizes)
        self.letters = np.zeros((count, _ROW), np.uint8)
        self.letters[:, _LEFT : _LEFT + _WIDTH] = letters
        self.size = sizes.astype(np.intp)
        self.flat = self.letters.reshape(-1)
        self.eights = np.ndarray((max(0, self.letters.size - 7),), "<u8", self.letters.data, strides=(1,))
        self.begin = np.arange(count) * _ROW + _LEFT
        self._mark_y()
        inner = self.letters[:, _LEFT : _LEFT + _WIDTH]
        bits = np.packbits(_VOWEL[inner], axis=1, bitorder="little")
        self.vowels = bits.astype(np.int64) @ (1 << 8 * np.arange(_WIDTH // 8))
        self.r1, self.r2 = self._regions()

    def stems(self) -> NDArray[np.uint8]:
        """All steps in turn. Rows of letters, with the size in the last byte."""
        self._plural()
        self._past()
        self._final_y()
        inner = self.where(self.r1 > 1)
        self._derived(inner, _STEP2)
        self._derived(inner, _STEP3)
        self._inner()
        self._last()
        out = self.letters[:, _LEFT : _LEFT + _WIDTH]
        out[out == ord("Y")] = ord("y")
        out[np.arange(_WIDTH) >= self.size[:, None]] = 0
        out[:, SHORT] = self.size
        return out

    # What the steps are made of

    @staticmethod
    def where(mask: Mask) -> Rows:
        return mask.nonzero()[0]

    def tail(self, rows: Rows) -> NDArray[np.uint64]:
        """The last eight letters of words as one number, the very last highest."""
        found: NDArray[np.uint64] = self.eights[self.begin[rows] + self.size[rows] - 8]
        return found

    @staticmethod
    def ends(tail: NDArray[np.uint64], *endings: str) -> Mask:
        """Whether a word ends in one of these."""
        found = np.zeros(len(tail), bool)
        for ending in endings:
            shift, code = _code(ending)
            found |= tail >> shift == code
        return found

    @staticmethod
    def letter(tail: NDArray[np.uint64], back: int) -> NDArray[np.uint8]:
        """The last letter but ``back`` - 1."""
        return (tail >> np.uint64(64 - 8 * back)).astype(np.uint8)

    def cut(self, rows: Rows, letters: int) -> None:
        self.size[rows] -= letters
        self.r1[rows] = np.maximum(self.r1[rows] - letters, 0)
        self.r2[rows] = np.maximum(self.r2[rows] - letters, 0)

    def put(self, rows: Rows, letters: str) -> None:
        """Write after the end; the regions are the caller's."""
        at = self.begin[rows] + self.size[rows]
        for number, letter in enumerate(letters.encode()):
            self.flat[at + number] = letter
        self.size[rows] += len(letters)

    def has_vowel(self, rows: Rows, letters: int) -> Mask:
        """Whether there is a vowel before the last ``letters``, none of which has been changed."""
        before = np.maximum(self.size[rows] - letters, 0)
        found: Mask = self.vowels[rows] & ((1 << before) - 1) > 0
        return found

    # The steps

    def _mark_y(self) -> None:
        """Each y that is a consonant in capitals; one that follows such a one is a vowel."""
        inner = self.letters[:, _LEFT : _LEFT + _WIDTH]
        rows = self.where((inner == ord("y")).any(axis=1))
        if not len(rows):
            return
        part = inner[rows]
        after_vowel = np.ones(len(rows), bool)
        for place in range(int(self.size[rows].max())):
            column = part[:, place]
            column[(column == ord("y")) & after_vowel] = ord("Y")
            after_vowel = _VOWEL[column]
        inner[rows] = part

    def _regions(self) -> tuple[Rows, Rows]:
        """Each begins after the first consonant that follows a vowel."""
        turns = self.vowels & ~(self.vowels >> 1) & ((1 << np.maximum(self.size - 1, 0)) - 1)
        begin = np.bitwise_count((turns & -turns) - 1).astype(np.intp) + 2
        begin[turns == 0] = 0
        for start, letters in (("gener", 5), ("commun", 6), ("arsen", 5)):
            raw = np.frombuffer(start.encode(), np.uint8)
            begin[(self.letters[:, _LEFT : _LEFT + letters] == raw).all(axis=1)] = letters
        inner = turns >> begin << begin
        second = np.bitwise_count((inner & -inner) - 1).astype(np.intp) + 2
        r1 = np.where(begin > 0, self.size - begin, 0)
        r2 = np.where((begin > 0) & (inner != 0), self.size - second, 0)
        return r1, r2

    def _plural(self) -> None:
        rows = np.arange(len(self.size))
        tail = self.tail(rows)
        sses, ied = self.ends(tail, "sses"), self.ends(tail, "ied", "ies")
        plain = self.ends(tail, "s") & ~self.ends(tail, "us", "ss") & ~ied & ~sses
        plain[plain] = self.has_vowel(self.where(plain), 2)
        two = sses | ied & (self.size > 4)
        one = plain | ied & ~two
        self.cut(self.where(two), 2)
        self.cut(self.where(one), 1)

    def _past(self) -> None:
        rows = np.arange(len(self.size))
        tail = self.tail(rows)
        left = self.ends(tail, "d", "g", "y")
        rows, tail = rows[left], tail[left]
        done = np.zeros(len(rows), bool)
        for ending in ("eedly", "ingly", "edly", "eed", "ing", "ed"):
            mine = self.ends(tail, ending) & ~done
            done |= mine
            chosen = rows[mine]
            size = len(ending)
            if ending.startswith("eed"):
                chosen = chosen[self.r1[chosen] >= size]
                whole = self.r2[chosen] >= size
                second = np.where(whole, self.r2[chosen] - size + 2, 0)
                first = self.r1[chosen] - size + 2
                self.size[chosen] -= size
                self.put(chosen, "ee")
                self.r1[chosen], self.r2[chosen] = first, second
                continue
            chosen = chosen[self.has_vowel(chosen, size)]
            self.cut(chosen, size)
            self._mend(chosen)

    def _mend(self, rows: Rows) -> None:
        """After an ending of the past: ``hop`` for ``hopp``, ``hope`` for ``hop``."""
        tail = self.tail(rows)
        soft = self.ends(tail, "at", "bl", "iz")
        last = self.letter(tail, 1)
        double = ~soft & (last == self.letter(tail, 2)) & _table(b"bdfgmnprt")[last]
        short = ~soft & ~double & (self.r1[rows] == 0) & self._short(rows, tail)
        chosen = rows[soft]
        self.put(chosen, "e")
        self.r1[chosen] += 1
        more = (self.size[chosen] > 5) | (self.r1[chosen] >= 3)
        self.r2[chosen] += more
        self.cut(rows[double], 1)
        self.put(rows[short], "e")

    def _short(self, rows: Rows, tail: NDArray[np.uint64]) -> Mask:
        last, before, third = (self.letter(tail, back) for back in (1, 2, 3))
        size = self.size[rows]
        two = (size == 2) & _VOWEL[before] & ~_VOWEL[last]
        found: Mask = two | ((size >= 3) & ~_NO_SHORT_END[last] & _VOWEL[before] & ~_VOWEL[third])
        return found

    def _final_y(self) -> None:
        rows = self.where(self.size > 2)
        tail = self.tail(rows)
        rows = rows[self.ends(tail, "y", "Y") & ~_VOWEL[self.letter(tail, 2)]]
        self.flat[self.begin[rows] + self.size[rows] - 1] = ord("i")

    def _derived(self, rows: Rows, endings: dict[str, tuple[str, int | None]]) -> None:
        tail = self.tail(rows)
        done = np.zeros(len(rows), bool)
        for ending in sorted(endings, key=len, reverse=True):
            mine = self.ends(tail, ending) & ~done
            if not mine.any():
                continue
            done |= mine
            put, left = endings[ending]
            size = len(ending)
            fits = mine & (self.r1[rows] >= size)
            if ending == "ogi":
                fits &= self.letter(tail, 4) == ord("l")
            elif ending == "li":
                fits &= _BEFORE_LI[self.letter(tail, 3)]
            elif ending == "ative":
                fits &= self.r2[rows] >= size
            chosen = rows[fits]
            second = self.r2[chosen]
            change = len(put) - size
            kept = np.maximum(second + change, 0)
            self.r2[chosen] = kept if left is None else np.where(second >= size, kept, left)
            self.r1[chosen] += change
            self.size[chosen] -= size
            self.put(chosen, put)

    def _inner(self) -> None:
        rows = self.where(self.r2 > 1)
        tail = self.tail(rows)
        done = np.zeros(len(rows), bool)
        for ending in sorted(_STEP4, key=len, reverse=True):
            mine = self.ends(tail, ending) & ~done
            done |= mine
            fits = mine & (self.r2[rows] >= len(ending))
            if ending == "ion":
                before = self.letter(tail, 4)
                fits &= (before == ord("s")) | (before == ord("t"))
            self.cut(rows[fits], len(ending))

    def _last(self) -> None:
        rows = self.where(self.size > 0)
        tail = self.tail(rows)
        r1, r2 = self.r1[rows], self.r2[rows]
        double = (r2 > 0) & self.ends(tail, "ll")
        third, fourth = self.letter(tail, 3), self.letter(tail, 4)
        long = (self.size[rows] >= 4) & (
            _NO_SHORT_END[self.letter(tail, 2)] | ~_VOWEL[third] | _VOWEL[fourth]
        )
        final = (r1 > 0) & self.ends(tail, "e") & ((r2 > 0) | long)
        self.size[rows[double | final]] -= 1
