"""The codec as Whoosh knows it: any Whoosh writer, reader, matcher or query works on these segments.

Holds what the formats Existence, Frequency and Positions say, numeric and byte columns, and stored fields
that JSON can say; anything else is refused when written.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, formats
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from index.search.codec.container import Array
from index.search.codec.field import Dictionary, Field
from index.search.codec.postings import FieldData
from index.search.codec.segment import (
    BYTE_TO_LENGTH,
    DocData,
    SegmentFiles,
    length_bytes,
    write_documents,
    write_terms,
)


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
        write_terms(self._folder, self._segment.segment_id(), self._segment.doc_count_all(), self._fields)
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


class TermsReader(base.TermsReader):  # type: ignore[misc]
    def __init__(self, files: SegmentFiles) -> None:
        self._files = files

    def _find(self, name: str, text: bytes) -> tuple[Field, int]:
        field = self._files.field(name)
        place = field.terms.find(text) if field is not None else -1
        if field is None or place < 0:
            raise TermNotFound(f"{name}:{text!r}")
        return field, place

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._files.field(term[0])
        return field is not None and field.terms.find(term[1]) >= 0

    def indexed_field_names(self) -> set[str]:
        return self._files.field_names()

    def cursor(self, fieldname: str, fieldobj: Any) -> _Cursor:
        field = self._files.field(fieldname)
        return _Cursor(field.terms if field else None, fieldname, fieldobj, self)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._files.field_names()):
            yield from self.terms_from(name, b"", only=True)

    def terms_from(self, fieldname: str, prefix: bytes, only: bool = False) -> Iterator[tuple[str, bytes]]:
        """From this term on, and through the following fields, as Whoosh's callers expect."""
        field = self._files.field(fieldname)
        if field is not None:
            for place in range(field.terms.lower(prefix), len(field.terms)):
                yield fieldname, field.terms[place]
        if not only:
            for name in sorted(self._files.field_names()):
                if name > fieldname:
                    yield from self.terms_from(name, b"", only=True)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, place = self._find(fieldname, text)
        docs, counts = field.docs(place), field.counts(place)
        weights = np.ones(1) if counts is None else counts
        total = float(len(docs) if counts is None else counts.sum())
        return TermInfo(
            weight=total,
            df=len(docs),
            minlength=1,
            maxlength=int(BYTE_TO_LENGTH[-1]),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field = self._files.field(fieldname)
        place = field.terms.find(text) if field is not None else -1
        return int(field.df[place]) if field is not None and place >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        field, place = self._find(fieldname, text)
        return ArrayMatcher(field, place, format_, (fieldname, text), scorer)

    def close(self) -> None:
        """The mapping goes with its last array."""


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    def __init__(self, terms: Dictionary | None, name: str, fieldobj: Any, reader: TermsReader) -> None:
        self._terms = terms
        self._name = name
        self._fieldobj = fieldobj
        self._reader = reader
        self._place = 0

    def first(self) -> str | None:
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        if self._terms is not None:
            text = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
            self._place = self._terms.lower(text)
        return self.text()

    def next(self) -> str | None:
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        return (
            self._fieldobj.from_bytes(self._terms[self._place]) if self.is_valid() and self._terms else None
        )

    def term_info(self) -> TermInfo | None:
        if self._terms is None or not self.is_valid():
            return None
        return self._reader.term_info(self._name, self._terms[self._place])

    def is_valid(self) -> bool:
        return self._terms is not None and self._place < len(self._terms)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Whoosh's way through one posting list."""

    def __init__(self, field: Field, place: int, format_: Any, term: Any, scorer: Any) -> None:
        self._field, self._place = field, place
        self.format, self._term, self.scorer = format_, term, scorer
        self._ids: list[int] = field.docs(place).tolist()
        counts = field.counts(place)
        self._counts: list[int] | None = None if counts is None else counts.tolist()
        self._places: tuple[Array, Array] | None = None
        self._i = 0

    def is_active(self) -> bool:
        return self._i < len(self._ids)

    def reset(self) -> None:
        self._i = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._field, self._place, self.format, self._term, self.scorer)
        other._i = self._i
        return other

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._i :])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return not self.is_active()

    def skip_to(self, target: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if target > self.id():
            self._i = bisect_left(self._ids, target, self._i)

    def weight(self) -> float:
        return 1.0 if self._counts is None else float(self._counts[self._i])

    def value(self) -> bytes:
        """The posting as its format encodes it."""
        if not isinstance(self.format, formats.Positions):
            return bytes(formats.pack_uint(int(self.weight())))
        if self._places is None:
            self._places = self._field.places(self._place)
        bounds, places = self._places
        return bytes(self.format.encode(places[bounds[self._i] : bounds[self._i + 1]].tolist()))

    def supports_block_quality(self) -> bool:
        return False


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, files: SegmentFiles, segment: ArraySegment) -> None:
        self._files = files
        self._segment = segment

    def doc_count(self) -> int:
        return self._files.count - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        return self._files.count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> set[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        documents = self._files.documents
        return fieldname in documents.number_names or fieldname in documents.string_names

    def column_reader(self, fieldname: str, column: Any) -> _ColumnReader:
        documents = self._files.documents
        values = documents.numbers(fieldname)
        return _ColumnReader(values if values is not None else documents.strings(fieldname), column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int | None:
        lengths = self._files.documents.lengths(fieldname)
        if lengths is None:
            return default
        return int(BYTE_TO_LENGTH[lengths[docnum]]) if lengths[docnum] else None

    def field_length(self, fieldname: str) -> int:
        return self._files.documents.totals.get(fieldname, 0)

    def _length_limits(self, fieldname: str) -> tuple[int, int]:
        lengths = self._files.documents.lengths(fieldname)
        if lengths is None:
            return 0, 0
        return int(BYTE_TO_LENGTH[lengths.min()]), int(BYTE_TO_LENGTH[lengths.max()])

    def min_field_length(self, fieldname: str) -> int:
        return self._length_limits(fieldname)[0]

    def max_field_length(self, fieldname: str) -> int:
        return self._length_limits(fieldname)[1]

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self._files.documents.stored(docnum)

    def close(self) -> None:
        """The mapping goes with its last array."""


class _ColumnReader(columns.ColumnReader):  # type: ignore[misc]
    def __init__(self, values: Any, column: Any) -> None:
        self._values = values
        self._column = column
        self._sign = 1

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        value = self._values[docnum]
        return value if isinstance(value, bytes) else int(value)

    def sort_key(self, docnum: int) -> Any:
        value = self[docnum]
        return value if isinstance(value, bytes) else value * self._sign

    def set_reverse(self) -> None:
        self._sign = -1

    def load(self) -> list[Any]:
        return [self[doc] for doc in range(len(self))]
