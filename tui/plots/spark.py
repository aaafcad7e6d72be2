"""Sparklines: one cell for each part of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Periods, Series

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


def legend(periods: Periods, width: int) -> str:
    """What the cells of ``balances`` mean, and what time they cover, in ``width`` cells."""
    span = f"{periods.label(0)} to {periods.until}"
    if span.startswith(f"{periods.until} "):
        span = periods.until
    each = span_words(periods.months)
    ways = (
        f"{span}, {each} a cell: ▀ cooperation ▄ conflict █ both, thin: little",
        f"{span}, {each} a cell: ▀ cooperation ▄ conflict █ both",
        f"{span}, {each} a cell: ▀ coop ▄ conf █ both",
        f"{span}: ▀ coop ▄ conf █ both",
    )
    return next((way for way in ways if len(way) <= width), f"{span}: ▀+ ▄-")


def span_words(months: int) -> str:
    """``3 months``, ``a year``."""
    years, rest = divmod(months, 12)
    number, word = (months, "month") if rest else (years, "year")
    return f"a {word}" if number == 1 else f"{number} {word}s"


def squeeze(values: Sequence[int], width: int) -> list[int]:
    """At most ``width`` values: neighbours are summed, as many each time, until they fit."""
    each = -(-len(values) // max(1, width))
    return [sum(values[at : at + each]) for at in range(0, len(values), max(1, each))]
