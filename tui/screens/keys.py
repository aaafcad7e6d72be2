"""All keys, made from the table of actions: to read, to search, and to do. And the command line, ``:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui import actions
from tui.actions import PLACES, Action, shown
from tui.panes.box import Box
from tui.panes.lines import RowPane
from tui.panes.strips import fit
from tui.screens.over import OverScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui.keymap import Keymap


_FEW = 5
"""Places of an action that is particular; those in more are the keys that move."""


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
        self.wanted = wanted
        words = wanted.casefold().split()
        places = sorted(PLACES, key=lambda place: (place != self._came_from, place != actions.EVERYWHERE))
        self.shown = []
        if self._only_here:
            places = [place for place in places if place in (self._came_from, actions.EVERYWHERE)]
        for place in places:
            rows = [a for a in self._keymap.actions if place in a.where and _holds(a, words)]
            rows.sort(key=lambda action: len(action.where) > _FEW)  # what moves, everywhere alike, is last
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
        general = set() if self._came_from in actions.TYPING else {actions.EVERYWHERE}
        return action is not None and bool({self._came_from, *general} & set(action.where))

    def title(self) -> tuple[str, str]:
        return "Ctrl, Alt and function keys are never needed", ""

    def labels(self) -> dict[str, str]:
        return {} if self.can_do else {"choose": ""}

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.shown:
            return self.line([("  Nothing that can be done here is called so.", self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        row = self.shown[line]
        palette = self.palette
        if isinstance(row, str):
            return self.line([(" " + row, palette["heading"])])
        base = palette["text"]
        keys = fit("  ".join(shown(key) for key in row.keys), 16)
        return self.line([("    ", base), (keys, palette["key"]), (row.help, base)], base)


class KeysScreen(OverScreen[str | None]):
    """The list of keys; gives back the name of the action that was chosen."""

    place = "keys"

    def __init__(self, place: str, keymap: Keymap, *, commanding: bool = False) -> None:
        """``commanding``: begin by typing the name of what is to be done."""
        super().__init__()
        self._commanding = commanding
        self.list = KeyList(place, keymap, only_here=commanding)
        label = ": " if commanding else "look for: "
        self.box = Box(label, place="keys", hint="/ looks for a key or a word")
        self.box.list = self.list

    @property
    def lines(self) -> KeyList:
        return self.list

    @property
    def typing(self) -> Box | None:
        return self.box if self.focused is self.box else None  # has_focus comes later than a burst's next key

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.list
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.box if self._commanding else self.list)
        self.hint()

    def do_back(self) -> None:
        if self.typing is not None and not self._commanding:
            self.set_focus(self.list)
        else:
            self.dismiss(None)

    def do_filter_keys(self) -> None:
        self.box.begin()
        self.set_focus(self.box)

    def do_choose(self) -> None:
        if self.list.wanted != self.box.text:  # Enter came in a burst with it
            self.list.filter(self.box.text)
        if self.list.can_do and self.list.action is not None:
            self.dismiss(self.list.action.name)

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        self.list.filter(event.text)
        self.hint()


def _holds(action: Action, words: list[str]) -> bool:
    text = f"{action.help} {action.label} {action.id}".casefold()
    return all(word in text or word in (shown(key).casefold() for key in action.keys) for word in words)
