"""Writes cells of a row the shortest way, and knows where the cursor stands and in what look it writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.terminal.looks import blank, sequence, shows_alike, towards

if TYPE_CHECKING:
    from tui.terminal.abilities import Abilities
    from tui.terminal.looks import Look
    from tui.terminal.picture import Row

_LONG = 10
"""From so many like cells on, erasing or repeating is shorter than writing them."""
_RUN = re.compile(rf"(.)\1{{{_LONG - 1}}}", re.DOTALL)


class Pen:
    """What is written gathers in ``_out``."""

    def __init__(self, abilities: Abilities) -> None:
        self._abilities = abilities
        self._at: tuple[int, int] | None = None
        self._row: int | None = None
        """The cursor's row, where that is known."""
        self._look: Look | None = None
        self._out: list[str] = []

    def lose_cursor(self) -> None:
        """Something else was written: the cells stand, but not where the cursor is, and in what look."""
        self._at = self._row = self._look = None

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
