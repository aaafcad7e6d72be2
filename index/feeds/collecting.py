"""One feed: asked for, read, compared with what is known of it, and its linked pages fetched when wanted."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index.feeds.entries import Entry, NoFeedError, Parsed, read_entries, read_page
from index.feeds.fetcher import Answer, Fetcher, FetchError, RestingError
from index.feeds.guard import RefusedError
from index.feeds.state import FULL, NO_MORE, PLAIN, FeedState
from index.feeds.subscriptions import Subscription
from index.model import Article

_FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " */*;q=0.1"
)
_PAGES = "text/html, application/xhtml+xml, */*;q=0.1"
_FIRST_REST = 300.0
_LONGEST_REST = 86_400.0
_TTL = re.compile(rb"<ttl>\s*(\d{1,7})\s*</ttl>", re.IGNORECASE)
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})\b", re.IGNORECASE)
_HEAD = 1 << 16  # bytes of a feed in which it speaks of itself
_LONGEST_HOLD = 86_400.0
_LONGEST_AGE = 3_600.0  # of a cache: many servers give all files a year
_LONGEST_HEADER = 1000
"""Characters of a validator that are kept."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article to be kept, the entry that it is, and whether its page was fetched (state.py)."""

    entry: Entry
    article: Article
    full: int


@dataclass(slots=True)
class Collected:
    """What one feed gave. ``state`` is to be kept once the pieces are.

    ``lasted`` are the seconds for which the last answer was said to hold.
    """

    feed: Subscription
    state: FeedState
    outcome: str = "read"
    pieces: list[Piece] = field(default_factory=list)
    known: int = 0
    title: str = ""
    moved: str = ""
    error: str = ""
    lasted: float = 0.0


@dataclass(frozen=True, slots=True)
class Work:
    """A feed to be asked for: what is remembered of it, and of its entries the hash and fullness by key."""

    feed: Subscription
    state: FeedState
    known: Mapping[str, tuple[str, int]]
    full: bool


def collect(work: Work, fetcher: Fetcher, stop: Callable[[], bool]) -> Collected:
    """Ask for one feed. Whatever goes wrong stays with it: the next one is not concerned."""
    state = work.state
    got = Collected(work.feed, state, lasted=0.0 if state.failures else max(state.next - state.checked, 0.0))
    state.checked = time.time()
    try:
        answer = fetcher.get(work.feed.url, _FEEDS, _conditions(work))
        got.moved = answer.moved
        _judge(answer, work, got, fetcher, stop)
    except RestingError as error:
        got.outcome, got.error = "failed", str(error)
        _back_off(state, str(error), error.until)
    except (FetchError, RefusedError, NoFeedError) as error:
        if stop():
            got.outcome = "stopped"
        else:
            got.outcome, got.error = "failed", str(error)
            _back_off(state, str(error))
    except Exception as error:  # noqa: BLE001 (one feed that trips a reader up must not stop the others)
        got.outcome, got.error = "failed", f"could not be read ({type(error).__name__})"
        _back_off(state, got.error)
    return got


def _conditions(work: Work) -> dict[str, str]:
    """Ask for news only, unless full texts are wanted that the last answer's entries lack."""
    state = work.state
    if state.answered != work.feed.url or (
        work.full and any(full == PLAIN for _, full in work.known.values())
    ):
        return {}
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in headers.items() if value}


def _judge(answer: Answer, work: Work, got: Collected, fetcher: Fetcher, stop: Callable[[], bool]) -> None:
    state = got.state
    if answer.status == 304:
        got.outcome = "unchanged"
        _recovered(state)
        state.next = state.checked + min(max(holds(answer), got.lasted), _LONGEST_HOLD)
        return
    if answer.status == 410:
        got.outcome, got.error, state.gone = "gone", "it is gone for good (HTTP 410)", 1
        state.error = got.error
        return
    if answer.status != 200:
        raise FetchError(f"the server says HTTP {answer.status}")
    parsed = read_entries(answer, scope=state.scope, title=work.feed.title)
    got.title = parsed.title
    _compare(parsed, work, got, fetcher, stop)
    if parsed.fault:
        got.error = parsed.fault
        _back_off(state, parsed.fault)
    else:
        _recovered(state)
        _remember(answer, work, state)
        state.next = state.checked + holds(answer)


def holds(answer: Answer) -> float:
    """Seconds for which a feed need not be asked again, as it says itself: ``<ttl>``, ``Cache-Control``.

    A tenth less, so that who asks at just that interval is not put off to the next time.
    """
    ttl = _TTL.search(answer.body[:_HEAD])
    age = _MAX_AGE.search(answer.headers.get("cache-control", ""))
    seconds = min(int(ttl[1]) * 60.0, _LONGEST_HOLD) if ttl else 0.0
    return 0.9 * max(seconds, min(float(age[1]), _LONGEST_AGE) if age else 0.0)


def _remember(answer: Answer, work: Work, state: FeedState) -> None:
    """Keep the validators of this answer, with the address that they are for."""
    state.etag = answer.headers.get("etag", "")[:_LONGEST_HEADER]
    state.modified = answer.headers.get("last-modified", "")[:_LONGEST_HEADER]
    same = answer.url == work.feed.url
    state.answered = answer.url if same or answer.url == answer.moved else ""


def _compare(parsed: Parsed, work: Work, got: Collected, fetcher: Fetcher, stop: Callable[[], bool]) -> None:
    """Take what is new or has changed; of what was once read in full the full text again."""
    for entry in parsed.entries:
        hash_, full = work.known.get(entry.key, ("", PLAIN))
        wanted = (work.full or full == FULL) and entry.article.url != ""
        if hash_ == entry.hash and (full != PLAIN or not wanted):
            got.known += 1
            continue
        fetch = wanted and not stop()
        piece = _full(entry, got, fetcher) if fetch else Piece(entry, entry.article, PLAIN)
        if full == FULL and piece.full != FULL:
            got.known += (
                1  # the full text that there is goes before a newer summary, until the feed changes again
            )
        else:
            got.pieces.append(piece)


def _full(entry: Entry, got: Collected, fetcher: Fetcher) -> Piece:
    """The entry with its page's text; with its own where the page cannot be had, which is then said."""
    url = entry.article.url
    try:
        answer = fetcher.get(url, _PAGES)
    except (FetchError, RefusedError) as error:
        got.error = got.error or f"{url}: {error}"
        return Piece(entry, entry.article, NO_MORE if isinstance(error, RefusedError) else PLAIN)
    if answer.status != 200:
        got.error = got.error or f"{url}: the server says HTTP {answer.status}"
        gone = 400 <= answer.status < 500
        return Piece(entry, entry.article, NO_MORE if gone else PLAIN)
    article = read_page(answer, entry.article)
    return Piece(entry, article or entry.article, FULL if article else NO_MORE)


def _back_off(state: FeedState, reason: str, until: float = 0.0) -> None:
    """Leave the feed alone for five minutes, and twice as long after each further failure, up to a day."""
    state.failures += 1
    state.error = reason
    rest = min(_FIRST_REST * 2 ** min(state.failures - 1, 20), _LONGEST_REST)
    state.next = max(time.time() + rest, until)


def _recovered(state: FeedState) -> None:
    state.failures, state.next, state.error, state.gone = 0, 0.0, "", 0
