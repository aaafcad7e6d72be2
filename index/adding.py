"""Files to the archive and the index: in batches, each of which is kept whole or not at all."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import indexing
from index.archive import Archive, Incoming, Outcome, ReadFile
from index.model import AddReport, Failure, Progress
from index.sources import (
    READERS,
    Document,
    Found,
    content_hash,
    file_document,
    files,
    pipe_document,
    read_ahead,
    workers,
)

BATCH = 500
BATCH_CHARACTERS = 4_000_000
"""Articles, and characters, of one transaction."""

_FILES = 500
"""Files that are looked up at a time."""

_INDEX_EVERY = 4_000
_INDEX_EVERY_CHARACTERS = 16_000_000
"""After so many articles or characters they are indexed; of articles the more the more there have been, up to
five times as many, for every piece of the index must be merged in the end."""
_PAUSE = 0.1  # seconds between two reports of progress

Report = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Job:
    """A document, and what the archive knows of it: ``known`` articles if it is as it was when last read."""

    document: Document
    size: int = 0
    modified: int = 0
    known: int | None = None
    file: int = 0


@dataclass
class Adder:
    """Adds what ``paths`` hold, while another process indexes it; ``catch_up`` is called for what is left."""

    archive: Archive
    catch_up: Callable[[], object]
    progress: Report | None = None
    stop: Stop = lambda: False
    _batch: list[Incoming] = field(default_factory=list)
    _size: int = 0
    _finished: list[ReadFile] = field(default_factory=list)
    _counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    _failures: list[Failure] = field(default_factory=list)
    _unindexed: int = 0
    _unindexed_size: int = 0
    _bytes: int = 0
    _bytes_before: int = 0
    _done: int = 0
    _indexer: subprocess.Popen[bytes] | None = None
    _began: float = field(default_factory=time.monotonic)
    _told: float = 0.0

    def run(self, paths: Sequence[str | Path]) -> AddReport:
        """Read, keep and index; what has been kept stays when it is stopped or fails."""
        while self.archive.stories.catch_up():
            pass
        stopped = False
        try:
            with closing(read_ahead(self._jobs(paths), workers(), self.stop)) as reading:
                for job, items in reading:
                    if stopped := not self._add(job, items):
                        break
        finally:
            # When stopped by an exception (no room on the disk) the batch is lost, and said to be.
            self._finish()
        return AddReport(
            self._counts[Outcome.ADDED],
            self._counts[Outcome.KNOWN],
            self._counts[Outcome.UPDATED],
            tuple(self._failures),
            stopped,
        )

    def _jobs(self, paths: Sequence[str | Path]) -> Iterator[tuple[_Job, Document | None]]:
        """What there is to be done, in order, and what is to be read for it; the sizes are added up first."""
        found: list[tuple[Path, int, int]] = []
        pipe = False
        for path in paths:
            if str(path) == "-":
                pipe = True
                continue
            for item in files(Path(path)):
                if isinstance(item, Failure):
                    self._failures.append(item)
                    continue
                try:
                    status = item.stat()
                except OSError as error:
                    self._failures.append(Failure(str(item), (error.strerror or str(error)).lower()))
                    continue
                found.append((item, status.st_size, status.st_mtime_ns))
                self._bytes += status.st_size
        if pipe:
            document = pipe_document()
            yield _Job(document), document
        for start in range(0, len(found), _FILES):
            yield from self._jobs_of(found[start : start + _FILES])

    def _jobs_of(self, found: Sequence[tuple[Path, int, int]]) -> Iterator[tuple[_Job, Document | None]]:
        """The same for some files (path, size, time): those that are as they were need not be read."""
        jobs: list[_Job] = []
        for path, size, modified in found:
            document = file_document(path)
            known = self.archive.files.known(document.origin, size, modified, READERS)
            jobs.append(_Job(document, size, modified, known))
        numbers = iter(self._file_numbers([job.document.origin for job in jobs if job.known is None]))
        for job in jobs:
            if job.known is not None:
                yield job, None
            else:
                yield replace(job, file=next(numbers)), job.document

    def _file_numbers(self, origins: Sequence[str]) -> list[int]:
        return self.archive.files.numbers(origins) if origins else []

    def _add(self, job: _Job, items: Iterator[Found | Failure]) -> bool:
        """Take what is read of one document; False when told to stop before its end."""
        document = job.document
        if job.known is not None:
            self._counts[Outcome.KNOWN] += job.known
            self._done += job.known
            self._bytes_before += job.size
            self._tell(document)
            return not self.stop()
        failures = len(self._failures)
        count = 0
        held: Found | None = None
        for item in items:
            if isinstance(item, Failure):
                self._failures.append(item)
            else:
                if held is not None:
                    self._take(held, job.file, alone=False)
                held = item
                count += 1
            self._tell(document)
            if self.stop():
                break
        if self.stop():
            if held is not None and count > 1:
                self._take(held, job.file, alone=False)
            return False
        if held is not None:
            self._take(held, job.file, alone=count == 1)
        if job.file and len(self._failures) == failures:
            self._finished.append(ReadFile(job.file, job.size, job.modified, READERS, count))
        self._bytes_before += job.size
        return True

    def _take(self, found: Found, file: int, *, alone: bool) -> None:
        article = found.article
        self._batch.append(Incoming(article, content_hash(article), file, found.origin, alone))
        self._size += len(article.body)
        if len(self._batch) >= BATCH or self._size >= BATCH_CHARACTERS:
            self._keep()

    def _keep(self) -> None:
        """Write the batch; then what it holds may be called added."""
        batch, size, finished = self._batch, self._size, self._finished
        self._batch, self._size, self._finished = [], 0, []
        for outcome in self.archive.put(batch, finished):
            self._counts[outcome] += 1
            self._unindexed += outcome is not Outcome.KNOWN
        self._done += len(batch)
        self._unindexed_size += size
        enough = min(max(_INDEX_EVERY, self._done // 2), 5 * _INDEX_EVERY)
        if self._unindexed >= enough or self._unindexed_size >= _INDEX_EVERY_CHARACTERS:
            self._unindexed = self._unindexed_size = 0
            self._index_meanwhile()

    def _index_meanwhile(self) -> None:
        """Have what has been kept indexed by a process of its own."""
        if self._indexer is None or self._indexer.poll() is not None:
            self._indexer = indexing.start(self.archive.home)
        if self._indexer is None:
            self.catch_up()
        else:
            indexing.tell(self._indexer)

    def _finish(self) -> None:
        try:
            if self._batch or self._finished:
                self._keep()
        finally:
            if self._indexer is not None:
                indexing.finish(self._indexer)
        self.catch_up()

    def _tell(self, document: Document) -> None:
        now = time.monotonic()
        if self.progress is None or now - self._told < _PAUSE:
            return
        self._told = now
        done = self._done + len(self._batch)
        read = self._bytes_before + document.meter[0]
        total = round(done * self._bytes / read) if read and self._bytes else None
        rate = done / max(now - self._began, 1e-3)
        self.progress(Progress(done, total, len(self._failures), document.name, rate))
