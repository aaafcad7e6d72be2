"""Counts of values over all hits: one pass over a field's postings, whatever the number of hits."""

from __future__ import annotations

from datetime import date

import numpy as np

from index.search.answer import Answer
from index.search.codec.postings import Array, Ints, firsts, starts_of
from index.search.leaf import Leaf
from index.search.snapshot import Snapshot

_FIELD_OF = {"source": "from"}
_PARTNER = "partner"
"""No field but made of one: two actors with a relation in either direction, as ``RUS>UKR`` in byte order."""
_FEW = 4
"""Hits are few when they are fewer than one article in so many."""
_NOTHING: Ints = np.zeros(0, np.int64)
_PERIODS = {"month": 7, "year": 4}


def counts(answer: Answer, name: str, limit: int) -> list[tuple[str, int]]:
    """The values of a field among all hits, the most frequent first; periods in order of time."""
    if name in _PERIODS:
        return _by_period(answer, _PERIODS[name])
    field = _FIELD_OF.get(name, name)
    values, places_of = values_of(answer.snapshot, field)
    if not values:
        return []
    per_leaf = [
        _of_leaf(leaf, field, docs) for leaf, docs in zip(answer.snapshot.leaves, answer.hits, strict=False)
    ]
    if len(per_leaf) == 1:
        return _most(values, *per_leaf[0], limit)
    total = np.zeros(len(values), np.int64)
    for (found, number), places in zip(per_leaf, places_of, strict=False):
        total[places[found]] += number
    found = total.nonzero()[0]
    return _most(values, found, total[found], limit)


def _of_leaf(leaf: Leaf, field: str, docs: Ints) -> tuple[Ints, Ints]:
    """Which values ``docs`` have, by place, and how many of them: where they are many and may have several
    by who has it, else by what they have."""
    values, held, starts = table(leaf, field)
    if not len(starts) or not len(docs):
        return _NOTHING, _NOTHING
    begins, by_doc = _turned(leaf, field)
    if begins is None:
        having = by_doc.take(docs)
        having = having[having >= 0]
    elif len(docs) * _FEW < leaf.count:
        first = begins.take(docs)
        sizes = begins.take(docs + 1) - first
        first = np.repeat(first - starts_of(sizes)[:-1], sizes)
        first += np.arange(len(first))
        having = by_doc.take(first)
    else:
        hit = np.zeros(leaf.count, np.uint8)
        hit[docs] = 1
        return _above_zero(np.add.reduceat(hit[held], starts, dtype=np.int64))
    if not len(having) or len(having) * _FEW > len(values):
        return _above_zero(np.bincount(having, minlength=1))
    having.sort()
    heads = firsts(having).nonzero()[0]
    return having[heads], np.diff(heads, append=len(having))


def _above_zero(numbers: Ints) -> tuple[Ints, Ints]:
    found = numbers.nonzero()[0]
    return found, numbers[found]


def _turned(leaf: Leaf, field: str) -> tuple[Array | None, Array]:
    """Where the values of each document begin, with the end appended, and the places of the values; of a
    field of which no document has several, ``None`` and for each document the place or -1. Kept."""
    known = leaf.turned.get(field)
    if known is None:
        _, held, starts = table(leaf, field)
        numbers = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(held)))
        often = np.bincount(held, minlength=leaf.count)
        if int(often.max(initial=0)) > 1:
            known = (starts_of(often).astype(np.int32), numbers[np.argsort(held, kind="stable")])
        else:
            by_doc = np.full(leaf.count, -1, np.int32)
            by_doc[held] = numbers
            known = (None, by_doc)
        leaf.turned[field] = known
    return known


def _most(values: list[bytes], places: Ints, numbers: Ints, limit: int) -> list[tuple[str, int]]:
    """The ``limit`` values with the highest numbers; of equal ones the first in byte order."""
    if len(places) > limit > 0:
        least = np.partition(numbers, len(places) - limit)[len(places) - limit]
        chosen = (numbers >= least).nonzero()[0]
        places, numbers = places[chosen], numbers[chosen]
    negative = (-numbers).tolist()
    ordered = sorted(zip(negative, map(values.__getitem__, places.tolist()), strict=True))[:limit]
    return [(value.decode(errors="replace"), -number) for number, value in ordered]


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
    without = answer.snapshot.undated()
    if len(without) > len(answer.docs):
        return int(np.count_nonzero(answer.snapshot.days()[answer.docs] == 0))
    at = answer.docs.searchsorted(without)
    at[at == len(answer.docs)] = 0
    return int(np.count_nonzero(answer.docs[at] == without)) if len(without) else 0


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
