"""The English Snowball stemmer for many words at once: each step over all words as arrays.

The same steps and results as ``english.english_stem``, of which it is the quicker form from some hundred
words on (``tests/search/test_analysis.py`` compares them). Words are rows of a table of bytes; ``size`` is
how long each is at present, R1 and R2 (``r1``, ``r2``) are how long the regions are that end with the word.
"""

from __future__ import annotations

from collections.abc import Iterable

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
_SPECIAL_WORDS = [word.encode() for word in _SPECIAL]

Rows = NDArray[np.intp]
Tails = NDArray[np.uint64]
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
    return (sizes < LONG) & (_MAY_CHANGE.of(tail) >= 0)


class _Endings:
    """The endings of a step. A word's is the longest that it ends in.

    Words are looked up by their last eight letters as one number, the very last highest: those with one
    ending are neighbours then, so that a single search is enough for all words and endings.
    """

    def __init__(self, endings: Iterable[str]) -> None:
        self.names = sorted(endings, key=len)
        self.sizes = np.array([len(name) for name in self.names])
        runs: list[tuple[int, int]] = []
        for name in self.names:
            code, shift = int.from_bytes(name.encode(), "little"), 64 - 8 * len(name)
            runs.append((code << shift, (code + 1) << shift))
        borders = sorted({0, *(border for run in runs for border in run)})
        self._borders = np.array(borders, np.uint64)
        self._owners = np.full(len(borders), -1)
        for number, (low, high) in enumerate(runs):  # a longer one stands within a shorter
            self._owners[borders.index(low) : borders.index(high)] = number

    def of(self, tail: Tails) -> Rows:
        """Which of ``names`` each word has, or -1."""
        found: Rows = self._owners[self._borders.searchsorted(tail, "right") - 1]
        return found

    def among(self, *names: str) -> Mask:
        """Which of ``names`` are these."""
        return np.array([name in names for name in self.names])


class _Changes(_Endings):
    """Endings with what takes their place; see ``english``."""

    def __init__(self, endings: dict[str, tuple[str, int | None]]) -> None:
        super().__init__(endings)
        puts = [endings[name][0].encode() for name in self.names]
        self.puts = np.array(puts, "S4").view(np.uint8).reshape(-1, 4)
        self.grows = np.array([len(put) for put in puts]) - self.sizes
        left = [endings[name][1] for name in self.names]
        self.left = np.array([-1 if number is None else number for number in left])


