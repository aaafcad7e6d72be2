"""A column of short texts: a code a word, from a vocabulary of their own.

Texts are cut at single spaces and joined by them again, so every text comes back as it was. The words stand
in the vocabulary by how often they are used; a text is the UTF-8 of one character a word, whose code point is
the word's place there (surrogates left out), so frequent words take a byte. A segment of few texts, or of
words too many or too long for that, keeps them as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.search.codec.container import Array, Container, CorruptIndexError
from index.search.codec.field import Dictionary
from index.search.codec.postings import Ints, narrow, pack_terms, starts_of

FEW = 2_000
"""So few texts are kept as they are: a vocabulary would not pay."""
MAX_VOCABULARY = 1_000_000
MAX_WORD_BYTES = 255
MAX_WORDS = 4_096
"""A text of more words is kept as it is, for a spoilt file must not grow without bound when it is read."""
_SURROGATES = 0xD800
_SURROGATE_COUNT = 0x800


@dataclass
class Words:
    """Texts as numbers of words: ``numbers`` text after text, ``counts`` words each (at least one). UTF-8."""

    vocabulary: list[bytes]
    numbers: Array
    counts: Array

    def texts(self) -> list[bytes]:
        """The texts themselves."""
        ends = np.cumsum(self.counts).tolist()
        words = list(map(self.vocabulary.__getitem__, self.numbers.tolist()))
        return [b" ".join(words[a:b]) for a, b in zip([0, *ends], ends, strict=False)]


def words_of(texts: Sequence[bytes]) -> Words:
    """Texts cut at spaces."""
    known: dict[bytes, int] = {}
    tokens = b" ".join(texts).split(b" ") if texts else []
    numbers = [known.setdefault(token, len(known)) for token in tokens]
    counts = np.fromiter((text.count(b" ") + 1 for text in texts), np.int64, len(texts))
    return Words(list(known), np.array(numbers, np.uint32), counts)


def pack_titles(words: Words | list[bytes]) -> dict[str, Array]:
    """The arrays of a column of texts; such as are no numbers are kept as they are."""
    if not isinstance(words, Words):
        return pack_terms(words)
    texts = len(words.counts)
    vocabulary = words.vocabulary
    if (
        texts < FEW
        or len(vocabulary) > MAX_VOCABULARY
        or max(map(len, vocabulary)) > MAX_WORD_BYTES
        or int(words.counts.max()) > MAX_WORDS
    ):
        return pack_terms(words.texts())
    used = np.bincount(words.numbers, minlength=len(vocabulary))
    order = np.argsort(-used, kind="stable")[: int(np.count_nonzero(used))]
    rank = np.zeros(len(vocabulary), np.uint32)
    rank[order] = np.arange(len(order))
    rank[rank >= _SURROGATES] += _SURROGATE_COUNT
    codes = rank[words.numbers]
    width = 1 + (codes >= 0x80).astype(np.uint8) + (codes >= 0x800) + (codes >= 0x10000)
    sizes = np.add.reduceat(width, starts_of(words.counts)[:-1], dtype=np.int64)
    blob = codes.astype("<u4").tobytes().decode("utf-32-le").encode()
    kept = pack_terms([vocabulary[place] for place in order.tolist()])
    return {
        "text": np.frombuffer(blob, np.uint8),
        "size": narrow(sizes),
        "words.text": kept["text"],
        "words.size": kept["size"],
    }


class _Vocabulary(dict[int, str]):
    """Code points to words, each looked up once."""

    def __init__(self, words: Dictionary) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, code: int) -> str:
        place = code - _SURROGATE_COUNT if code >= _SURROGATES else code
        if place >= len(self._words):
            raise CorruptIndexError("a title has a word that is not there")
        if len(self) > _KEPT_WORDS:
            self.clear()
        word = self[code] = f"{self._words[place].decode('utf-8', 'surrogatepass')} "
        return word


_KEPT_WORDS = 20_000


class Titles:
    """The column, mapped."""

    def __init__(self, container: Container, name: str) -> None:
        self._codes = Dictionary(container, name)
        self._words = Dictionary(container, f"{name}.words") if f"{name}.words.size" in container else None
        self._vocabulary = _Vocabulary(self._words) if self._words else None

    def __len__(self) -> int:
        return len(self._codes)

    def some(self, places: Sequence[int]) -> list[str]:
        """The texts at these places."""
        try:
            found = [code.decode("utf-8", "surrogatepass") for code in self._codes.some(places)]
            if self._vocabulary is None:
                return found
            if max(map(len, found), default=0) > MAX_WORDS:
                raise CorruptIndexError("a title has more words than it may")
            return [codes.translate(self._vocabulary)[:-1] for codes in found]
        except UnicodeDecodeError as error:
            raise CorruptIndexError("a title makes no sense") from error

    def words(self) -> Words:
        """All texts as numbers of words, for merging."""
        raw = self._codes.all()
        if self._words is None:
            return words_of(raw)
        counts = np.fromiter((len(text.decode()) for text in raw), np.int64, len(raw))
        codes = np.frombuffer(b"".join(raw).decode().encode("utf-32-le"), "<u4").astype(np.int64)
        codes[codes >= _SURROGATES] -= _SURROGATE_COUNT
        return Words(self._words.all(), codes, counts)


def joined(columns: Sequence[Words], live: Sequence[Array]) -> Words:
    """The texts of several columns that are marked, one column after the other."""
    known: dict[bytes, int] = {}
    numbers: list[Ints] = []
    counts: list[Ints] = []
    for column, mask in zip(columns, live, strict=True):
        places = [known.setdefault(word, len(known)) for word in column.vocabulary]
        kept = np.repeat(mask, column.counts)
        numbers.append(np.array(places, np.int64)[column.numbers[kept]])
        counts.append(column.counts[mask])
    return Words(list(known), np.concatenate(numbers), np.concatenate(counts))
