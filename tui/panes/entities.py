"""Who is named: the list that narrows as one types, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.style import Style
from textual.strip import Strip

from tui.counting import counted
from tui.panes.lines import RowPane
from tui.panes.narrowing import BESIDE
from tui.panes.strips import fit
from tui.panes.wrap import wrap
from tui.plots.months import monthly

if TYPE_CHECKING:
    from index import Entity, EntityPage
    from tui.panes.strips import Piece

KINDS = ("", "person", "organisation", "place", "group", "country")
"""What the list can be narrowed to, in the order in which a key goes through them."""
PLURALS = {
    "": "everybody", "person": "people", "organisation": "organisations", "place": "places",
    "group": "armed groups", "country": "countries",
}  # fmt: skip
_WIDEST = 100


class EntityList(RowPane):
    """Entities, those in most articles first."""

    can_focus = False
    place = "entities"
    number = "@"
    name_shown = "Who is named"

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Entity] = []
        self.kind = ""
        self.asked = ""
        self.question = ""
        """What is to be chosen, in words; '' when the list is only looked at."""

    def show_entities(self, found: list[Entity]) -> None:
        """Replace the list."""
        self.found = found
        self.top = self.cursor = 0
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.found)

    @property
    def entity(self) -> Entity | None:
        """The entity under the cursor."""
        return self.found[self.cursor] if self.cursor < len(self.found) else None

    def go(self, row: int) -> None:
        if self.found:
            super().go(row)

    def title(self) -> tuple[str, str]:
        return self.question or PLURALS[self.kind], ""

    def labels(self) -> dict[str, str]:
        return {} if self.found else {"choose": ""}

    def render_line(self, y: int) -> Strip:
        if y == 2 and not self.found:
            said = f"Nobody here is called {self.asked.strip()}." if self.asked.strip() else "Nobody yet."
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        entity, here = self.found[line], line == self.cursor
        base = self.palette["cursor" if here else "text"]
        dim = base if here else self.palette["dim"]
        look = base if here else base + self.palette[entity.kind]
        counts = f" {entity.kind:12} {entity.articles:>6,} article{'s' if entity.articles != 1 else ' '} "
        name = fit(entity.shown, min(self.size.width, _WIDEST) - len(counts) - 2)
        said = name.rstrip()
        blank = " " * (len(name) - len(said))
        return self.line([("> " if here else "  ", base), (said, look), (blank, base), (counts, dim)], base)


class Row(NamedTuple):
    """A row of a page: its text and role, and what Enter does on it."""

    text: str
    role: str = "text"
    does: Literal["", "article", "entity"] = ""
    value: str = ""
    kind: str = ""
    right: str = ""


class EntityPane(RowPane):
    """The page of one entity."""

    place = "entity"
    number = "@"
    name_shown = "Entity"

    def __init__(self) -> None:
        super().__init__()
        self.page: EntityPage | None = None
        self._rows: list[Row] = []
        self._width = 0

    def show_page(self, page: EntityPage) -> None:
        """Show another entity, or the same one as it has become."""
        same = self.page is not None and self.page.entity.name == page.entity.name
        self.page = page
        self._lay_out()
        if not same:
            self.top = self.cursor = 0
        self.go(self.cursor if same else 0)
        self.refresh()

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._lay_out()
        super().on_resize()

    def _lay_out(self) -> None:
        self._width = self.size.width
        self._rows = list(_rows(self.page, self.size.width)) if self.page and self._width else []
        if self._rows and not (self.row and self.row.does):
            self.cursor = next((n for n, one in enumerate(self._rows) if one.does), 0)

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def naming(self) -> str:
        """The id of the article under the cursor, or ''."""
        return self.row.value if self.row and self.row.does == "article" else ""

    def go(self, row: int) -> None:
        """Put the cursor on a row that does something: the next one in the direction of the move."""
        if not self._rows:
            return
        row = max(0, min(row, len(self._rows) - 1))
        way = -1 if row < self.cursor else 1
        order = [
            *range(row, len(self._rows) if way > 0 else -1, way),
            *range(row, -1 if way > 0 else len(self._rows), -way),
        ]
        super().go(next((n for n in order if self._rows[n].does), row))
        first = next((n for n, one in enumerate(self._rows) if one.does), 0)
        if self.cursor == first:
            self.scroll_top(0)  # what stands above the first row is read too

    def title(self) -> tuple[str, str]:
        return (self.page.entity.shown if self.page else ""), ""

    def labels(self) -> dict[str, str]:
        row, page = self.row, self.page
        words = {"article": "open", "entity": "go there"}
        labels = {"choose": words.get(row.does, "") if row else ""}
        if page is None or not page.entity.actor:
            labels["relations"] = ""
        if not self.naming:
            labels["split_entity"] = ""
        if page is not None and page.entity.kind == "country":
            labels |= dict.fromkeys(("merge_entity", "rename_entity", "split_entity", "drop_entity"), "")
        return labels

    def paint(self, line: int) -> Strip:
        row, here = self._rows[line], line == self.cursor and bool(self._rows[line].does)
        base = self.palette["cursor" if here else "text"]
        if not row.does:
            return self.line([("  ", base), (row.text, self.palette[row.role])])
        look: Style = base if here else base + self.palette[row.kind or row.role]
        dim = base if here else self.palette["dim"]
        name = fit(row.text, min(self.size.width, _WIDEST + 20) - len(row.right) - 5)
        said = name.rstrip()
        pieces: list[Piece] = [
            ("> " if here else "  ", base),
            (said, look),
            (" " * (len(name) - len(said)), base),
        ]
        return self.line([*pieces, (f"  {row.right} ", dim)], base)


def _rows(page: EntityPage, width: int) -> Iterator[Row]:
    entity, room = page.entity, max(20, min(width - 3, _WIDEST))
    yield Row(entity.shown, "heading")
    role = page.role or (f"acts for {entity.actor}" if entity.actor and entity.actor != entity.name else "")
    about = ", ".join(part for part in (entity.kind, role) if part)
    counts = f"{counted(entity.mentions, 'mention')} in {counted(entity.articles, 'article')}"
    yield from _wrapped(f"{about} · {counts}", room, "dim")
    others = [name for name in page.others if name.casefold() != page.entity.shown.casefold()]
    if others:
        yield from _wrapped("also: " + ", ".join(others), room, "text")
    for told in page.decided:
        yield from _wrapped(f"you decided: {told}", room, "notice")
    if page.months:
        first, last = page.months[0][0], page.months[-1][0]
        yield Row("")
        yield Row(f"{first} {monthly(page.months, room - 18)} {last}", "text")
    if page.beside:
        yield Row("")
        yield Row("Appears with", "heading")
        for other in page.beside[:BESIDE]:
            count = counted(other.articles, "article")
            yield Row(other.shown, "text", "entity", other.name, other.kind, f"{other.kind}  {count:>14}")
    yield Row("")
    more = "" if len(page.namings) >= entity.articles else f" (the newest {len(page.namings)})"
    yield Row(f"Articles{more}", "heading")
    for naming in page.namings:
        date = (naming.date or "no date")[:10]
        yield Row(f"{date:10}  {naming.title}", "text", "article", naming.id, "", f"{naming.mentions:,}x")


def _wrapped(text: str, width: int, role: str) -> Iterator[Row]:
    for start, end in wrap(text, width):
        yield Row(text[start:end], role)
