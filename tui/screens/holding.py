"""The part of the desk's screen that holds keys back: those that come before what they are meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tui.screens.searching import SearchingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.screen import Screen

T = TypeVar("T")

_SHOWN = ("search", "article")
"""What is shown when it comes, whether keys wait for it or not."""
_PATIENCE = 3.0
"""Seconds that a prompt is waited for with the keys held."""


def hand_on(screen: Screen[Any], event: events.Key) -> bool:
    """Give a key that was on its way here to the screen that has opened, or come back, meanwhile; whether."""
    now = screen.app.screen
    if now is screen:
        return False
    now.call_later(now.on_key, event)  # type: ignore[attr-defined]
    event.stop()
    event.prevent_default()
    return True


class HoldingScreen(SearchingScreen):
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
            if self._awaited not in _SHOWN:
                self.questions.drop(self._awaited)
            self._let_go()
            self.say("")
        else:
            self._held = [*self._held, event]
        return True

    def hold_until(self, lane: str) -> None:
        """Keep keys until what was asked for in ``lane`` is shown (``released``), a moment at most."""
        if self._held is None or self._awaited:
            self._held, self._awaited = self._held or [], lane
            self.set_timer(_PATIENCE, lambda: self.released(lane))

    def released(self, lane: str) -> None:
        """Work off the keys that were kept for ``lane``."""
        if self._awaited == lane:
            for event in self._let_go():
                self.on_key(event)  # type: ignore[attr-defined]

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
