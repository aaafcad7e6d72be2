"""One file of named typed arrays: written once, checksummed, then only mapped.

    8 bytes   magic and version
    u4        length of the header
    u4        CRC-32 of the header
    header    JSON: {"kind", "meta", "sections": {name: [offset, bytes, dtype, crc]}}
    sections  little endian, each at a multiple of 16 from the start of the file

In a small file the sections of letters (``*.text``) are deflated, for there a lexicon takes more than what it
leads to; their entries have one more number, the bytes that they were. A file that has none is of version 2.
Nothing in it is ever unpickled or run. Offsets and types of the header are checked before any array is
made; values inside arrays are checked by whoever uses them as an index.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, compressobj, crc32, decompressobj

import numpy as np
from numpy.typing import NDArray

MAGIC, PLAIN_MAGIC = b"FDindex\x03", b"FDindex\x02"
_LENGTHS = struct.Struct("<II")
_ALIGN = 16
_MAX_HEADER = 1 << 24
_DTYPES = {name: np.dtype(name) for name in ("u1", "<u2", "<u4", "<i4", "<i8", "<u8", "<f8")}
_EMPTY = np.zeros(0, np.uint8)
SMALL = 1 << 19
"""Bytes of a small file, and of the largest section that may be deflated."""
_WORTH = 1_000
_UNLIKE = ("title.text", "title.words.text", "body.text", "words.text")
"""Sections of words, where few letters come again in the same order: looking for that takes half the time."""
_AT_ONCE = 1 << 18
"""Bytes gathered before they are written: a small file has many small sections."""

Array = NDArray[Any]
_Section = tuple[int, int, np.dtype[Any], int, int]
"""Place in the file, number of items, their type, checksum; bytes when inflated, or 0."""


class CorruptIndexError(Exception):
    """A file of the index is not what it says it is. The remedy is to make the index anew."""


def _code(dtype: np.dtype[Any]) -> str:
    for code, known in _DTYPES.items():
        if known == dtype:
            return code
    raise TypeError(f"arrays of {dtype} cannot be kept")


def write_container(
    path: Path, kind: str, meta: Mapping[str, Any], sections: Mapping[str, Array], sync: bool = True
) -> None:
    """Write ``path`` whole and, with ``sync``, down to the disk."""
    table: dict[str, list[Any]] = {}
    offset = 0
    arrays = {name: np.ascontiguousarray(array) for name, array in sections.items() if array.size}
    deflated = _deflated(arrays)
    for name, array in (arrays | deflated).items():
        offset += -offset % _ALIGN
        table[name] = [offset, array.nbytes, _code(array.dtype), crc32(array.data)]
        if name in deflated:
            table[name].append(arrays[name].nbytes)
        offset += array.nbytes
    arrays |= deflated
    header = json.dumps({"kind": kind, "meta": meta, "sections": table}, separators=(",", ":")).encode()
    start = len(MAGIC) + _LENGTHS.size + len(header)
    header += b" " * (-start % _ALIGN)
    with path.open("wb", _AT_ONCE) as file:
        file.write((MAGIC if deflated else PLAIN_MAGIC) + _LENGTHS.pack(len(header), crc32(header)) + header)
        written = 0
        for name, array in arrays.items():
            file.write(bytes(table[name][0] - written))
            file.write(array.data)
            written = table[name][0] + array.nbytes
        file.flush()
        if sync:
            os.fsync(file.fileno())


def _deflated(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """The sections of letters of a small file, deflated where that saves a fifth."""
    found: dict[str, Array] = {}
    if sum(array.nbytes for array in arrays.values()) <= SMALL:
        for name, array in arrays.items():
            if name.endswith(".text") and array.nbytes >= _WORTH:
                packed = _packed(array, Z_HUFFMAN_ONLY if name.endswith(_UNLIKE) else Z_DEFAULT_STRATEGY)
                if len(packed) < array.nbytes * 0.8:
                    found[name] = np.frombuffer(packed, np.uint8)
    return found


def _packed(letters: Array, strategy: int) -> bytes:
    deflater = compressobj(1, strategy=strategy)
    return deflater.compress(letters.data) + deflater.flush()


class Container:
    """A mapped file of arrays. Raises ``CorruptIndexError``, or ``OSError`` when it is gone."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _LENGTHS.size:
                raise CorruptIndexError(f"{path.name} is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        if view[: len(MAGIC)] not in (MAGIC, PLAIN_MAGIC):
            raise CorruptIndexError(f"{path.name} is no file of this index, or of another version")
        length, checksum = _LENGTHS.unpack_from(view, len(MAGIC))
        self._start = len(MAGIC) + _LENGTHS.size + length
        if length > _MAX_HEADER or self._start > size:
            raise CorruptIndexError(f"{path.name} is cut short")
        header = bytes(view[self._start - length : self._start])
        if crc32(header) != checksum:
            raise CorruptIndexError(f"{path.name} has a damaged header")
        self._sections = self._read_header(header, kind, size)
        self._arrays: dict[str, Array] = {}

    def _read_header(self, header: bytes, kind: str, size: int) -> dict[str, _Section]:
        """The header's table, each entry checked to lie within the file and to be of a known type."""
        found: dict[str, _Section] = {}
        try:
            fields = json.loads(header)
            if fields["kind"] != kind:
                raise CorruptIndexError(f"{self.path.name} holds {fields['kind']!r}, not {kind!r}")
            self.meta: dict[str, Any] = fields["meta"]
            for name, (offset, nbytes, code, checksum, *inflated) in fields["sections"].items():
                dtype = _DTYPES[code]
                place = self._start + offset
                if not (
                    offset >= 0 and nbytes > 0 and place + nbytes <= size and nbytes % dtype.itemsize == 0
                ):
                    raise CorruptIndexError(f"{self.path.name}: section {name} lies outside the file")
                letters = int(*inflated)
                if inflated and not (inflated == [letters] and 0 < letters <= SMALL and code == "u1"):
                    raise CorruptIndexError(f"{self.path.name}: section {name} has a wrong size")
                found[name] = (place, nbytes // dtype.itemsize, dtype, checksum, letters)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorruptIndexError(f"{self.path.name} has a header that makes no sense") from error
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def names(self) -> list[str]:
        """The names of all sections."""
        return list(self._sections)

    def array(self, name: str) -> Array:
        """The section as a read-only array over the mapping; an empty one when there is none."""
        found = self._arrays.get(name)
        if found is None:
            if name not in self._sections:
                return _EMPTY
            place, count, dtype, _, inflated = self._sections[name]
            found = np.frombuffer(self._map, dtype, count, place)
            if inflated:
                found = self._inflate(name, found, inflated)
            self._arrays[name] = found
        return found

    def _inflate(self, name: str, deflated: Array, size: int) -> Array:
        """The section as it was; never more than the bytes that it says."""
        inflater = decompressobj()
        try:
            raw = inflater.decompress(deflated.data, size + 1)
        except zlib.error as error:
            raise CorruptIndexError(f"{self.path.name}: section {name} cannot be inflated") from error
        if len(raw) != size or not inflater.eof:
            raise CorruptIndexError(f"{self.path.name}: section {name} has a wrong size")
        return np.frombuffer(raw, np.uint8)

    def blob(self, name: str) -> memoryview:
        """The section's bytes."""
        return self.array(name).view(np.uint8).data if name in self._sections else memoryview(b"")

    def verify(self) -> None:
        """Check every section against its checksum; reads the whole file."""
        for name, (place, count, dtype, checksum, _) in self._sections.items():
            if crc32(memoryview(self._map)[place : place + count * dtype.itemsize]) != checksum:
                raise CorruptIndexError(f"{self.path.name}: section {name} is damaged")
