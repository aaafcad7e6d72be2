"""The best few of many hits, without sorting the many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from index.search.codec.postings import Ints
from index.search.leaf import Floats

_BLOCK = 64
_MANY = 10_000

Key = Callable[[Ints | None], Floats | Ints]
"""Gives the key values of hits by their places among all hits, or of all."""


def best(count: int, total: int, keys: list[Key]) -> Ints:
    """The places of the ``count`` best of ``total`` hits, best first: by the first key, ties by the next.

    Of equal hits the later one is the better, so the order is one and the same on every page.
    """
    chosen = _narrow(count, None, total, keys)
    columns = [key(chosen) for key in keys]
    order = np.lexsort((-chosen, *(-column for column in reversed(columns))))
    result: Ints = chosen[order[:count]]
    return result


def _narrow(count: int, places: Ints | None, total: int, keys: list[Key]) -> Ints:
    """At least the best ``count`` of ``places`` (``None``: all ``total``), and not many more."""
    if places is None and (total <= max(256, count) or not keys):
        places = np.arange(total)
    if places is not None:
        if count <= 0:
            return places[:0]
        if total <= max(256, count):
            return places
        if not keys:
            return places[-count:]
    values = keys[0](places)
    limit = _threshold(values, count)
    kept: Ints = (values >= limit).nonzero()[0]
    if len(kept) <= max(256, 2 * count):
        return kept if places is None else places[kept]
    above = np.flatnonzero(values > limit)
    equal = np.flatnonzero(values == limit)
    if places is not None:
        above, equal = places[above], places[equal]
    return np.concatenate([above, _narrow(count - len(above), equal, len(equal), keys[1:])])


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
