"""The relations of a chosen country, by partner: how much, of which kind, and the sentences that say so."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from textual.message import Message
from textual.strip import Strip

from index import ActorPage, Evidence, Partner
from tui.panes.lines import RowPane
from tui.panes.strips import Piece, cut, fit, marked
from tui.panes.words import balance, deed
from tui.panes.wrap import MEASURE, wrap

_BAR = 12
_INDENT = 4


@dataclass(frozen=True, slots=True)
class _Row:
    partner: Partner
    evidence: Evidence | None = None
    sentence: tuple[tuple[int, int], ...] = ()
    """Where the lines of the evidence's sentence begin and end."""

    @property
    def height(self) -> int:
        return 1 + len(self.sentence) if self.evidence else 1


class RelationsPane(RowPane):
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

    def __init__(self) -> None:
        super().__init__()
        self.actor: ActorPage | None = None
        self.names: dict[str, str] = {}
        self._unfolded: set[str] = set()
        self._rows: list[_Row] = []
        self._first_lines: list[int] = []
        self._line_count = 0
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

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def line_count(self) -> int:
        return self._line_count

    def row_lines(self, row: int) -> tuple[int, int]:
        first = self._first_lines[row]
        return first, first + self._rows[row].height - 1

    def row_at(self, line: int) -> int:
        return max(0, bisect_right(self._first_lines, line) - 1)

    def _rebuild(self) -> None:
        self._rows = []
        self._built_for = self.size.width
        for partner in self.actor.partners if self.actor else ():
            self._rows.append(_Row(partner))
            if partner.code in self._unfolded:
                self._rows += [self._evidence_row(partner, evidence) for evidence in partner.evidence]
        self._first_lines = []
        at = 0
        for row in self._rows:
            self._first_lines.append(at)
            at += row.height
        self._line_count = at

    def _evidence_row(self, partner: Partner, evidence: Evidence) -> _Row:
        width = max(12, min(self.size.width - _INDENT - 1, MEASURE))
        return _Row(partner, evidence, tuple(wrap(_flat(evidence.sentence), width)))

    def on_resize(self) -> None:
        self._rebuild()
        super().on_resize()

    # -- doing

    @property
    def row(self) -> _Row | None:
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def go(self, row: int) -> None:
        if self._rows:
            super().go(row)

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
        self._unfolded ^= {row.partner.code}
        self._rebuild()
        if row.partner.code in self._unfolded and self.cursor + 1 < self.row_count:
            first, last = self.row_lines(self.cursor)[0], self.row_lines(self.cursor + 1)[1]
            self.show(first, min(last, first + self.rows - 1))
        self.scroll_top(self.top)
        self.refresh()
        self.post_message(self.Moved())

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
        count = sum(partner.cooperation + partner.conflict for partner in self.actor.partners)
        plural = "s" * (self.actor.articles != 1)
        said = f"{self.actor.name} · {count:,} in {self.actor.articles:,} article{plural}"
        return said, f"{self.cursor + 1}/{self.row_count}" if self._rows else ""

    def labels(self) -> dict[str, str]:
        row = self.row
        if row is None:
            return {"choose": "", "relations": "", "fold_all": ""}
        folded = row.partner.code not in self._unfolded
        return {
            "choose": "read it there" if row.evidence else "unfold" if folded else "fold",
            "relations": f"relations of {row.partner.name}",
            "fold_all": "fold all" if self._unfolded else "unfold all",
        }

    def render_line(self, y: int) -> Strip:
        if self._built_for != self.size.width:
            # An actor that was shown while the pane was hidden was wrapped for no width at all.
            self._rebuild()
            self.scroll_top(self.top)
        if y == 2 and not self._rows:
            said = "No relations are known yet." if self.actor else "c chooses a country."
            return self.line([("  " + said, self.palette["dim"])])
        return super().render_line(y)

    def paint(self, line: int) -> Strip:
        number = self.row_at(line)
        row, part = self._rows[number], line - self._first_lines[number]
        here = number == self.cursor
        look = ("cursor" if self.has_focus else "cursor_idle") if here and part == 0 else "text"
        gutter = ">" if here and part == 0 else "|" if here else " "
        if row.evidence is None:
            return self._partner_line(row.partner, gutter, look)
        if part == 0:
            return self._deed_line(row.evidence, gutter, look)
        return self._sentence_line(row, part - 1, gutter)

    def _partner_line(self, partner: Partner, gutter: str, look: str) -> Strip:
        plain = look == "text"
        base = self.palette["heading" if plain else look]
        width = self.size.width
        good, bad = balance(partner.cooperation, partner.conflict, _BAR)
        counts = f"{partner.cooperation:>5} coop {partner.conflict:>5} conf  "
        if width < 56:
            counts = f"{partner.cooperation + partner.conflict:>5}  "
        fold = "▾" if partner.code in self._unfolded else "▸"
        room = width - 4 - len(counts) - _BAR - 1
        dim = self.palette["dim"] if plain else base
        return self.line(
            [
                (f"{gutter}{fold} ", base),
                (fit(partner.name, room), base),
                (f" {counts}", dim),
                (good, self.palette["cooperation"] if plain else base),
                (bad, self.palette["conflict"] if plain else base),
            ],
            self.palette[look],
        )

    def _deed_line(self, evidence: Evidence, gutter: str, look: str) -> Strip:
        plain = look == "text"
        base = self.palette[look]
        kind = "cooperation" if evidence.relation.quad <= 2 else "conflict"
        pieces: list[Piece] = [
            (
                f"{gutter} {'+' if evidence.relation.quad <= 2 else '-'} ",
                self.palette[kind] if plain else base,
            ),
            (fit((evidence.date or "no date")[:10], 10) + "  ", self.palette["date"] if plain else base),
            (deed(evidence.relation, self.names), base),
        ]
        return self.line(cut(pieces, self.size.width), base)

    def _sentence_line(self, row: _Row, part: int, gutter: str) -> Strip:
        evidence = row.evidence
        assert evidence is not None
        start, end = row.sentence[part]
        relation, base = evidence.relation, self.palette["dim"]
        marks = []
        if len(evidence.sentence) == relation.end - relation.start:
            first, last = (place - relation.start - start for place in relation.predicate)
            marks.append((first, last, self.palette["heading"]))
        text = _flat(evidence.sentence)[start:end]
        return self.line([(gutter + " " * (_INDENT - 1), self.palette["text"]), *marked(text, base, marks)])


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
