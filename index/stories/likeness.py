"""Whether two articles are one story: exact resemblance and containment of their shingles.

Resemblance is the share of common shingles in all shingles of the two; containment that in those of the
shorter. Thresholds were chosen on a dev set (docs/stories.md). Look-alikes are told by
``patterns``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from index.stories.patterns import filled_otherwise, tells_of_others
from index.stories.shingles import Hashes, shingles_of_many, words

SHORT = 60
"""Texts of fewer words are short: one changed name makes another story of them."""
TINY = 6
"""Texts of fewer words are one story only when they are the same."""

_RESEMBLANCE = 0.33
_CONTAINMENT = 0.5
_REPRINT = 0.8  # so much is common that other numbers are an update's
_LENGTHS = 0.2  # the shorter may have this share of the longer's shingles, at least
_RESEMBLANCE_SHORT = 0.5
_RESEMBLANCE_WORDS = 0.3  # for short texts that have this share of words in common, whatever their order
_WORDS = 0.65
_CONTAINMENT_SHORT = 0.8
_LENGTHS_SHORT = 0.4
_WHOLE = 10  # words of the least text that may be a part of another short one
_SERIES = 30  # words below which a text with other numbers on another day is the next of a series


class Likeness(IntEnum):
    """How two texts are related, weaker to stronger."""

    OTHER = 0
    PART = 1
    """One holds most of the other, which is shorter: a shortened copy, or a report that grew."""
    COPY = 2
    """Most of both is the same."""


@dataclass(slots=True)
class Text:
    """A text made ready to be compared."""

    text: str
    tokens: int
    hashes: Hashes
    _set: frozenset[int] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, text: str) -> Text:
        return cls.of_many([text])[0]

    @classmethod
    def of_many(cls, texts: Sequence[str]) -> list[Text]:
        """As ``of``, many at once, which is quicker."""
        tokens = [words(text) for text in texts]
        hashes = shingles_of_many(tokens)
        return [cls(text, len(own), one) for text, own, one in zip(texts, tokens, hashes, strict=True)]

    @property
    def set(self) -> frozenset[int]:
        """The shingles as a set, made when first wanted."""
        if self._set is None:
            self._set = frozenset(self.hashes.tolist())
        return self._set


def likeness(a: Text, b: Text, apart: int) -> tuple[Likeness, float]:
    """What two texts, ``apart`` days apart, are to each other; and how much so, for choosing the best."""
    fewer, more = sorted((len(a.set), len(b.set)))
    common = len(a.set & b.set)
    if common == 0:
        return Likeness.OTHER, 0.0
    resemblance, containment = common / (fewer + more - common), common / fewer
    shorter = min(a.tokens, b.tokens)
    if shorter < TINY:
        return (Likeness.COPY if resemblance == 1 else Likeness.OTHER), resemblance
    if shorter < SHORT:
        return _short(a, b, resemblance, apart)
    if resemblance < _RESEMBLANCE and (containment < _CONTAINMENT or fewer < _LENGTHS * more):
        return Likeness.OTHER, resemblance
    if resemblance < 1 and filled_otherwise(a.text, b.text, apart if resemblance < _REPRINT else 0):
        return Likeness.OTHER, resemblance
    if resemblance >= _RESEMBLANCE:
        return Likeness.COPY, resemblance
    return Likeness.PART, containment * 0.5


def _short(a: Text, b: Text, resemblance: float, apart: int) -> tuple[Likeness, float]:
    if resemblance == 1:
        return Likeness.COPY, resemblance
    if resemblance >= _RESEMBLANCE_SHORT:
        days = apart if min(a.tokens, b.tokens) < _SERIES else 0
        return (Likeness.OTHER if tells_of_others(a.text, b.text, days) else Likeness.COPY), resemblance
    fewer, more = sorted((a, b), key=lambda text: text.tokens)
    part = len(a.set & b.set) / len(fewer.set)
    whole = fewer.tokens >= _WHOLE and fewer.tokens >= _LENGTHS_SHORT * more.tokens
    contained = part >= _CONTAINMENT_SHORT and whole
    reworded = resemblance >= _RESEMBLANCE_WORDS and _common_words(a.text, b.text) >= _WORDS
    if (contained or reworded) and not tells_of_others(a.text, b.text, 1):
        return (Likeness.COPY if reworded else Likeness.PART), max(resemblance, part * 0.5)
    return Likeness.OTHER, resemblance


def _common_words(a: str, b: str) -> float:
    one, other = set(words(a)), set(words(b))
    return len(one & other) / len(one | other)
