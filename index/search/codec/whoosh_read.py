"""Whoosh's readers over mapped segments: terms, cursors, matchers, documents and columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh import columns, formats
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from index.search.codec.container import Array
from index.search.codec.field import Dictionary, Field
from index.search.codec.segment import BYTE_TO_LENGTH, SegmentFiles


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
    def __init__(self, files: SegmentFiles, segment: Any) -> None:
        self._files = files
        self._segment = segment

    def doc_count(self) -> int:
        return self._files.count - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self._files.count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> set[int]:
        return set(self._segment.deleted_docs())

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
