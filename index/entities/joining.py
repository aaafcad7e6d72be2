"""Names that the model passed over, and short mentions joined to the full names of their article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.entities.lexicon import WORD
from index.entities.links import Links
from index.entities.patterns import heads
from index.entities.reading import given_names
from index.entities.roles import office
from index.model import Mention

_INITIALS = re.compile(r"(?<![\w.&'-])[A-Z][A-Za-z]?[A-Z&]{1,5}(?:-[A-Z]{1,2})?(?![\w$&]|-[a-z])")
_BRACKET = re.compile(r" \( ?([A-Z][\w&-]{1,9}) ?\)")
_ADDRESSED = re.compile(
    r"(?<![\w.])(?:(?:Mr|Mrs|Ms|Dr|MR|MRS)\.?|MS\.|DR\.) {1,2}([A-ZÀ-Ž][\w'-]+)((?: [A-ZÀ-Ž][\w'-]+){0,2})"
)
"""Who is spoken of or speaks with a form of address: "Mr. Carney", "MR. CARNEY:"."""
_COMPOUND = re.compile(r"(?<![\w'-])[^\W\d_]+(?:['-][^\W\d_]+)+")
"""A word with an apostrophe or hyphen inside: "O'Rourke", "Ocasio-Cortez's", "al-Bashir"."""
_HEADING = re.compile(r" and [a-z]+(?=\n|$)")
_TWO_NAMES = re.compile(r"\b[A-Z][a-zà-ž]+(?: [A-Z]\.)?(?: [A-ZÀ-Ž][\w'-]+){1,2}")


def add_given_names(links: Links) -> None:
    """Mark a given name and the unknown capitalised words after it as a person that the model passed over."""
    given, known = given_names(), heads()
    stop = known["lead"] | known["not-person"] | known["org-last"] | known["place-last"]
    for found in _TWO_NAMES.finditer(links.text):
        start, end = found.span()
        first, *others = found.group().split()
        if first in given and not stop & set(others) and not links.over(start, end):
            links.put(start, end, "person")


def add_addressed(links: Links) -> None:
    """Mark who stands behind "Mr." or "MS.", whatever the model took the name for."""
    known = heads()
    stop = known["lead"] | known["not-person"] | known["org-last"] | known["initials"]
    for found in _ADDRESSED.finditer(links.text):
        start, end = found.span(1)
        if found.group(1) in stop:
            continue
        more = found.group(2)
        if more.isupper() == found.group(1).isupper() and not stop & set(more.split()):
            end = found.end()
        name = links.text[start:end].removesuffix("'s")
        span = start, start + len(name)
        inside = links.over(*span)
        if not inside or (inside[0].kind != "person" and _replaceable(inside[0], span)):
            links.put(*span, "person", name.title() if name.isupper() else "")


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


def add_initials(links: Links) -> None:
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


def join_people(links: Links) -> None:
    """Join short mentions to the full name, and mark those that the model passed over."""
    full: dict[str, Mention] = {}
    for mention in links.known:
        if mention.kind == "person" and " " in mention.entity:
            full.setdefault(mention.entity.rsplit(" ", 1)[-1], mention)
    for start, end, person in list(_surnames(links.text, full)):
        if _tied(links.text, start, end) or _heads(links.body, start, end):
            continue
        inside = links.over(start, end)
        if not inside or (len(inside) == 1 and _replaceable(inside[0], (start, end))):
            links.put(start, end, "person", person.entity, person.actor)


def _surnames(text: str, full: dict[str, Mention]) -> Iterator[tuple[int, int, Mention]]:
    """Yield where the surnames stand, also in capitals, with the person: "Carney", "CARNEY", "O'Rourke"."""
    shouted = {name.upper(): person for name, person in full.items() if len(name) > 3}
    for match in WORD.finditer(text) if full else ():
        person = full.get(match.group()) or shouted.get(match.group())
        if person is not None:
            yield *match.span(), person
    for match in _COMPOUND.finditer(text) if full else ():
        name = match.group().removesuffix("'s")
        if name in full:
            yield match.start(), match.start() + len(name), full[name]


def _replaceable(mention: Mention, span: tuple[int, int]) -> bool:
    return (mention.start, mention.end) == span and mention.actor is None and mention.kind != "country"


def _heads(body: str, start: int, end: int) -> bool:
    """Say whether the word begins a heading that names nobody: "Law and crime"."""
    return body[start - 1 : start] in ("\n", "") and _HEADING.match(body, end) is not None


def _tied(text: str, start: int, end: int) -> bool:
    """Say whether the word is part of a longer name: "Macron" in "Brigitte Macron" or "Macron Foundation"."""
    before = re.search(r"([A-Z][\w-]+) $", text[max(0, start - 20) : start])
    if before and before.group(1) in given_names():
        return True
    after = re.match(r" ([A-Z]\w+)", text[end : end + 16])
    return after is not None and after.group(1) in heads()["org-last"]


def with_offices(links: Links) -> list[Mention]:
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
