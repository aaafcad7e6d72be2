"""An article's text as lines that fit: wrapped by cell width, each character with its place in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import split_graphemes

import index

if TYPE_CHECKING:
    from index import Block, Mention

MEASURE = 72
"""The widest a line of text may be, in cells: what is read with ease."""

LineKind = Literal["title", "about", "blank", "heading", "bullet", "paragraph", "quote", "note"]

_BLANKS = re.compile(r"\s+")
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u201f\u2026\u20ac]*"
)
"""Text of which each character is surely one cell: the scripts of most news, with their quotation marks."""
_CLOSING = frozenset("、。，．！？：；）」』】》〉’”…")


class Line(NamedTuple):
    """``at[i]`` is the place in the body of ``text[i]``; both are empty for a blank line."""

    text: str
    at: Sequence[int]
    indent: int
    kind: LineKind
    point: str = ""
    """The bullet or number that stands before the first line of a point, within the indent."""

    @property
    def start(self) -> int:
        """Place in the body of the line's first character, or -1."""
        return self.at[0] if self.at else -1

    @property
    def end(self) -> int:
        return self.at[-1] + 1 if self.at else -1


BLANK = Line("", (), 0, "blank")

BRACKETS = {"country": "{}", "organisation": "[]", "group": "[]", "person": "<>", "place": "()"}
"""How a name of each kind is bracketed, for those who want no styles."""


def lay_out(
    body: str, width: int, mentions: Sequence[Mention] = (), *, brackets: bool = False
) -> Iterator[Line]:
    """The lines of ``body``, in at most ``width`` (and ``MEASURE``) cells; a blank line between blocks.

    With ``brackets``, each mention stands in the brackets of its kind; they take the place of its ends.
    """
    width = max(8, min(width, MEASURE))
    before: Block | None = None
    for block in index.blocks(body):
        close = before is not None and before.kind == block.kind == "bullet"
        if before is not None and not close:
            yield BLANK
        indent = _indent(body, block)
        text, at = _flow(body, block.start, block.end)
        if brackets:
            text, at = _bracketed(text, at, mentions)
        sign = point(body, block) if block.kind == "bullet" else ""
        for start, end in wrap(text, width - indent):
            yield Line(text[start:end], at[start:end], indent, block.kind, sign)
            sign = ""
        before = block


def _indent(body: str, block: Block) -> int:
    if block.kind == "quote":
        return 2 * min(block.level, 3)
    return 2 * min(block.level, 4) - 2 + len(point(body, block)) + 1 if block.kind == "bullet" else 0


def point(body: str, block: Block) -> str:
    """The sign of a bulleted or numbered point as it is shown: its number, or one bullet for all others."""
    sign = body[block.mark : block.start].strip()
    return sign if any(char.isalnum() for char in sign) else "•"


def _flow(body: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The block as one run of text: every stretch of white space is one space."""
    text = body[start:end]
    if "\n" not in text and "\t" not in text and "  " not in text:
        return text, range(start, end)
    pieces: list[str] = []
    at: list[int] = []
    done = 0
    for blank in _BLANKS.finditer(text):
        pieces += (text[done : blank.start()], " ")
        at += range(start + done, start + blank.start() + 1)
        done = blank.end()
    pieces.append(text[done:])
    at += range(start + done, end)
    return "".join(pieces), at


def _bracketed(text: str, at: Sequence[int], mentions: Sequence[Mention]) -> tuple[str, Sequence[int]]:
    if not at:
        return text, at
    opening = {m.start: BRACKETS[m.kind][0] for m in mentions if at[0] <= m.start <= at[-1]}
    closing = {m.end - 1: BRACKETS[m.kind][1] for m in mentions if at[0] <= m.end - 1 <= at[-1]}
    out: list[str] = []
    places: list[int] = []
    for char, place in zip(text, at, strict=True):
        for extra in (opening.get(place, ""), char, closing.get(place, "")):
            if extra:
                out.append(extra)
                places.append(place)
    return "".join(out), places


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where to break ``text`` into lines of at most ``width`` cells: spans, without the spaces between."""
    if _NARROW.fullmatch(text):
        yield from _wrap_narrow(text, width)
    else:
        yield from _wrap_wide(text, width)


def _wrap_narrow(text: str, width: int) -> Iterator[tuple[int, int]]:
    at, size = 0, len(text)
    while size - at > width:
        space = text.rfind(" ", at, at + width + 1)
        end = space if space > at else at + width
        yield at, end
        at = end + (space > at)
    if at < size:
        yield at, size


def _wrap_wide(text: str, width: int) -> Iterator[tuple[int, int]]:
    at, size = 0, len(text)
    while at < size:
        end, following = _break(text, at, width)
        yield at, at + len(text[at:end].rstrip(" "))
        at = following


def _break(text: str, at: int, width: int) -> tuple[int, int]:
    """End of the line that begins ``at``, and where the next one begins."""
    # A grapheme is seldom longer than four characters; what is cut off here is looked at in the next line.
    spans, _ = split_graphemes(text[at : at + 4 * width + 16])
    used = 0
    end, following = 0, 0
    for start, stop, cells in spans:
        cluster = text[at + start : at + stop]
        if cluster == " ":
            end, following = at + start, at + stop
        elif start and cells > 1 and cluster not in _CLOSING:
            # Chinese, Japanese and Korean may break before any character that is not closing something.
            end, following = at + start, at + start
        if used + cells > width and cluster != " ":
            return (end, following) if end > at else (max(at + start, at + 1), max(at + start, at + 1))
        used += cells
    return at + spans[-1][1], at + spans[-1][1]
