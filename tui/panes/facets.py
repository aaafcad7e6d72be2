"""What all hits are about, as lines to choose from: a value, how many hits have it, and a bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.panes.narrowing import KINDS
from tui.panes.strips import fit
from tui.plots.spark import bars, squeeze

if TYPE_CHECKING:
    from index import Count, Counts

_BAR = 20
_LABEL = 34
_SPARK = 36


def facet_lines(counts: Counts) -> Iterator[tuple[str, str]]:
    """The query of each value, and its line: the kinds one after another, then the months, newest first."""
    for kind, word in KINDS.items():
        yield from _lines(word, counts.by.get(kind, ()), counts.total)
    yield from _lines("month", counts.months[::-1], max((count.number for count in counts.months), default=0))


def _lines(word: str, counts: Sequence[Count], whole: int) -> Iterator[tuple[str, str]]:
    for count in counts:
        bar = "#" * max(1, round(_BAR * count.number / whole)) if whole else ""
        yield count.query, f"{word:<8} {fit(count.label, _LABEL)} {count.number:>8,}  {bar}"


def histogram(months: Sequence[Count]) -> str:
    """Hits over time in one line, the months without any too: ``2023-11 ▁▃█▂ 2024-12``; '' without dates."""
    if not months:
        return ""
    number = {_month(count.value): count.number for count in months}
    first, last = min(number), max(number)
    values = [number.get(month, 0) for month in range(first, last + 1)]
    return f"{months[0].value} {bars(squeeze(values, _SPARK))} {months[-1].value}"


def _month(value: str) -> int:
    year, _, month = value.partition("-")
    return int(year) * 12 + int(month or 1)
