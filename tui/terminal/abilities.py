"""What a terminal says of itself in terminfo; nothing is asked of the terminal on the line."""

from __future__ import annotations

from typing import NamedTuple


class Abilities(NamedTuple):
    """Without any of them a screen is still painted right, in more bytes."""

    erases_in_colour: bool = False
    """Erased cells take the background colour (``bce``)."""
    erases_cells: bool = False
    """``ECH`` blanks cells to the right of the cursor."""
    repeats: bool = False
    """``REP`` repeats a character."""
    scrolls: bool = False
    """A part of the rows can be scrolled (``csr``, ``il``, ``dl``)."""
    columns: bool = False
    """``CHA`` goes to a column of the same row (``hpa``)."""
    slants: bool = True
    """SGR 3 slants letters; in GNU screen it reverses them (``smso``)."""


def of_terminal(term: str) -> Abilities:
    """The abilities of the terminal named ``term``; none when terminfo does not know it.

    Only sequences in ECMA-48's own form count: the painter writes no others.
    """
    try:
        import curses  # noqa: PLC0415 (a millisecond, and not there on every system)

        curses.setupterm(term, 1)
    except Exception:  # noqa: BLE001 (no curses, no terminfo, an unknown terminal: all the same here)
        return Abilities()

    def has(capability: str, form: bytes) -> bool:
        return form in (curses.tigetstr(capability) or b"")

    return Abilities(
        erases_in_colour=curses.tigetflag("bce") > 0,
        erases_cells=has("ech", b"\x1b[%p1%dX"),
        repeats=has("rep", b"%db") and has("rep", b"\x1b["),
        scrolls=has("csr", b"\x1b[%i%p1%d;%p2%dr")
        and has("il", b"\x1b[%p1%dL")
        and has("dl", b"\x1b[%p1%dM"),
        columns=has("hpa", b"\x1b[%i%p1%dG"),
        slants=not has("smso", b"\x1b[3m"),
    )
