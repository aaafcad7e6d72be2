"""What an article has said so far: who "it", "the country" and "both sides" are, across sentences."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from index.text.layout import begins

_NEAR = 3
"""Sentences over which a pronoun may look back."""

_RECENT = 2
"""Sentences over which "the attack" or "the two" may look back."""


_PERSONS = frozenset({"he", "she", "his", "her", "him"})
_SPEAKERS = frozenset({"we", "our"})
_SINGULAR = _PERSONS | {"it", "its"}
_PRONOUNS = _SINGULAR | {"they", "their", "them"}
_GOES_ON = re.compile(r"(?:he|she|it|they|his|her|its|their|this|these|both)\b", re.IGNORECASE)


class Said(NamedTuple):
    """The actors of a sentence: those of its main subject, and all; whether the subject is a person (not
    known: ``None``), and whether it is somebody of whom no table knows for whom he stands.
    """

    number: int
    subjects: tuple[str, ...]
    codes: tuple[str, ...]
    person: bool | None = None
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What a sentence before told: its number, who did what kind of thing to whom."""

    number: int
    source: str
    target: str
    type: str


@dataclass(slots=True)
class Context:
    """The actors of the sentences before this one and what these told, newest last."""

    number: int = 0
    speaker: str = ""
    past: list[Said] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    hits: list[tuple[int, frozenset[str]]] = field(default_factory=list)

    def copy(self) -> Context:
        """As it stands, to come back to."""
        kept = {f.name: copy(getattr(self, f.name)) for f in fields(self)}
        return Context(**kept)

    def remember(self, said: Said) -> None:
        """Note the actors of a sentence, or persons who are none."""
        if said.codes or said.person or said.stranger:
            self.past.append(said)
            del self.past[:-8]

    def tell(self, deeds: list[Deed]) -> None:
        """Note what a sentence told, so that "the attack" and "the accusation" are known again."""
        self.deeds = [d for d in self.deeds if self.number - d.number <= _NEAR] + deeds

    def strike(self, number: int, victims: frozenset[str]) -> None:
        """Note who was hit by an attack of which a sentence tells, whoever did it."""
        if victims:
            self.hits = [*self.hits[-3:], (number, victims)]

    def hit(self) -> frozenset[str]:
        """Whom the attack hit that the article told last, when that is not long ago."""
        for number, victims in reversed(self.hits):
            return victims if 0 < self.number - number <= _NEAR else frozenset()
        return frozenset()

    def did(self, kinds: frozenset[str], but: set[str]) -> str | None:
        """Who alone did such a thing by the last sentence that tells one, those named ``but`` set aside."""
        near = [d for d in self.deeds if d.type in kinds and 0 < self.number - d.number <= _RECENT]
        last = max((d.number for d in near), default=0)
        told = [d for d in near if d.number == last]
        told = [d for d in told if d.target in but] or told  # "Chad denies the charge": that against it
        doers = {d.source for d in told} - but
        return doers.pop() if len(doers) == 1 else None

    def spoken_of(self) -> str | None:
        """The one actor of the sentence just before: its subject's, or the only one that it names."""
        if not self.past or self.number - self.past[-1].number != 1:
            return None
        chosen = self.past[-1].subjects or self.past[-1].codes
        return chosen[0] if len(chosen) == 1 else None

    def met(self) -> list[str]:
        """The two who met or agreed by the last sentence that named anybody: "the leaders", "they"."""
        named = next((said for said in reversed(self.past) if said.codes), None)
        if named is None or self.number - named.number > _RECENT or not named.subjects:
            return []
        mutual = {
            (d.source, d.target)
            for d in self.deeds
            if d.number == named.number and d.type in ("CONSULT", "AGREE", "COOPERATE")
        }
        pairs = {frozenset(pair) for pair in mutual if (pair[1], pair[0]) in mutual}
        two = next(iter(pairs)) if len(pairs) == 1 else frozenset()
        return [code for code in named.codes if code in two] if set(named.subjects) <= two else []

    def subject(self, word: str) -> list[str]:
        """Who was the subject of the sentence before, when it was one actor (or any number, for "they")."""
        if word in ("they", "their", "them") and (two := self.met()):
            return two
        for number, subjects, codes, person, stranger in reversed(self.past):
            if self.number - number > _NEAR:
                break
            if stranger and word in _PRONOUNS:
                return []  # "Mr X was arrested in Chad. He ..."
            if not codes and word not in _PERSONS:
                continue
            if person is not None and person != (word in _PERSONS) and word in _SINGULAR:
                return []  # "he" is no country, and "it" no president
            if word in _SPEAKERS and not person:
                return []  # "we" is whoever spoke
            chosen = subjects or codes
            if len(chosen) == 1 or (word in ("they", "their", "them") and subjects):
                return list(chosen)
            return []
        return []

    def pair(self, beside: str = "") -> list[str]:
        """The two actors that the article last named together, or nothing when that is not clear. ``beside``
        speaks of them and is none of them; one who stood alone since ("Chad urged both to stop") is passed.
        """
        seen: list[str] = []
        for number, _, codes, _, _ in reversed(self.past):
            if self.number - number > _NEAR:
                break
            others = [code for code in codes if code != beside]
            if len(seen) < 2 and 2 in (len(codes), len(others)):
                return list(codes) if len(codes) == 2 else others
            seen.extend(code for code in others if code not in seen)
            if len(seen) >= 2:
                break
        return seen if len(seen) == 2 else []


class Threads:
    """The context of each sentence of a body: the points of a list hang on what stands before the list, not
    on one another (but for one that begins with "He"), and a heading begins anew.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._now = Context()
        self._lead: Context | None = None

    def at(self, start: int) -> Context:
        """The context of the sentence that begins at ``start``; sentences are asked for in order."""
        kind = begins(self._body, start)
        if kind == "heading":
            self._now, self._lead = Context(), None
        elif kind == "paragraph":
            self._lead = None
        elif kind == "bullet" and not _GOES_ON.match(self._body, start):
            self._lead = self._lead or self._now.copy()
            self._now = self._lead.copy()
        return self._now
