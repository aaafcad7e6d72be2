"""The guard as Textual's line filter: applied to every line of every widget, after all else has painted."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

import index
from tui.terminal.guard import safe_line


def _is_clean(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return not (index.HOSTILE.search(text) or "\n" in text or "\t" in text)


class Guard(LineFilter):
    """Nothing that a terminal obeys passes in the text of a segment."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, their text made harmless; a line that is clean is given back as it is."""
        if all(control or _is_clean(text) for text, _, control in segments):
            return segments
        return [s if s.control else Segment(safe_line(s.text), s.style) for s in segments]
