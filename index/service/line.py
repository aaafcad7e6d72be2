"""The line to the service: a child process, a socket, numbered questions and their answers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from typing import Any

from index.errors import DeskError
from index.wire import frame, receive_async

NEWEST_WINS = frozenset(
    {"search", "counts", "complete", "article", "actor", "pair", "matrix", "entities", "entity"}
)
"""Questions of which only the newest answer is wanted; each of them is a lane of its own."""


class Superseded(Exception):  # noqa: N818 (not an error: the answer is no longer wanted)
    """A newer question of the same lane was asked."""


class Line:
    """Carries questions to a service with these arguments, within one asyncio loop."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._newest: dict[str, int] = {}
        self._number = 0
        self._connecting = asyncio.Lock()

    async def close(self) -> None:
        """End the service once it has kept what it was told to keep; open questions raise ``DeskError``."""
        process, self._process = self._process, None
        if self._listener is not None:
            self._listener.cancel()  # first: it would take the end of the line for a service that died
            self._listener = None
        if self._writer is not None:
            self._writer.close()
            with contextlib.suppress(Exception):
                await self._writer.wait_closed()
        elif self._socket is not None:
            self._socket.close()
        self._writer = self._socket = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(DeskError("The reader is closing."))
        if process is not None:
            await asyncio.to_thread(_wait_or_end, process)

    async def ask(self, question: str, *args: Any, **options: Any) -> Any:
        """The answer of the service, which is started when it does not run."""
        async with self._connecting:
            await self._connect()
        self._number += 1
        number = self._number
        if question in NEWEST_WINS:
            self._supersede(self._newest.get(question))
            self._newest[question] = number
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        assert self._writer is not None
        try:
            self._writer.write(frame((number, question, args, options)))
            return await answer
        finally:
            self._waiting.pop(number, None)

    def _supersede(self, number: int | None) -> None:
        older = self._waiting.pop(number, None) if number is not None else None
        if older is not None and not older.done():
            older.set_exception(Superseded())

    async def _connect(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._process is None:
            self.spawn()
        if self._writer is None:
            connection, self._socket = self._socket, None
            reader, self._writer = await asyncio.open_connection(sock=connection)
            self._listener = asyncio.create_task(self._listen(reader))

    def spawn(self) -> None:
        """Start the service and return at once."""
        ours, theirs = socket.socketpair()
        # -P: a folder named index/ where the user happens to stand must not be imported.
        command = [
            sys.executable,
            "-P",
            "-m",
            "index.service.server",
            "--fd",
            str(theirs.fileno()),
            *self._arguments,
        ]
        log = os.environ.get("FOREIGNDESK_LOG")
        try:
            with open(log or os.devnull, "ab") as errors:  # noqa: PTH123
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    pass_fds=(theirs.fileno(),),
                    # A Ctrl-C in the terminal is the reader's business, not the service's.
                    start_new_session=True,
                )
        except OSError as error:
            ours.close()
            raise DeskError(f"The desk's service could not be started: {error}") from error
        finally:
            theirs.close()
        self._socket = ours

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                number, failure, value = await receive_async(reader)
                answer = self._waiting.get(number)
                if answer is None or answer.done():
                    continue
                if failure is None:
                    answer.set_result(value)
                else:
                    answer.set_exception(failure)
        except EOFError:
            self._drop()

    def _drop(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._socket is not None:
            self._socket.close()
        self._process = self._writer = self._socket = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(
                    DeskError("The desk's service stopped; ask again and it will be started anew.")
                )


def _wait_or_end(process: subprocess.Popen[bytes], patience: float = 3.0) -> None:
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
