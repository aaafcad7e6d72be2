"""Sentences of a body, by rule: quick, and the same on every machine.

No parser is asked, for most sentences are never parsed. A sentence never crosses a block of the layout (a
paragraph, a bullet, a heading); a line break inside a paragraph is only a space. Abbreviations are data
(``data/abbreviations.tsv``).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.text.layout import blocks

if TYPE_CHECKING:
    from index.model import Span

_DATA = Path(__file__).parent / "data" / "abbreviations.tsv"
_MAX_SENTENCE = 4000
"""Characters after which a run without any full stop is cut at a space: no parser is fed a whole book."""

_END = re.compile(r"(?:[.!?…]+|[。！？])[\"'”’»)\]]*(?=\s|$|(?<=[。！？]))")
_OPENER = re.compile(r"[\"'“‘«(\[¿¡–—-]*")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\]]+$")
_NEXT_WORD = re.compile(r"[\w'’]+")
_INITIAL = re.compile(r"(?:[A-Z]\.)+-?(?:[A-Z]\.)?$")
_ROMAN = re.compile(r"[IVXLC]+\b")


@cache
def _words() -> dict[str, frozenset[str]]:
    """The data file as kind -> words."""
    kinds: dict[str, set[str]] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind = line.split("\t")
            kinds.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in kinds.items()}


def _ends_here(body: str, start: int, match: re.Match[str], stop: int) -> bool:
    """Whether the full stop at ``match`` ends the sentence that began at ``start``."""
    mark = match.group()
    if mark[0] in "。！？":
        return True
    after = match.end()
    while after < stop and body[after].isspace():
        after += 1
    if after >= stop:
        return True
    opener = _OPENER.match(body, after, stop)
    head = opener.end() if opener else after
    following = body[head] if head < stop else ""
    if following.islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _LAST_WORD.search(body, max(start, match.start() - 40), match.start() + 1)
    return not before or _stop_after(before.group(), body[head : head + 30], following)


def _stop_after(word: str, rest: str, following: str) -> bool:
    """Whether a sentence ends between ``word`` (with its stop) and ``rest``."""
    kinds = _words()
    low = word.lower()
    if low in kinds["never"]:
        return False
    if low in kinds["number"]:
        return not (following.isdigit() or _ROMAN.match(rest))
    if low in kinds["maybe"] or _INITIAL.match(word):
        nearest = _NEXT_WORD.match(rest)
        return nearest is not None and nearest.group().lower() in kinds["starter"]
    return True


def _trim(body: str, start: int, end: int) -> Span | None:
    """The span without blanks at its ends, or None when nothing is left."""
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def sentences(body: str) -> list[Span]:
    """Spans of the sentences of ``body``, in order, not overlapping, without blanks or bullets at the ends.

    Headings and bullets are sentences of their own. A run of more than 4,000 characters without an end is
    cut at a blank.
    """
    found: list[Span] = []
    for block in blocks(body):
        begin, stop = block.start, block.end
        start = begin
        for match in _END.finditer(body, begin, stop):
            if match.end() > start and _ends_here(body, start, match, stop):
                _append(found, body, start, match.end())
                start = match.end()
        _append(found, body, start, stop)
    return found


def _append(found: list[Span], body: str, start: int, end: int) -> None:
    """Add what is left of a span after trimming, in pieces when it is too long."""
    span = _trim(body, start, end)
    while span and span[1] - span[0] > _MAX_SENTENCE:
        cut = max(
            body.rfind(mark, span[0] + _MAX_SENTENCE // 2, span[0] + _MAX_SENTENCE) for mark in (" ", "\n")
        )
        if cut < 0:
            cut = span[0] + _MAX_SENTENCE
        found.append((span[0], cut))
        span = _trim(body, cut, span[1])
    if span:
        found.append(span)
