"""The best few of many hits, without sorting the many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from index.search.codec.postings import Ints
from index.search.leaf import Floats, Leaf

_FEW = 256
"""So many are sorted, though fewer are asked for."""
_BLOCK = 64
_MANY = 10_000
_DENSE = 64
"""Where more than one document in so many is a hit, the newest are found from the newest of all."""

Ties = Callable[[Ints], Ints]
"""Of places among all hits, what decides between those of equal value."""


def best(count: int, values: Floats | Ints, ties: Ties | None = None) -> Ints:
    """The places of the ``count`` highest ``values``, the highest first.

    Of equal hits the later one is the better, so the order is one and the same on every page.
    """
    chosen, equal = _highest(count, values)
    if len(equal) and ties is not None:
        above, among = _highest(count - len(chosen), ties(equal))
        chosen, equal = np.concatenate([chosen, equal[above]]), equal[among]
    if len(equal):
        chosen = np.concatenate([chosen, equal[len(equal) - count + len(chosen) :]])
    keys = (chosen, values[chosen]) if ties is None else (chosen, ties(chosen), values[chosen])
    order = np.lexsort(keys)[::-1]
    result: Ints = chosen[order[:count]]
    return result


def _highest(count: int, values: Floats | Ints) -> tuple[Ints, Ints]:
    """Places of the highest, not many more than ``count``; or of fewer, and of all that are equal next."""
    if len(values) <= max(_FEW, count):
        return np.arange(len(values)), _NONE
    limit = _threshold(values, count)
    chosen = (values >= limit).nonzero()[0]
    if len(chosen) <= max(_FEW, 2 * count):
        return chosen, _NONE
    return (values > limit).nonzero()[0], (values == limit).nonzero()[0]


_NONE: Ints = np.zeros(0, np.int64)


def _threshold(values: Floats | Ints, count: int) -> float:
    """The ``count``-th largest value: of many, looked for in blocks whose maximum is among the largest."""
    candidates = values
    if len(values) > _MANY:
        peaks = np.maximum.reduceat(values, np.arange(0, len(values), _BLOCK))
        if len(peaks) > count:
            candidates = values[values >= _largest(peaks, count)]
    return float(_largest(candidates, count))


def _largest(values: Floats | Ints, count: int) -> Any:
    ordered = values.copy()
    ordered.partition(len(values) - count)
    return ordered[len(values) - count]


def newest(count: int, leaf: Leaf, docs: Ints) -> Ints:
    """The places of ``docs``, ascending, among which are the ``count`` newest; hardly more than these."""
    if len(docs) <= max(_FEW, count) or len(docs) * _DENSE < leaf.count:
        return np.arange(len(docs))
    mask = np.zeros(leaf.count, bool)
    mask[docs] = True
    order = leaf.by_day()
    part = order[: _FEW + 4 * count * leaf.count // len(docs)]
    found = part[mask.take(part)]
    if len(found) < count:
        found = order[mask.take(order)]
    places: Ints = docs.searchsorted(np.sort(found[:count]))  # of equal days the later is the better
    return places
