"""OPML: lists of feeds, as feed readers exchange them (http://opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from index.sources import xml
from index.text.clean import clean_line

_OPML = re.compile(rb"<(?:\w+:)?opml\b", re.IGNORECASE)
_LONGEST = 2000


class Outline(NamedTuple):
    """A feed of a list. ``folder`` is the path of the folders it lies in, joined by ``/``, or ``""``."""

    title: str
    url: str
    folder: str


def is_opml(head: bytes) -> bool:
    """Whether a document that begins with ``head`` is a list of feeds."""
    return _OPML.search(head.replace(b"\0", b"")) is not None


class _List(xml.Handler):
    """Gathers the outlines that have an address; those around them are folders."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], Outline] = {}
        self.seen = False
        self._folders: list[str] = []

    def start(self, name: str, values: dict[str, str]) -> None:
        self.seen = self.seen or name == "opml"
        if name != "outline":
            return
        title = clean_line(values.get("title") or values.get("text", ""))[:_LONGEST]
        address = "".join(values.get("xmlurl", "").split())[:_LONGEST]
        folder = "/".join(filter(None, self._folders))
        if address:
            # The same feed twice in one folder is one feed.
            self.found.setdefault((address, folder), Outline(title or address, address, folder))
        self._folders.append("" if address else title.replace("/", "∕"))

    def end(self, name: str) -> None:
        if name == "outline" and self._folders:
            self._folders.pop()


class _Forgiving(HTMLParser):
    """Reads a list as a browser would: real ones have bare ampersands, quotes within quotes, and worse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.list = _List()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            values.setdefault(name.rpartition(":")[2], value or "")
        self.list.start(tag, values)

    def handle_endtag(self, tag: str) -> None:
        self.list.end(tag)


def parse(data: bytes) -> list[Outline]:
    """The feeds that an OPML file lists, in its order; one address in two folders comes twice.

    XML that is broken is read as well as it can be. Addresses are as the file has them: whether one may be
    fetched is for the fetcher to say. Raises ``ValueError``, with a reason, when ``data`` is no such list.
    """
    outlines = _List()
    fault = xml.run(data, outlines)
    if fault.startswith(xml.BREAKS):
        forgiving = _Forgiving()
        forgiving.feed(xml.text(data))
        forgiving.close()
        outlines = forgiving.list
    if not outlines.seen or (fault and not outlines.found):
        raise ValueError(fault or "it is no list of feeds (OPML)")
    return list(outlines.found.values())


def write(outlines: Iterable[tuple[str, str, str]], title: str = "Foreign Desk") -> bytes:
    """OPML 2.0 of ``(title, url, folder)``; folders come as outlines around their feeds."""
    tree: dict[str, object] = {}
    for name, address, folder in outlines:
        place = tree
        for part in filter(None, folder.split("/")):
            # A folder's key bears a mark that no address has, so the two cannot be taken for each other.
            place = place.setdefault(f"\0{part}", {})  # type: ignore[assignment]
        place[address] = name
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{_text(title)}</title></head>", "  <body>"]
    lines += [*_outlines(tree, 2), "  </body>", "</opml>", ""]
    return "\n".join(lines).encode()


def _outlines(tree: dict[str, object], depth: int) -> list[str]:
    lines = []
    indent = "  " * depth
    for key, value in tree.items():
        if isinstance(value, dict):
            lines.append(f"{indent}<outline text={_quoted(key[1:].replace('∕', '/'))}>")
            lines += [*_outlines(value, depth + 1), f"{indent}</outline>"]
        else:
            name = _quoted(str(value) or key)
            lines.append(f'{indent}<outline type="rss" text={name} title={name} xmlUrl={_quoted(key)}/>')
    return lines


def _quoted(value: str) -> str:
    return quoteattr(clean_line(value))


def _text(value: str) -> str:
    return clean_line(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
