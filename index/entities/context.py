"""What a name means where it stands: a country or a surname, a government or a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from index.entities.leaders import alone, full, short
from index.entities.lexicon import Sense, lexicon
from index.entities.neighbours import named_after, named_otherwise, names_war, undisturbed
from index.entities.reading import Found, Reading, begins_name, given_names, hyphens_rob, words

_CLUES = 20_000
"""How much of an article is looked at for clues, in characters."""

_GOES_ON = re.compile(r",? (?:and|or) |, [A-Z]")
_PLACES = frozenset({"capital", "city", "country"})

_ELECTION = re.compile(r"(?: [a-z]+){1,2} elections?\b| [a-z]* ?referendum\b")

_DATELINE = re.compile(
    r"[ \t]*(?:[A-Z][A-Z.' -]{2,40}(?:, ?[A-Z][\w.' ]{1,30})?[ ]*(?:\([^()\n]{2,40}\)[ ]*)?(?:--?|[–—])[ ]"
    r"|[A-Z][\w.' -]{2,40}(?:, ?[A-Z][\w.' ]{1,30})?[ ]*\([^()\n]{2,40}\)[ ]*(?:--?|[–—])?[ ]"
    r"|[A-Z]{3,}(?: [A-Z]{2,})?: (?=[A-Z][a-z]))"
)


def doubted(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Return what a name means where the article's other words speak against its first meaning, or ``None``.

    Georgia is the US state where Atlanta and Republicans are spoken of more than Tbilisi and Russia.
    """
    doubt, name = sense.doubt, reading.text[start:end]
    if doubt is None:
        return None
    if name not in reading.doubts:
        text = reading.text[:_CLUES]
        if doubt.default:
            against = sum([word in text for word in doubt.against])
            reading.doubts[name] = against > 0 and against > sum([word in text for word in doubt.same])
        else:
            reading.doubts[name] = not any(word in text for word in doubt.same)
    if not reading.doubts[name]:
        return None
    kind, _, code = doubt.other.partition(" ")
    if kind == "organisation":
        return kind, name, code
    return (kind, name, None) if kind in ("place", "person") else ("", "", None)


def is_persons_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a country's or city's name is a person's here: "Michael Jordan", "Jordan Henderson".

    Once it was, it is so where it stands alone too, unless a word before it speaks of a place.
    """
    text = reading.text
    before = reading.word_before(start)
    if before[:1].isupper() and text[start - 1 : start] == " " and _is_given(before, reading, start):
        reading.surnames.add(text[start:end])
        return True
    sets = words().sets
    if reading.surnames and text[start:end] in reading.surnames:
        return before not in sets["locative"] and before not in ("to", "with", "and", "between", "the")
    if text[end : end + 1] != " " or text[start:end] not in sets["given-too"]:
        return False
    if before in ("of", "in", "to", "from", "and"):  # "President of Georgia Salome Zourabichvili"
        return False
    after = reading.word_after(end)
    if not after[:1].isupper() or not after.isalpha() or after.isupper():
        return False
    if named_after(reading, start, end) or named_otherwise(reading, start, end):
        return False
    return after not in sets["after-country"] and after not in sets["title"] and not begins_name(after)


def _is_given(word: str, reading: Reading, start: int) -> bool:
    """Say whether the word before a name is a given name, or an initial after one ("Edward P. Jordan")."""
    if word in given_names() or word in words().sets["honorific"]:
        return True
    if len(word) == 2 and word[1] == "." and word[0].isupper():
        return reading.word_before(start - 3) in given_names()
    return False


def enters_dateline(reading: Reading, start: int) -> bool:
    """Say whether ``start`` lies in a dateline ("PARIS (AP) -"), where a name is a place and nothing more."""
    if start < reading.dateline_end:
        return True
    found = _DATELINE.match(reading.text, start)
    if found:
        reading.dateline_end = found.end()
    return found is not None


def _in_force(sense: Sense, date: str | None) -> bool:
    return date is None or sense.valid[0] <= date <= sense.valid[1]


def _country(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    text = reading.text
    left, right = text[start - 1 : start], text[end : end + 1]
    if right == "$" or is_persons_name(reading, start, end):
        return None
    if named_otherwise(reading, start, end):
        return "", "", None
    if left in {" ", "\n"} and names_election(text, start, end):
        return "", "", None
    if (right == "-" or left == "-") and hyphens_rob(reading, start, end):
        return "country", sense.entity, None
    if right == " " and names_war(text, start, end):
        return "country", sense.entity, None
    return "country", sense.entity, sense.actor if _in_force(sense, reading.date) else None


@cache
def speech() -> frozenset[str]:
    """Return the words before an adjective that make it a language ("speaks French")."""
    return words().sets["language"] | {"in", "into"}


def names_election(text: str, start: int, end: int) -> bool:
    """Say whether a name is part of an election's ("the 1992 United Kingdom general election")."""
    return text[max(0, start - 5) : start - 1].isdigit() and _ELECTION.match(text, end) is not None


