"""A pane of lines: painted line by line, so that ten lines cost what a million cost.

The first row is the pane's title. Everything below is a window on ``line_count`` lines, of which only the
visible ones are ever painted, and of those only the ones that changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui.panes.strips import cut, fit, strip

if TYPE_CHECKING:
    from tui.panes.strips import Piece
    from tui.terminal.colours import Palette


class LinePane(Widget, can_focus=True):
    """What results, article, relations and note have in common: a title, a window, and keys that move it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LinePane { width: 1fr; height: 1fr; }"
    place = ""
    """The name of the pane in the table of actions."""
    number = ""
    name_shown = ""

    def __init__(self) -> None:
        super().__init__()
        self.top = 0

    # -- what a pane says of itself

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def paint(self, line: int) -> Strip:
        """The line, as wide as the pane."""
        raise NotImplementedError

    def title(self) -> tuple[str, str]:
        """What the title row says after the pane's name, and at its right end."""
        return "", ""

    def labels(self) -> dict[str, str]:
        """Better words for the footer, by action."""
        return {}

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor belongs: screen readers and magnifiers look there."""
        return self.region.offset + Offset(0, min(1, max(0, self.size.height - 1)))

    # -- painting

    @property
    def palette(self) -> Palette:
        return cast("Palette", self.app.palette)  # type: ignore[attr-defined]

    def keyed(self, text: str) -> str:
        """A sentence of ours with the keys of the actions that it names (``Keymap.told``)."""
        return str(self.app.keymap.told(text))  # type: ignore[attr-defined]

    @property
    def rows(self) -> int:
        """How many lines the window shows."""
        return max(1, self.size.height - 1)

    def render_line(self, y: int) -> Strip:
        if y == 0:
            return self._title_strip()
        line = self.top + y - 1
        if line < self.line_count:
            return self.paint(line)
        return self.blank()

    def blank(self) -> Strip:
        return Strip.blank(self.size.width, self.palette["text"])

    def line(self, pieces: list[Piece], fill: Style | None = None) -> Strip:
        """A painted line from pieces, exactly as wide as the pane."""
        return strip(pieces, self.size.width, fill or self.palette["text"])

    def _title_strip(self) -> Strip:
        style = self.palette["title" if self.has_focus else "title_idle"]
        width = self.size.width
        said, right = self.title()
        left = f" {self.number} {self.name_shown}  {said}"
        room = width - len(right) - 2
        return self.line(cut([(fit(left, room), style), (f" {right} ", style)], width), style)

    def repaint_line(self, line: int) -> None:
        """Paint one line anew, when it is visible."""
        y = line - self.top + 1
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def repaint_title(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    # -- moving

    def scroll_top(self, top: int) -> bool:
        """Make ``top`` the first visible line, within bounds; whether anything moved."""
        top = max(0, min(top, self.line_count - self.rows))
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def show(self, first: int, last: int, margin: int = 0) -> None:
        """Move the window as little as needed to show the lines ``first`` to ``last``."""
        top = self.top
        if last + margin >= top + self.rows:
            top = last + margin - self.rows + 1
        top = min(top, first - margin)
        self.scroll_top(top)

    def move(self, lines: int) -> None:
        """Go down (or up) by lines."""
        self.scroll_top(self.top + lines)

    def do_line_down(self) -> None:
        self.move(1)

    def do_line_up(self) -> None:
        self.move(-1)

    def do_page_down(self) -> None:
        self.move(max(1, self.rows - 1))

    def do_page_up(self) -> None:
        self.move(-max(1, self.rows - 1))

    def do_half_down(self) -> None:
        self.move(max(1, self.rows // 2))

    def do_half_up(self) -> None:
        self.move(-max(1, self.rows // 2))

    def do_to_top(self) -> None:
        self.move(-self.line_count)

    def do_to_end(self) -> None:
        self.move(self.line_count)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_top(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_top(self.top - 3)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self.scroll_top(self.top)
        self.refresh()


class RowPane(LinePane):
    """A pane with a cursor on one of ``row_count`` rows, each ``row_height`` lines high."""

    row_height = 1

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def line_count(self) -> int:
        return self.row_count * self.row_height

    def row_lines(self, row: int) -> tuple[int, int]:
        """First and last line of a row."""
        return row * self.row_height, row * self.row_height + self.row_height - 1

    def first_line(self, row: int) -> int:
        """The line where a row itself begins."""
        return self.row_lines(row)[0]

    def row_at(self, line: int) -> int:
        """The row that a line belongs to."""
        return line // self.row_height

    @property
    def is_active(self) -> bool:
        """Whether keys move the cursor."""
        return self.has_focus

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's own cursor stands on the row that is chosen."""
        line = self.first_line(self.cursor) - self.top if self.row_count else 0
        return self.region.offset + Offset(0, max(0, min(line + 1, self.size.height - 1)))

    def render_line(self, y: int) -> Strip:
        """The line, marked at its edge where the cursor is: two cells, so that a move costs a few bytes."""
        line = super().render_line(y)
        if y and self.row_count and self.top + y - 1 == self.first_line(self.cursor):
            look = self.palette["title" if self.is_active else "title_idle"]
            edge = line.crop(0, 2).text.ljust(2)[1:]
            return Strip.join([Strip([Segment(f">{edge}", look)]), line.crop(2)])
        return line

    def moved(self) -> None:
        """Called when the cursor has gone to another row."""

    def go(self, row: int) -> None:
        """Put the cursor on a row, within bounds, and show it."""
        row = max(0, min(row, self.row_count - 1))
        before, self.cursor = self.cursor, row
        top = self.top
        self.show(*self.row_lines(row))
        if self.top == top:
            for changed in {before, row} if before != row else ():
                first, last = self.row_lines(changed)
                for line in range(first, last + 1):
                    self.repaint_line(line)
        if before != row:
            self.moved()

    def move(self, lines: int) -> None:
        self.go(self.cursor + lines)

    def do_page_down(self) -> None:
        self.go(self.row_at(min(self.row_lines(self.cursor)[0] + self.rows - 1, self.line_count - 1)))

    def do_page_up(self) -> None:
        self.go(self.row_at(max(self.row_lines(self.cursor)[0] - self.rows + 1, 0)))

    def do_half_down(self) -> None:
        self.go(self.row_at(min(self.row_lines(self.cursor)[0] + self.rows // 2, self.line_count - 1)))

    def do_half_up(self) -> None:
        self.go(self.row_at(max(self.row_lines(self.cursor)[0] - self.rows // 2, 0)))

    def do_to_top(self) -> None:
        self.go(0)

    def do_to_end(self) -> None:
        self.go(self.row_count - 1)

    def on_click(self, event: events.Click) -> None:
        line = self.top + event.y - 1
        if event.y >= 1 and line < self.line_count:
            self.go(self.row_at(line))

    def on_resize(self) -> None:
        super().on_resize()
        if self.row_count:
            self.cursor = min(self.cursor, self.row_count - 1)
            self.show(*self.row_lines(self.cursor))
