"""The reader's own note for the chosen country: read as lines, written in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from index import clean
from tui.panes.lines import LinePane
from tui.panes.wrap import Line, lay_out

if TYPE_CHECKING:
    from textual.widgets import TextArea

_PAUSE = 1.0
"""Seconds without a key after which what was written is kept, so that a lost link loses no more than this."""


class NoteView(LinePane):
    """The note as it reads."""

    place = "note"
    number = "4"
    name_shown = "Note"

    def __init__(self) -> None:
        super().__init__()
        self.whose = ""
        self.lines: list[Line] = []
        self.writing = False

    def show_text(self, whose: str, text: str) -> None:
        self.whose = whose
        self.lines = list(lay_out(text, max(8, self.size.width - 3))) if text.strip() else []
        self.scroll_top(self.top)
        self.refresh()

    @property
    def line_count(self) -> int:
        return len(self.lines)

    def title(self) -> tuple[str, str]:
        return self.whose + (" · writing" if self.writing else ""), ""

    def labels(self) -> dict[str, str]:
        return {} if self.whose else {"write_note": ""}

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.lines:
            said = (
                "No note yet: a writes one." if self.whose else "A note belongs to a country: c chooses one."
            )
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        text = self.lines[line]
        look = self.palette["heading" if text.kind == "heading" else "text"]
        indent = (text.point + " ").rjust(text.indent) if text.point else " " * text.indent
        return self.line([("  " + indent, self.palette["dim"]), (text.text, look)])


class NotePane(Vertical):
    """The note and, while it is being written, its editor."""

    DEFAULT_CSS = "NotePane { width: 1fr; height: 1fr; }"

    class Save(Message):
        """Keep this text for this actor."""

        def __init__(self, key: str, text: str) -> None:
            super().__init__()
            self.key = key
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.text = ""
        self.unsaved = False
        self.opening = False
        self.typed_ahead = ""
        """What was typed while the editor was being loaded."""
        self._whose = ""
        self._editor: TextArea | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield NoteView()

    @property
    def view(self) -> NoteView:
        return self.query_one(NoteView)

    @property
    def writing(self) -> bool:
        return self._editor is not None

    def show_note(self, key: str, name: str, text: str) -> None:
        """Show an actor's note; one that is being written is kept first."""
        if key == self.key and (self.writing or self.unsaved):
            return
        self.stop_writing()
        self.key, self._whose, self.text = key, name, text
        self.view.show_text(name, text)

    def on_resize(self) -> None:
        self.view.show_text(self._whose, self.text)

    # -- writing

    async def write(self) -> None:
        """Open the editor with the cursor at the end."""
        try:
            if not self.writing and self.key:
                await self._open_editor()
        finally:
            self.opening, self.typed_ahead = False, ""

    async def _open_editor(self) -> None:
        from textual.widgets import TextArea  # noqa: PLC0415 (a tenth of the start-up, and seldom needed)

        editor = TextArea(
            self.text, soft_wrap=True, compact=True, show_line_numbers=False, tab_behavior="focus"
        )
        editor.cursor_blink = False
        editor.highlight_cursor_line = False
        self._editor = editor
        self.view.writing = True
        self.view.styles.height = 1
        await self.mount(editor)
        editor.move_cursor(editor.document.end)
        self.screen.set_focus(editor)
        if self.typed_ahead:
            editor.insert(self.typed_ahead)

    def stop_writing(self) -> None:
        """Keep what was written and close the editor."""
        if self._editor is None:
            return
        self._take()
        self.keep()
        self._editor.remove()
        self._editor = None
        self.view.writing = False
        self.view.styles.height = "1fr"
        self.view.show_text(self._whose, self.text)

    def keep(self) -> None:
        """Ask for what is not yet kept to be kept."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.unsaved:
            self.post_message(self.Save(self.key, self.text))

    def kept(self, key: str, text: str) -> None:
        """What was asked to be kept has been."""
        if key == self.key and text == self.text:
            self.unsaved = False

    def _take(self) -> None:
        if self._editor is None:
            return
        text = clean(self._editor.text)
        if text != self.text:
            self.text, self.unsaved = text, True

    def on_text_area_changed(self, event: events.Event) -> None:
        event.stop()
        self._take()
        if self.unsaved:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(_PAUSE, self.keep)
