"""Names of the tables found in text: one pass over its capitalised words, the longest name wins."""

from __future__ import annotations

import re
from functools import cache

from index.entities.context import RULES, Rule, doubted
from index.entities.lexicon import WORD, Lexicon, Node, Sense, Ways, lexicon
from index.entities.neighbours import named_after
from index.entities.reading import Found, Reading, words
from index.model import Mention

_PLAIN = (("\n", " "), ("\t", " "), ("\xa0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‑", "-"), ("‐", "-"))

_SHIP = re.compile(r"(?: [A-Z](?:\.|[\w'-]*\w)){1,3}")


@cache
def ships() -> dict[str, str]:
    """Return what stands before the name of a warship ("USS"), with the state whose it is."""
    prefixes = (word.split() for word in words().sets["ship"])
    return dict(prefixes)


def plain(text: str) -> str:
    """Return ``text``, as long as before, with plain blanks, apostrophes and hyphens."""
    for odd, usual in _PLAIN:
        text = text.replace(odd, usual)
    return text


_EDGES = frozenset({left + right for left in ("", *' \n"(-') for right in ("", *" \n,.;:'\")-")})
"""What stands left and right of a whole word, nearly always."""


def whole(text: str, word: str, at: int) -> int:
    """Return where ``word`` next stands as a whole word in ``text`` from ``at`` on; it must stand there."""
    start = text.find(word, at)
    end = start + len(word)
    while text[start - 1 : start] + text[end : end + 1] not in _EDGES:
        if not (_of_word(text[start - 1 : start]) or _of_word(text[end : end + 1])):
            break
        start = text.find(word, start + 1)
        end = start + len(word)
    return start


def _ship(text: str, prefix: str, start: int, end: int) -> tuple[int, int, Found] | None:
    """Return the warship that begins with ``prefix`` ("USS")."""
    ship = _SHIP.match(text, end)
    return (start, ship.end(), ("organisation", text[start : ship.end()], ships()[prefix])) if ship else None


def _single(ways: Ways) -> tuple[Rule, Sense] | None:
    """Return the rule and the one sense of a word that is a name alone; ``None`` if there are more."""
    if len(ways) > 1 or not ways or ways[0][0] or ways[0][1]:
        return None
    sense, *others = ways[0][2]
    return None if others or sense.doubt else (RULES[sense.category], sense)


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


class Gazetteer:
    """Finds the names of the tables. Linear in the length of the text."""

    def __init__(self) -> None:
        held: Lexicon = lexicon()
        self._first = held.first
        self._places = held.places
        self._nodes: dict[str, Node] = {**{ship: {} for ship in ships()}, **held.caps, **held.first}
        self._single = {word: one for word, node in self._nodes.items() if (one := _single(node.get("", ())))}
        """Words that alone mean one thing only: the rule that reads it, and what it may mean."""

    def mark(self, body: str, date: str | None) -> list[Mention]:
        """Return the mentions of ``body`` on ``date`` (ISO 8601, or ``None``), sorted, none overlapping."""
        reading = Reading(plain(body), date)
        text, nodes, single = reading.text, self._nodes, self._single
        found: list[Mention] = []
        at = taken = 0
        # Most words are none of ours: to filter them is twice as fast as match objects or a loop.
        for word in filter(nodes.__contains__, WORD.findall(text)):
            start = text.find(word, at)
            end = start + len(word)
            after = text[end : end + 2]
            if text[start - 1 : start] + after[:1] not in _EDGES:
                start = whole(text, word, at)
                end = start + len(word)
                after = text[end : end + 2]
            at = end
            if start < taken:
                continue
            node = nodes[word]
            if word in single and after not in node:
                rule, sense = single[word]
                said = rule(reading, sense, start, end)
                known = None if said is None else (start, end, said)
            elif after in node or "" in node:
                known = self._longest(reading, node, start, end, taken)
            else:
                known = None if node else _ship(text, word, start, end)
            if known is None:
                continue
            start, taken, (kind, entity, actor) = known
            if kind == "country":
                if text[taken : taken + 1] == " " and (longer := named_after(reading, start, taken)):
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
        self, reading: Reading, node: Node, start: int, end: int, taken: int
    ) -> tuple[int, int, Found] | None:
        text = reading.text
        for rest, left, senses in (*node.get(text[end : end + 2], ()), *node.get("", ())):
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
                    people = (RULES[one.category](reading, one, start, end) for one in surnames)
                    return next(filter(None, people), other)
            said = RULES[sense.category](reading, sense, start, end)
            if said is not None:
                return said
        return None
