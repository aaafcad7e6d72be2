"""Names of elections and events, in which nobody and no place is named: "2016 Senate election in Ohio"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from index.entities.patterns import heads

_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d][\w'.&-]*"
_YEAR = r"(?<!\w)(?:1[89]|20)\d\d"
Span = tuple[int, int]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    known = heads()
    lower, small = _choice(known["election"]), "of|and|the|on|for|'s|-|–"
    polls, last, first = (_choice(known[rule]) for rule in ("poll", "event-last", "event-first"))
    tail = rf"(?:the )?{_CAPITAL}(?: {_CAPITAL})*"
    years = rf"{_YEAR}(?: and {_YEAR})?"
    return (
        re.compile(rf"{years} (?:(?:{_CAPITAL}|{lower}|{small}) ){{0,9}}(?:{polls})(?!\w)(?: in {tail})?"),
        re.compile(
            rf"(?<!\w){_CAPITAL} (?:(?:{_CAPITAL}|{small}) ){{0,7}}(?:{last})(?!\w)"
            rf"(?: (?:of|on|for) {tail}(?: and {tail})?)?"
        ),
        re.compile(rf"(?<!\w)(?:{first}) of {tail}"),
    )


def _choice(words: Sequence[str] | frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def silent(text: str) -> list[Span]:
    """Return the stretches of ``text`` that name elections and events, sorted by their starts."""
    return sorted(found.span() for pattern in _patterns() for found in pattern.finditer(text))


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether ``start:end`` shares a character with any of the spans around it."""
    place = bisect_right(spans, (start, end))
    return any(left < end and start < right for left, right in spans[max(0, place - 3) : place + 2])
