"""Leaders by name: whom a full or short name means, and whether the office is held on the article's date,
or in the year of which the sentence says that it speaks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.entities.lexicon import Sense
from index.entities.people import Person
from index.entities.reading import Found, Reading, begins_name, hyphens_rob, words

_acts_for = lru_cache(maxsize=20_000)(Person.acts_for)
_distance = lru_cache(maxsize=20_000)(Person.distance)
"""A day's news names the same people again and again."""
_YEAR = re.compile(
    r"[\"“]?(?:Back )?(?:In|On|By|During|Since|Late in|Early in) [\w ]{0,24}?\b((?:19|20)\d\d)\b"
)
"""How a sentence says at its beginning of which year it speaks."""
_SENTENCE = 400
"""How far back a sentence's beginning is looked for, in characters: reading stays linear in the text."""


def _person(reading: Reading, person: Person, start: int, end: int) -> Found:
    reading.named.add(person)
    if is_former(reading, start) or hyphens_rob(reading, start, end):
        return "person", person.name, None
    return "person", person.name, _acts_for(person, reading.date) or _acted_for(person, reading, start)


def _acted_for(person: Person, reading: Reading, start: int) -> str | None:
    """Whom the leader acted for in the year that opens the sentence: "In 1979, President Carter met ..."."""
    if reading.date is None:
        return None
    text = reading.text
    full_stop = text.rfind(". ", max(0, start - _SENTENCE), start)
    if full_stop < 0 and start > _SENTENCE:
        return None
    said = _YEAR.match(text, full_stop + 2 if full_stop >= 0 else 0, start)
    if said is None or said.group(1) > reading.date[:4]:
        return None
    days = (f"{said.group(1)}-{day}" for day in ("07-01", "01-31", "11-30"))
    return next((code for day in days if (code := _acts_for(person, day))), None)


def is_former(reading: Reading, start: int) -> bool:
    """Say whether "former", "ex-" or the like stands among the words of office before ``start``."""
    left = reading.text[start - 60 if start > 60 else 0 : start]
    sets = words().sets
    if sets["former"].isdisjoint((left.replace("-", " ") if "-" in left else left).rsplit(None, 5)[-5:]):
        return False
    clause = re.split(r"[.;:,\n]|  ", left)[-1]
    said = clause.replace("-", " ").split()
    for place, word in enumerate(said[-5:], start=max(0, len(said) - 5)):
        # "then" and "late" say it only of a title: "then President Bush", but not "then met Bush".
        if word in sets["former"] and (
            word.lower() not in ("then", "late")
            or (said[place + 1 : place + 2] and said[place + 1] in sets["title"])
        ):
            return True
    return False


def full(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a leader's full name."""
    people = sense.people
    return _person(reading, people[0] if len(people) == 1 else _closest(people, reading), start, end)


def alone(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a surname that is known without the full name ("Putin")."""
    if _part_of_other_name(reading, start, end):
        return None
    return full(reading, sense, start, end)


def short(reading: Reading, sense: Sense, start: int, end: int) -> Found | None:
    """Read a surname that needs the full name before it, or a title at a fitting date."""
    held = words()
    if not reading.named.isdisjoint(sense.people):
        known = [person for person in sense.people if person in reading.named]
        if reading.text[start:end] not in held.sets["common"]:
            return (
                None if _part_of_other_name(reading, start, end) else _person(reading, known[-1], start, end)
            )
    last = reading.word_before(start)
    if "-" in last:
        last = last.rpartition("-")[2]
    if last in held.sets["courtesy"]:
        return None  # "Dr. King" may be anybody
    if last not in held.title_last or not held.title_end.search(reading.before(start)):
        return None
    if _part_of_other_name(reading, start, end):
        return None
    date = reading.date
    fitting = [
        person
        for person in sense.people
        if date is not None and (_acts_for(person, date) or _acted_for(person, reading, start))
    ]
    return _person(reading, fitting[0], start, end) if len(fitting) == 1 else None


def _part_of_other_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a surname stands in somebody else's name: "Hunter Biden", "Xi Mei"."""
    sets = words().sets
    if reading.text[start - 1 : start] == " ":
        word = reading.word_before(start)
        if word[:1].isupper() and word.isalpha() and not word.isupper() and not _plain_capital(word, sets):
            return True
    if reading.text[end : end + 1] == " " and reading.text[end + 1 : end + 2].isupper():
        word = reading.word_after(end)
        word = word.rstrip(".'")
        letters = word.replace("-", "")  # "Lee Jae-yong"
        return letters.isalpha() and word[1:].islower() and not _plain_capital(word, sets)
    return False


def _plain_capital(word: str, sets: dict[str, frozenset[str]]) -> bool:
    """Say whether a capitalised word is no part of a person's name: a title, a day, "Republican"."""
    return (
        word in sets["lead"] or word in sets["title"] or word in sets["beside-surname"] or begins_name(word)
    )


def _closest(people: tuple[Person, ...], reading: Reading) -> Person:
    named = [person for person in people if person in reading.named]
    return named[0] if len(named) == 1 else min(named or people, key=lambda one: _distance(one, reading.date))
