"""Plain lines to be read, over the desk: an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui.panes.lines import LinePane
from tui.panes.wrap import wrap
from tui.screens.over import OverScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip


class TextLines(LinePane):
    """Lines, wrapped to the screen; what is indented stays so."""

    place = "text"

    def __init__(self, heading: str, lines: Sequence[str], number: str) -> None:
        super().__init__()
        self.name_shown, self.number = heading, number
        self._given = [
            (len(line) - len(line.lstrip()), index.clean(line.strip()).replace("\n", " ")) for line in lines
        ]
        self._lines: list[str] = []

    def on_resize(self) -> None:
        self._lines = []
        for indent, text in self._given:
            spans = wrap(text, max(12, self.size.width - indent - 2)) if text else [(0, 0)]
            self._lines += [" " * (indent + 1) + text[start:end] for start, end in spans]
        super().on_resize()

    @property
    def line_count(self) -> int:
        return len(self._lines)

    def paint(self, line: int) -> Strip:
        return self.line([(self._lines[line], self.palette["text"])])


class TextScreen(OverScreen[None]):
    """Shows the lines until it is closed."""

    place = "text"

    def __init__(self, heading: str, lines: Sequence[str], number: str = "w") -> None:
        """``number`` is the key that led here."""
        super().__init__()
        self._lines = TextLines(heading, lines, number)

    @property
    def lines(self) -> TextLines:
        return self._lines

    def compose(self) -> ComposeResult:
        yield self.lines
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.lines)
        self.hint()
