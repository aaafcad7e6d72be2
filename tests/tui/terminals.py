"""A real pseudo-terminal with the reader on it: keys in, bytes out, and an emulator that shows them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar

import pyte

# What pyte does not understand and would print: private modes with intermediates, kitty keys.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$p]+|\x1b\[>[0-9;]*[a-zA-Z]")


READER = (sys.executable, "-c", "from tui.cli import main; raise SystemExit(main())")
"""The reader as the installed program starts it."""


class Emulator(pyte.Screen):
    """pyte, and what xterm does besides: REP, erasing in colour what was never written, blank lines move."""

    _last = " "

    def draw(self, data: str) -> None:
        super().draw(data)
        self._last = data[-1:] or self._last

    def erase_in_display(self, how: int = 0, *arguments: object, **options: object) -> None:
        if how == 2:
            for y in range(self.lines):
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs
        super().erase_in_display(how)

    def delete_lines(self, count: int | None = None) -> None:
        """pyte keeps a line where one should come that was never drawn on: now all have been."""
        for y in range(self.lines):
            self.buffer[y]
        super().delete_lines(count)

    def repeat(self, count: int = 1) -> None:
        super().draw(self._last * max(1, count))


class Stream(pyte.ByteStream):
    """Feeds an ``Emulator``."""

    csi: ClassVar[dict[str, str]] = {**pyte.ByteStream.csi, "b": "repeat"}
    events = pyte.ByteStream.events | {"repeat"}


def emulator(columns: int, rows: int) -> tuple[Emulator, Stream]:
    screen = Emulator(columns, rows)
    return screen, Stream(screen)


def cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What is on a screen as the eye sees it: a blank has a background and lines through it, and no ink."""
    shown = []
    for y in range(screen.lines):
        row = []
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            lines = (cell.underscore, cell.strikethrough, cell.reverse)
            ink: tuple[object, ...] = (cell.data, cell.fg, cell.bold, cell.italics, cell.blink)
            if cell.data == " " and not any(lines):
                ink = (" ",)
            row.append((*ink, cell.bg, *lines))
        shown.append(row)
    return shown


class Terminal:
    """Runs ``foreigndesk`` on a pty of its own."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str] | None = None,
        command: Sequence[str] = READER,
    ) -> None:
        columns, rows = size
        self.raw = b""
        self.screen, self._stream = emulator(columns, rows)
        settings = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "NO_COLOR", "COLOR"))}
        settings.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "FOREIGNDESK_LAST_SCREEN": "0"})
        settings.update(environment or {})
        for name in ("COLUMNS", "LINES"):
            settings.pop(name, None)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover (the child)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job's children would ignore it
            os.execvpe(command[0], [*command, *arguments], settings)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    code: int | None = None
    """The exit code, once it has ended."""

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, quiet: float = 0.3) -> bytes:
        """All bytes until none come for ``quiet`` seconds."""
        data = b""
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                chunk = os.read(self.fd, 65536)
            except OSError:
                break
            if not chunk:
                break
            data += chunk
            self.feed(chunk)
        return data

    def feed(self, chunk: bytes) -> None:
        """Show what was read."""
        self.raw += chunk
        self._stream.feed(_UNKNOWN.sub(b"", chunk))

    def until(self, true: Callable[[str], object], seconds: float = 30.0) -> None:
        """Read until the screen's text satisfies ``true``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
            if true(self.text):
                return
        raise AssertionError(f"not so within {seconds} s; the screen:\n{self.text}")

    def press(self, keys: str, quiet: float = 0.3) -> bytes:
        """Send keys as one types them; the bytes that come back."""
        os.write(self.fd, keys.encode())
        return self.read(quiet)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as its window does."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self, seconds: float = 15.0) -> int:
        """Wait for the program to end; its exit code."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
        raise AssertionError(f"still running; the screen:\n{self.text}")


def home_argument(home: Path) -> tuple[str, str]:
    return "--home", str(home)
