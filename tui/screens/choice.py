"""Choosing one of a few things: a list with a line above it that filters as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from tui import actions
from tui.panes.bars import Footer
from tui.panes.box import Box
from tui.panes.lines import RowPane

if TYPE_CHECKING:
    from tui.keymap import Keymap

Choice = tuple[str, str]
"""What is given back, and the line that is shown for it."""


Offer = Callable[[str], Choice | None]


class ChoiceList(RowPane):
    """The choices whose lines hold all the words typed."""

    can_focus = False
    place = "choice"
    number = "="
    name_shown = ""

    def __init__(self, question: str, choices: Sequence[Choice], offer: Offer | None = None) -> None:
        super().__init__()
        self._question = question
        self._offer = offer
        self._all = choices
        self.found = list(choices)

    def filter(self, wanted: str) -> None:
        words = wanted.casefold().split()
        self.found = [c for c in self._all if all(word in c[1].casefold() for word in words)]
        if self._offer is not None and (offered := self._offer(wanted)) is not None:
            self.found.append(offered)
        self.cursor = self.top = 0
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.found)

    def title(self) -> tuple[str, str]:
        return self._question, ""

    def paint(self, line: int) -> Strip:
        base = self.palette["text"]
        return self.line([("    ", base), (self.found[line][1], base)], base)


class ChoiceScreen(Screen[str | None]):
    """Asks ``question``; gives back the first part of the choice, or ``None``."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = (
        "ChoiceScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }"
    )

    def __init__(self, question: str, choices: Sequence[Choice], offer: Offer | None = None) -> None:
        """``offer`` gives, for what has been typed, a choice that is not in the list, or ``None``."""
        super().__init__()
        self.list = ChoiceList(question, choices, offer)
        self.box = Box("type a part: ", place="choice", hint="")
        self.footer = Footer()

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.list
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.box)
        self.footer.show_hints(actions.footer("choice", {}, self._keymap.actions))

    @property
    def _keymap(self) -> Keymap:
        return cast("Keymap", self.app.keymap)  # type: ignore[attr-defined]

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        action = self._keymap.find("choice", (event.key,)).action
        if action is None:
            self.box.take(event)
        elif action.name == "back":
            self.dismiss(None)
        elif action.name == "choose":
            if self.list.found:
                self.dismiss(self.list.found[self.list.cursor][0])
        else:
            getattr(self.list, f"do_{action.name}")()

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        self.list.filter(event.text)
