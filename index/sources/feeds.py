"""Feeds in XML: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom, as files. feedparser reads them, broken ones too."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from index.model import Failure
from index.sources import xml
from index.sources.dates import parse_date
from index.sources.document import Document, Found, UnreadableError, make
from index.sources.markup import plain

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[#\w]+;")
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL
)


def read_feed(document: Document) -> Iterator[Found | Failure]:
    """The articles of a feed; the feed's own title is their source unless they name another.

    Where the XML breaks off, the articles before the break are kept, and the break is named. XML that is
    merely wrong is read as well as it can be.
    """
    feedparser = _library()
    # Decoded by ourselves: what a feed says of its encoding is often wrong.
    data = document.read()
    if (fault := xml.run(data, xml.Handler())) == xml.TOO_DEEP:
        raise UnreadableError(fault)
    text = xml.text(data)
    if not _ITEM.search(text):
        raise UnreadableError("it is XML, but no feed with articles in it")
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    # Markup is taken out below; sanitising would only do it twice.
    feed = feedparser.parse(stream, sanitize_html=False)
    breaks = fault.startswith(xml.BREAKS) and not _WHOLE.search(text, max(len(text) - 2000, 0))
    for number, entry in enumerate(feed.entries, 1):
        item = _article(document, entry, feed.feed, f"{document.name}, item {number}")
        if not (breaks and number == len(feed.entries) and isinstance(item, Failure)):
            yield item
    if breaks:
        yield Failure(document.name, fault)
    elif not feed.entries:
        yield Failure(document.name, "it is XML, but no feed with articles in it")


@cache
def _library() -> Any:
    """feedparser, without its search for addresses in the names of authors, which are not asked for: the time
    that it takes grows with the square of a name's length."""
    import feedparser  # noqa: PLC0415 (only feeds need it, and it is not quick to import)
    import feedparser.mixin  # noqa: PLC0415

    feedparser.mixin._FeedParserMixin._sync_author_detail = lambda *_: None
    return feedparser


def _article(
    document: Document, entry: Mapping[str, Any], feed: Mapping[str, Any], where: str
) -> Found | Failure:
    contents = [str(content.get("value", "")) for content in entry.get("content", [])]
    body = max(contents, key=len, default="") or str(entry.get("summary", ""))
    source = entry.get("source") or {}
    return make(
        document,
        _plain(str(entry.get("title", ""))),
        _plain(body),
        id=str(entry.get("id", "")),
        date=_date(entry),
        source=str(source.get("title") or entry.get("publisher") or feed.get("title", "")),
        url=str(entry.get("link", "")),
        lang=str(entry.get("language") or feed.get("language", "")),
        where=where,
    )


def _plain(text: str) -> str:
    return plain(text) if _MARKUP.search(text) else text


def _date(entry: Mapping[str, Any]) -> str | None:
    """The first of an entry's dates that can be read, by us or by feedparser (which knows odder ones)."""
    for name in ("published", "created", "updated"):
        if (date := parse_date(entry.get(name))) is not None:
            return date
        if isinstance(parsed := entry.get(f"{name}_parsed"), time.struct_time):
            return parse_date(time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed))
    return None
