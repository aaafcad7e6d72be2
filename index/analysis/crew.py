"""Analysis on all cores: processes with a model each, given batches one at a time, answering in any order.

    python -m index.analysis.crew --fd N

A process that dies (a crash in native code, no memory) is found out and its batch named; the others go on.
All end when their maker does, however it ended, for their socket closes.
"""

from __future__ import annotations

import argparse
import os
import select
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.analysis.analyser import Analyser, Dated
from index.model import Analysis
from index.wire import frame, receive

MEGABYTES_EACH = 700
"""What is reckoned for one process: the models and tables, and a batch at work."""

Answer = list[Analysis] | str | None
"""What was found; or why it could not be analysed; or ``None``: the process died at it."""


def size(batches: int) -> int:
    """How many processes are worth having for so many batches, with these cores and this free memory."""
    wanted = min(len(os.sched_getaffinity(0)), batches)
    return max(1, min(wanted, _free_megabytes() // MEGABYTES_EACH))


def _free_megabytes() -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) // 1024
    return MEGABYTES_EACH * 2


@dataclass(slots=True)
class _Hand:
    process: subprocess.Popen[bytes]
    connection: socket.socket
    batch: int | None = None


class Crew:
    """Up to ``count`` processes, started when there is work for them. Use with ``with``."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._hands: list[_Hand] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *rest: object) -> None:
        for hand in self._hands:
            self._dismiss(hand)
        self._hands.clear()

    @property
    def busy(self) -> int:
        """How many batches are being worked on."""
        return sum(hand.batch is not None for hand in self._hands)

    @property
    def idle(self) -> bool:
        """Whether another batch can be given."""
        return self.busy < self._count

    def give(self, batch: int, texts: Sequence[Dated]) -> None:
        """Let a free process analyse ``texts``, as number ``batch``."""
        hand = next((hand for hand in self._hands if hand.batch is None), None) or self._hire()
        hand.batch = batch
        with suppress(OSError):  # it has died meanwhile; ``answer`` will say so
            hand.connection.sendall(frame(list(texts)))

    def answer(self, seconds: float) -> tuple[int, Answer] | None:
        """The next batch that is done, or failed; ``None`` when none is within ``seconds``."""
        working = [hand for hand in self._hands if hand.batch is not None]
        ready, _, _ = select.select([hand.connection for hand in working], [], [], seconds)
        hand = next((hand for hand in working if hand.connection in ready), None)
        if hand is None:
            return None
        assert hand.batch is not None
        batch, hand.batch = hand.batch, None
        try:
            return batch, receive(hand.connection)
        except (EOFError, OSError):
            self._hands.remove(hand)
            self._dismiss(hand)
            return batch, None

    def _hire(self) -> _Hand:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "index.analysis.crew", "--fd", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the maker, which asks them to end
                cwd="/",
            )
        hand = _Hand(process, ours)
        self._hands.append(hand)
        return hand

    @staticmethod
    def _dismiss(hand: _Hand) -> None:
        hand.connection.close()
        if hand.batch is not None:
            hand.process.kill()  # nobody waits for what it is at
        hand.process.wait()


def _work(connection: socket.socket) -> None:
    analyser = Analyser()
    while True:
        texts: list[Dated] = receive(connection)
        answer: Answer
        try:
            answer = analyser.analyse(texts)
        except Exception as error:  # noqa: BLE001 (one article must not stop the others)
            answer = f"{type(error).__name__}: {error}"
        connection.sendall(frame(answer))


def main(arguments: list[str] | None = None) -> int:
    """Analyse what the maker gives, until it goes away."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.crew")
    parser.add_argument("--fd", type=int, required=True)
    options = parser.parse_args(arguments)
    with socket.socket(fileno=options.fd) as connection, suppress(EOFError, OSError):
        _work(connection)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
