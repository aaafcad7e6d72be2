"""Words beside the name of a state or capital that make it another name: "Korea Times", "Iraq War"."""

from __future__ import annotations

import re
from functools import cache

from index.entities.reading import Reading, words


def named_otherwise(reading: Reading, start: int, end: int) -> bool:
    """Say whether words beside a country's or capital's name make it the name of something that is no state.

    "Radio France", "French Open", and a town in America: "Norway, Maine".
    """
    text = reading.text
    may_be = reading.word_before(start) in _last_words("name-before") and text[start - 1 : start] == " "
    if may_be and _beside("name-before").search(text, max(0, start - 20), start):
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
def _last_words(rule: str) -> frozenset[str]:
    return frozenset(name.rpartition(" ")[2] for name in words().sets[rule])


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
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return None
    for rule in ("paper-after", "firm-after"):
        found = _beside(rule).match(text, end)
        if found:
            return found.end(), rule == "firm-after"
    return None
