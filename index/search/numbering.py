"""The words of many texts as numbers: texts are cut in lots, and each distinct piece is analysed once.

Bodies are cut at every ASCII sign but the full stop, titles at spaces; both are signs that part words
(``index.search.analysis``), so the words of a text are those of its pieces, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

import numpy as np

from index.search.analysis import MAX_WORD, words
from index.search.codec.container import Array
from index.search.codec.postings import Ints, starts_of

LOT_CHARACTERS = 100_000
"""Texts cut at once: enough that what a lot costs is lost among its words, and few enough for the caches."""
_MARK = b"\x01"
_SIGNS = bytes(
    byte if byte >= 128 or byte in b".\x01" else ord(chr(byte).lower()) if chr(byte).isalnum() else 32
    for byte in range(256)
)
_Piece = TypeVar("_Piece", str, bytes)


class _Pieces(dict[_Piece, int]):
    """Numbers for pieces, given as they are first met."""

    def __missing__(self, piece: _Piece) -> int:
        number = self[piece] = len(self)
        return number


class Vocabulary:
    """The distinct words that were met, by number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def words(self) -> list[str]:
        """The words in the order of their numbers."""
        return list(self._numbers)

    def analysed(self, pieces: Sequence[str]) -> tuple[Array, Ints]:
        """The numbers of the words of all pieces, and how many each has.

        Nearly every piece is one word of ASCII letters with a full stop or comma after it at most: those are
        numbered all together, and only the others cut.
        """
        cores = [piece.rstrip(".,") for piece in pieces]
        plain = np.fromiter(map(str.isalnum, cores), bool, len(cores))
        if not "".join(cores).isascii():
            plain &= np.fromiter(map(str.isascii, cores), bool, len(cores))
        odd = np.flatnonzero(~plain).tolist()
        found = [[word[:MAX_WORD] for word in words(pieces[place])] for place in odd]
        sizes = np.ones(len(pieces), np.int64)
        sizes[odd] = np.fromiter(map(len, found), np.int64, len(found))
        for place in odd:
            cores[place] = ""
        if max(map(len, cores), default=0) > MAX_WORD:
            cores = [core[:MAX_WORD] for core in cores]
        lowered = list(map(str.lower, compress(cores, plain.tolist())))
        flat = np.empty(int(sizes.sum()), np.uint32)
        of_plain = np.repeat(plain, sizes)
        flat[of_plain] = self._numbered(lowered)
        flat[~of_plain] = self._numbered([word for each in found for word in each])
        return flat, sizes

    def _numbered(self, found: list[str]) -> Array:
        known = self._numbers
        fresh = [word for word in dict.fromkeys(found) if word not in known]
        known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
        return np.fromiter(map(known.__getitem__, found), np.uint32, len(found))


class Pieces:
    """Texts of one field, cut into pieces; ``numbers`` those of all texts, ``counts`` how many each has."""

    def __init__(self) -> None:
        self.numbers: Array = np.zeros(0, np.uint32)
        self.counts: Ints = np.zeros(0, np.int64)
        self.distinct: list[str] = []

    def words(self, vocabulary: Vocabulary) -> tuple[Array, Ints]:
        """The number of every word of all texts, and how many words each text has."""
        flat, sizes = vocabulary.analysed(self.distinct)
        starts = starts_of(sizes)
        each = sizes[self.numbers]
        ends = starts_of(each)
        bounds = starts_of(self.counts)
        at = np.repeat(starts[self.numbers] - ends[:-1], each)
        at += np.arange(len(at))
        return flat[at], np.diff(ends[bounds])


def cut_bodies(texts: Iterable[str]) -> Pieces:
    """Texts cut at ASCII signs."""
    found = Pieces()
    known: _Pieces[bytes] = _Pieces()
    known[_MARK] = 0
    lots: list[Array] = []
    for lot in _lots(texts):
        raw = f"\n{_MARK.decode()}\n".join(lot)
        if raw.count("\x01") >= len(lot):  # a text has the mark in it
            raw = f"\n{_MARK.decode()}\n".join(text.replace("\x01", " ") for text in lot)
        pieces = raw.encode("utf-8", "surrogatepass").translate(_SIGNS).split()
        pieces.append(_MARK)
        lots.append(np.fromiter(map(known.__getitem__, pieces), np.uint32, len(pieces)))
    if lots:
        numbers = np.concatenate(lots)
        marks = np.flatnonzero(numbers == 0)
        found.counts = np.diff(marks, prepend=-1) - 1
        found.numbers = numbers[numbers > 0]
    found.distinct = ["", *(piece.decode("utf-8", "surrogatepass") for piece in list(known)[1:])]
    return found


def cut_titles(texts: Sequence[str]) -> Pieces:
    """Texts cut at spaces, so that they can be put together again."""
    found = Pieces()
    known: _Pieces[str] = _Pieces()
    lots: list[Array] = []
    for lot in _lots(texts):
        pieces = " ".join(lot).split(" ")
        lots.append(np.fromiter(map(known.__getitem__, pieces), np.uint32, len(pieces)))
    found.counts = np.fromiter((text.count(" ") + 1 for text in texts), np.int64, len(texts))
    if lots:
        found.numbers = np.concatenate(lots)
    found.distinct = list(known)
    return found


def whole(texts: Iterable[str]) -> Pieces:
    """Texts that come again and again, each a piece."""
    found = Pieces()
    known: _Pieces[str] = _Pieces()
    found.numbers = np.array([known[text] for text in texts], np.uint32)
    found.counts = np.ones(len(found.numbers), np.int64)
    found.distinct = list(known)
    return found


def _lots(texts: Iterable[str]) -> Iterable[list[str]]:
    lot: list[str] = []
    size = 0
    for text in texts:
        lot.append(text)
        size += len(text)
        if size > LOT_CHARACTERS:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot
