"""Organisations and places that show themselves by a word in their name: "Ministry of ...", "... Party"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from index.entities.reading import given_names, is_adjective
from index.entities.tables import alternatives, rows

_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d][\w&/.'-]*"
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Heads:
    """The table ``heads.tsv`` as sets, by rule."""

    sets: dict[str, frozenset[str]]
    run: re.Pattern[str]

    def __getitem__(self, rule: str) -> frozenset[str]:
        return self.sets[rule]


@cache
def heads() -> Heads:
    """Read the words that show what a run of capitalised words names; see the head of ``data/heads.tsv``."""
    sets = {row["rule"]: frozenset(alternatives(row["words"])) for row in rows("heads.tsv", "rule", "words")}
    small = "|".join(re.escape(word) for word in sorted(sets["small"] | {"and", "&"}, key=len, reverse=True))
    own = r"(?: ?'s| ')?"
    run = rf"(?<![\w'-]){_CAPITAL}{own}(?:(?: (?:{small}))* (?:{_CAPITAL}{own}|party(?!\w)))*"
    return Heads(sets, re.compile(run.replace(r"))* (?", r")){0,3} (?")))


Piece = tuple[int, int, str]
"""Start, end and what it is: "org", "state" or "place"."""


def organisations(text: str, people: Mapping[int, int], owners: Collection[int] = ()) -> Iterator[Piece]:
    """Yield the organisations and places that a telling word shows, in order.

    ``text`` has plain blanks and apostrophes. ``people`` are starts and ends of names of people or countries:
    no "and" joins them to what follows, and "of Canada" ends a name. ``owners`` are ends of names that the
    tables know: an apostrophe there ("the United States' Senate") parts two names, that of "Workers' Party"
    does not.
    """
    for run in heads().run.finditer(text):
        if run.end() - run.start() < 600:
            yield from _pieces(text, *run.span(), people, owners)


def _pieces(
    text: str, start: int, end: int, people: Mapping[int, int], owners: Collection[int]
) -> Iterator[Piece]:
    found = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
    tokens = [
        (at, to - (word.endswith("s'") and to - 1 not in owners), word.rstrip(".,'"))
        for at, to, word in found
    ]
    if tokens[-2:-1] and tokens[-2][2] == "the" and text[end : end + 2].strip().islower():
        # "Identification Centre on | the Greek island"
        tokens = tokens[:-1] if is_adjective(tokens[-1][2]) else tokens
    for part in _split(tokens, people):
        piece = _name(_to_country(_from_head(part), people))
        if piece:
            yield piece


Tokens = list[tuple[int, int, str]]


def _split(tokens: Tokens, people: Collection[int]) -> Iterator[Tokens]:
    """Cut a run at every "and" that joins two names rather than two words of one name."""
    known = heads()
    part: Tokens = []
    for number, token in enumerate(tokens):
        if number and _ends_sentence(tokens[number - 1]) and part:
            yield part
            part = []
        if token[2] in ("and", "&", "e", "y", "et") and part:
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            if not _joins(part, after, people, known):
                yield part
                part = []
                continue
        part.append(token)
    if part:
        yield part


def _ends_sentence(token: tuple[int, int, str]) -> bool:
    """Say whether a token's full stop ends a sentence: not that of "U.S.", "St." or "J."."""
    start, end, word = token
    return end - start == len(word) + 1 and len(word) > 3 and "." not in word and "'" not in word[-1:]


def _joins(part: Tokens, after: tuple[int, int, str] | None, people: Collection[int], known: Heads) -> bool:
    if after is None or after[2] == "the" or after[0] in people or any(token[0] in people for token in part):
        return False
    word = part[-1][2]
    if word in known["belief"] or after[2] in known["belief"]:
        return not (word in known["org-last"] and len(part) > 1 and word not in known["plural"])
    return (
        word.endswith(("ic", "al", "ist", "ive", "an"))
        and word[0].isupper()
        and word not in known["org-last"]
    )


