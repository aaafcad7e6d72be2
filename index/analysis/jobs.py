"""Background work on a desk, in a process of its own: indexing what awaits it, then analysing.

    python -m index.analysis.jobs HOME

One analyser works on a desk at a time; a lock that dies with its holder sees to that. Each batch is one
transaction, so whatever stops the work, it goes on from there the next time.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.errors import DeskError
from index.locks import Lock
from index.model import Analysis, Article, Progress

if TYPE_CHECKING:
    from index.analysis import crew
    from index.analysis.analyser import Analyser

BATCH = 256
BATCH_CHARACTERS = 200_000
"""Articles, and characters, of one transaction of findings: some seconds of work. Sentences of many short
articles are parsed in step, which needs many.
"""
_FEW = 64
"""So many articles are not worth starting processes for; and so many bodies are read at a time."""

_NO_BACKGROUND = "FOREIGNDESK_NO_BACKGROUND"
_AT_WORK = (
    "analysing"  # archive value: this process was at work; if it still stands, it died of it or was killed
)
_FATAL = "unanalysable"  # archive value: the numbers of articles that stopped the analyser
_TRIES = 2

Row = tuple[int, int, Article]
Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def _never() -> bool:
    return False


def analysis_version() -> int:
    """The version of the analysis; findings of an older one are made anew."""
    from index.analysis.analyser import VERSION  # noqa: PLC0415 (only who asks pays for the import)

    return VERSION


def lock_of(home: Path) -> Lock:
    """The lock that the one analyser of a desk holds."""
    return Lock(home / "analysis.lock")


def start(home: Path) -> bool:
    """Let a process of its own do what awaits; it outlives the caller. False where that is not wanted."""
    if os.environ.get(_NO_BACKGROUND):
        return False
    try:
        subprocess.Popen(
            [sys.executable, "-P", "-m", "index.analysis.jobs", str(home.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
    except OSError:
        return False  # analysis is put off, and nothing is lost
    return True


def analyse_pending(archive: Archive, home: Path, progress: Report | None = None, stop: Stop = _never) -> int:
    """Analyse all that awaits it, or wait until the process that is at it has; returns how many were done.

    Raises ``DeskError`` when the archive cannot be written.
    """
    version = analysis_version()
    total = before = archive.count_pending(version)
    began = time.monotonic()

    def tell() -> int:
        left = archive.count_pending(version)
        if progress is not None:
            done = max(total - left, 0)
            progress(Progress(done, total, 0, "", done / max(time.monotonic() - began, 1e-3)))
        return left

    with lock_of(home) as lock:
        while before and not stop():
            if not lock.take():
                time.sleep(0.5)
                before = tell()
                continue
            if archive.count_pending(version) > min(_FEW, BATCH) or archive.meta(_AT_WORK):
                _together(archive, home, version, stop, tell)
            else:
                _alone(archive, home, version, stop, tell)
            break
    return max(total - archive.count_pending(version), 0)


@cache
def _analyser() -> Analyser:
    """The one of this process: its models load once, however often there is something to analyse."""
    from index.analysis.analyser import Analyser  # noqa: PLC0415

    return Analyser()


def _alone(archive: Archive, home: Path, version: int, stop: Stop, tell: Callable[[], object]) -> None:
    """Analyse what awaits it in this process: a batch is not worth starting others for."""
    analyser = _analyser()
    while not stop() and (rows := _batch(archive, version, (), BATCH)):
        _do(archive, home, analyser, rows, version)
        tell()


def _together(archive: Archive, home: Path, version: int, stop: Stop, tell: Callable[[], object]) -> None:
    """Analyse what awaits it on all cores. Batches are kept in the order in which they were given out.

    Also when this process died at it the last time, which may be an article's fault: here others die of it,
    and we see it. A batch that fails, or with which its process dies, is given again article by article; an
    article that fails alone, or with which two processes die, is given up. At most two batches a process
    are held.
    """
    from index.analysis import crew  # noqa: PLC0415

    waiting, few = archive.count_pending(version), min(_FEW, BATCH)
    count = crew.size(waiting // few + 1)
    most = max(
        few, min(BATCH, waiting // (4 * count))
    )  # some batches for each process, also of a small crowd
    given: dict[int, list[Row]] = {}
    again: deque[list[Row]] = deque()
    answers: dict[int, crew.Answer] = {}
    work, number = _Work(archive, home, version), 0
    with crew.Crew(count) as hands:
        while True:
            while hands.idle and len(given) < 2 * count and not stop():
                held = [row[0] for rows in (*given.values(), *again) for row in rows]
                rows = again.popleft() if again else _batch(archive, version, held, most)
                if not rows:
                    break
                number += 1
                given[number] = rows
                hands.give(number, [(article.body, article.date) for _, _, article in rows])
            if not given:
                return
            if (answer := hands.answer(0.5)) is not None:
                answers[answer[0]] = answer[1]
            while (first := next(iter(given), 0)) in answers:
                rows, found = given.pop(first), answers.pop(first)
                again.extend(work.settle(rows, found))
                tell()


@dataclass(frozen=True, slots=True)
class _Work:
    """Where findings are kept, and of which analysis; ``deaths`` counts those of processes, by article."""

    archive: Archive
    home: Path
    version: int
    deaths: Counter[int] = field(default_factory=Counter)

    def settle(self, rows: list[Row], found: crew.Answer) -> list[list[Row]]:
        """Keep what was found in a batch; returns what is to be given again."""
        if isinstance(found, list):
            _keep(self.archive, self.home, self.version, rows, found)
            return []
        if len(rows) > 1:
            return [[row] for row in rows]
        self.deaths[rows[0][0]] += 1
        if found is None and self.deaths[rows[0][0]] < _TRIES:
            return [rows]
        _give_up(self.archive, rows[0], self.version, found or "it stopped the analyser")
        return []


def _batch(archive: Archive, version: int, skip: Sequence[int], most: int) -> list[Row]:
    """Up to ``most`` articles that await it, of bounded size together."""
    rows: list[Row] = []
    size = 0
    while more := archive.pending(version, min(_FEW, most - len(rows)), [*skip, *(row[0] for row in rows)]):
        for row in more:
            if rows and size + len(row[2].body) > BATCH_CHARACTERS:
                return rows
            rows.append(row)
            size += len(row[2].body)
    return rows


def _do(archive: Archive, home: Path, analyser: Analyser, rows: Sequence[Row], version: int) -> None:
    """Analyse and keep a batch; when one article of it fails, the others are kept all the same."""
    archive.set_meta(_AT_WORK, "1")
    try:
        found = analyser.analyse([(article.body, article.date) for _, _, article in rows])
    except DeskError:
        raise
    except Exception as error:  # one article must not stop the others  # noqa: BLE001
        if len(rows) > 1:
            for row in rows:
                _do(archive, home, analyser, [row], version)
            return
        _give_up(archive, rows[0], version, f"{type(error).__name__}: {error}")
        return
    _keep(archive, home, version, rows, found)


def _keep(archive: Archive, home: Path, version: int, rows: Sequence[Row], found: Sequence[Analysis]) -> None:
    from index.indexing import annotate  # noqa: PLC0415
    from index.search import Index  # noqa: PLC0415

    done = [(number, change, analysis) for (number, change, _), analysis in zip(rows, found, strict=True)]
    archive.store(done, version, clear=_AT_WORK)
    annotate(home, archive, Index(home))


def _give_up(archive: Archive, row: Row, version: int, reason: str) -> None:
    """Mark an article as analysed with nothing found, and remember why."""
    number, change, article = row
    fatal = json.loads(archive.meta(_FATAL) or "{}")
    fatal[article.id] = reason[:200]
    archive.set_meta(_FATAL, json.dumps(fatal))
    archive.store([(number, change, Analysis((), ()))], version, clear=_AT_WORK)


def work(home: Path) -> int:
    """What the background process does: index, then analyse; ends when nothing awaits or it is told to."""
    from index.indexing import catch_up, mend  # noqa: PLC0415
    from index.search import Index  # noqa: PLC0415

    told = False

    def on_signal(number: int, frame: object) -> None:
        nonlocal told
        told = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    with contextlib.suppress(OSError):
        os.nice(10)
    try:
        archive = Archive(home)
        index = Index(home)
        catch_up(home, archive, index, lambda: told)
        mend(home, archive, index)
        index.close()
        while not told and archive.stories.catch_up():
            pass
        with lock_of(home) as lock:
            if not lock.take():
                return 0  # another one is at it
        analyse_pending(archive, home, stop=lambda: told)
    except (DeskError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(work(Path(sys.argv[1])))
