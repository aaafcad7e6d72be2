"""From the picture that a terminal shows to the one it should show, in as few bytes as can be.

Changed cells only; looks and moves the shortest way; blanks by erasing; what has merely moved up or down by
scrolling. Where terminals disagree about a character's width, its whole row is painted, and the cursor put in
its place again after each word of such characters, so that nothing else stands wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tui.terminal.looks import DEFAULT, blank, sequence, shows_alike, towards
from tui.terminal.picture import Kind, Picture, Row, doubtful_words
from tui.terminal.pieces import Piece, cut, runs_of, tail_of, trim
from tui.terminal.scrolling import find_shift

if TYPE_CHECKING:
    from tui.terminal.abilities import Abilities
    from tui.terminal.looks import Look
    from tui.terminal.scrolling import Shift

_LONG = 10
"""From so many like cells on, erasing or repeating is shorter than writing them."""
_RUN = re.compile(rf"(.)\1{{{_LONG - 1}}}", re.DOTALL)


_End = tuple[list[str], tuple[int, int] | None, int | None, "Look | None"]
"""What is written, and cursor, row and look at its end."""


class Painter:
    """Knows what the terminal shows: its cells, the cursor's place, and the look that it writes in now."""

    def __init__(self, abilities: Abilities) -> None:
        self._abilities = abilities
        self._shown: Picture | None = None
        self._at: tuple[int, int] | None = None
        self._row: int | None = None
        """The cursor's row, where that is known."""
        self._look: Look | None = None
        self._out: list[str] = []

    def forget(self) -> None:
        """Nobody knows any more what the terminal shows: the next picture is painted whole."""
        self._shown = None
        self.lose_cursor()

    def seed(self, shown: Picture) -> None:
        """The terminal shows this already."""
        self.forget()
        self._shown = shown

    def lose_cursor(self) -> None:
        """Something else was written: the cells stand, but not where the cursor is, and in what look."""
        self._at = self._row = self._look = None

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

    def _can_erase(self, look: Look) -> bool:
        return look.erasable and (not look.back or self._abilities.erases_in_colour)

    def _cells(self, y: int, new: Row, start: int, end: int) -> None:
        """Write the cells from ``start`` to ``end``, those of one look in one go."""
        glyphs, looks, x = new.glyphs, new.looks, start
        while x < end:
            look, stop = looks[x], x + 1
            bare = blank(look)
            if glyphs[x] == " ":
                while stop < end and glyphs[stop] == " " and looks[stop] == look:
                    stop += 1
                self._blanks(y, x, stop, new, end)
                x = stop
                continue
            while stop < end and (looks[stop] == look or (glyphs[stop] == " " and looks[stop] == bare)):
                stop += 1
            text = "".join(glyphs[x:stop])
            self._go(y, x)
            self._wear(look)
            if _RUN.search(text) is None:
                self._wrote(text, y, stop, len(glyphs))
            else:
                self._like_cells(y, x, stop, new)
            x = stop

    def _like_cells(self, y: int, x: int, end: int, new: Row) -> None:
        """Write cells of one look, like ones by erasing or repeating."""
        glyphs, width = new.glyphs, len(new.glyphs)
        while x < end:
            glyph, stop = glyphs[x], x + 1
            while stop < end and glyphs[stop] == glyph:
                stop += 1
            if glyph == " ":
                self._blanks(y, x, stop, new, end)
            elif stop - x >= _LONG and self._abilities.repeats and glyph.isascii():
                self._go(y, x)
                self._wrote(f"{glyph}\x1b[{stop - x - 1}b", y, stop, width)
            else:
                self._go(y, x)
                self._wrote(glyph * (stop - x), y, stop, width)
            x = stop

    def _blanks(self, y: int, start: int, stop: int, new: Row, end: int) -> None:
        look = new.looks[start]
        if self._look is None or not shows_alike(self._look, look):
            following = new.looks[stop] if stop < end else None
            self._go(y, start)
            if following is not None and shows_alike(following, look):
                self._wear(following)
            else:
                self._wear_blank(look)
        count = stop - start
        self._go(y, start)
        if count >= _LONG and self._abilities.erases_cells and self._can_erase(look):
            self._out.append(f"\x1b[{count}X")  # the cursor stays where it is
        else:
            self._wrote(" " * count, y, stop, len(new.glyphs))

    # -- small steps

    def _wrote(self, text: str, y: int, x: int, width: int) -> None:
        self._out.append(text)
        # Terminals differ about where the cursor is after the last column.
        self._at = (y, x) if x < width else None

    def _wear(self, look: Look) -> None:
        if look != self._look:
            self._out.append(sequence(self._look, look))
            self._look = look

    def _wear_blank(self, look: Look) -> None:
        if self._look is None:
            self._wear(look)
        elif not shows_alike(self._look, look):
            self._wear(towards(self._look, look))

    def _go(self, y: int, x: int) -> None:
        if self._at == (y, x):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        if self._at is not None:
            ways += _near(y - self._at[0], x - self._at[1], x)
        # A line feed may bring the column along or not; the row is known even behind the last column.
        if self._row is not None and 0 <= y - self._row < 3 and (x == 0 or self._abilities.columns):
            ways.append("\n" * (y - self._row) + (f"\x1b[{x + 1}G" if x else "\r"))
        self._out.append(min(ways, key=len))
        self._at, self._row = (y, x), y


def _near(down: int, right: int, x: int) -> list[str]:
    """Ways to go by so many rows and columns to column ``x``, from where one stands."""
    ways = []
    if down == 0:
        ways.append(f"\x1b[{_n(right)}C" if right > 0 else "\b" * -right if right > -4 else f"\x1b[{-right}D")
        if x == 0:
            ways.append("\r")
    elif right == 0:
        ways.append(f"\x1b[{_n(abs(down))}{'B' if down > 0 else 'A'}")
    elif x == 0:
        ways.append(f"\x1b[{_n(abs(down))}{'E' if down > 0 else 'F'}")
    return ways


def _n(count: int) -> str:
    return "" if count == 1 else str(count)
