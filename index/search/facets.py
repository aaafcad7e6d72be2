"""Counts of values over all hits: one pass over a field's postings, whatever the number of hits."""

from __future__ import annotations

from datetime import date

import numpy as np

from index.search.answer import Answer
from index.search.codec.postings import Ints, starts_of
from index.search.snapshot import Leaf

_FIELD_OF = {"source": "from"}
_PERIODS = {"month": 7, "year": 4}


def counts(answer: Answer, name: str, limit: int) -> list[tuple[str, int]]:
    """The values of a field among all hits, the most frequent first; periods in order of time."""
    if name in _PERIODS:
        return _by_period(answer, _PERIODS[name])
    total: dict[bytes, int] = {}
    for leaf, docs in zip(answer.snapshot.leaves, answer.hits, strict=False):
        terms, places, starts = _table(leaf, _FIELD_OF.get(name, name))
        if not terms or not len(docs):
            continue
        hit = np.zeros(leaf.count, np.uint8)
        hit[docs] = 1
        sums = np.add.reduceat(hit[places], starts, dtype=np.int64)
        for place in np.flatnonzero(sums).tolist():
            total[terms[place]] = total.get(terms[place], 0) + int(sums[place])
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [(term.decode(errors="replace"), count) for term, count in ordered]


def _table(leaf: Leaf, name: str) -> tuple[list[bytes], Ints, Ints]:
    """A field's terms, the documents of all of them in one array, and where each term's begin; kept."""
    if name not in leaf.facets:
        field = leaf.field(name)
        empty = np.zeros(0, np.int64)
        if field is None:
            leaf.facets[name] = ([], empty, empty)
        else:
            docs = field.docs_of_range(0, len(field.terms))
            leaf.facets[name] = (field.terms.all(), docs, starts_of(field.df)[:-1])
    return leaf.facets[name]


def _by_period(answer: Answer, width: int) -> list[tuple[str, int]]:
    days: dict[int, int] = {}
    for leaf, docs in zip(answer.snapshot.leaves, answer.hits, strict=False):
        column = leaf.files.documents.numbers("day")
        if column is None or not len(docs):
            continue
        hit = column[docs]
        base = int(hit.min())
        per_day = np.bincount(hit - base)
        for offset in np.flatnonzero(per_day).tolist():
            days[base + offset] = days.get(base + offset, 0) + int(per_day[offset])
    periods: dict[str, int] = {}
    for day in sorted(days):
        if day:
            period = date.fromordinal(day).isoformat()[:width]
            periods[period] = periods.get(period, 0) + days[day]
    return list(periods.items())
