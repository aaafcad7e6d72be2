"""What passed between two actors: a time line of both directions, and below it every event, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.strip import Strip

from tui.counting import counted, placed
from tui.panes.deeds import event_line, sentence_line, sentences_of
from tui.panes.relations import RelationsPane
from tui.panes.strips import cut
from tui.panes.tall import TallRowPane
from tui.panes.words import both_ways
from tui.plots.timeline import timeline

if TYPE_CHECKING:
    from index import Event, Evidence, PairPage, TurningPoint
    from tui.panes.deeds import Spans


@dataclass(frozen=True, slots=True)
class _Row:
    event: Event
    sentence: Spans
    mirror: Event | None = None
    """The same, told the other way round."""
    turn: TurningPoint | None = None
    """The turning point that this event begins; it is told below the event."""

    @property
    def height(self) -> int:
        return 1 + len(self.sentence) + (self.turn is not None)


class PairPane(TallRowPane):
    """The page of a pair."""

    place = "pair"
    number = "3"
    name_shown = "Pair"

    def __init__(self) -> None:
        super().__init__()
        self.page: PairPage | None = None
        self.wish = ""
        self.names: dict[str, str] = {}
        self._rows: list[_Row] = []
        self._plot: list[str] = []
        self._built_for = 0

    def show_pair(self, page: PairPage) -> None:
        """Show a pair; the cursor stays where it was when it is the same one."""
        if self.page is None or (self.page.a, self.page.b) != (page.a, page.b):
            self.cursor = self.top = 0
        self.page = page
        self.names = dict(zip((page.a, page.b), page.names, strict=True))
        self._rebuild()
        self.cursor = min(self.cursor, max(0, self.row_count - 1))
        self.refresh()

    def _rebuild(self) -> None:
        self._built_for = width = self.size.width
        self._rows = []
        if self.page is None:
            return
        turns = {turn.date: turn for turn in self.page.turns}
        told = both_ways(self.page.events)
        events = [event for event, _ in told]
        sentences = sentences_of(events, width)
        for (event, mirror), older, spans in zip(told, (*events[1:], None), sentences, strict=True):
            last_of_day = older is None or older.date != event.date
            turn = turns.get(event.date) if last_of_day else None
            self._rows.append(_Row(event, spans, mirror, turn))
        self._plot = [*timeline(self.page, width - 3), ""]
        if self.page.note:
            first = next(line for line in self.page.note.splitlines() if line.strip())
            self._plot[-1:] = [f"~ {first}", ""]
        self.set_heights([row.height for row in self._rows], head=len(self._plot))

    def on_resize(self) -> None:
        self._rebuild()
        super().on_resize()

    # -- doing

    @property
    def evidence(self) -> Evidence | None:
        """The evidence under the cursor, to be judged."""
        if self.cursor >= len(self._rows):
            return None
        return next(iter(self._rows[self.cursor].event.evidence), None)

    @property
    def mirrored(self) -> tuple[Evidence, ...]:
        """What the row tells besides, of which the same verdict holds."""
        mirror = self._rows[self.cursor].mirror if self.cursor < len(self._rows) else None
        return mirror.evidence[:1] if mirror else ()

    def moved(self) -> None:
        self.repaint_title()
        self.post_message(RelationsPane.Moved())

    def do_choose(self) -> None:
        if self.evidence is not None:
            self.post_message(RelationsPane.Open(self.evidence))

    # -- painting

    def title(self) -> tuple[str, str]:
        if self.page is None:
            return "", ""
        told = f"{counted(self.page.total, 'event')} in {counted(self.page.stories, 'story')}"
        only = f" · only {self.wish}" if self.wish else ""
        said = f"{' and '.join(self.page.names)}{only} · {told}"
        return said, placed(self.cursor, self.row_count) if self._rows else ""

    def labels(self) -> dict[str, str]:
        return {} if self.evidence else {"choose": "", "accept": "", "reject": "", "correct": "", "why": ""}

    def render_line(self, y: int) -> Strip:
        if self._built_for != self.size.width:
            self._rebuild()
            self.scroll_top(self.top)
        if y == 2 and not self._rows:
            said = "Nothing is known to have passed between them."
            if self.wish:
                said = self.keyed("No relations pass the filter; {filter} changes it.")
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        if line < self.head:
            return self.line([("   ", self.palette["text"]), (self._plot[line], self.palette["dim"])])
        number = self.row_at(line)
        row, part = self._rows[number], line - self.first_line(number)
        here = number == self.cursor
        gutter = "|" if here and part else " "
        if part == 0:
            width = self.size.width
            both = row.mirror is not None
            pieces = event_line(row.event, self.names, self.palette, gutter, width, both=both)
            return self.line(cut(pieces, width), self.palette["text"])
        if part > len(row.sentence):
            assert row.turn is not None
            return self.line([(_turn_words(row.turn), self.palette["evidence"])])
        spans, evidence = row.sentence, row.event.evidence[0]
        return self.line(sentence_line(evidence, spans, part - 1, gutter, self.palette))


def _turn_words(turn: TurningPoint) -> str:
    way = "towards cooperation" if turn.after > turn.before else "towards conflict"
    return (
        f" ^ {turn.date}: turned {way} (from {turn.before:+.1f} to {turn.after:+.1f} on a scale of -2 to 2)"
    )
