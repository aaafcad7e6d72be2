"""Look-alikes: two texts of one pattern that was filled in differently, as news in series is.

What is filled in are names and numbers. A *slot* is the place of one: two words before it, and one after;
where two texts have the same slot with other contents, one was not made from the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_UNIT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[.'’\-][^\W\d_]+)*|[.!?:;•\n]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_STOPS = frozenset(".!?:;•\n")
_DATELINE = re.compile(r"^\s*(?:[A-Z][A-Z.,' ]{1,40})?(?:\([^()]{1,30}\))?\s*[—–-]+\s")
_CREDIT = re.compile(r"(?:\s*\([^()]{1,60}\)[.,]?)+\s*$")
_LITTLE = 3  # letters of a capitalised word that may just begin a sentence: The, In, At
_STEM = 4

_SLOTS = 2  # long texts: slots filled otherwise that make another story
_SLOTS_SHARE = 0.15
_NUMBERS = 3  # the same for numbers, which an update changes too: most of them must differ
_NUMBERS_SHARE = 0.75

_RISING_DAYS = 3
_RISING_WORDS = 0.65

Slot = tuple[str, str, str]


@cache
def _words(kind: str) -> frozenset[str]:
    text = files("index.stories").joinpath("data/words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for word, what in rows if what == kind)


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    text = files("index.stories").joinpath("data/opposites.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple((a, b) for a, b in rows)


@dataclass(slots=True)
class Fillings:
    """Names and numbers of a text, by their slots; ``firsts`` begin a sentence, and may be no names."""

    names: dict[Slot, str] = field(default_factory=dict)
    firsts: dict[Slot, str] = field(default_factory=dict)
    numbers: dict[Slot, str] = field(default_factory=dict)
    name_words: set[str] = field(default_factory=set)
    first_words: set[str] = field(default_factory=set)
    number_words: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Fillings:
        found = cls()
        articles, numbers, times = _words("article"), _words("number"), _words("time")
        units = [unit for unit in _UNIT.findall(text) if unit.lower() not in articles]
        two, before, at = ".", ".", 0
        while at < len(units):
            end = at + 1
            word = units[at].lower()
            mark = word
            if word[0].isdigit() or word in numbers:
                found.number_words.add(word)
                _fill(found.numbers, (two, before, _after(units, end)), word)
                mark = "#"
            elif word in times:
                mark = "#"
            elif units[at][0].isupper():
                while end < len(units) and units[end][0].isupper() and units[end].lower() not in times:
                    end += 1
                found._name(units[at:end], (two, before, _after(units, end)))
                mark = "*"
            two, before, at = before, mark, end
        return found

    def _name(self, run: list[str], slot: Slot) -> None:
        known = [word.lower() for word in run]
        if slot[1] in _STOPS and len(run[0]) <= _LITTLE and not run[0].isupper():
            known = known[1:]
        elif slot[1] in _STOPS and len(run) == 1:
            self.first_words.update(known)
            _fill(self.firsts, slot, known[0])
            return
        self.name_words.update(known)
        if known:
            _fill(self.names, slot, " ".join(known))


def _fill(slots: dict[Slot, str], slot: Slot, what: str) -> None:
    """Remember what a slot holds; one that a text has twice, with different contents, says nothing."""
    slots[slot] = what if slots.get(slot, what) == what else ""


def _after(units: list[str], at: int) -> str:
    return "." if at >= len(units) else "*" if units[at][0].isupper() else units[at].lower()


def tells_of_others(a: str, b: str, apart: int) -> bool:
    """Of two short texts, ``apart`` days apart: whether each names somebody whom the other does not.

    Or the same in each other's places, or has a number that the other does not, on another day, unless it is
    a toll that rises; or tells that the opposite happened.
    """
    words = [frozenset(_WORD.findall(text.lower())) for text in (a, b)]
    if _opposed(*words):
        return True
    one, other = (Fillings.of(_CREDIT.sub("", _DATELINE.sub("", text))) for text in (a, b))
    changed = one.number_words - other.number_words and other.number_words - one.number_words
    if apart and changed and not (apart <= _RISING_DAYS and _rises(*words)):
        return True
    ours, theirs = (side.name_words | side.first_words for side in (one, other))
    if _lacking(ours, theirs) and _lacking(theirs, ours):
        return True
    ours_at, theirs_at = one.names | one.firsts, other.names | other.firsts
    pairs = [(ours_at[slot], theirs_at[slot]) for slot in ours_at.keys() & theirs_at.keys()]
    return sum(bool(name and against and name != against) for name, against in pairs) >= _SLOTS


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one has a word where the other has its opposite."""
    ours, theirs = one - other, other - one
    return any((a in ours and b in theirs) or (b in ours and a in theirs) for a, b in _opposites())


def _rises(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether numbers of two texts that share most of their words are one toll, told again."""
    both, all_words = one & other, one | other
    alike = len(both) >= _RISING_WORDS * len(all_words)
    return alike and bool(all_words & _words("rising")) and not all_words & _words("daily")


def filled_otherwise(a: str, b: str, apart: int) -> bool:
    """Of two longer texts that share much: whether they are one pattern with other names, or other numbers.

    Those that were made from one another keep nearly all of the names that stand in the same words.
    """
    one, other = Fillings.of(a), Fillings.of(b)
    same = differ = 0
    for slot, name in one.names.items():
        against = other.names.get(slot)
        if not name or not against:
            continue
        ours, theirs = set(name.split()), set(against.split())
        if ours & theirs:
            same += 1
        elif _lacking(ours, other.name_words) or _lacking(theirs, one.name_words):
            differ += 1
    if differ >= _SLOTS and differ >= _SLOTS_SHARE * (same + differ):
        return True
    slots = one.numbers.keys() & other.numbers.keys()
    changed = sum(one.numbers[slot] != other.numbers[slot] for slot in slots)
    return apart > 0 and changed >= _NUMBERS and changed >= _NUMBERS_SHARE * len(slots)


def _lacking(words: set[str], among: set[str]) -> set[str]:
    """The words that are not among others, in any form: Iran is among Iranian."""
    stems = {word[:_STEM] for word in among if len(word) >= _STEM}
    return {
        word
        for word in words - among
        if len(word) < _STEM or word[:_STEM] not in stems or not _form(word, among)
    }


def _form(word: str, among: set[str]) -> bool:
    return any(_kin(word, other) for other in among)


def _kin(a: str, b: str) -> bool:
    length = min(len(a), len(b))
    common = next((n for n in range(length) if a[n] != b[n]), length)
    return common >= max(_STEM, length - 1)
