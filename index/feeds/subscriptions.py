"""The feeds that a person follows: ``home/feeds.opml``, theirs to edit by hand or with another reader.

The file is changed in place: folders, further attributes and comments that a person or another program put
there stay. It is written beside the old one and then takes its place, so it is never half there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from index.errors import DeskError, NotFoundError
from index.feeds.guard import RefusedError, target, without_credentials
from index.locks import Lock
from index.text.clean import clean_line

NAME = "feeds.opml"
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Feeds</title></head>
  <body>
  </body>
</opml>
"""
_LARGEST = 16 << 20
_LONGEST_TITLE = 300
_PATIENCE = 10.0

# Nodes of a minidom tree, where the type of a child says less than the look at it that comes before each use.
Document = Any
Element = Any


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is followed; ``title`` is ``""`` as long as neither the person nor the feed gave one."""

    url: str
    title: str = ""
    folder: str = ""


def canonical(url: str) -> str:
    """The address as it is kept; raises ``DeskError`` when it is none that can be followed."""
    text = url.strip()
    if text.lower().startswith("feed:"):  # as some pages link their feeds
        rest = text[5:]
        text = "https:" + rest if rest.startswith("//") else rest
    try:
        return target(text).url
    except RefusedError as error:
        shown = clean_line(without_credentials(text))[:100] or "This"
        raise DeskError(
            f"{shown} cannot be followed: {error}. Use one such as https://example.org/feed"
        ) from error


class Subscriptions:
    """The list, read anew by every method: a person may have changed the file meanwhile."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME
        self._lock = home / "feeds.opml.lock"

    def all(self) -> list[Subscription]:
        """Every feed once, in the order of the file."""
        found: dict[str, Subscription] = {}
        for outline, url in _feeds(self._read()):
            found.setdefault(url, Subscription(url, _title(outline), _folder(outline)))
        return list(found.values())

    def add(self, feeds: Iterable[Subscription]) -> list[bool]:
        """Follow feeds, whose addresses are canonical; says of each whether it is new."""
        new = []
        with self._changing() as document:
            known = {url for _, url in _feeds(document)}
            for feed in feeds:
                new.append(feed.url not in known)
                if new[-1]:
                    known.add(feed.url)
                    _append(document, feed)
        return new

    def remove(self, url: str) -> None:
        """Follow a feed no longer; raises ``NotFoundError`` when it was not followed."""
        with self._changing() as document:
            outlines = [outline for outline, known in _feeds(document) if known == url]
            if not outlines:
                raise NotFoundError(f"{url} is not followed; foreigndesk feed list shows what is.")
            for outline in outlines:
                space = outline.previousSibling
                if space is not None and space.nodeType == space.TEXT_NODE and not space.data.strip():
                    outline.parentNode.removeChild(space)
                outline.parentNode.removeChild(outline)

    def move(self, old: str, new: str) -> None:
        """A feed has given its address up for another one."""
        with self._changing() as document:
            known = {url for _, url in _feeds(document)}
            for outline, url in list(_feeds(document)):
                if url == old and new in known:
                    outline.parentNode.removeChild(outline)
                elif url == old:
                    outline.setAttribute(_attribute(outline), new)

    def entitle(self, url: str, title: str) -> None:
        """Give a feed the title that it has for itself, unless it has one."""
        title = clean_line(title)[:_LONGEST_TITLE]
        if any(feed.url == url and not feed.title for feed in self.all()) and title:
            with self._changing() as document:
                for outline, known in _feeds(document):
                    if known == url and not _title(outline):
                        outline.setAttribute("text", title)

    def text(self) -> str:
        """The file as it is, to be given to another reader."""
        return _text(self._read())

    def _read(self) -> Document:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            data = _EMPTY.encode()
        except OSError as error:
            raise DeskError(f"{self.path} cannot be read: {error.strerror}.") from error
        if len(data) > _LARGEST or b"<!ENTITY" in data:
            raise DeskError(f"{self.path} is too large, or declares entities: it is no list of feeds.")
        try:
            document = minidom.parseString(data)  # noqa: S318 (the person's own; entities are refused above)
        except (ExpatError, ValueError) as error:
            raise DeskError(f"{self.path} is not OPML: {error}. Mend it, or move it away.") from error
        if not document.getElementsByTagName("body"):
            raise DeskError(f"{self.path} is not OPML: it has no <body>. Mend it, or move it away.")
        return document

    @contextmanager
    def _changing(self) -> Iterator[Document]:
        """The document, which is written when the block ends well."""
        with Lock(self._lock) as lock:
            try:
                if not lock.take(_PATIENCE):
                    raise DeskError(f"Another program is changing {self.path}. Try again.")
                document = self._read()
                before = _text(document)
                yield document
                if (text := _text(document)) != before or not self.path.exists():
                    self._write(text)
            except OSError as error:
                raise DeskError(f"{self.path} cannot be written: {error.strerror}.") from error

    def _write(self, text: str) -> None:
        path = self.path.resolve()  # it may be a link into a folder of settings
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with beside.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _feeds(document: Document) -> Iterator[tuple[Element, str]]:
    """Each outline that names a feed, with its canonical address; what has none that can be used is left."""
    for outline in document.getElementsByTagName("outline"):
        name = _attribute(outline)
        if name:
            try:
                yield outline, canonical(outline.getAttribute(name))
            except DeskError:
                continue


def _attribute(outline: Element) -> str:
    return next((name for name in outline.attributes.keys() if name.lower() == "xmlurl"), "")  # noqa: SIM118


def _title(outline: Element) -> str:
    return clean_line(outline.getAttribute("title") or outline.getAttribute("text"))[:_LONGEST_TITLE]


def _folder(outline: Element) -> str:
    names = []
    above = outline.parentNode
    while above is not None and getattr(above, "tagName", "") == "outline":
        names.append(_title(above))
        above = above.parentNode
    return "/".join(reversed(names))


def _append(document: Document, feed: Subscription) -> None:
    """Put a feed at the end of its folder, which is made when there is none; of the body without one."""
    place = document.getElementsByTagName("body")[0]
    for name in filter(None, clean_line(feed.folder).split("/")):
        folders = [node for node in place.childNodes if getattr(node, "tagName", "") == "outline"]
        inner = next((node for node in folders if not _attribute(node) and _title(node) == name), None)
        if inner is None:
            inner = document.createElement("outline")
            inner.setAttribute("text", name)
            _put(document, place, inner)
        place = inner
    outline = document.createElement("outline")
    outline.setAttribute("type", "rss")
    outline.setAttribute("text", clean_line(feed.title)[:_LONGEST_TITLE])
    outline.setAttribute("xmlUrl", feed.url)
    _put(document, place, outline)


def _put(document: Document, place: Element, outline: Element) -> None:
    """Append on a line of its own, indented as deep as it lies."""
    depth, above = 0, place
    while above is not None and above.nodeType == above.ELEMENT_NODE:
        depth, above = depth + 1, above.parentNode
    last = place.lastChild
    if last is not None and last.nodeType == last.TEXT_NODE and not last.data.strip():
        place.removeChild(last)
    place.appendChild(document.createTextNode("\n" + "  " * depth))
    place.appendChild(outline)
    place.appendChild(document.createTextNode("\n" + "  " * (depth - 1)))


def _text(document: Document) -> str:
    return str(document.toxml(encoding="UTF-8").decode("utf-8")).replace("?><", "?>\n<", 1).rstrip() + "\n"
