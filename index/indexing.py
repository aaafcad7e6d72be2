"""Keeps the search index in step with the archive.

The archive numbers its changes; the index is in step up to the number that the archive remembers. The index
is written first and the number after it, so a crash between the two only makes work be done twice.

    python -m index.indexing HOME PARENT

is the process that indexes while PARENT adds: it catches up whenever a byte comes on its standard input.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from index.archive import Archive
from index.errors import DeskError, NotFoundError
from index.identity.resolution import KIND as ENTITY, Identities
from index.locks import Lock
from index.model import Analysis, Article, Progress
from index.reader import Ledger
from index.search import Index

Stop = Callable[[], bool]

_BATCH = 2_000
_BATCH_CHARACTERS = 8_000_000
"""What is held in memory at a time, and lost at most when the process is killed."""
_ANNOTATED = 256
_PATIENCE = 60.0
_HEEDED = "entities_decided"  # archive value: the decisions on entities that the index knows


def _never() -> bool:
    return False


def catch_up(home: Path, archive: Archive, index: Index, stop: Stop = _never) -> bool:
    """Index all articles that await it; False when ``stop`` said so, or another process took too long."""
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(_PATIENCE):
            return False
        heed_decisions(archive)
        while batch := _next(archive):
            with _telling(home):
                _put(archive, index, [article for _, article in batch])
            archive.set_indexed(batch[-1][0])
            if stop():
                return False
    return True


def start(home: Path) -> subprocess.Popen[bytes] | None:
    """A process of its own that catches up when told to; None when there can be none, or only one core.

    One for all that is added: it loads its libraries, and finds the stems of words, once.
    """
    if len(os.sched_getaffinity(0)) == 1:
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "index.indexing", str(home.resolve()), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what goes wrong, the parent finds out when it catches up itself
            start_new_session=True,
            cwd="/",
        )
    except OSError:
        return None


def tell(indexer: subprocess.Popen[bytes]) -> None:
    """Have a process from ``start`` catch up; that it has ended, its parent finds out later."""
    assert indexer.stdin is not None
    with suppress(OSError):
        indexer.stdin.write(b"\n")
        indexer.stdin.flush()


def finish(indexer: subprocess.Popen[bytes]) -> None:
    """Have a process from ``start`` catch up a last time, and wait for its end."""
    tell(indexer)
    assert indexer.stdin is not None
    with suppress(OSError):
        indexer.stdin.close()
    indexer.wait()


def annotate(home: Path, archive: Archive, index: Index, stop: Stop = _never) -> None:
    """Index again the articles whose findings the index lacks; the archive knows which they are."""
    while not stop() and archive.unannotated(1):
        with Lock(home / "indexing.lock") as lock:
            if not lock.take(_PATIENCE):
                return
            with _telling(home):
                rows = archive.unannotated(_ANNOTATED)
                _put(archive, index, _present(archive, rows))
            archive.annotated(rows)


def _present(archive: Archive, rows: Sequence[tuple[int, int, str]]) -> Iterator[Article]:
    for _, _, id_ in rows:
        with suppress(NotFoundError):  # it was removed a moment ago
            yield archive.article(id_)[0]


def _put(archive: Archive, index: Index, articles: Iterable[Article]) -> int:
    """Index articles, each with its findings when it has been analysed."""
    if not archive.findings.count():
        return index.add(articles)
    identities = Identities(archive, Ledger(archive.home))
    analysed: list[tuple[Article, Analysis]] = []
    plain: list[Article] = []
    for article in articles:
        if archive.article(article.id)[1]:
            mentions, relations = archive.findings.of_article(article.id, article.body)
            analysed.append((article, Analysis(identities.mentions(article, mentions), relations)))
        else:
            plain.append(article)
    return index.add(plain) + index.annotate(analysed)


def heed_decisions(archive: Archive) -> int:
    """Let articles be indexed again with what a reader decided, or took back, since; returns how many."""
    now = Ledger(archive.home).all(ENTITY)
    before: dict[str, object] = json.loads(archive.meta(_HEEDED) or "{}")
    changed = {name for name in {*now, *before} if now.get(name) != before.get(name)}
    if not changed:
        return 0
    identities = Identities(archive, Ledger(archive.home))
    names = sorted(set().union(*map(identities.sources, changed)))
    count = archive.touch(names)
    archive.set_meta(_HEEDED, json.dumps(now))
    return count


def mend(home: Path, archive: Archive, index: Index) -> int:
    """Bring the index back in step after it lost something (a power cut); returns how much it lacked.

    Looks at the counts first, which costs nothing; only when they differ are the ids compared. Then brings in
    the findings that it lacks, when a process was killed between keeping and indexing them.
    """
    renew(home, archive, index)
    annotate(home, archive, index)
    if index.count() == archive.count() - archive.count_stale():
        return 0
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(_PATIENCE):
            return 0
        with _telling(home):
            kept, found = archive.ids(), index.ids()
            if surplus := found - kept:
                index.remove(surplus)
            missing = kept - found
            for start in range(0, len(missing), 200):
                part = sorted(missing)[start : start + 200]
                _put(archive, index, [archive.article(id_)[0] for id_ in part])
    return len(missing)


def renew(home: Path, archive: Archive, index: Index) -> None:
    """Make an index of another version anew, unless somebody else is at it."""
    if index.outdated():
        with suppress(DeskError):
            rebuild(home, archive)


def rebuild(home: Path, archive: Archive, progress: Callable[[Progress], None] | None = None) -> int:
    """Make the index anew beside the old one, which is used until the new one takes its place."""
    workshop = home / "index.new"
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(_PATIENCE):
            raise DeskError("Another program is indexing this desk. Try again when it has finished.")
        try:
            with _telling(home):
                shutil.rmtree(workshop, ignore_errors=True)
                workshop.mkdir()
                index = Index(workshop)
                done, last = _fill(index, archive, progress)
                index.settle()
                index.close()
                _swap(home, workshop)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)  # what a full disk broke off must not fill it
        archive.set_indexed(last, only_up=False)
    return done


def _fill(index: Index, archive: Archive, progress: Callable[[Progress], None] | None) -> tuple[int, int]:
    """Index all articles; returns how many, and the last change number."""
    done, last, total = 0, 0, archive.count()
    began = time.monotonic()
    while batch := _next(archive, last):
        done += _put(archive, index, [article for _, article in batch])
        last = batch[-1][0]
        if progress is not None:
            rate = done / max(time.monotonic() - began, 1e-3)
            progress(Progress(done, max(done, total), 0, "", rate))
    return done, last


def _swap(home: Path, workshop: Path) -> None:
    current, old = home / "index", home / "index.old"
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        current.rename(old)
    (workshop / "index").rename(current)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(workshop, ignore_errors=True)


def _next(archive: Archive, after: int | None = None) -> list[tuple[int, Article]]:
    """The next articles to index: change number and article."""
    rows: Iterator[tuple[int, Article]] = archive.articles(
        archive.indexed if after is None else after, _BATCH
    )
    batch: list[tuple[int, Article]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row[1].body)
        if size >= _BATCH_CHARACTERS:
            break
    return batch


class _telling:  # noqa: N801 (reads as a word in a with statement)
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


def main(home: Path, parent: int) -> int:
    """Catch up when told; ends with the parent, so that a killed one leaves nobody at work."""
    try:
        archive, index = Archive(home), Index(home)
        while sys.stdin.buffer.read(1):
            catch_up(home, archive, index, lambda: os.getppid() != parent)
    except (DeskError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2])))
