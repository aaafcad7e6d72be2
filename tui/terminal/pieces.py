"""What differs between two rows, cut into pieces that are written in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.terminal.looks import shows_alike

if TYPE_CHECKING:
    from tui.terminal.looks import Look
    from tui.terminal.picture import Row

_GAP = 4
"""So many unchanged cells are rather written again than jumped over."""


class Piece(NamedTuple):
    """Cells of row ``y`` in one look, or the end of it, that ``erases`` what stands there."""

    look: Look | None
    y: int
    start: int
    stop: int
    erases: bool = False


def tail_of(row: Row) -> int:
    """Where the blanks of one look begin that end the row."""
    width = len(row.glyphs)
    look, x = row.looks[-1], width
    while x and row.glyphs[x - 1] == " " and row.looks[x - 1] == look:
        x -= 1
    return x


def runs_of(new: Row, old: Row, *, wide: bool) -> list[tuple[int, int]]:
    """From where to where cells differ; characters of two cells, new or old, are never cut."""
    runs: list[list[int]] = []
    width = len(new.glyphs)
    cells = zip(new.glyphs, old.glyphs, new.looks, old.looks, strict=True)
    for x, (glyph, before, look, look_before) in enumerate(cells):
        if glyph == before and look == look_before:
            continue
        start, end = x, x + 1
        if not wide and runs and runs[-1][1] == x:
            runs[-1][1] = end
            continue
        if wide:
            while start and "" in (new.glyphs[start], old.glyphs[start]):
                start -= 1
            while end < width and "" in (new.glyphs[end], old.glyphs[end]):
                end += 1
        if runs and (start <= runs[-1][1] or _worth_writing(new, runs[-1][1], start)):
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    return [(start, end) for start, end in runs]


def _worth_writing(row: Row, start: int, end: int) -> bool:
    """Whether the cells between two runs cost less than a jump over them: few, in the look beside them."""
    if end - start > _GAP:
        return False
    between = range(start, end)
    for look in {_ink(row, range(start - 1, -1, -1)), _ink(row, range(end, len(row.glyphs)))}:
        if look is not None and all(
            row.looks[x] == look or (row.glyphs[x] == " " and shows_alike(look, row.looks[x]))
            for x in between
        ):
            return True
    return False


def _ink(row: Row, places: range) -> Look | None:
    """The look of the first cell of ``places`` that is no blank; none when that is far."""
    return next((row.looks[x] for x in places[: _GAP + 1] if row.glyphs[x] != " "), None)


def cut(y: int, row: Row, start: int, end: int) -> list[Piece]:
    """The cells from ``start`` to ``end``, cut where ink of another look begins."""
    pieces: list[Piece] = []
    look: Look | None = None
    for x in range(start, end):
        here, glyph = row.looks[x], row.glyphs[x]
        if here == look or (glyph == " " and look is not None and shows_alike(look, here)):
            continue
        if glyph == " " and here.erasable:  # nothing to see: it joins whatever follows, when it can
            following = next((row.looks[n] for n in range(x + 1, end) if row.glyphs[n] != " "), None)
            if following is not None and shows_alike(following, here):
                here = following
        if look is not None:
            pieces.append(Piece(look, y, start, x))
        start, look = x, here
    if look is not None:
        pieces.append(Piece(look, y, start, end))
    return pieces


def trim(piece: Piece, new: Row, old: Row) -> Piece:
    """The piece without the blanks at its ends that stand there already: it may follow one of another row."""
    _, _, start, stop, erases = piece
    if erases:
        return piece
    while stop - start > 1 and _stays_blank(new, old, stop - 1):
        stop -= 1
    while stop - start > 1 and _stays_blank(new, old, start):
        start += 1
    return piece._replace(start=start, stop=stop)


def _stays_blank(new: Row, old: Row, x: int) -> bool:
    return new.glyphs[x] == old.glyphs[x] == " " and new.looks[x] == old.looks[x]
