"""The article: its text in a column that is easily read, names marked by kind, evidence in the gutter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui.panes.annotations import Annotations
from tui.panes.galley import Galley
from tui.panes.lines import LinePane
from tui.panes.marks import ALL, Marks
from tui.panes.strips import marked
from tui.panes.words import deed

if TYPE_CHECKING:
    from index import Marked, Mention, Page, Relation
    from tui.panes.annotations import Chosen, Thing

GUTTER = 3


def is_actor(mention: Mention) -> bool:
    """Whether a mention names an actor itself (France, NATO), and not only somebody who acts for one."""
    return mention.kind == "country" or (mention.actor is not None and mention.actor == mention.entity)


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
        self._annotations = Annotations(self.marks.of(page), terms)
        if self.chosen and self.chosen[1] >= self._annotations.count(self.chosen[0]):
            self.chosen = None
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
                self._choose("evidence", index)

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

    def do_next_sentence(self) -> None:
        self._step("sentence", 1)

    def do_previous_sentence(self) -> None:
        self._step("sentence", -1)

    def choose_sentence(self, index: int) -> None:
        """Choose a sentence by its number, and show it."""
        self._choose("sentence", index)

    def do_brackets(self) -> None:
        place = self.reading_place
        self.in_brackets = not self.in_brackets
        self._lay_out()
        self.top = self._line_of(place) if place else 0
        self.refresh()

    def do_mark_kinds(self) -> None:
        self._mark(self.marks.next_kind())

    def do_mark_one(self) -> None:
        mention = self.chosen_mention
        if self.marks.one:
            self._mark(ALL)
        elif mention is not None:
            self._mark(Marks(one=mention.actor or mention.entity))
        else:
            self.post_message(self.Said("Choose a name first: e goes to the next one."))

    def _mark(self, marks: Marks) -> None:
        """Mark other names than before, without moving the text."""
        self.marks = marks
        if self.page is not None:
            self.chosen = None
            place = self.reading_place
            self._annotations = Annotations(marks.of(self.page), self._terms)
            if self.in_brackets:
                self._lay_out()
                self.top = self._line_of(place) if place else 0
        names = self.names.get(marks.one, marks.one)
        self.post_message(self.Said(f"Marked: {names or marks.said}."))
        self.refresh()

    def _step(self, thing: Thing, way: int) -> None:
        if not self._annotations.count(thing):
            none = "names" if self.marks == ALL else "names of those that are marked"
            what = {"entity": none, "evidence": "sentences with a relation", "match": "matches"}.get(
                thing, "sentences"
            )
            self.post_message(self.Said(f"There are no {what} in this article."))
            return
        line = self._galley.first_text(self.top)
        here = line.start if line else 0
        self._choose(thing, self._annotations.step(thing, way, self.chosen, here))

    def _choose(self, thing: Thing, index: int) -> None:
        before = self.chosen
        self.chosen = (thing, index)
        start, end = self._annotations.span(self.chosen)
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

    def _repaint(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        start, end = self._annotations.span(chosen)
        for line in range(self._line_of(start), self._line_of(max(start, end - 1)) + 1):
            self.repaint_line(line)

    @property
    def chosen_mention(self) -> Mention | None:
        """The name that is chosen."""
        return self._annotations.mention(self.chosen)

    @property
    def chosen_relations(self) -> list[Relation]:
        """The relations of the sentence that is chosen."""
        return self._annotations.relations(self.chosen)

    @property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where the article's sentences begin and end in its body."""
        return self._annotations.sentences

    @property
    def chosen_sentence(self) -> tuple[int, int] | None:
        """The sentence that is chosen, or that holds what is."""
        if self.chosen is None:
            return None
        start, end = self._annotations.span(self.chosen)
        if self.chosen[0] in ("evidence", "sentence"):
            return start, end
        index = self._annotations.sentence_at(start)
        return None if index is None else self._annotations.sentences[index]

    def do_choose(self) -> None:
        relations = self.chosen_relations
        self.post_message(self.Follow(self.chosen_mention, relations[0] if relations else None))

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
        said = " · ".join(part for part in (self.position, article.source, (article.date or "")[:10]) if part)
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

    def labels(self) -> dict[str, str]:
        labels = {} if self._annotations.count("match") else {"next_match": ""}
        if not self._annotations.count("evidence"):
            labels["next_evidence"] = ""
        mention, relations = self.chosen_mention, self.chosen_relations
        if self.page is None:
            return {"choose": "", "next_entity": "", "relations": "", "next_match": "", "next_evidence": ""}
        if mention is not None and is_actor(mention):
            actor = mention.actor or mention.entity
            labels["choose"] = f"relations of {self.names.get(actor, actor)}"
            labels["relations"] = ""
        elif mention is not None:
            labels["choose"] = f"all on {mention.entity}"
        elif relations:
            labels["choose"] = "the pair"
            labels["pair"] = ""
        else:
            labels["choose"] = ""
        if not relations:
            labels |= dict.fromkeys(("pair", "accept", "reject", "correct", "why"), "")
        return labels

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
