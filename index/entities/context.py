"""What a name means where it stands: a country or a surname, a government or a place, in office or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from index.entities.lexicon import Sense, lexicon
from index.entities.people import Person
from index.entities.tables import alternatives, rows

_CLUES = 20_000
"""How much of an article is looked at for clues, in characters."""

_ELECTION = re.compile(r"(?: [a-z]+){1,2} elections?\b| [a-z]* ?referendum\b")

Found = tuple[str, str, str | None]
"""Kind, entity and actor of a mention."""

_NEXT_WORD = re.compile(r" ?([\w.'-]+)")
_DATELINE = re.compile(
    r"[ \t]*(?:[A-Z][A-Z.' -]{2,40}(?:, ?[A-Z][\w.' ]{1,30})?[ ]*(?:\([^()\n]{2,40}\)[ ]*)?(?:--?|[–—])[ ]"
    r"|[A-Z][\w.' -]{2,40}(?:, ?[A-Z][\w.' ]{1,30})?[ ]*\([^()\n]{2,40}\)[ ]*(?:--?|[–—])?[ ])"
)


@dataclass(slots=True)
class Words:
    """The table ``words.tsv`` as sets, by rule."""

    sets: dict[str, frozenset[str]]
    title_end: re.Pattern[str]


@cache
def words() -> Words:
    """Read the small words that decide; see the head of ``data/words.tsv``."""
    sets = {row["rule"]: frozenset(alternatives(row["words"])) for row in rows("words.tsv", "rule", "words")}
    titles = "|".join(re.escape(title) for title in sorted(sets["title"], key=len, reverse=True))
    return Words(sets, re.compile(rf"(?:^|[\s(\"'“‘-])(?:{titles})$"))


@dataclass(slots=True)
class Reading:
    """One article while it is read: its text with plain spaces and apostrophes, and whom it has named."""

    text: str
    date: str | None
    dateline_end: int = -1
    named: set[Person] = field(default_factory=set)
    last_place_end: int = -1
    doubts: dict[str, bool] = field(default_factory=dict)

    def before(self, start: int, width: int = 28) -> str:
        """Return the text just before ``start``, without the blank between."""
        return self.text[max(0, start - width) : start].removesuffix(" ")

    def word_before(self, start: int) -> str:
        """Return the word before ``start`` (with its comma), or '' at the start of a paragraph."""
        text = self.text
        end = start - 1 if text[start - 1 : start] == " " else start
        return text[text.rfind(" ", max(0, end - 24), end) + 1 : end].lstrip("(\"'“[")

    def word_after(self, end: int) -> str:
        """Return the word after ``end``, or '' where another character than one blank stands between."""
        found = _NEXT_WORD.match(self.text, end)
        return found.group(1) if found else ""


def doubted(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Return what a name means where the article's other words speak against its first meaning, or ``None``.

    Georgia is the US state where Atlanta and Republicans are spoken of more than Tbilisi and Russia.
    """
    doubt, name = sense.doubt, reading.text[start:end]
    if doubt is None:
        return None
    if name not in reading.doubts:
        text = reading.text[:_CLUES]
        same = sum(word in text for word in doubt.same)
        against = sum(word in text for word in doubt.against)
        reading.doubts[name] = against > same if doubt.default else not same
    if not reading.doubts[name]:
        return None
    kind, _, _ = doubt.other.partition(" ")
    return (kind, name, None) if kind in ("place", "person") else ("", "", None)


def is_persons_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a country's or city's name is a person's here: "Michael Jordan", "Jordan Henderson"."""
    text = reading.text
    if text[start - 1 : start] == " " and reading.word_before(start) in given_names():
        return True
    sets = words().sets
    if text[start:end] not in sets["given-too"] or text[end : end + 1] != " ":
        return False
    after = reading.word_after(end)
    if not after[:1].isupper() or not after.isalpha() or after.isupper():
        return False
    return after not in sets["after-country"] and after not in sets["title"] and not _begins_name(after)


def _begins_name(word: str) -> bool:
    """Say whether a word can stand alone for somebody other than a person whose full name comes first."""
    ways = lexicon().first.get(word, {}).get("", ())
    return any(sense.category != "short" for _, _, senses in ways for sense in senses)


def enters_dateline(reading: Reading, start: int) -> bool:
    """Say whether ``start`` lies in a dateline ("PARIS (AP) -"), where a name is a place and nothing more."""
    if start < reading.dateline_end:
        return True
    found = _DATELINE.match(reading.text, start)
    if found:
        reading.dateline_end = found.end()
    return found is not None


def _hyphens_rob(reading: Reading, start: int, end: int) -> bool:
    """Say whether what is tied on by a hyphen takes the acting away ("ex-Soviet", "US-backed")."""
    text, sets = reading.text, words().sets
    if start and text[start - 1] == "-":
        prefix = reading.word_before(start).rstrip("-").rpartition("-")[2].lower()
        if prefix in sets["hyphen-before"]:
            return True
    if text[end : end + 1] == "-":
        tied = re.match(r"-(\w+)", text[end : end + 24])
        return tied is not None and tied.group(1).lower() in sets["hyphen-after"]
    return False


def _in_force(sense: Sense, date: str | None) -> bool:
    return date is None or sense.valid[0] <= date <= sense.valid[1]


