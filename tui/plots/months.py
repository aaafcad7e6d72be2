"""Counts by month as a line of text."""

from __future__ import annotations

from collections.abc import Sequence

from tui.plots.spark import bars

_YEAR = 12


def monthly(months: Sequence[tuple[str, int]], width: int) -> str:
    """A cell a month from the first to the last (``2024-12``), or as many together as ``width`` needs."""
    placed = [(number, count) for month, count in months if (number := _number(month)) is not None]
    if not placed or width < 1:
        return ""
    first, last = placed[0][0], placed[-1][0]
    each = -(-(last - first + 1) // width)
    sums = [0] * ((last - first) // each + 1)
    for number, count in placed:
        sums[(number - first) // each] += count
    return bars(sums)


def _number(month: str) -> int | None:
    year, _, part = month.partition("-")
    return int(year) * _YEAR + int(part) - 1 if year.isdecimal() and part.isdecimal() else None
