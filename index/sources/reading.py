"""Chooses a reader for each file by what is in it, and walks folders."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from index.model import Article, Failure
from index.sources.decoding import decode, is_text
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
from index.sources.feeds import read_feed
from index.sources.html import is_html, read_html
from index.sources.json_lines import read_json, read_json_lines
from index.sources.mail import is_mail, read_mbox, read_message
from index.sources.markdown import read_markdown
from index.sources.opml import is_opml
from index.sources.packed import unpack
from index.sources.tables import read_table, separator_of
from index.sources.text import read_text

READERS = 4
"""Version of the readers: raise it when one of them reads more, or better, and files will be read again."""

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:rdf|opml)\b", re.IGNORECASE)
_NOT_READ = (
    (b"%PDF-", "a PDF"),
    (b"WARC/", "a web archive"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
)
_LIST = "a list of feeds (OPML), not of articles: `foreigndesk feed import FILE` takes it"
_PAGES = {".html", ".htm"}
_TABLES = {".csv", ".tsv", ".tab"}
_SKIPPED = {".git", ".hg", ".svn", "__pycache__", "node_modules"}


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


def files(path: Path) -> Iterator[Path | Failure]:
    """``path`` itself, or the files below a folder by name; no link is followed into a folder."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield Failure(str(path), "there is no such file or folder")
        return
    except (OSError, ValueError) as error:
        yield Failure(str(path), _why(error))
        return
    if stat.S_ISREG(mode):
        yield path
    elif stat.S_ISDIR(mode):
        yield from _below(path)
    else:
        yield Failure(str(path), "neither a file nor a folder")


def _below(folder: Path) -> Iterator[Path | Failure]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), _why(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path)
        elif entry.is_symlink() and path.is_dir():
            continue  # a loop, or a way out of what the user named
        else:
            yield from files(path)


def read_document(document: Document) -> Iterator[Found | Failure]:
    """The articles of one document; whatever is wrong with it ends in a ``Failure``."""
    try:
        head = document.head()
        if not head:
            yield Failure(document.name, "the file is empty")
            return
        if (unpacked := unpack(document, head)) is None:
            yield from choose(document, head)(document)
            return
        for inner in unpacked:
            yield from [inner] if isinstance(inner, Failure) else read_document(inner)
    except UnreadableError as error:
        yield Failure(document.name, str(error))
    except (OSError, EOFError) as error:
        yield Failure(document.name, _why(error))
    except MemoryError:
        yield Failure(document.name, "too large for the memory of this machine")
    except Exception as error:  # noqa: BLE001 (a file that trips a reader up must not stop the others)
        yield Failure(document.name, f"could not be read ({type(error).__name__}: {error})")


def choose(document: Document, head: bytes) -> Reader:
    """The reader for a document that begins with ``head``; raises ``UnreadableError`` when there is none."""
    for sign, name in _NOT_READ:
        if head.startswith(sign):
            raise UnreadableError(f"{name}, which is not read")
    if not is_text(head):
        raise UnreadableError("not a text, and of no format that can be read")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_html(start) or (start[:1] == b"<" and document.suffix in _PAGES):
        return read_html
    if start[:1] == b"<" and is_opml(head):
        raise UnreadableError(_LIST)
    if start[:1] == b"<" and _XML.search(head):
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


def _why(error: OSError | ValueError | EOFError) -> str:
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return (getattr(error, "strerror", None) or str(error)).lower()
