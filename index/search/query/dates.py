"""Dates as a person writes them in a question: to first and last day, as ordinals of ``datetime.date``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?[-/.]?")
_AGO = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE)
_UNIT_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def ordinal(iso: str | None) -> int | None:
    """The day of an ISO date as its proleptic Gregorian ordinal, or ``None`` when there is none."""
    if not iso:
        return None
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None


def days(text: str, today: date | None = None) -> tuple[int, int] | None:
    """First and last day of ``2024``, ``2024-11``, ``2024-11-05``, ``today``, ``yesterday``, ``90d`` (ago).

    ``None`` when it is not a date.
    """
    today = today or date.today()
    named = {"today": 0, "yesterday": 1}.get(text.lower())
    if named is not None:
        day = today.toordinal() - named
        return day, day
    if ago := _AGO.fullmatch(text):
        day = max(1, today.toordinal() - int(ago[1]) * _UNIT_DAYS[ago[2].lower()])
        return day, day
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        return _span(*(int(part) if part else None for part in found.groups()))
    except ValueError:
        return None


def _span(year: int | None, month: int | None, day: int | None) -> tuple[int, int]:
    assert year is not None
    if month is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if day is None:
        first = date(year, month, 1)
        return first.toordinal(), (first + timedelta(monthrange(year, month)[1] - 1)).toordinal()
    only = date(year, month, day).toordinal()
    return only, only


def day_range(text: str, today: date | None = None) -> tuple[int | None, int | None] | None:
    """First and last day of ``2024-11..2024-12``, ``2024..``, ``..2020`` or one date, else ``None``."""
    if ".." not in text:
        return days(text, today)
    left, right = text.split("..", 1)
    first = days(left, today) if left else None
    last = days(right, today) if right else None
    if (left and first is None) or (right and last is None) or not (left or right):
        return None
    low, high = first and first[0], last and last[1]
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low, high
