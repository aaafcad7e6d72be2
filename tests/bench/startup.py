"""Start to first paint, on a real terminal, beside a bare Textual application in the same run.

    python tests/bench/startup.py HOME [RUNS]

Prints the median milliseconds until each has painted its first frame, and until the reader shows results.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted at last")
Bare().run()
"""
READER = "import sys; from tui.cli import main; sys.exit(main())"


def measure(code: str, arguments: list[str], marks: list[bytes]) -> list[float]:
    """Milliseconds from the start of the process until each of ``marks`` has been written."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", FOREIGNDESK_NO_BACKGROUND="1")
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began, seen, found = time.perf_counter(), b"", []
    while len(found) < len(marks) and time.perf_counter() - began < 10:
        if select.select([terminal], [], [], 0.5)[0]:
            with contextlib.suppress(OSError):
                seen += os.read(terminal, 65536)
        while len(found) < len(marks) and marks[len(found)] in seen:
            found.append((time.perf_counter() - began) * 1000)
    if len(found) < len(marks):
        raise SystemExit(f"{marks[len(found)]!r} was never painted: {seen[-500:]!r}")
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)
    return found


def main(home: str, runs: str = "9") -> None:
    """Measure both in turn, so that a change in the machine's speed meets both."""
    bare, paint, results = [], [], []
    for _ in range(int(runs)):
        bare += measure(BARE, [], [b"painted at last"])
        first, full = measure(READER, ["--home", home], [b"Results", b"articles"])
        paint.append(first)
        results.append(full)
    base = statistics.median(bare)
    for name, values in (
        ("bare Textual app", bare),
        ("reader, first frame", paint),
        ("reader, with results", results),
    ):
        middle = statistics.median(values)
        print(f"{name:22} {middle:6.0f} ms   {middle / base:.2f} of the bare app")


if __name__ == "__main__":
    main(*sys.argv[1:])
