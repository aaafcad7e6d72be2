"""Esc is a key: with what follows it at once, as on a slow link or by quick fingers, it is no Alt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ESCAPE = "\x1b"
_BEGINS = frozenset("[OP]^_\x7fbf")
"""What makes a sequence with the Esc before it; Alt with b, f and Backspace goes by words."""


class Escaping:
    """Takes what was read apart: after each text but the last, Esc was pressed."""

    def __init__(self, means_something: Callable[[str], bool]) -> None:
        """``means_something``: whether the person has given Alt with this letter a meaning."""
        self._means_something = means_something
        self.pending = False
        """Whether an Esc has been read, and what follows it not yet."""

    def feed(self, text: str) -> list[str]:
        """What was read, however it was cut into pieces."""
        if self.pending:
            text, self.pending = ESCAPE + text, False
        if text.endswith(ESCAPE):
            text, self.pending = text[:-1], True
        first, *others = text.split(ESCAPE)
        texts = [first]
        for n, other in enumerate(others):
            follows = other[:1] or (ESCAPE if n + 1 < len(others) or self.pending else "")
            if follows in _BEGINS or self._means_something(follows):
                texts[-1] += ESCAPE + other
            else:
                texts.append(other)
        return texts

    def rest(self) -> bool:
        """Nothing followed: whether Esc was pressed."""
        pending, self.pending = self.pending, False
        return pending
