"""The part of the conversation that reads: results, an article, and the place in it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from tui.linear import speech
from tui.linear.talk import TEN, Talk
from tui.panes.citing import citation, quoted

if TYPE_CHECKING:
    from index import Block, Client, Hit, Page, Results

T = TypeVar("T")


class Reading(Talk):
    """Goes through results ten at a time, and through an article by paragraphs."""

    def __init__(self, client: Client, wait: Callable[[Coroutine[Any, Any, T]], T]) -> None:
        super().__init__(client, wait)
        self._results: Results | None = None
        self._sort = "relevance"
        self._hits: list[Hit] = []
        self._said = 0
        self._row = -1
        self._page: Page | None = None
        self._parts: list[Block] = []
        self._part = -1

    # -- results

    def _search(self, text: str) -> None:
        self.keep_place()
        # A word with a blank after it is whole; without, while it is being typed, it may be half a word.
        query = f"{text} " if text else ""
        results = self._results = self._wait(self._client.search(query, limit=TEN, sort=self._sort))
        self._hits, self._said, self._row, self._page = list(results.hits), 0, -1, None
        self._rest, self._choices = [], []
        what = "hit" if text else "article"
        self.say(f"{speech.count(results.total, what)}{f' for {text}' if text else ''}.")
        if results.notice:
            self.say(results.notice)
        if results.total:
            self._say_hits()

    def _say_hits(self) -> None:
        results, self._choices = self._results, []
        self._evidence, self._chosen = (), None
        if results is None or self._said >= results.total:
            self.say("There are no more results.")
            return
        self._fetch(self._said + TEN)
        self.say(*speech.numbered(self._hits[self._said : self._said + TEN], self._said + 1))
        self._said = min(self._said + TEN, len(self._hits))
        if self._said < results.total:
            self.say("Enter says more; a number opens.")

    def _fetch(self, upto: int) -> None:
        results = self._results
        while results is not None and len(self._hits) < min(upto, results.total):
            more = self._wait(
                self._client.search(results.query, limit=TEN, offset=len(self._hits), sort=self._sort)
            )
            if not more.hits:
                break
            self._hits += more.hits

    def _list(self) -> None:
        self.keep_place()
        self._page, self._said, self._rest = None, 0, []
        self._say_hits()

    # -- an article

    def _open(self, row: int) -> None:
        self._fetch(row + 1)
        if not 0 <= row < len(self._hits):
            self.say(
                f"There is no result {row + 1}."
                if self._hits
                else "There are no results; type words to search."
            )
            return
        self._row = row
        self._show(self._hits[row].id)

    def _show(self, id_: str, at: int | None = None) -> None:
        """Read an article, from its beginning, from the place kept, or from the character ``at``."""
        if self._page is None or self._page.article.id != id_:
            self.keep_place()
            page = self._wait(self._client.article(id_))
            self._page, self._parts, self._part = page, speech.paragraphs(page), -1
            self.say(speech.head(page, len(self._parts)))
            self._wait(self._client.seen(id_))
            if at is None and page.place and (began := self._part_at(page.place)):
                self._part = began - 1
                self.say(f"You were at paragraph {began + 1}.")
        if at is not None:
            began = self._part_at(at)
            self._part = began - 1
            self.say(f"Paragraph {began + 1} of {len(self._parts)}.")
        self._rest = []
        self._on()

    def _part_at(self, place: int) -> int:
        return next((n for n, part in enumerate(self._parts) if part.end > place), 0)

    def _on(self) -> None:
        if self._rest:
            self._say_rest()
        elif self._page is None:
            self._say_hits()
        elif self._part + 1 < len(self._parts):
            self._part += 1
            self._say_part()
        else:
            self._choices = []
            self.say("End of article. n opens the next, l lists the results.")

    def _say_part(self) -> None:
        assert self._page is not None
        block, self._choices = self._parts[self._part], []
        self.say(speech.paragraph(self._page, block, self._part + 1, len(self._parts)))

    def _back(self) -> None:
        if self._page is None or self._part <= 0:
            self.say("This is the beginning.")
            return
        self._part -= 1
        self._say_part()

    def _all(self) -> None:
        if self._page is None:
            self._say_hits()
            return
        while self._part + 1 < len(self._parts):
            self._part += 1
            self._say_part()

    def _next(self) -> None:
        self._open(self._row + 1)

    def _previous(self) -> None:
        if self._row <= 0:
            self.say("This is the first.")
        else:
            self._open(self._row - 1)

    def _where(self) -> None:
        if self._page is None:
            total = self._results.total if self._results else 0
            self.say(f"In the results: {self._said} of {total} said.")
            return
        title = self._page.article.title or "No title"
        here = 0 <= self._row < len(self._hits) and self._hits[self._row].id == self._page.article.id
        result = f" Result {self._row + 1}." if here else ""
        self.say(f"{title}. Paragraph {self._part + 1} of {len(self._parts)}.{result}")

    def keep_place(self) -> None:
        """Remember how far the open article was read."""
        if self._page is not None and self._part >= 0:
            place = self._parts[self._part].start if self._part + 1 < len(self._parts) else 0
            with self._failures():
                self._wait(self._client.save_place(self._page.article.id, place))

    def _cite(self) -> None:
        if self._page is None:
            self.say("Open an article first.")
            return
        cited = citation(self._page.article)
        if self._part >= 0:
            block = self._parts[self._part]
            cited = quoted(self._page.article.body[block.start : block.end], cited)
        self.say(cited)

    def _order(self, sort: str) -> None:
        self._sort = sort
        self.say(f"In order: {speech.ORDERS[sort]}.")
        if self._results is not None and self._results.query.strip():
            self._search(self._results.query.strip())
