"""Locks between processes: ``flock`` on a file of the desk, which the kernel frees when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from index.errors import DeskError

_PAUSE = 0.05


class Lock:
    """A lock by the name of a file. Use with ``with`` after ``take`` said that it is held."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self, seconds: float = 0.0) -> bool:
        """Whether the lock is ours now; waits up to ``seconds``. ``DeskError`` if it cannot be made."""
        handle = self._open()
        end = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    os.close(handle)
                    return False
                time.sleep(_PAUSE)
            except BaseException:
                os.close(handle)
                raise
            else:
                self._handle = handle
                return True

    def _open(self) -> int:
        home = self._path.parent
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError as error:
            raise DeskError(f"The desk in {home} is no longer there: it was moved or deleted.") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise DeskError(
                f"The desk in {home} cannot be written ({reason}): use another --home."
            ) from error

    def free(self) -> None:
        """Let go of it; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()
