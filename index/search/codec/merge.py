"""Several segments into one, without their deleted documents; a field at a time to bound the memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.search.codec.container import Array
from index.search.codec.postings import FieldData, Ints, starts_of
from index.search.codec.segment import DocData, SegmentFiles, write_documents, write_terms
from index.search.codec.titles import joined

PREFIX_LENGTHS = {"words": 4}
"""Fields whose frequent prefixes are kept, and up to which length."""


def merge_segments(folder: Path, name: str, segments: Sequence[SegmentFiles], live: Sequence[Array]) -> int:
    """Write the segment ``name`` with the live documents of ``segments`` in their order; returns how many.

    ``live`` has a mask of documents for each segment.
    """
    numbers = [np.cumsum(mask) - 1 for mask in live]
    base = 0
    for mask, new_numbers in zip(live, numbers, strict=True):
        np.add(new_numbers, base, out=new_numbers)
        new_numbers[~mask] = -1
        base += int(np.count_nonzero(mask))
    fields = sorted(set().union(*(segment.field_names() for segment in segments)))
    write_documents(folder, name, _merge_documents(segments, live, base))
    merged = ((title, _merge_field(title, segments, numbers)) for title in fields)
    write_terms(folder, name, base, ((title, data) for title, data in merged if len(data.terms)))
    return base


def _merge_field(title: str, segments: Sequence[SegmentFiles], numbers: Sequence[Array]) -> FieldData:
    """One field of all segments. Their documents come one after the other, and so do those of each term:
    the place of every posting follows from the frequencies, and nothing has to be sorted."""
    parts = [
        _living(field.data(), number)
        for segment, number in zip(segments, numbers, strict=True)
        if (field := segment.field(title)) is not None
    ]
    terms = sorted(set().union(*(part.texts for part in parts)))
    place_of = {term: place for place, term in enumerate(terms)}
    owners = [np.fromiter(map(place_of.__getitem__, part.texts), np.int64, len(part.terms)) for part in parts]
    frequency = np.zeros(len(terms), np.int64)
    for part, owner in zip(parts, owners, strict=True):
        frequency[owner] += part.frequency
    docs = _dealt([part.docs for part in parts], [part.frequency for part in parts], owners, frequency)
    counts: Array | None = None
    places: Array | None = None
    if any(part.counts is not None for part in parts):
        counted = [
            np.ones(len(part.docs), np.int32) if part.counts is None else part.counts for part in parts
        ]
        counts = _dealt(counted, [part.frequency for part in parts], owners, frequency)
    placed = [part.places for part in parts if part.places is not None]
    if placed:
        lengths = [_per_term(part) for part in parts]
        total = np.zeros(len(terms), np.int64)
        for length, owner in zip(lengths, owners, strict=True):
            total[owner] += length
        places = _dealt(placed, lengths, owners, total)
    if not frequency.all():
        terms = [term for term, count in zip(terms, frequency.tolist(), strict=True) if count]
        frequency = frequency[frequency > 0]
    return FieldData(terms, frequency, docs, counts, places, PREFIX_LENGTHS.get(title, 0))


def _per_term(part: FieldData) -> Ints:
    """How many positions each term has."""
    if part.counts is None:
        return part.frequency.astype(np.int64)
    ends = starts_of(part.counts)[starts_of(part.frequency)]
    return np.diff(ends)


def _living(part: FieldData, number: Array) -> FieldData:
    """The postings of the documents that have a new ``number``, with it; a term may be left without any."""
    docs = number[part.docs].astype(np.int32)
    kept = docs >= 0
    if kept.all():
        return replace(part, docs=docs)
    starts = starts_of(kept)[starts_of(part.frequency)]
    places = part.places
    if places is not None:
        places = places[kept if part.counts is None else np.repeat(kept, part.counts)]
    counts = None if part.counts is None else part.counts[kept]
    return replace(part, frequency=np.diff(starts), docs=docs[kept], counts=counts, places=places)


def _dealt(values: Sequence[Array], lengths: Sequence[Array], owners: Sequence[Ints], total: Ints) -> Array:
    """The runs of every part, each of ``lengths``, put where its owner's values are, part after part."""
    out = np.empty(int(total.sum()), values[0].dtype)
    free = starts_of(total)[:-1]
    for run, length, owner in zip(values, lengths, owners, strict=True):
        at = np.repeat(free[owner] - starts_of(length)[:-1], length)
        at += np.arange(len(run))
        out[at] = run
        free[owner] += length
    return out


def _merge_documents(segments: Sequence[SegmentFiles], live: Sequence[Array], count: int) -> DocData:
    stored: list[bytes] = []
    for segment, mask in zip(segments, live, strict=True):
        records = segment.documents.stored_bytes()
        stored += [records[doc] for doc in np.flatnonzero(mask).tolist()]
    merged = DocData(count, stored)
    titles = [found.words() for segment in segments if (found := segment.documents.titles) is not None]
    if len(titles) == len(segments):
        merged.titles = joined(titles, live)
    for title in sorted(set().union(*(segment.documents.totals for segment in segments))):
        columns = [segment.documents.lengths(title) for segment in segments]
        merged.lengths[title] = _joined_column(columns, live, np.dtype("u1"))
        # The lengths of deleted documents are known to a byte only: a share of the total goes with them.
        merged.totals[title] = sum(
            round(segment.documents.totals.get(title, 0) * (np.count_nonzero(mask) / max(1, segment.count)))
            for segment, mask in zip(segments, live, strict=True)
        )
    for title in sorted(set().union(*(segment.documents.number_names for segment in segments))):
        numbers = [segment.documents.numbers(title) for segment in segments]
        dtype = max((array.dtype for array in numbers if array is not None), key=lambda kind: kind.itemsize)
        merged.numbers[title] = _joined_column(numbers, live, dtype)
    for title in sorted(set().union(*(segment.documents.string_names for segment in segments))):
        strings: list[bytes] = []
        for segment, mask in zip(segments, live, strict=True):
            column = segment.documents.strings(title)
            values = column.all() if column is not None else [b""] * segment.count
            strings += [values[doc] for doc in np.flatnonzero(mask).tolist()]
        merged.strings[title] = strings
    return merged


def _joined_column(columns: Sequence[Array | None], live: Sequence[Array], dtype: np.dtype[Any]) -> Array:
    return np.concatenate(
        [
            np.zeros(int(np.count_nonzero(mask)), dtype) if column is None else column[mask]
            for column, mask in zip(columns, live, strict=True)
        ]
    )
