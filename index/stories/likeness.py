"""Whether two articles are one story: exact resemblance and containment of their shingles.

Resemblance is the share of common shingles in all shingles of the two; containment that in those of the
shorter. Thresholds were chosen on a dev set (docs/stories.md); nothing here looks at dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

from index.stories.shingles import Hashes, shingles, words

SHORT = 60
"""Texts of fewer words are short: one changed name makes another story of them."""
TINY = 6
"""Texts of fewer words are one story only when they are the same."""

_RESEMBLANCE = 0.5
_RESEMBLANCE_SHORT = 0.55
_CONTAINMENT = 0.7
_LENGTHS = 0.25  # the shorter may have this share of the longer's shingles, at least
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][^\W_]+|\d+(?:[.,]\d+)*")


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
        tokens = words(text)
        return cls(text, len(tokens), shingles(tokens))

    @property
    def set(self) -> frozenset[int]:
        """The shingles as a set, made when first wanted."""
        if self._set is None:
            self._set = frozenset(self.hashes.tolist())
        return self._set


def likeness(a: Text, b: Text) -> tuple[Likeness, float]:
    """What two texts are to each other, and their resemblance or containment, for choosing the best."""
    fewer, more = sorted((len(a.set), len(b.set)))
    if fewer == 0:
        return Likeness.OTHER, 0.0
    common = len(a.set & b.set)
    resemblance, containment = common / (fewer + more - common), common / fewer
    shorter = min(a.tokens, b.tokens)
    if shorter < TINY:
        return (Likeness.COPY if resemblance == 1 else Likeness.OTHER), resemblance
    if shorter < SHORT:
        alike = resemblance >= _RESEMBLANCE_SHORT and not _tells_of_others(a.text, b.text)
        return (Likeness.COPY if alike else Likeness.OTHER), resemblance
    if resemblance >= _RESEMBLANCE:
        return Likeness.COPY, resemblance
    if containment >= _CONTAINMENT and fewer >= _LENGTHS * more:
        return Likeness.PART, containment * 0.5
    return Likeness.OTHER, resemblance


def _tells_of_others(a: str, b: str) -> bool:
    """Whether each of two short texts has names that the other lacks: one pattern filled in twice."""
    one, other = set(_NAME.findall(a)), set(_NAME.findall(b))
    return bool(one - other) and bool(other - one)
