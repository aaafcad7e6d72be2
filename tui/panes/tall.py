"""A pane of rows of different heights, below lines at its head that are no rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tui.panes.lines import RowPane


class TallRowPane(RowPane):
    """``set_heights`` says how high each row is, and how many lines stand above the first."""

    def __init__(self) -> None:
        super().__init__()
        self._first_lines: list[int] = []
        self._heights: Sequence[int] = ()
        self.head = 0

    def set_heights(self, heights: Sequence[int], head: int = 0) -> None:
        """Lay the rows out anew."""
        self.head, self._heights = head, heights
        self._first_lines = []
        at = head
        for height in heights:
            self._first_lines.append(at)
            at += height
        self._all_lines = at

    _all_lines = 0

    @property
    def row_count(self) -> int:
        return len(self._heights)

    @property
    def line_count(self) -> int:
        return self._all_lines

    def row_lines(self, row: int) -> tuple[int, int]:
        if not 0 <= row < len(self._heights):
            return 0, 0
        first = self._first_lines[row]
        # With the first row comes the head, so that going up to the top shows it.
        return (0 if row == 0 else first), first + self._heights[row] - 1

    def first_line(self, row: int) -> int:
        """The line where a row itself begins."""
        return self._first_lines[row]

    def row_at(self, line: int) -> int:
        return max(0, bisect_right(self._first_lines, line) - 1)

    def go(self, row: int) -> None:
        if self._heights:
            super().go(row)
