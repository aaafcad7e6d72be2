"""Plain lines to be read, over the desk: an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

import index
from tui import actions
from tui.panes.bars import Footer
from tui.panes.lines import LinePane
from tui.panes.wrap import wrap

if TYPE_CHECKING:
    from tui.keymap import Keymap


class TextLines(LinePane):
    """Lines, wrapped to the screen; what is indented stays so."""

    place = "text"
    number = "w"

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.name_shown = heading
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


class TextScreen(Screen[None]):
    """Shows the lines until it is closed."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = (
        "TextScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }"
    )

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = TextLines(heading, lines)
        self.footer = Footer()

    def compose(self) -> ComposeResult:
        yield self.lines
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.lines)
        self.footer.show_hints(actions.footer("text", {}, self._keymap.actions))

    @property
    def _keymap(self) -> Keymap:
        return cast("Keymap", self.app.keymap)  # type: ignore[attr-defined]

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        printable = event.is_printable and event.character and event.character != " "
        key = event.character if printable and event.character else event.key
        action = self._keymap.find("text", (key,)).action
        if action is None:
            return
        if action.name == "back":
            self.dismiss(None)
        elif (method := getattr(self.lines, f"do_{action.name}", None)) is not None:
            method()
