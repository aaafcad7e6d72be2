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
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pyte

# What pyte does not understand and would print: private modes with intermediates, kitty keys.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$p]+|\x1b\[>[0-9;]*[a-zA-Z]")


class Terminal:
    """Runs ``foreigndesk`` on a pty of its own."""

    def __init__(
        self, *arguments: str, size: tuple[int, int] = (80, 24), environment: dict[str, str] | None = None
    ) -> None:
        columns, rows = size
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        settings = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "NO_COLOR", "COLOR"))}
        settings.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", **(environment or {})})
        for name in ("COLUMNS", "LINES"):
            settings.pop(name, None)
        command = [sys.executable, "-c", "from tui.cli import main; raise SystemExit(main())", *arguments]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover (the child)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(sys.executable, command, settings)
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
            self._stream.feed(_UNKNOWN.sub(b"", chunk))
        self.raw += data
        return data

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
