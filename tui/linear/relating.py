"""The part of the conversation that relates: who did what to whom, the reader's verdicts, and the filter."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import index
from index import DeskError
from tui.linear import speech
from tui.linear.reading import Reading
from tui.panes.words import DEEDS, both_ways, once
from tui.plots.grid import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import Evidence, Relation

_TWO = re.compile(r"\s*(?:,|\band\b)\s*")
_TURNED = "turn"


class Relating(Reading):
    """Says relations with a number each; a number goes to the sentence, ``+ - =`` judge."""

    _mirrors: tuple[Evidence | None, ...] = ()
    """To each relation that can be judged what the same words tell the other way round."""
    _judged: tuple[tuple[str, tuple[Evidence, ...], Evidence], ...] = ()
    """What was said of each verdict, and list and choice as they were before, for ``_unjudge``."""
    _filter: index.Filter | None = None
    _wish = ""

    def _relations(self, rest: str) -> None:
        names = two(rest)
        if not names:
            self._say_told()
        elif len(names) == 1:
            self._partners(self._code(names[0]))
        else:
            self._pair(self._code(names[0]), self._code(names[1]))

    def _say_told(self) -> None:
        """The relations of the article that is open."""
        if self._page is None:
            self.say("Open an article first, or name a country: r France")
            return
        page = self._page = self._wait(self._client.article(self._page.article.id))
        article = page.article

        def evidence(relation: Relation) -> Evidence:
            sentence = article.body[relation.start : relation.end]
            return index.Evidence(relation, article.id, article.title, article.date, sentence, article.source)

        relations = once(page.relations)
        lines = speech.told(page, [(one, other is not None) for one, other in relations], self._names)
        if not lines:
            self.say("No relation was found in this article." if page.analysed else "It is not analysed yet.")
            return
        self._tell(
            "", lines, [(evidence(one), evidence(other) if other else None) for one, other in relations]
        )

    def _partners(self, code: str) -> None:
        page = self._wait(self._client.actor(code, self._filter))
        head = f"{page.name}, named in {speech.count(page.articles, 'article')}."
        head += f" {speech.count(len(page.partners), 'partner')}{self._limits()}."
        self._offer(
            head, [(speech.partner(one), partial(self._pair, page.code, one.code)) for one in page.partners]
        )

    def _pair(self, a: str, b: str) -> None:
        page = self._wait(self._client.pair(a, b, self._filter))
        events = [told for told in both_ways(page.events) if told[0].evidence]
        head = f"{' and '.join(page.names)}: {speech.count(page.total, 'event')}"
        head += f" in {speech.count(page.stories, 'story')}{self._limits()}."
        self._tell(
            " ".join([head, *map(speech.turn, page.turns)]),
            [speech.event(one, self._names, both=other is not None) for one, other in events],
            [(one.evidence[0], other.evidence[0] if other else None) for one, other in events],
        )

    def _matrix(self) -> None:
        """Every two of whom one acts on the other, those with most stories first."""
        matrix = self._wait(self._client.matrix(self._filter))
        cells = [
            (sum(counts), row, column, counts)
            for row, counted in enumerate(matrix.cells)
            for column, counts in enumerate(counted)
            if sum(counts)
        ]
        cells.sort(key=lambda cell: (-cell[0], cell[1:3]))
        names, codes = matrix.names, matrix.actors
        lines = [
            (
                f"{names[row]} to {names[column]}: {told(counts).replace(' ·', ';')}.",
                partial(self._pair, codes[row], codes[column]),
            )
            for _, row, column, counts in cells
        ]
        since, until = speech.day(matrix.since), speech.day(matrix.until)
        span = f" from {since} to {until}" if matrix.since else ""
        head = f"{speech.count(len(codes), 'actor')}{span}{self._limits()}."
        self._offer(f"{head} Numbers are stories; the first of two acts on the second.", lines)

    def _tell(
        self, head: str, lines: list[str], evidence: Sequence[tuple[Evidence, Evidence | None]]
    ) -> None:
        self._judged = ()
        told = tuple(one for one, _ in evidence)
        self._offer(head, [(line, partial(self._go_to, n)) for n, line in enumerate(lines)], told)
        self._mirrors = tuple(other for _, other in evidence)

    def _go_to(self, number: int) -> None:
        """Read on from the sentence of a relation; what was said of relations still has its numbers."""
        evidence = self._chosen = self._evidence[number]
        self._show(evidence.article, evidence.relation.start)

    def _code(self, name: str) -> str:
        code = self._wait(self._client.resolve(name))
        if code is None:
            raise DeskError(f"Nobody here is called {name}.")
        return str(code)

    # -- which of them count

    def _only(self, rest: str) -> None:
        """``since:2022 type:assault``, ``search`` for the articles of the search, ``all``; '' asks."""
        if rest:
            query = self._filter.query if self._filter else ""
            if rest == "all":
                rest = query = ""
            elif rest == "search":
                query, rest = self._results.query.strip() if self._results else "", self._wish
                if not query:
                    self.say("There is no search to count the articles of; type words to search.")
                    return
            found, odd = index.parse_filter(rest, query=query)
            if odd:
                holds = f"still only relations{self._limits()}" if self._filter else "still all relations"
                self.say(f"{odd[:1].upper()}{odd[1:]}; {holds} count. {speech.FILTERS}")
                return
            self._wish, self._filter = rest, found if rest or query else None
        self.say(f"Relations{self._limits()} count." if self._filter else "All relations count.")

    def _limits(self) -> str:
        """`` with since:2022, in the articles of the search for grain``, or ''."""
        said = f" with {self._wish}" if self._wish else ""
        query = self._filter.query if self._filter else ""
        return said + (f" in the articles of the search for {query}" if query else "")

    # -- verdicts

    def _meant(self, told: str) -> Evidence | None:
        """The relation of that number, or the one chosen last."""
        if told and not 1 <= int(told) <= len(self._evidence):
            self.say(f"There is no relation {told}. r says those of the article, with numbers.")
            return None
        if told:
            self._chosen = self._evidence[int(told) - 1]
        elif self._chosen is None and len(self._evidence) == 1:
            self._chosen = self._evidence[0]
        if self._chosen is None:
            self.say("Which one? r says the relations with numbers; + 2 is about the second.")
        return self._chosen

    def _judge(self, word: str, told: str, right: Relation | None = None) -> None:
        """Keep a verdict; the same again takes it back, as on the screen."""
        evidence = self._meant(told)
        if evidence is None:
            return
        word = "" if evidence.relation.verdict == word and right is None else word
        # A correction is of one direction; a meeting is right or wrong for both who met.
        place = next(n for n, one in enumerate(self._evidence) if one is evidence)
        other = self._mirrors[place] if right is None else None
        judged = replace(right or evidence.relation, verdict=word)
        said = speech.deed(judged, self._names, both=other is not None).removesuffix(".")
        said += "" if word else ": no verdict"
        self._wait(self._client.judge(evidence, word, right, (other,) if other else (), said))
        self.say(f"{said}. u takes it back.")
        self._judged += ((said, self._evidence, evidence),)
        kept = replace(evidence, relation=judged)
        self._evidence = tuple(kept if one is evidence else one for one in self._evidence)
        self._chosen = kept

    def _unjudge(self, undone: str) -> None:
        """What was taken back may be the last verdict."""
        if self._judged and undone == self._judged[-1][0]:
            *before, (_, self._evidence, self._chosen) = self._judged
            self._judged = tuple(before)

    def _correct(self, told: str) -> None:
        """``2 aid`` and ``2 turn`` correct at once; ``2`` says what can be chosen."""
        number, _, wish = told.partition(" ") if told[:1].isdecimal() else ("", "", told)
        evidence = self._meant(number)
        if evidence is None:
            return
        relation = replace(evidence.relation, verdict="")
        turned = replace(relation, source=relation.target, target=relation.source)
        ways = {_TURNED: turned}
        ways |= {
            type_.lower(): replace(relation, type=type_, quad=index.QUADS[type_])
            for type_ in DEEDS
            if type_ != relation.type
        }
        if wish in ways:
            self._judge("corrected", "", ways[wish])
            return
        self._ask(
            f"What is right? {speech.deed(relation, self._names)}",
            [
                (f"{way}: {speech.deed(right, self._names)}", partial(self._judge, "corrected", "", right))
                for way, right in ways.items()
            ],
        )

    def _why(self, told: str) -> None:
        """How the sentence was understood, word by word."""
        evidence = self._meant(told)
        if evidence is None:
            return
        lines = self._wait(self._client.explain(evidence.article, evidence.relation.start))
        self._rest, self._choices = [" ".join(line.split()) for line in lines if line.strip()], []
        self._say_rest()


def two(text: str) -> list[str]:
    """One name or two: ``Iran``, ``Iran, Qatar``, ``Iran and Qatar``."""
    return [name for name in _TWO.split(text.strip()) if name]
