"""Insertions that tell no relation and break the parse: brackets, and lists of what a thing includes."""

from __future__ import annotations

from index.relations.pieces import Piece

_LONGEST = 12
_OPENERS = frozenset({"including", "excluding"})
_STOPS = frozenset({",", ";", "(", ")", ".", ":", "--", "—", "–"})


def without_insertions(listed: list[Piece]) -> list[Piece]:
    """The sentence without brackets that name nobody ("by 112 votes to 19 (50 abstained)") and without
    "including asset freezes and visa bans".
    """
    found: list[Piece] = []
    k = 0
    while k < len(listed):
        end = _bracket(listed, k) or _included(listed, k)
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
