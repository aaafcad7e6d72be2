"""The part of the desk's screen that asks: every question to the service, and where its answer goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui.counting import counted, placed
from tui.panes.article import ArticlePane
from tui.panes.bars import StatusBar
from tui.panes.fetched import PAGE
from tui.panes.results import ResultsPane
from tui.questions import Questions
from tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import ActorCount, ActorPage, Client, DeskStatus, Filter, Matrix, Note, Page, PairPage, Results

TYPING_PAUSE = 0.03
"""Seconds without a key before a search is asked for: a burst of keys is one question."""
PREVIEW_PAUSE = 0.15
_ANOTHER = "Try fewer words, or {search} for another search."
_BEFORE_ANOTHER_TRY = 0.5
_LOOK_AGAIN = 1.0
"""Seconds between looks at how far the analysis has come; none are made when nothing is pending."""


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
        self.desk_status: DeskStatus | None = None
        self.terms: tuple[str, ...] = ()
        self.notice = ""
        """What was not understood of the search that is shown, or was left out of it."""
        self.wanted = ""
        """The query that was asked last, answered or not."""
        self._searching = False

    @property
    def client(self) -> Client:
        return self._client()

    def say(self, text: str) -> None:
        self.status.say(text)

    def say_error(self, text: str) -> None:
        self.status.say(text, error=True)

    def hint(self) -> None:
        """What the footer shows may have changed."""

    # -- searching

    def ask_search(
        self, text: str, *, row: int = 0, pause: float = 0.0, again: bool = True, said: str = ""
    ) -> None:
        """Search; only the newest answer is shown, with the cursor on ``row``; then say ``said``.

        A question that fails is asked once more (``again``): a service that has died is then started anew.
        """
        self.wanted, self._searching = text, True
        sort = self.results.order

        def answered(results: Results) -> None:
            self._searching = False
            self.terms, self.notice = results.terms, results.notice
            self.results.show_results(results, self._hints(results))
            self.place_article()
            if row:
                self.results.go(row)
            self.say(results.notice or said)
            self.hint()
            self.after_search()
            if self._indexless(results):
                self.set_timer(_LOOK_AGAIN, self._try_again)

        def failed(message: str) -> None:
            self._searching = False
            self.say_error(message)
            self.results.state = "no answer"
            self.results.repaint_title()
            if again:
                self.ask_search(text, row=row, pause=_BEFORE_ANOTHER_TRY, again=False)
                self.ask_status()

        question = lambda: self.client.search(text, limit=PAGE, sort=sort)  # noqa: E731
        self.questions.ask("search", question, answered, pause=pause, failed=failed)

    def after_search(self) -> None:
        """Called when results are shown."""

    def _indexless(self, results: Results) -> bool:
        """Whether there are articles, and the index has none: it was lost, and is being made anew."""
        known = self.desk_status
        return not (results.total or results.query.strip()) and known is not None and known.articles > 0

    def _try_again(self) -> None:
        if not (self._searching or self.results.total or self.wanted.strip()):
            self.ask_search("")

    def _hints(self, results: Results) -> tuple[str, ...]:
        if results.total:
            return ()
        if results.query.strip():
            why = f"{results.notice[:1].upper()}{results.notice[1:]}"
            return ("Nothing was found.", *(("", why) if why else ()), "", self.keymap.told(_ANOTHER))
        if self._indexless(results):
            return ("The search index is being made anew from the archive: a moment.",)
        return (
            "There are no articles on this desk yet.",
            "",
            "Leave with Q, then add some:",
            "",
            "  foreigndesk add FILE-OR-FOLDER ...",
            "",
            "or look at the articles that came with the program:",
            "",
            "  foreigndesk --seeds",
        )

    def ask_rows(self, offset: int) -> None:
        """Fetch a further page of the results, unless a newer search is under way."""
        if self._searching:
            self.results.fetch_failed(offset)
            return
        text, sort = self.results.query_text, self.results.order

        def failed(message: str) -> None:
            self.results.fetch_failed(offset)
            self.say_error(message)

        self.questions.ask(
            "rows",
            lambda: self.client.search(text, limit=PAGE, offset=offset, sort=sort),
            lambda results: self.results.add_rows(offset, results),
            failed=failed,
        )

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

    # -- how far the analysis has come

    def ask_status(self) -> None:
        """Look at the counts, and again later while articles await analysis."""
        self.questions.ask("status", self.client.status, self._show_status)

    def _show_status(self, status: DeskStatus) -> None:
        before, self.desk_status = self.desk_status, status
        articles, pending, relations = (
            (before.articles, before.pending, before.relations) if before is not None else (0, 0, 0)
        )
        said = f"{counted(status.articles, 'article')} · {counted(status.relations, 'relation')}"
        if status.making:
            said += " · making the index anew" + ": {:,} of {:,}".format(*status.making) * any(status.making)
        if status.pending:
            said += f" · analysing, {status.pending:,} left"
        if status.pending or status.making:
            self.set_timer(_LOOK_AGAIN, self.ask_status)
        self.status.show_counts(said)
        if before is None or (relations, articles) != (status.relations, status.articles):
            self.ask_names()
        page = self.article.page
        if page is not None and not page.analysed and pending != status.pending:
            self.questions.ask("article", lambda: self.client.article(page.article.id), self._refresh_page)
        made = before is not None and before.making and not status.making
        if made or (articles not in (0, status.articles) and not self.results.total):
            self.ask_search(self.wanted)
        elif status.articles and not articles:
            self._try_again()

    def _refresh_page(self, page: Page) -> None:
        self.article.refresh_page(page, self.terms)
        self.hint()
