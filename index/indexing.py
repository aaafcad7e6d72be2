"""Keeps the search index in step with the archive.

The archive numbers its changes; the index is in step up to the number that the archive remembers. The index
is written first and the number after it, so a crash between the two only makes work be done twice.

    python -m index.indexing HOME PARENT

is the process that indexes while PARENT adds: it catches up whenever a byte comes on its standard input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from index.archive import Archive
from index.errors import DeskError, NotFoundError
from index.identity.resolution import KIND as ENTITY, Identities
from index.locks import Lock
from index.model import Article
from index.reader import Ledger
from index.remaking import PATIENCE, Report, items, rebuild, renew, telling
from index.search import Index

Stop = Callable[[], bool]

_BATCH = 20_000
_BATCH_CHARACTERS = 8_000_000
"""What is held in memory at a time, and lost at most when the process is killed."""
_ANNOTATED = 256
_MANY = 8_000
"""After so many articles the index's segments are merged."""
_LOST = 5_000
"""When so many articles are missing, to make the index anew is quicker than to add them."""
_HEEDED = "entities_decided"  # archive value: the decisions on entities that the index knows


def _never() -> bool:
    return False


def catch_up(home: Path, archive: Archive, index: Index, stop: Stop = _never, *, settle: bool = True) -> bool:
    """Index all articles that await it; False when ``stop`` said so, or another process took too long.

    With ``settle`` segments are merged when that were many.
    """
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(PATIENCE):
            return False
        heed_decisions(archive)
        began = archive.indexed
        while batch := _next(archive):
            with telling(home):
                index.put(items(archive, [article for _, article in batch]))
            archive.set_indexed(batch[-1][0])
            if stop():
                return False
        if settle and archive.indexed - began >= _MANY:
            with telling(home):
                index.settle()
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
            if not lock.take(PATIENCE):
                return
            with telling(home):
                rows = archive.unannotated(_ANNOTATED)
                index.put(items(archive, _present(archive, rows)))
            archive.annotated(rows)


def _present(archive: Archive, rows: Sequence[tuple[int, int, str]]) -> Iterator[Article]:
    for _, _, id_ in rows:
        with suppress(NotFoundError):  # it was removed a moment ago
            yield archive.article(id_)[0]


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


def mend(home: Path, archive: Archive, index: Index, progress: Report | None = None) -> int:
    """Bring the index back in step after it lost something (a power cut); returns how much it lacked.

    Looks at the counts first, which costs nothing; only when they differ are the ids compared. Then brings in
    the findings that it lacks, when a process was killed between keeping and indexing them.
    """
    renew(home, archive, index, progress)
    annotate(home, archive, index)
    if index.count() == archive.count() - archive.count_stale():
        return 0
    if archive.count() - index.count() > _LOST:
        return rebuild(home, archive, progress)
    with Lock(home / "indexing.lock") as lock:
        if not lock.take(PATIENCE):
            return 0
        with telling(home):
            kept, found = archive.ids(), index.ids()
            if surplus := found - kept:
                index.remove(surplus)
            missing = kept - found
            for start in range(0, len(missing), 200):
                part = sorted(missing)[start : start + 200]
                index.put(items(archive, [archive.article(id_)[0] for id_ in part]))
    return len(missing)


def _next(archive: Archive) -> list[tuple[int, Article]]:
    """The next articles to index: change number and article."""
    batch: list[tuple[int, Article]] = []
    size = 0
    for row in archive.articles(archive.indexed, _BATCH):
        batch.append(row)
        size += len(row[1].body)
        if size >= _BATCH_CHARACTERS:
            break
    return batch


def main(home: Path, parent: int) -> int:
    """Catch up when told; ends with the parent, so that a killed one leaves nobody at work."""
    try:
        archive, index = Archive(home), Index(home)
        began = archive.indexed
        while sys.stdin.buffer.read(1):
            catch_up(home, archive, index, lambda: os.getppid() != parent, settle=False)
        if archive.indexed - began >= _MANY:
            index.settle()
    except (DeskError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2])))
