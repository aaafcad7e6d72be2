"""Reads ahead, on all cores: while what one file holds is kept, the next are read by children.

What is read comes in the order of the files. Of each file that is read ahead at most ``_PARTS`` parts of
``_ITEMS`` articles or ``_CHARACTERS`` characters wait in memory; its child waits until they are taken.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from index.model import Failure
from index.sources.confined import end_waiting
from index.sources.document import Document, Found
from index.sources.reading import confined, read_document, read_here

MOST = 8
"""Files that are read at once, at most: each takes a child with its own memory."""

_AHEAD = 3  # files that wait, read or being read, for each that is read
_PARTS = 4
_ITEMS = 64
_CHARACTERS = 1 << 20
_LATEST = 0.1  # seconds that an article which was read is held back, at most, while others come
_STEP = 0.2

Item = Found | Failure
Job = TypeVar("Job")
_Parts = queue.Queue[list[Item] | BaseException | None]


def workers() -> int:
    """How many files are read at once: one a core."""
    return min(len(os.sched_getaffinity(0)), MOST)


def read_ahead(
    jobs: Iterable[tuple[Job, Document | None]], count: int, asked: Callable[[], bool]
) -> Generator[tuple[Job, Iterator[Item]], None, None]:
    """The items of each document, in order, ``count`` documents at once; a job without one has no items.

    ``jobs`` is gone through in the caller's thread. Items break off when ``asked`` says that it was asked to
    stop. Closing the iterator ends what is being read.
    """
    if count < 2:
        for job, document in jobs:
            yield job, iter(()) if document is None else read_document(document)
        return
    stop = threading.Event()
    waiting: deque[tuple[Job, Iterator[Item]]] = deque()
    with ThreadPoolExecutor(count, "reading") as pool:
        try:
            for job, document in jobs:
                waiting.append((job, iter(()) if document is None else _begin(document, pool, stop, asked)))
                if len(waiting) > count * _AHEAD:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            stop.set()
    end_waiting(1)


def _begin(
    document: Document, pool: ThreadPoolExecutor, stop: threading.Event, asked: Callable[[], bool]
) -> Iterator[Item]:
    """The items of a document: read by a child from now on, or here when they are asked for."""
    if not confined(document):
        return read_here(document)
    parts: _Parts = queue.Queue(_PARTS)
    pool.submit(_read, document, parts, stop)
    return _taken(parts, asked)


def _taken(parts: _Parts, asked: Callable[[], bool]) -> Iterator[Item]:
    while True:
        try:
            part = parts.get(timeout=_STEP)
        except queue.Empty:
            if asked():
                return
            continue
        if part is None:
            return
        if isinstance(part, BaseException):
            raise part
        yield from part


def _read(document: Document, parts: _Parts, stop: threading.Event) -> None:
    """Put all items of a document into ``parts``, and None at the end; gives up when told to stop."""

    def put(part: list[Item] | BaseException | None) -> None:
        while not stop.is_set():
            try:
                parts.put(part, timeout=_STEP)
            except queue.Full:
                continue
            return

    try:
        part: list[Item] = []
        size, began = 0, time.monotonic()
        for item in read_document(document, stop):
            part.append(item)
            size += len(item.article.body) if isinstance(item, Found) else 0
            if len(part) >= _ITEMS or size >= _CHARACTERS or time.monotonic() - began > _LATEST:
                put(part)
                part, size, began = [], 0, time.monotonic()
            if stop.is_set():
                return
        put(part)
        put(None)
    except BaseException as error:  # noqa: BLE001 (raised again where the items are taken)
        put(error)
