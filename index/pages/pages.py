"""The pages of one desk. Each is made anew from the archive and the reader's verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive, Row
from index.config import Config
from index.entities import actor_name, resolve
from index.errors import NotFoundError
from index.model import (
    NO_FILTER,
    ActorCount,
    ActorPage,
    Evidence,
    Filter,
    Matrix,
    PairPage,
    Partner,
    Periods,
    Series,
)
from index.pages.events import Group, groups, known, shown
from index.pages.rulings import Rulings
from index.pages.turning import turning_points
from index.reader import Mine
from index.relations.confidence import DEFAULT_THRESHOLD

_LATEST = 12  # events of each partner on an actor's page
_PAIR_EVENTS = 400
_PERIODS = 16  # parts of a sparkline on an actor's page
_PAIR_PERIODS = 48
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months


def threshold(home: Path) -> float:
    """The person's own least confidence: ``threshold`` in ``[relations]`` of ``config.toml``, 0 to 1."""
    return (
        Config.load(home).table("relations").only({"threshold"}).number("threshold", DEFAULT_THRESHOLD, 0, 1)
    )


Matching = Callable[[str], set[str]]


@dataclass(slots=True)
class Pages:
    """``matching`` gives the ids of all articles that a search finds; ``threshold`` is the desk's own.

    Actors go by code or by name; one that nobody knows raises ``NotFoundError``.
    """

    archive: Archive
    mine: Mine
    matching: Matching
    threshold: float

    def actors(self) -> list[ActorCount]:
        """Every actor that the articles name, most relations first."""
        found = self.archive.findings.actors()
        return [
            ActorCount(code, actor_name(code), relations, articles) for code, relations, articles in found
        ]

    def actor(self, code: str, wanted: Filter = NO_FILTER) -> ActorPage:
        """An actor's partners, most evidence first."""
        code = self._code(code)
        rulings = self._rulings()
        rows = self._rows(wanted, rulings, code)
        periods = _periods((row.date for row in rows), _PERIODS)
        sides: dict[str, list[Row]] = {}
        for row in rows:
            sides.setdefault(row.target if row.source == code else row.source, []).append(row)
        found = {partner: groups(side) for partner, side in sides.items()}
        evidence = self._evidence([g for each in found.values() for g in each[:_LATEST]], rulings)
        partners = [
            Partner(
                partner,
                actor_name(partner),
                _stories(row for row in side if row.quad <= 2 and known(row)),
                _stories(row for row in side if row.quad >= 3 and known(row)),
                _stories(side),
                _series(side, periods),
                tuple(shown(group, evidence, rulings) for group in found[partner][:_LATEST]),
                _first_line(self.mine.notes.get(pair_key(code, partner)).text),
            )
            for partner, side in sides.items()
        ]
        partners.sort(key=lambda p: (-(p.cooperation + p.conflict), -p.stories, p.code))
        note, articles = self.mine.notes.get(code).text, self.archive.findings.count_articles(code)
        events = sum(map(len, found.values()))
        return ActorPage(
            code, actor_name(code), tuple(partners), note, articles, events, _stories(rows), periods, wanted
        )

    def pair(self, a: str, b: str, wanted: Filter = NO_FILTER) -> PairPage:
        """What passed between two actors, both ways, newest first."""
        a, b = self._code(a), self._code(b)
        rulings = self._rulings()
        rows = self._rows(wanted, rulings, a, b)
        periods = _periods((row.date for row in rows), _PAIR_PERIODS)
        found = groups(rows)
        evidence = self._evidence(found[:_PAIR_EVENTS], rulings)
        every = [shown(group, {}, rulings) for group in found]
        return PairPage(
            a,
            b,
            (actor_name(a), actor_name(b)),
            tuple(shown(group, evidence, rulings) for group in found[:_PAIR_EVENTS]),
            len(found),
            _stories(rows),
            periods,
            (
                _series([row for row in rows if row.source == a], periods),
                _series([row for row in rows if row.source == b], periods),
            ),
            turning_points(every),
            self.mine.notes.get(pair_key(a, b)).text,
            wanted,
        )

    def matrix(self, wanted: Filter = NO_FILTER, size: int = 24) -> Matrix:
        """The ``size`` actors that are told of most, and what each does to each other."""
        rows = [row for row in self._rows(wanted, self._rulings()) if known(row)]
        stories: dict[str, set[int]] = {}
        cells: dict[tuple[str, str], list[set[int]]] = {}
        for row in rows:
            stories.setdefault(row.source, set()).add(row.story)
            stories.setdefault(row.target, set()).add(row.story)
            cell = cells.setdefault((row.source, row.target), [set(), set(), set(), set()])
            cell[row.quad - 1].add(row.story)
        actors = sorted(stories, key=lambda code: (-len(stories[code]), code))[:size]
        nothing: list[set[int]] = [set(), set(), set(), set()]

        def cell_of(a: str, b: str) -> tuple[int, int, int, int]:
            one, two, three, four = map(len, cells.get((a, b), nothing))
            return one, two, three, four

        dates = [row.date for row in rows if row.date]
        return Matrix(
            tuple(actors),
            tuple(map(actor_name, actors)),
            tuple(tuple(cell_of(a, b) for b in actors) for a in actors),
            min(dates, default=""),
            max(dates, default=""),
            wanted,
        )

    def relations(self, a: str | None, b: str | None, wanted: Filter = NO_FILTER) -> Iterable[Evidence]:
        """Every relation that ``wanted`` lets through, newest first, with its verdict; rejected ones too."""
        rulings = self._rulings()
        rows = self._rows(wanted, rulings, a and self._code(a), b and self._code(b), rejected=True)
        rows.sort(key=lambda row: (row.date, row.article_number), reverse=True)
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            evidence = self.archive.findings.evidence_of([row.number for row in part if row.number > 0])
            for row in part:
                one = rulings.evidence(row.number, evidence.get(row.number))
                if one is not None:
                    yield one

    # -- inside

    def _code(self, actor: str) -> str:
        """The code of an actor who goes by a code or a name."""
        if (code := resolve(actor)) is not None:
            return code
        named = {code for code, _, _ in self.archive.findings.actors()}
        if actor in named or actor.upper() in named:
            return actor if actor in named else actor.upper()
        raise NotFoundError(f"No country or organisation goes by the name {actor}.")

    def _rulings(self) -> Rulings:
        return Rulings(self.archive, self.mine.verdicts.all())

    def _rows(
        self,
        wanted: Filter,
        rulings: Rulings,
        a: str | None = None,
        b: str | None = None,
        *,
        rejected: bool = False,
    ) -> list[Row]:
        rows = rulings.apply(self.archive.findings.rows(a, b), a, b, rejected=rejected)
        ids = self.matching(wanted.query) if wanted.query.strip() else None
        threshold = self.threshold if wanted.threshold is None else wanted.threshold
        return [row for row in rows if _passes(row, wanted, threshold, ids)]

    def _evidence(self, chosen: Sequence[Group], rulings: Rulings) -> dict[int, Evidence]:
        numbers = [row.number for group in chosen for row in group.surest]
        found = self.archive.findings.evidence_of([number for number in numbers if number > 0])
        told = {number: rulings.evidence(number, found.get(number)) for number in numbers}
        return {number: one for number, one in told.items() if one is not None}


