"""The words of many texts as numbers: texts are cut in lots, and each distinct piece is analysed once.

Bodies are cut at every ASCII sign but the full stop, titles at spaces; both are signs that part words
(``index.search.analysis``), so the words of a text are those of its pieces, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class Vocabulary:
    """The distinct words that were met, by number."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of a folded word."""
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = len(self.words)
            self.words.append(word)
        return known

    def analysed(self, pieces: Sequence[str]) -> tuple[Array, Ints]:
        """The numbers of the words of all pieces, and how many each has."""
        number = self.number
        flat: list[int] = []
        sizes = np.ones(len(pieces), np.int64)
        for place, piece in enumerate(pieces):
            core = piece.rstrip(".,")
            if core.isalnum() and core.isascii():
                flat.append(number(core[:MAX_WORD].lower()))
            else:
                found = words(piece)
                sizes[place] = len(found)
                flat += [number(word[:MAX_WORD]) for word in found]
        return np.array(flat, np.uint32), sizes


class _Pieces(dict[_Piece, int]):
    """Numbers for pieces, given as they are first met."""

    def __missing__(self, piece: _Piece) -> int:
        number = self[piece] = len(self)
        return number


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
