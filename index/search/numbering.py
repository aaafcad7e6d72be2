"""The words of many texts as numbers: texts are cut in lots, and each distinct piece is analysed once.

Texts are cut at every ASCII sign but the full stop; these signs part words (``index.search.analysis``), so
the words of a text are those of its pieces, one after the other. Everything is UTF-8 here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np

from index.search.analysis import MAX_WORD, words_of_each
from index.search.codec.container import Array
from index.search.codec.postings import Ints, starts_of
from index.search.codec.strings import (
    LONG,
    PAD,
    SHORT,
    LongStrings,
    Strings,
    distinct,
    of_letters,
    of_list,
    of_text,
    put_together,
    ranked,
)
from index.search.codec.titles import Words

LOT_BYTES = 500_000
"""Bytes cut at once: enough that what a lot costs is lost among its words, and few enough for the caches."""
_SIGNS = bytes(
    byte if byte >= 128 or byte == ord(".") else ord(chr(byte).lower()) if chr(byte).isalnum() else 32
    for byte in range(256)
)
_PLAIN = np.array([not byte or (byte < 128 and chr(byte).isalnum()) for byte in range(256)])
"""What a word of ASCII letters and digits has, and what stands behind it."""
_END = b" " * PAD


@dataclass
class Cut:
    """Texts as numbers: those of all texts, and how many each text has."""

    numbers: Array
    counts: Ints

    def parted(self, *borders: int) -> list[Cut]:
        """The first so many texts, those up to the next border, and so on to the last."""
        ends = starts_of(self.counts).take(borders)
        numbers, counts = np.split(self.numbers, ends), np.split(self.counts, borders)
        return [Cut(*part) for part in zip(numbers, counts, strict=True)]


def encoded(texts: Sequence[str]) -> list[bytes]:
    """Texts in UTF-8; half a pair of surrogates is kept."""
    try:
        return list(map(str.encode, texts))  # half the time of the other
    except UnicodeEncodeError:
        return [text.encode("utf-8", "surrogatepass") for text in texts]


def words_of_texts(texts: Sequence[str | bytes]) -> tuple[Strings, Cut]:
    """The distinct words of all texts in the order of their bytes, and the texts by their words' places.

    Strings are encoded a lot at a time, so that not all are held twice.
    """
    long = LongStrings()
    lots: list[Strings] = []
    numbers: list[Array] = []
    counts: list[Ints] = []
    count = 0
    for part in _lots(texts):
        lot = _utf8(part)
        raw = b" ".join(lot).translate(_SIGNS)
        begins = starts_of(np.fromiter(map(len, lot), np.int64, len(lot)) + 1)
        places: list[Ints] = []
        for base, window in _windows(raw):
            starts, sizes = _between_blanks(window)
            pieces = of_text(window, starts, sizes, long)
            heads, local = distinct(pieces)
            local += count
            count += len(heads)
            lots.append(pieces.take(heads))
            numbers.append(local.astype(np.uint32))
            places.append(starts + base)
        counts.append(np.diff(np.concatenate(places).searchsorted(begins)))
    if not lots:
        return of_list([], long), Cut(np.zeros(0, np.uint32), np.zeros(0, np.int64))
    found = put_together(lots)
    heads, which = distinct(found)
    del lots
    vocabulary, flat, sizes = _analysed(found.take(heads))
    cut = Cut(np.concatenate(numbers), np.concatenate(counts))
    del found, numbers
    return vocabulary, _spread(cut, flat, starts_of(sizes).take(which), sizes.take(which))


def _analysed(pieces: Strings) -> tuple[Strings, Array, Ints]:
    """The words of pieces in their order, the numbers of each piece's words, and how many each has.

    Nearly every piece is one word of ASCII letters with a full stop after it at most: those are taken
    all together, and only the others cut.
    """
    cores = pieces.letters()
    length = cores[:, SHORT]
    plain = length < LONG
    _without_stops(cores, plain)
    plain &= (length > 0) & _PLAIN[cores[:, :SHORT]].all(axis=1)
    odd = (~plain).nonzero()[0]
    found = words_of_each([raw.decode("utf-8", "surrogatepass") for raw in pieces.take(odd).all()])
    sizes = np.ones(len(plain), np.int64)
    sizes[odd] = np.fromiter(map(len, found), np.int64, len(found))
    every = put_together(
        [
            of_letters(cores[plain], pieces.long),
            of_list(encoded([word[:MAX_WORD] for each in found for word in each]), pieces.long),
        ]
    )
    vocabulary, numbers = ranked(every)
    flat = np.empty(len(numbers), np.uint32)
    of_plain = np.repeat(plain, sizes)
    count = int(np.count_nonzero(plain))
    flat[of_plain] = numbers[:count]
    flat[~of_plain] = numbers[count:]
    return vocabulary, flat, sizes


def _without_stops(letters: Array, short: Array) -> None:
    """Take the full stops from the ends of short strings."""
    rows = short.nonzero()[0]
    flat = letters.reshape(-1)
    while len(rows):
        last = rows * letters.shape[1] + np.maximum(letters[rows, SHORT], 1) - 1
        stopped = flat[last] == ord(".")
        rows = rows[stopped]
        flat[last[stopped]] = 0
        letters[rows, SHORT] -= 1


def _spread(cut: Cut, flat: Array, starts: Ints, sizes: Ints) -> Cut:
    """Each piece by its words: mostly one, seldom none or several."""
    each = sizes.astype(np.uint32).take(cut.numbers)
    if int(each.max(initial=1)) == int(each.min(initial=1)) == 1:
        return Cut(flat.take(starts.take(cut.numbers)), cut.counts)
    ends = starts_of(each)
    at = np.repeat(starts.take(cut.numbers) - ends[:-1], each)
    at += np.arange(len(at))
    return Cut(flat.take(at), np.diff(ends.take(starts_of(cut.counts))))


def repeated(cut: Cut, which: Array) -> Cut:
    """Texts that come again and again, from those that are distinct."""
    counts = cut.counts.take(which)
    starts = starts_of(cut.counts)
    at = np.repeat(starts.take(which) - starts_of(counts)[:-1], counts)
    at += np.arange(len(at))
    return Cut(cut.numbers.take(at), counts)


def joined(cut: Cut, which: Words) -> Cut:
    """Texts that are made of others."""
    parts = repeated(cut, which.numbers)
    return Cut(parts.numbers, np.diff(starts_of(parts.counts).take(starts_of(which.counts))))


def cut_at_blanks(texts: Sequence[bytes]) -> Words:
    """Texts cut at every space, so that they can be put together again."""
    counts = np.fromiter((text.count(b" ") + 1 for text in texts), np.int64, len(texts))
    long = LongStrings()
    lots: list[Strings] = []
    numbers: list[Array] = []
    for lot in _lots(texts):
        raw = b" ".join(lot)
        blanks = (np.frombuffer(raw, np.uint8) == ord(" ")).nonzero()[0]
        starts = np.concatenate([np.zeros(1, np.int64), blanks + 1])
        pieces = of_text(raw + _END, starts, np.append(blanks, len(raw)) - starts, long)
        heads, local = distinct(pieces)
        numbers.append(local + sum(map(len, lots)))
        lots.append(pieces.take(heads))
    if not lots:
        return Words([], counts, counts)
    found = put_together(lots)
    heads, which = distinct(found)
    return Words(found.take(heads).all(), which.take(np.concatenate(numbers)), counts)


def _between_blanks(window: bytes) -> tuple[Ints, Ints]:
    """Where the pieces of a text begin, which starts and ends with a blank, and how many bytes they have."""
    inside = np.frombuffer(window, np.uint8) != ord(" ")
    borders = (inside[1:] != inside[:-1]).nonzero()[0]
    borders += 1
    starts = np.ascontiguousarray(borders[0::2])
    return starts, borders[1::2] - starts


def _windows(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """A long text in parts, cut at blanks, each with a blank before it and several behind; and the place in
    the text where each would begin."""
    start = 0
    while True:
        end = start + LOT_BYTES
        end = len(raw) if end >= len(raw) else raw.rfind(b" ", start, end)
        if end <= start:  # no blank in all this
            end = raw.find(b" ", start + 1)
            end = len(raw) if end < 0 else end
        yield start - 1, b"".join([b" ", raw[start:end], _END])
        if end >= len(raw):
            return
        start = end


def _utf8(texts: Sequence[str | bytes]) -> list[bytes]:
    try:
        return encoded(cast("Sequence[str]", texts))
    except TypeError:
        return [text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass") for text in texts]


_Text = TypeVar("_Text", str | bytes, bytes)


def _lots(texts: Sequence[_Text]) -> Iterator[Sequence[_Text]]:
    """The texts, so many at a time as are cut at once."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    start = 0
    while start < len(texts):
        before = int(ends[start - 1]) if start else 0
        end = int(ends.searchsorted(before + LOT_BYTES)) + 1
        yield texts[start:end]
        start = end
