"""What every answer of the conversation needs: asking the desk, saying lines, and long answers in parts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from index import Client, DeskError, Superseded
from tui.terminal.guard import write

T = TypeVar("T")

TEN = 10
"""Results, or lines of a long answer, that are said at a time."""


class Talk:
    """Says lines through the guard; ``wait`` waits for an answer of the desk."""

    def __init__(self, client: Client, wait: Callable[[Coroutine[Any, Any, T]], T]) -> None:
        self.listening = True
        self._client = client
        self._wait: Callable[[Coroutine[Any, Any, Any]], Any] = wait
        self._rest: list[str] = []
        self._names: dict[str, str] = {}

    def say(self, *lines: str) -> None:
        """Print lines, through the guard."""
        for line in lines:
            write(f"{line}\n")

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DeskError as error:
            self.say(str(error))
        except Superseded:
            pass

    def _say_rest(self) -> None:
        lines, self._rest = self._rest[:TEN], self._rest[TEN:]
        self.say(*lines)
        if self._rest:
            self.say(f"{len(self._rest)} more: Enter says them.")
