"""What of the relations a person wants to see, from the words typed: ``since:2022 type:assault reuters``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.model import QUADS, Filter

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_BACK = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_STATUSES = ("asserted", "reported", "hypothetical", "negated")


def parse_filter(text: str, *, query: str = "", today: date | None = None) -> tuple[Filter, str]:
    """The filter that ``text`` means, and one line about what of it was not understood, or ``""``.

    ``since: until: date:A..B type: quad: status: source: sure:`` as in a search; ``query`` is a search whose
    articles alone shall count.
    """
    values: dict[str, list[str]] = {}
    odd: list[str] = []
    for word in text.split():
        name, colon, value = word.partition(":")
        if not colon or not value or not _take(name.lower(), value, values, today or date.today()):
            odd.append(word)
    threshold = values.get("sure")
    wanted = Filter(
        since=max(values.get("since", [""])),
        until=min(values.get("until", [""])),
        types=tuple(values.get("type", ())),
        quads=tuple(int(quad) for quad in values.get("quad", ())),
        statuses=tuple(values.get("status", ())),
        outlets=tuple(values.get("source", ())),
        query=query,
        threshold=int(threshold[0]) / 100 if threshold else None,
    )
    return wanted, f"not understood: {' '.join(odd)}" if odd else ""


def _take(name: str, value: str, values: dict[str, list[str]], today: date) -> bool:
    """Add what ``name:value`` means to ``values``; False when it means nothing."""
    if name in ("since", "until"):
        found = [_day(value, today)]
        names = [name]
    elif name == "date":
        begin, dots, end = value.partition("..")
        names = ["since", "until"]
        found = [_day(begin, today), _day(end, today)] if dots else [_day(value, today)] * 2
        if dots and "" in (begin, end):
            names = [n for n, v in zip(names, (begin, end), strict=True) if v]
            found = [v for v in found if v]
    else:
        names, found = [name], [_value(name, value)]
    if None in found or not found:
        return False
    for key, item in zip(names, found, strict=True):
        values.setdefault(key, []).append(str(item))
    return True


def _value(name: str, value: str) -> str | None:
    if name == "type":
        return value.upper() if value.upper() in QUADS else None
    if name == "quad":
        return value if value in ("1", "2", "3", "4") else None
    if name == "status":
        return next((status for status in _STATUSES if status.startswith(value.lower())), None)
    if name == "sure":
        return value if value.isdigit() and len(value) <= 2 else None
    return value.lower() if name == "source" else None


def _day(value: str, today: date) -> str | None:
    if _DATE.fullmatch(value):
        return value
    back = _BACK.fullmatch(value)
    if back is None:
        return None
    days = min(int(back[1]) * _DAYS[back[2]], today.toordinal() - 1)
    return (today - timedelta(days=days)).isoformat()
