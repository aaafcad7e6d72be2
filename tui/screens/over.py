"""What all screens over the desk have in common: a footer, keys looked up in the table, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

from tui import actions
from tui.panes.bars import Footer
from tui.screens.holding import hand_on

if TYPE_CHECKING:
    from textual import events

    from tui.keymap import Keymap
    from tui.panes.box import Box
    from tui.panes.lines import LinePane

T = TypeVar("T")


class OverScreen(Screen[T]):
    """An action is done by the screen's own ``do_NAME``, else by its lines'; text goes to the box."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = (
        "OverScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }"
    )
    place = ""
    """Where its keys are looked up in the table of actions."""

    def __init__(self) -> None:
        super().__init__()
        self.footer = Footer()

    @property
    def lines(self) -> LinePane:
        """What keys move."""
        raise NotImplementedError

    @property
    def typing(self) -> Box | None:
        """The line that is being typed in, if any."""
        return None

    @property
    def keymap(self) -> Keymap:
        """Which key does what."""
        return cast("Keymap", self.app.keymap)  # type: ignore[attr-defined]

    def hint(self) -> None:
        """Show in the footer what can be done now."""
        self.footer.show_hints(actions.footer(self.place, self.lines.labels(), self.keymap.actions))

    def on_key(self, event: events.Key) -> None:
        if hand_on(self, event):
            return
        event.stop()
        event.prevent_default()
        if self.typing is None or not self.typing.take(event):
            printable = event.is_printable and event.character and event.character != " "
            key = event.character if printable and event.character else event.key
            action = self.keymap.find(self.place, (key,)).action
            if action is not None:
                if self.typing is not None:
                    self.typing.in_list = True
                self.do(action.name)
            elif printable and self.typing is None:
                self.say_unknown(key)
        self.hint()

    def say_unknown(self, key: str) -> None:
        """Called when a key does nothing here."""

    def do(self, name: str) -> None:
        """Do a named action."""
        method = getattr(self, f"do_{name}", None) or getattr(self.lines, f"do_{name}", None)
        if method is not None:
            method()

    def do_back(self) -> None:
        self.dismiss(None)
