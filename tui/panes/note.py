"""The reader's own note, on a country, a pair, an entity, an article or a sentence: read, and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.timer import Timer

import index
from index import Note
from tui.panes.lines import LinePane
from tui.panes.wrap import BLANK, lay_out

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from tui.panes.wrap import Line

_PAUSE = 1.0
"""Seconds without a key after which what was written is kept, so that a lost link loses no more than this."""


class NoteView(LinePane):
    """The note as it reads."""

    place = "note"
    number = "4"
    name_shown = "Note"

    def __init__(self) -> None:
        super().__init__()
        self.note = Note("", "")
        self.lines: list[Line] = []
        self.writing = False

    def show_note(self, note: Note, text: str) -> None:
        """Show a note's text, and below it which notes link here."""
        self.note = note
        width = max(8, self.size.width - 3)
        on = f"On: “{' '.join(note.sentence.split())}”" if note.sentence and text.strip() else ""
        self.lines = [*(line._replace(kind="about") for line in lay_out(on, width)), BLANK] if on else []
        self.lines += list(lay_out(text, width)) if text.strip() else []
        if note.into:
            told = "Linked from: " + ", ".join(title for _, title in note.into)
            self.lines += [BLANK, *(line._replace(kind="about") for line in lay_out(told, width))]
        self.scroll_top(self.top)
        self.refresh()

    @property
    def line_count(self) -> int:
        return len(self.lines)

    def title(self) -> tuple[str, str]:
        return self.note.title, "writing" if self.writing else ""

    def labels(self) -> dict[str, str]:
        if not self.note.key:
            return {"write_note": "", "subject": "", "linked": ""}
        return {} if self.note.into or self.note.out else {"linked": ""}

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.lines:
            said = (
                "No note yet: {note.write_note} writes one."
                if self.note.key
                else "{write_note} in an article or on a country's page writes one."
            )
            return self.line([("  " + self.keyed(said), self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        text = self.lines[line]
        look = self.palette[{"heading": "heading", "about": "dim"}.get(text.kind, "text")]
        indent = (text.point + " ").rjust(text.indent) if text.point else " " * text.indent
        return self.line([("  " + indent, self.palette["dim"]), (text.text, look)])


class NotePane(Vertical):
    """The note and, while it is being written, its editor."""

    DEFAULT_CSS = "NotePane { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.save: Callable[[Note, str, bool], object] = lambda note, base, more: None
        """Called to keep a note; with the text that its file should hold by now, and whether this writing has
        been kept before."""
        self.note = Note("", "")
        self.text = ""
        self._base = ""
        self.unsaved = False
        self._kept_before = False
        self.opening = False
        self.typed_ahead = ""
        """What was typed while the editor was being loaded."""
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

    @property
    def key(self) -> str:
        return self.note.key

    def show_note(self, note: Note) -> None:
        """Show a note; one that is being written is kept first."""
        if note.key == self.key and (self.writing or self.unsaved):
            return
        self.stop_writing()
        self.note, self.text, self._base = note, note.text, note.text
        self.view.show_note(note, note.text)

    def on_resize(self) -> None:
        self.view.show_note(self.note, self.text)

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
        self._editor, self._kept_before = editor, False
        self.view.writing = True
        self.view.styles.height = 1
        await self.mount(editor)
        editor.move_cursor(editor.document.end)
        self.screen.set_focus(editor)
        if self.typed_ahead:
            editor.insert(self.typed_ahead)

    def insert(self, text: str) -> bool:
        """Write where the cursor of the editor is; whether there is an editor."""
        if self._editor is not None:
            self._editor.insert(text)
        return self._editor is not None

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
        self.view.show_note(self.note, self.text)

    def keep(self) -> None:
        """Ask for what is not yet kept to be kept."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.unsaved:
            base, self._base = self._base, self.text
            more, self._kept_before = self._kept_before, True
            self.save(replace(self.note, text=self.text), base, more)

    def not_kept(self, asked: Note, base: str) -> None:
        """What was asked to be kept could not be: the file is as it was."""
        if asked.key == self.key:
            self._base = base

    def kept(self, asked: Note, kept: Note) -> bool:
        """What was asked to be kept has been; whether it stands under another key, beside another's text."""
        if asked.key != self.key:
            return False
        if asked.text == self.text:
            self.unsaved = False
        self.note = kept if kept.text else replace(asked, text="")
        if not self.writing:
            self.view.show_note(self.note, self.text)
        return kept.key != asked.key

    def _take(self) -> None:
        if self._editor is None:
            return
        text = index.clean(self._editor.text)
        if text != self.text:
            self.text, self.unsaved = text, True

    def on_text_area_changed(self, event: events.Event) -> None:
        event.stop()
        self._take()
        if self.unsaved:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(_PAUSE, self.keep)