def pair_key(a: str, b: str) -> str:
    """The name of the note on a pair: the two codes in alphabetical order."""
    return "-".join(sorted((a, b)))


def _passes(row: Row, wanted: Filter, threshold: float, ids: set[str] | None) -> bool:
    return (
        row.confidence >= threshold
        and (not wanted.since or row.date >= wanted.since)
        and (not wanted.until or (row.date != "" and row.date[: len(wanted.until)] <= wanted.until))
        and (not wanted.types or row.type in wanted.types)
        and (not wanted.quads or row.quad in wanted.quads)
        and (not wanted.statuses or row.status in wanted.statuses)
        and (not wanted.outlets or any(part in row.outlet.casefold() for part in wanted.outlets))
        and (ids is None or row.article in ids)
    )


def _stories(rows: Iterable[Row]) -> int:
    return len({row.story for row in rows})


def _periods(dates: Iterable[str], most: int) -> Periods:
    """The shortest equal parts of which at most ``most`` cover all dates."""
    months = [12 * int(date[:4]) + int(date[5:7] or 1) - 1 for date in dates if len(date) >= 4]
    if not months:
        return Periods(0, 1, 0)
    first, last = min(months), max(months)
    step = next((step for step in _STEPS if last // step - first // step < most), _STEPS[-1])
    first -= first % step
    return Periods(first, step, (last - first) // step + 1)


def _series(rows: Iterable[Row], periods: Periods) -> Series:
    sides = [[set[int]() for _ in range(periods.count)] for _ in range(2)]
    for row in rows:
        if len(row.date) >= 4 and known(row):
            sides[row.quad > 2][periods.index(row.date)].add(row.story)
    cooperation, conflict = (tuple(map(len, side)) for side in sides)
    return Series(cooperation, conflict)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