def _adjective(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    before = reading.word_before(start)
    if before in words().sets["language"] or (
        before in {"in", "into"} and reading.text[end : end + 1] in '.,;)"'
    ):
        return "", "", None  # "speaks French"; "a service in Japanese."
    if named_otherwise(reading, start, end):
        return "", "", None
    if "-" in (reading.text[end : end + 1], reading.text[start - 1 : start]) and hyphens_rob(
        reading, start, end
    ):
        return "country", sense.entity, None
    if names_war(reading.text, start, end):
        return "country", sense.entity, None
    return "country", sense.entity, sense.actor if _in_force(sense, reading.date) else None


def _combining(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read the first half of "Franco-German"; the second half is a name of its own."""
    if sense.then:
        follows = reading.text.startswith(sense.then, end)
        return ("country", sense.entity, sense.actor) if follows else None
    after = reading.text[end : end + 2]
    return ("country", sense.entity, sense.actor) if after[:1] == "-" and after[1:].isupper() else None


def _capital(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if not undisturbed(reading, start, end):
        if is_persons_name(reading, start, end):
            return None
        if named_otherwise(reading, start, end):
            return "", "", None
    stands = _in_force(sense, reading.date) and not _is_place(reading, start, end)
    if not stands:
        reading.last_place_end = end
    return "place", sense.entity, sense.actor if stands else None


def _is_place(reading: Reading, start: int, end: int) -> bool:
    """Say whether a capital is only a place here: dateline, locative, "London police"."""
    if reading.text[start - 1 : start] in ("\n", "") and enters_dateline(reading, start):
        return True
    if start < reading.dateline_end or hyphens_rob(reading, start, end):
        return True
    sets = words().sets
    before = reading.word_before(start)
    if before == "the":
        before = reading.word_before(start - 4)
    if before == "from" and reading.word_before(start - len("from ")) in sets["voice"]:
        return False  # "a demand from Moscow" is that of the government
    if before in sets["locative"] or before in sets["capital-before"]:
        return True
    if 0 <= start - reading.last_place_end <= 6 and reading.text[reading.last_place_end : start].strip() in (
        "and",
        "or",
        ",",
        ", and",
    ):
        return True
    after = reading.word_after(end + 2 if reading.text.startswith("'s", end) else end)
    return after.rstrip(".") in sets["capital-after"] or bool(
        re.match(r", [A-Z]", reading.text[end : end + 3])
    )


def _city(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if ", " in sense.entity and undisturbed(reading, start, end):
        return None if _lists(reading.text, sense.entity, end) else sense.found
    if is_persons_name(reading, start, end):
        return None
    return ("", "", None) if names_election(reading.text, start, end) else ("place", sense.entity, None)


def _lists(text: str, name: str, end: int) -> bool:
    """Say whether a town's name is rather two states in a list: "Armenia, Colombia and Peru"."""
    senses = lexicon().first.get(name.partition(", ")[0], {}).get("", (("", "", ()),))[0][2]
    return bool(senses) and senses[0].category == "country" and _GOES_ON.match(text, end) is not None


def _seat(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a seat of power; the White House in Zagreb is none of America's."""
    if reading.text.startswith(" in ", end):
        ways = lexicon().first.get(reading.word_after(end + 3), {}).get("", ())
        held = next((s[0].country or s[0].actor for _, _, s in ways if s[0].category in _PLACES), sense.actor)
        if held != sense.actor:
            return "", "", None
    return _body(reading, sense, start, end)


def _body(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    acts = _in_force(sense, reading.date) and not hyphens_rob(reading, start, end)
    return sense.found if acts else (sense.kind, sense.entity, None)


def _agency(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a body of a state; Libya's House of Representatives is not the American one."""
    ways = lexicon().first.get(reading.word_before(start), {}).get("", ())
    for _, _, senses in ways:
        if senses[0].category in ("adjective", "country"):
            return sense.kind, sense.entity, senses[0].actor
    tail = None
    if reading.text.startswith(" of ", end):
        tail = re.match(r" of (?:the )?([A-Z]\w+(?: [A-Z]\w+)?)", reading.text[end : end + 40])
    for name in (tail.group(1), tail.group(1).split()[0]) if tail else ():
        first, _, rest = name.partition(" ")
        ways = lexicon().first.get(first, {}).get(f" {rest}"[:2] if rest else "", ())
        for text, left, senses in ways:
            if text == (f" {rest}" if rest else "") and not left and senses[0].category == "country":
                return sense.kind, sense.entity, senses[0].actor
    return _body(reading, sense, start, end)


def _group(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return _body(reading, sense, start, end) if _in_force(sense, reading.date) else None


def _nothing(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return "", "", None


def _fixed(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if sense.kind == "person":
        reading.surnames.add(reading.text[start:end].rpartition(" ")[2])
    return sense.kind, sense.entity, None


def meaning(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Return what a name means where it stands, as the rule of its category says; see ``RULES``.

    Most names stand where nothing can change what they mean, and are spared the rule.
    """
    if (
        sense.steady
        and undisturbed(reading, start, end)
        and (sense.category != "adjective" or reading.word_before(start) not in speech())
    ):
        return sense.found
    return RULES[sense.category](reading, sense, start, end)


Rule = Callable[[Reading, Sense, int, int], "Found | None"]

RULES: dict[str, Rule] = {
    "country": _country,
    "people": _country,
    "adjective": _adjective,
    "combining": _combining,
    "capital": _capital,
    "city": _city,
    "seat": _seat,
    "organisation": _body,
    "agency": _agency,
    "group": _group,
    "leader": full,
    "alone": alone,
    "short": short,
    "nothing": _nothing,
    "fixed": _fixed,
    "collective": _fixed,
}
"""Category of a sense to the rule that reads it: the mention it makes, an empty kind for "no mention,
and nothing shorter either", or ``None`` when the name does not mean this here."""
