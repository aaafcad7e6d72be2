"""Feeds in XML: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom, as files. feedparser reads them, broken ones too."""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from index.model import Failure
from index.sources import xml
from index.sources.author import joined
from index.sources.dates import parse_date
from index.sources.document import Document, Found, UnreadableError, make
from index.sources.markup import plain

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[#\w]+;")
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ASIDES = re.compile(r"</?(?:\w+:)?(?:textinput|image|cloud)\b[^<>]*>", re.IGNORECASE)
_LONE = re.compile(
    r"\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!--(?:[^-]|-[^-])*-->\s*)*(?=<(?:\w+:)?entry\b)", re.IGNORECASE
)
_ATOM = "http://www.w3.org/2005/Atom"
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
    if lone := _LONE.match(text):  # an entry document (RFC 4287, 2): one article
        text = f'<feed xmlns="{_ATOM}">{text[lone.end() :]}</feed>'
    feed = _parsed(feedparser, text)
    breaks = fault.startswith(xml.BREAKS) and not _WHOLE.search(text, max(len(text) - 2000, 0))
    for number, entry in enumerate(feed.entries, 1):
        where = f"{document.name}, item {number}"
        item = _article(document, entry, feed.feed, where, atom=feed.version.startswith("atom"))
        if not (breaks and number == len(feed.entries) and isinstance(item, Failure)):
            yield item
    if breaks:
        yield Failure(document.name, fault)
    elif not feed.entries:
        yield Failure(document.name, "it is XML, but no feed with articles in it")


@cache
def _library() -> Any:
    """feedparser, without its search for addresses in the names of authors (``author`` takes them out): the
    time that it takes grows with the square of a name's length."""
    import feedparser  # noqa: PLC0415 (only feeds need it, and it is not quick to import)
    import feedparser.mixin  # noqa: PLC0415

    feedparser.mixin._FeedParserMixin._sync_author_detail = _keep_author
    return feedparser


def _keep_author(parser: Any, key: str = "author") -> None:
    """Keep the text of one of several authors: feedparser itself keeps the last one's only."""
    context = parser._get_context()
    if (authors := context.get(f"{key}s")) and context.get(key):
        authors[-1].setdefault("name", context[key])


def _parsed(feedparser: Any, text: str) -> Any:
    """What feedparser makes of a feed; it trips over some that have broken elements beside their items."""
    for attempt in (text, _ASIDES.sub("", text)):
        # Markup is taken out below; sanitising would only do it twice.
        with contextlib.suppress(KeyError, AttributeError, IndexError, TypeError, ValueError, AssertionError):
            return feedparser.parse(io.BytesIO(attempt.encode("utf-8", "replace")), sanitize_html=False)
    raise UnreadableError("its XML is wrong in a way that cannot be read")


def _article(
    document: Document, entry: Mapping[str, Any], feed: Mapping[str, Any], where: str, *, atom: bool
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
        author=_authors(entry) or (_authors(feed) if atom else ""),
        where=where,
    )


def _authors(part: Mapping[str, Any]) -> str:
    """The names of who wrote an entry: those of a feed in Atom hold for all of its entries."""
    named = [str(author.get("name", "")) for author in part.get("authors", []) if author]
    return joined(named) or joined([str(part.get("author", ""))])


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
