"""Keys on a real terminal: how soon each is echoed, and how soon the results of the last one stand there.

    python tests/bench/keystrokes.py HOME [WORDS ...]

Types each question into the reader's search box, a key every 120 ms. Prints, over all keys, the milliseconds
until the box shows the key; and over all questions those from the last key until the title of the results
changes no more (0 when the last key changed nothing). The emulator that reads the screen works between keys.
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
_LONGEST = 3.0


def main(home: str, *questions: str) -> None:
    echoes: list[float] = []
    answers: list[float] = []
    quiet = {"FOREIGNDESK_NO_BACKGROUND": "1"}
    with Terminal("--home", home, size=(120, 36), environment=quiet) as terminal:
        terminal.until(lambda _: "Results" in _line(terminal, 1) and "articles" in _line(terminal, 1))
        terminal.read(QUIET)
        for question in questions or QUESTIONS:
            terminal.press("/\x15", QUIET)
            for at in range(1, len(question) + 1):
                last = at == len(question)
                began = time.perf_counter()
                os.write(terminal.fd, question[at - 1].encode())
                echo, answer = _shown(terminal, question[:at], began + (QUIET if last else PAUSE))
                if not echo:
                    echo, answer = _shown(terminal, question[:at], began + _LONGEST)
                echoes.append((echo - began) * 1000)
            answers.append(max(0.0, answer - began) * 1000)
            print(f"{question:28} {_line(terminal, 1).split('▏')[0].strip()}")
            terminal.press("\x1b", QUIET)
    for name, values in (("echo of a key", echoes), ("result after the last key", answers)):
        values.sort()
        late = values[min(len(values) - 1, int(len(values) * 0.95))]
        print(f"{name:28} median {statistics.median(values):.0f} ms, p95 {late:.0f} ms, of {len(values)}")


def _shown(terminal: Terminal, typed: str, until: float) -> tuple[float, float]:
    """When the box showed what was typed, and when the title of the results changed last; 0 when not.

    All is read first and shown to the emulator afterwards, piece by piece.
    """
    pieces: list[tuple[float, bytes]] = []
    while (left := until - time.perf_counter()) > 0:
        if select.select([terminal.fd], [], [], left)[0]:
            pieces.append((time.perf_counter(), os.read(terminal.fd, 65536)))
    echo = answer = 0.0
    title = _title(terminal)
    for came, piece in pieces:
        terminal.feed(piece)
        if not echo and _line(terminal, 0).startswith(f" / {typed}"):
            echo = came
        if _title(terminal) != title:
            title, answer = _title(terminal), came
    return echo, answer


def _line(terminal: Terminal, row: int) -> str:
    return str(terminal.screen.display[row])


def _title(terminal: Terminal) -> str:
    found = re.search(r"Results\s+(.*?)\s{2,}", _line(terminal, 1) + "  ")
    return found[1] if found else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
