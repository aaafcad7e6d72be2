"""Asking without waiting: a question is a task, its answer a call, and of one kind only the newest counts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from index import DeskError, Superseded

T = TypeVar("T")


class Questions:
    """Runs questions; ``failed`` is called with one line for the person when one cannot be answered."""

    def __init__(self, failed: Callable[[str], None]) -> None:
        self._failed = failed
        self._newest: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def ask(
        self,
        lane: str,
        question: Callable[[], Awaitable[T]],
        answered: Callable[[T], Any],
        *,
        pause: float = 0.0,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Ask, after ``pause`` seconds; a question asked earlier in the same lane is forgotten.

        A lane named '' has no newest: each of its questions is answered.
        """
        if lane and (older := self._newest.get(lane)) is not None:
            older.cancel()
        task = asyncio.create_task(self._run(question, answered, pause, failed or self._failed))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if lane:
            self._newest[lane] = task

    def drop(self, lane: str) -> None:
        """Forget what is being asked in a lane."""
        if (task := self._newest.pop(lane, None)) is not None:
            task.cancel()

    async def settle(self, seconds: float) -> None:
        """Wait for what is being asked, at most so long."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)

    async def _run(
        self,
        question: Callable[[], Awaitable[T]],
        answered: Callable[[T], Any],
        pause: float,
        failed: Callable[[str], None],
    ) -> None:
        try:
            if pause:
                await asyncio.sleep(pause)
            answer = await question()
        except Superseded:
            return
        except DeskError as error:
            failed(str(error))
            return
        answered(answer)
