"""Choosing one of a few things: a list with a line above it that filters as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from tui.counting import placed
from tui.panes.box import Box
from tui.panes.lines import RowPane
from tui.panes.strips import cut
from tui.screens.over import OverScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

Choice = tuple[str, str]
"""What is given back, and the line that is shown for it."""


Offer = Callable[[str], Choice | None]


class ChoiceList(RowPane):
    """The choices whose lines hold all the words typed."""

    can_focus = False
    place = "choice"
    name_shown = ""

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice],
        offer: Offer | None = None,
        does: str = "",
        typed_first: bool = False,
    ) -> None:
        super().__init__()
        self._question = question
        self._does = does
        self._typed_first = typed_first
        self._offer = offer
        self._all = choices
        self.found = list(choices)

    wanted = ""
    """What the choices were filtered by last."""

    def filter(self, wanted: str) -> None:
        self.wanted = wanted
        words = wanted.casefold().split()
        self.found = [c for c in self._all if all(word in c[1].casefold() for word in words)]
        if self._offer is not None and (offered := self._offer(wanted)) is not None:
            # A word typed out that a line begins with means the line.
            meant = len(wanted) > 2 and any(c[1].casefold().startswith(wanted.casefold()) for c in self.found)
            self.found.insert(0 if self._typed_first and not meant else len(self.found), offered)
        self.cursor = self.top = 0
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.found)

    def title(self) -> tuple[str, str]:
        return self._question, placed(self.cursor, self.row_count) if self.found else ""

    def labels(self) -> dict[str, str]:
        return {"choose": self._does} if self._does and self.found else {} if self.found else {"choose": ""}

    def moved(self) -> None:
        self.repaint_title()

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.found:
            said = (
                "Type it; Enter takes it." if self._offer and not self._all else "Nothing here is like that."
            )
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        base = self.palette["text"]
        return self.line(cut([("    ", base), (self.found[line][1], base)], self.size.width - 1), base)


class ChoiceScreen(OverScreen[str | None]):
    """Asks ``question``; gives back the first part of the choice, or ``None``."""

    place = "choice"

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice],
        offer: Offer | None = None,
        *,
        label: str = "type a part",
        does: str = "",
        typed_first: bool = False,
    ) -> None:
        """``offer`` gives, for what has been typed, a choice that is not in the list, or ``None``.

        ``label`` stands before what is typed, ``does`` says what Enter does. ``typed_first``: what is offered
        stands before the choices, for Enter to take.
        """
        super().__init__()
        self.list = ChoiceList(question, choices, offer, does, typed_first)
        self.box = Box(f"{label}: ", place="choice", hint="")
        self.box.list = self.list

    @property
    def lines(self) -> ChoiceList:
        return self.list

    @property
    def typing(self) -> Box:
        return self.box

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.list
        yield self.footer

    def on_mount(self) -> None:
        self.set_focus(self.box)
        self.hint()

    def do_choose(self) -> None:
        if self.list.wanted != self.box.text:  # Enter came in a burst with it
            self.list.filter(self.box.text)
        if self.list.found:
            self.dismiss(self.list.found[self.list.cursor][0])

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        self.list.filter(event.text)
        self.hint()
