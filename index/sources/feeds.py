"""Feeds in XML: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom, as files.

Read with expat as it goes along: no entity that the document declares is taken, nothing is fetched,
and where the XML breaks off, the articles before the break are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

from index.model import Failure
from index.sources.decoding import codec_name, decode
from index.sources.document import Document, Found, make
from index.sources.markup import plain
from index.text.clean import clean

_ITEMS = {"item", "entry"}
_DEEPEST = 200
_DECLARED = re.compile(r"^\s*<\?xml[^>]*?\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-f]{1,8})|([0-9]{1,8}))|(\w{1,40}));", re.IGNORECASE)
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
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


class _Feed:
    """Takes expat's events and gathers items, each as local name to text."""

    def __init__(self) -> None:
        self.items: list[dict[str, str]] = []
        self.channel: dict[str, str] = {}
        self._path: list[str] = []
        self._item: dict[str, str] | None = None
        self._text: list[str] = []
        self._inline = 0  # depth of XHTML inside an Atom content

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise ValueError("nested too deeply")
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
    declared = _ENCODING.search(data, 0, 400)
    label = declared[1].decode("ascii", "replace") if declared else None
    # expat knows four encodings; it is given text that is decoded already.
    text = _DECLARED.sub("", clean(decode(data, codec_name(label))).lstrip(), count=1)
    text = _REFERENCE.sub(_resolve, text)
    feed = _Feed()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = feed.start
    parser.EndElementHandler = feed.end
    parser.CharacterDataHandler = feed.data
    parser.EntityDeclHandler = _refuse
    fault = ""
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        fault = f"its XML breaks off in line {error.lineno}: {expat.ErrorString(error.code)}"
    except ValueError as error:
        fault = str(error)
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


def _resolve(match: re.Match[str]) -> str:
    """HTML's names, which feeds use though XML knows five of them only; and no reference to a control."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        known = match[0] if name in _OF_XML else html5.get(f"{name};", "")
        return known if known not in {"", "&", "<"} else f"&amp;{name};"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    allowed = (
        code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
    )
    return match[0] if allowed else ""


def _refuse(*_: object) -> None:
    raise ValueError("it declares entities of its own, which are not read")
