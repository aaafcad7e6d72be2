"""Files packed with gzip or zip. Nothing is written to the disk: members are read where they are.

A small file can unpack to any size. What comes out is bounded in bytes, in how many times larger than the
packed file it may be, in members and in depth; a file that goes beyond is named, and the rest is read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from index.model import Failure
from index.sources.document import Document, UnreadableError

LARGEST = 4 << 30
"""Bytes that one packed file may unpack to, in any case."""
RATIO = 100
"""Times that a file may grow once it is past ``FREE``. Text packs to a tenth; a thousandth is an attack."""
FREE = 16 << 20
MEMBERS = 100_000
DEPTH = 3

_UNPACKED = "it would unpack to too much: more than {} times its own size"
_SKIPPED = ("__MACOSX/", ".DS_Store")


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than it may."""

    def __init__(self, stream: gzip.GzipFile | zipfile.ZipExtFile, packed: int) -> None:
        self._stream = stream
        self._left = min(LARGEST, max(FREE, packed * RATIO))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read1(len(buffer))  # what there is before a break is given first
        except (zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableError(f"it breaks off or is damaged: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(_UNPACKED.format(RATIO))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def unpack(document: Document, head: bytes) -> Iterator[Document | Failure] | None:
    """The documents inside a packed one; None when it is not packed."""
    if head.startswith(b"\x1f\x8b"):
        return _gzip(document)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(document)
    return None


def _gzip(document: Document) -> Iterator[Document | Failure]:
    _not_too_deep(document)
    packed = _size(document)

    def opener() -> BinaryIO:
        return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=document.open()), packed), 1 << 16)

    yield Document(document.name, document.origin, opener, document.depth + 1)


def _size(document: Document) -> int:
    """Bytes of a document that is itself perhaps inside a packed one."""
    with document.open() as stream:
        if stream.seekable():
            return stream.seek(0, io.SEEK_END)
        size = 0
        while data := stream.read(1 << 20):
            size += len(data)
        return size


def _zip(document: Document) -> Iterator[Document | Failure]:
    _not_too_deep(document)
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as packed:
            members = packed.infolist()
            if len(members) > MEMBERS:
                raise UnreadableError(f"it holds {len(members)} files; at most {MEMBERS} are read")
            if members and members[0].filename in {"mimetype", "[Content_Types].xml"}:
                raise UnreadableError("a book or office document, which is not read")
            for member in members:
                name = f"{document.name}!{member.filename}"
                if member.is_dir() or any(part in member.filename for part in _SKIPPED):
                    continue
                if member.flag_bits & 1:
                    yield Failure(name, "it is locked with a password")
                elif member.file_size > max(FREE, RATIO * member.compress_size):
                    yield Failure(name, _UNPACKED.format(RATIO))
                else:
                    yield Document(
                        name, _origin(document, member), _opener(packed, member), document.depth + 1
                    )
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"a damaged zip file: {error}") from error


def _origin(document: Document, member: zipfile.ZipInfo) -> str:
    return f"{document.origin}!{member.filename}" if document.origin else ""


def _opener(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opener() -> BinaryIO:
        try:
            stream = cast(zipfile.ZipExtFile, packed.open(member))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise UnreadableError(f"it is damaged: {error}") from error
        # zipfile's own streams are buffered, and give lines; this one adds the bound.
        return io.BufferedReader(_Bounded(stream, member.compress_size), 1 << 16)

    return opener


def _not_too_deep(document: Document) -> None:
    if document.depth >= DEPTH:
        raise UnreadableError(f"packed more than {DEPTH} times")
