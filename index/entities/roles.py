"""Titles and roles: for whom a person speaks whom no table of leaders knows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from index.entities.reading import words
from index.entities.tables import alternatives, rows
from index.model import Mention

_NEAR = 90
_STOP = re.compile(r"[.;:!?()\"“”\n]|  ")


@cache
def titles() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for titles, and the state of each title that itself says it."""
    codes: dict[str, str] = {}
    for row in rows("titles.tsv", "title", "code"):
        for title in alternatives(row["title"]):
            codes[title] = row["code"]
    longest = sorted(codes, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE)
    return pattern, {title: code for title, code in codes.items() if code}


def office(text: str, person: Mention, around: Sequence[Mention], starts: Sequence[int]) -> str | None:
    """Return the code a person acts for by the role that the text gives, or ``None``.

    ``around`` are the article's mentions with ``starts`` their starts. A role stands before the name
    ("Turkish Foreign Minister Hakan Fidan") or right after it ("Hakan Fidan, Turkey's foreign minister,").
    """
    return _before(text, person, around, starts) or _after(text, person, around, starts)


def _before(text: str, person: Mention, around: Sequence[Mention], starts: Sequence[int]) -> str | None:
    pattern, own = titles()
    left = max(0, person.start - _NEAR)
    found = None
    for found in pattern.finditer(text, left, person.start):  # noqa: B007 - the last one is wanted
        pass
    if found is None or text[found.end() : person.start].strip(" ,"):
        return None
    first = bisect_left(starts, left)
    for mention in reversed(around[first : bisect_left(starts, person.start)]):
        between = text[mention.end : found.start()]
        if mention.end <= found.start() and mention.kind in ("country", "organisation", "place"):
            if _STOP.search(between) or "," in between or _is_former(text[left : person.start]):
                break
            if words().sets["no-office"] & set(between.split()):
                break
            if len(between.split()) <= 5 and " and " not in between:
                return mention.actor
            break
    code = own.get(found.group().lower())
    return None if code is None or _is_former(text[left : person.start]) else code


def _after(text: str, person: Mention, around: Sequence[Mention], starts: Sequence[int]) -> str | None:
    if text[person.end : person.end + 2] != ", ":
        return None
    pattern, _ = titles()
    following = bisect_right(starts, person.start)
    for mention in around[following : following + 2]:
        if mention.start > person.end + 30 or mention.kind not in ("country", "organisation"):
            return None
        between = text[person.end + 2 : mention.start]
        found = pattern.search(text, mention.end, mention.end + 48)
        if found and words().sets["no-office"] & set(text[mention.end : found.start()].split()):
            return None
        if found and not re.search(r"[.;,()]", text[mention.end : found.start()]):
            if _is_former(between) or between.split() not in ([], ["the"], ["a"], ["an"]):
                return None
            return mention.actor
    return None


def _is_former(text: str) -> bool:
    said = re.split(r"[.;,()]", text)[-1].replace("-", " ").split()
    return any(word in words().sets["former"] for word in said)


def title_at_end(text: str) -> str:
    """Return the title that ends ``text``, with the words that belong to it, or ''.

    "... said Turkish Foreign Minister " → "Turkish Foreign Minister".
    """
    pattern, _ = titles()
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    if found is None or text[found.end() :].strip(" ,"):
        return ""
    before = re.search(r"(?:(?<![\w.])(?:[A-Z][\w.'-]*|of|for|and|the) )*$", text[: found.start()])
    words_ = (before.group() if before else "") + found.group()
    return re.sub(r"^(?:(?:of|for|and|the|The|But|In|On|And) )+", "", words_)
