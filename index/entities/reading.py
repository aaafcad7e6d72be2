"""One article while it is read, and the small words and given names that every rule of context needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from index.entities.lexicon import lexicon
from index.entities.people import Person
from index.entities.tables import alternatives, rows

Found = tuple[str, str, str | None]
"""Kind, entity and actor of a mention."""
_NEXT_WORD = re.compile(r" ?([\w.'-]+)")


@dataclass(slots=True)
class Words:
    """The table ``words.tsv`` as sets, by rule."""

    sets: dict[str, frozenset[str]]
    title_end: re.Pattern[str]
    title_last: frozenset[str]
    """The last words of all titles."""


@cache
def words() -> Words:
    """Read the small words that decide; see the head of ``data/words.tsv``."""
    sets = {row["rule"]: frozenset(alternatives(row["words"])) for row in rows("words.tsv", "rule", "words")}
    for row in rows("heads.tsv", "rule", "words"):
        if row["rule"] == "lead":
            sets["lead"] = frozenset(alternatives(row["words"]))
    titles = "|".join(re.escape(title) for title in sorted(sets["title"], key=len, reverse=True))
    lasts = frozenset(re.split(r"[ -]", title)[-1] for title in sets["title"])
    return Words(sets, re.compile(rf"(?:^|[\s(\"'“‘-])(?:{titles})$"), lasts)


@dataclass(slots=True)
class Reading:
    """One article while it is read: its text with plain spaces and apostrophes, and whom it has named."""

    text: str
    date: str | None
    dateline_end: int = -1
    named: set[Person] = field(default_factory=set)
    last_place_end: int = -1
    doubts: dict[str, bool] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)
    """Names of countries and cities that were a person's surname in this article."""
    _asked: int = -1
    _before: str = ""

    def before(self, start: int, width: int = 28) -> str:
        """Return the text just before ``start``, without the blank between."""
        return self.text[max(0, start - width) : start].removesuffix(" ")

    def word_before(self, start: int) -> str:
        """Return the word before ``start`` (with its comma), or '' at the start of a paragraph."""
        if start == self._asked:
            return self._before
        text, self._asked = self.text, start
        end = start - 1 if start and text[start - 1] == " " else start
        before = text[end - 24 if end > 24 else 0 : end].rpartition(" ")[2]
        if not before.isalpha():
            before = before.lstrip("(\"'“[")
        self._before = before
        return before

    def word_after(self, end: int) -> str:
        """Return the word after ``end``, or '' where another character than one blank stands between."""
        found = _NEXT_WORD.match(self.text, end)
        return found.group(1) if found else ""


@cache
def given_names() -> frozenset[str]:
    """Return common given names (``data/given_names.tsv``)."""
    return frozenset(name for row in rows("given_names.tsv", "names") for name in row["names"].split())


def begins_name(word: str) -> bool:
    """Say whether a word can stand alone for somebody other than a person whose full name comes first."""
    ways = lexicon().first.get(word, {}).get("", ())
    return any(sense.category != "short" for _, _, senses in ways for sense in senses)


def is_adjective(word: str) -> bool:
    """Say whether a word is the adjective of a state ("Greek")."""
    ways = lexicon().first.get(word, {}).get("", ())
    return any(senses[0].category == "adjective" for _, _, senses in ways)


def hyphens_rob(reading: Reading, start: int, end: int) -> bool:
    """Say whether what is tied on by a hyphen takes the acting away ("ex-Soviet", "US-backed")."""
    text = reading.text
    if text[end : end + 1] != "-" and text[start - 1 : start] != "-":
        return False
    sets = words().sets
    if start and text[start - 1] == "-":
        prefix = reading.word_before(start).rstrip("-").rpartition("-")[2]
        if prefix.lower() in sets["hyphen-before"] or _emigrants(prefix, text[start:end]):
            return True
    if text[end : end + 1] == "-":
        tied = re.match(r"-(\w+)", text[end : end + 24])
        if tied is None:
            return False
        return tied.group(1).lower() in sets["hyphen-after"] or _emigrants(text[start:end], tied.group(1))
    return False


def _emigrants(first: str, second: str) -> bool:
    """Say whether two peoples with a hyphen are people of both rather than two states ("Korean-American")."""
    return second == "Americans" or (second == "American" and first in words().sets["emigrant"])
