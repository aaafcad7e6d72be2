"""References: the actors that were found for a phrase, and how each was reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.model import Span
from index.relations.parsing.tree import Tree

DEPTH = 6
"""How many steps one reference may be reached through."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An actor found for a phrase: its code, the words that name it, and how it was reached (0 is best)."""

    code: str
    span: Span
    token: int
    distance: int = 0
    how: str = "name"


Find = Callable[[int, int], list[Ref]]
"""Finds the actors of the phrase at a token, given how many steps led there."""


def further(ref: Ref, how: str) -> Ref:
    return Ref(ref.code, ref.span, ref.token, ref.distance + 1, how)


def outside(tree: Tree, i: int, code: str) -> Ref:
    """An actor that the article names elsewhere, for the word at ``i``."""
    return Ref(code, tree.span(i, i), i, 3, "context")


def unique(refs: Iterable[Ref]) -> list[Ref]:
    """One reference a code, the nearest, in order of first appearance."""
    best: dict[str, Ref] = {}
    for ref in refs:
        known = best.get(ref.code)
        if known is None or ref.distance < known.distance:
            best[ref.code] = ref
    return list(best.values())


def codes_of(refs: list[Ref]) -> set[str]:
    """The codes of these actors."""
    return {r.code for r in refs}


def two_sides(tree: Tree, listed: list[Ref]) -> bool:
    """ "the EU and Chile, Peru and Brazil": the first and all others, not each with each."""
    if len(listed) < 4:
        return False
    ends = (listed[0].span[1] - tree.offset, listed[1].span[0] - tree.offset)
    return tree.text[ends[0] : ends[1]].lower().split() in (["and"], ["and", "the"])
