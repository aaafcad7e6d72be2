"""Insertions that tell no relation and break the parse: brackets, lists of what a thing includes, and what
stands between a verb and its object.
"""

from __future__ import annotations

from collections.abc import Callable

from index.relations.language.lexicon import bases_of_past, past_of
from index.relations.language.tables import words
from index.relations.parsing.pieces import Piece

_LONGEST = 12
_OPENERS = frozenset({"including", "excluding"})
_STOPS = frozenset({",", ";", "(", ")", ".", ":", "--", "—", "–"})


def without_insertions(listed: list[Piece]) -> list[Piece]:
    """The sentence without brackets that name nobody ("by 112 votes to 19 (50 abstained)"), without
    "including asset freezes and visa bans", and without "by 112 votes" in "adopts, by 112 votes, a bill".
    """
    return _without(_without(listed, _bracket, _included), _between)


def _without(listed: list[Piece], *ways: Callable[[list[Piece], int], int]) -> list[Piece]:
    found: list[Piece] = []
    k = 0
    while k < len(listed):
        end = next((end for way in ways if (end := way(listed, k))), 0)
        if end and found:
            k = end
            continue
        found.append(listed[k])
        k += 1
    return found


def _bracket(listed: list[Piece], k: int) -> int:
    """Where the sentence goes on after a bracket that names nobody, or 0."""
    if listed[k].word != "(":
        return 0
    for end in range(k + 1, min(k + 2 + _LONGEST, len(listed))):
        if listed[end].word == ")":
            return end + 1 if end + 1 < len(listed) else 0
        if listed[end].mention is not None or listed[end].word == "(":
            return 0
    return 0


def _included(listed: list[Piece], k: int) -> int:
    """Where the sentence goes on after "including" and things that name nobody, or 0."""
    if listed[k].word not in _OPENERS:
        return 0
    for end in range(k + 1, min(k + 2 + _LONGEST, len(listed))):
        piece = listed[end]
        if piece.mention is not None:
            return 0
        if piece.word in _STOPS:
            return end + (piece.word == "," and listed[k - 1].word == ",") if end > k + 1 else 0
    return 0


def _between(listed: list[Piece], k: int) -> int:
    """Where the object begins after a phrase in commas that parts it from its verb and names nobody, or 0."""
    if listed[k].word != "," or k < 1 or k + 3 >= len(listed):
        return 0
    verb = listed[k - 1].word
    told = past_of(verb) or verb in bases_of_past()
    if not told or listed[k - 1].mention is not None or listed[k + 1].word not in words("preposition"):
        return 0
    for end in range(k + 2, min(k + _LONGEST, len(listed) - 1)):
        if listed[end].mention is not None or listed[end].word in _STOPS - {","}:
            return 0
        if listed[end].word == ",":
            after = listed[end + 1]
            actor = after.mention is not None and after.mention.actor is not None
            return end + 1 if after.word in ("a", "an", "the", "its", "their") or actor else 0
    return 0
