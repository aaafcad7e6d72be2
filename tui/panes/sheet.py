"""The sheet that an article is read on: laid out in a column, painted, and kept at the place that is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset
from textual.strip import Strip

from tui.panes.annotations import Annotations
from tui.panes.galley import Galley
from tui.panes.lines import LinePane
from tui.panes.marks import ALL
from tui.panes.strips import marked

if TYPE_CHECKING:
    from index import Marked, Page
    from tui.panes.annotations import Chosen

GUTTER = 3


class Sheet(LinePane):
    """One article as it is shown; what is chosen in it stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self.names: Mapping[str, str] = {}
        self.position = ""
        """Where the article stands in the results (``3/214``)."""
        self.in_brackets = False
        self.marks = ALL
        self.chosen: Chosen | None = None
        self._annotations = Annotations()
        self._terms: Sequence[str] = ()
        self._galley = Galley(self.repaint_title)
        self._width = 0
        self._place_wanted: tuple[int, bool] | None = None
        """A place to show, and whether to choose its sentence, once the pane has a size to lay out for."""

    # -- what is shown

    def show_page(self, page: Page, terms: Sequence[str], place: int | None = None) -> None:
        """Show an article; ``place`` is a place in its body to begin at, else where it was last read."""
        self.page = page
        self.chosen = None
        self._galley.clear()
        self._place_wanted = None
        self._terms = terms
        self._annotations = Annotations(self.marks.of(page), terms)
        self.top = 0
        self._lay_out()
        at = page.place if place is None else place
        if at:
            self.show_place(at)
        self.refresh()

    def refresh_page(self, page: Page, terms: Sequence[str]) -> None:
        """Show the same article again, found more about since, without moving anything."""
        before, self.page = self.page, page
        self._terms = terms
        span = self._annotations.span(self.chosen) if self.chosen else (0, 0)
        self._annotations = Annotations(self.marks.of(page), terms)
        self.chosen = self._annotations.again(self.chosen, span) if self.chosen else None
        if before is None or before.notes != page.notes:
            place = self.reading_place
            self._lay_out()
            self.top = self._line_of(place) if place else 0
        elif self.in_brackets:
            self._lay_out()
        self.refresh()

    def show_marks(self, mine: Marked) -> None:
        """Show what the article is marked with now."""
        if self.page is not None and self.page.mine != mine:
            self.page = replace(self.page, mine=mine)
            self.repaint_title()

    def clear(self) -> None:
        """Show no article."""
        self.page, self.top, self.chosen = None, 0, None
        self._annotations = Annotations()
        self._galley.clear()
        self.refresh()

    def show_place(self, at: int, *, choose_evidence: bool = False) -> None:
        """Bring a place of the body into view; with ``choose_evidence`` choose the sentence there."""
        if not self.line_count:
            self._place_wanted = (at, choose_evidence)
            return
        line = self._line_of(at)
        self.scroll_top(max(0, line - self.rows // 3) if choose_evidence else line)
        if choose_evidence:
            index = self._annotations.evidence_at(at)
            if index is not None:
                self.choose_evidence(index)

    def choose_evidence(self, index: int) -> None:
        """Called to choose a sentence with a relation, by its number."""

    @property
    def reading_place(self) -> int:
        """The place in the body of the first visible line, to come back to later."""
        line = self._galley.first_text(self.top)
        return line.start if line and self.top else 0

    # -- laying out

    @property
    def line_count(self) -> int:
        return len(self._galley.lines)

    def on_resize(self) -> None:
        if self.size.width != self._width:
            place = self.reading_place
            self._lay_out()
            self.top = 0
            wanted, self._place_wanted = self._place_wanted, None
            if wanted is not None:
                self.show_place(wanted[0], choose_evidence=wanted[1])
            elif place:
                self.show_place(place)
        super().on_resize()

    def _lay_out(self) -> None:
        self._width = self.size.width
        if self.page is None or not self._width:
            return
        width = max(8, self._width - GUTTER - 1)
        self._galley.lay_out(self.marks.of(self.page), width, brackets=self.in_brackets)

    def _line_of(self, at: int) -> int:
        return self._galley.line_of(at, below=self.rows)  # so that it can stand at the top

    def do_to_end(self) -> None:
        self._galley.fill()
        super().do_to_end()

    def do_brackets(self) -> None:
        place = self.reading_place
        self.in_brackets = not self.in_brackets
        self._lay_out()
        self.top = self._line_of(place) if place else 0
        self.refresh()

    # -- painting

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's own cursor: at what is chosen, else at the first line."""
        if self.chosen is None:
            return super().cursor_screen_offset
        start, _ = self._annotations.span(self.chosen)
        number = self._line_of(start)
        y = number - self.top + 1
        if not 1 <= y < self.size.height:
            return super().cursor_screen_offset
        line = self._galley.lines[number]
        x = GUTTER + line.indent + cell_len(line.text[: bisect_left(line.at, start)])
        return self.region.offset + Offset(min(x, self.size.width - 1), y)

    def title(self) -> tuple[str, str]:
        if self.page is None:
            return "", ""
        article = self.page.article
        said = " · ".join(part for part in (self.position, (article.date or "")[:10], article.source) if part)
        mine = self.page.mine
        told = (
            "starred" if mine.star else "",
            "for later" if mine.later else "",
            *(f"#{t}" for t in mine.tags),
        )
        said += "".join(f" · {word}" for word in told if word)
        if not self.page.analysed:
            said += " · not analysed yet"
        below = max(1, self.line_count - self.rows)
        return said, f"{100 * self.top // below}%" if self.line_count > self.rows else "all"

    def scroll_top(self, top: int) -> bool:
        before = self.title()
        moved = super().scroll_top(top)
        if moved and self.title() != before:
            self.repaint_title()
        return moved

    def paint(self, line: int) -> Strip:
        text = self._galley.lines[line]
        palette = self.palette
        look = {"title": "heading", "about": "dim", "heading": "heading", "note": "notice"}.get(
            text.kind, "text"
        )
        base = palette[look]
        if not text.at:
            return self.line([(" " * GUTTER, base), (text.text, base)])
        bar = self._annotations.gutter(text, self.chosen)
        indent = (text.point + " ").rjust(text.indent) if text.point else " " * text.indent
        if text.kind == "quote":
            indent = "| ".rjust(text.indent)
        noted = "~" if self._annotations.has_note(text) else " "
        gutter = (f"{noted}{bar:<{GUTTER - 1}}", palette["evidence" if bar else "text"])
        looks = self._annotations.looks(text, self.chosen)
        marks = ((start, end, palette[look]) for start, end, look in looks)
        return self.line([gutter, (indent, palette["dim"]), *marked(text.text, base, marks)])
