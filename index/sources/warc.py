"""WARC and ARC: what a crawler kept of the web (ISO 28500). Each page in it is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.model import Failure
from index.sources.document import Document, Found, UnreadableError, make
from index.sources.html import is_html, parse_page
from index.sources.text import article_of

SIGNS = (b"WARC/", b"filedesc://")
MISSING = "a web archive (WARC): `pip install 'foreigndesk[warc]'` installs what reads it"
_LARGEST = 16 << 20
_KINDS = {"response", "resource", "conversion"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


def read_warc(document: Document) -> Iterator[Found | Failure]:
    """The pages of an archive; scripts, pictures and pages of errors are passed over.

    The address is the one that was fetched, unless the page names another as its own. The day of the crawl
    is not the day of the article, and is not taken for it.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (an extra)
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError as error:
        raise UnreadableError(MISSING) from error
    count = number = 0
    with document.open() as stream:
        records = ArchiveIterator(stream, no_record_parse=False, arc2warc=True)
        try:
            for number, record in enumerate(records, 1):
                document.meter[0] = records.offset
                for item in _record(document, record, f"{document.name}, record {number}"):
                    count += 1
                    yield item
        except (ArchiveLoadFailed, EOFError, ValueError, KeyError, IndexError, AttributeError) as error:
            yield Failure(document.name, f"breaks off after record {number}: {error}")
            return
    if not count:
        yield Failure(document.name, "a web archive in which there is no page")


def _record(document: Document, record: Any, where: str) -> Iterator[Found | Failure]:
    """The article of one record, if it is a page."""
    if record.rec_type not in _KINDS:
        return
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    headers = record.http_headers or record.rec_headers
    kind = str(headers.get_header("Content-Type") or "").lower()
    if status != "200" or (kind and not kind.startswith(("text/html", "application/xhtml", "text/plain"))):
        return
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    data = _content(record.content_stream())
    if len(data) > _LARGEST:
        yield Failure(where, f"the page is larger than {_LARGEST >> 20} MB")
    elif kind.startswith("text/plain"):
        if record.rec_type == "conversion" and data.strip():  # the text of a page, as Common Crawl keeps it
            found = article_of(document, data.decode("utf-8", "replace"))
            yield _with_address(found, address)
    elif data.strip() and (kind or is_html(data[:4096])):
        declared = _CHARSET.search(kind)
        page = parse_page(data, declared[1] if declared else None)
        if page.title or page.body:
            yield make(
                document,
                page.title,
                page.body,
                date=page.date,
                source=page.source,
                url=page.url or address,
                lang=page.lang,
                author=page.author,
                where=where,
            )


def _content(stream: BinaryIO) -> bytes:
    """What a record holds, unpacked, up to one byte more than is allowed."""
    pieces: list[bytes] = []
    left = _LARGEST + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 16))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _with_address(found: Found | Failure, address: str) -> Found | Failure:
    if isinstance(found, Failure) or found.article.url:
        return found
    fields = {name: getattr(found.article, name) for name in found.article.__slots__}
    return Found(type(found.article)(**{**fields, "url": address}), found.origin)
