"""What a format's reader is given, and what it gives back."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from index.model import Article, Failure
from index.sources.author import names
from index.sources.dates import parse_date
from index.text.clean import clean, clean_line

HEAD = 4096
"""Bytes at the beginning of a document by which its format is known."""

LARGEST = 64 << 20
"""Bytes of a document that must be read whole (not line by line). A longer one is refused by name."""

_HELD = 16 << 20  # bytes of a pipe that are held in memory
_LONGEST_TITLE = 300
_LONGEST_LINE = 2000
_LONGEST_ID = 200


class UnreadableError(Exception):
    """A document cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article and where it was: ``origin`` is the file's absolute path (``""`` for a pipe).

    ``article.id`` is the id that the source gave it, or ``""``.
    """

    article: Article
    origin: str


Reader = Callable[["Document"], Iterator[Found | Failure]]


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes with a name. ``opener`` may be called more than once, and each time begins at the beginning.

    ``meter`` holds one number: the bytes read so far, where a reader goes on line by line. ``depth`` says how
    many packed files it lies in, ``budget`` how many bytes may still come out of the outermost of these.
    ``faults`` says what was found damaged while it was read. ``path`` is the file's own, and ``""`` for
    what is inside another or came through a pipe.
    """

    name: str
    origin: str
    opener: Callable[[], BinaryIO]
    depth: int = 0
    meter: list[int] = field(default_factory=lambda: [0], compare=False)
    path: str = ""
    budget: list[int] = field(default_factory=list, compare=False)
    faults: list[str] = field(default_factory=list, compare=False)

    def open(self) -> BinaryIO:
        return self.opener()

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    def size(self) -> int:
        """Bytes in all; for what cannot be measured without reading it, read it is."""
        if self.path:
            return Path(self.path).stat().st_size
        with self.open() as stream:
            return stream.seek(0, io.SEEK_END)

    def read(self, largest: int = LARGEST) -> bytes:
        """All bytes; raises ``UnreadableError`` when there are more than ``largest``."""
        with self.open() as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            raise UnreadableError(f"larger than {largest >> 20} MB; split it, or give it as JSON Lines")
        return data

    @property
    def suffix(self) -> str:
        """The end of the name, lower case, and without ``.gz``: ``.md``."""
        return Path(self.name.removesuffix(".gz")).suffix.lower()


def file_document(path: Path) -> Document:
    """The document that is the file ``path``."""
    origin = os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")
    return Document(str(path), origin, lambda: path.open("rb"), path=str(path))


def pipe_document() -> Document:
    """What comes through standard input; past ``_HELD`` bytes it is kept in a temporary file meanwhile."""
    data = sys.stdin.buffer.read(_HELD + 1)
    if len(data) <= _HELD:
        return Document("standard input", "", lambda: io.BytesIO(data))
    kept = tempfile.NamedTemporaryFile(prefix="foreigndesk-")  # noqa: SIM115 (goes when nothing reads it any more)
    kept.write(data)
    shutil.copyfileobj(sys.stdin.buffer, kept, 1 << 20)
    kept.flush()
    return Document("standard input", "", lambda: Path(kept.name).open("rb"), path=kept.name)


def bytes_document(name: str, origin: str, data: bytes) -> Document:
    """A document that is in memory already."""
    return Document(name, origin, lambda: io.BytesIO(data))


def part(document: Document, name: str, opener: Callable[[], BinaryIO], faults: list[str]) -> Document:
    """A document inside another one, called ``name`` there (``""``: all of it, unpacked).

    What ``opener`` opens puts into ``faults`` what it finds damaged.
    """
    end = f"!{name}" if name else ""
    origin = document.origin + end if document.origin else ""
    depth = document.depth + 1
    return Document(
        document.name + end, origin, opener, depth, document.meter, budget=document.budget, faults=faults
    )


def make(
    document: Document,
    title: str,
    body: str,
    *,
    id: str = "",
    date: object = None,
    source: str = "",
    url: str = "",
    lang: str = "",
    author: str = "",
    where: str = "",
) -> Found | Failure:
    """The article of these parts, cleaned; a ``Failure`` when there is no text at all.

    Without a title the first words of the body are one; without a body the title is all there is to read.
    """
    title, body = clean_line(title)[:_LONGEST_LINE], clean(body).strip()
    if not title and not body:
        return Failure(where or document.name, "holds no text")
    if not title:
        title = first_words(body)
    article = Article(
        id=clean_line(id)[:_LONGEST_ID],
        title=title,
        body=body or title,
        date=parse_date(date),
        source=clean_line(source)[:_LONGEST_TITLE],
        url=clean_line(url)[:_LONGEST_LINE],
        lang=clean_line(lang)[:35].lower().replace("_", "-"),
        author=names(author),
    )
    return Found(article, document.origin)


def first_words(body: str, longest: int = 100) -> str:
    """The first line of ``body``, cut at a word when it is long."""
    line = " ".join(body.lstrip("#>*-= \t\n").split("\n", 1)[0].split()) or " ".join(body.split())
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0][:longest] + " …"


def content_hash(article: Article) -> str:
    """32 hexadecimal digits that change when what is read and searched of the article changes.

    The author is not in it: the archive notes a new one without taking the article for another.
    """
    parts = (article.title, article.body, article.date or "", article.source, article.url, article.lang)
    data = [part.encode("utf-8", "surrogatepass") for part in parts]
    framed = b"".join([piece for one in data for piece in (len(one).to_bytes(8, "little"), one)])
    return hashlib.blake2b(framed, digest_size=16).hexdigest()


def content_id(article: Article) -> str:
    """The id of an article whose source gave it none."""
    return content_hash(article)[:12]
