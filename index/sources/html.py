"""Web pages: the main text, and what the page says of its title, date, source and address.

A page is read in one pass without scripts, style or network; ``maintext`` finds the article in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Failure
from index.sources.author import joined, names as author_names
from index.sources.dates import parse_date
from index.sources.decoding import decode
from index.sources.document import Document, Found, make
from index.sources.maintext import MainText, main_text
from index.sources.records import fields_of

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:rdf|opml)\b", re.IGNORECASE)
_XHTML = re.compile(rb"<html\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_DATED = re.compile(r"(?:^|[\s_-])(?:date|dateline|pubdate|published|posted-on)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_DAY = 60
_LARGEST = 16 << 20
_ARTICLES = ("newsarticle", "article", "reportagenewsarticle", "blogposting", "webpage")

# Names of <meta> for our fields, best first: Open Graph, Dublin Core, Highwire (Google Scholar), common use.
_META = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "date": (
        "article:published_time",
        "citation_publication_date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
        "date",
        "pubdate",
        "publishdate",
        "datepublished",
        "parsely-pub-date",
        "og:published_time",
        "sailthru.date",
    ),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "url": ("og:url",),
}
_AUTHORS = (
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_BYLINE = re.compile(
    r"(?:[\w-]+[-_])?(?:byline|authors?)(?:[-_]+(?:names?|line|link|wrapper))?", re.IGNORECASE
)
_LONGEST_BYLINE = 120  # fmt: skip


def is_html(head: bytes) -> bool:
    """Whether a document that begins with ``head`` is a web page."""
    head = head.lstrip()
    if _XML.search(head) is not None:
        return _XHTML.search(head) is not None
    return head[:1] == b"<" and _HTML.search(head) is not None


class _Page(MainText):
    """Reads a page: its text, and beside it what its head says."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.data: list[str] = []
        self.heading = ""
        self.time = ""
        self.day = ""
        self.lang = ""
        self.authors: dict[str, list[str]] = {}
        self.byline = ""
        self._byline: list[str] | None = None
        self._byline_tag = ""
        self._taken: list[str] | None = None
        self._for = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = values.get("lang", "")
        elif tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(name.lower(), values.get("content", ""))
            if name.lower() in _AUTHORS:
                self.authors.setdefault(name.lower(), []).append(values.get("content", ""))
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            self.time = self.time or values["datetime"]
        if tag in {"p", "span", "div"} and not self.day and _DATED.search(values.get("class", "")):
            self._taken, self._for = [], tag
        if tag in {"title", "h1", "time"} or (tag == "script" and "ld+json" in values.get("type", "")):
            self._taken, self._for = [], tag
        if not self.byline and self._byline is None and _is_byline(tag, values):
            self._byline, self._byline_tag = [], tag
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._taken is not None and tag == self._for:
            text = "".join(self._taken).strip()
            if tag == "script":
                self.data.append(text)
            elif tag in {"title", "time"}:
                self.meta.setdefault(f"<{tag}>", text)
            elif tag != "h1":
                self.day = text if len(text) < _LONGEST_DAY and parse_date(text) else ""
            else:
                self.heading = self.heading or text
            self._taken = None
        if self._byline is not None and tag == self._byline_tag:
            self.byline, self._byline = " ".join("".join(self._byline).split()), None
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._taken is not None:
            self._taken.append(data)
        if self._byline is not None:
            self._byline.append(data)
        super().handle_data(data)


def _is_byline(tag: str, values: dict[str, str]) -> bool:
    """Whether an element says who wrote the page, by its microdata, its relation or its class."""
    if tag not in {"p", "span", "div", "a", "address", "strong"}:
        return False
    if "author" in values.get("rel", "").lower().split() or values.get("itemprop", "").lower() == "author":
        return True
    return any(_BYLINE.fullmatch(name) for name in values.get("class", "")[:300].split())


def _author(page: _Page, data: object) -> str:
    """Who wrote a page: by JSON-LD, by ``<meta>``, else by the first line that looks like a byline."""
    if isinstance(data, str) and (found := joined(data.split(", "))):
        return found
    for name in _AUTHORS:
        if found := joined(page.authors.get(name, ())):
            return found
    line = author_names(page.byline)
    return "" if len(line) > _LONGEST_BYLINE or re.search(r"\d", line) else line


@dataclass(frozen=True, slots=True)
class Page:
    """What is in a web page; each ``""`` when the page does not say it."""

    title: str
    body: str
    date: str
    source: str
    url: str
    lang: str
    author: str = ""


def read_html(document: Document) -> Iterator[Found | Failure]:
    """The one article of a web page."""
    page = parse_page(document.read(_LARGEST))
    yield make(
        document,
        page.title,
        page.body,
        date=page.date,
        source=page.source,
        url=page.url,
        lang=page.lang,
        author=page.author,
    )


def parse_page(data: bytes, declared: str | None = None) -> Page:
    """The parts of a page; ``declared`` is the character set that its envelope names."""
    if not declared and (match := _CHARSET.search(data, 0, 4096)):
        declared = match[1].decode("ascii", "replace")
    page = _Page()
    markup = decode(data, declared)
    page.feed(markup)
    page.close()
    fields = _linked_data(page.data)
    for name, names in _META.items():
        if found := next((page.meta[key] for key in names if page.meta.get(key)), ""):
            fields.setdefault(name, found)
    full = " ".join(page.meta.get("<title>", "").split())
    title = str(fields.get("title") or page.heading or full)
    source = str(fields.get("source", ""))
    title = re.sub(rf"\s+[-–—|·]\s+{re.escape(source)}$", "", title) if source else title
    if not source and (end := re.fullmatch(rf"{re.escape(title)}\s+[-–—|·]\s+(.{{2,60}})", full)):
        source = end[1]  # "The title - The Paper"
    body = main_text(page, markup)
    author = _author(page, fields.get("author"))
    for line in (title, page.byline if author else "", page.meta.get("<time>", ""), page.day):
        first, _, rest = body.partition("\n")
        if line and "".join(first.lstrip("# ").split()) == "".join(line.split()):
            body = rest.lstrip()
    # When a page was changed says when its article was written only where nothing else does.
    date = str(fields.get("date") or page.time or page.day or page.meta.get("article:modified_time", ""))
    url = str(page.meta.get("canonical") or fields.get("url", ""))
    return Page(title, body, date, source, url, page.lang, author)


def _linked_data(scripts: list[str]) -> dict[str, object]:
    """What a page's JSON-LD (schema.org) says of its article."""
    for script in scripts[:20]:
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        items = value.get("@graph", [value]) if isinstance(value, dict) else value
        for item in items if isinstance(items, list) else []:
            kind = str(item.get("@type", "")).lower() if isinstance(item, dict) else ""
            if any(name in kind for name in _ARTICLES):
                found = fields_of(item)
                return {name: found[name] for name in ("title", "date", "source", "author") if name in found}
    return {}