def _from_head(part: Tokens) -> Tokens:
    """Drop what stands before the name: "Member of", "John Carson of the", "the German-speaking"."""
    known = heads()
    telling = known["org-last"] | known["org-first"] | known["place-first"]
    for number, (_, _, word) in enumerate(part):
        if word in known["foreign"] and number:
            return part[number:]
        if word in telling:
            break
        person = part[0][2] in given_names()
        if word in ("of", "for") and number and (person or not _body_of(part[number - 1][2])):
            rest = [token[2] for token in part[number + 1 :]]
            if any(other in known["org-last"] for other in rest):
                return part[number + 1 :]
    return part


def _to_country(part: Tokens, people: Mapping[int, int]) -> Tokens:
    """Drop what follows the state whose party it is: "Liberal Party of Canada | Member of Parliament"."""
    known = heads()
    for number in range(2, len(part) - 1):
        start, _, word = part[number]
        if start not in people or part[number - 1][2] != "of" or part[number - 2][2] not in known["org-last"]:
            continue
        last = next(
            (n for n in range(number, len(part)) if part[n][0] + len(part[n][2]) >= people[start]), number
        )
        follows = part[last + 1 : last + 2]
        if follows and follows[0][2][:1].isupper() and not word.endswith("'s"):
            return part[: last + 1]
    return part


def _body_of(word: str) -> bool:
    """Say whether "of" after this plural or body is part of its name: "Daughters of", "Sons of"."""
    return word.endswith("s") and word not in (
        "Directors",
        "Secretariats",
        "Members",
        "Trustees",
        "Governors",
    )


def _name(part: Tokens) -> Piece | None:
    known = heads()
    for number in range(2, len(part)):  # "... Committee of Indonesia on Monday"
        if part[number - 1][2] == "on" and part[number][2] in known["lead"]:
            part = part[: number - 1]
            break
    while part and (part[0][2] in known["lead"] or part[0][2] in known["small"] or part[0][2] == "and"):
        part = part[1:]
    while part and (part[-1][2] in known["small"] or part[-1][2] in ("and", "&")):
        part = part[:-1]
    while len(part) > 2 and part[-1][2] in known["initials"]:
        part = part[:-1]
    if len(part) < 2:
        return None
    words = [token[2].removesuffix("'s") for token in part]
    kind = _kind(words, known)
    if not kind:
        return None
    last = _last(words, known) if kind != "place" else len(part) - 1
    return part[0][0], part[last][0] + len(part[last][2].removesuffix("'s").rstrip(" ")), kind


def _kind(words: list[str], known: Heads) -> str:
    """Say what a run of words names: "org", "state", "place" or '' when no word tells."""
    firsts, lasts = known["org-first"], known["org-last"]
    if words[0] == "Government" and words[1] == "of":
        return "state"
    if words[0] in firsts and (words[1] in known["small"] or words[0] not in lasts):
        return "state" if words[0] in known["state"] else "org"
    telling = [number for number, word in enumerate(words) if number and word in lasts]
    if telling:
        return "state" if words[telling[-1]] in known["state"] else "org"
    if words[-1] in known["plural"] and words[-2][0].isupper():
        return "org"
    if words[0] in given_names():
        return ""
    if words[-1] in known["place-last"] or (
        words[0] in known["place-first"] and (words[1][0].isupper() or words[1] == "of") and len(words) <= 3
    ):
        return "place"
    return ""


def _last(words: list[str], known: Heads) -> int:
    """Return the index of the name's last word: its head, or the end of a tail ("... Party of Canada")."""
    if words[0] in known["org-first"] or words[0] == "Government":
        return len(words) - 1
    head = max(number for number, word in enumerate(words) if word in known["org-last"] | known["plural"])
    if head + 1 < len(words) and words[head + 1] in known["small"]:
        return len(words) - 1
    first = min(n for n, word in enumerate(words) if n and word in known["org-last"] | known["plural"])
    return len(words) - 1 if first < head and any(w in known["small"] for w in words[first:head]) else head
