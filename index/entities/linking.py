"""Who is who in one article: tables, patterns and model put together, short mentions joined to full names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entities.context import names_election
from index.entities.lexicon import WORD, lexicon
from index.entities.patterns import Piece, heads, organisations
from index.entities.reading import given_names
from index.entities.roles import office
from index.entities.silent import overlaps, silent
from index.model import Kind, Mention

if TYPE_CHECKING:
    from index.entities.recogniser import Span

_KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "organisation",
}
_LEAD_IN = re.compile(r"(?:[Tt]he |[Aa]n? |['\"“”‘’(\[-]+ ?)+")
_TRAIL = re.compile(r"(?: ?'s|[ '\"“”‘’)\],;:-]+)+$")
_SUFFIX = re.compile(r"-[A-Z]{1,2}(?!\w)")
_CUT = re.compile(r" ?[/(\[\],;:|] ?| - (?![A-Z])|\s{2,}")
_INITIALS = re.compile(r"(?<![\w.&'-])[A-Z][A-Za-z]?[A-Z&]{1,5}(?:-[A-Z]{1,2})?(?![\w$&]|-[a-z])")
_BRACKET = re.compile(r" \( ?([A-Z][\w&-]{1,9}) ?\)")
_TWO_NAMES = re.compile(r"\b[A-Z][a-zà-ž]+(?: [A-Z]\.)?(?: [A-ZÀ-Ž][\w'-]+){1,2}")
_MAX_WORDS = 9


class Links:
    """The mentions of one article while they are gathered; none overlap."""

    def __init__(self, body: str, text: str, known: list[Mention]) -> None:
        self.body = body
        self.text = text
        self.known = known
        self.starts = [mention.start for mention in known]

    def over(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap ``start:end``."""
        first = bisect_left(self.starts, start)
        if first and self.known[first - 1].end > start:
            first -= 1
        last = bisect_left(self.starts, end)
        return self.known[first:last]

    def put(self, start: int, end: int, kind: Kind, entity: str = "", actor: str | None = None) -> None:
        """Set one mention in place of all that it overlaps."""
        first = bisect_left(self.starts, start)
        if first and self.known[first - 1].end > start:
            first -= 1
        last = bisect_left(self.starts, end)
        text = self.body[start:end]
        mention = Mention(start, end, text, kind, entity or " ".join(text.split()), actor)
        self.known[first:last] = [mention]
        self.starts[first:last] = [start]


def link(body: str, text: str, known: list[Mention], spans: Iterable[Span]) -> list[Mention]:
    """Return all mentions of ``body``: of the tables (``known``), of patterns and of the model (``spans``).

    ``text`` is ``body`` with plain blanks and apostrophes.
    """
    links = Links(body, text, list(known))
    headings = _headings(body)
    fixed = {mention.start for mention in known if mention.kind in ("country", "person")}
    for piece in organisations(text, fixed):
        if not _within(piece[0], headings):
            _add_piece(links, piece)
    for start, end, label in spans:
        if label in _KINDS and not _within(start, headings):
            for part in _parts(text, start, end):
                _add_span(links, *part, label)
    _add_given_names(links)
    _add_initials(links)
    _join_people(links)
    _keep_silent(links)
    return _with_offices(links)


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
        if 2 < len(said) < 30 and not line.rstrip().endswith((".", "!", "?", '"', "”", ",", ";")):
            words = [word for word in said if word[:1].isalpha() and len(word) > 3]
            if sum(word[0].isupper() for word in words) * 10 >= len(words) * 8:
                found.append((at, at + len(line)))
        elif 0 < len(said) <= 2 and len(body) > len(line) + 200:
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
    if kind == "state":
        _add_state_body(links, start, end, inside)
        return
    first = inside[0]
    possessive = links.text.startswith("'s", first.end) and first.start == start
    if possessive or any(m.start < start or m.end > end for m in inside):
        return
    last = links.text[start:end].rsplit(" ", 1)[-1]
    actor = first.actor if first.start == start and last in heads()["company"] else None
    links.put(start, end, "organisation", actor=actor)


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


