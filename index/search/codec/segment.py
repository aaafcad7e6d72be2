"""A segment: the postings in ``NAME.trm`` and what is kept by document in ``NAME.doc``.

The documents' file has the lengths of scored fields (one byte, as Whoosh keeps them), and columns: numbers,
byte strings, titles, and JSON for what fits in none of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.search.codec.container import Array, Container, CorruptIndexError, write_container
from index.search.codec.field import Dictionary, Field
from index.search.codec.postings import FieldData, narrow, pack, pack_terms, prefix_table, starts_of
from index.search.codec.titles import Titles, Words, pack_titles

NARROW = ("day", "relations")
"""Columns that are kept in as few bytes as the largest number needs."""
TERMS = ".trm"
DOCUMENTS = ".doc"
BYTE_TO_LENGTH = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
_LENGTH_TO_BYTE = np.array([length_to_byte(length) for length in range(4096)], np.uint8)


@dataclass
class DocData:
    """What is kept by document. ``stored`` is JSON, empty for nothing; ``lengths`` are Whoosh's length bytes,
    ``totals`` sums of true lengths."""

    count: int
    stored: Sequence[bytes]
    titles: Words | list[bytes] | None = None
    lengths: dict[str, Array] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, Array] = field(default_factory=dict)
    strings: dict[str, Sequence[bytes]] = field(default_factory=dict)


def length_bytes(lengths: Array) -> Array:
    """Whoosh's one-byte lengths of true lengths."""
    if not len(lengths) or int(lengths.max()) < len(_LENGTH_TO_BYTE):
        return _LENGTH_TO_BYTE[lengths]
    return np.fromiter((length_to_byte(int(length)) for length in lengths), np.uint8, len(lengths))


def write_documents(folder: Path, name: str, data: DocData, sync: bool = True) -> None:
    """Write ``NAME.doc``."""
    sections: dict[str, Array] = {}
    if any(data.stored):
        sections |= {f"stored.{k}": v for k, v in pack_terms(data.stored).items()}
    if data.titles is not None and data.count:
        sections |= {f"title.{k}": v for k, v in pack_titles(data.titles).items()}
    for title, lengths in data.lengths.items():
        sections[f"length.{title}"] = lengths
    for title, numbers in data.numbers.items():
        sections[f"number.{title}"] = narrow(numbers) if title in NARROW else numbers
    for title, strings in data.strings.items():
        sections |= {f"string.{title}.{k}": v for k, v in pack_terms(strings).items()}
    meta = {
        "count": data.count,
        "totals": data.totals,
        "numbers": sorted(data.numbers),
        "strings": sorted(data.strings),
    }
    write_container(folder / f"{name}{DOCUMENTS}", "documents", meta, sections, sync)


def write_terms(
    folder: Path, name: str, count: int, fields: Iterable[tuple[str, FieldData]], sync: bool = True
) -> None:
    """Write ``NAME.trm``. Fields are packed as they come, so that only one need be held unpacked."""
    sections: dict[str, Array] = {}
    titles: list[str] = []
    for title, data in fields:
        packed = pack(data) | prefix_table(data, count)
        del data
        sections |= {f"{title}.{key}": array for key, array in packed.items()}
        titles.append(title)
    meta = {"count": count, "fields": sorted(titles)}
    write_container(folder / f"{name}{TERMS}", "terms", meta, sections, sync)


def write_segment(
    folder: Path, name: str, documents: DocData, fields: Mapping[str, FieldData], sync: bool = True
) -> None:
    """Write both files of a segment."""
    write_documents(folder, name, documents, sync)
    write_terms(folder, name, documents.count, fields.items(), sync)


_Column = TypeVar("_Column", Dictionary, Titles)


