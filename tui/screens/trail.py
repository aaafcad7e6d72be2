"""The way one came, so that ``q`` can step back along it."""

from __future__ import annotations

from typing import NamedTuple

_LONGEST = 100


class Place(NamedTuple):
    """Where the person was: which pane, and what it and the others showed."""

    pane: str
    query: str = ""
    row: int = 0
    article: str = ""
    at: int = 0
    actor: str = ""
    right: str = "relations"
    pair: tuple[str, str] = ("", "")
    entity: str = ""
    """Whose page was open above all this."""


class Trail:
    """Places that were left, the newest last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a place that is being left."""
        if not self._places or self._places[-1] != place:
            self._places.append(place)
            del self._places[:-_LONGEST]

    def back(self) -> Place | None:
        """The place to go back to."""
        return self._places.pop() if self._places else None