def _parts(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Cut a span of the model where a bracket, slash or comma stands, and trim what is no part of a name."""
    pieces = []
    at = start
    for cut in _CUT.finditer(text, start, end):
        pieces.append((at, cut.start()))
        at = cut.end()
    pieces.append((at, end))
    for left, right in pieces:
        head = _LEAD_IN.match(text, left, right)
        begin = head.end() if head else left
        tail = _TRAIL.search(text[begin:right])
        finish = begin + tail.start() if tail else right
        more = _SUFFIX.match(text, finish)
        finish = more.end() if more else finish
        if finish - begin > 1 and len(text[begin:finish].split()) <= _MAX_WORDS:
            yield begin, finish


def _add_span(links: Links, start: int, end: int, label: str) -> None:
    text = links.text
    inside = links.over(start, end)
    if inside:
        if label == "PERSON":
            _add_person_over(links, start, end, inside)
        return
    if names_election(text, start, end):
        return
    if label == "PERSON":
        start = _after_titles(text, start, end)
    kind = _kind(text[start:end].split(), label)
    if kind in ("organisation", "place") and _does_as_people(text, start, end):
        kind = "person"
    if kind:
        links.put(start, end, kind)


_ALONE = re.compile(r"[A-ZÀ-Ž][a-zà-ž]{2,}(?:-[A-ZÀ-Ž][a-zà-ž]+)?")


def _does_as_people(text: str, start: int, end: int) -> bool:
    """Say whether a word alone, which the model took for a body or place, is a surname by what it does."""
    name = text[start:end]
    if not _ALONE.fullmatch(name) or name in lexicon().first or name in heads()["org-last"]:
        return False
    after = re.match(r"(?: also| later| then| first| never| himself| herself)? (\w+)", text[end : end + 30])
    return after is not None and after.group(1) in heads()["person-verb"]


def _after_titles(text: str, start: int, end: int) -> int:
    """Return where a person's name begins after words that only lead to it ("MPP Tony Ruprecht")."""
    known = heads()
    for word in re.finditer(r"\S+ (?=\S)", text[start:end]):
        said = word.group().rstrip()
        if (
            said not in known["lead"]
            and said not in known["initials"]
            and not re.fullmatch(r"[A-Z]{3,}", said)
        ):
            return start + word.start()
    return start + text[start:end].rfind(" ") + 1


def _kind(said: list[str], label: str) -> Kind | None:
    """Correct the model's label by words that tell: given names, heads of organisations."""
    known = heads()
    if not any(word[:1].isupper() for word in said):
        return None
    if len(said) == 1 and (said[0] in known["initials"] or said[0] in known["language"]):
        return None
    if len(said) == 1 and label == "ORG" and said[0].endswith("ing"):
        return None
    telling = any(word in known["not-person"] for word in said)
    if len(said) > 1 and said[0] in given_names() and not telling and said[-1] not in known["org-last"]:
        return "person"
    if label == "PERSON" and telling and len(said) > 1:
        return "organisation"
    if label == "NORP":
        return "organisation" if len(said) > 1 and said[-1] in known["plural"] else None
    if label == "ORG" and len(said) == 1 and said[0] in known["lead"] | known["org-last"] - {"Senate"}:
        return None
    return _KINDS[label]


def _add_person_over(links: Links, start: int, end: int, inside: list[Mention]) -> None:
    """A person's name that holds the name of a place or a leader: "Paris Hilton", "Donald Trump Jr."."""
    first = inside[0]
    if (first.start, first.end, first.kind) == (start, end, "place") and first.entity not in lexicon().places:
        links.put(start, end, "person")
        return
    if len(inside) > 1 or first.start < start or first.end > end or (first.start, first.end) == (start, end):
        return
    younger = first.kind == "person" and re.match(r" (?:Jr|Sr|II|III)", links.text[first.end : first.end + 5])
    surname = first.kind == "country" and start < first.start and first.end == end and first.text[-1] != "s"
    place = first.kind == "place" and (start < first.start or first.text.split()[0] in given_names())
    if younger or surname or place:
        links.put(start, end, "person")
    elif first.kind == "country" and first.start == start and links.text[first.end : first.end + 1] == " ":
        rest = first.end + 1
        if end - rest > 2 and links.text[rest : rest + 1].isupper():
            links.put(rest, end, "person")


def _add_given_names(links: Links) -> None:
    """Mark a given name and the unknown capitalised words after it as a person that the model passed over."""
    given, known = given_names(), heads()
    stop = known["lead"] | known["not-person"] | known["org-last"] | known["place-last"]
    for found in _TWO_NAMES.finditer(links.text):
        start, end = found.span()
        first, *others = found.group().split()
        if first in given and not stop & set(others) and not links.over(start, end):
            links.put(start, end, "person")


def _abbreviations(links: Links) -> dict[str, str]:
    """Return short forms that the text gives in brackets after an organisation: "... Liberal Party (LS)"."""
    short: dict[str, str] = {}
    for mention in list(links.known):
        if mention.kind != "organisation":
            continue
        found = _BRACKET.match(links.text, mention.end)
        if found and sum(map(str.isupper, found.group(1))) > 1 and found.group(1)[0] in mention.text:
            short.setdefault(found.group(1), mention.entity)
            inside = links.over(*found.span(1))
            if not inside or _replaceable(inside[0], found.span(1)):
                links.put(*found.span(1), "organisation", mention.entity, mention.actor)
    return short


def _add_initials(links: Links) -> None:
    """Capitals such as "ACTU" name a body, unless they are everyday ones or the line is all in capitals."""
    common = heads()["initials"]
    short = _abbreviations(links)
    for found in _INITIALS.finditer(links.text):
        start, end = found.span()
        if (found.group() in common and found.group() not in short) or links.over(start, end):
            continue
        line = links.text[max(0, start - 30) : end + 30]
        if sum(map(str.islower, line)) * 2 > sum(map(str.isupper, line)):
            links.put(start, end, "organisation", short.get(found.group(), ""))
    for place, mention in enumerate(links.known):
        if mention.text in short and mention.entity == mention.text and mention.actor is None:
            links.known[place] = replace(mention, kind="organisation", entity=short[mention.text])


def _join_people(links: Links) -> None:
    """Join short mentions to the full name, and mark those that the model passed over."""
    full: dict[str, Mention] = {}
    for mention in links.known:
        if mention.kind == "person" and " " in mention.entity:
            full.setdefault(mention.entity.rsplit(" ", 1)[-1], mention)
    if not full:
        return
    for match in WORD.finditer(links.text):
        person = full.get(match.group())
        if person is None or _tied(links.text, match.start(), match.end()):
            continue
        inside = links.over(match.start(), match.end())
        if not inside or (len(inside) == 1 and _replaceable(inside[0], match.span())):
            links.put(match.start(), match.end(), "person", person.entity, person.actor)


def _replaceable(mention: Mention, span: tuple[int, int]) -> bool:
    return (mention.start, mention.end) == span and mention.actor is None and mention.kind != "country"


def _tied(text: str, start: int, end: int) -> bool:
    """Say whether the word is part of a longer name: "Macron" in "Brigitte Macron" or "Macron Foundation"."""
    before = re.search(r"([A-Z][\w-]+) $", text[max(0, start - 20) : start])
    if before and before.group(1) in given_names():
        return True
    after = re.match(r" ([A-Z]\w+)", text[end : end + 16])
    return after is not None and after.group(1) in heads()["org-last"]


def _with_offices(links: Links) -> list[Mention]:
    """Let people act for whom their role says, once it is said, in every later mention too."""
    offices: dict[str, str] = {}
    found: list[Mention] = []
    for mention in links.known:
        if mention.kind != "person" or mention.actor:
            found.append(mention)
            continue
        code = office(links.text, mention, links.known, links.starts)
        if code:
            offices[mention.entity] = code
        code = offices.get(mention.entity)
        found.append(replace(mention, actor=code) if code else mention)
    return found
