"""What is marked in an article: its names, the sentences with a relation, and the matches of a search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import index
from tui.panes.marking import term_pattern
from tui.panes.words import once

if TYPE_CHECKING:
    from index import Mention, Page, Relation
    from tui.panes.wrap import Line

Span = tuple[int, int]
Thing = Literal["entity", "evidence", "match", "sentence"]
Chosen = tuple[Thing, int]
"""One of the things: its kind, and which of that kind, counted from 0 in the order of the text."""


class Annotations:
    """The things marked in one article's body, by kind, each kind in the order of the text."""

    def __init__(self, page: Page | None = None, terms: Sequence[str] = ()) -> None:
        self._mentions: Sequence[Mention] = page.mentions if page else ()
        self._relations: Sequence[Relation] = sorted(
            page.relations if page else (), key=lambda relation: (relation.start, relation.end)
        )
        self._told = [relation for relation, _ in once(self._relations)]
        self._notes = [remark for remark in page.notes if remark.start >= 0] if page else []
        body = self._body = page.article.body if page else ""
        self._spans: dict[Thing, list[Span]] = {
            "entity": [(mention.start, mention.end) for mention in self._mentions],
            "evidence": [(relation.start, relation.end) for relation in self._told],
            "match": [found.span() for found in term_pattern(terms).finditer(body)],
        }
        self._starts: dict[Thing, list[int]] = {
            thing: [start for start, _ in spans] for thing, spans in self._spans.items()
        }

    @property
    def sentences(self) -> list[Span]:
        """All sentences; found when they are first asked for."""
        if "sentence" not in self._spans:
            self._spans["sentence"] = index.sentences(self._body)
            self._starts["sentence"] = [start for start, _ in self._spans["sentence"]]
        return self._spans["sentence"]

    def sentence_at(self, at: int) -> int | None:
        """Which sentence holds a place of the body."""
        spans = self.sentences
        number = bisect_right(self._starts["sentence"], at) - 1
        return number if number >= 0 and spans[number][1] > at else None

    def count(self, thing: Thing) -> int:
        """How many there are of a kind."""
        return len(self.sentences if thing == "sentence" else self._spans[thing])

    def span(self, chosen: Chosen) -> Span:
        """Where a thing begins and ends in the body."""
        thing, number = chosen
        return self.sentences[number] if thing == "sentence" else self._spans[thing][number]

    def again(self, chosen: Chosen, span: Span) -> Chosen | None:
        """What was chosen when its kind was counted otherwise: the thing at the same place of the body."""
        thing, number = chosen
        spans = self.sentences if thing == "sentence" else self._spans[thing]
        if spans[number : number + 1] == [span]:
            return chosen
        return (thing, spans.index(span)) if span in spans else None

    def mention(self, chosen: Chosen | None) -> Mention | None:
        """The name, if it is one."""
        if chosen is None or chosen[0] != "entity":
            return None
        return self._mentions[chosen[1]]

    def relations(self, chosen: Chosen | None) -> list[Relation]:
        """The relation that is chosen, and after it the others of its sentence; none for other things."""
        if chosen is None or chosen[0] != "evidence":
            return []
        span, first = self.span(chosen), self._told[chosen[1]]
        others = [r for r in self._relations if (r.start, r.end) == span and r is not first]
        return [first, *others]

    # -- finding

    def evidence_at(self, at: int) -> int | None:
        """Which of the sentences with a relation begins at a place of the body."""
        starts = self._starts["evidence"]
        number = bisect_left(starts, at)
        return number if number < len(starts) and starts[number] == at else None

    def step(self, thing: Thing, way: int, chosen: Chosen | None, here: int) -> int:
        """The next thing of a kind (``way`` 1) or the one before (-1), the first again after the last.

        Seen from what is chosen, or from the place ``here`` when nothing is. There must be one of the kind.
        """
        starts = self._starts[thing]
        if chosen is not None and chosen[0] == thing:
            return (chosen[1] + way) % len(starts)  # a sentence may tell of several relations
        if chosen is not None:
            here = self.span(chosen)[0]
        beyond = bisect_left if way < 0 or chosen is None else bisect_right
        return (beyond(starts, here) - (way < 0)) % len(starts)

    def _overlapping(self, thing: Thing, start: int, end: int) -> Iterator[int]:
        """Those of a kind (hardly overlapping) that share a character with ``start`` to ``end``."""
        spans, starts = self._spans[thing], self._starts[thing]
        first = bisect_right(starts, start) - 1
        # A sentence may hold another when two rules cut differently: look a little further back.
        for number in range(max(0, first - 2), bisect_left(starts, end)):
            if spans[number][1] > start:
                yield number

    # -- how they look

    def gutter(self, line: Line, chosen: Chosen | None) -> str:
        """The bar beside a line of evidence, thicker when its sentence is chosen; empty beside others."""
        bar = ""
        wanted = self.span(chosen) if chosen is not None and chosen[0] in ("evidence", "sentence") else None
        for number in self._overlapping("evidence", line.start, line.end):
            if self._spans["evidence"][number] == wanted:
                return "┃"
            bar = "│"
        if wanted and wanted[0] < line.end and wanted[1] > line.start:
            return "┃"
        return bar

    def has_note(self, line: Line) -> bool:
        """Whether a sentence with a note stands in a line."""
        return any(remark.start < line.end and remark.end > line.start for remark in self._notes)

    def looks(self, line: Line, chosen: Chosen | None) -> Iterator[tuple[int, int, str]]:
        """Parts of a line's text (from, to) and the palette's role for each; later ones lie on top."""
        things: tuple[Thing, ...] = ("entity", "match")
        for thing in things:
            for number in self._overlapping(thing, line.start, line.end):
                look: str = self._mentions[number].kind if thing == "entity" else "match"
                yield *_within(line, self._spans[thing][number]), look
        if chosen is not None and chosen[0] not in ("evidence", "sentence"):
            start, end = self.span(chosen)
            if start < line.end and end > line.start:
                yield *_within(line, (start, end)), "chosen"


def _within(line: Line, span: Span) -> Span:
    """A span of the body as a span of the line's text."""
    return bisect_left(line.at, span[0]), bisect_left(line.at, span[1])
