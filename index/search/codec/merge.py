"""Several segments into one, without their deleted documents; a field at a time to bound the memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.search.codec.container import Array
from index.search.codec.postings import FieldData, starts_of
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
    parts: list[FieldData] = []
    docs: list[Array] = []
    for segment, number in zip(segments, numbers, strict=True):
        field = segment.field(title)
        if field is not None:
            part = field.data()
            parts.append(part)
            docs.append(number[part.docs].astype(np.int32))
    terms = sorted(set().union(*(part.terms for part in parts)))
    place_of = {term: place for place, term in enumerate(terms)}
    owner = np.concatenate(
        [
            np.repeat(
                np.fromiter(map(place_of.__getitem__, part.terms), np.int32, len(part.terms)), part.frequency
            )
            for part in parts
        ]
    )
    doc = np.concatenate(docs)
    counts = _joined_counts(parts)
    places = _joined_places(parts)
    order = np.argsort(owner, kind="stable")
    if int(doc.min(initial=0)) < 0:
        order = order[doc[order] >= 0]
    frequency = np.bincount(owner[order], minlength=len(terms))
    if places is not None:
        places = _reorder_runs(places, np.ones(len(doc), np.int32) if counts is None else counts, order)
    if not frequency.all():
        terms = [term for term, count in zip(terms, frequency.tolist(), strict=True) if count]
        frequency = frequency[frequency > 0]
    return FieldData(
        terms,
        frequency,
        doc[order],
        None if counts is None else counts[order],
        places,
        PREFIX_LENGTHS.get(title, 0),
    )


def _joined_counts(parts: Sequence[FieldData]) -> Array | None:
    if all(part.counts is None for part in parts):
        return None
    return np.concatenate(
        [np.ones(len(part.docs), np.int32) if part.counts is None else part.counts for part in parts]
    )


def _joined_places(parts: Sequence[FieldData]) -> Array | None:
    places = [part.places for part in parts if part.places is not None]
    return np.concatenate(places) if places else None


def _reorder_runs(values: Array, lengths: Array, order: Array) -> Array:
    """The runs of ``values``, of which posting i has ``lengths[i]``, in the new order of postings."""
    begins = starts_of(lengths)[:-1][order]
    kept = lengths[order]
    narrow = np.int32 if len(values) < 1 << 31 else np.int64
    shift = np.repeat((begins - starts_of(kept)[:-1]).astype(narrow), kept)
    shift += np.arange(len(shift), dtype=narrow)
    out: Array = values[shift]
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
