"""The article: names, evidence, matches and sentences are chosen in it, and followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui.panes.annotations import Annotations
from tui.panes.marks import ALL, Marks
from tui.panes.sheet import Sheet
from tui.panes.words import deed, listed, once

if TYPE_CHECKING:
    from index import Mention, Relation
    from tui.panes.annotations import Chosen, Thing


def is_actor(mention: Mention) -> bool:
    """Whether a mention names an actor itself (France, NATO), and not only somebody who acts for one."""
    return mention.kind == "country" or (mention.actor is not None and mention.actor == mention.entity)


class ArticlePane(Sheet):
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

    def choose_evidence(self, index: int) -> None:
        self._choose("evidence", index)

    def choose_sentence(self, index: int) -> None:
        """Choose a sentence by its number, and show it."""
        self._choose("sentence", index)

    def do_mark_kinds(self) -> None:
        self._mark(self.marks.next_kind())

    def do_mark_one(self) -> None:
        mention = self.chosen_mention
        if self.marks.one:
            self._mark(ALL)
        elif mention is not None:
            self._mark(Marks(one=mention.actor or mention.entity))
        else:
            self.post_message(
                self.Said(self.keyed("Choose a name first: {article.next_entity} goes to the next one."))
            )

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
        told = once(self.chosen_relations)
        lines = [deed(relation, self.names, both=other is not None) for relation, other in told]
        said = listed(lines, self.app.size.width - 2)
        if thing == "match":
            said = f"Match {index + 1} of {self._annotations.count(thing)}."
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
