"""The way out to the terminal: writes in a thread of its own, so that a stalled link stops nothing else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


class Outlet:
    """Writes to a file descriptor in order. ``drained`` is called, in the thread, when all has been written.

    After an error (the terminal has gone) everything is swallowed; ``lost`` is called once, in the thread.
    """

    def __init__(self, fd: int, drained: Callable[[], object], lost: Callable[[], object]) -> None:
        self._fd = fd
        self._drained = drained
        self._lost = lost
        self._waiting = bytearray()
        self._writing = False
        self._ended = False
        self.dead = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="foreigndesk-output", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something has not been written yet."""
        return bool(self._waiting) or self._writing

    def write(self, text: str) -> None:
        """Have ``text`` written; returns at once."""
        with self._changed:
            if not self.dead:
                self._waiting += text.encode("utf-8", "replace")
                self._changed.notify_all()

    def close(self, seconds: float) -> None:
        """Write what is left, for so long at most, and end the thread."""
        with self._changed:
            self._changed.wait_for(lambda: self.dead or not self.busy, seconds)
            self._ended = True
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._ended)
                if not self._waiting:
                    return
                data, self._waiting = bytes(self._waiting), bytearray()
                self._writing = True
            try:
                self._write_all(data)
            except OSError:
                with self._changed:
                    self.dead, self._writing = True, False
                    self._waiting.clear()
                    self._changed.notify_all()
                self._lost()
                return
            with self._changed:
                self._writing = False
                idle = not self._waiting
                self._changed.notify_all()
            if idle:
                self._drained()

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                written = os.write(self._fd, view)
            except BlockingIOError:  # another program has made the terminal non-blocking
                import select  # noqa: PLC0415

                select.select([], [self._fd], [], 1.0)
                continue
            view = view[written:]
