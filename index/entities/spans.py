"""What the model names, corrected by words that tell, and set beside what the tables know."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.entities.context import names_election
from index.entities.lexicon import lexicon
from index.entities.links import Links
from index.entities.patterns import heads
from index.entities.reading import given_names
from index.model import Kind, Mention

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
_SCORE = re.compile(r"(?: \d\S*)+$")
"""What the model adds to a name in sport: "Phil Taylor 7-6"."""
_MAX_WORDS = 9


def add_spans(links: Links, start: int, end: int, label: str) -> None:
    """Mark what the model calls ``label``, in the parts that a bracket, slash or comma makes of it."""
    if label in _KINDS:
        for part in _parts(links.text, start, end):
            _add_span(links, *part, label)


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
        score = _SCORE.search(text[start:end])
        end = start + score.start() if score else end
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
