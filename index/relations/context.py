"""What an article has said so far: who "it", "the country" and "both sides" are, across sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

_NEAR = 3
"""Sentences over which a pronoun may look back."""


_PERSONS = frozenset({"he", "she", "his", "her", "him"})
_SPEAKERS = frozenset({"we", "our"})
_SINGULAR = _PERSONS | {"it", "its"}


@dataclass(slots=True)
class Context:
    """The actors of the sentences before this one, newest last: (sentence number, subject codes, all
    codes).
    """

    number: int = 0
    past: list[tuple[int, tuple[str, ...], tuple[str, ...], bool | None]] = field(default_factory=list)

    def remember(
        self, number: int, subjects: tuple[str, ...], codes: tuple[str, ...], person: bool | None = None
    ) -> None:
        """Note the actors of a sentence: those of its main subject, and all; and persons who are none."""
        if codes or person:
            self.past.append((number, subjects, codes, person))
            del self.past[:-8]

    def subject(self, word: str) -> list[str]:
        """Who was the subject of the sentence before, when it was one actor (or any number, for "they")."""
        for number, subjects, codes, person in reversed(self.past):
            if self.number - number > _NEAR:
                break
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
        for number, _, codes, _ in reversed(self.past):
            if self.number - number > _NEAR:
                break
            others = [code for code in codes if code != beside]
            if len(seen) < 2 and 2 in (len(codes), len(others)):
                return list(codes) if len(codes) == 2 else others
            seen.extend(code for code in others if code not in seen)
            if len(seen) >= 2:
                break
        return seen if len(seen) == 2 else []
