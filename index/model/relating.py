"""Pages of relations: an actor's, a pair's, the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.filter import NO_FILTER

if TYPE_CHECKING:
    from index.model.filter import Filter
    from index.model.finding import Evidence
    from index.model.terms import Status


@dataclass(frozen=True, slots=True)
class Periods:
    """A stretch of time in equal parts: ``count`` of them, ``months`` long, from the month ``first`` on.

    ``first`` counts months since year 0 (``12 * year + month - 1``).
    """

    first: int
    months: int
    count: int

    def index(self, date: str) -> int:
        """In which part an ISO date lies (it may be outside)."""
        return (12 * int(date[:4]) + int(date[5:7] or 1) - 1 - self.first) // self.months

    def label(self, index: int) -> str:
        """``2024-03`` for a month, ``2024`` where parts are whole years, else the month it begins with."""
        return self._label(self.first + index * self.months)

    @property
    def until(self) -> str:
        """The last month of all, or the last year."""
        return self._label(self.first + self.count * self.months - 1)

    def _label(self, at: int) -> str:
        year, month = divmod(at, 12)
        return f"{year}" if self.months % 12 == 0 else f"{year}-{month + 1:02}"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done by one actor to another on one day, with all the evidence for it.

    ``stories`` counts independent tellings: copies and updates of an article are one. ``evidence`` holds the
    surest first, at most a few; ``count`` says how many there are. ``said`` is the deed in the words of the
    surest, before and after the target's name, ``("imposed sanctions on", "")``; where that is not plain,
    it is empty and ``quote`` holds the sentence's words.
    """

    date: str
    source: str
    target: str
    type: str
    quad: int
    status: Status
    stories: int
    count: int
    evidence: tuple[Evidence, ...]
    verdict: str = ""
    said: tuple[str, str] = ("", "")
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Stories of cooperation and of conflict in each part of a page's ``Periods``."""

    cooperation: tuple[int, ...] = ()
    conflict: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """One counterpart of an actor: what passed in both directions, its course, and the latest events.

    All numbers count stories, so that what five outlets carry counts once.
    """

    code: str
    name: str
    cooperation: int
    conflict: int
    stories: int
    series: Series
    events: tuple[Event, ...]
    note: str = ""
    """The first line of the reader's note on the pair."""


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor's relations by partner, by weight of evidence; and the reader's note.

    ``articles`` name it; ``events`` are told of it, in so many ``stories``.
    """

    code: str
    name: str
    partners: tuple[Partner, ...]
    note: str
    articles: int
    events: int
    stories: int
    periods: Periods
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Where the tone between two actors changed: means of all events before and after, from -2 to 2."""

    date: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class PairPage:
    """What passed between two actors, newest first; ``series`` holds a's doings to b, then b's to a."""

    a: str
    b: str
    names: tuple[str, str]
    events: tuple[Event, ...]
    total: int
    stories: int
    periods: Periods
    series: tuple[Series, Series]
    turns: tuple[TurningPoint, ...]
    note: str
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who did how much of what to whom: ``cells[row][column]`` has stories by quad class 1 to 4."""

    actors: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[tuple[int, int, int, int], ...], ...]
    since: str
    until: str
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How often the coder was right by a reader's verdicts on one type."""

    type: str
    accepted: int
    rejected: int
    corrected: int

    @property
    def precision(self) -> float:
        """Accepted ones among all that were judged."""
        return self.accepted / max(1, self.accepted + self.rejected + self.corrected)


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor and how many relations and articles name it: a row of the list from which one is chosen."""

    code: str
    name: str
    relations: int
    articles: int
