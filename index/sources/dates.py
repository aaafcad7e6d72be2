"""Dates as sources write them, to ISO 8601; never a guess.

First the forms of standards (ISO 8601, RFC 5322, seconds since 1970), then a day with a month's name in the
languages of ``data/months.tsv``, then what python-dateutil reads the same way whatever it is told to fill in.
``3/4/2024`` stays unread: half the world means April.
"""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

_EARLIEST, _LATEST = 1500, 2200
_LONGEST = 80

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\s?(\d{1,2}:\d{2}.*))?$", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?$")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?$|\d{12,13}$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ,]+(\d{1,2}:\d{2}.*))?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ ,]+(\d{1,2}:\d{2}.*))?$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,]+(\d{1,2}:\d{2}.*))?$")
_RFC = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}")
_WRITTEN = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?"
    r"(?:(?P<m1>[^\W\d_]{3,10})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+|of\s+)?(?P<m2>[^\W\d_]{3,10})\.?,?)"
    r"[\s-]+(?:de\s+)?(?P<year>\d{4})"
    r"(?:(?:,|\s+-|\s+at)?\s+(?P<time>\d{1,2}:\d{2}.*))?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Z]{2,5})?$",
    re.IGNORECASE,
)
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
}
_ZONES |= {"PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2, "MSK": 3, "JST": 9}


def parse_date(value: object) -> str | None:
    """``value`` (text, number, date) as ``2024-12-03`` or ``2024-12-03T09:30:00+00:00``; None when unclear.

    A time of exactly midnight, or of noon in Greenwich, says only the day (programs that keep no time write
    so), and is left out. A time without a zone stays without one.
    """
    try:
        found = _parse(value)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return None
    if not isinstance(found, datetime):
        return found.isoformat()
    time = (found.hour, found.minute, found.second)
    if time == (0, 0, 0) or (time == (12, 0, 0) and found.utcoffset() == timedelta(0)):
        return found.date().isoformat()
    return found.isoformat(timespec="seconds")


def _parse(value: object) -> date | datetime | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):  # a datetime is one too
        return value
    if isinstance(value, int | float):
        value = str(value)
    if not isinstance(value, str):
        return None
    if _ISO_DAY.fullmatch(value):  # most are written so
        return date.fromisoformat(value)
    text = " ".join(value.split()).strip(" \t\"'.,;|()[]")
    if not text or len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    for form in (_iso, _number, _numeric, _written, _rfc, _other):
        if (found := form(text)) is not None:
            return found
    return None


def _iso(text: str) -> date | datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    day = date.fromisoformat(match[1])
    return _with_time(day, match[2])


def _number(text: str) -> date | datetime | None:
    if match := _COMPACT.match(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if _EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 31:
            if match[4] is None:
                return date(year, month, day)
            return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6]))
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text) >= 12 and "." not in text else 1)
        return datetime.fromtimestamp(seconds, UTC)
    return None


def _numeric(text: str) -> date | datetime | None:
    if match := _YEAR_FIRST.match(text):
        return _with_time(date(int(match[1]), int(match[2]), int(match[3])), match[4])
    if match := _DAY_FIRST.match(text):
        return _with_time(date(int(match[3]), int(match[2]), int(match[1])), match[4])
    if match := _SLASHED.match(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12 >= second or first == second:
            return _with_time(date(year, second, first), match[4])
        if second > 12 >= first:
            return _with_time(date(year, first, second), match[4])
    return None


def _written(text: str) -> date | datetime | None:
    match = _WRITTEN.match(text)
    if match is None:
        return None
    month = _months().get((match["m1"] or match["m2"]).lower())
    if month is None:
        return None
    return _with_time(date(int(match["year"]), month, int(match["d1"] or match["d2"])), match["time"])


def _rfc(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if _RFC.match(text) else None


def _other(text: str) -> date | datetime | None:
    """What dateutil reads without filling anything in: the same whatever the defaults are."""
    if not re.search(r"\d{4}", text) or _SLASHED.match(text):
        return None
    from dateutil import parser  # noqa: PLC0415 (rarely needed, and not quick to import)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            one = parser.parse(text, default=datetime(2001, 1, 2))
            other = parser.parse(text, default=datetime(2012, 11, 23))
        except (parser.ParserError, AttributeError, TypeError, AssertionError, IndexError):
            return None
    if one.date() != other.date() or str(one.year) not in text:
        return None
    # Day and month as bare numbers would be a guess about their order.
    return one if any(map(str.isalpha, text)) else None


def _with_time(day: date, time: str | None) -> date | datetime:
    """The day with the time, or the day alone when the time makes no sense."""
    match = _TIME.match(time.strip()) if time else None
    if match is None:
        return day
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4] and hour <= 12:
        hour = hour % 12 + (12 if match[4][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return day
    zone = _zone(match[5])
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] in "+-":
        digits = text[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if text[0] == "-" else offset)
    hours = _ZONES.get(text.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


@cache
def _months() -> dict[str, int]:
    table: dict[str, int] = {}
    lines = (Path(__file__).parent / "data" / "months.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            number, names = line.split("\t")
            table.update(dict.fromkeys(names.split(), int(number)))
    return table
