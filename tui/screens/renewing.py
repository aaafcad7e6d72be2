"""The part of the desk's screen that notices what comes to the desk while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui.panes.fetched import PAGE
from tui.screens.relating import RelatingScreen

if TYPE_CHECKING:
    from index import Hit, News, Page, Results

    Renewed = tuple[Results, dict[int, Hit], int | None]
    """The first page of an answer, rows around the article looked for, and the row at which it was found."""

LOOK_EVERY = 2.0
"""Seconds between two looks: each a small question, and no byte to the terminal when nothing has come."""


class RenewingScreen(RelatingScreen):
    """Says how much is new, and brings it in without moving the person from where they are."""

    def __init__(self, *args, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **options)
        self._shown: tuple[int, int] | None = None
        """The mark up to which the results show everything; None until the first answer."""
        self._news: News | None = None
        self._looking = False
        self._trouble = ""
        """What was said last of why nothing can be looked for."""

    def look_for_news(self) -> None:
        """Begin to look; asked for before the first search, so that nothing falls between the two."""
        self._look()
        self.set_interval(LOOK_EVERY, self._look)

    def ask_search(
        self, text: str, *, row: int = 0, pause: float = 0.0, again: bool = True, said: str = ""
    ) -> None:
        super().ask_search(text, row=row, pause=pause, again=again, said=said)
        if self._shown is not None and self._news is not None:
            self._shown = self._news.mark  # its answer holds all that is known to have come

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True

        def failed(message: str) -> None:
            self._looking = False
            if message != self._trouble:  # once: it is looked for again in a moment
                self._trouble = message
                self.say_error(message)

        mark = self._shown or (0, 0)
        self.questions.ask("news", lambda: self.client.news(mark), self._told, failed=failed)

    def _told(self, news: News) -> None:
        self._looking = False
        self._trouble = ""
        if self._shown is None:
            self._shown = news.mark
            self._news = index.News(news.mark, 0, 0)
        if self._news is None or news.mark == self._news.mark:
            return
        self._news = news
        self.ask_status()
        if self._may_renew(news):
            self._renew(news)
            return
        self.results.show_news(self._words(news))
        self.hint()

    def _words(self, news: News) -> str:
        words = f"{news.new:,} new" if news.new else f"{news.changed:,} changed"
        return f"{words} on the desk" if self.wanted.strip() else words

    def _may_renew(self, news: News) -> bool:
        """Whether the list may grow by itself: seen from its top, and without pushing the cursor out."""
        results, wanted = self.results, self.wanted.strip()
        if self._searching:
            return False
        if not results.total:
            return not wanted
        room = results.rows // results.row_height
        return not wanted and results.top == 0 and results.cursor + news.new < room

    def do_renew(self) -> None:
        news = self._news
        if self._shown is None or news is None or news.mark == self._shown:
            self.say("Nothing has come since.")
        elif self._searching:
            self.say("A search is under way; R again when it is done.")
        else:
            self._renew(news)

    def _renew(self, news: News) -> None:
        text, hit = self.wanted, self.results.hit
        row, total = self.results.cursor, self.results.total
        self._searching = True

        def answered(renewed: Renewed) -> None:
            results, around, found = renewed
            self._searching = False
            self._shown = news.mark
            self.terms = results.terms
            if total:
                self.results.renew(results, around, row if found is None else found)
            else:
                self.results.show_results(results, self._hints(results))
            self._stay_with_article(news)
            if results.notice:  # else what was said of something else stays
                self.say(results.notice)
            self.hint()
            self.after_search()

        def failed(message: str) -> None:
            self._searching = False
            self.say_error(message)

        question = lambda: self._ask_again(text, hit, row)  # noqa: E731
        self.questions.ask("search", question, answered, failed=failed)

    async def _ask_again(self, text: str, hit: Hit | None, row: int) -> Renewed:
        """The same question again, and where its answer has the article under the cursor, with rows about it.

        It may be anywhere: of articles of one day those come first that were indexed last.
        """
        sort = self.results.order
        results = await self.client.search(text, limit=PAGE, sort=sort)
        found = _row(results.hits, hit, 0)
        if hit is None or found is not None:
            return results, {}, found
        found = await self.client.row(text, hit.id, sort)
        about = min(row, results.total) if found is None else found
        offset = max(0, about - PAGE)
        further = await self.client.search(text, limit=2 * PAGE, offset=offset, sort=sort)
        there = _row(further.hits, hit, offset)  # what came between the two questions may have moved it
        return results, dict(enumerate(further.hits, offset)), found if there is None else there

    def _stay_with_article(self, news: News) -> None:
        """The open article is in another row now, and may have been changed itself."""
        page = self.article.page
        if page is None:
            return
        self.place_article()
        if news.changed:
            self.questions.ask("article", lambda: self.client.article(page.article.id), self._show_again)

    def _show_again(self, page: Page) -> None:
        shown = self.article.page
        if shown is None or shown.article == page.article:
            self._refresh_page(page)
        else:
            self.article.show_page(page, self.terms, self.article.reading_place)


def _row(hits: tuple[Hit, ...], wanted: Hit | None, offset: int) -> int | None:
    """The row of a hit among those from ``offset`` on."""
    return next((n for n, hit in enumerate(hits, offset) if wanted and hit.id == wanted.id), None)
