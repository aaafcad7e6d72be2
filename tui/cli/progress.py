"""Progress of long work on standard error, when a person looks: how much, how fast, how much longer."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from index import Desk, must_hold_a_desk, named_home
from tui.terminal.guard import safe_line, write

if TYPE_CHECKING:
    from index import Progress

_PAUSE = 0.2


class Line:
    """One line that is written over; nothing at all when standard error is no terminal."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._shown = sys.stderr.isatty()
        self._last = 0.0
        self._width = 0

    def show(self, progress: Progress) -> None:
        """Say how far it is, at most five times a second."""
        now = time.monotonic()
        if not self._shown or now - self._last < _PAUSE:
            return
        self._last = now
        text = f"{self._word} {_told(progress)}"
        if progress.current:
            text += f"  {safe_line(progress.current)}"
        self._over(text)

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._shown and self._width:
            self._over("")
            self._width = 0

    def _over(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        write(text.ljust(self._width), sys.stderr)
        # The carriage return is ours, so it does not pass the guard.
        sys.stderr.write("\r")
        sys.stderr.flush()
        self._width = len(text)


def opened(options: Namespace, *, make: bool = False) -> Desk:
    """The desk that a command is about. Tells of an index of another version that it is made anew.

    A folder that ``--home`` names and that holds no desk is a slip of the hand to all commands but those that
    ``make`` one; so is a folder in the environment that is not there. Else the user's own desk need not be
    there yet: before anything is added it is simply empty.
    """
    named = named_home(options.home, seeds=options.seeds)
    if named is not None and not make and (options.home is not None or not named.is_dir()):
        must_hold_a_desk(named)
    line = Line("Making the index anew:")

    def show(progress: Progress) -> None:
        line.show(progress)
        if progress.done == progress.total:
            line.clear()

    return Desk.open(options.home, seeds=options.seeds, making=show)


def _told(progress: Progress) -> str:
    told = f"{progress.done:,}"
    if progress.total:
        told += f" of about {max(progress.total, progress.done):,}"
    told += f", {progress.rate:,.0f} a second"
    if progress.total and progress.rate > 0:
        told += f", {_duration(max(0, progress.total - progress.done) / progress.rate)} left"
    if progress.failed:
        told += f", {progress.failed:,} unreadable"
    return told


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


class Stop:
    """Whether Ctrl-C (or a request to end) was given; a second Ctrl-C interrupts at once."""

    def __init__(self) -> None:
        self.wanted = False

    def __call__(self) -> bool:
        return self.wanted

    def ask(self, number: int, frame: FrameType | None) -> None:
        """The handler of the signal."""
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Within it, the first Ctrl-C asks to stop at the next safe point instead of interrupting."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
