"""The child process in which parsers of nested formats run: it reads, answers, and can do nothing else.

It may not write a file, open a socket or start a program, and its memory and time are limited. It is started
by ``index.sources.confined``, which says what travels on the two pipes: a request in, items out.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import struct
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from index.model import Article, Failure
from index.sources.document import Document, Found
from index.sources.reading import read_here

FRAME = struct.Struct("<I")

MEMORY = 384 << 20
MEMORY_A_BYTE = 12
MOST_MEMORY = 2 << 30
"""Address space: ``MEMORY`` bytes, and so many more for each byte of the document, up to ``MOST_MEMORY``."""

SECONDS = 20
SECONDS_A_MEGABYTE = 2
SECONDS_AN_ITEM = 0.02
"""Processor time for one document, for each megabyte of it, and for each article that it has given."""

_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill", "shutil.",
    "urllib.", "http.", "ftplib.", "webbrowser.", "pty.", "tempfile.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_BEAT = 1.0  # seconds between signs of life
_FLUSH = 1 << 15  # characters that are sent together, and seconds for which they are held back at most
_HELD_BACK = 0.05
_FIELDS = Article.__slots__
_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def _guard(event: str, values: tuple[object, ...]) -> None:
    """An audit hook (PEP 578): a parser that is talked into reaching out fails, and its file is named."""
    if event == "open":
        flags = values[2] if len(values) > 2 and isinstance(values[2], int) else 0
        if flags & _WRITING:
            raise PermissionError("a reader may not write")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader may not do this: {event}")


def _limit(kind: int, value: int) -> None:
    """Set a soft limit, as far as the system knows it and allows it."""
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(kind)[1]
        if hard not in (resource.RLIM_INFINITY, -1):
            value = min(value, hard)
        resource.setrlimit(kind, (value, hard))


class _Answers:
    """Frames of answers on a pipe; a thread of its own says now and then how far reading has come."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._held: list[object] = []
        self._size = 0
        self._told = time.monotonic()
        self._last = -1
        self.meter: list[int] = [0]

    def send(self, value: object, size: int = 0, *, now: bool = False) -> None:
        """Send an answer of about ``size`` characters: at once, or soon with others."""
        with self._lock:
            self._held.append(value)
            self._size += size
            if now or self._size > _FLUSH or time.monotonic() - self._told > _HELD_BACK:
                self._flush()

    def _flush(self) -> None:
        if self.meter[0] != self._last:
            self._last = self.meter[0]
            self._held.append({"read": self._last})
        data = _JSON.encode(self._held).encode()
        self._stream.write(FRAME.pack(len(data)) + data)
        self._stream.flush()
        self._held, self._size, self._told = [], 0, time.monotonic()

    def beat(self) -> None:
        while True:
            time.sleep(_BEAT)
            with self._lock:
                if self._held or self.meter[0] != self._last:
                    self._flush()


def main() -> None:
    """Serve requests until the pipe ends."""
    sys.dont_write_bytecode = True
    requests = os.fdopen(os.dup(0), "rb")
    answers = _Answers(os.fdopen(os.dup(1), "wb"))
    with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123
        for number in (0, 1):  # what a library prints must not come between the frames
            os.dup2(nothing.fileno(), number)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError):
        os.nice(5)
    sys.addaudithook(_guard)
    threading.Thread(target=answers.beat, daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        while request := _frame(requests):
            document = _document(json.loads(request), requests)
            answers.meter = document.meter
            for number, item in enumerate(read_here(document)):
                answers.send(*_value(item))
                if number % 100 == 99:
                    _more_time(int(100 * SECONDS_AN_ITEM))
            answers.send({"end": True}, now=True)


def _frame(stream: BinaryIO) -> bytes:
    head = stream.read(FRAME.size)
    return stream.read(FRAME.unpack(head)[0]) if len(head) == FRAME.size else b""


def _document(request: dict[str, object], requests: BinaryIO) -> Document:
    """The document of a request, after limits by its size have been set."""
    size = int(str(request["size"]))
    _limit(resource.RLIMIT_AS, min(MEMORY + MEMORY_A_BYTE * size, MOST_MEMORY))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = SECONDS + SECONDS_A_MEGABYTE * (size >> 20)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)
    name, origin = str(request["name"]), str(request["origin"])
    if path := str(request["path"]):
        file = Path(path)
        return Document(name, origin, lambda: file.open("rb"), path=path)
    data = requests.read(size)
    return Document(name, origin, lambda: BytesIO(data))


def _more_time(seconds: int) -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_CPU)
    _limit(resource.RLIMIT_CPU, soft + seconds)


def _value(item: Found | Failure) -> tuple[dict[str, object], int]:
    """An answer, and about how many characters it has."""
    if isinstance(item, Failure):
        return {"failure": [item.where, item.reason]}, len(item.where) + len(item.reason)
    article = item.article
    return {"article": [getattr(article, name) for name in _FIELDS], "origin": item.origin}, 200 + len(
        article.body
    )


if __name__ == "__main__":
    main()
