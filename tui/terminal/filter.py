"""The guard as Textual's line filter: applied to every line of every widget, after all else has painted."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from index import HOSTILE
from tui.terminal.guard import safe_line


class Guard(LineFilter):
    """Nothing that a terminal obeys passes in the text of a segment."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, their text made harmless; a line that is clean is given back as it is."""
        hostile = HOSTILE.search
        if not any(
            hostile(text) or "\n" in text or "\t" in text for text, _, control in segments if not control
        ):
            return segments
        return [s if s.control else Segment(safe_line(s.text), s.style) for s in segments]
