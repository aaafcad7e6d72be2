"""A line to type in: for a search, or for a part of a country's name.

Written for this reader instead of Textual's Input: no blinking, no selection, no clipboard of its own, and a
typed key repaints a few cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len, split_graphemes
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

import index
from tui.panes.strips import strip

if TYPE_CHECKING:
    from index import Completion
    from tui.panes.lines import RowPane
    from tui.panes.strips import Piece
    from tui.terminal.colours import Palette

_LONGEST = 500
OFFERS = 6
"""Completions that are asked for; as many are shown as fit behind the text."""
_OFFERED = 40
"""Cells that offers may take: they change with every key, and cost what they are long."""
_WORD_BEFORE = re.compile(r"\w*\W*$")


class Box(Widget, can_focus=True):
    """One line of text with a cursor. Every change is told by ``Typed``."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Box { height: 1; width: 1fr; }"

    class Typed(Message):
        """The text has changed."""

        def __init__(self, box: Box, text: str, *, taken: bool) -> None:
            super().__init__()
            self.box = box
            self.text = text
            self.taken = taken
            """Whether an offer was taken instead of a key typed."""

    def __init__(self, label: str, place: str, hint: str = "") -> None:
        super().__init__()
        self.place = place
        """Where its keys are looked up in the table of actions."""
        self.text = ""
        self.list: RowPane | None = None
        """The list that keys move while the box has them, and whether the last key did."""
        self.in_list = False
        self._label = label
        self._hint = hint
        self.at = 0
        """The character before which the cursor stands."""
        self.untold = False
        """Whether there is a change that nobody has acted on yet."""
        self._offers: list[Completion] = []
        self._next = 0
        self._old = False
        """Whether the text is that of before, which a typed letter replaces."""

    def begin(self) -> None:
        """Begin to type: what stands there goes with the first letter, unless it is moved in or goes on.

        A blank goes on, and so does a text that ends in one.
        """
        self._old = bool(self.text) and not self.text.endswith(" ")
        self._go(len(self.text))

    def set_text(self, text: str) -> None:
        """Replace the text without telling anybody."""
        self.text = index.clean_line(text)[:_LONGEST]
        self.at = len(self.text)
        self.untold = False
        self._offers = []
        self._repaint()

    def show_offers(self, text: str, offers: list[Completion]) -> None:
        """Show what ``text`` may become, if it is still what the box holds."""
        if text == self.text:
            self._offers, self._next = offers, 0
            self._repaint()

    def take_offer(self) -> bool:
        """Put the first offer in the place of the word, and the next one when asked again; False: none."""
        if not self._offers:
            return False
        offer = self._offers[self._next % len(self._offers)]
        self._next += 1
        if len(self._offers) == 1:
            self._offers = []  # there is no other to be taken after it
        self._change(index.clean_line(offer.text), offer.cursor, taken=True)
        return True

    def _change(self, text: str, at: int, *, taken: bool = False) -> None:
        self.text, self.at = text[:_LONGEST], min(at, _LONGEST)
        self.untold = True
        if not taken:
            self._offers = []
        self._repaint()
        self.post_message(self.Typed(self, self.text, taken=taken))

    def _repaint(self) -> None:
        self.refresh()
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
            self.app.echo(self)  # type: ignore[attr-defined]

    # -- keys

    def on_key(self, event: events.Key) -> None:
        # A key that was on its way when the box lost the keys belongs to what has them now. It is handed over
        # at once: on the usual way up, the next of a burst would be typed here before Enter has left the box.
        gone = self.app.screen is not self.screen or self.screen.focused is not self
        if gone or not self.take(event):
            self.screen.on_key(event)  # type: ignore[attr-defined]
        self.app.key_done()  # type: ignore[attr-defined]
        event.stop()
        event.prevent_default()

    def take(self, event: events.Key) -> bool:
        """Type a key; whether it means anything to a line of text."""
        self.in_list = False
        old, self._old = self._old, False
        if old and event.is_printable and event.character and not event.character.isspace():
            self.text, self.at = "", 0
        if event.is_printable and event.character:
            self._insert(event.character)
        elif (edit := _EDITS.get(event.key)) is not None:
            edit(self)
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._old:
            self.text, self.at, self._old = "", 0, False
        self._insert(index.clean_line(event.text))

    def _insert(self, text: str) -> None:
        self._change(self.text[: self.at] + text + self.text[self.at :], self.at + len(text))

    def _delete(self, start: int, end: int) -> None:
        if start < end:
            self._change(self.text[:start] + self.text[end:], start)

    def _go(self, at: int) -> None:
        self.at = max(0, min(at, len(self.text)))
        self._repaint()

    def _before(self) -> int:
        """Where the character before the cursor begins, marks and all."""
        spans, _ = split_graphemes(self.text[: self.at])
        return spans[-1][0] if spans else 0

    def _after(self) -> int:
        spans, _ = split_graphemes(self.text[self.at :])
        return self.at + spans[0][1] if spans else self.at

    def _word_before(self) -> int:
        found = _WORD_BEFORE.search(self.text[: self.at])
        return found.start() if found else 0

    def edit_left(self) -> None:
        self._go(self._before())

    def edit_right(self) -> None:
        self._go(self._after())

    def edit_home(self) -> None:
        self._go(0)

    def edit_end(self) -> None:
        self._go(len(self.text))

    def edit_backspace(self) -> None:
        self._delete(self._before(), self.at)

    def edit_delete(self) -> None:
        self._delete(self.at, self._after())

    def edit_word(self) -> None:
        self._delete(self._word_before(), self.at)

    def edit_clear(self) -> None:
        self._delete(0, self.at)

    # -- painting

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor belongs: input methods and screen readers look there."""
        if self.in_list and self.list is not None:
            return self.list.cursor_screen_offset
        x, y, _, _ = self.region
        return Offset(x + self._cursor_x(), y)

    def _cursor_x(self) -> int:
        return min(1 + cell_len(self._label) + cell_len(self.text[: self.at]), max(0, self.size.width - 1))

    def on_focus(self) -> None:
        self._repaint()

    def on_blur(self) -> None:
        if self.screen.focused is not self:  # in a burst it may be here again already
            self._old = False
        self.refresh()

    def on_click(self) -> None:
        self.focus()

    def render_line(self, y: int) -> Strip:
        palette = cast("Palette", self.app.palette)  # type: ignore[attr-defined]
        width = self.size.width
        text, dim = palette["text"], palette["dim"]
        lead: list[Piece] = [(" ", text), (self._label, palette["key"])]
        if not self.text and not self.has_focus:
            hint = self.app.keymap.told(self._hint)  # type: ignore[attr-defined]
            return strip([*lead, (hint, dim)], width, text)
        shown, at = self.text, self.at
        room = width - 2 - cell_len(self._label)
        while shown and cell_len(shown[:at]) >= room:
            shown, at = shown[1:], at - 1
        if not self.has_focus:
            return strip([*lead, (shown, text)], width, text)
        if self._old:
            return strip([*lead, (shown, palette["block"])], width, text)
        offered: Piece = (self._offered(min(room - cell_len(shown), _OFFERED)), dim)
        if getattr(self.app, "shows_cursor", False):
            return strip([*lead, (shown, text), offered], width, text)
        under = shown[at : at + 1] or " "
        typed: list[Piece] = [(shown[:at], text), (under, palette["block"]), (shown[at + 1 :], text)]
        return strip([*lead, *typed, offered], width, text)

    def _offered(self, room: int) -> str:
        """The offers from the next one on, as many as fit into ``room`` cells."""
        line = ""
        for number in range(self._next, self._next + len(self._offers)):
            offer = self._offers[number % len(self._offers)]
            label, count = index.clean_line(offer.label), f"{offer.number:,}" if offer.number else ""
            told = [f" ({text})" for text in (f"{label} {count}".strip(), label) if text]
            lead = (f"{line} · " if line else "  tab: ") + index.clean_line(offer.word)
            for said in (lead + text for text in (*told, "")):
                if cell_len(said) <= room:
                    line = said
                    break
            else:
                break
        return line


_EDITS = {
    "left": Box.edit_left,
    "right": Box.edit_right,
    "home": Box.edit_home,
    "end": Box.edit_end,
    "backspace": Box.edit_backspace,
    "delete": Box.edit_delete,
    "ctrl+h": Box.edit_backspace,
    "ctrl+w": Box.edit_word,
    "ctrl+u": Box.edit_clear,
    "ctrl+a": Box.edit_home,
    "ctrl+e": Box.edit_end,
}
