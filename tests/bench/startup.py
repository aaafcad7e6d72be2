"""Start to first paint, on a real terminal, beside a bare Textual application in the same run.

    python tests/bench/startup.py HOME [RUNS]

Prints, for the bare application, a cold start and a warm one (with the last session's screen kept), the
median milliseconds until the first frame and until results are shown: by the clock, and what the reader's
own process has worked by then (which a busy machine blurs less); and the megabytes resident in it at rest.
The desk of HOME gets a new ``last-screen``.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted at last")
Bare().run()
"""
READER = "import sys; from tui.cli import main; sys.exit(main())"
_REST = 1.5
"""Seconds of quiet after which the reader is at rest."""


class Start:
    """A program started on a terminal of 80x24; ``at`` its marks: seconds, and seconds of its own work."""

    def __init__(self, code: str, *arguments: str, kept: bool = False) -> None:
        began = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", FOREIGNDESK_NO_BACKGROUND="1")
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs have theirs
            os.environ["FOREIGNDESK_LAST_SCREEN"] = str(int(kept))
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
        self._began = began
        self._seen = b""
        self.at: list[tuple[float, float]] = []

    def until(self, mark: bytes, seconds: float = 30.0) -> Start:
        """Wait until ``mark`` has been written after the marks before it."""
        while mark not in self._seen:
            if time.perf_counter() - self._began > seconds:
                raise SystemExit(f"{mark!r} was never painted: {self._seen[-500:]!r}")
            self._read(0.5)
        now = time.perf_counter() - self._began
        worked = Path(f"/proc/{self.process}/schedstat")
        self.at.append((now, int(worked.read_text().split()[0]) / 1e9 if worked.exists() else 0.0))
        self._seen = self._seen.split(mark, 1)[1]
        return self

    def _read(self, quiet: float) -> bool:
        if not select.select([self._terminal], [], [], quiet)[0]:
            return False
        with contextlib.suppress(OSError):
            self._seen += os.read(self._terminal, 65536)
            return True
        return False

    def rest(self) -> float:
        """Wait until nothing is written any more; megabytes resident."""
        while self._read(_REST):
            pass
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    def end(self, keys: bytes = b"") -> None:
        """End it by ``keys``, or without asking."""
        if keys:
            os.write(self._terminal, keys)
            while self._read(10.0):
                pass
        else:
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)


def main(home: str, runs: str = "9") -> None:
    """Measure all in turn, so that a change in the machine's speed meets each of them."""
    times: dict[str, list[tuple[float, float]]] = {}
    resident = []
    Start(READER, "--home", home).until(b"Results").until(b"articles").end()  # writes byte code, fills caches
    for _ in range(int(runs)):
        bare = Start(BARE).until(b"painted at last")
        bare.end()
        cold = Start(READER, "--home", home).until(b"Results").until(b"articles")
        resident.append(cold.rest())
        cold.end()
        if not times:
            keeping = Start(READER, "--home", home, kept=True).until(b"Results").until(b"articles")
            keeping.rest()
            keeping.end(b"Q")
        warm = Start(READER, "--home", home, kept=True).until(b"articles").until(b"\x1b[?2004h")
        warm.end()
        for name, at in (
            ("bare Textual app", bare.at[0]),
            ("cold, first frame", cold.at[0]),
            ("cold, with results", cold.at[1]),
            ("warm, last frame", warm.at[0]),
        ):
            times.setdefault(name, []).append(at)
    base = [statistics.median(column) for column in zip(*times["bare Textual app"], strict=True)]
    for name, values in times.items():
        told = ""
        for what, bare_time, column in zip(("clock", "work"), base, zip(*values, strict=True), strict=True):
            middle = statistics.median(column)
            told += f"   {what} {middle * 1000:5.0f} ms, {middle / (bare_time or 1):.2f} of the bare app"
        print(f"{name:20}{told}")
    print(f"resident at rest     {statistics.median(resident):.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
