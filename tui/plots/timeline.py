"""The time line of a pair: how much cooperation and conflict, each way, with the turning points under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.counting import counted
from tui.plots.spark import bars, span_words, squeeze

if TYPE_CHECKING:
    from index import PairPage

_LABEL = len("turning points")


def timeline(page: PairPage, width: int) -> list[str]:
    """Lines of at most ``width`` cells: what is shown, two for each direction, the axis, turning points."""
    label = min(_LABEL, max(8, width // 3))
    room = max(8, width - label - 3)
    if not page.periods.count:
        return []
    sides = [(side.cooperation, side.conflict) for side in page.series]
    squeezed = [tuple(squeeze(values, room) for values in side) for side in sides]
    top = max((value for side in squeezed for values in side for value in values), default=0)
    each = -(-page.periods.count // room)
    lines = [_legend(span_words(each * page.periods.months), counted(top, "story"), width)]
    for number, (cooperation, conflict) in enumerate(squeezed):
        a, b = (page.a, page.b) if number == 0 else (page.b, page.a)
        lines.append(f"{f'{a} > {b}'.ljust(label)} + {bars(cooperation, top)}".rstrip())
        lines.append(f"{' ' * label} - {bars(conflict, top)}".rstrip())
    lines.append(f"{' ' * label}   {_axis(page, each, len(squeezed[0][0]))}".rstrip())
    marks = _marks(page, each, len(squeezed[0][0]))
    if marks.strip():
        lines.append(f"{'turning points'[:label].ljust(label)}   {marks}".rstrip())
    return lines


def _legend(each: str, fullest: str, width: int) -> str:
    ways = (
        f"+ cooperation, - conflict; {each} a cell, a full bar {fullest}",
        f"+ cooperation, - conflict; a full bar {fullest}",
        f"full bar: {fullest}",
    )
    return next((way for way in ways if len(way) <= width), ways[-1][:width])


def _axis(page: PairPage, each: int, cells: int) -> str:
    """When the first cell begins and the last one ends, and between them where others begin."""
    first, last = page.periods.label(0), page.periods.until
    end = cells - len(last)
    if end <= len(first):
        return first if first == last else f"{first} to {last}"
    line = first
    for cell in range(cells):
        label = page.periods.label(cell * each)
        if cell >= len(line) + 3 and cell + len(label) + 3 <= end:
            line = line.ljust(cell) + label
    return line.ljust(end) + last


def _marks(page: PairPage, each: int, cells: int) -> str:
    marks = [" "] * cells
    for turn in page.turns:
        cell = min(cells - 1, max(0, page.periods.index(turn.date) // each))
        marks[cell] = "^"
    return "".join(marks)
