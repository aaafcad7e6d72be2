"""Names of the tables found in text: one pass over its capitalised words, the longest name wins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, islice

from index.entities.context import doubted, meaning
from index.entities.lexicon import WORD, Lexicon, Node, Sense, Ways, lexicon
from index.entities.neighbours import name_heads, named_after
from index.entities.reading import Found, Reading, words
from index.model import Mention

_PLAIN = (("\n", " "), ("\t", " "), ("\xa0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‑", "-"), ("‐", "-"))

_WORD_APART = re.compile(f"({WORD.pattern})")
_MANY, _DEEP = 4, 10
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


def _ship(text: str, start: int, end: int) -> tuple[int, int, Found] | None:
    """Return the warship whose name begins with ``text[start:end]`` ("USS")."""
    ship = _SHIP.match(text, end)
    if ship is None:
        return None
    return start, ship.end(), ("organisation", text[start : ship.end()], ships()[text[start:end]])


@dataclass(slots=True)
class Entry:
    """A word that begins names: what it means alone, and how it goes on.

    ``ways`` is ``None`` for a word that is no name alone, and empty for what stands before a ship's name.
    """

    ways: Ways | None
    sense: Sense | None = None
    """What the word alone means, if that is one thing only."""
    node: Node | None = None
    """All ways by the two characters that follow, those that need nothing to follow among them."""
    deep: Node = field(default_factory=dict)
    """Where many ways share these two: fewer by the next ten characters, or by the two if none is so long."""


def _entry(node: Node) -> Entry:
    ways = node.get("", ())
    entry = Entry(ways or None)
    if len(node) > len(ways[:1]):
        entry.node = {after: held + ways for after, held in node.items() if after}
        for after, held in entry.node.items():
            if len(held) > _MANY:
                for key in {rest[:_DEEP] for rest, _, _ in held if len(rest) >= _DEEP}:
                    entry.deep[key] = tuple(way for way in held if key.startswith(way[0][:_DEEP]))
                entry.deep[after] = tuple(way for way in held if len(way[0]) < _DEEP)
    if len(ways) == 1:
        rest, left, (sense, *others) = ways[0]
        if not (rest or left or others or sense.doubt):
            entry.sense = sense
    return entry


class Gazetteer:
    """Finds the names of the tables. Linear in the length of the text."""

    def __init__(self) -> None:
        held: Lexicon = lexicon()
        self._first = held.first
        self._places = held.places
        self._caps = {word: _entry(node) for word, node in held.caps.items() if word not in held.first}
        self._entries = {ship: Entry(()) for ship in ships() if ship not in held.caps}
        # Without the words in capitals, which few articles hold, it is small enough to stay in the cache.
        self._entries |= {word: _entry(node) for word, node in held.first.items()}

    def mark(self, body: str, date: str | None) -> list[Mention]:
        """Return the mentions of ``body`` on ``date`` (ISO 8601, or ``None``), sorted, none overlapping."""
        text = plain(body)
        reading = Reading(text, date)
        longest, heads = self._longest, name_heads()
        found: list[Mention] = []
        taken = 0
        # Most words are none of ours: all that is done for each is done by the interpreter's own loops.
        pieces = _WORD_APART.split(text)
        words_ = pieces[1::2]
        ends = islice(accumulate(map(len, pieces)), 1, None, 2)
        for entry, word, end in zip(map(self._entries.get, words_), words_, ends, strict=True):
            if entry is None and (not word.isupper() or (entry := self._caps.get(word)) is None):
                continue
            ways = entry.node.get(text[end : end + 2], entry.ways) if entry.node else entry.ways
            if ways is None:
                continue
            start = end - len(word)
            if start < taken:
                continue
            if entry.sense is not None and ways is entry.ways:
                said = meaning(reading, entry.sense, start, end)
                if said is None:
                    continue
                taken = end
            else:
                known = longest(reading, entry, ways, start, end, taken=taken)
                if known is None:
                    continue
                start, taken, said = known
            kind, entity, actor = said
            if kind == "country":
                if text[taken + 1 : taken + 4] in heads and (longer := named_after(reading, start, taken)):
                    taken, firm = longer
                    kind, entity, actor = "organisation", text[start:taken], actor if firm else None
            elif kind == "place" and taken > end and (comma := text.find(", ", start, taken)) > 0:
                # "Tripoli, Lebanon": the country is a mention of its own.
                taken = self._before_country(text, entity, comma, taken)
            if kind:
                found.append(Mention(start, taken, body[start:taken], kind, entity, actor))  # type: ignore[arg-type]
        return found

    def _before_country(self, text: str, entity: str, comma: int, end: int) -> int:
        """Return ``comma`` where the country that holds the place stands behind it, else ``end``."""
        for _, _, senses in self._first.get(text[comma + 2 : end], {}).get("", ()):
            if senses[0].category == "country" and senses[0].entity == self._places.get(entity):
                return comma
        return end

    def _longest(
        self, reading: Reading, entry: Entry, ways: Ways, start: int, end: int, *, taken: int
    ) -> tuple[int, int, Found] | None:
        text = reading.text
        if not ways:
            return _ship(text, start, end)
        if len(ways) > _MANY and ways is not entry.ways:
            ways = entry.deep.get(text[end : end + _DEEP]) or entry.deep[text[end : end + 2]]
        for rest, left, senses in ways:
            last = end
            if rest:
                if not text.startswith(rest, end):
                    continue
                last += len(rest)
                if text[last : last + 1].isalnum():
                    continue
            begin = start
            if left:
                begin -= len(left)
                if begin < taken or not text.startswith(left, begin) or text[begin - 1 : begin].isalnum():
                    continue
                if left.lower() == "the ":
                    begin = start
            sense = senses[0]
            if len(senses) == 1 and sense.doubt is None:
                said = meaning(reading, sense, begin, last)
            else:
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
