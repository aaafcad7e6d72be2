"""A hit as it is painted: one line or three, with its marks and what it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tui.panes.strips import cut, fit, marked, shorten

if TYPE_CHECKING:
    import re

    from index import Hit
    from tui.panes.strips import Piece
    from tui.terminal.colours import Palette

NOTE = "note:"
"""What the id of a hit begins with that is a note and no article."""

_WEIGHT = 10
"""Cells that are left free for it at the end of a row while one types."""
_PAIRS_FROM = 90
"""Cells of a line from which on it has room to say between whom an article tells relations."""


class HitLines:
    """Paints the lines of hits; ``pattern`` finds the words that were searched for."""

    def __init__(
        self,
        palette: Palette,
        pattern: re.Pattern[str],
        source_width: int,
        *,
        bold: bool,
        plain: bool = False,
    ) -> None:
        """``source_width``: cells of the column of sources (0: none). ``bold``: titles stand out.

        ``plain``: nothing does, while each key brings other rows: each look is another way through them. What
        an article weighs is left out then, and its place left free.
        """
        self._plain = plain
        self._palette, self._pattern = palette, pattern
        self._source_width = source_width
        text = palette["text"]
        self._muted, self._date = (text, text) if plain else (palette["dim"], palette["date"])
        self._title = palette["heading"] if bold and not plain else text

    def one_line(self, hit: Hit, width: int) -> list[Piece]:
        if self._plain:
            return self._plain_line(hit, width)
        muted, date = self._muted, self._date
        left = [(fit((hit.date or "")[:10], 10) + "  ", date)]
        if self._source_width:
            left.append((fit(hit.source, self._source_width) + "  ", muted))
        right = f"  {weight}" if (weight := " · ".join(_weight(hit, pairs=width >= _PAIRS_FROM))) else ""
        room = width - sum(cell_len(text) for text, _ in left) - cell_len(right)
        return [*left, *cut(self._titled(hit), room), (right, muted)]

    def _plain_line(self, hit: Hit, width: int) -> list[Piece]:
        """The same while one types: twenty of them in 1.6 KB, whatever they say."""
        left = fit((hit.date or "")[:10], 10) + "  "
        if self._source_width:
            left += set_cell_size(hit.source, self._source_width) + "  "
        title = shorten(hit.title or "(no title)", width - cell_len(left) - _WEIGHT)
        return [(set_cell_size(left + title, max(0, width)), self._title)]

    def title_line(self, hit: Hit, width: int) -> list[Piece]:
        return cut(self._titled(hit), width)

    def about_line(self, hit: Hit, width: int) -> list[Piece]:
        muted, date = self._muted, self._date
        about = "".join(f" · {word}" for word in (hit.source, *_weight(hit, pairs=True)) if word)
        return cut([((hit.date or "no date")[:10], date), (about, muted)], width)

    def snippet_line(self, hit: Hit, width: int) -> list[Piece]:
        base = self._muted
        text = hit.snippet.replace("\n", " ").replace("\t", " ")
        room = width - _WEIGHT if self._plain else width
        skipped = _hidden(text, hit.marks[0][1], room) if hit.marks else 0
        shift = skipped - 1 if skipped else 0
        text = f"…{text[skipped:]}" if skipped else text
        if self._plain:
            return [(set_cell_size(shorten(text, room), max(0, width)), base)]
        look = self._palette["hit"]
        marks = [(start - shift, end - shift, look) for start, end in hit.marks if start >= skipped]
        return cut(marked(text, base, marks), width)

    def _titled(self, hit: Hit) -> list[Piece]:
        title = hit.title or "(no title)"
        match = self._palette["hit"]
        return marked(title, self._title, [(*found.span(), match) for found in self._pattern.finditer(title)])


def _hidden(text: str, end: int, width: int) -> int:
    """How many characters to leave out at the beginning, by words, for the first match to be seen."""
    if cell_len(text[:end]) < width:
        return 0
    from_ = max(0, end - width // 2)
    blank = text.find(" ", from_, end)
    return blank + 1 if blank >= 0 else from_


def is_unread(hit: Hit) -> bool:
    return not hit.mine.read and not hit.id.startswith(NOTE)


def flags(hit: Hit) -> str:
    """Three cells: a point for what is unread, a star, and L for what is to be read later."""
    unread, star, later = is_unread(hit), hit.mine.star, hit.mine.later
    return f"{'•' if unread else ' '}{'*' if star else ' '}{'L' if later else ' '}"


def _weight(hit: Hit, *, pairs: bool) -> list[str]:
    """Tags, how many articles tell the same story, and how many relations this one has, or between whom."""
    tags = [" ".join(f"#{tag}" for tag in hit.mine.tags)] if hit.mine.tags else []
    copies = [f"{hit.copies} copies"] if hit.copies > 1 else []
    told = [hit.pairs if pairs else f"{hit.relations} rel"] if hit.relations else []
    return tags + copies + told
