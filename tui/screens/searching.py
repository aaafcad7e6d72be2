"""The part of the desk's screen that searches: results, what is said where there are none, and how far the
analysis has come that changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.counting import counted
from tui.panes.fetched import PAGE
from tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from index import DeskStatus, Results

TYPING_PAUSE = 0.03
"""Seconds without a key before a search is asked for: a burst of keys is one question."""
PREVIEW_PAUSE = 0.15
_ANOTHER = "Try fewer words, or {search} for another search."
_BEFORE_ANOTHER_TRY = 0.5
_LOOK_AGAIN = 1.0
"""Seconds between looks at how far the analysis has come; none are made when nothing is pending."""


class SearchingScreen(AskingScreen):
    """Asks for results and for the counts of the desk, and shows them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk_status: DeskStatus | None = None
        self.notice = ""
        """What was not understood of the search that is shown, or was left out of it."""
        self.wanted = ""
        """The query that was asked last, answered or not."""
        self._searching = False

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
