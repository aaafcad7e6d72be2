"""Words beside the name of a state or capital that make it another name: "Korea Times", "Iraq War"."""

from __future__ import annotations

import re
from functools import cache

from index.entities.reading import Reading, given_names, words


def named_otherwise(reading: Reading, start: int, end: int) -> bool:
    """Say whether words beside a country's or capital's name make it the name of something that is no state.

    "Radio France", "French Open", and a town in America: "Norway, Maine".
    """
    text = reading.text
    before, last_words = _names_before()
    left = max(0, start - 20)
    if reading.word_before(start) in last_words and (
        text.endswith(before, left, start) and _beside("name-before").search(text, left, start)
    ):
        return True
    if (
        end - start == 2
        and text[start:end] == "US"
        and reading.word_before(start) in words().sets["us-pronoun"]
    ):
        return text[end : end + 1] != "-"
    after = text[end : end + 3]
    if after[:1] == " " and after[1:2].isupper():
        return _beside("event-after").match(text, end) is not None
    return after[:2] == ", " and after[2:].isupper() and _in_america().match(text, end) is not None


@cache
def _beside(rule: str) -> re.Pattern[str]:
    choice = _choice(rule)
    return re.compile(rf"(?<!\w)(?:{choice}) $" if rule.endswith("before") else rf" (?:{choice})(?!\w)")


@cache
def _names_before() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what makes another name of a state's that follows ("University of "), and their last words."""
    names = words().sets["name-before"]
    return tuple(f"{name} " for name in names), frozenset(name.rpartition(" ")[2] for name in names)


@cache
def _telling() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Return what the rules must look at.

    These are words before a name (before "of" stands more to look at), those of them in small letters, the
    first three letters of the words after it that make it another, and names that are given names too.
    """
    sets = words().sets
    _, last_words = _names_before()
    before = (given_names() | sets["honorific"] | sets["us-pronoun"] | last_words) - {"of"}
    rules = ("event-after", "war-after", "paper-after", "firm-after")
    small = frozenset(filter(str.islower, before))
    return before, small, frozenset(word[:3] for rule in rules for word in sets[rule]), sets["given-too"]


def name_heads() -> frozenset[str]:
    """Return the first three letters of the words behind a state's name that make it another."""
    return _telling()[2]


_ENDS = frozenset({"", *".,;:)\"'- "} | {first + second for first in ".,;:)\"'" for second in ' )"s'})
_BLANK_AND_CAPITAL = frozenset(f" {char}" for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZc")
_BLANK_AND_SMALL = frozenset(f" {char}" for char in "abdefghijklmnopqrstuvwxyz(")
_CALM = _BLANK_AND_SMALL | _ENDS - {", "}


def undisturbed(reading: Reading, start: int, end: int) -> bool:
    """Say whether nothing beside the name of a state or place can change what it means.

    This is so of most names, and spares them the rules one by one.
    """
    text = reading.text
    telling, small, heads, given_too = _telling()
    after = text[end : end + 2]
    if after not in _CALM:
        if after in _BLANK_AND_CAPITAL:
            if text[end + 1 : end + 4] in heads or text[start:end] in given_too:
                return False
        elif after != ", " or text[end + 2 : end + 3].isupper():
            return False
    if reading.surnames and text[start:end] in reading.surnames:
        return False
    last = start - 1
    before = text[last - 24 if last > 24 else 0 : last].rpartition(" ")[2] if text[last:start] == " " else ""
    if not before.isalpha():
        before = reading.word_before(start)
    if before in (small if before.islower() else telling):
        return False
    if not before.isalpha():
        # A digit before it may tell of an election, "P." of a name; what has a hyphen is tied to it.
        return text[start - 1 : start] != "-" and not before[-1:].isdigit() and before[1:] != "."
    return before != "of" or not text.endswith(_names_before()[0], 0, start)


@cache
def _in_america() -> re.Pattern[str]:
    """Match a state of America after a comma that is no list of states."""
    return re.compile(rf", (?:{_choice('american-state')})(?!,? (?:and|or|[A-Z]))(?!\w)")


def _choice(rule: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words().sets[rule], key=len, reverse=True))


def names_war(text: str, start: int, end: int) -> bool:
    """Say whether a name begins that of a war, in which it does nothing ("Iraq War"); two at war do."""
    if text[start - 1 : start] in ("-", "–") or text[end : end + 1] != " ":
        return False
    return _beside("war-after").match(text, end) is not None


def named_after(reading: Reading, start: int, end: int) -> tuple[int, bool] | None:
    """Return where a longer name ends that begins with a state's ("Korea Times"), and if it is a firm."""
    text = reading.text
    if text[end : end + 1] != " " or text[end + 1 : end + 4] not in name_heads():
        return None
    for rule in ("paper-after", "firm-after"):
        found = _beside(rule).match(text, end)
        if found:
            return found.end(), rule == "firm-after"
    return None
