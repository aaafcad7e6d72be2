"""Counts of values over all hits: one pass over a field's postings, whatever the number of hits."""

from __future__ import annotations

from datetime import date

import numpy as np

from index.search.answer import Answer
from index.search.codec.postings import Array, Ints, starts_of
from index.search.leaf import Leaf
from index.search.snapshot import Snapshot

_FIELD_OF = {"source": "from"}
_PARTNER = "partner"
"""No field but made of one: two actors with a relation in either direction, as ``RUS>UKR`` in byte order."""
_FEW = 4
"""Hits are few when they are fewer than one article in so many."""
_PERIODS = {"month": 7, "year": 4}


def counts(answer: Answer, name: str, limit: int) -> list[tuple[str, int]]:
    """The values of a field among all hits, the most frequent first; periods in order of time."""
    if name in _PERIODS:
        return _by_period(answer, _PERIODS[name])
    field = _FIELD_OF.get(name, name)
    values, places_of = values_of(answer.snapshot, field)
    if not values:
        return []
    total = np.zeros(len(values), np.int64)
    for leaf, docs, places in zip(answer.snapshot.leaves, answer.hits, places_of, strict=False):
        if len(docs):
            total[places] += _of_leaf(leaf, field, docs)
    return _most(values, total, limit)


def _of_leaf(leaf: Leaf, field: str, docs: Ints) -> Ints:
    """How many of ``docs`` have each value: where they are many by who has it, else by what they have."""
    values, held, starts = table(leaf, field)
    if not len(starts):
        return np.zeros(len(values), np.int64)
    if len(docs) * _FEW < leaf.count:
        begins, by_doc = _turned(leaf, field)
        first = begins.take(docs)
        sizes = begins.take(docs + 1) - first
        if int(sizes.max()) > 1:
            first = np.repeat(first - starts_of(sizes)[:-1], sizes)
            first += np.arange(len(first))
        else:
            first = first[sizes > 0]
        return np.bincount(by_doc.take(first), minlength=len(values))
    hit = np.zeros(leaf.count, np.uint8)
    hit[docs] = 1
    counted: Ints = np.add.reduceat(hit[held], starts, dtype=np.int64)
    return counted


def _turned(leaf: Leaf, field: str) -> tuple[Array, Array]:
    """Where the values of each document begin, with the end appended, and the places of the values; kept."""
    known = leaf.turned.get(field)
    if known is None:
        _, held, starts = table(leaf, field)
        numbers = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(held)))
        by_doc = numbers[np.argsort(held, kind="stable")]
        begins = starts_of(np.bincount(held, minlength=leaf.count)).astype(np.int32)
        known = leaf.turned[field] = (begins, by_doc)
    return known


def _most(values: list[bytes], total: Ints, limit: int) -> list[tuple[str, int]]:
    """The ``limit`` values with the highest totals; of equal ones the first in byte order."""
    found = np.flatnonzero(total)
    if len(found) > limit > 0:
        least = np.partition(total[found], len(found) - limit)[len(found) - limit]
        found = found[total[found] >= least]
    ordered = sorted((-int(total[place]), values[place]) for place in found.tolist())[:limit]
    return [(value.decode(errors="replace"), -count) for count, value in ordered]


def values_of(snapshot: Snapshot, name: str) -> tuple[list[bytes], list[Ints]]:
    """All values of a field, and for each leaf where its own are among them; kept with the snapshot."""
    known = snapshot.values.get(name)
    if known is None:
        tables = [table(leaf, name)[0] for leaf in snapshot.leaves]
        values = tables[0] if len(tables) == 1 else sorted(set().union(*tables))
        place_of = {value: place for place, value in enumerate(values)}
        places = [np.fromiter(map(place_of.__getitem__, table), np.int64, len(table)) for table in tables]
        known = snapshot.values[name] = (values, places)
    return known


def table(leaf: Leaf, name: str) -> tuple[list[bytes], Ints, Ints]:
    """A field's terms, the documents of all in one array, and where each term's begin; kept."""
    if name == _PARTNER:
        if name not in leaf.facets:
            leaf.facets[name] = _partners(*table(leaf, "pair"))
    elif name not in leaf.facets:
        field = leaf.field(name)
        empty = np.zeros(0, np.int64)
        if field is None:
            leaf.facets[name] = ([], empty, empty)
        else:
            docs = field.docs_of_range(0, len(field.terms))
            leaf.facets[name] = (field.terms.all(), docs, starts_of(field.df)[:-1])
    return leaf.facets[name]


def _partners(pairs: list[bytes], docs: Ints, starts: Ints) -> tuple[list[bytes], Ints, Ints]:
    """The table of pairs without their directions; a document counts once for a pair, whatever passed."""
    both: dict[bytes, set[int]] = {}
    for pair, held in zip(pairs, np.split(docs, starts[1:]), strict=False):
        one, _, other = pair.partition(b">")
        if one and other and one != other:
            both.setdefault(b">".join(sorted((one, other))), set()).update(held.tolist())
    values = sorted(both)
    sizes = np.array([len(both[value]) for value in values], np.int64)
    flat = np.array([doc for value in values for doc in sorted(both[value])], np.int64)
    return values, flat, starts_of(sizes)[:-1]


def undated(answer: Answer) -> int:
    """How many hits have no date."""
    return int(np.count_nonzero(answer.snapshot.days()[answer.docs] == 0))


def _by_period(answer: Answer, width: int) -> list[tuple[str, int]]:
    days: dict[int, int] = {}
    for leaf, docs in zip(answer.snapshot.leaves, answer.hits, strict=False):
        column = leaf.files.documents.numbers("day")
        if column is None or not len(docs):
            continue
        dated = column[docs]
        dated = dated[dated > 0]
        if not len(dated):
            continue
        base = int(dated.min())
        if int(dated.max()) > date.max.toordinal():
            continue
        per_day = np.bincount(dated - base)
        for offset in np.flatnonzero(per_day).tolist():
            days[base + offset] = days.get(base + offset, 0) + int(per_day[offset])
    periods: dict[str, int] = {}
    for day in sorted(days):
        period = date.fromordinal(day).isoformat()[:width]
        periods[period] = periods.get(period, 0) + days[day]
    return list(periods.items())
