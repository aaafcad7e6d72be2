"""Which panes stand where: one fills a small screen, two or three stand side by side on a wide one."""

from __future__ import annotations

from typing import NamedTuple

TWO_FROM = 120
THREE_FROM = 160
_ARTICLE = 78
"""Cells for the article: 72 of text, the gutter, a margin and the line at its side."""


class Arrangement(NamedTuple):
    """How many columns there are, and how wide each is (0: all the room that is left, or not shown)."""

    columns: int
    left: int
    article: int
    right: int


def arrange(width: int) -> Arrangement:
    """The arrangement for a screen ``width`` cells wide."""
    if width < TWO_FROM:
        return Arrangement(1, 0, 0, 0)
    if width < THREE_FROM:
        # Relations are sentences: beside them the article gives way.
        return Arrangement(2, width - _ARTICLE, 0, max(width - _ARTICLE, width // 2))
    rest = width - _ARTICLE
    left = rest * 9 // 20
    return Arrangement(3, left, _ARTICLE, rest - left)
