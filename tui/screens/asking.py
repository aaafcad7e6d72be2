"""The part of the desk's screen that asks: questions to the service on articles, actors and notes, and where
the answers go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui.counting import placed
from tui.panes.article import ArticlePane
from tui.panes.bars import StatusBar
from tui.panes.results import ResultsPane
from tui.questions import Questions
from tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import ActorCount, ActorPage, Client, Filter, Matrix, Note, Page, PairPage


def note_on_pair(a: str, b: str) -> Note:
    """The note on a pair, by whichever of the two it is named first."""
    return index.Note("-".join(sorted((a, b))), "", kind="pair")


class AskingScreen(PanesScreen):
    """Holds the panes and the client, and brings the two together."""

    def __init__(self, client: Callable[[], Client], *, show_times: bool = True) -> None:
        super().__init__()
        self._client = client
        self.questions = Questions(self.say_error)
        self.results = ResultsPane(show_times=show_times)
        self.article = ArticlePane()
        self.filter: Filter | None = None
        """Which relations are shown; ``None``: all."""
        self.status = StatusBar()
        self.terms: tuple[str, ...] = ()

    @property
    def client(self) -> Client:
        return self._client()

    def say(self, text: str) -> None:
        self.status.say(text)

    def say_error(self, text: str) -> None:
        self.status.say(text, error=True)

    def hint(self) -> None:
        """What the footer shows may have changed."""

    # -- articles

    def ask_article(
        self, id_: str, *, at: int | None = None, evidence: bool = False, pause: float = 0.0
    ) -> None:
        """Show an article, at a place of its body when one is given (``evidence``: choose its sentence)."""
        self.keep_place()

        def answered(page: Page) -> None:
            self.show_page(page, at, evidence=evidence)

        self.questions.ask("article", lambda: self.client.article(id_), answered, pause=pause)

    def show_page(self, page: Page, at: int | None = None, *, evidence: bool = False) -> None:
        """Put an article on the screen."""
        shown = self.article.page
        if at is None and shown is not None and shown.article == page.article:
            self.article.refresh_page(page, self.terms)  # it was there beside the list: what is chosen stays
        else:
            self.article.show_page(page, self.terms, None if evidence else at)
        self.place_article()
        self.results.set_open(page.article.id)
        if evidence and at is not None:
            self.article.show_place(at, choose_evidence=True)
        self.hint()

    def place_article(self) -> None:
        """Say at which row of the results the open article is."""
        page = self.article.page
        row = self.results.find(page.article.id) if page else None
        position = "" if row is None else placed(row, self.results.total)
        if position != self.article.position:
            self.article.position = position
            self.article.repaint_title()

    def keep_place(self) -> None:
        """Remember how far the open article was read."""
        page = self.article.page
        if page is None:
            return
        place, id_ = self.article.reading_place, page.article.id
        if place != (page.place or 0):
            self.questions.ask("", lambda: self.client.save_place(id_, place), lambda _: None)

    # -- actors and notes

    def ask_actor(self, code: str, partner: str | None = None) -> None:
        """Show an actor's relations and the note for it."""

        def answered(actor: ActorPage) -> None:
            self.relations.show_actor(actor, partner)
            self.show_right()
            self.hint()

        wanted = self.filter
        self.questions.ask("actor", lambda: self.client.actor(code, wanted), answered)
        self.questions.ask("note", lambda: self.client.note(code), self._show_note)

    def ask_pair(self, a: str, b: str) -> None:
        """Show what passed between two actors."""

        def answered(page: PairPage) -> None:
            self.pair_pane.show_pair(page)
            self.show_right("pair")
            self.hint()

        wanted = self.filter
        self.questions.ask("pair", lambda: self.client.pair(a, b, wanted), answered)
        subject = note_on_pair(a, b)
        self.questions.ask("note", lambda: self.client.note_about(subject), self._show_note)

    def ask_matrix(self) -> None:
        """Show who does what to whom."""

        def answered(matrix: Matrix) -> None:
            self.matrix.show_matrix(matrix)
            self.show_right("matrix")
            self.hint()

        wanted = self.filter
        self.questions.ask("matrix", lambda: self.client.matrix(wanted), answered)

    def show_right(self, view: str = "relations") -> None:
        """Called when a page of relations is there to be shown in the right column."""

    def _show_note(self, note: Note) -> None:
        self.note.show_note(note)
        self.show_right_note()

    def show_right_note(self) -> None:
        """Called when another note is in its pane."""

    def ask_names(self) -> None:
        """Fetch the list of actors, and with it their names."""

        def answered(found: list[ActorCount]) -> None:
            self.article.names = {actor.code: actor.name for actor in found}
            self.countries.list.show_actors(found)
            self.hint()

        self.questions.ask("actors", self.client.actors, answered)

    def save_note(self, note: Note, base: str, more: bool = False) -> None:
        """Keep a note; when that fails it is kept here, and said."""

        def failed(message: str) -> None:
            self.note.not_kept(note, base)
            self.say_error(f"The note is not kept yet. {message}")

        def kept(answer: Note) -> None:
            if self.note.kept(note, answer):
                self.say_error(f"The file was changed meanwhile: yours is kept beside it as {answer.key}.md.")
            elif not self.note.writing:
                done = "Your note is kept." if answer.text.strip() else "The note is gone."
                self.say(f"{done} {self.keymap.key_of('undo')} takes it back.")
            self.note_kept(answer)

        self.questions.ask("", lambda: self.client.save_note(note, base, more=more), kept, failed=failed)

    def note_kept(self, note: Note) -> None:
        """Called when a note has been kept."""

    def _refresh_page(self, page: Page) -> None:
        self.article.refresh_page(page, self.terms)
        self.hint()
