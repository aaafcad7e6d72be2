"""Chooses a reader for each file by what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from index.model import Article, Failure
from index.sources.confined import read_confined
from index.sources.decoding import decode, is_text, narrow
from index.sources.document import (
    HEAD,
    Document,
    Found,
    Reader,
    UnreadableError,
    content_id,
    file_document,
    pipe_document,
)
from index.sources.epub import is_book, read_epub
from index.sources.feeds import read_feed
from index.sources.folders import ABOUT, files, why
from index.sources.html import is_html, read_html
from index.sources.json_lines import read_json, read_json_lines
from index.sources.mail import is_mail, read_mbox, read_message
from index.sources.markdown import read_markdown
from index.sources.opml import is_opml
from index.sources.packed import GZIP, ZIP, capped, read_gzip, read_zip
from index.sources.pdf import read_pdf
from index.sources.tables import read_table, separator_of
from index.sources.text import read_text
from index.sources.warc import SIGNS, read_warc

READERS = 9
"""Version of the readers: raise it when one of them reads more, or better, and files will be read again."""

PLAIN = 64 << 10
"""Bytes of a plain text that is read in this process: no parser is in the way, and it cannot grow."""

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:rdf|opml)\b", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?entry\s[^<>]*\bw3\.org/2005/Atom\b")
_OFFICE = "an office document, which is not read; save it as text, HTML or PDF"
_PACKED = "packed in a way that is not read; use gzip or zip"
_NOT_READ = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"II*\0": "a picture", b"MM\0*": "a picture",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"\xca\xfe\xba\xbe": "a program",
    b"\xfd7zXZ": _PACKED, b"7z\xbc\xaf": _PACKED, b"\x28\xb5\x2f\xfd": _PACKED, b"BZh91AY&SY": _PACKED,
    b"\xd0\xcf\x11\xe0": _OFFICE, b"{\\rtf": _OFFICE, b"%!PS": _OFFICE, b"SQLite format 3\0": "a database",
}  # fmt: skip
_NOT_READ_WITH_ZEROS = {
    b"GIF8": "a picture", b"RIFF": "a recording or picture", b".snd": "a recording", b"OggS": "a recording",
    b"ID3": "a recording", b"FORM": "a recording", b"fLaC": "a recording", b"Rar!": _PACKED,
}  # fmt: skip
"""Letters with which a text may begin as well, but for a zero byte near them."""
_LIST = "a list of feeds (OPML), not of articles: `foreigndesk feed import FILE` takes it"
_PDF = re.compile(rb"%PDF-\d")  # the standard lets other bytes stand before it
_PAGES = {".html", ".htm"}
_TABLES = {".csv", ".tsv", ".tab"}


def read(path: str | Path) -> Iterator[Article | Failure]:
    """The articles of a file, a folder or ``-`` (standard input), lazily; each with an id.

    What cannot be read comes as a ``Failure`` and does not stop the rest.
    """
    for item in _find(path):
        if isinstance(item, Failure):
            yield item
        elif item.article.id:
            yield item.article
        else:
            fields = {name: getattr(item.article, name) for name in Article.__slots__}
            yield Article(**{**fields, "id": content_id(item.article)})


def _find(path: str | Path) -> Iterator[Found | Failure]:
    if str(path) == "-":
        yield from read_document(pipe_document())
        return
    for item in files(Path(path)):
        if isinstance(item, Failure):
            yield item
        else:
            yield from read_document(file_document(item))


def read_document(document: Document, stop: Event | None = None) -> Iterator[Found | Failure]:
    """The articles of one document; whatever is wrong with it ends in a ``Failure``.

    Reading by a child process ends, without a word, soon after ``stop`` is set.
    """
    yield from read_confined(document, stop) if confined(document) else read_here(document)


def confined(document: Document) -> bool:
    """Whether a document is read by a child process with limits: whatever but a short plain text."""
    try:
        head = document.head()
        if not head:
            return False
        return (
            head.startswith((GZIP, *ZIP))
            or choose(document, head) is not read_text
            or document.size() > PLAIN
        )
    except Exception:  # noqa: BLE001 (it is met again when it is read, and named there)
        return False


def read_here(document: Document) -> Iterator[Found | Failure]:
    """As ``read_document``, but in this process, whatever the document is."""
    try:
        head = document.head()
        if not head:
            yield Failure(document.name, next(iter(document.faults), "the file is empty"))
            return
        if head.startswith(ZIP):
            inner = _read_zip(document)
            yield from inner if document.depth else capped(document, inner)
        elif head.startswith(GZIP):
            inner = read_here(read_gzip(document))
            yield from inner if document.depth else capped(document, inner)
        else:
            yield from choose(document, head)(document)
        yield from (Failure(document.name, fault) for fault in dict.fromkeys(document.faults))
    except UnreadableError as error:
        yield Failure(document.name, str(error))
    except (OSError, EOFError) as error:
        yield Failure(document.name, why(error))
    except MemoryError:
        yield Failure(document.name, "it needs more memory than one file may take")
    except RecursionError:
        yield Failure(document.name, "it is nested too deeply")
    except Exception as error:  # noqa: BLE001 (a file that trips a reader up must not stop the others)
        yield Failure(document.name, f"could not be read ({type(error).__name__}: {error})")


def _read_zip(document: Document) -> Iterator[Found | Failure]:
    if is_book(document):
        yield from read_epub(document)
        return
    for inner in read_zip(document):
        if isinstance(inner, Failure):
            yield inner
        elif not ABOUT.fullmatch(inner.name.rpartition("!")[2].rpartition("/")[2]):
            yield from read_here(inner)


def choose(document: Document, head: bytes) -> Reader:
    """The reader for a document that begins with ``head``; raises ``UnreadableError`` when there is none."""
    return _by_sign(head) or _by_text(document, narrow(head))


def _by_sign(head: bytes) -> Reader | None:
    """The reader of what is not text, by the bytes it begins with."""
    if _PDF.search(head, 0, 1024):
        return read_pdf
    if head.startswith(SIGNS):
        return read_warc
    signs = _NOT_READ | (_NOT_READ_WITH_ZEROS if b"\0" in head[:512] else {})
    for sign, name in signs.items():
        if head.startswith(sign):
            raise UnreadableError(name)
    if not is_text(head):
        raise UnreadableError("not a text, and of no format that can be read")
    return None


def _by_text(document: Document, start: bytes) -> Reader:
    """The reader of a text, by how it begins; by its name only where that leaves it open."""
    if _ENTRY.match(start):
        return read_feed
    if is_html(start) or (start[:1] == b"<" and document.suffix in _PAGES):
        return read_html
    if start[:1] == b"<" and is_opml(start):
        raise UnreadableError(_LIST)
    if start[:1] == b"<" and _XML.search(start):
        return read_feed
    if start[:1] == b"{":
        first = start.split(b"\n", 1)[0].rstrip()
        complete = first.endswith(b"}") or len(first) >= HEAD - 16
        return read_json_lines if complete or document.suffix in {".jsonl", ".ndjson"} else read_json
    if start[:1] == b"[" and (document.suffix == ".json" or start[1:].lstrip()[:1] in (b"{", b"]")):
        return read_json
    if document.suffix in {".jsonl", ".ndjson"}:
        return read_json_lines
    if is_mail(start):
        return read_mbox if start.startswith(b"From ") else read_message
    if document.suffix in _TABLES or separator_of(decode(start.split(b"\n", 1)[0])) is not None:
        return read_table
    if document.suffix in _MARKDOWN or start.startswith((b"---\n", b"---\r\n", b"+++\n")):
        return read_markdown
    return read_text
