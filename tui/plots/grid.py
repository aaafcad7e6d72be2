"""The cells of the matrix: which quad class prevails, and how much there is of it."""

from __future__ import annotations

from collections.abc import Sequence

CELL = 4
"""Cells of the terminal that one takes: the class, its weight, and what parts it from its neighbours."""
_WEIGHTS = "▁▃▅█"


def prevailing(counts: Sequence[int]) -> int:
    """The quad class with most stories, the harder one of equals; 0 when there are none."""
    best = max(range(4), key=lambda quad: (counts[quad], quad))
    return best + 1 if counts[best] else 0


def cell(counts: Sequence[int], fullest: int) -> str:
    """Two characters: the class's number and a bar for all stories, on a scale of four."""
    total = sum(counts)
    if not total:
        return " ·"
    step = 0 if fullest < 2 else min(3, int(4 * (total / fullest) ** 0.5))
    return f"{prevailing(counts)}{_WEIGHTS[step]}"


def told(counts: Sequence[int]) -> str:
    """The counts in words: ``cooperation: words 3, deeds 2 · conflict: deeds 12``."""
    sides = []
    for name, words, deeds in (("cooperation", *counts[:2]), ("conflict", *counts[2:])):
        said = [f"{kind} {count}" for count, kind in ((words, "words"), (deeds, "deeds")) if count]
        sides += [f"{name}: {', '.join(said)}"] if said else []
    return " · ".join(sides)


def briefly(counts: Sequence[int]) -> str:
    """The same where there is little room: ``+ words 3 deeds 2 - deeds 12``."""
    sides = []
    for sign, words, deeds in (("+", *counts[:2]), ("-", *counts[2:])):
        said = [f"{kind} {count}" for count, kind in ((words, "words"), (deeds, "deeds")) if count]
        sides += [f"{sign} {' '.join(said)}"] if said else []
    return " ".join(sides)
