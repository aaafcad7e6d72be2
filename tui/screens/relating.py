"""The part of the desk's screen that relates: pairs, the matrix, which relations are shown, and verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import index
from tui import screens
from tui.panes.words import DEEDS, deed, once
from tui.screens.navigating import NavigatingScreen

if TYPE_CHECKING:
    from index import Evidence, Relation
    from tui.panes.relations import RelationsPane

_TURNED = "turned"
_SENTENCE = "Choose a sentence with a relation first: {article.next_evidence} goes to the next one."
_RELATION = "Choose a relation first: {article.next_evidence} goes to the next one in an article."
_EVENT = "Choose a line with a date first: {relations.choose} unfolds a partner."


class RelatingScreen(NavigatingScreen):
    """Does what the pages of relations offer."""

    # -- pages

    def do_pair(self) -> None:
        relations = self.article.chosen_relations
        if self.place == "article" and relations:
            self.go_pair(relations[0].source, relations[0].target)
        else:
            self.say(self.keymap.told(_SENTENCE))

    def go_pair(self, a: str, b: str) -> None:
        """Go to the page of a pair."""
        self.trail.leave(self.here())
        self.keep_place()
        self.pane = "relations"
        self.ask_pair(a, b)

    def on_relations_pane_open_pair(self, event: RelationsPane.OpenPair) -> None:
        self.go_pair(event.a, event.b)

    def do_matrix(self) -> None:
        self.trail.leave(self.here())
        self.keep_place()
        self.pane = "relations"
        self.ask_matrix()

    # -- what is shown of them

    def do_filter(self) -> None:
        self._filtering = True
        self.filter_box.set_text(self._wish)
        self._reveal()
        self.set_focus(self.filter_box)
        self.say("since:2022 until:2024-06 type:assault quad:4 status:reported source:bbc sure:70")
        self.hint()

    def do_leave_filter(self) -> None:
        self._filtering = False
        self.show_pane("relations")

    def do_apply_filter(self) -> None:
        if odd := index.parse_filter(self.filter_box.text)[1]:
            self.say(f"{odd}; the filter stays as it was.")
            return
        self._set_filter(self.filter_box.text.strip(), self._of_a_search)
        self.do_leave_filter()

    def do_only_search(self) -> None:
        query = "" if self._of_a_search else self.wanted
        if not query and not self._of_a_search:
            self.say(self.keymap.told("There is no search to count the articles of: {search} begins one."))
            return
        self._set_filter(self._wish, query)

    @property
    def _of_a_search(self) -> str:
        """The search to whose articles the relations are limited, or ``''``."""
        return self.filter.query if self.filter is not None else ""

    def _set_filter(self, wish: str, query: str) -> None:
        found, _ = index.parse_filter(wish, query=query)
        self.filter = found if wish or query else None
        told = " ".join(part for part in (wish, f"/{query}" if query else "") if part)
        for pane in (self.relations, self.pair_pane, self.matrix):
            pane.wish = told
        self._wish = wish
        self.refresh_relations()

    _wish = ""

    def refresh_relations(self) -> None:
        """Ask again for what the right column shows."""
        view = self.right_view
        if view == "matrix":
            self.ask_matrix()
        elif view == "pair" and self.pair_pane.page is not None:
            self.ask_pair(self.pair_pane.page.a, self.pair_pane.page.b)
        elif self.relations.actor is not None:
            self.ask_actor(self.relations.actor.code)

    # -- verdicts

    @property
    def judged(self) -> Evidence | None:
        """The relation that a verdict would be on."""
        if self.place == "relations":
            return self.relations.evidence
        if self.place == "pair":
            return self.pair_pane.evidence
        return next((self._evidence(told) for told, _ in once(self.article.chosen_relations)), None)

    def _evidence(self, relation: Relation) -> Evidence:
        """A relation of the open article, with the sentence that tells it."""
        assert self.article.page is not None
        article = self.article.page.article
        sentence = article.body[relation.start : relation.end]
        return index.Evidence(relation, article.id, article.title, article.date, sentence, article.source)

    def _say_none(self) -> None:
        """Say how a relation is chosen here."""
        self.say(self.keymap.told(_EVENT if self.place == "relations" else _RELATION))

    def do_accept(self) -> None:
        self._judge("accepted")

    def do_reject(self) -> None:
        self._judge("rejected")

    def _judge(self, word: str) -> None:
        evidence = self.judged
        if evidence is None:
            self._say_none()
            return
        word = "" if evidence.relation.verdict == word else word  # the same key again takes it back
        self._keep(evidence, word, None)

    def _keep(self, evidence: Evidence, word: str, change: str | None) -> None:
        relation = told = evidence.relation
        if change == _TURNED:
            told = replace(relation, source=relation.target, target=relation.source)
        elif change:
            told = replace(relation, type=change, quad=index.QUADS[change])
        corrected = told if change else None
        # A correction is of one direction; a meeting is right or wrong for both who met.
        also = () if change or word == "corrected" else self._mirrored()
        said = deed(replace(told, verdict=word), self.article.names, both=bool(also))
        said += "" if word else ": no verdict"

        def kept(_: None) -> None:
            self._decided()
            self.say(f"{said}. {self.keymap.key_of('undo')} takes it back.")

        self.questions.ask("", lambda: self.client.judge(evidence, word, corrected, also, said), kept)

    def _mirrored(self) -> tuple[Evidence, ...]:
        """What the row under the cursor tells besides the relation that is judged."""
        if self.place == "relations":
            return self.relations.mirrored
        if self.place == "pair":
            return self.pair_pane.mirrored
        return tuple(self._evidence(other) for _, other in once(self.article.chosen_relations)[:1] if other)

    def do_correct(self) -> None:
        evidence = self.judged
        if evidence is None:
            self._say_none()
            return
        relation, names = evidence.relation, self.article.names
        plain = replace(relation, status="asserted", verdict="")
        turned = replace(plain, source=relation.target, target=relation.source)
        choices = [(_TURNED, f"the other way round: {deed(turned, names)}")]
        choices += [
            (t, f"{t.lower():<10} {deed(replace(plain, type=t), names)}") for t in DEEDS if t != relation.type
        ]

        def chosen(change: str | None) -> None:
            if change:
                self._keep(evidence, "corrected", change)

        question = f"What is right? {deed(relation, names)}"
        self.app.push_screen(screens.ChoiceScreen(question, choices, does="this is right"), chosen)

    def do_why(self) -> None:
        evidence = self.judged
        if evidence is None:
            self._say_none()
            return

        place = self.place

        def told(lines: list[str]) -> None:
            self.say("")
            # Who has gone elsewhere meanwhile does not want it any more.
            if self.place == place and self.app.screen is self and self.judged == evidence:
                # A rule has its words in one; parted they wrap where they should.
                self.app.push_screen(screens.TextScreen("Why", [line.replace("|", " | ") for line in lines]))

        self.say("Parsing the sentence again ...")
        at = evidence.relation.start
        self.questions.ask("why", lambda: self.client.explain(evidence.article, at), told)

    def do_undo(self) -> None:
        def undone(label: str | None) -> None:
            self._decided()
            if self.note.key and not self.note.writing:
                subject = replace(self.note.note, text="")
                self.questions.ask("note", lambda: self.client.note_about(subject), self._show_note)
            self.say(f"Taken back: {label}." if label else "There is nothing to take back.")

        self.questions.ask("", self.client.undo, undone)

    def _decided(self) -> None:
        """Show what a decision, or taking one back, has changed."""
        self.refresh_relations()
        page = self.article.page
        if page is not None:
            self.questions.ask("article", lambda: self.client.article(page.article.id), self._refresh_page)
