"""The codec as Whoosh knows it: any Whoosh writer, reader, matcher or query works on these segments.

Holds what the formats Existence, Frequency and Positions say, numeric and byte columns, and stored fields
that JSON can say; anything else is refused when written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, formats
from whoosh.codec import base

from index.search.codec.postings import FieldData
from index.search.codec.segment import (
    DocData,
    SegmentFiles,
    length_bytes,
    write_documents,
    write_terms,
)
from index.search.codec.whoosh_read import DocumentReader, TermsReader


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """``index.writer(codec=ArrayCodec())`` writes segments of arrays; readers find them by themselves."""

    length_stats = False

    def __init__(self) -> None:
        self._open: dict[str, SegmentFiles] = {}

    def per_document_writer(self, storage: Any, segment: Any) -> _DocumentWriter:
        return _DocumentWriter(Path(storage.folder), segment)

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        return _FieldWriter(Path(storage.folder), segment)

    def _files(self, storage: Any, segment: Any) -> SegmentFiles:
        name = segment.segment_id()
        if name not in self._open:
            self._open[name] = SegmentFiles(Path(storage.folder), name)
        return self._open[name]

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        return TermsReader(self._files(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentReader:
        return DocumentReader(self._files(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment's name, size and deleted documents."""

    def __init__(self, indexname: str, name: str = "", count: int = 0, deleted: Iterable[int] = ()) -> None:
        super().__init__(indexname)
        self._name = name
        self._count = count
        self._deleted = set(deleted)

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def segment_id(self) -> str:
        return self._name or str(super().segment_id())

    def set_doc_count(self, doccount: int) -> None:
        self._count = doccount

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> set[int]:
        return self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def should_assemble(self) -> bool:
        return False


class _DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    def __init__(self, folder: Path, segment: Any) -> None:
        self._folder = folder
        self._segment = segment
        self._stored: list[bytes] = []
        self._lengths: dict[str, dict[int, int]] = {}
        self._columns: dict[str, tuple[Any, dict[int, Any]]] = {}
        self._record: dict[str, Any] = {}
        self._doc = -1
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._doc = docnum
        self._record = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if value is not None:
            self._record[fieldname] = value
        if length:
            self._lengths.setdefault(fieldname, {})[self._doc] = length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        if not isinstance(columnobj, columns.NumericColumn | columns.VarBytesColumn | columns.RefBytesColumn):
            raise TypeError(f"{fieldname}: this codec keeps columns of numbers and bytes")
        self._columns.setdefault(fieldname, (columnobj, {}))[1][self._doc] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        raise TypeError(f"{fieldname}: this codec keeps no vectors")

    def finish_doc(self) -> None:
        self._stored.append(json.dumps(self._record, ensure_ascii=False, separators=(",", ":")).encode())

    def close(self) -> None:
        count = len(self._stored)
        data = DocData(count, self._stored)
        for name, lengths in self._lengths.items():
            true = np.zeros(count, np.int64)
            true[list(lengths)] = list(lengths.values())
            data.lengths[name] = length_bytes(true)
            data.totals[name] = int(true.sum())
        for name, (column, values) in self._columns.items():
            if isinstance(column, columns.NumericColumn):
                array = np.full(count, column.default_value(), np.int64)
                array[list(values)] = list(values.values())
                data.numbers[name] = array
            else:
                data.strings[name] = [values.get(doc, b"") for doc in range(count)]
        write_documents(self._folder, self._segment.segment_id(), data)
        self._segment.set_doc_count(count)
        self.is_closed = True


class _FieldWriter(base.FieldWriter):  # type: ignore[misc]
    def __init__(self, folder: Path, segment: Any) -> None:
        self._folder = folder
        self._segment = segment
        self._fields: dict[str, FieldData] = {}
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[Any, ...]]) -> None:
        for name, postings in groupby(items, key=lambda item: item[0]):
            self._fields[name] = _field_data(name, schema[name].format, postings)

    def close(self) -> None:
        write_terms(
            self._folder, self._segment.segment_id(), self._segment.doc_count_all(), self._fields.items()
        )
        self.is_closed = True


def _field_data(name: str, format_: Any, postings: Iterable[tuple[Any, ...]]) -> FieldData:
    terms: list[bytes] = []
    frequency: list[int] = []
    docs: list[int] = []
    counts: list[int] = []
    places: list[int] = []
    positions = type(format_) is formats.Positions
    if type(format_) not in (formats.Existence, formats.Frequency, formats.Positions):
        raise TypeError(f"{name}: this codec keeps existence, frequency and positions")
    for _, text, doc, weight, value in postings:
        if not terms or terms[-1] != text:
            terms.append(text)
            frequency.append(0)
        frequency[-1] += 1
        docs.append(doc)
        found = format_.decode_positions(value) if positions else ()
        count = len(found) if positions else int(weight)
        if count != weight:
            raise TypeError(f"{name}: this codec keeps whole counts; boost when asking, not when writing")
        counts.append(count)
        places += found
    return FieldData(
        terms,
        np.array(frequency, np.int64),
        np.array(docs, np.int64),
        np.array(counts, np.int64),
        np.array(places, np.int64) if positions else None,
    )
