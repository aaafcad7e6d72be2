"""Names of the tables found in text: one pass over its capitalised words, the longest name wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from index.entities.context import doubted, meaning
from index.entities.lexicon import WORD, Lexicon, Node, Sense, lexicon
from index.entities.neighbours import name_heads, named_after
from index.entities.reading import Found, Reading, words
from index.model import Mention

Said = tuple[int, int, Found]
"""Where a name begins and ends, and what it means."""

_PLAIN = (("\n", " "), ("\t", " "), ("\xa0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‑", "-"), ("‐", "-"))

_HALVES = re.compile("[\ud800-\udfff]")
_SHIP = re.compile(r"(?: [A-Z](?:\.|[\w'-]*\w)){1,3}")


@cache
def ships() -> dict[str, str]:
    """Return what stands before the name of a warship ("USS"), with the state whose it is."""
    prefixes = (word.split() for word in words().sets["ship"])
    return dict(prefixes)


def plain(text: str) -> str:
    """Return ``text``, as long as before, with plain blanks, apostrophes and hyphens."""
    for odd, usual in _PLAIN[:2] if text.isascii() else _PLAIN:
        text = text.replace(odd, usual)
    return text


def _ship(text: str, start: int, end: int) -> Said | None:
    """Return the warship whose name begins with ``text[start:end]`` ("USS")."""
    ship = _SHIP.match(text, end)
    if ship is None:
        return None
    return start, ship.end(), ("organisation", text[start : ship.end()], ships()[text[start:end]])


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the tables spell it."""

    senses: tuple[Sense, ...]
    sense: Sense | None
    """What it means, if that is one thing only."""
    alone: bool
    """Whether it is one word, of which nothing else is to be thought where the name does not hold."""
    plain: bool
    """Whether it begins with its capital and needs no other way to be tried first."""


def _spelt(word: str, node: Node) -> Iterator[tuple[str, Name]]:
    """Yield the names whose first capitalised word is ``word``, each by its spelling."""
    ways = [way for held in node.values() for way in held]
    begins = not any(left for _, left, _ in ways)
    for rest, left, senses in ways:
        sense = senses[0] if len(senses) == 1 and senses[0].doubt is None else None
        yield left + word + rest, Name(senses, sense, alone=not rest and not left, plain=begins)


class Gazetteer:
    """Finds the names of the tables. Linear in the length of the text (Aho and Corasick, 1975)."""

    def __init__(self) -> None:
        held: Lexicon = lexicon()
        self._first, self._places = held.first, held.places
        self._caps = {word: node for word, node in held.caps.items() if word not in held.first}
        spelt: dict[str, Name] = {ship: Name((), None, alone=False, plain=False) for ship in ships()}
        for nodes in (self._first, self._caps):
            for word, node in nodes.items():
                for spelling, name in _spelt(word, node):
                    spelt.setdefault(spelling, name)
        self._names = list(spelt.values())
        automaton = AhoCorasick(list(spelt), matchkind=MatchKind.LeftmostLongest, store_patterns=False)
        self._find = automaton.find_matches_as_indexes

    def mark(self, body: str, date: str | None) -> list[Mention]:
        """Return the mentions of ``body`` on ``date`` (ISO 8601, or ``None``), sorted, none overlapping."""
        return [
            Mention(start, end, body[start:end], kind, entity, actor)  # type: ignore[arg-type]
            for start, end, (kind, entity, actor) in self._read(Reading(plain(body), date))
            if kind
        ]

    def _read(self, reading: Reading) -> Iterator[Said]:
        """Yield what is named, in order; an empty kind for what is none of our names and hides others."""
        text, names, extent = reading.text, self._names, self._extent
        taken = 0
        for number, start, end in self._spans(text):
            name = names[number]
            if start < taken or not name.plain:
                if end > taken:
                    for said in self._by_word(reading, start, end, taken):
                        taken = said[1]
                        yield said
                continue
            before, after = text[start - 1 : start], text[end : end + 1]
            if before.isalnum() or after.isalnum() or before == "_" or after == "_":
                found = None
            elif name.sense is not None:
                found = meaning(reading, name.sense, start, end)
            else:
                found = self._sense(reading, name.senses, start, end)
            if found is not None:
                said = extent(reading, start, end, found)
                taken = said[1]
                yield said
            if not name.alone and taken < end:
                for said in self._by_word(reading, start, end, taken):
                    taken = said[1]
                    yield said

    def _spans(self, text: str) -> list[tuple[int, int, int]]:
        """Return number, start and end of the longest names, from the left, wherever they stand."""
        try:
            return self._find(text)
        except UnicodeEncodeError:  # half a character, as broken sources hold it
            return self._find(_HALVES.sub("?", text))

    def _by_word(self, reading: Reading, start: int, end: int, taken: int) -> Iterator[Said]:
        """Yield what the words between ``start`` and ``end`` name, each by itself, from ``taken`` on."""
        for word in WORD.finditer(reading.text, max(start, taken)):
            if word.start() >= end:
                break
            if word.start() >= taken and (known := self._longest(reading, word, taken)):
                said = self._extent(reading, *known)
                taken = said[1]
                yield said

    def _extent(self, reading: Reading, start: int, end: int, found: Found) -> Said:
        """Return a name with what belongs to it: "Korea Times" is one, "Tripoli, Lebanon" are two."""
        kind, entity, actor = found
        if kind == "country":
            text = reading.text
            if text[end + 1 : end + 4] in name_heads() and (longer := named_after(reading, start, end)):
                end, firm = longer
                return start, end, ("organisation", text[start:end], actor if firm else None)
        elif kind == "place" and (comma := reading.text.find(", ", start, end)) > 0:
            return start, self._before_country(reading.text, entity, comma, end), found
        return start, end, found

    def _before_country(self, text: str, entity: str, comma: int, end: int) -> int:
        """Return ``comma`` where the country that holds the place stands behind it, else ``end``."""
        for _, _, senses in self._first.get(text[comma + 2 : end], {}).get("", ()):
            if senses[0].category == "country" and senses[0].entity == self._places.get(entity):
                return comma
        return end

    def _longest(self, reading: Reading, found: re.Match[str], taken: int) -> Said | None:
        """Return the longest name that begins with the word ``found``, if it holds there."""
        text, word, (start, end) = reading.text, found.group(), found.span()
        node = self._first.get(word)
        if node is None and word.isupper():
            node = self._caps.get(word)
            if node is None and word in ships():
                return _ship(text, start, end)
        if node is None:
            return None
        for rest, left, senses in (*node.get(text[end : end + 2], ()), *node.get("", ())):
            last = end + len(rest)
            if not text.startswith(rest, end) or (rest and text[last : last + 1].isalnum()):
                continue
            begin = start - len(left)
            if left:
                if begin < taken or not text.startswith(left, begin) or text[begin - 1 : begin].isalnum():
                    continue
                if left.lower() == "the ":
                    begin = start
            said = self._sense(reading, senses, begin, last)
            if said is not None:
                return begin, last, said
        return None

    def _sense(self, reading: Reading, senses: tuple[Sense, ...], start: int, end: int) -> Found | None:
        for sense in senses:
            if sense.doubt is not None:
                other = doubted(reading, sense, start, end)
                if other is not None:
                    surnames = [one for one in senses if one.people] if other[0] == "person" else []
                    people = (meaning(reading, one, start, end) for one in surnames)
                    return next(filter(None, people), other)
            said = meaning(reading, sense, start, end)
            if said is not None:
                return said
        return None
