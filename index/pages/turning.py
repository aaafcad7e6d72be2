"""Turning points: where the tone between two actors changed for good.

Each event has the tone of its quad class: 2 material cooperation, 1 verbal cooperation, -1 verbal conflict,
-2 material conflict (the order of Goldstein's scale, in four steps). The series is cut in two where that
explains most of its variance, and each part again, as long as a cut explains more than chance would (binary
segmentation, Scott and Knott 1974; the penalty is that of the Bayesian information criterion) and the tone
moves by at least a step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.model import Event, TurningPoint

TONE = {1: 1.0, 2: 2.0, 3: -1.0, 4: -2.0}
_LEAST = 4  # events on each side
_STEP = 1.0  # the least change of the mean
_MOST = 8


def turning_points(events: Sequence[Event]) -> tuple[TurningPoint, ...]:
    """The turning points of events that are given newest first; undated and denied ones do not count."""
    dated = [event for event in events if event.date and event.status in ("asserted", "reported")]
    dated.sort(key=lambda event: event.date)
    tones = [TONE[event.quad] for event in dated]
    cuts = sorted(_cuts(tones, 0, len(tones)))[:_MOST]
    found = []
    for number, cut in enumerate(cuts):
        begin = cuts[number - 1] if number else 0
        end = cuts[number + 1] if number + 1 < len(cuts) else len(tones)
        before, after = _mean(tones[begin:cut]), _mean(tones[cut:end])
        if abs(after - before) >= _STEP:
            found.append(TurningPoint(dated[cut].date, round(before, 2), round(after, 2)))
    return tuple(found)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _cuts(tones: Sequence[float], begin: int, end: int) -> list[int]:
    count = end - begin
    if count < 2 * _LEAST:
        return []
    total = sum(tones[begin:end])
    left, best, where = sum(tones[begin : begin + _LEAST - 1]), 0.0, 0
    for cut in range(begin + _LEAST, end - _LEAST + 1):
        left += tones[cut - 1]
        n, m = cut - begin, end - cut
        gain = n * m / count * (left / n - (total - left) / m) ** 2
        if gain > best:
            best, where = gain, cut
    spread = sum((tone - total / count) ** 2 for tone in tones[begin:end])
    noise = max((spread - best) / count, 0.25)
    if where == 0 or best < 2 * noise * math.log(count):
        return []
    return [*_cuts(tones, begin, where), where, *_cuts(tones, where, end)]
