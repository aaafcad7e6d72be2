"""Choosing a country by typing a part of its name or its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip

from tui.panes.box import Box
from tui.panes.lines import RowPane
from tui.panes.strips import fit

if TYPE_CHECKING:
    from index import ActorCount


class CountryList(RowPane):
    """Actors by number of relations; the box above it filters."""

    can_focus = False
    place = "countries"
    number = "3"
    name_shown = "Countries"

    class Chosen(Message):
        """An actor was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.actors: list[ActorCount] = []
        self.known = False
        """Whether who has relations was answered."""
        self.found: list[ActorCount] = []
        self.wanted = ""

    @property
    def row_count(self) -> int:
        return len(self.found)

    def show_actors(self, actors: list[ActorCount]) -> None:
        """Replace the list."""
        self.actors, self.known = actors, True
        self.filter(self.wanted)

    def filter(self, wanted: str) -> None:
        """Show the actors whose name has a word that begins so, or whose code does."""
        chosen = self.actor.code if self.actor else None
        same = wanted == self.wanted
        self.wanted = wanted
        word = wanted.strip().casefold()
        self.found = sorted((a for a in self.actors if _rank(a, word) < 3), key=lambda a: _rank(a, word))
        self.top = self.cursor = 0
        if same and chosen:
            self.cursor = next((n for n, actor in enumerate(self.found) if actor.code == chosen), 0)
        self.refresh()

    @property
    def actor(self) -> ActorCount | None:
        """The actor under the cursor."""
        return self.found[self.cursor] if self.cursor < len(self.found) else None

    def go(self, row: int) -> None:
        if self.found:
            super().go(row)

    def moved(self) -> None:
        self.repaint_title()

    @property
    def is_active(self) -> bool:
        return isinstance(self.parent, Countries) and self.parent.box.has_focus

    def title(self) -> tuple[str, str]:
        related = sum(actor.relations > 0 for actor in self.found)  # others are only named
        return f"{related:,} with relations" if self.actors else "", ""

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.found:
            said = f"No country here is called {self.wanted.strip()}." if self.actors else _NONE_YET
            said = said if self.known else ""
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        actor = self.found[line]
        base, dim = self.palette["text"], self.palette["dim"]
        counts = f"{_count(actor.relations, 'relation')} {_count(actor.articles, 'article')} "
        if self.size.width < 52:
            counts = f"{actor.relations:>6,} rel {actor.articles:>6,} art "
        room = self.size.width - len(counts) - 4
        return self.line([("  ", base), (fit(actor.name, room), base), (counts, dim)], base)


_NONE_YET = "No relations yet: they come as articles are analysed."


def _count(number: int, word: str) -> str:
    return f"{number:>6,} {word}{' ' if number == 1 else 's'}"


class Countries(Vertical):
    """The box and the list under it."""

    DEFAULT_CSS = "Countries { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        box = Box("country: ", place="countries", hint="{countries} chooses one")
        box.list = countries = CountryList()
        yield box
        yield countries

    @property
    def box(self) -> Box:
        return self.query_one(Box)

    @property
    def list(self) -> CountryList:
        return self.query_one(CountryList)

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        event.stop()
        self.list.filter(event.text)

    def catch_up(self) -> None:
        """List what the box asks for, though its message is still on the way."""
        if self.box.text != self.list.wanted:
            self.list.filter(self.box.text)

    def on_descendant_focus(self) -> None:
        self.list.refresh()

    def on_descendant_blur(self) -> None:
        self.list.refresh()


def _rank(actor: ActorCount, word: str) -> int:
    """0: the name begins so, or the code is it; 1: a word of the name does; 2: the code does; 3: no."""
    name = actor.name.casefold()
    if name.startswith(word) or actor.code.casefold() == word:
        return 0
    if any(part.startswith(word) for part in name.replace("-", " ").split()):
        return 1
    return 2 if actor.code.casefold().startswith(word) else 3
