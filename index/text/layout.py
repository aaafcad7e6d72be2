"""The layout of plain text: what is a heading, a bulleted point, a quotation, a paragraph.

Text comes in two habits: one line a paragraph, or lines broken at a width with a blank line between
paragraphs. Both are read, and Markdown's and wiki's signs for headings, points and quotations besides.
Nothing is changed: blocks are spans of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from index.model import Span

BlockKind = Literal["heading", "bullet", "paragraph", "quote"]

_WIDEST = 120
"""Lines broken at a width are not longer than this; a longer line is a paragraph by itself."""
_LONGEST_HEADING = 90

_LINE = re.compile(r"[^\n]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$")
_WIKI_HEADING = re.compile(r"(={2,6})[ \t]*(\S.*?)[ \t]*\1[ \t]*$")
_UNDERLINE = re.compile(r"(=|-|~|\^)\1{2,}[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}$")
_BULLET = re.compile(r"([ \t]*)([*+•●▪◦‣∙·–—-]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z]\))[ \t]+(?=\S)")
_QUOTE = re.compile(r"((?:[ \t]{0,3}>)+)[ \t]?")
_ENDS = ".!?…:;,\"'”’»)]|"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. ``start, end`` is its text without the sign that marks it.

    ``mark`` is where that sign begins (``body[mark:start]`` is ``"## "`` or ``"3. "``), or ``start`` without
    one. ``level`` is 1 to 6 of a heading, the depth of a point or quotation from 1, and 0 of a paragraph.
    """

    kind: BlockKind
    start: int
    end: int
    level: int
    mark: int


def blocks(body: str) -> list[Block]:
    """The blocks of ``body`` in order, not overlapping; all that is not in one is blank, a sign or a rule."""
    found: list[Block] = []
    chunk: list[Span] = []
    for match in _LINE.finditer(body):
        start, end = match.span()
        if start == end and start > 0 and body[start - 1] != "\n":
            continue  # the empty match between a line and its line feed
        if body[start:end].strip():
            chunk.append((start, end))
        elif chunk:
            _read_chunk(body, chunk, found)
            chunk = []
    if chunk:
        _read_chunk(body, chunk, found)
    return found


def begins(body: str, at: int) -> BlockKind | Literal[""]:
    """Which kind of block begins at ``body[at]``, by the sign before it on its line; "" where none begins.

    A line without a sign begins a paragraph; no lines around it are read.
    """
    sign = body[body.rfind("\n", 0, at) + 1 : at]
    if not sign.strip():
        return "paragraph"
    if (bullet := _BULLET.match(sign + "x")) is not None and bullet.end() == len(sign):
        return "bullet"
    return "heading" if sign.strip("#= \t") == "" else ""


def _read_chunk(body: str, lines: list[Span], found: list[Block]) -> None:
    """Blocks of the lines between two blank ones."""
    plain: list[Span] = []
    at = 0
    while at < len(lines):
        start, end = lines[at]
        line = body[start:end]
        if plain and len(plain) == 1 and _UNDERLINE.match(line):
            first, last = _trim(body, *plain.pop())
            found.append(Block("heading", first, last, 1 if line[0] == "=" else 2, first))
        elif _RULE.match(line):
            _end_plain(body, plain, found)
        elif signed := _signed(body, start, end):
            _end_plain(body, plain, found)
            while signed.kind == "bullet" and at + 1 < len(lines) and _hangs(body, signed, lines[at + 1]):
                at += 1
                signed = _extend(signed, _trim(body, *lines[at])[1])
            if found and _goes_on(body, found[-1], signed):
                signed = _extend(found.pop(), signed.end)
            found.append(signed)
        else:
            plain.append((start, end))
        at += 1
    _end_plain(body, plain, found)


def _signed(body: str, start: int, end: int) -> Block | None:
    """The block of a line that carries a sign of its own, or None."""
    line = body[start:end]
    for pattern in (_HEADING, _WIKI_HEADING):
        if match := pattern.match(line):
            level = len(match[1])
            return Block("heading", start + match.start(2), start + match.end(2), level, start)
    if match := _BULLET.match(line):
        first, last = _trim(body, start + match.end(), end)
        indent = len(match[1].expandtabs(4))
        return Block("bullet", first, last, 1 + min(indent // 2, 5), start + len(match[1]))
    if (match := _QUOTE.match(line)) and line[match.end() :].strip():
        first, last = _trim(body, start + match.end(), end)
        return Block("quote", first, last, match[1].count(">"), start)
    return None


def _hangs(body: str, bullet: Block, line: Span) -> bool:
    """Whether ``line`` goes on with the point before it: indented, without a sign of its own."""
    start, end = line
    return body[start] in " \t" and _signed(body, start, end) is None and body[bullet.mark] != body[start]


def _goes_on(body: str, before: Block, quote: Block) -> bool:
    """Whether a line of a quotation goes on with the line before it."""
    same = before.kind == quote.kind == "quote" and before.level == quote.level
    return same and body.count("\n", before.end, quote.mark) <= 1


def _end_plain(body: str, lines: list[Span], found: list[Block]) -> None:
    """Turn lines without signs into headings and paragraphs, and forget them."""
    if not lines:
        return
    spans = [_trim(body, *line) for line in lines]
    lines.clear()
    if len(spans) > 1 and _is_heading(body, spans[0]) and _stands_out(spans):
        found.append(Block("heading", *spans[0], 2, spans[0][0]))
        del spans[0]
    if len(spans) == 1 and _is_heading(body, spans[0]):
        found.append(Block("heading", *spans[0], 2, spans[0][0]))
    elif _is_wrapped(body, spans):
        found.append(Block("paragraph", spans[0][0], spans[-1][1], 0, spans[0][0]))
    else:
        found.extend(Block("paragraph", start, end, 0, start) for start, end in spans)


def _is_heading(body: str, line: Span) -> bool:
    """Whether a line without a sign is a heading: short, a capital first, no stop at its end."""
    text = body[slice(*line)]
    if not 2 < len(text) <= _LONGEST_HEADING or text[-1] in _ENDS:
        return False
    return (text[0].isupper() or text[0].isdigit()) and any(map(str.isalpha, text))


def _stands_out(lines: list[Span]) -> bool:
    """Whether the first of the lines is far shorter than the next: a heading right above its paragraph."""
    first, second = lines[0], lines[1]
    return (second[1] - second[0]) > 1.5 * (first[1] - first[0])


def _is_wrapped(body: str, lines: list[Span]) -> bool:
    """Whether the lines are one paragraph broken at a width.

    So it is when no line is longer than a page is wide, and nearly every line is full: the next line's first
    word would not have fitted in. Lines that all end a sentence are paragraphs of their own.
    """
    if len(lines) == 1:
        return True
    width = max(end - start for start, end in lines)
    if width > _WIDEST or all(body[end - 1] in '.!?…"”' for _, end in lines):
        return False
    full = sum(
        end - start + 1 + len(body[after:stop].split(None, 1)[0]) >= width - 8
        for (start, end), (after, stop) in pairwise(lines)
    )
    return full >= 0.75 * (len(lines) - 1)


def _trim(body: str, start: int, end: int) -> Span:
    text = body[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _extend(block: Block, end: int) -> Block:
    return Block(block.kind, block.start, end, block.level, block.mark)
