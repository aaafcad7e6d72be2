"""Keys on a real terminal: how soon each is echoed, and how soon the results of the last one stand there.

    python tests/bench/keystrokes.py HOME [WORDS ...]

Types each question into the reader's search box, a key every 120 ms. Prints, over all keys, the milliseconds
until the box shows the key; and over all questions those from the last key until the title of the results
changes no more (0 when the last key changed nothing). The emulator that reads the screen takes part of that.
"""

from __future__ import annotations

import os
import re
import select
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))
from terminals import Terminal

QUESTIONS = (
    "president sanctions",
    "grain deal",
    "country:rus missile",
    "north korea missile test",
    "election",
)
PAUSE = 0.12
QUIET = 0.6


def main(home: str, *questions: str) -> None:
    echoes: list[float] = []
    answers: list[float] = []
    with Terminal("--home", home, size=(120, 36)) as terminal:
        _until(terminal, lambda: "Results" in _line(terminal, 1), 30)
        _settle(terminal)
        for question in questions or QUESTIONS:
            _send(terminal, "/\x15")
            _settle(terminal)
            typed = ""
            for key in question:
                typed += key
                began = time.perf_counter()
                _send(terminal, key)
                _until(terminal, lambda typed=typed: f"/ {typed}" in _line(terminal, 0), 5)
                echoes.append((time.perf_counter() - began) * 1000)
                if len(typed) < len(question):
                    while time.perf_counter() - began < PAUSE:
                        _read(terminal, 0.01)
            answers.append(_settle(terminal, began) * 1000)
            print(f"{question:28} {_line(terminal, 1).split('▏')[0].strip()}")
            _send(terminal, "\x1b")
            _settle(terminal)
    for name, values in (("echo of a key", echoes), ("result after the last key", answers)):
        values.sort()
        late = values[min(len(values) - 1, int(len(values) * 0.95))]
        print(f"{name:28} median {statistics.median(values):.0f} ms, p95 {late:.0f} ms, of {len(values)}")


def _send(terminal: Terminal, keys: str) -> None:
    os.write(terminal.fd, keys.encode())


def _line(terminal: Terminal, row: int) -> str:
    return str(terminal.screen.display[row])


def _read(terminal: Terminal, seconds: float) -> bool:
    """Feed the emulator with what comes; whether anything did."""
    if not select.select([terminal.fd], [], [], seconds)[0]:
        return False
    terminal.read(0)
    return True


def _until(terminal: Terminal, true: object, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not true():  # type: ignore[operator]
        if time.perf_counter() > end:
            raise SystemExit("not painted:\n" + "\n".join(terminal.screen.display))
        _read(terminal, 0.05)


def _settle(terminal: Terminal, began: float = 0.0) -> float:
    """Read until the title of the results changes no more; seconds from ``began`` until it last did."""
    title, changed, quiet = _title(terminal), began, time.perf_counter()
    while time.perf_counter() - quiet < QUIET:
        _read(terminal, 0.02)
        if (now := _title(terminal)) != title:
            title, changed, quiet = now, time.perf_counter(), time.perf_counter()
    return changed - began


def _title(terminal: Terminal) -> str:
    found = re.search(r"Results\s+(.*?)\s{2,}", _line(terminal, 1) + "  ")
    return found[1] if found else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
