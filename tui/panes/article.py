"""The article: its text in a column that is easily read, names marked by kind, evidence in the gutter."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from index import Mention, Page, Relation
from tui.panes.lines import LinePane
from tui.panes.marking import term_pattern
from tui.panes.strips import marked
from tui.panes.words import deed
from tui.panes.wrap import BLANK, MEASURE, Line, lay_out, wrap

Span = tuple[int, int]
Thing = Literal["entity", "evidence", "match"]

GUTTER = 3
_SLICE = 0.008
"""Seconds of laying out a long article at a time, so that a key is never kept waiting."""
_FIRST = 400
"""Lines that are laid out before the first paint."""


class ArticlePane(LinePane):
    """One article. ``e`` ``]`` and ``n`` choose a name, a sentence with a relation, or a match."""

    place = "article"
    number = "2"
    name_shown = "Article"

    class Follow(Message):
        """The person wants to follow what is chosen: an actor's relations, or a search for a name."""

        def __init__(self, mention: Mention | None, relation: Relation | None) -> None:
            super().__init__()
            self.mention = mention
            self.relation = relation

    class Said(Message):
        """Something to say in the status line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Chose(Message):
        """Something else is chosen; the footer may want other words."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self.names: Mapping[str, str] = {}
        self.position = ""
        """Where the article stands in the results (``3/214``)."""
        self.in_brackets = False
        self.lines: list[Line] = []
        self.chosen: tuple[Thing, int] | None = None
        self._spans: dict[Thing, list[Span]] = {"entity": [], "evidence": [], "match": []}
        self._starts: dict[Thing, list[int]] = {"entity": [], "evidence": [], "match": []}
        self._more: Iterator[Line] = iter(())
        self._laying: asyncio.Task[None] | None = None
        self._width = 0
        self._place_wanted: tuple[int, bool] | None = None
        """A place to show, and whether to choose its sentence, once the pane has a size to lay out for."""

    # -- what is shown

    def show_page(self, page: Page, terms: Sequence[str], place: int | None = None) -> None:
        """Show an article; ``place`` is a place in its body to begin at, else where it was last read."""
        self.page = page
        self.chosen = None
        self.lines, self._place_wanted = [], None
        self._mark_up(page, terms)
        self.top = 0
        self._lay_out()
        at = page.place if place is None else place
        if at:
            self.show_place(at)
        self.refresh()

    def refresh_page(self, page: Page, terms: Sequence[str]) -> None:
        """Show the same article again, found more about since, without moving anything."""
        self.page = page
        self._mark_up(page, terms)
        if self.in_brackets:
            self._lay_out()
        self.refresh()

    def clear(self) -> None:
        """Show no article."""
        self.page, self.lines, self.top, self.chosen = None, [], 0, None
        self._more = iter(())
        self.refresh()

    def show_place(self, at: int, *, choose_evidence: bool = False) -> None:
        """Bring a place of the body into view; with ``choose_evidence`` choose the sentence there."""
        if not self.lines:
            self._place_wanted = (at, choose_evidence)
            return
        line = self._line_of(at)
        self.scroll_top(max(0, line - self.rows // 3) if choose_evidence else line)
        if choose_evidence:
            starts = self._starts["evidence"]
            index = bisect_left(starts, at)
            if index < len(starts) and starts[index] == at:
                self._choose("evidence", index)

    @property
    def reading_place(self) -> int:
        """The place in the body of the first visible line, to come back to later."""
        for line in self.lines[self.top :]:
            if line.at:
                return 0 if self.top == 0 else line.start
        return 0

    def _mark_up(self, page: Page, terms: Sequence[str]) -> None:
        body = page.article.body
        self._spans = {
            "entity": [(mention.start, mention.end) for mention in page.mentions],
            "evidence": sorted({(relation.start, relation.end) for relation in page.relations}),
            "match": [found.span() for found in term_pattern(terms).finditer(body)],
        }
        self._starts = {thing: [start for start, _ in spans] for thing, spans in self._spans.items()}
        if self.chosen and self.chosen[1] >= len(self._spans[self.chosen[0]]):
            self.chosen = None

    # -- laying out

    @property
    def line_count(self) -> int:
        return len(self.lines)

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
        article, width = self.page.article, max(8, self._width - GUTTER - 1)
        self.lines = list(_head(self.page, min(width, MEASURE)))
        self._more = lay_out(article.body, width, self.page.mentions, brackets=self.in_brackets)
        self._fill(lines=_FIRST)
        if self._laying is not None:
            self._laying.cancel()
        self._laying = asyncio.create_task(self._finish(self._more))

    def _fill(self, *, lines: int = 0, until: int = -1) -> None:
        """Lay out until there are ``lines`` lines, or the place ``until`` is reached; all with neither."""
        for line in self._more:
            self.lines.append(line)
            if lines and len(self.lines) >= lines:
                return
            if line.end > until >= 0:
                return

    async def _finish(self, more: Iterator[Line]) -> None:
        await asyncio.sleep(0)
        began = time.perf_counter()
        for line in more:
            self.lines.append(line)
            if time.perf_counter() - began > _SLICE:
                await asyncio.sleep(0)
                began = time.perf_counter()
        self.repaint_title()

    def _line_of(self, at: int) -> int:
        found = self._search_line(at)
        if found is None:
            self._fill(until=at)
            self._fill(lines=len(self.lines) + self.rows)  # so that it can stand at the top
            found = self._search_line(at)
        return len(self.lines) - 1 if found is None else found

    def _search_line(self, at: int) -> int | None:
        return next((n for n, line in enumerate(self.lines) if line.at and line.end > at), None)

    def do_to_end(self) -> None:
        self._fill()
        super().do_to_end()

    # -- choosing

    def do_next_entity(self) -> None:
        self._step("entity", 1)

    def do_previous_entity(self) -> None:
        self._step("entity", -1)

    def do_next_evidence(self) -> None:
        self._step("evidence", 1)

    def do_previous_evidence(self) -> None:
        self._step("evidence", -1)

    def do_next_match(self) -> None:
        self._step("match", 1)

    def do_previous_match(self) -> None:
        self._step("match", -1)

    def do_brackets(self) -> None:
        place = self.reading_place
        self.in_brackets = not self.in_brackets
        self._lay_out()
        self.top = self._line_of(place) if place else 0
        self.refresh()

    def _step(self, thing: Thing, way: int) -> None:
        starts = self._starts[thing]
        if not starts:
            what = {"entity": "names", "evidence": "sentences with a relation", "match": "matches"}[thing]
            self.post_message(self.Said(f"There are no {what} in this article."))
            return
        if self.chosen is None:
            here = next((line.start for line in self.lines[self.top :] if line.at), 0)
            index = bisect_left(starts, here) if way > 0 else bisect_left(starts, here) - 1
        else:
            here = self._spans[self.chosen[0]][self.chosen[1]][0]
            index = bisect_right(starts, here) if way > 0 else bisect_left(starts, here) - 1
        self._choose(thing, index % len(starts))

    def _choose(self, thing: Thing, index: int) -> None:
        before = self.chosen
        self.chosen = (thing, index)
        start, end = self._spans[thing][index]
        first, last = self._line_of(start), self._line_of(max(start, end - 1))
        top = self.top
        if first < top or last >= top + self.rows:
            self.scroll_top(max(0, first - self.rows // 3))
        if self.top == top:
            for changed in (before, self.chosen):
                self._repaint(changed)
        said = " | ".join(deed(relation, self.names) for relation in self.chosen_relations)
        self.post_message(self.Said(said))
        self.post_message(self.Chose())

    def _repaint(self, chosen: tuple[Thing, int] | None) -> None:
        if chosen is None:
            return
        start, end = self._spans[chosen[0]][chosen[1]]
        for line in range(self._line_of(start), self._line_of(max(start, end - 1)) + 1):
            self.repaint_line(line)

    @property
    def chosen_mention(self) -> Mention | None:
        """The name that is chosen."""
        if self.page is None or self.chosen is None or self.chosen[0] != "entity":
            return None
        return self.page.mentions[self.chosen[1]]

    @property
    def chosen_relations(self) -> list[Relation]:
        """The relations of the sentence that is chosen."""
        if self.page is None or self.chosen is None or self.chosen[0] != "evidence":
            return []
        span = self._spans["evidence"][self.chosen[1]]
        return [relation for relation in self.page.relations if (relation.start, relation.end) == span]

    def do_choose(self) -> None:
        relations = self.chosen_relations
        self.post_message(self.Follow(self.chosen_mention, relations[0] if relations else None))

    # -- painting

    def title(self) -> tuple[str, str]:
        if self.page is None:
            return "", ""
        article = self.page.article
        said = " · ".join(part for part in (self.position, article.source, (article.date or "")[:10]) if part)
        if not self.page.analysed:
            said += " · not analysed yet"
        below = max(1, self.line_count - self.rows)
        return said, f"{100 * self.top // below}%" if self.line_count > self.rows else "all"

    def labels(self) -> dict[str, str]:
        labels = {} if self._spans["match"] else {"next_match": ""}
        if not self._spans["evidence"]:
            labels["next_evidence"] = ""
        mention, relations = self.chosen_mention, self.chosen_relations
        if self.page is None:
            return {"choose": "", "next_entity": "", "relations": "", "next_match": "", "next_evidence": ""}
        if mention is not None and mention.actor:
            labels["choose"] = f"relations of {self.names.get(mention.actor, mention.actor)}"
            labels["relations"] = ""
        elif mention is not None:
            labels["choose"] = f"search for {mention.entity}"
        elif relations:
            labels["choose"] = f"relations of {self.names.get(relations[0].source, relations[0].source)}"
        else:
            labels["choose"] = ""
        return labels

    def scroll_top(self, top: int) -> bool:
        before = self.title()
        moved = super().scroll_top(top)
        if moved and self.title() != before:
            self.repaint_title()
        return moved

    def paint(self, line: int) -> Strip:
        text = self.lines[line]
        palette = self.palette
        look = {"title": "heading", "about": "dim", "heading": "heading"}.get(text.kind, "text")
        base = palette[look]
        if not text.at:
            return self.line([(" " * GUTTER, base), (text.text, base)])
        gutter, gutter_look = self._gutter(text)
        indent = (text.point + " ").rjust(text.indent) if text.point else " " * text.indent
        if text.kind == "quote":
            indent = "| ".rjust(text.indent)
        pieces = [(gutter, palette[gutter_look]), (indent, palette["dim"])]
        return self.line([*pieces, *marked(text.text, base, self._marks(text))])

    def _gutter(self, line: Line) -> tuple[str, str]:
        spans = self._spans["evidence"]
        for start, end in _overlapping(spans, self._starts["evidence"], line.start, line.end):
            if self.chosen and self.chosen[0] == "evidence" and spans[self.chosen[1]] == (start, end):
                return " ┃ ", "evidence"
            return " │ ", "evidence"
        return " " * GUTTER, "text"

    def _marks(self, line: Line) -> Iterator[tuple[int, int, Style]]:
        palette = self.palette
        at = line.at
        assert self.page is not None
        things: tuple[Thing, ...] = ("entity", "match")
        for thing in things:
            spans, starts = self._spans[thing], self._starts[thing]
            for start, end in _overlapping(spans, starts, line.start, line.end):
                is_name = thing == "entity"
                look: str = self.page.mentions[bisect_left(starts, start)].kind if is_name else "match"
                yield bisect_left(at, start), bisect_left(at, end), palette[look]
        if self.chosen is not None and self.chosen[0] != "evidence":
            start, end = self._spans[self.chosen[0]][self.chosen[1]]
            if start < line.end and end > line.start:
                yield bisect_left(at, start), bisect_left(at, end), palette["chosen"]


def _overlapping(spans: list[Span], starts: list[int], start: int, end: int) -> Iterator[Span]:
    """The spans (sorted, hardly overlapping) that share a character with ``start`` to ``end``."""
    first = bisect_right(starts, start) - 1
    # A sentence may hold another when two rules cut differently: look a little further back.
    for index in range(max(0, first - 2), bisect_left(starts, end)):
        if spans[index][1] > start:
            yield spans[index]


def _head(page: Page, width: int) -> Iterator[Line]:
    article = page.article
    title = article.title or "(no title)"
    for start, end in wrap(title, width):
        yield Line(title[start:end], (), 0, "title")
    about = " · ".join(part for part in (article.date or "no date", article.source, article.url) if part)
    for start, end in wrap(about, width):
        yield Line(about[start:end], (), 0, "about")
    yield BLANK