_MAY_CHANGE = _Endings(("s", *CHANGED))
_PLURAL = _Endings(("sses", "ied", "ies", "us", "ss", "s"))
_PAST = _Endings(("eedly", "ingly", "edly", "eed", "ing", "ed"))
_SOFT = _Endings(("at", "bl", "iz"))
_DERIVED = (_Changes(_STEP2), _Changes(_STEP3))
_INNER = _Endings(_STEP4)


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
        for step in _DERIVED:
            self._derived(inner, step)
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

    def tail(self, rows: Rows) -> Tails:
        """The last eight letters of words as one number, the very last highest."""
        found: Tails = self.eights[self.begin[rows] + self.size[rows] - 8]
        return found

    @staticmethod
    def letter(tail: Tails, back: int) -> NDArray[np.uint8]:
        """The last letter but ``back`` - 1."""
        return (tail >> np.uint64(64 - 8 * back)).astype(np.uint8)

    def cut(self, rows: Rows, letters: Rows | int) -> None:
        self.size[rows] -= letters
        self.r1[rows] = np.maximum(self.r1[rows] - letters, 0)
        self.r2[rows] = np.maximum(self.r2[rows] - letters, 0)

    def put(self, rows: Rows, letters: str) -> None:
        """Write after the end; the regions are the caller's."""
        at = self.begin[rows] + self.size[rows]
        for number, letter in enumerate(letters.encode()):
            self.flat[at + number] = letter
        self.size[rows] += len(letters)

    def has_vowel(self, rows: Rows, letters: Rows | int) -> Mask:
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
        ending = _PLURAL.of(self.tail(rows))
        rows, ending = rows[ending >= 0], ending[ending >= 0]
        two = _PLURAL.among("sses")[ending] | _PLURAL.among("ied", "ies")[ending] & (self.size[rows] > 4)
        one = _PLURAL.among("ied", "ies")[ending] & ~two
        one |= _PLURAL.among("s")[ending] & self.has_vowel(rows, 2)
        self.cut(rows[two], 2)
        self.cut(rows[one], 1)

    def _past(self) -> None:
        rows = np.arange(len(self.size))
        ending = _PAST.of(self.tail(rows))
        rows, ending = rows[ending >= 0], ending[ending >= 0]
        size = _PAST.sizes[ending]
        double = _PAST.among("eed", "eedly")[ending]
        fits = double & (self.r1[rows] >= size)
        chosen, change = rows[fits], 2 - size[fits]
        self.r2[chosen] = np.where(self.r2[chosen] >= size[fits], self.r2[chosen] + change, 0)
        self.r1[chosen] += change
        self.size[chosen] += change  # the two letters that are left are those that were there
        fits = ~double & self.has_vowel(rows, size)
        self.cut(rows[fits], size[fits])
        self._mend(rows[fits])

    def _mend(self, rows: Rows) -> None:
        """After an ending of the past: ``hop`` for ``hopp``, ``hope`` for ``hop``."""
        tail = self.tail(rows)
        soft = _SOFT.of(tail) >= 0
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

    def _short(self, rows: Rows, tail: Tails) -> Mask:
        last, before, third = (self.letter(tail, back) for back in (1, 2, 3))
        size = self.size[rows]
        two = (size == 2) & _VOWEL[before] & ~_VOWEL[last]
        found: Mask = two | ((size >= 3) & ~_NO_SHORT_END[last] & _VOWEL[before] & ~_VOWEL[third])
        return found

    def _final_y(self) -> None:
        rows = self.where(self.size > 2)
        tail = self.tail(rows)
        last = self.letter(tail, 1)
        rows = rows[((last == ord("y")) | (last == ord("Y"))) & ~_VOWEL[self.letter(tail, 2)]]
        self.flat[self.begin[rows] + self.size[rows] - 1] = ord("i")

    def _derived(self, rows: Rows, step: _Changes) -> None:
        tail = self.tail(rows)
        ending = step.of(tail)
        met = self.where(ending >= 0)
        rows, tail, ending = rows[met], tail[met], ending[met]
        size = step.sizes[ending]
        fits = self.r1[rows] >= size
        fits &= ~step.among("ogi")[ending] | (self.letter(tail, 4) == ord("l"))
        fits &= ~step.among("li")[ending] | _BEFORE_LI[self.letter(tail, 3)]
        fits &= ~step.among("ative")[ending] | (self.r2[rows] >= size)
        rows, ending, size = rows[fits], ending[fits], size[fits]
        at = self.begin[rows] + self.size[rows] - size
        for number in range(step.puts.shape[1]):
            self.flat[at + number] = step.puts[ending, number]
        change, left, second = step.grows[ending], step.left[ending], self.r2[rows]
        self.r2[rows] = np.where((left < 0) | (second >= size), np.maximum(second + change, 0), left)
        self.r1[rows] += change
        self.size[rows] += change

    def _inner(self) -> None:
        rows = self.where(self.r2 > 1)
        tail = self.tail(rows)
        ending = _INNER.of(tail)
        size = _INNER.sizes[ending]
        before = self.letter(tail, 4)
        fits = (ending >= 0) & (self.r2[rows] >= size)
        fits &= ~_INNER.among("ion")[ending] | (before == ord("s")) | (before == ord("t"))
        self.cut(rows[fits], size[fits])

    def _last(self) -> None:
        rows = self.where(self.size > 0)
        tail = self.tail(rows)
        r1, r2 = self.r1[rows], self.r2[rows]
        double = (r2 > 0) & (self.letter(tail, 1) == ord("l")) & (self.letter(tail, 2) == ord("l"))
        third, fourth = self.letter(tail, 3), self.letter(tail, 4)
        long = (self.size[rows] >= 4) & (
            _NO_SHORT_END[self.letter(tail, 2)] | ~_VOWEL[third] | _VOWEL[fourth]
        )
        final = (r1 > 0) & (self.letter(tail, 1) == ord("e")) & ((r2 > 0) | long)
        self.size[rows[double | final]] -= 1
