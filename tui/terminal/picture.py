"""A picture of the screen in cells, kept up to date by reading what Textual's compositor writes.

The compositor's frames are moves (CUP), looks (SGR), text and line ends; nothing else is drawn, and
whatever else may stand in a frame is left out.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import split_graphemes

from tui.terminal.looks import DEFAULT, blank, change, sequence, shows_alike, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.terminal.looks import Look

_TOKEN = re.compile(
    r"\x1b\[(?P<y>\d+);(?P<x>\d+)H"
    r"|\x1b\[(?P<look>[\d;:]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<end>\n)"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[^@-~]*[@-~]|."
)
_FRAME = re.compile(r"\x1b\[\d+;\d+H")

# Scripts about whose widths terminals agree. What is of no such script may be one cell here and two there.
_ONE_CELL = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026\u2030-\u203a\u20a0-\u20bf\u2190-\u2193\u2212\u2500-\u259f"
    "\u25b8\u25be\ufffd"
)
_TWO_CELLS = (
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)


class Kind(IntEnum):
    """How surely the cells of a row are where they are thought to be."""

    PLAIN = 0
    """One character a cell."""
    WIDE = 1
    """Some take two cells, or carry a mark; every terminal agrees about them."""
    DOUBTFUL = 2
    """Terminals disagree about the width of some of it."""


class Row:
    """``glyphs`` holds the text of each cell, "" where the one before takes two; ``looks`` its look."""

    __slots__ = ("fancy", "glyphs", "looks")

    def __init__(self, glyphs: list[str], looks: list[Look], fancy: bool = False) -> None:
        self.glyphs = glyphs
        self.looks = looks
        self.fancy = fancy
        """Whether anything but plain cells may stand here."""

    @classmethod
    def blank(cls, width: int, look: Look = DEFAULT) -> Row:
        return cls([" "] * width, [look] * width)

    def copy(self) -> Row:
        return Row(self.glyphs[:], self.looks[:], self.fancy)

    @property
    def kind(self) -> Kind:
        if not self.fancy:
            return Kind.PLAIN
        kind = Kind.PLAIN
        for glyph in self.glyphs:
            if not is_sure(glyph):
                return Kind.DOUBTFUL
            if len(glyph) != 1:
                kind = Kind.WIDE
        self.fancy = kind is not Kind.PLAIN
        return kind

    def same(self, other: Row) -> bool:
        return self.glyphs == other.glyphs and self.looks == other.looks


def is_sure(glyph: str) -> bool:
    """Whether every terminal gives this character the cells that it has here."""
    return glyph.isascii() or _sure().fullmatch(glyph) is not None


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(f"[{_ONE_CELL}]*")


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(f"[{_ONE_CELL}][\u0300-\u036f]?|[{_TWO_CELLS}]")  # takes 4 ms: not before it is needed


def doubtful_words(row: Row) -> Iterator[tuple[int, int]]:
    """Where words begin and end of which a terminal may think another width, with single blanks between."""
    glyphs, width = row.glyphs, len(row.glyphs)
    x = 0
    while x < width:
        if is_sure(glyphs[x]):
            x += 1
            continue
        first = x
        while x < width and (
            not is_sure(glyphs[x])
            or glyphs[x] == ""
            or (glyphs[x] == " " and x + 1 < width and not is_sure(glyphs[x + 1]))
        ):
            x += 1
        yield first, x


def is_frame(data: str) -> bool:
    """Whether this is a frame of the compositor, and not a word to the terminal."""
    return _FRAME.match(data) is not None


class Picture:
    """``width`` x ``height`` cells. What does not fit is cut off."""

    def __init__(self, width: int, height: int, *, slants: bool = True) -> None:
        """Where the terminal ``slants`` no letters they are underlined."""
        self._slants = slants
        self.width = width
        self.height = height
        self.rows = [Row.blank(width) for _ in range(height)]
        self.cursor = (0, 0)
        """Row and column where the last frame left the cursor."""

    def apply(self, frame: str) -> set[int]:
        """Draw a frame; the rows that it touched."""
        touched: set[int] = set()
        y = x = 0
        look = DEFAULT
        for token in _TOKEN.finditer(frame):
            match token.lastgroup:
                case "text":
                    x = self._write(y, x, token["text"], look)
                    touched.add(y)
                case "look":
                    look = change(look, token["look"])
                    if not self._slants:
                        look = upright(look)
                case "x":
                    y, x = int(token["y"]) - 1, int(token["x"]) - 1
                case "end":
                    y, x = y + 1, 0
        self.cursor = (min(max(y, 0), self.height - 1), min(max(x, 0), self.width - 1))
        return {row for row in touched if row < self.height}

    def drawn(self) -> list[str]:
        """The picture as text that draws it, a row each, with nothing in it but moves, looks and letters."""
        rows: list[str] = []
        now: Look | None = None
        for y, row in enumerate(self.rows):
            out = [f"\x1b[{y + 1};1H"]
            for glyph, look in zip(row.glyphs, row.looks, strict=True):
                if glyph != " " or now is None or not shows_alike(now, look):
                    out.append(sequence(now, look))
                    now = look
                out.append(glyph)
            rows.append("".join(out))
        return rows

    @property
    def is_sure(self) -> bool:
        """Whether every terminal shows it as it is thought to be."""
        return all(row.kind is not Kind.DOUBTFUL for row in self.rows)

    def _write(self, y: int, x: int, text: str, look: Look) -> int:
        """Write ``text``; the column after it."""
        if not 0 <= y < self.height or x >= self.width:
            return x
        row = self.rows[y]
        if not (text.isascii() or _plain().fullmatch(text)):
            row.fancy = True
            return self._write_clusters(row, x, text, look)
        if row.fancy:
            self._split(row, x)
            self._split(row, min(self.width, x + len(text)))
        text = text[: self.width - x]
        end = x + len(text)
        row.glyphs[x:end] = text
        bare = blank(look)
        row.looks[x:end] = (
            [bare if char == " " else look for char in text] if bare is not look else [look] * len(text)
        )
        return end

    def _write_clusters(self, row: Row, x: int, text: str, look: Look) -> int:
        bare = blank(look)
        for start, end, size in split_graphemes(text)[0]:
            cluster = text[start:end]
            if not size:
                continue  # a mark without anything to stand on
            if x + size > self.width:
                break
            self._split(row, x)
            self._split(row, x + size)
            row.glyphs[x : x + size] = [cluster] + [""] * (size - 1)
            row.looks[x : x + size] = [bare if cluster == " " else look] * size
            x += size
        return x

    @staticmethod
    def _split(row: Row, x: int) -> None:
        """Where a character of two cells is cut at ``x``, blanks take its place."""
        if x >= len(row.glyphs) or row.glyphs[x] != "":
            return
        start = x
        while start and row.glyphs[start] == "":
            start -= 1
        while x < len(row.glyphs) and row.glyphs[x] == "":
            x += 1
        row.glyphs[start:x] = [" "] * (x - start)
        row.looks[start:x] = [blank(look) for look in row.looks[start:x]]
