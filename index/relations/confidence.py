"""How sure a relation is: the chance that its source, target and quad class are right.

How directly the rules reached it counts: a pattern beats a guess (``penalty``), a name beats an adjective
and that a pronoun (``distance``), what is told as so beats what is reported or planned. A table,
``data/calibration.tsv``, turns this into a chance. The threshold below which a reader is not shown a relation
stands here too.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from index.model import Status
from index.relations.events import Event
from index.relations.language.tables import DATA, LexiconError, rows

DEFAULT_THRESHOLD = 0.5
"""Relations less sure than this are kept, but not shown unless asked for."""

LEAST = 0.45
"""What is less sure is not told at all: more than half of it would be wrong."""

_PATTERN, _STEP = 0.95, 0.05


def directness(event: Event, status: Status) -> float:
    """0 to 1: how directly the rules reached the event."""
    steps = event.source.distance + event.target.distance + (status != "asserted")
    return max(0.0, min(1.0, _PATTERN - event.penalty - _STEP * steps))


def confidence(event: Event, status: Status) -> float:
    """The chance that the relation is right, 0 to 1."""
    return round(calibrated(directness(event, status)), 3)


def calibrated(value: float) -> float:
    """The share of relations of this directness that are right."""
    for (low, share), (high, next_share) in pairwise(_knots()):
        if value <= high:
            return share + (next_share - share) * max(0.0, value - low) / (high - low)
    return _knots()[-1][1]


@cache
def _knots() -> list[tuple[float, float]]:
    found = [(float(value), float(share)) for _, (value, share, *_) in rows("calibration.tsv", 2)]
    if len(found) < 2 or found != sorted(found) or any(b[1] < a[1] for a, b in pairwise(found)):
        raise LexiconError(f"{DATA / 'calibration.tsv'}: both columns must rise from line to line")
    return found
