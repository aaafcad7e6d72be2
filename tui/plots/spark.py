"""Sparklines: one cell for each part of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Series

_HEIGHTS = " ▁▂▃▄▅▆▇█"


def bars(values: Sequence[int], highest: int | None = None) -> str:
    """A cell a value, as high as its share of ``highest`` (the largest); what is not 0 is never blank."""
    top = highest or max(values, default=0)
    if not top:
        return " " * len(values)
    last = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[max(1, round(last * value / top)) if value else 0] for value in values)


def balances(series: Series) -> str:
    """A cell a part: above the middle for cooperation, below it for conflict, both where they are even.

    Thick where a part holds at least a third of what the fullest holds.
    """
    pairs = list(zip(series.cooperation, series.conflict, strict=True))
    fullest = max((a + b for a, b in pairs), default=0)
    return "".join(_balance(a, b, thick=3 * (a + b) >= fullest) for a, b in pairs)


def _balance(cooperation: int, conflict: int, *, thick: bool) -> str:
    if not cooperation and not conflict:
        return "·"
    if cooperation > 1.5 * conflict:
        return "▀" if thick else "▔"
    if conflict > 1.5 * cooperation:
        return "▄" if thick else "▁"
    return "█" if thick else "="


def squeeze(values: Sequence[int], width: int) -> list[int]:
    """At most ``width`` values: neighbours are summed, as many each time, until they fit."""
    each = -(-len(values) // max(1, width))
    return [sum(values[at : at + each]) for at in range(0, len(values), max(1, each))]
