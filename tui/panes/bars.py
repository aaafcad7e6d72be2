"""The two rows at the foot: what the desk is doing, and the keys that matter now."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tui.panes.strips import fit, strip

if TYPE_CHECKING:
    from tui.panes.strips import Piece
    from tui.terminal.colours import Palette


class _Bar(Widget):
    ALLOW_SELECT = False
    DEFAULT_CSS = "_Bar { height: 1; width: 1fr; }"

    @property
    def palette(self) -> Palette:
        return cast("Palette", self.app.palette)  # type: ignore[attr-defined]


class StatusBar(_Bar):
    """Counts at the right; at the left what was last said to the person, until the next key."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = ""
        self.message = ""
        self.is_error = False

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a message (one line; an error stands out)."""
        if (message, error) != (self.message, self.is_error):
            self.message, self.is_error = message, error
            self.refresh()

    def show_counts(self, counts: str) -> None:
        if counts != self.counts:
            self.counts = counts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, width = self.palette, self.size.width
        counts = f" {self.counts} " if self.counts else ""
        if self.message and cell_len(self.message) + cell_len(counts) >= width:
            counts = ""  # what is said matters more
        elif cell_len(counts) > width:
            counts = fit(counts, width)
        room = width - cell_len(counts)
        text = fit(f" {self.message}", max(0, room)) if self.message else " " * max(0, room)
        look = palette["error"] if self.is_error and self.message else palette["notice"]
        return strip([(text, look), (counts, palette["dim"])], width, palette["text"])


class TourBar(_Bar):
    """One line that says what to press next; not there without one."""

    DEFAULT_CSS = "TourBar { height: 1; width: 1fr; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.line = ""

    def show_line(self, line: str) -> None:
        """Show a line, or with '' nothing."""
        self.line = line
        self.display = bool(line)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        look = self.palette["title"]
        return strip([(fit(f" {self.line}", self.size.width), look)], self.size.width, look)


class Footer(_Bar):
    """Keys and what they do now, as many as fit."""

    def __init__(self) -> None:
        super().__init__()
        self.hints: list[tuple[str, str]] = []

    def show_hints(self, hints: list[tuple[str, str]]) -> None:
        """Each hint is a key and a word or two."""
        if hints != self.hints:
            self.hints = hints
            self.refresh()

    def render_line(self, y: int) -> Strip:
        palette, width = self.palette, self.size.width
        pieces: list[Piece] = []
        for key, label in self._fitting(width):
            pieces += [
                ("  " if pieces else " ", palette["dim"]),
                (key, palette["key"]),
                (f" {label}", palette["dim"]),
            ]
        return strip(pieces, width, palette["text"])

    def _fitting(self, width: int) -> list[tuple[str, str]]:
        """Hints that fit; the last one ("? keys" stands there) never gives way."""
        if not self.hints:
            return []
        *hints, last = self.hints
        size = _size(last)
        kept = []
        for hint in hints:
            if size + _size(hint) > width:
                break
            size += _size(hint)
            kept.append(hint)
        return [*kept, last]


def _size(hint: tuple[str, str]) -> int:
    return cell_len(hint[0]) + cell_len(hint[1]) + 3
