"""Reads a document in a child process with limits: a parser may hang, grow or crash, and costs one file only.

The child (``index.sources.cell``) is kept for the next document. To it goes a frame, which is four bytes of
length and a JSON object ``{name, origin, path, size}``, followed by the bytes when there is no path. From it
come frames with lists of answers: ``{article: [...], origin: file}``, ``{failure: [where, reason]}``,
``{read: bytes}`` as a sign of life, and ``{end: true}``.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

from index.model import Article, Failure
from index.sources.document import Document, Found

PATIENCE = 120.0
"""Seconds on the wall's clock without a sign of life after which the child is ended."""

COMMAND = [sys.executable, "-P", "-m", "index.sources.cell"]
_CHUNK = 1 << 16
_STEP = 200  # milliseconds between two looks at whether to stop
_LONGEST = 512 << 20  # bytes of one answer
_idle: list[_Child] = []
_lock = threading.Lock()

_ENDS = {
    signal.SIGXCPU: "it took too long, and was given up",
    signal.SIGABRT: "its parser gave up: it is damaged, or needs more memory than one file may take",
    signal.SIGKILL: "it took too much time or memory, and was given up",
}


class _Child:
    """One process, and the two pipes to it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the process that adds, which then ends this one.
            start_new_session=True,
        )
        self.data = bytearray()

    def ask(self, document: Document) -> None:
        """Send a request; a child that has died meanwhile says so when it is listened to."""
        assert self.process.stdin is not None
        data = b"" if document.path else document.read()
        size = len(data)
        with contextlib.suppress(OSError):  # it is gone: the child finds out, and says so
            size = document.size()
        request = {"name": document.name, "origin": document.origin, "path": document.path, "size": size}
        frame = json.dumps(request).encode()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(len(frame).to_bytes(4, "little") + frame + data)
            self.process.stdin.flush()

    def answers(self, stop: threading.Event | None) -> Iterator[dict[str, object]]:
        """What the child says until it ends, dies (``{died: why}``), is silent, or ``stop`` is set."""
        assert self.process.stdout is not None
        number = self.process.stdout.fileno()
        poll = select.poll()
        poll.register(number)
        heard = time.monotonic()
        while stop is None or not stop.is_set():
            if poll.poll(_STEP):
                more = os.read(number, _CHUNK)
                if not more:
                    yield {"died": self._cause()}
                    return
                heard = time.monotonic()
                self.data += more
                for answer in _answers(self.data):
                    yield answer
                    if "end" in answer:
                        return
            if time.monotonic() - heard > PATIENCE or len(self.data) > _LONGEST:
                self.end()
                yield {"died": "it took too long, and was given up"}
                return

    def _cause(self) -> str:
        code = self.process.wait()
        if code in {-number for number in _ENDS}:
            return _ENDS[signal.Signals(-code)]
        return f"its parser crashed ({signal.Signals(-code).name if code < 0 else code})"

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _answers(data: bytearray) -> Iterator[dict[str, object]]:
    """Take the whole frames off the front of ``data``: the answers in them."""
    while len(data) >= 4 and len(data) >= 4 + (length := int.from_bytes(data[:4], "little")):
        frame = bytes(data[4 : 4 + length])
        del data[: 4 + length]
        yield from json.loads(frame)


def read_confined(document: Document, stop: threading.Event | None = None) -> Iterator[Found | Failure]:
    """The articles of ``document``, read by a child; what becomes of the child is a ``Failure`` at most.

    When ``stop`` is set the child is ended, and nothing more comes.
    """
    child, new = _take()
    whole = heard = False
    try:
        child.ask(document)
        for answer in child.answers(stop):
            if "died" in answer and not heard and not new:
                break  # it had been ended while it waited; that is no fault of this document
            heard = True
            if "read" in answer:
                document.meter[0] = int(str(answer["read"]))
            elif "died" in answer:
                yield Failure(document.name, str(answer["died"]))
            elif (item := _item(answer)) is not None:
                yield item
            else:
                whole = True
    finally:
        # One that was stopped midway has more to say of this document, and cannot be asked about the next.
        if whole:
            with _lock:
                _idle.append(child)
        else:
            child.end()
    if not heard and (stop is None or not stop.is_set()):
        yield from read_confined(document, stop)


def _take() -> tuple[_Child, bool]:
    """A child that waits, or a new one (true); not one of a process that this one was forked from."""
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.owner == os.getpid() and child.process.poll() is None:
                return child, False
    return _Child(), True


def _item(answer: dict[str, object]) -> Found | Failure | None:
    """The article or failure of an answer; nothing of it but text is believed."""
    if isinstance(values := answer.get("article"), list):
        fields = [None if value is None else str(value) for value in values]
        return Found(Article(*fields), str(answer.get("origin", "")))  # type: ignore[arg-type]
    if isinstance(values := answer.get("failure"), list):
        return Failure(str(values[0]), str(values[1]))
    return None


@atexit.register
def end_waiting(but: int = 0) -> None:
    """End the children that wait, but so many."""
    with _lock:
        children = [child for child in _idle if child.owner == os.getpid()]
        _idle[:] = children[:but]
    for child in children[but:]:
        child.end()
