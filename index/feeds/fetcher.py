"""Fetching politely: redirects, packed answers, one connection a host, and a pause between two requests."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from index.feeds.guard import Guard, RefusedError, Target, target, without_credentials
from index.feeds.transport import Bounds, FetchError, request

REDIRECTS = 5
LARGEST = 16 << 20
"""Bytes of an answer, packed or not."""
RATIO = 100
"""Times that an answer may grow by unpacking once it is past ``FREE`` bytes."""
FREE = 1 << 20

_MOVED = {301, 308}
_FOUND = {302, 303, 307}
_NOT_NOW = {429, 503}
_LONGEST_REST = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``body`` is unpacked; ``moved`` is the new address when the old one is given up."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    moved: str = ""


class RestingError(FetchError):
    """The host asked to be left alone until ``until`` (seconds since 1970)."""

    def __init__(self, message: str, until: float) -> None:
        super().__init__(message)
        self.until = until


@dataclass
class _Host:
    lock: threading.Lock
    last: float = 0.0
    rest_until: float = 0.0


class Fetcher:
    """Asks for addresses; may be used by several threads, and keeps to one request at a time a host."""

    def __init__(
        self,
        guard: Guard,
        agent: str,
        *,
        delay: float = 1.0,
        seconds: float = 60.0,
        silence: float = 20.0,
        largest: int = LARGEST,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._guard = guard
        self._agent = agent
        self._delay = delay
        self._seconds = seconds
        self._silence = silence
        self._largest = largest
        self._stop = stop
        self._hosts: dict[str, _Host] = {}
        self._adding = threading.Lock()

    def get(self, url: str, accept: str, conditions: Mapping[str, str] | None = None) -> Answer:
        """Fetch ``url``, going where it is redirected; ``conditions`` are headers for the first address only.

        Any status is an answer, except that a host which asks for a rest raises ``RestingError``. Raises
        ``FetchError``, and ``RefusedError`` for an address that may not be contacted.
        """
        seen: set[str] = set()
        moved, giving_up = "", True
        extra = dict(conditions or {})
        left = self._seconds
        for _ in range(REDIRECTS + 1):
            asked = target(url)
            if asked.url in seen:
                raise FetchError("it redirects in a circle")
            seen.add(asked.url)
            status, headers, body, spent = self._ask(asked, accept, extra, left)
            left -= spent
            if status not in _MOVED | _FOUND or not headers.get("location"):
                return Answer(status, asked.url, headers, body, moved if status in {200, 304} else "")
            url = _location(asked.url, headers["location"])
            giving_up = giving_up and status in _MOVED
            if giving_up and not (asked.scheme == "https" and url.startswith("http:")):
                moved = without_credentials(url)
            extra = {}
        raise FetchError(f"it redirects more than {REDIRECTS} times")

    def _ask(
        self, asked: Target, accept: str, extra: Mapping[str, str], seconds: float
    ) -> tuple[int, dict[str, str], bytes, float]:
        """Status, headers, unpacked body, and the seconds that it took, of which there are ``seconds``."""
        with self._adding:
            host = self._hosts.setdefault(asked.host, _Host(threading.Lock()))
        with host.lock:
            self._wait(host, asked)
            headers = {
                "User-Agent": self._agent,
                "Accept": accept,
                "Accept-Encoding": "gzip, deflate",
                **extra,
            }
            began = time.monotonic()
            try:
                bounds = Bounds(seconds, self._silence, self._largest)
                status, found, body = request(asked, headers, self._guard, bounds)
            finally:
                host.last = time.monotonic()
            if status in _NOT_NOW:
                host.rest_until = time.time() + _rest(found.get("retry-after", ""))
                raise RestingError(_resting(status, host.rest_until), host.rest_until)
            spent = host.last - began
        return status, found, unpack(body, found.get("content-encoding", ""), self._largest), spent

    def _wait(self, host: _Host, asked: Target) -> None:
        if host.rest_until > time.time():
            raise RestingError(f"{asked.host} asked to be left alone", host.rest_until)
        while (left := host.last + self._delay - time.monotonic()) > 0 and host.last:
            if self._stop():
                break
            time.sleep(min(left, 0.1))
        if self._stop():
            raise FetchError("stopped")


def _location(url: str, location: str) -> str:
    """Where a redirect leads. Headers come as Latin-1, addresses in them often are UTF-8, or have spaces."""
    location = location.strip().encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise RefusedError("it redirects to an address that cannot be read") from error


def _resting(status: int, until: float) -> str:
    when = datetime.fromtimestamp(until, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return f"the server is too busy (HTTP {status}); asked again after {when}"


def _rest(retry_after: str) -> float:
    """Seconds that a header Retry-After asks for; five minutes when it says nothing that can be read."""
    text = retry_after.strip()
    seconds = 300.0
    if text.isascii() and text.isdigit() and len(text) < 12:
        seconds = float(text)
    elif text:
        try:
            when = parsedate_to_datetime(text)
        except ValueError:
            return seconds
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        seconds = (when - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 1.0), _LONGEST_REST)


def unpack(body: bytes, coding: str, largest: int) -> bytes:
    """The body of an answer without its Content-Encoding; raises ``FetchError`` when it grows past bounds."""
    coding = coding.strip().lower()
    if coding in {"", "identity"} or not body:
        return body
    windows: tuple[int, ...]
    if coding in {"gzip", "x-gzip"}:
        windows = (16 + zlib.MAX_WBITS,)
    elif coding == "deflate":
        windows = (zlib.MAX_WBITS, -zlib.MAX_WBITS)  # some servers leave zlib's frame out
    else:
        raise FetchError(f"packed in a way that was not asked for ({coding[:20]!r})")
    most = min(largest, max(FREE, RATIO * len(body)))
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error as error:
            if window == windows[-1]:
                raise FetchError("packed data that is damaged") from error
            continue
        if len(data) > most:
            raise FetchError(f"it would unpack to too much: more than {RATIO} times its own size")
        if not unpacker.eof:
            raise FetchError("the packed data breaks off")
        return data
    raise AssertionError("no window was tried")


__all__ = ["Answer", "FetchError", "Fetcher", "RefusedError", "RestingError", "unpack"]
