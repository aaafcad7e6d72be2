"""Bytes of a feed, or of a linked page, to articles: read by ``index.sources``, fitted to their origin."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.message import Message
from hashlib import blake2b
from html.parser import HTMLParser
from urllib.parse import urljoin

from index.feeds.fetcher import Answer
from index.feeds.guard import without_credentials
from index.model import Article, Failure
from index.sources import content_hash, read_document
from index.sources.decoding import decode
from index.sources.document import Document, bytes_document
from index.sources.html import is_html
from index.text.clean import clean_line

_FEED = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r"\s*\{.{0,2000}?\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org", re.DOTALL)
_DECLARES_CODING = re.compile(rb"^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff|encoding\s*=|charset", re.IGNORECASE)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_HEAD = 4096
_CLIPPED = 200
"""Characters at which ids are cut by the readers."""


class NoFeedError(Exception):
    """What came is no feed; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the feed gives it: ``key`` says which one it is, ``hash`` changes with what is said."""

    key: str
    hash: str
    article: Article


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed that was read; ``fault`` says where it could not be read to its end, or ``""``."""

    title: str
    entries: tuple[Entry, ...]
    fault: str


def read_entries(answer: Answer, *, scope: str, title: str) -> Parsed:
    """The entries of a feed; raises ``NoFeedError``.

    Their source is ``title``, else the feed's own. Ids are made from ``scope`` and the id that the entry has,
    so that one site's feed cannot change the articles of another's.
    """
    document = _document(answer)
    _expect_feed(document, answer)
    articles: list[Article] = []
    fault = ""
    for item in read_document(document):
        if not isinstance(item, Failure):
            articles.append(item.article)
        elif item.where == document.name:  # else of one entry, such as one without text: nothing to read
            fault = fault or item.reason
    named = Counter(article.source for article in articles if article.source)
    title = title or (named.most_common(1)[0][0] if named else _json_title(answer.body)) or scope
    entries: dict[str, Entry] = {}
    for article in articles:
        entry = _entry(_fit(article, answer.url, title), scope)
        entries.setdefault(entry.key, entry)
    # A reader of feeds says of an empty one that nothing is in it: that is no fault in a feed.
    return Parsed(title, tuple(entries.values()), fault if entries or "no feed" not in fault else "")


def _entry(article: Article, scope: str) -> Entry:
    which = article.id or article.url
    if len(which) >= _CLIPPED:
        which += article.url
    hash_ = content_hash(article)
    if not which:
        return Entry(hash_, hash_, article)
    return Entry(_digest(which), hash_, replace(article, id=_digest(f"{scope}\0{which}")))


def read_page(answer: Answer, article: Article) -> Article | None:
    """``article`` with the main text of the page that it links; None when that holds no more."""
    document = _document(answer)
    if not is_html(document.head()):
        return None
    for item in read_document(document):
        if not isinstance(item, Failure) and len(item.article.body) > len(article.body):
            lang = article.lang or item.article.lang
            date, author = article.date or item.article.date, article.author or item.article.author
            return replace(article, body=item.article.body, date=date, lang=lang, author=author)
    return None


def _document(answer: Answer) -> Document:
    """The answer as the readers take it; a coding that only the header names is made UTF-8."""
    body = answer.body
    header = Message()
    header["Content-Type"] = answer.headers.get("content-type", "")
    charset = header.get_content_charset()
    if charset and not _DECLARES_CODING.search(body[:1024]):
        with contextlib.suppress(LookupError, UnicodeError):  # a wrong header: the readers find it out
            body = body.decode(charset).encode("utf-8")
    return bytes_document(answer.url, answer.url, body)


def _expect_feed(document: Document, answer: Answer) -> None:
    head = document.head()
    if not head.strip():
        raise NoFeedError("the answer is empty")
    text = decode(head)
    if is_html(head):
        links = _Links()
        links.feed(decode(answer.body[: 1 << 18]))
        feed = next((urljoin(answer.url, link) for link in links.found), "")
        hint = f"; the feed that it names is {without_credentials(feed)[:300]}" if feed else ""
        raise NoFeedError(f"it is a web page, no feed{hint}")
    if not _FEED.search(text) and not _JSON_FEED.match(text.lstrip("\ufeff")):
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()[:60]
        raise NoFeedError(f"it is no feed{f' ({kind})' if kind else ''}")


class _Links(HTMLParser):
    """The feeds that a web page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if tag == "link" and values.get("type", "").lower() in _FEED_TYPES and values.get("href"):
            self.found.append(values["href"])


def _json_title(body: bytes) -> str:
    """What a JSON Feed calls itself, which its items do not say."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    title = value.get("title") if isinstance(value, dict) else None
    return clean_line(title)[:300] if isinstance(title, str) else ""


def _fit(article: Article, base: str, title: str) -> Article:
    url = ""
    if article.url:
        try:
            url = urljoin(base, article.url)
        except ValueError:
            url = ""
        url = without_credentials(url) if url.lower().startswith(("http://", "https://")) else ""
    return replace(article, url=url, source=title)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
