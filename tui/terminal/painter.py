"""From the picture that a terminal shows to the one it should show, in as few bytes as can be.

Changed cells only; looks and moves the shortest way; blanks by erasing; what has merely moved up or down by
scrolling. Where terminals disagree about a character's width, its whole row is painted, and the cursor put in
its place again after each word of such characters, so that nothing else stands wrong.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.terminal.looks import DEFAULT, blank, shows_alike
from tui.terminal.pen import Pen
from tui.terminal.picture import Kind, Picture, Row, doubtful_words
from tui.terminal.pieces import Piece, cut, runs_of, tail_of, trim
from tui.terminal.scrolling import find_shift

if TYPE_CHECKING:
    from tui.terminal.abilities import Abilities
    from tui.terminal.looks import Look
    from tui.terminal.scrolling import Shift

_End = tuple[list[str], tuple[int, int] | None, int | None, "Look | None"]
"""What is written, and cursor, row and look at its end."""


class Painter(Pen):
    """Knows what the terminal shows, and writes what differs."""

    def __init__(self, abilities: Abilities) -> None:
        super().__init__(abilities)
        self._shown: Picture | None = None

    def forget(self) -> None:
        """Nobody knows any more what the terminal shows: the next picture is painted whole."""
        self._shown = None
        self.lose_cursor()

    def seed(self, shown: Picture) -> None:
        """The terminal shows this already."""
        self.forget()
        self._shown = shown

    def paint(self, wanted: Picture, touched: set[int]) -> str:
        """What to write so that the terminal shows ``wanted``, all but the ``touched`` rows being shown."""
        self._out = []
        shown = self._shown
        if shown is None or (shown.width, shown.height) != (wanted.width, wanted.height):
            shown = self._clear(wanted)
            touched = set(range(wanted.height))
        elif self._abilities.scrolls and len(touched) > 2:
            shift = find_shift(shown, wanted, touched)
            if shift is not None and self._worth_scrolling(shift, shown, wanted, touched):
                touched = touched | self._scroll(shift, shown)
        self._rows(shown, wanted, touched)
        self._finish(wanted)
        return "".join(self._out)

    def _rows(self, shown: Picture, wanted: Picture, touched: set[int]) -> None:
        pieces: list[Piece] = []
        trimmed: list[Piece] = []
        for y in sorted(touched):
            new, old = wanted.rows[y], shown.rows[y]
            if not new.same(old):
                if max(new.kind, old.kind) is Kind.DOUBTFUL:
                    self._doubtful_row(y, new)
                else:
                    found = self._pieces(y, new, old)
                    pieces += found
                    trimmed += [trim(piece, new, old) for piece in found]
                shown.rows[y] = new.copy()
        self._write(pieces, trimmed, shown)

    def _worth_scrolling(self, shift: Shift, shown: Picture, wanted: Picture, touched: set[int]) -> bool:
        """Whether it is shorter to scroll first: columns that stay as they are must be written again then."""
        rows, at, row, look = shown.rows, self._at, self._row, self._look
        lengths = []
        for scrolls in (False, True):
            shown.rows = rows[:]
            self._rows(shown, wanted, touched | self._scroll(shift, shown) if scrolls else touched)
            lengths.append(sum(map(len, self._out)))
            self._out, self._at, self._row, self._look = [], at, row, look
        shown.rows = rows
        return lengths[1] < lengths[0]

    def _finish(self, wanted: Picture) -> None:
        """Leave the cursor in its place, and in the look of what stands there: it is what changes next."""
        y, x = wanted.cursor
        row = wanted.rows[y]
        if self._out and row.glyphs[x] not in ("", " "):
            self._wear(row.looks[x])
        self._go(y, x)

    # -- the whole

    def _clear(self, wanted: Picture) -> Picture:
        self.forget()
        common = DEFAULT
        if self._abilities.erases_in_colour:
            blanks = Counter(
                look
                for row in wanted.rows
                for glyph, look in zip(row.glyphs, row.looks, strict=True)
                if glyph == " " and look.erasable
            )
            common = max(blanks, key=lambda look: blanks[look], default=DEFAULT)
        self._wear(common)
        self._out.append("\x1b[r\x1b[2J")
        self._shown = shown = Picture(wanted.width, wanted.height)
        shown.rows = [Row.blank(wanted.width, common) for _ in range(wanted.height)]
        return shown

    def _scroll(self, shift: Shift, shown: Picture) -> set[int]:
        """Scroll; the rows that are touched by it."""
        if self._look is None or self._look.back:
            self._wear(DEFAULT if self._look is None else self._look._replace(back=""))
        first, last, by = shift.first, shift.last, abs(shift.by)
        count = "" if by == 1 else by
        way = "M" if shift.by > 0 else "L"
        self._out.append(f"\x1b[{first + 1};{last + 1}r\x1b[{first + 1}H\x1b[{count}{way}\x1b[r")
        self._at = self._row = None
        block, fresh = shown.rows[first : last + 1], [Row.blank(shown.width) for _ in range(by)]
        shown.rows[first : last + 1] = [*block[by:], *fresh] if shift.by > 0 else [*fresh, *block[:-by]]
        return set(range(first, last + 1))

    # -- a row

    def _pieces(self, y: int, new: Row, old: Row) -> list[Piece]:
        """What is to be written in a row, cut where the look changes."""
        width = len(new.glyphs)
        wide = max(new.kind, old.kind) is Kind.WIDE
        tail = tail_of(new) if self._can_erase(new.looks[-1]) else width
        pieces: list[Piece] = []
        for start, end in runs_of(new, old, wide=wide):
            if end > tail and end - max(start, tail) > 2:
                pieces += cut(y, new, start, tail)
                pieces.append(
                    Piece(pieces[-1].look if start < tail else None, y, max(start, tail), width, True)
                )
                break
            pieces += cut(y, new, start, end)
        return pieces

    def _write(self, pieces: list[Piece], trimmed: list[Piece], shown: Picture) -> None:
        """Row by row, look by look, or colour by colour: whichever is shortest."""
        if len(pieces) > 3:
            looks = [self._look, *(piece.look for piece in pieces)]
            colours = [look and look[1:] for look in looks]
            by_look = sorted(trimmed, key=lambda piece: looks.index(piece.look))
            by_colour = sorted(trimmed, key=lambda piece: colours.index(piece.look and piece.look[1:]))
            orders = [pieces, by_look, *([by_colour] if by_colour != by_look else [])]
            tried = [self._tried(order, shown) for order in orders]
            out, self._at, self._row, self._look = min(tried, key=lambda end: sum(map(len, end[0])))
            self._out += out
            return
        for piece in pieces:
            self._piece(piece, shown.rows[piece.y])

    def _tried(self, pieces: list[Piece], shown: Picture) -> _End:
        """What writing ``pieces`` in this order comes to, and where it ends; nothing is changed by it."""
        kept = self._out, self._at, self._row, self._look
        self._out = []
        for piece in pieces:
            self._piece(piece, shown.rows[piece.y])
        end = self._out, self._at, self._row, self._look
        self._out, self._at, self._row, self._look = kept
        return end

    def _piece(self, piece: Piece, row: Row) -> None:
        if piece.erases:
            self._go(piece.y, piece.start)
            self._wear_blank(row.looks[piece.start])
            self._out.append("\x1b[K")
        else:
            self._cells(piece.y, row, piece.start, piece.stop)

    def _doubtful_row(self, y: int, new: Row) -> None:
        """All of it, on cleared ground: whatever a terminal thinks of a width, what follows stands right.

        Words of which it may think otherwise are written in one go, for a cursor put between two letters
        would write over a vowel sign that has a cell of its own there. They may take more room than is
        thought, so the blanks after them are painted before, and no line is wrapped.
        """
        ground = new.looks[-1] if self._can_erase(new.looks[-1]) else DEFAULT
        self._go(y, 0)
        self._wear(ground)
        self._out.append("\x1b[K\x1b[?7l")
        start = 0
        for first, stop in doubtful_words(new):
            self._cells(y, new, start, first)
            start = stop
            while start < len(new.glyphs) and new.glyphs[start] == " ":
                start += 1
            if not all(shows_alike(ground, blank(look)) for look in new.looks[stop:start]):
                self._cells(y, new, stop, start)
            self._go(y, first)
            for x in range(first, stop):
                self._wear(new.looks[x])
                self._out.append(new.glyphs[x])
            self._at = self._row = None
        self._cells(y, new, start, len(new.glyphs))
        self._out.append("\x1b[?7h")
