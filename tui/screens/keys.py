"""All keys, made from the table of actions: to read, to search, and to do. And the command line, ``:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from tui import actions
from tui.actions import PLACES, Action, shown
from tui.panes.bars import Footer
from tui.panes.box import Box
from tui.panes.lines import RowPane
from tui.panes.strips import fit

if TYPE_CHECKING:
    from tui.keymap import Keymap


class KeyList(RowPane):
    """Headings and keys; what works where one came from comes first."""

    place = "keys"
    number = "?"
    name_shown = "Keys"

    def __init__(self, place: str, keymap: Keymap, *, only_here: bool = False) -> None:
        """``only_here``: show only what can be done where one came from."""
        super().__init__()
        self._came_from = place
        self._keymap = keymap
        self._only_here = only_here
        self.shown: list[Action | str] = []
        self.filter("")

    def filter(self, wanted: str) -> None:
        """Show the actions whose keys, name or help hold the words."""
        words = wanted.casefold().split()
        places = sorted(PLACES, key=lambda place: (place != self._came_from, place != actions.EVERYWHERE))
        self.shown = []
        if self._only_here:
            places = [place for place in places if place in (self._came_from, actions.EVERYWHERE)]
        for place in places:
            rows = [a for a in self._keymap.actions if place in a.where and _holds(a, words)]
            if rows:
                self.shown += [PLACES[place], *rows]
        self.cursor = 1 if len(self.shown) > 1 else 0
        self.top = 0
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.shown)

    @property
    def action(self) -> Action | None:
        """The action under the cursor."""
        row = self.shown[self.cursor] if self.cursor < len(self.shown) else None
        return row if isinstance(row, Action) else None

    @property
    def can_do(self) -> bool:
        """Whether the action under the cursor works where one came from."""
        action = self.action
        return action is not None and bool({self._came_from, actions.EVERYWHERE} & set(action.where))

    def title(self) -> tuple[str, str]:
        return "Ctrl, Alt and function keys are never needed", ""

    def labels(self) -> dict[str, str]:
        return {} if self.can_do else {"choose": ""}

    def paint(self, line: int) -> Strip:
        row = self.shown[line]
        palette = self.palette
        if isinstance(row, str):
            return self.line([(" " + row, palette["heading"])])
        base = palette["text"]
        keys = fit("  ".join(shown(key) for key in row.keys), 16)
        return self.line([("    ", base), (keys, palette["key"]), (row.help, base)], base)


class KeysScreen(Screen[str | None]):
    """The list of keys; gives back the name of the action that was chosen."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = (
        "KeysScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }"
    )

    def __init__(self, place: str, keymap: Keymap, *, commanding: bool = False) -> None:
        """``commanding``: begin by typing the name of what is to be done."""
        super().__init__()
        self.keymap = keymap
        self._commanding = commanding
        self.list = KeyList(place, keymap, only_here=commanding)
        label = ": " if commanding else "look for: "
        self.box = Box(label, place="keys", hint="/ looks for a key or a word")
        self.footer = Footer()

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.list
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.box if self._commanding else self.list)
        self._hint()

    def _hint(self) -> None:
        self.footer.show_hints(actions.footer("keys", self.list.labels(), self.keymap.actions))

    def on_key(self, event: events.Key) -> None:
        if self.focused is self.box and self.box.take(event):
            event.stop()
            return
        printable = event.is_printable and event.character and event.character != " "
        key = event.character if printable and event.character else event.key
        action = self.keymap.find("keys", (key,)).action
        if action is None:
            return
        event.stop()
        event.prevent_default()
        if action.name == "back":
            if self.box.has_focus and event.key == "escape" and not self._commanding:
                self.set_focus(self.list)
            else:
                self.dismiss(None)
        elif action.name == "filter_keys":
            self.set_focus(self.box)
        elif action.name == "choose":
            if self.list.can_do and self.list.action is not None:
                self.dismiss(self.list.action.name)
        else:
            getattr(self.list, f"do_{action.name}")()
        self._hint()

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        self.list.filter(event.text)
        self._hint()


def _holds(action: Action, words: list[str]) -> bool:
    text = f"{action.help} {action.label} {action.id}".casefold()
    return all(word in text or word in (shown(key).casefold() for key in action.keys) for word in words)
