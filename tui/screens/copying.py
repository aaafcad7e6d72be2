"""The part of the desk's screen that copies (a citation, a sentence, an address) and finds sentences."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import screens
from tui.panes.citing import citation, cited_evidence, quoted
from tui.panes.hits import NOTE
from tui.screens.marking import MarkingScreen
from tui.terminal.clipboard import copy

if TYPE_CHECKING:
    from index import Article


class CopyingScreen(MarkingScreen):
    """Copies from what is chosen: the article before the person, or the one under the cursor."""

    def do_copy_citation(self) -> None:
        self._with_article(lambda article: self._copy(citation(article), "The citation"))

    def do_copy_address(self) -> None:
        def chosen(article: Article) -> None:
            if article.url:
                self._copy(article.url, "The address")
            else:
                self.say("This article came without an address.")

        self._with_article(chosen)

    def do_copy_sentence(self) -> None:
        evidence = self.judged if self.place in ("relations", "pair") else None
        if evidence is not None:
            self._copy(cited_evidence(evidence), "The sentence")
            return
        page, span = self.article.page, self.article.chosen_sentence
        if self.place != "article" or page is None or span is None:
            self.say("Choose a sentence first: ) goes to the next one, ] to the next with a relation.")
            return
        self._copy(quoted(page.article.body[slice(*span)], citation(page.article)), "The sentence")

    def _with_article(self, do: Callable[[Article], None]) -> None:
        """Do something with the open article or, in the results, with the one under the cursor."""
        page, hit = self.article.page, self.results.hit
        if self.place == "article" and page is not None:
            do(page.article)
        elif self.place == "results" and hit is not None and not hit.id.startswith(NOTE):
            self.questions.ask("", lambda: self.client.article(hit.id), lambda page: do(page.article))
        else:
            self.say("There is no article to copy from.")

    def _copy(self, text: str, what: str) -> None:
        async def copied() -> None:
            way = await asyncio.to_thread(copy, text, os.environ, self._osc52)
            self.say(f"{what} is in {way}.")

        self.run_worker(copied(), exit_on_error=False)

    def _osc52(self, text: str) -> None:
        self.app.call_from_thread(self.app.copy_to_clipboard, text)

    # -- finding in the article

    def do_find(self) -> None:
        page = self.article.page
        if page is None:
            self.say("There is no article to look in.")
            return
        spans, body = self.article.sentences, page.article.body
        choices = [(str(n), " ".join(body[start:end].split())) for n, (start, end) in enumerate(spans)]

        def chosen(number: str | None) -> None:
            now = self.article.page  # analysed meanwhile, it is another page of the same words
            if number is not None and now is not None and now.article.body == body:
                self.article.choose_sentence(int(number))

        self.app.push_screen(screens.ChoiceScreen("Find in the article: type words", choices), chosen)
