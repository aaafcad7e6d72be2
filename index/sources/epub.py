"""EPUB: the chapters of a book, or the articles of a magazine, in the order of its spine (EPUB 3.3, W3C)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote

from index.model import Failure
from index.sources import xml
from index.sources.author import joined
from index.sources.document import Document, Found, UnreadableError, make
from index.sources.html import Page, parse_page
from index.sources.packed import member_opener, open_zip

_CONTAINER = "META-INF/container.xml"
_PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_LARGEST_PART = 8 << 20
_MOST_CHAPTERS = 10_000
_AROUND = re.compile(
    r"(?:table of )?contents|cover|title ?page|copyright|imprint|colophon|index|navigation|toc|landmarks",
    re.I,
)
"""Titles of what stands around the articles of a book."""
_SHORTEST = 40
"""Characters below which a page of a book (a cover, a half title) is no article."""


def is_book(document: Document) -> bool:
    """Whether a zip file is a book: it holds the file that points to the book's package."""
    with open_zip(document) as packed:
        return any(name.casefold() == _CONTAINER.casefold() for name in packed.namelist())


@dataclass
class _Package(xml.Handler):
    """What a book's package file says: its facts, the files it has, and their order."""

    facts: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)
    root: str = ""
    _text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def start(self, name: str, values: dict[str, str]) -> None:
        self._text = []
        if name == "item":
            row = (values.get("href", ""), values.get("media-type", "").lower(), values.get("properties", ""))
            self.files.setdefault(values.get("id", ""), row)
        elif name == "itemref" and len(self.spine) < _MOST_CHAPTERS:
            self.spine.append(values.get("idref", ""))
        elif name == "rootfile":
            self.root = self.root or values.get("full-path", "")

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name in {"title", "language", "date", "publisher", "identifier"}:
            self.facts.setdefault(name, "".join(self._text).strip())
        elif name == "creator":
            self.authors.append("".join(self._text).strip())
        self._text = []


@dataclass
class _Labels(xml.Handler):
    """The names that a table of contents (``nav`` of EPUB 3, ``ncx`` of EPUB 2) gives to files."""

    found: dict[str, str] = field(default_factory=dict)
    _target: str = ""
    _text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def start(self, name: str, values: dict[str, str]) -> None:
        if name in {"a", "navpoint"}:
            self._text = []
        if name == "a":
            self._target = values.get("href", "")
        elif name == "content" and values.get("src"):
            self._name(values["src"])

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name == "a":
            self._name(self._target)

    def _name(self, target: str) -> None:
        label = " ".join("".join(self._text).split())
        if label:
            self.found.setdefault(posixpath.basename(unquote(target.partition("#")[0])), label)


class _Book:
    """A book's zip file, from which members are taken by name, each within bounds."""

    def __init__(self, document: Document, packed: zipfile.ZipFile) -> None:
        self._openers: dict[str, Callable[[], BinaryIO]] = {}
        for member in packed.infolist():
            # Some books write their names with other cases, or backslashes, than their package file.
            name = posixpath.normpath(member.filename.replace("\\", "/"))
            opener = member_opener(document, packed, member, document.faults)
            self._openers.setdefault(name.casefold(), opener)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, or None when there is no such member."""
        opener = self._openers.get(posixpath.normpath(name).casefold())
        if opener is None:
            return None
        with opener() as stream:
            data = stream.read(_LARGEST_PART + 1)
        if len(data) > _LARGEST_PART:
            raise UnreadableError(f"{name} is larger than {_LARGEST_PART >> 20} MB")
        return data


def read_epub(document: Document) -> Iterator[Found | Failure]:
    """Each page of the spine that is more than a cover or a table of contents is an article."""
    with open_zip(document) as packed:
        book = _Book(document, packed)
        package, folder = _package(book)
        labels = _labels(book, package, folder)
        count = 0
        for key in package.spine:
            href, kind, properties = package.files.get(key, ("", "", ""))
            if kind not in _PAGES or "nav" in properties.split():
                continue
            path = posixpath.join(folder, unquote(href))
            where = f"{document.name}!{path}"
            try:
                data = book.read(path)
            except UnreadableError as error:
                yield Failure(where, str(error))
                continue
            if data is None:
                yield Failure(where, "the book names this page, but does not hold it")
                continue
            page = parse_page(data)
            title = page.title or labels.get(posixpath.basename(unquote(href)), "")
            if len(page.body) < _SHORTEST or _AROUND.fullmatch(title.strip()):
                continue
            count += 1
            yield _article(document, page, title, package, f"{path}")
        if not count:
            yield Failure(document.name, "a book without text: no page in it holds more than a few words")


def _article(document: Document, page: Page, title: str, package: _Package, path: str) -> Found | Failure:
    facts = package.facts
    book = facts.get("title", "")
    identifier = facts.get("identifier", "")
    return make(
        document,
        title or book,
        page.body,
        id=f"{identifier}#{path}" if identifier else "",
        date=page.date or facts.get("date"),
        source=book if title else facts.get("publisher", ""),
        url=page.url,
        lang=page.lang or facts.get("language", ""),
        author=page.author or joined(package.authors),
        where=f"{document.name}!{path}",
    )


def _package(book: _Book) -> tuple[_Package, str]:
    """The package file, and the folder that its addresses start from."""
    container = _Package()
    xml.run(book.read(_CONTAINER) or b"", container)
    data = book.read(container.root) if container.root else None
    if data is None:
        raise UnreadableError("a damaged book: it names no package file")
    package = _Package()
    fault = xml.run(data, package)
    if not package.spine:
        raise UnreadableError(f"a damaged book: {fault or 'it names no pages'}")
    return package, posixpath.dirname(container.root)


def _labels(book: _Book, package: _Package, folder: str) -> dict[str, str]:
    """The book's own names of its pages, by the pages' file names."""
    labels = _Labels()
    for href, kind, properties in package.files.values():
        if "nav" in properties.split() or kind == "application/x-dtbncx+xml":
            try:
                xml.run(book.read(posixpath.join(folder, unquote(href))) or b"", labels)
            except UnreadableError:
                continue
    return labels.found
