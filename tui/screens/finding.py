"""The part of the desk's screen that finds again: what hits are about, and searches that are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui import screens
from tui.counting import counted
from tui.panes.facets import facet_lines, histogram
from tui.panes.narrowing import narrowed
from tui.screens.noting import NotingScreen

if TYPE_CHECKING:
    from index import Counts, SavedSearch
    from tui.screens.choice import Choice

_FACETS = 20


class FindingScreen(NotingScreen):
    """Facets narrow the search; saved searches are run again, and say how much in them is unread."""

    def do_facets(self) -> None:
        text, sort = self.wanted, self.results.sort

        def there(counts: Counts) -> None:
            if not counts.total:
                self.say("There are no hits to count.")
                return
            about = "  ".join(filter(None, (counted(counts.total, "hit"), histogram(counts.months))))
            rows = list(facet_lines(counts))
            screen = screens.ChoiceScreen(about, rows, label="only", does="narrow the search")
            self.app.push_screen(screen, chosen)

        def chosen(query: str | None) -> None:
            if query:
                self._run(narrowed(text, query))

        self.ask_to_choose("counts", lambda: self.client.counts(text, _FACETS, sort), there)

    def _run(self, query: str) -> None:
        """Search, by a way that ``q`` leads back."""
        self.go("results")
        text = f"{query} "  # the space says that the last word is whole
        self.box.set_text(text)
        self.ask_search(text)

    # -- saved searches

    def do_searches(self) -> None:
        def found(searches: list[SavedSearch]) -> None:
            if not searches:
                self.say(
                    f"No search is saved yet: {self.keymap.key_of('save_search')} saves the one you see."
                )
                return
            choices = [(search.query, _line(search)) for search in searches]
            self.app.push_screen(screens.ChoiceScreen("Saved searches", choices, does="search"), chosen)

        def chosen(query: str | None) -> None:
            if query:
                self._run(query)

        self.ask_to_choose("searches", self.client.searches, found)

    def do_save_search(self) -> None:
        query = " ".join(self.wanted.split())
        if not query:
            self.say(self.keymap.told("There is no search to save: {search} begins one."))
            return

        def found(searches: list[SavedSearch]) -> None:
            names = {search.name for search in searches}
            choices: list[Choice] = [
                (f"-{search.name}", f"forget {search.name}") for search in searches if search.query == query
            ]
            choices += [(f"+{name}", f"instead of what is saved as {name}") for name in sorted(names)]
            if query not in names:
                choices.insert(0, (f"+{query}", f"under its own words: {query}"))

            def offer(typed: str) -> Choice | None:
                name = index.clean_line(typed).strip()
                return (f"+{name}", f"as {name}") if name and name not in names else None

            screen = screens.ChoiceScreen(
                f"Save the search {query}", choices, offer, label="name", does="save", typed_first=True
            )
            self.app.push_screen(screen, chosen)

        def chosen(name: str | None) -> None:
            if name:
                wanted = query if name[0] == "+" else ""
                done = "saved" if wanted else "forgotten"
                self.questions.ask(
                    "",
                    lambda: self.client.save_search(name[1:], wanted),
                    lambda kept: self.say(
                        f"Search {kept} {done}. {self.keymap.key_of('undo')} takes it back."
                    ),
                )

        self.ask_to_choose("searches", self.client.searches, found)


def _line(search: SavedSearch) -> str:
    unread = f"{search.unread:,} unread" if search.unread else "all read"
    words = "" if search.name == search.query else f"   {search.query}"
    return f"{search.name}   {unread} of {search.total:,}{words}"
