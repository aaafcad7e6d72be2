"""Making the search index anew from the archive, beside the old one, which answers until it is replaced."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import takewhile
from pathlib import Path

from index.archive import Archive
from index.errors import DeskError
from index.identity.resolution import Identities
from index.locks import Lock
from index.model import Analysis, Article, Progress
from index.reader import Ledger
from index.search import Index
from index.search.records import Item

PATIENCE = 60.0
"""Seconds to wait for another process that is indexing."""
_WORKSHOP = "index.new"
_PROGRESS = "progress"
_MANY = 5_000
"""So many articles are worth a process for each core."""
_PAUSE = 0.1

Report = Callable[[Progress], None]


def rebuild(home: Path, archive: Archive, progress: Report | None = None) -> int:
    """Make the index anew, on all cores; returns how many articles it holds."""
    workshop = home / _WORKSHOP
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(PATIENCE):
            raise DeskError("Another program is indexing this desk. Try again when it has finished.")
        try:
            with telling(home):
                shutil.rmtree(workshop, ignore_errors=True)
                workshop.mkdir()
                index = Index(workshop)
                last = archive.newest()
                done = index.fill(
                    _parts(archive, last), _Told(workshop / _PROGRESS, archive.count(), progress)
                )
                index.close()
                _swap(home, workshop)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)  # what a full disk broke off must not fill it
        archive.set_indexed(last, only_up=False)
    return done


def renew(home: Path, archive: Archive, index: Index, progress: Report | None = None) -> None:
    """Make an index of another version anew, unless somebody else is at it."""
    if index.outdated():
        with suppress(DeskError):
            rebuild(home, archive, progress)


def how_far(home: Path) -> tuple[int, int] | None:
    """How many of how many articles the index holds that is being made anew, or must be; else ``None``."""
    outdated = (home / "index").exists() and Index(home).outdated()
    try:
        done, total = map(int, (home / _WORKSHOP / _PROGRESS).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return (0, 0) if outdated else None
    with suppress(DeskError), Lock(home / "indexing.lock") as lock:
        if lock.take():  # it was killed
            return (0, 0) if outdated else None
    return done, total


class _Told:
    """Adds up how many articles have been indexed, for who called and for who looks (``how_far``)."""

    def __init__(self, file: Path, total: int, progress: Report | None) -> None:
        self._file, self._total, self._progress = file, total, progress
        self._done = 0
        self._began = time.monotonic()
        self._last = 0.0

    def __call__(self, more: int) -> None:
        self._done += more
        now = time.monotonic()
        if now - self._last < _PAUSE and self._done < self._total:
            return
        self._last = now
        self._file.write_text(f"{self._done} {self._total}", encoding="ascii")
        if self._progress is not None:
            rate = self._done / max(now - self._began, 1e-3)
            self._progress(Progress(self._done, max(self._done, self._total), 0, "", rate))


def _parts(archive: Archive, last: int) -> Callable[[int], list[Callable[[], Iterator[Item]]]]:
    """What shares the articles up to change ``last`` out among so many processes."""

    def parts(number: int) -> list[Callable[[], Iterator[Item]]]:
        if number == 1 or archive.count() < _MANY:
            return [partial(_between, archive, 0, last)]
        bounds = archive.parted(number, last)
        pairs = zip(bounds, [*bounds[1:], last], strict=True)
        return [partial(_read, archive.home, after, until) for after, until in pairs]

    return parts


def _read(home: Path, after: int, until: int) -> Iterator[Item]:
    """The same in a forked process, which must have a connection of its own."""
    archive = Archive(home, readonly=True)
    yield from _between(archive, after, until)


def _between(archive: Archive, after: int, until: int) -> Iterator[Item]:
    rows = takewhile(lambda row: row[0] <= until, archive.articles(after))
    return items(archive, (article for _, article in rows))


def items(archive: Archive, articles: Iterable[Article]) -> Iterator[Item]:
    """Articles, each with its findings when it has been analysed."""
    if not archive.is_analysed():
        yield from ((article, None) for article in articles)
        return
    identities = Identities(archive, Ledger(archive.home))
    for article in articles:
        if archive.is_analysed(article.id):
            mentions, relations = archive.findings.of_article(article.id, article.body)
            yield article, Analysis(identities.mentions(article, mentions), relations)
        else:
            yield article, None


def _swap(home: Path, workshop: Path) -> None:
    current, old = home / "index", home / "index.old"
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    (workshop / "index").rename(current)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(workshop, ignore_errors=True)


class telling:  # noqa: N801 (reads as a word in a with statement)
    """Turns what can go wrong with the index's files into words for the user."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise DeskError(
                f"The search index in {self._home} cannot be written: {reason}. What was added is kept; "
                "when there is room, run: foreigndesk reindex"
            ) from error
        if error is not None and type(error).__name__ == "LockError":
            raise DeskError("Another program is writing the search index. Try again.") from error
