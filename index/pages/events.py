"""Events: relations that tell of the same deed on the same day, put together as one line for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from index.archive import Row
from index.model import Event, Evidence, Status
from index.pages.phrasing import plainly, quoted
from index.pages.rulings import Rulings

_SHOWN = 5  # pieces of evidence that an event carries

_CERTAIN = {"asserted": 0, "reported": 1, "hypothetical": 2, "negated": 3}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one event: the same source, target, type and day, and as sure of it as one another."""

    rows: list[Row]

    @property
    def surest(self) -> list[Row]:
        """The few rows that are shown: one a story first, the most confident first."""
        ordered = sorted(self.rows, key=lambda row: (-row.confidence, row.number))
        first: dict[int, Row] = {}
        for row in ordered:
            first.setdefault(row.story, row)
        rest = [row for row in ordered if first[row.story] is not row]
        return [*first.values(), *rest][:_SHOWN]


def known(row: Row) -> bool:
    """Whether the text holds it for so: asserted or reported."""
    return row.status in ("asserted", "reported")


def groups(rows: Iterable[Row]) -> list[Group]:
    """The events of some relations, newest first; those without a date come last."""
    found: dict[tuple[str, str, str, str, str], list[Row]] = {}
    for row in rows:
        # Without a date nothing says that two articles tell of the same thing.
        when = row.date or f"?{row.article}"
        status = "told" if known(row) else row.status
        found.setdefault((when, row.source, row.target, row.type, status), []).append(row)
    made = [Group(each) for each in found.values()]
    made.sort(
        key=lambda group: (group.rows[0].date, max(row.article_number for row in group.rows)), reverse=True
    )
    return made


def shown(group: Group, evidence: Mapping[int, Evidence], rulings: Rulings) -> Event:
    """An event as a person sees it, with the evidence that is at hand for it."""
    first = group.rows[0]
    status = min((row.status for row in group.rows), key=lambda status: _CERTAIN[status])
    words = {word for row in group.rows if (word := rulings.word(row.number))}
    told = tuple(evidence[row.number] for row in group.surest if row.number in evidence)
    said = plainly(told[0]) if told else ("", "")
    quote = quoted(told[0]) if told and not said[0] else ""
    return Event(
        first.date, first.source, first.target, first.type, first.quad, cast(Status, status),
        len({row.story for row in group.rows}), len(group.rows),
        told, min(words, default=""), said, quote,
    )  # fmt: skip
