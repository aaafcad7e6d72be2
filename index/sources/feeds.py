"""Feeds in XML: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom, as files.

Where the XML breaks off, the articles before the break are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Failure
from index.sources import xml
from index.sources.document import Document, Found, make
from index.sources.markup import plain

_ITEMS = {"item", "entry"}
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[#\w]+;")

# Our fields by the local names of elements, best first (RSS 2.0, Atom RFC 4287, Dublin Core, content module).
_NAMES = {
    "title": ("title",),
    "body": ("encoded", "content", "description", "summary", "subtitle"),
    "date": ("pubdate", "published", "date", "issued", "created", "updated", "modified"),
    "url": ("link", "origlink"),
    "id": ("guid", "id", "identifier"),
    "source": ("source", "publisher"),
    "lang": ("language", "lang"),
}


class _Feed(xml.Handler):
    """Gathers items, each as local name to text."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[dict[str, str]] = []
        self.channel: dict[str, str] = {}
        self._path: list[str] = []
        self._item: dict[str, str] | None = None
        self._text: list[str] = []
        self._inline = 0  # depth of XHTML inside an Atom content

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name
        self._path.append(local)
        if self._inline:
            self._text.append(f"<{local}>")
            self._inline += 1
        elif local in _ITEMS:
            self._item = {}
        elif local == "link" and values.get("href") and values.get("rel", "alternate") == "alternate":
            self._keep("link", values["href"])
        elif values.get("type") == "xhtml":
            self._inline, self._text = 1, []
        else:
            self._text = []

    def end(self, name: str) -> None:
        local = self._path.pop() if self._path else ""
        if self._inline > 1:
            self._inline -= 1
            self._text.append(f"</{local}>")
            return
        self._inline = 0
        if local in _ITEMS:
            if self._item is not None:
                self.items.append(self._item)
            self._item = None
        elif self._path and self._path[-1] in {*_ITEMS, "channel", "feed"}:
            self._keep(local, "".join(self._text).strip())
        self._text = []

    def data(self, text: str) -> None:
        escaped = self._inline > 0
        self._text.append(text.replace("&", "&amp;").replace("<", "&lt;") if escaped else text)

    def _keep(self, name: str, text: str) -> None:
        values = self.channel if self._item is None else self._item
        if text:
            values.setdefault(name, text)


def read_feed(document: Document) -> Iterator[Found | Failure]:
    """The articles of a feed; the feed's own title is their source."""
    data = document.read()
    feed = _Feed()
    fault = xml.run(data, feed)
    for number, item in enumerate(feed.items, 1):
        yield _article(document, item, feed.channel, f"{document.name}, item {number}")
    if fault:
        yield Failure(document.name, fault)
    elif not feed.items:
        yield Failure(document.name, "it is XML, but no feed with articles in it")


def _article(
    document: Document, item: dict[str, str], channel: dict[str, str], where: str
) -> Found | Failure:
    fields = {
        field: next((item[name] for name in names if item.get(name)), "") for field, names in _NAMES.items()
    }
    body = plain(fields["body"]) if _MARKUP.search(fields["body"]) else fields["body"]
    title = plain(fields["title"]) if _MARKUP.search(fields["title"]) else fields["title"]
    return make(
        document,
        title,
        body,
        id=fields["id"],
        date=fields["date"],
        source=fields["source"] or channel.get("title", ""),
        url=fields["url"] or (fields["id"] if fields["id"].startswith(("http://", "https://")) else ""),
        lang=fields["lang"] or channel.get("language", ""),
        where=where,
    )
