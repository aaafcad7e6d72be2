"""A web server of our own on this machine, and desks that may ask it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from index import Desk, FeedOutcome, Feeds

Route = Callable[["Handler"], None]
RSS = "application/rss+xml"


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's table of routes, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        site = self.server
        site.asked.append((self.path, dict(self.headers)))
        with site.counting:
            site.now += 1
            site.most_at_once = max(site.most_at_once, site.now)
        try:
            route = site.routes.get(self.path.partition("?")[0])
            if route is None:
                self.answer(404)
            else:
                route(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with site.counting:
                site.now -= 1

    def answer(self, status: int = 200, body: bytes | str = b"", kind: str = RSS, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


class Site(ThreadingHTTPServer):
    """A server on a loopback address."""

    daemon_threads = True

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__((address, 0), Handler)
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.counting = threading.Lock()
        self.now = self.most_at_once = 0
        self.host = f"{address}:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def says(self, path: str, body: str | bytes, status: int = 200, **more: str) -> str:
        """Answer ``path`` with a body; returns its address."""
        self.routes[path] = lambda handler: handler.answer(status, body, **more)
        return self.url(path)

    def sends(self, path: str, to: str, status: int = 302) -> str:
        """Redirect ``path``; returns its address."""
        self.routes[path] = lambda handler: handler.answer(status, Location=to)
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def other_site() -> Iterator[Site]:
    server = Site("127.0.0.2")
    yield server
    server.shutdown()
    server.server_close()


def rss(*items: tuple[str, str, str], title: str = "River Post", link: str = "") -> str:
    """A feed of items: guid, title, text."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{name}</title>"
        f"<link>{link}/{guid}.html</link><pubDate>Tue, 12 Mar 2024 08:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for guid, name, text in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>"


TALKS = ("a1", "Dam talks resume", "Egypt and Ethiopia resumed talks about the dam on Tuesday.")
FLOOD = ("a2", "Flood in Laos", "Water rose in the north of Laos on Wednesday.")


def allow(home: Path, *hosts: str, **more: float) -> Path:
    """Settings of a desk that may ask these hosts, without pauses."""
    home.mkdir(exist_ok=True)
    values = {"delay": 0, **more}
    lines = [
        f"allow_hosts = {json.dumps(list(hosts))}",
        *(f"{key} = {value}" for key, value in values.items()),
    ]
    (home / "config.toml").write_text("[feeds]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return home


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Path:
    """A desk that may ask ``site``."""
    return allow(tmp_path / "desk", site.host)


def fetch(home: Path, *urls: str, full: bool = False) -> list[FeedOutcome]:
    """Follow the addresses, fetch them, and say what became of each."""
    feeds = Feeds(home)
    for url in urls:
        feeds.follow(url)
    with Desk.open(home) as desk:
        return list(desk.fetch_feeds(urls, full=full).feeds)


def articles(home: Path) -> list[Any]:
    """All articles of a desk, by title."""
    with Desk.open(home) as desk:
        hits = desk.search("", limit=1000).hits
        return sorted((desk.article(hit.id).article for hit in hits), key=lambda article: article.title)
