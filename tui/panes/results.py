"""The results of a search: as quick with a hundred thousand rows as with ten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from tui.counting import counted, placed
from tui.panes.fetched import FetchedPane
from tui.panes.hits import HitLines, flags, is_unread
from tui.panes.marking import term_pattern
from tui.panes.selection import Selection
from tui.panes.wrap import wrap

if TYPE_CHECKING:
    from index import Hit, Results
    from tui.panes.strips import Piece

NEXT_SORT = {
    "relevance": ("newest", "newest first"),
    "newest": ("oldest", "oldest first"),
    "oldest": ("recent", "best, recent first"),
    "recent": ("relevance", "by relevance"),
}
"""The next sort after each, and what the footer calls it."""
SORTS = dict(NEXT_SORT.values())
NEXT_GROUP = {"": "day", "day": "source", "source": "story", "story": "country", "country": ""}
_NEED_ROWS = (
    "choose",
    "select_none",
    "facets",
    "sort",
    "group",
    "write_note",
    "star",
    "tag",
    "renew",
    "snippets",
)
"""What cannot be done without a row."""
_ON_ROWS = frozenset(("select", "select_range", "select_all", "snippets", "next_unread"))
"""What is done to rows, and says nothing itself."""
OPENING = "opening the desk ..."
"""What the head of the list says until the desk has come."""
_ONE_LINE_FROM = 70
_TALL = 40
_SOURCE = 10
"""Cells that sources may take where the list is narrow."""


class ResultsPane(FetchedPane):
    """A list of hits; rows that have not been fetched yet are asked for when they come into view."""

    place = "results"
    number = "1"
    name_shown = "Results"

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(self, *, show_times: bool = True) -> None:
        super().__init__()
        self.sort = "relevance"
        self.state = OPENING
        self.open_id = ""
        self.news = ""
        """What has come since, and is not shown yet: ``12 new``."""
        self.hints: tuple[str, ...] = ()
        """What to say when the desk is empty or nothing was found."""
        self.selection = Selection()
        self.snippets: bool | None = None
        """Whether the words around the matches are shown; ``None``: where there is room."""
        self._show_times = show_times
        self.typing = False
        """Whether the search is still being typed."""
        self._terms: tuple[str, ...] = ()
        self._pattern = term_pattern(())
        self._source_width = 0

    # -- what is shown

    @property
    def order(self) -> str:
        """How the rows are asked for: ``newest``, ``relevance by source``."""
        return f"{self.sort} by {self.group}" if self.group else self.sort

    def show_results(self, results: Results, hints: tuple[str, ...] = ()) -> None:
        """Replace what is shown by a new answer's first page."""
        self.hold(results)
        self.hints = hints
        self._terms = results.terms
        self._mark_terms()
        self._source_width = max((cell_len(hit.source) for hit in results.hits), default=0)
        self.state = _state(results, self._show_times)
        self.news = ""
        self.cursor = self.top = 0
        self.selection.clear()
        self.refresh()

    def _mark_terms(self) -> None:
        """Mark the words of the search, once it is typed: until then each key would paint them anew."""
        # A letter or two are the beginning of a word; marked everywhere they would be in the way, and cost.
        terms = [] if self.typing else [t for t in self._terms if len(t) > 2 or not t.isascii()]
        self._pattern = term_pattern(terms)

    def on_focus(self) -> None:
        if self.typing:
            self.typing = False
            self._mark_terms()
        super().on_focus()

    def renew(self, results: Results, around: Mapping[int, Hit], cursor: int) -> None:
        """Replace what is shown by a newer answer to the same question, without losing the place.

        ``cursor`` is the row of the article under the cursor now, ``around`` the rows about it.
        """
        line, top = self.row_lines(self.cursor)[0], self.top
        self.show_results(results, self.hints)
        self.hits.update(around)
        self.cursor = max(0, min(cursor, self.total - 1))
        if top:
            self.scroll_top(self.row_lines(self.cursor)[0] - (line - top))
        self.show(*self.row_lines(self.cursor))

    def show_news(self, news: str) -> None:
        """Say in the title that more has come."""
        if news != self.news:
            self.news = news
            self.repaint_title()

    def set_open(self, id_: str) -> None:
        """Mark the row whose article is open."""
        if id_ != self.open_id:
            self.open_id = id_
            self.refresh()

    def title(self) -> tuple[str, str]:
        # While one types it is the first of all that the title has counted already.
        where = placed(self.cursor, self.total) if self.total and not self.typing else ""
        chosen = f"{len(self.selection):,} chosen" if len(self.selection) else ""
        return " · ".join(filter(None, (self.state, self._order_said(), chosen, self.news))), where

    def _order_said(self) -> str:
        """How the rows are ordered, where it is not as one expects."""
        sort = SORTS[self.sort] if self.query_text.strip() and self.sort != "relevance" else ""
        return " · ".join(filter(None, (sort, f"by {self.group}" if self.group else "")))

    def labels(self) -> dict[str, str]:
        words = {"sort": NEXT_SORT[self.sort][1]}
        if not self.query_text.strip():
            words["sort"] = ""
        words["renew"] = self.news
        if not len(self.selection):
            words["select_none"] = ""
        return words if self.total else dict.fromkeys(_NEED_ROWS, "")

    def moved(self) -> None:
        if self.selection.ranging:
            self.selection.go(self.cursor)
            self.refresh()
        self.repaint_title()
        self.post_message(self.Moved())

    def refusal(self, name: str) -> str:
        """Why an action can do nothing here; '' where it can."""
        return "There are no articles here." if name in _ON_ROWS and not self.total else ""

    def do_select(self) -> None:
        self.selection.toggle(self.cursor)
        self.refresh()
        self.go(self.cursor + 1)

    def do_select_range(self) -> None:
        self.selection.begin_or_end_range(self.cursor)
        self.refresh()

    def do_select_all(self) -> None:
        self.selection.all_or_none(self.total)
        self.refresh()

    def do_select_none(self) -> None:
        self.selection.clear()
        self.refresh()

    def do_next_unread(self) -> None:
        rows = range(self.cursor + 1, self.total)
        unread = (row for row in rows if (hit := self.hits.get(row)) is None or is_unread(hit))
        row = next(unread, None)
        if row is not None:
            self.go(row)

    def on_resize(self) -> None:
        self.row_height = self._height_for(self.size.width, self.size.height)
        super().on_resize()

    def _height_for(self, width: int, height: int) -> int:
        shown = height >= _TALL if self.snippets is None else self.snippets
        return (1 if width >= _ONE_LINE_FROM else 2) + shown

    def show_snippets(self, shown: bool) -> None:
        """Show under each title the words around the matches, or do not; the cursor's row stays in view."""
        self.snippets = shown
        self.row_height = self._height_for(self.size.width, self.size.height)
        self.show(*self.row_lines(self.cursor))
        self.refresh()

    def do_snippets(self) -> None:
        lines = 1 if self.size.width >= _ONE_LINE_FROM else 2
        self.show_snippets(self.row_height == lines)

    # -- painting

    def paint(self, line: int) -> Strip:
        if (heading := self.heading(line)) is not None:
            return heading
        row = self.row_at(line)
        part = line - self.row_lines(row)[0]
        hit = self.hits.get(row)
        if hit is None:
            self.want(row)
            return self.line([("   ...", self.palette["faint"])])
        fill = self.palette["text"]
        gutter = "=" if part == 0 and hit.id == self.open_id else " "
        chosen = "x" if part == 0 and row in self.selection else " "
        marks = flags(hit) if part == 0 else "   "
        pieces: list[Piece] = [(gutter + chosen, fill), (marks + " ", fill)]
        width = self.size.width - 7
        bold, plain = self.row_height > 1, self.typing
        source = min(self._source_width, max(_SOURCE, width // 7))  # titles are what one looks for
        lines = HitLines(self.palette, self._pattern, source, bold=bold, plain=plain)
        parts = (
            (lines.one_line, lines.snippet_line)
            if self.size.width >= _ONE_LINE_FROM
            else (lines.title_line, lines.about_line, lines.snippet_line)
        )
        if part >= len(parts):  # painted in a new width before it is laid out for it
            return self.line([], fill)
        return self.line([*pieces, *parts[part](hit, width)], fill)

    def render_line(self, y: int) -> Strip:
        if y and not self.total and self.hints:
            lines = self._hint_lines(max(1, self.size.width - 3))
            if y - 2 < len(lines):
                return self.line([("  " + lines[y - 2] if y >= 2 else "", self.palette["text"])])
        return super().render_line(y)

    def _hint_lines(self, width: int) -> list[str]:
        """The hints, in lines that fit."""
        return [hint[start:end] for hint in self.hints for start, end in (*wrap(hint, width),) or ((0, 0),)]


def _state(results: Results, show_times: bool) -> str:
    found = counted(results.total, "hit" if results.query.strip() else "article")
    time = f" · {results.seconds * 1000:.0f} ms" if show_times and results.query.strip() else ""
    return f"{found}{time}"