def _country(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    text = reading.text
    nearby = text[end : end + 1]
    if nearby == "$" or is_persons_name(reading, start, end):
        return None
    if text[max(0, start - 1)].isspace() and names_election(reading.text, start, end):
        return "", "", None
    if (nearby == "-" or text[start - 1 : start] == "-") and _hyphens_rob(reading, start, end):
        return "country", sense.entity, None
    return "country", sense.entity, sense.actor if _in_force(sense, reading.date) else None


def names_election(text: str, start: int, end: int) -> bool:
    """Say whether a name is part of an election's ("the 1992 United Kingdom general election")."""
    return text[max(0, start - 5) : start - 1].isdigit() and _ELECTION.match(text, end) is not None


def _adjective(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if reading.word_before(start) in words().sets["language"]:
        return None
    if "-" in (reading.text[end : end + 1], reading.text[start - 1 : start]) and _hyphens_rob(
        reading, start, end
    ):
        return "country", sense.entity, None
    return "country", sense.entity, sense.actor if _in_force(sense, reading.date) else None


def _combining(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read the first half of "Franco-German"; the second half is a name of its own."""
    after = reading.text[end : end + 2]
    return ("country", sense.entity, sense.actor) if after[:1] == "-" and after[1:].isupper() else None


def _capital(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if is_persons_name(reading, start, end):
        return None
    stands = _in_force(sense, reading.date) and not _is_place(reading, start, end)
    if not stands:
        reading.last_place_end = end
    return "place", sense.entity, sense.actor if stands else None


def _is_place(reading: Reading, start: int, end: int) -> bool:
    """Say whether a capital is only a place here: dateline, locative, "London police"."""
    if reading.text[start - 1 : start] in ("\n", "") and enters_dateline(reading, start):
        return True
    if start < reading.dateline_end or _hyphens_rob(reading, start, end):
        return True
    sets = words().sets
    before = reading.word_before(start)
    if before == "the":
        before = reading.word_before(start - 4)
    if before in sets["locative"] or before in sets["capital-before"]:
        return True
    if 0 <= start - reading.last_place_end <= 6 and reading.text[reading.last_place_end : start].strip() in (
        "and",
        "or",
        ",",
        ", and",
    ):
        return True
    after = reading.word_after(end)
    return after in sets["capital-after"] or bool(re.match(r", [A-Z]", reading.text[end : end + 3]))


def _city(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if is_persons_name(reading, start, end):
        return None
    return ("", "", None) if names_election(reading.text, start, end) else ("place", sense.entity, None)


def _body(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    acts = _in_force(sense, reading.date) and not _hyphens_rob(reading, start, end)
    return sense.kind, sense.entity, sense.actor if acts else None


def _agency(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a body of a state; "the Libyan House of Representatives" is not the American one."""
    ways = lexicon().first.get(reading.word_before(start), {}).get("", ())
    for _, _, senses in ways:
        if senses[0].category in ("adjective", "country"):
            return sense.kind, sense.entity, senses[0].actor
    return _body(reading, sense, start, end)


def _group(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return _body(reading, sense, start, end) if _in_force(sense, reading.date) else None


def _person(reading: Reading, person: Person, start: int, end: int) -> Found:
    reading.named.add(person)
    if _hyphens_rob(reading, start, end) or is_former(reading, start):
        return "person", person.name, None
    return "person", person.name, person.acts_for(reading.date)


def is_former(reading: Reading, start: int) -> bool:
    """Say whether "former", "ex-" or the like stands among the words of office before ``start``."""
    left = reading.text[max(0, start - 60) : start]
    clause = re.split(r"[.;:,\n]|  ", left)[-1]
    said = clause.replace("-", " ").split()
    sets = words().sets
    for place, word in enumerate(said[-5:], start=max(0, len(said) - 5)):
        # "then" and "late" say it only of a title: "then President Bush", but not "then met Bush".
        if word in sets["former"] and (
            word.lower() not in ("then", "late")
            or (said[place + 1 : place + 2] and said[place + 1] in sets["title"])
        ):
            return True
    return False


def _leader(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return _person(reading, _closest(sense.people, reading), start, end)


def _alone(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    if _given_name_before(reading, start):
        return None
    return _leader(reading, sense, start, end)


def _short(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    known = [person for person in sense.people if person in reading.named]
    if known and reading.text[start:end] not in words().sets["common"]:
        return None if _given_name_before(reading, start) else _person(reading, known[-1], start, end)
    if not words().title_end.search(reading.before(start)):
        return None
    date = reading.date
    fitting = [person for person in sense.people if date is not None and person.acts_for(date)]
    return _person(reading, fitting[0], start, end) if len(fitting) == 1 else None


def _given_name_before(reading: Reading, start: int) -> bool:
    """Say whether a given name stands right before: "Tiffany Trump" is not the president."""
    word = reading.word_before(start)
    if not word[:1].isupper() or not word.isalpha() or not reading.text[start - 1 : start].isspace():
        return False
    if words().title_end.search(reading.before(start)):
        return False
    return word in given_names()


@cache
def given_names() -> frozenset[str]:
    """Return common given names (``data/given_names.tsv``)."""
    return frozenset(name for row in rows("given_names.tsv", "names") for name in row["names"].split())


def _closest(people: tuple[Person, ...], reading: Reading) -> Person:
    if len(people) == 1:
        return people[0]
    named = [person for person in people if person in reading.named]
    return min(named or people, key=lambda person: person.distance(reading.date))


def _nothing(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return "", "", None


def _fixed(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    return sense.kind, sense.entity, None


Rule = Callable[[Reading, Sense, int, int], "Found | None"]

RULES: dict[str, Rule] = {
    "country": _country,
    "people": _country,
    "adjective": _adjective,
    "combining": _combining,
    "capital": _capital,
    "city": _city,
    "seat": _body,
    "organisation": _body,
    "agency": _agency,
    "group": _group,
    "leader": _leader,
    "alone": _alone,
    "short": _short,
    "nothing": _nothing,
    "fixed": _fixed,
    "collective": _fixed,
}
"""Category of a sense to the rule that reads it: the mention it makes, an empty kind for "no mention,
and nothing shorter either", or ``None`` when the name does not mean this here."""
