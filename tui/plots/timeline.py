"""The time line of a pair: how much cooperation and conflict, each way, with the turning points under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.plots.spark import bars, squeeze

if TYPE_CHECKING:
    from index import PairPage

_LABEL = 20


def timeline(page: PairPage, width: int) -> list[str]:
    """Lines of at most ``width`` cells: two for each direction, the axis, and the turning points."""
    label = min(_LABEL, max(8, width // 3))
    room = max(8, width - label - 3)
    if not page.periods.count:
        return []
    sides = [(side.cooperation, side.conflict) for side in page.series]
    squeezed = [tuple(squeeze(values, room) for values in side) for side in sides]
    top = max((value for side in squeezed for values in side for value in values), default=0)
    lines = []
    for number, (cooperation, conflict) in enumerate(squeezed):
        a, b = (page.a, page.b) if number == 0 else (page.b, page.a)
        lines.append(f"{f'{a} > {b}'.ljust(label)} + {bars(cooperation, top)}".rstrip())
        lines.append(f"{' ' * label} - {bars(conflict, top)}".rstrip())
    each = -(-page.periods.count // room)
    lines.append(
        f"{f'full bar: {top}'[:label].ljust(label)}   {_axis(page, each, len(squeezed[0][0]))}".rstrip()
    )
    marks = _marks(page, each, len(squeezed[0][0]))
    if marks.strip():
        lines.append(f"{'turning points'[:label].ljust(label)}   {marks}".rstrip())
    return lines


def _axis(page: PairPage, each: int, cells: int) -> str:
    """Where periods begin, as labels that do not touch."""
    line = ""
    for cell in range(cells):
        label = page.periods.label(cell * each)
        if cell >= len(line) + (1 if line else 0) and (cell + len(label) <= cells or not line):
            line = line.ljust(cell) + label
            line += " " * 3
    return line


def _marks(page: PairPage, each: int, cells: int) -> str:
    marks = [" "] * cells
    for turn in page.turns:
        cell = min(cells - 1, max(0, page.periods.index(turn.date) // each))
        marks[cell] = "^"
    return "".join(marks)
