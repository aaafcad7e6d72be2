"""Keeps a desk in step with folders, and with the feeds that are followed.

Folders are looked at again and again: that works on every disk, a network's too, and needs no library. Where
a look takes long the pause after it grows, so that looking never takes more than a small part of the time.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.desk import Desk
from index.errors import DeskError
from index.feeds import FetchReport, Settings
from index.model import AddReport, Failure
from index.sources import Lists, walk

RESTED = 2.0
"""Seconds for which a file must not have changed before it is read: it may be half written."""

_PART = 10
"""How many times longer than a look the pause after it is, at least."""
_LONGEST_PAUSE = 60.0
_STEP = 0.2  # seconds between two looks at whether to stop
_AFTER_FAULT = 5.0
_LONGEST_AFTER_FAULT = 300.0

Mark = tuple[int, int]
"""Size in bytes and time of change in nanoseconds: what says that a file is another one."""


@dataclass
class Folders:
    """What was seen in the folders, and what of it has been taken."""

    paths: Sequence[Path]
    home: Path
    """The desk's own folder, whose files are no articles."""
    _lists: Lists = field(default_factory=Lists)
    _taken: dict[str, Mark] = field(default_factory=dict)
    _seen: dict[str, tuple[Mark, float]] = field(default_factory=dict)
    _missing: set[str] = field(default_factory=set)

    def look(self, now: float) -> tuple[list[str], list[Failure]]:
        """Files that are new or changed and have come to rest by ``now``, and what cannot be looked at."""
        rested: list[str] = []
        failures: list[Failure] = []
        seen: dict[str, tuple[Mark, float]] = {}
        taken: dict[str, Mark] = {}
        own = str(self.home) + os.sep
        for item in (item for path in self.paths for item in walk(path, self._lists)):
            if isinstance(item, Failure):
                failures.append(item)
                continue
            name, status = item
            mark = (status.st_size, status.st_mtime_ns)
            if self._taken.get(name) == mark:
                taken[name] = mark
                continue
            if name.startswith(own):
                continue
            before = self._seen.get(name)
            # The clock of a file's time may be another machine's: it is only taken as a hint at first sight.
            since = now if before is None or before[0] != mark else before[1]
            seen[name] = (mark, since)
            old = before is None and time.time() - status.st_mtime > 10 * RESTED
            if old or now - since >= RESTED:
                rested.append(name)
        self._seen, self._taken = seen, taken
        return rested, failures

    def took(self, names: Sequence[str]) -> None:
        """These files were read as they were last seen."""
        for name in names:
            self._taken[name] = self._seen.pop(name)[0]

    def vanished(self, failures: Sequence[Failure]) -> tuple[list[Failure], list[str]]:
        """What cannot be looked at any more, and what can be again: each is told once."""
        now = {failure.where for failure in failures}
        new = [failure for failure in failures if failure.where not in self._missing]
        back = sorted(self._missing - now)
        self._missing = now
        return new, back


@dataclass(frozen=True, slots=True)
class Told:
    """What a person who watches is told: one of these at a time."""

    added: AddReport | None = None
    fetched: FetchReport | None = None
    missing: Failure | None = None
    back: str = ""
    fault: str = ""


class Watching:
    """Watches until ``stop`` says so. ``tell`` may be called by two threads, one at a time."""

    def __init__(
        self,
        open_desk: Callable[[], Desk],
        folders: Sequence[str | Path],
        tell: Callable[[Told], None],
        stop: Callable[[], bool],
        *,
        interval: float = 1.0,
        feeds: bool = False,
        analyse: bool = True,
    ) -> None:
        self._open_desk = open_desk
        with open_desk() as desk:
            self._home = desk.home.resolve()
        self._folders = Folders([Path(folder).resolve() for folder in folders], self._home)
        self._tell = tell
        self._stop = stop
        self._interval = interval
        self._feeds = feeds
        self._analyse = analyse
        self._telling = threading.Lock()
        self._spent = 0.0  # seconds that the last look at the folders took

    def run(self) -> None:
        """Watch. What goes wrong is told, and tried again, ever more seldom while it lasts."""
        fetcher = threading.Thread(target=self._follow_feeds, daemon=True)
        if self._feeds:
            fetcher.start()  # of its own: a slow server must not keep files waiting
        if self._folders.paths:
            self._again_and_again(self._look, lambda: self._interval)
        if self._feeds:
            while fetcher.is_alive() and not self._stop():
                fetcher.join(_STEP)
            fetcher.join(5.0)

    def _follow_feeds(self) -> None:
        self._again_and_again(self._fetch, lambda: Settings.load(self._home).interval * 60)

    def _again_and_again(self, work: Callable[[Desk], None], pause: Callable[[], float]) -> None:
        faults = 0
        desk: Desk | None = None
        while not self._stop():
            try:
                desk = desk or self._open_desk()
                work(desk)
                wait = max(pause(), min(_PART * self._spent, _LONGEST_PAUSE))
                faults = 0
            except BrokenPipeError:  # nobody listens any more
                raise
            except Exception as error:  # noqa: BLE001 (a watch goes on, whatever happens to one look)
                told = str(error) if isinstance(error, DeskError) else f"{type(error).__name__}: {error}"
                self._say(Told(fault=told))
                wait = min(_AFTER_FAULT * 2**faults, _LONGEST_AFTER_FAULT)
                faults = min(faults + 1, 10)
                if desk is not None:
                    desk.close()
                    desk = None  # the folder may be another one when it is back
            self._wait(wait)
        if desk is not None:
            desk.close()

    def _look(self, desk: Desk) -> None:
        began = time.monotonic()
        names, failures = self._folders.look(began)
        self._spent = time.monotonic() - began
        missing, back = self._folders.vanished(failures)
        for failure in missing:
            self._say(Told(missing=failure))
        for path in back:
            self._say(Told(back=path))
        if not names:
            return
        report = desk.add(names, stop=self._stop)
        if report.stopped:
            return
        self._folders.took(names)
        if report.added or report.updated or report.failures:
            self._say(Told(added=report))
        if self._analyse:
            desk.analyse_in_background()

    def _fetch(self, desk: Desk) -> None:
        report = desk.fetch_feeds(stop=self._stop)
        if report.added or report.updated or report.failed:
            self._say(Told(fetched=report))
        if self._analyse:
            desk.analyse_in_background()

    def _say(self, told: Told) -> None:
        with self._telling:
            self._tell(told)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._stop():
            time.sleep(min(left, _STEP))
