"""Who is who in one article: tables, patterns and model put together, short mentions joined to full names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.entities.bodies import own
from index.entities.joining import add_addressed, add_given_names, add_initials, join_people, with_offices
from index.entities.links import Links
from index.entities.patterns import Piece, heads, organisations
from index.entities.silent import overlaps, silent
from index.entities.spans import add_spans
from index.model import Mention

if TYPE_CHECKING:
    from index.entities.recogniser import Span


def link(body: str, text: str, known: list[Mention], spans: Iterable[Span]) -> list[Mention]:
    """Return all mentions of ``body``: of the tables (``known``), of patterns and of the model (``spans``).

    ``text`` is ``body`` with plain blanks and apostrophes.
    """
    links = Links(body, text, list(known))
    headings = _headings(body)
    fixed = {mention.start: mention.end for mention in known if mention.kind in ("country", "person")}
    for piece in organisations(text, fixed, {mention.end for mention in known}):
        if not _within(piece[0], headings):
            _add_piece(links, piece)
    for start, end, label in spans:
        if not _within(start, headings):
            add_spans(links, start, end, label)
    add_given_names(links)
    add_addressed(links)
    add_initials(links)
    join_people(links)
    own(links)
    _keep_silent(links)
    return with_offices(links)


def _keep_silent(links: Links) -> None:
    """Take out who does nothing within the name of an election or event; countries stay marked."""
    spans = silent(links.text)
    links.known = [
        m for m in links.known if m.kind == "country" or m.actor or not overlaps(spans, m.start, m.end)
    ]
    links.starts = [mention.start for mention in links.known]


def _headings(body: str) -> list[tuple[int, int]]:
    """Return the lines in title case, whose capitals say nothing about names: the tables alone mark them."""
    found = []
    at = 0
    for line in body.split("\n"):
        said = line.split(None, 30)
        if 0 < len(said) <= 2 + ("and" in said[1:2]):
            if len(body) > len(line) + 200:
                found.append((at, at + len(line)))
        elif 2 < len(said) < 30 and not line.rstrip().endswith((".", "!", "?", '"', "”", ",", ";")):
            words = [word for word in said if word[:1].isalpha() and len(word) > 3]
            if sum(word[0].isupper() for word in words) * 10 >= len(words) * 8:
                found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _within(start: int, spans: list[tuple[int, int]]) -> bool:
    place = bisect_left(spans, (start + 1,)) - 1
    return place >= 0 and start < spans[place][1]


def _add_piece(links: Links, piece: Piece) -> None:
    start, end, kind = piece
    inside = links.over(start, end)
    if any(_stays(m, start, end) for m in inside):
        return
    if not inside:
        links.put(start, end, "place" if kind == "place" else "organisation")
        return
    if kind == "place":
        if all(m.kind == "place" for m in inside):
            links.put(start, end, "place")
        return
    if kind == "state" or (
        heads()["state-of"] & set(links.text[start:end].split()) and _of_state(links, inside[-1], end)
    ):
        _add_state_body(links, start, end, inside)
        return
    first = inside[0]
    possessive = links.text.startswith("'s", first.end) and first.start == start
    if possessive or any(m.start < start or m.end > end for m in inside):
        return
    last = links.text[start:end].rsplit(" ", 1)[-1]
    actor = first.actor if first.start == start and last in heads()["company"] else None
    links.put(start, end, "organisation", actor=actor)


def _of_state(links: Links, last: Mention, end: int) -> bool:
    """Say whether a body's name ends with the state whose it is."""
    return (
        last.kind == "country"
        and last.end == end
        and links.text.endswith((" of ", " of the "), 0, last.start)
    )


def _stays(mention: Mention, start: int, end: int) -> bool:
    """Say whether a mention of the tables stands against a longer name around it."""
    if mention.start <= start and end <= mention.end:
        return True
    if mention.kind == "organisation":
        # A party or newspaper within a longer name, or "Congress" in "National Congress for New Politics".
        return mention.actor is not None and (" " in mention.text or mention.text.isupper())
    return mention.kind not in ("country", "place")


def _add_state_body(links: Links, start: int, end: int, inside: list[Mention]) -> None:
    """Mark "Foreign Ministry" beside its "Chinese", which stays a mention: both act for China."""
    first, last = inside[0], inside[-1]
    name = " ".join(links.body[start:end].split())
    if first.start == start and links.text[first.end : first.end + 1] == " " and len(inside) == 1:
        rest = first.end + 1
        if links.text[rest : rest + 1].isupper() and not links.over(rest, end):
            links.put(rest, end, "organisation", name, first.actor if first.kind == "country" else None)
    elif last.end == end and len(inside) == 1:
        cut = re.search(r" (?:of|for|in)(?: the)? $", links.text[start : last.start])
        if cut and last.kind == "place" and last.actor is None:
            links.put(start, end, "organisation", name)
        elif cut and not links.over(start, start + cut.start()):
            actor = last.actor if last.kind == "country" else None
            links.put(start, start + cut.start(), "organisation", name, actor)
