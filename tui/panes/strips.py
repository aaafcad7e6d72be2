"""Making lines of cells: text and style in, strips of an exact width out. Never markup."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Piece = tuple[str, Style]
"""A run of text in one style."""

_WORD = 10
"""Letters of a word that are given up at most, rather than cut it in two."""


def fit(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: cut with an ellipsis or filled with spaces."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)


def strip(pieces: Iterable[Piece], width: int, fill: Style) -> Strip:
    """A line of ``width`` cells; what is too long is cut, the rest filled with ``fill``."""
    segments = [Segment(text, style) for text, style in pieces if text]
    return Strip(segments).adjust_cell_length(width, fill)


def marked(text: str, base: Style, marks: Iterable[tuple[int, int, Style]]) -> list[Piece]:
    """``text`` in pieces: each mark (start, end, style) is painted over what stands below it, in order."""
    if not (spans := [(max(0, start), min(len(text), end), style) for start, end, style in marks]):
        return [(text, base)] if text else []
    edges = sorted({0, len(text), *(edge for start, end, _ in spans if start < end for edge in (start, end))})
    pieces: list[Piece] = []
    for begin, stop in pairwise(edges):
        look = base
        for start, end, style in spans:
            if start <= begin and stop <= end:
                look += style
        pieces.append((text[begin:stop], look))
    return pieces


def shorten(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, cut after a word where that loses few letters."""
    if cell_len(text) <= width:
        return text
    kept = set_cell_size(text, max(0, width - 1))
    space = kept.rfind(" ")
    return (kept[:space] if space > len(kept) - _WORD else kept).rstrip(" ,;:-") + "…"


def cut(pieces: list[Piece], width: int) -> list[Piece]:
    """``pieces`` in exactly ``width`` cells, with an ellipsis where text was lost."""
    left = width - sum(cell_len(text) for text, _ in pieces)
    if left >= 0:
        return [*pieces, (" " * left, pieces[-1][1])] if pieces and left else pieces
    out: list[Piece] = []
    left = width - 1
    for text, style in pieces:
        size = cell_len(text)
        if size > left:
            ends = f"{set_cell_size(text, left).rstrip()}…"  # also of one that ends here: more was to come
            return [*out, (set_cell_size(ends, min(left + 1, max(0, width))), style)]
        out.append((text, style))
        left -= size
    return out
