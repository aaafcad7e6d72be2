"""What every answer of the conversation needs: asking the desk, saying lines, and long answers in parts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from index import Client, DeskError, Superseded
from tui.terminal.guard import write

if TYPE_CHECKING:
    from index import Evidence

T = TypeVar("T")

Choice = Callable[[], None]
"""What is done when a line is chosen by its number."""

TEN = 10
"""Results, or lines of a long answer, that are said at a time."""


class Talk:
    """Says lines through the guard; ``wait`` waits for an answer of the desk."""

    def __init__(self, client: Client, wait: Callable[[Coroutine[Any, Any, T]], T]) -> None:
        self.listening = True
        self._client = client
        self._wait: Callable[[Coroutine[Any, Any, Any]], Any] = wait
        self._rest: list[str] = []
        self._choices: list[Choice] = []
        self._evidence: tuple[Evidence, ...] = ()
        """The relations of the list that was said last, in its order."""
        self._chosen: Evidence | None = None
        """The one that was chosen, or judged, last."""
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

    def _offer(
        self, head: str, lines: Sequence[tuple[str, Choice]], evidence: tuple[Evidence, ...] = ()
    ) -> None:
        """Say ``head`` and numbered lines, of which a number then chooses one, also of those not said yet.

        ``evidence`` is what the lines tell, when they tell relations.
        """
        self._evidence, self._chosen = evidence, None
        self._ask(head, lines)

    def _ask(self, head: str, lines: Sequence[tuple[str, Choice]]) -> None:
        """Say ``head`` and numbered lines of which one answers it; what was told before still holds."""
        self._choices = [choice for _, choice in lines]
        self._rest = [head] if head else []
        self._rest += [f"{number}. {line}" for number, (line, _) in enumerate(lines, 1)]
        self._say_rest()
