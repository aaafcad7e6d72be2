"""Finding out that a part of the picture has only moved up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.terminal.picture import Picture, Row

_GAIN = 3
"""So many rows must be saved: scrolling costs some twenty bytes, and a flicker on old terminals."""

_Key = tuple[str, ...]


class Shift(NamedTuple):
    """The rows ``first`` to ``last`` move up by ``by`` (down when it is negative)."""

    first: int
    last: int
    by: int


def find_shift(shown: Picture, wanted: Picture, touched: set[int]) -> Shift | None:
    """The shift after which most rows stand right that do not yet; ``None`` when none is worth it."""
    first, last = min(touched), max(touched)
    before = [_key(shown.rows[y]) for y in range(first, last + 1)]
    after = [_key(wanted.rows[y]) for y in range(first, last + 1)]
    size = len(after)
    places: dict[int, list[int]] = {}
    for n, key in enumerate(before):
        if key:
            places.setdefault(key, []).append(n)
    gains: dict[int, int] = {}
    for n, key in enumerate(after):
        if key and before[n] != key:
            for place in places.get(key, ()):
                gains[place - n] = gains.get(place - n, 0) + 1
    best: tuple[int, Shift | None] = (0, None)
    for by in sorted(gains, key=lambda by: (-gains[by], abs(by)))[:4]:
        moved = [n for n in range(size) if 0 <= n + by < size and after[n] and after[n] == before[n + by]]
        top, bottom = min(moved), max(moved)
        # Rows inside the block that stood right and do not any more are the price.
        low, high = (top, bottom + by) if by > 0 else (top + by, bottom)
        lost = sum(before[n] == after[n] and before[n] != 0 for n in range(low, high + 1))
        gain = len(moved) - lost
        if gain > best[0]:
            best = (gain, Shift(first + low, first + high, by))
    return best[1] if best[0] >= _GAIN else None


def _key(row: Row) -> int:
    """A number for what stands in a row; 0 for one that is blank."""
    if not any(glyph != " " for glyph in row.glyphs):
        return 0
    return hash((tuple(row.glyphs), tuple(row.looks))) or 1
