"""The part of the desk's screen that holds keys back: those that come before what they are meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events

T = TypeVar("T")

_PATIENCE = 3.0
"""Seconds that a prompt is waited for with the keys held."""


class HoldingScreen(AskingScreen):
    """Keys wait for the person's own keys at the start, and for a prompt that awaits an answer."""

    _held: list[events.Key] | None = []  # noqa: RUF012 (replaced, never changed in place)
    """Keys pressed too early; ``None`` when none are held."""
    _awaited = ""
    """The lane of the prompt that is waited for."""

    def hold(self, event: events.Key) -> bool:
        """Keep a key for later, when keys are held; whether it was. Escape gives up a prompt."""
        if self._held is None:
            return False
        if self._awaited and event.key == "escape":
            self.questions.drop(self._awaited)
            self._let_go()
            self.say("")
        else:
            self._held = [*self._held, event]
        return True

    def ask_to_choose(
        self, lane: str, question: Callable[[], Awaitable[T]], answered: Callable[[T], None]
    ) -> None:
        """Ask what a prompt is made of, which ``answered`` shows; what is typed until then is for it."""
        if self._held is None:
            self._held, self._awaited = [], lane
            self.set_timer(_PATIENCE, lambda: self._let_go() if self._awaited == lane else None)

        def there(answer: T) -> None:
            held = self._let_go() if self._awaited == lane else []
            answered(answer)
            prompt = self.app.screen
            if prompt is not self:  # else there was nothing to choose from
                for event in held:
                    prompt.call_later(prompt.on_key, event)  # type: ignore[attr-defined]

        def failed(message: str) -> None:
            self._let_go()
            self.say_error(message)

        self.questions.ask(lane, question, there, failed=failed)

    def _let_go(self) -> list[events.Key]:
        """Hold no more; what was held."""
        held, self._held, self._awaited = self._held, None, ""
        return held or []
