"""Rows in groups, each below a heading that is a line of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui.panes.lines import RowPane
from tui.panes.strips import cut

if TYPE_CHECKING:
    from textual.strip import Strip


class GroupedRowPane(RowPane):
    """``set_groups`` says what the groups are called, and which row each begins with."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[tuple[str, int], ...] = ()
        self._starts: list[int] = []

    def set_groups(self, groups: tuple[tuple[str, int], ...]) -> None:
        """Name and first row of each group; none, and the rows stand without headings."""
        self._groups = groups
        self._starts = [start for _, start in groups]

    def heading(self, line: int) -> Strip | None:
        """The heading that a line is, painted; ``None`` when it belongs to a row."""
        group = self._group_at(line)
        if group < 0 or self._heading(self._starts[group]) != line:
            return None
        return self._paint_heading(group)

    @property
    def line_count(self) -> int:
        return self.row_count * self.row_height + len(self._starts)

    def row_lines(self, row: int) -> tuple[int, int]:
        first = row * self.row_height + bisect_right(self._starts, row)
        return first, first + self.row_height - 1

    def row_at(self, line: int) -> int:
        group = self._group_at(line)
        if group < 0:
            return line // self.row_height
        return max(self._starts[group], (line - group - 1) // self.row_height)

    def _group_at(self, line: int) -> int:
        """The group that a line stands in, or -1."""
        return bisect_right(self._starts, line, key=self._heading) - 1

    def _heading(self, start: int) -> int:
        """The line of the heading of the group whose first row is ``start``."""
        return start * self.row_height + bisect_left(self._starts, start)

    def _paint_heading(self, group: int) -> Strip:
        label, start = self._groups[group]
        label = label or self.nameless(start)
        end = self._starts[group + 1] if group + 1 < len(self._starts) else self.row_count
        pieces = [
            (f"  -- {label} ", self.palette["heading"]),
            (f"· {end - start:,}", self.palette["dim"]),
        ]
        return self.line(cut(pieces, self.size.width))

    def nameless(self, row: int) -> str:
        """What a group without a name is called, that begins with ``row``."""
        return "other"

    def go(self, row: int) -> None:
        super().go(row)
        if self.cursor == 0:
            self.scroll_top(0)  # the first heading too
