"""All feeds of a desk: several hosts at a time, one writer, and articles kept before what is remembered."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index.archive import Archive, Incoming, Outcome
from index.errors import DeskError
from index.feeds.collecting import Collected, Work, collect
from index.feeds.fetcher import Fetcher
from index.feeds.guard import Guard
from index.feeds.outcome import FeedOutcome, FetchReport, iso
from index.feeds.settings import Settings
from index.feeds.state import FeedState, States
from index.feeds.subscriptions import Subscription, Subscriptions, canonical
from index.locks import Lock
from index.model import Progress
from index.sources import content_hash
from index.version import VERSION

AGENT = f"ForeignDesk/{VERSION} (feed reader)"
_BATCH = 500
_INDEX_EVERY = 4_000
_LOOK = 0.2  # seconds between two looks at whether to stop
_GRACE = 1.0  # seconds for what is under way when it is stopped


@dataclass
class Fetching:
    """Fetches into ``archive``; ``catch_up`` indexes what is new."""

    home: Path
    archive: Archive
    catch_up: Callable[[], object]
    progress: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] = lambda: False
    _outcomes: list[FeedOutcome] = field(default_factory=list)
    _unindexed: int = 0
    _abandoned: bool = False

    def run(self, urls: Sequence[str] = (), *, full: bool = False) -> FetchReport:
        """Fetch the feeds of these addresses, however they stand; without any, all that are not resting.

        Raises ``DeskError`` when an address is not followed, or another program is fetching.
        """
        settings = Settings.load(self.home)
        self._subscriptions = Subscriptions(self.home)
        feeds = self._chosen(urls)
        with Lock(self.home / "feeds.lock") as lock:
            if not lock.take():
                raise DeskError(f"Another program is fetching the feeds of {self.home}. Try again later.")
            self._states = States(self.home)
            try:
                work = [self._work(feed, full) for feed in feeds]
                due = [item for item in work if urls or not self._rests(item)]
                stopped = self._fetch(due, settings)
            finally:
                self._abandoned = True
                self._states.close()
                if self._unindexed:
                    self.catch_up()
        order = {feed.url: number for number, feed in enumerate(feeds)}
        return FetchReport(tuple(sorted(self._outcomes, key=lambda o: order[o.url])), stopped)

    def _chosen(self, urls: Sequence[str]) -> list[Subscription]:
        followed = {feed.url: feed for feed in self._subscriptions.all()}
        wanted = [canonical(url) for url in urls]
        for url in wanted:
            if url not in followed:
                raise DeskError(f"{url} is not followed. First: foreigndesk feed add {url}")
        return [followed[url] for url in dict.fromkeys(wanted)] if urls else list(followed.values())

    def _work(self, feed: Subscription, full: bool) -> Work:
        return Work(feed, self._states.get(feed.url), self._states.entries(feed.url), full)

    def _rests(self, item: Work) -> bool:
        """Whether a feed is to be left alone; if so that is its outcome."""
        feed, state = item.feed, item.state
        if state.gone:
            self._outcomes.append(FeedOutcome(feed.url, feed.title, "gone", error=state.error, asked=False))
        elif until := state.rests_until(time.time()):
            again = iso(until)
            told = FeedOutcome(feed.url, feed.title, "resting", error=state.error, again=again, asked=False)
            self._outcomes.append(told)
        else:
            return False
        return True

    def _fetch(self, due: Sequence[Work], settings: Settings) -> bool:
        """Ask and keep; whether it was stopped. The threads only ask: all that is written is written here."""

        def stop() -> bool:
            return self._abandoned or self.stop()

        fetcher = Fetcher(
            Guard(settings.allow_hosts), AGENT, delay=settings.delay, seconds=settings.timeout, stop=stop
        )
        hosts: dict[str, list[Work]] = {}
        for item in due:
            hosts.setdefault(urlsplit(item.feed.url).hostname or "", []).append(item)
        waiting: queue.SimpleQueue[list[Work]] = queue.SimpleQueue()
        for items in hosts.values():
            waiting.put(items)
        done: queue.SimpleQueue[Collected] = queue.SimpleQueue()

        def ask() -> None:
            while not stop():
                try:
                    items = waiting.get_nowait()
                except queue.Empty:
                    return
                for item in items:
                    if not stop():
                        done.put(collect(item, fetcher, stop))

        threads = [
            threading.Thread(target=ask, daemon=True) for _ in range(min(settings.at_once, len(hosts)))
        ]
        for thread in threads:
            thread.start()
        return self._take(done, len(due), threads)

    def _take(
        self, done: queue.SimpleQueue[Collected], count: int, threads: Sequence[threading.Thread]
    ) -> bool:
        """Keep what the threads find; when stopped, also what they were at, if they come to its end soon."""
        began = time.monotonic()
        patience = _GRACE
        taken = failed = 0
        while taken < count:
            try:
                got = done.get(timeout=_LOOK)
            except queue.Empty:
                if self.stop():
                    patience -= _LOOK
                    alive = any(thread.is_alive() for thread in threads)
                    if patience <= 0 or not (alive or not done.empty()):
                        return True
                continue
            taken += 1
            if got.outcome == "stopped":
                continue
            self._keep(got)
            failed += bool(got.error)
            if self.progress is not None:
                rate = taken / max(time.monotonic() - began, 1e-3)
                self.progress(Progress(taken, count, failed, got.feed.title or got.feed.url, rate))
        return self.stop()

    def _keep(self, got: Collected) -> None:
        """The articles first, then that they are known: what is lost between the two comes again."""
        counts = dict.fromkeys(Outcome, 0)
        file = self.archive.files.numbers([got.feed.url])[0] if got.pieces else 0
        for start in range(0, len(got.pieces), _BATCH):
            batch = [
                Incoming(piece.article, content_hash(piece.article), file, got.feed.url)
                for piece in got.pieces[start : start + _BATCH]
            ]
            for outcome in self.archive.put(batch):
                counts[outcome] += 1
        entries = [(piece.entry.key, piece.entry.hash, piece.full) for piece in got.pieces]
        self._follow_move(got.feed.url, got.state, got.moved)
        self._states.keep(got.state, entries, was=got.feed.url)
        if got.title and not got.feed.title:
            self._subscriptions.entitle(got.state.url, got.title)
        new = counts[Outcome.ADDED] + counts[Outcome.UPDATED]
        self._unindexed += new
        if self._unindexed >= _INDEX_EVERY:
            self._unindexed = 0
            self.catch_up()
        self._outcomes.append(_outcome(got, counts))

    def _follow_move(self, url: str, state: FeedState, moved: str) -> None:
        if moved and (new := canonical(moved)) != url:
            self._subscriptions.move(url, new)
            state.url = new


def _outcome(got: Collected, counts: dict[Outcome, int]) -> FeedOutcome:
    return FeedOutcome(
        got.feed.url,
        got.feed.title or got.title,
        got.outcome,
        added=counts[Outcome.ADDED],
        updated=counts[Outcome.UPDATED],
        known=got.known + counts[Outcome.KNOWN],
        pages=sum(piece.full == 1 for piece in got.pieces),
        error=got.error,
        moved=got.moved,
        again=iso(until) if (until := got.state.rests_until(time.time())) else "",
    )
