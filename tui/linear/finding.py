"""The part of the conversation that finds: what the results are about, and who is named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.linear import speech
from tui.linear.relating import Relating
from tui.panes.narrowing import BESIDE, KINDS, narrowed

if TYPE_CHECKING:
    from index import EntityPage
    from tui.linear.talk import Choice


class Finding(Relating):
    """Says counts and names with a number each; a number narrows the search, or goes to the page."""

    def _about(self) -> None:
        """What the results are about, kind by kind, then by month."""
        if self._results is None:
            self.say("There are no results; type words to search.")
            return
        query = self._results.query.strip()
        counts = self._wait(self._client.counts(self._results.query, sort=self._sort))
        kinds = [(word, counts.by.get(kind, ())) for kind, word in KINDS.items()]
        kinds.append(("month", counts.months[::-1]))
        lines: list[tuple[str, Choice]] = [
            (
                speech.counted(word, one),
                partial(self._search, narrowed(query, one.query)),
            )
            for word, found in kinds
            for one in found
        ]
        what = speech.count(counts.total, "article")
        self._offer(f"{what}. A number keeps only those." if lines else f"{what}.", lines)
        if counts.notice:
            self.say(counts.notice)

    # -- who is named

    def _who(self, rest: str) -> None:
        """In the paragraph; in the whole article (``all``); or who has that name."""
        if rest not in ("", "all"):
            self._named(rest)
            return
        if self._page is None or (self._part < 0 and not rest):
            self.say("Open an article first, or name somebody: w Mark Rutte")
            return
        mentions = self._page.mentions
        if not rest:
            block = self._parts[self._part]
            mentions = tuple(m for m in mentions if block.start <= m.start < block.end)
        found = speech.named(mentions, self._names)
        self._offer(
            "" if found else "Nobody is named here.",
            [(words, partial(self._entity, name, kind)) for words, (name, kind) in found.items()],
        )

    def _named(self, name: str) -> None:
        found = self._wait(self._client.entities(name))
        exact = [one for one in found if name.casefold() in (one.shown.casefold(), one.name.casefold())]
        if len(exact) == 1 or len(found) == 1:
            one = (exact or found)[0]
            self._entity(one.name, one.kind)
            return
        self._offer(
            f"{speech.count(len(found), 'name')}." if found else f"Nobody here is called {name}.",
            [(speech.entity(one), partial(self._entity, one.name, one.kind)) for one in found],
        )

    def _entity(self, name: str, kind: str) -> None:
        page: EntityPage = self._wait(self._client.entity(name, kind))
        lines: list[tuple[str, Choice]] = [
            (f"With {speech.entity(one)}", partial(self._entity, one.name, one.kind))
            for one in page.beside[:BESIDE]
        ]
        lines += [
            (
                f"{speech.sentence(one.title or 'No title')} {speech.day(one.date)}, "
                f"named {speech.times(one.mentions)}.",
                partial(self._show, one.id),
            )
            for one in page.namings
        ]
        self._offer(speech.entity_page(page), lines)
