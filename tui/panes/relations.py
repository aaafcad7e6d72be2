"""The relations of a chosen country, by partner: how much, of which kind, when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.strip import Strip

from tui.counting import counted, placed
from tui.panes.deeds import event_line, sentence_line, sentences_of
from tui.panes.strips import cut, fit
from tui.panes.tall import TallRowPane
from tui.panes.words import both_ways
from tui.plots.spark import balances, legend

if TYPE_CHECKING:
    from index import ActorPage, Event, Evidence, Partner
    from tui.panes.deeds import Spans


_NAME = 6
"""Cells of a partner's name that nothing takes away."""


@dataclass(frozen=True, slots=True)
class _Row:
    partner: Partner
    event: Event | None = None
    sentence: Spans = ()
    """Where the lines of the evidence's sentence begin and end."""
    mirror: Event | None = None
    """The same event, told the other way round."""
    more: int = 0
    """Stories that only the page of the pair shows."""

    @property
    def height(self) -> int:
        return 1 + len(self.sentence)

    @property
    def evidence(self) -> Evidence | None:
        return self.event.evidence[0] if self.event and self.event.evidence else None


class RelationsPane(TallRowPane):
    """Partners by weight of evidence; Enter unfolds one, and opens an article at its evidence."""

    place = "relations"
    number = "3"
    name_shown = "Relations"

    class Open(Message):
        """The person wants to read the evidence where it stands."""

        def __init__(self, evidence: Evidence) -> None:
            super().__init__()
            self.evidence = evidence

    class Moved(Message):
        """The cursor is on another row."""

    class OpenPair(Message):
        """The person wants to see all that passed between two actors."""

        def __init__(self, a: str, b: str) -> None:
            super().__init__()
            self.a, self.b = a, b

    def __init__(self) -> None:
        super().__init__()
        self.actor: ActorPage | None = None
        self.wish = ""
        """The filter as it was typed."""
        self.names: dict[str, str] = {}
        self._unfolded: set[str] = set()
        self._rows: list[_Row] = []
        self._built_for = 0

    # -- what is shown

    def show_actor(self, actor: ActorPage, partner: str | None = None) -> None:
        """Show an actor's relations, with one partner unfolded: ``partner``, or the first."""
        same = self.actor is not None and self.actor.code == actor.code
        self.actor = actor
        self.names = {item.code: item.name for item in actor.partners} | {actor.code: actor.name}
        if not same:
            self.cursor = self.top = 0
            self._unfolded = {item.code for item in actor.partners[:1]}
        if partner is not None:
            self._unfolded.add(partner)
        self._rebuild()
        if partner is not None:
            row = next((n for n, row in enumerate(self._rows) if row.partner.code == partner), 0)
            self.cursor = row
            self.scroll_top(self.row_lines(row)[0])
        self.cursor = min(self.cursor, max(0, self.row_count - 1))
        self.refresh()

    def _rebuild(self) -> None:
        self._rows = []
        self._built_for = width = self.size.width
        for partner in self.actor.partners if self.actor else ():
            self._rows.append(_Row(partner))
            if partner.code in self._unfolded:
                told = both_ways(partner.events, self.actor.code if self.actor else "")
                sentences = sentences_of([event for event, _ in told], width)
                for (event, mirror), spans in zip(told, sentences, strict=True):
                    self._rows.append(_Row(partner, event, spans, mirror))
                if (more := partner.stories - sum(event.stories for event in partner.events)) > 0:
                    self._rows.append(_Row(partner, more=more))
        self.set_heights([row.height for row in self._rows], head=1 if self._rows else 0)

    def on_resize(self) -> None:
        self._rebuild()
        super().on_resize()

    # -- doing

    @property
    def row(self) -> _Row | None:
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def evidence(self) -> Evidence | None:
        """The evidence under the cursor, to be judged."""
        return self.row.evidence if self.row else None

    @property
    def mirrored(self) -> tuple[Evidence, ...]:
        """What the row tells besides, of which the same verdict holds."""
        mirror = self.row.mirror if self.row else None
        return mirror.evidence[:1] if mirror else ()

    def moved(self) -> None:
        self.repaint_title()
        self.post_message(self.Moved())

    def do_choose(self) -> None:
        row = self.row
        if row is None:
            return
        if row.evidence is not None:
            self.post_message(self.Open(row.evidence))
            return
        if row.more:
            self.do_pair()
            return
        self._unfolded ^= {row.partner.code}
        self._rebuild()
        if row.partner.code in self._unfolded and self.cursor + 1 < self.row_count:
            first, last = self.first_line(self.cursor), self.row_lines(self.cursor + 1)[1]
            self.show(first, min(last, first + self.rows - 1))
        self.scroll_top(self.top)
        self.refresh()
        self.post_message(self.Moved())

    def do_pair(self) -> None:
        if self.row is not None and self.actor is not None:
            self.post_message(self.OpenPair(self.actor.code, self.row.partner.code))

    def do_fold_all(self) -> None:
        row = self.row
        if row is None or self.actor is None:
            return
        self._unfolded = set() if self._unfolded else {partner.code for partner in self.actor.partners}
        self._rebuild()
        self.cursor = next(n for n, other in enumerate(self._rows) if other.partner.code == row.partner.code)
        self.scroll_top(self.top)
        self.show(*self.row_lines(self.cursor))
        self.refresh()
        self.post_message(self.Moved())

    # -- painting

    def title(self) -> tuple[str, str]:
        if self.actor is None:
            return "", ""
        told = f"{counted(self.actor.events, 'event')} in {counted(self.actor.stories, 'story')}"
        only = f" · only {self.wish}" if self.wish else ""  # before the counts, which may be cut
        said = f"{self.actor.name}{only} · {told}"
        return said, placed(self.cursor, self.row_count) if self._rows else ""

    def labels(self) -> dict[str, str]:
        row = self.row
        verdicts = {"accept": "", "reject": "", "correct": "", "why": ""}
        if row is None:
            return {"choose": "", "relations": "", "fold_all": "", "pair": "", **verdicts}
        folded = row.partner.code not in self._unfolded
        return {
            "choose": "read it there" if row.event else "all" if row.more else "unfold" if folded else "fold",
            "relations": f"relations of {row.partner.name}",
            "fold_all": "fold all" if self._unfolded else "unfold all",
            **({} if row.evidence else verdicts),
        }

    def render_line(self, y: int) -> Strip:
        if self._built_for != self.size.width:
            # An actor that was shown while the pane was hidden was wrapped for no width at all.
            self._rebuild()
            self.scroll_top(self.top)
        if y == 2 and not self._rows:
            said = (
                "No relations are known yet." if self.actor else self.keyed("{countries} chooses a country.")
            )
            if self.wish:
                said = self.keyed("No relations pass the filter; {filter} changes it.")
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        if line < self.head:
            assert self.actor is not None
            told = legend(self.actor.periods, self.size.width - 2)
            return self.line([(told.rjust(self.size.width - 1), self.palette["dim"])])
        number = self.row_at(line)
        row, part = self._rows[number], line - self.first_line(number)
        here = number == self.cursor
        gutter = "|" if here and part else " "
        if row.more:
            more = counted(row.more, "more story")
            return self.line([(f"{gutter}   … in {more}: p", self.palette["text"])])
        if row.event is None:
            return self._partner_line(row.partner)
        if part == 0:
            subject = self.actor.code if self.actor else ""
            width = self.size.width
            pieces = event_line(row.event, self.names, self.palette, gutter, width, subject=subject)
            return self.line(cut(pieces, width), self.palette["text"])
        assert row.evidence is not None
        return self.line(sentence_line(row.evidence, row.sentence, part - 1, gutter, self.palette))

    def _partner_line(self, partner: Partner) -> Strip:
        base = self.palette["heading"]
        width = self.size.width
        course = balances(partner.series)
        counts = f"{partner.cooperation:>5} coop {partner.conflict:>5} conf  "
        if width < 60:
            counts = f"{partner.cooperation:>4}+ {partner.conflict:>4}-  "
        fold = "▾" if partner.code in self._unfolded else "▸"
        if width < 4 + _NAME + len(counts) + len(course):
            course = ""
        room = max(_NAME, width - 4 - len(counts) - len(course) - 1)
        dim = self.palette["dim"]
        name = partner.name + (f" ~ {partner.note}" if partner.note else "")
        return self.line(
            [(f" {fold} ", base), (fit(name, room), base), (f" {counts}", dim), (course, dim)],
            self.palette["text"],
        )
