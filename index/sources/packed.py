"""Files packed with gzip or zip. Nothing is written to the disk: members are read where they are.

A small file can unpack to any size. What comes out of one file, at all depths together, is bounded in bytes
and in how many times larger than the packed file it may be; so are members and depth. A file that goes beyond
is named, and the rest is read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from index.model import Failure
from index.sources.document import Document, Found, UnreadableError, part

LARGEST = 4 << 30
"""Bytes that one packed file may unpack to, in any case."""
RATIO = 100
"""Times that a file may grow once it is past ``FREE``. Text packs to a tenth; a thousandth is an attack."""
FREE = 16 << 20
MEMBERS = 100_000
ITEMS = 10_000
BYTES_AN_ITEM = 8
"""A packed file may give ``ITEMS`` articles, or one for so many bytes: real ones pack to ten times that."""
DEPTH = 3

_UNPACKED = f"it would unpack to too much: more than {RATIO} times its own size"
_SKIPPED = ("__MACOSX/", ".DS_Store")
_DAMAGE = (zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, gzip.BadGzipFile)
GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Bounded(io.RawIOBase):
    """A stream that takes what it gives from a budget, and refuses to give more than that.

    Where the packed bytes are damaged it ends, and says so in ``faults``: what stood before is read. ``seen``
    is how far the same bytes have been read before: what is read again is not counted again.
    """

    def __init__(self, stream: BinaryIO, budget: list[int], seen: list[int], faults: list[str]) -> None:
        self._stream = stream
        self._budget = budget
        self._faults = faults
        self._seen = seen
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read1(len(buffer))  # type: ignore[attr-defined]  # what there is before a break
        except _DAMAGE as error:
            self._faults[:] = [f"it breaks off or is damaged: {error}"]
            return 0
        self._place += len(data)
        if self._place > self._seen[0]:
            self._budget[0] -= self._place - self._seen[0]
            self._seen[0] = self._place
        if self._budget[0] < 0:
            raise UnreadableError(_UNPACKED)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def capped(document: Document, items: Iterator[Found | Failure]) -> Iterator[Found | Failure]:
    """What is read of a packed file, as far as its size allows: a million lines may pack to a few bytes."""
    most = max(ITEMS, document.size() // BYTES_AN_ITEM)
    for number, item in enumerate(items):
        if number == most:
            raise UnreadableError(f"it holds too much for its size: only the first {most} articles are read")
        yield item


def read_gzip(document: Document) -> Document:
    """The document that is packed in a gzip file."""
    _begin(document)
    seen, faults = [0], list[str]()

    def opener() -> BinaryIO:
        unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=document.open()))
        return io.BufferedReader(Bounded(unpacked, document.budget, seen, faults), 1 << 16)

    return part(document, "", opener, faults)


def read_zip(document: Document) -> Iterator[Document | Failure]:
    """The documents that are packed in a zip file."""
    with open_zip(document) as packed:
        members = packed.infolist()
        if any(member.filename == "[Content_Types].xml" for member in members[:50]):
            raise UnreadableError("an office document, which is not read; save it as text, HTML or PDF")
        for member in members:
            name = member.filename
            if not name or member.is_dir() or any(piece in name for piece in _SKIPPED):
                continue
            if member.flag_bits & 1:
                yield Failure(f"{document.name}!{name}", "it is locked with a password")
            else:
                faults: list[str] = []
                yield part(document, name, member_opener(document, packed, member, faults), faults)


def open_zip(document: Document) -> zipfile.ZipFile:
    """A zip file, opened and looked through; raises ``UnreadableError`` when it is damaged or too full."""
    _begin(document)
    stream = document.open()
    if not stream.seekable():
        # Inside another packed file. It has a directory at its end, so it is taken whole.
        stream = io.BytesIO(document.read())
    try:
        packed = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
        raise UnreadableError(f"a damaged zip file: {error}") from error
    if len(packed.infolist()) > MEMBERS:
        raise UnreadableError(f"it holds {len(packed.infolist())} files; at most {MEMBERS} are read")
    return packed


def member_opener(
    document: Document, packed: zipfile.ZipFile, member: zipfile.ZipInfo, faults: list[str]
) -> Callable[[], BinaryIO]:
    """How to open a member of a zip file, bounded by the budget of the outermost file."""
    seen = [0]

    def opener() -> BinaryIO:
        if member.file_size > max(FREE, RATIO * member.compress_size):
            raise UnreadableError(_UNPACKED)
        try:
            stream = cast(BinaryIO, packed.open(member))
        except (*_DAMAGE, ValueError, OSError) as error:
            raise UnreadableError(f"it is damaged: {error}") from error
        return io.BufferedReader(Bounded(stream, document.budget, seen, faults), 1 << 16)

    return opener


def _begin(document: Document) -> None:
    """Refuse what is packed too often; set the budget of what is packed for the first time."""
    if document.depth >= DEPTH:
        raise UnreadableError(f"packed more than {DEPTH} times")
    if not document.budget:
        document.budget.append(min(LARGEST, max(FREE, RATIO * document.size())))
