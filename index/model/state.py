"""How the desk stands, and what is new on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """What has come to the desk since it was last asked, and can be found.

    ``mark`` says up to where, and is what the next question begins with; it means nothing else.
    """

    mark: tuple[int, int]
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """Counts for the status line; ``pending`` articles await analysis, ``stale`` await indexing.

    ``making``: how many of how many articles are in an index that is being made anew, ``None`` when none is.
    """

    articles: int
    pending: int
    relations: int
    stale: int = 0
    making: tuple[int, int] | None = None
