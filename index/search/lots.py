"""Articles to segments on all cores: each part in a forked process, which writes its segments.

The parts' own functions read the articles within the fork, so no text goes between processes: a fork says
through a pipe how far it is and what its segments are called. What is held in memory is bounded by the
characters of a lot, shared out among the processes.
"""

from __future__ import annotations

import json
import os
import select
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.search.build import build
from index.search.codec.segment import write_segment
from index.search.records import Item

LOT_ARTICLES = 120_000
LOT_CHARACTERS = 32_000_000
"""A segment is made of at most this: what bounds the memory of indexing, some 20 bytes a character."""
_TOLD_EVERY = 500

Part = Callable[[], Iterable[Item]]
Told = Callable[[int], None]


class LostError(Exception):
    """A process died at its part, or cannot be had."""


def lots(items: Iterable[Item], characters: int = LOT_CHARACTERS) -> Iterator[list[Item]]:
    """The articles of one segment at a time."""
    lot: list[Item] = []
    size = 0
    for item in items:
        lot.append(item)
        size += len(item[0].body)
        if len(lot) >= LOT_ARTICLES or size >= characters:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def cores() -> int:
    """How many processes can be forked to work at once; 1 in a process of threads, which must not fork."""
    return len(os.sched_getaffinity(0)) if threading.active_count() == 1 else 1


def written(folder: Path, new_name: Callable[[], str], parts: Sequence[Part], told: Told) -> list[str]:
    """Write the segments of all parts, of several each in a process of its own; their names in order.

    ``told`` hears how many more articles are done. Raises ``OSError`` as a process met it, and
    ``LostError`` when one died; no process is left behind.
    """
    if len(parts) == 1:
        return list(_segments(folder, new_name, parts[0](), LOT_CHARACTERS, told))
    hands: list[_Hand] = []
    try:
        for part in parts:
            hands.append(_hire(folder, new_name, part, len(parts)))
        while waiting := [hand for hand in hands if not hand.ended]:
            ready, _, _ = select.select([hand.pipe for hand in waiting], [], [])
            for hand in waiting:
                if hand.pipe in ready:
                    hand.read(told)
        if not all(hand.whole for hand in hands):
            raise LostError
    finally:
        for hand in hands:
            hand.dismiss()
    return [name for hand in hands for name in hand.names]


@dataclass
class _Hand:
    process: int
    pipe: int
    names: list[str] = field(default_factory=list)
    ended: bool = False
    whole: bool = False
    _rest: bytes = b""

    def read(self, told: Told) -> None:
        data = os.read(self.pipe, 65_536)
        self.ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            word, value = json.loads(line)
            if word == "read":
                told(value)
            elif word == "segment":
                self.names.append(value)
            elif word == "failed":
                raise OSError(*value)
            else:
                self.whole = True

    def dismiss(self) -> None:
        os.close(self.pipe)
        if not self.ended:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _hire(folder: Path, new_name: Callable[[], str], part: Part, number: int) -> _Hand:
    ours, theirs = os.pipe()
    parent = os.getpid()
    try:
        process = os.fork()
    except OSError as error:
        os.close(ours)
        os.close(theirs)
        raise LostError from error
    if process:
        os.close(theirs)
        return _Hand(process, ours)
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the maker, which ends us
        _work(folder, new_name, part, LOT_CHARACTERS // number, theirs, parent)
        code = 0
    finally:
        os._exit(code)  # nothing of the maker's may be closed or written here


def _work(  # noqa: PLR0917
    folder: Path, new_name: Callable[[], str], part: Part, characters: int, pipe: int, parent: int
) -> None:
    def say(word: str, value: object) -> None:
        os.write(pipe, json.dumps([word, value]).encode() + b"\n")

    def told(more: int) -> None:
        if os.getppid() != parent:
            os._exit(1)
        say("read", more)

    try:
        for name in _segments(folder, new_name, part(), characters, told):
            say("segment", name)
        say("whole", None)
    except OSError as error:
        say("failed", [error.errno, error.strerror])


def _segments(
    folder: Path, new_name: Callable[[], str], items: Iterable[Item], characters: int, told: Told
) -> Iterator[str]:
    """Write a segment a lot. Of its articles a fifth counts as done when they have been read."""
    read = 0

    def counted() -> Iterator[Item]:
        nonlocal read
        for item in items:
            read += 1
            if read % _TOLD_EVERY == 0:
                told(_TOLD_EVERY // 5)
            yield item

    for lot in lots(counted(), characters):
        name = new_name()
        write_segment(folder, name, *build(lot))
        told(len(lot) - read // _TOLD_EVERY * (_TOLD_EVERY // 5))
        read = 0
        yield name
