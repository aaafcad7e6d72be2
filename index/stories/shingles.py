"""Texts to shingles (runs of three words, as numbers), and shingles to sketches (the smallest few of them).

A sketch is a bottom-k MinHash (Broder 1997): the hashes are as good as random, so the smallest of a text are
a fair sample of it, and two texts that share most of their shingles share most of their sketch. Unlike the
rows of a banded MinHash they also meet when one text is a part of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

SKETCH = 10
"""Hashes of a sketch."""

_WIDTH = 3
_KNOWN_WORDS = 200_000  # word hashes held, some 30 MB
_WORD = re.compile(
    # Scripts that do not part their words: a character is a word.
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W_]+"
)

_ASCII_WORDS = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))

Hashes = npt.NDArray[np.uint32]


class _WordHashes(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        value = self[word] = crc32(word.encode("utf-8", "replace"))
        return value


_HASHES = _WordHashes()


def words(text: str) -> list[str]:
    """The words of a text in lower case, without what stands between them."""
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    return _WORD.findall(text.lower())


def shingles(tokens: Sequence[str]) -> Hashes:
    """The distinct hashes of all runs of three words, ascending; of a shorter text, that of the whole."""
    return shingles_of_many([tokens])[0]


def shingles_of_many(texts: Sequence[Sequence[str]]) -> list[Hashes]:
    """As ``shingles``, of many texts: all in one pass, which costs a fraction of one by one."""
    flat: list[str] = []
    lengths: list[int] = []
    for tokens in texts:
        flat.extend(tokens)
        missing = _WIDTH - len(tokens) if 0 < len(tokens) < _WIDTH else 0
        flat.extend(("",) * missing)
        lengths.append(len(tokens) + missing)
    if not flat:
        return [np.zeros(0, np.uint32) for _ in texts]
    numbers = np.fromiter(map(_HASHES.__getitem__, flat), np.uint64, len(flat))
    mixed = numbers[:-2] * np.uint64(0x9E3779B97F4A7C15)
    mixed += numbers[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed += numbers[2:] * np.uint64(0x165667B19E3779F9)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed >>= np.uint64(32)
    # Sorted with the text's place before the hash, and without the runs that reach into the next text.
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    mixed |= owners[:-2] << np.uint64(32)
    mixed = mixed[owners[:-2] == owners[2:]]
    mixed.sort()
    first = np.ones(len(mixed), bool)
    np.not_equal(mixed[1:], mixed[:-1], out=first[1:])
    mixed = mixed[first]
    ends = np.searchsorted(mixed, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32)).tolist()
    hashes = mixed.astype(np.uint32)
    return [hashes[start:end].copy() for start, end in pairwise(ends)]


def sketch(hashes: Hashes) -> list[int]:
    """The smallest of a text's shingles."""
    return hashes[:SKETCH].tolist()  # type: ignore[no-any-return]