class Documents:
    """``NAME.doc``, mapped."""

    def __init__(self, folder: Path, name: str) -> None:
        self.container = Container(folder / f"{name}{DOCUMENTS}", "documents")
        meta = self.container.meta
        try:
            self.count = int(meta["count"])
            self.totals = {str(key): int(value) for key, value in meta["totals"].items()}
            self.number_names = {str(key) for key in meta["numbers"]}
            self.string_names = {str(key) for key in meta["strings"]}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CorruptIndexError(f"{name}{DOCUMENTS} has a header that makes no sense") from error
        self._stored = Dictionary(self.container, "stored")
        if len(self._stored) not in (0, self.count):
            raise CorruptIndexError(f"{name}{DOCUMENTS}: the stored fields are not all there")
        self._strings: dict[str, Dictionary] = {}
        self._titles: Titles | None = None

    @property
    def has_stored(self) -> bool:
        """Whether anything is kept as JSON."""
        return len(self._stored) > 0

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document."""
        raw = self._stored[doc] if len(self._stored) else b""
        if not raw:
            return {}
        try:
            found = json.loads(raw)
        except ValueError as error:
            raise CorruptIndexError(f"{self.container.path.name}: document {doc} is no record") from error
        if not isinstance(found, dict):
            raise CorruptIndexError(f"{self.container.path.name}: document {doc} is no record")
        return found

    def stored_bytes(self) -> list[bytes]:
        """The stored fields of all documents, as they are kept."""
        return self._stored.all() if len(self._stored) else [b""] * self.count

    def lengths(self, field_name: str) -> Array | None:
        """The length bytes of a field, or ``None`` when it keeps none."""
        return self._by_document(f"length.{field_name}")

    def numbers(self, name: str) -> Array | None:
        """A numeric column, or ``None``."""
        return self._by_document(f"number.{name}")

    def strings(self, name: str) -> Dictionary | None:
        """A column of byte strings, or ``None``."""
        if name not in self.string_names:
            return None
        known = self._strings.get(name)
        if known is None:
            known = self._strings[name] = self._whole(Dictionary(self.container, f"string.{name}"))
        return known

    @property
    def titles(self) -> Titles | None:
        """The column of titles, or ``None``."""
        if self._titles is None and "title.size" in self.container:
            self._titles = self._whole(Titles(self.container, "title"))
        return self._titles

    def _whole(self, column: _Column) -> _Column:
        if len(column) != self.count:
            raise CorruptIndexError(f"{self.container.path.name}: a column has a wrong length")
        return column

    def _by_document(self, section: str) -> Array | None:
        array = self.container.array(section)
        if not len(array):
            return None
        if len(array) != self.count:
            raise CorruptIndexError(f"{self.container.path.name}: section {section} has a wrong length")
        return array


class SegmentFiles:
    """A whole segment, mapped."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.documents = Documents(folder, name)
        self.count = self.documents.count
        self.terms = Container(folder / f"{name}{TERMS}", "terms")
        if self.terms.meta.get("count") != self.count:
            raise CorruptIndexError(f"the two files of {name} do not belong together")
        self._names: set[str] = {str(title) for title in self.terms.meta.get("fields", [])}
        self._fields: dict[str, Field | None] = {}
        self._value_places: dict[str, Array] = {}
        self._values: dict[str, dict[int, str]] = {}

    def field_names(self) -> set[str]:
        """The fields that have postings."""
        return set(self._names)

    def field(self, name: str) -> Field | None:
        """A field's postings, or ``None`` when no document of the segment has the field."""
        if name not in self._fields:
            self._fields[name] = Field(self.terms, name, self.count) if name in self._names else None
        return self._fields[name]

    def value_of(self, name: str, docs: Sequence[int]) -> list[str]:
        """Each document's value of a field of which it has one; '' for none."""
        places = self.value_places(name)
        known = self._values.setdefault(name, {-1: ""})
        found: list[str] = []
        for place in places[list(docs)].tolist():
            value = known.get(place)
            if value is None:
                field = self.field(name)
                assert field is not None
                value = known[place] = field.terms[place].decode(errors="replace")
            found.append(value)
        return found

    def value_places(self, name: str) -> Array:
        """For each document where its value stands among the terms of the field, or -1: the postings turned
        round, once."""
        known = self._value_places.get(name)
        if known is None:
            known = self._value_places[name] = np.full(self.count, -1, np.int32)
            field = self.field(name)
            if field is not None:
                numbers = np.repeat(np.arange(len(field.terms), dtype=np.int32), field.df)
                known[field.docs_of_range(0, len(field.terms))] = numbers
        return known

    def verify(self) -> None:
        """Check both files against their checksums."""
        self.documents.container.verify()
        self.terms.verify()


__all__ = ["DocData", "Documents", "SegmentFiles", "length_bytes", "starts_of", "write_segment"]
