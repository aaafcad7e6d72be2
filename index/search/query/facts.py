"""Fields of what analysis found: countries, names, kinds of event, and who does something to whom."""

from __future__ import annotations

import re

from whoosh import query as q

from index.model import QUADS
from index.search.analysis import words
from index.search.query.context import Context

_QUAD_NAMES = {"1": "1", "2": "2", "3": "3", "4": "4"}
_ARROW = re.compile(r"([^<>:]*)>([^<>:]*)(?::(\w+))?")
SCORE = 0.5
"""What a fact adds to a score: it filters rather than ranks."""


def exact(field: str, value: str) -> q.Query:
    """Articles with this very value."""
    return q.ConstantScoreQuery(q.Term(field, value), SCORE)


def country(value: str, context: Context, unfinished: bool) -> q.Query:
    """Articles that name a country or somebody who acts for it."""
    codes = context.codes(value, unfinished=unfinished)
    return exact("country", codes[0]) if len(codes) == 1 else q.Or([exact("country", code) for code in codes])


def strangers(text: str, context: Context, unfinished: bool) -> str:
    """What to say of a side of ``RUS>UKR`` that stands for nobody, nor may become somebody; else ""."""
    found = _ARROW.fullmatch(text)
    sides = (side.strip('"*') for side in found.groups()[:2]) if found else ()
    return next(filter(None, (context.stranger(side, unfinished=unfinished) for side in sides)), "")


def name(kind: str, value: str, context: Context, unfinished: bool) -> q.Query | None:
    """Articles that name somebody whose name has these words side by side."""
    field = f"{kind}_names"
    found = words(value)
    if not found:
        return None
    parts: list[q.Query] = []
    if len(found) > 1:
        parts.append(q.Phrase(field, found))
    else:
        parts.append(
            q.Prefix(field, found[0]) if unfinished or value.endswith("*") else q.Term(field, found[0])
        )
    if kind == "org":
        parts.append(q.Term("org", context.code(value)))
    if kind == "place" and context.place_called and (place := context.place_called(value)):
        parts.append(q.Term("place", place))
    return q.ConstantScoreQuery(q.Or(parts), SCORE)


def entity(value: str, context: Context, unfinished: bool) -> q.Query | None:
    """Articles that name it, whatever it is."""
    parts = [name(kind, value, context, unfinished) for kind in ("person", "org", "place")]
    known = [part for part in parts if part is not None]
    return q.Or([country(value, context, unfinished), *known]) if known else None


def event_type(value: str, unfinished: bool) -> q.Query | None:
    """Articles with an event of this type; ``None`` when there is no such type."""
    value = value.upper()
    fitting = [known for known in QUADS if known == value or (unfinished and known.startswith(value))]
    if not fitting:
        return None
    return (
        q.Or([exact("type", known) for known in fitting]) if len(fitting) > 1 else exact("type", fitting[0])
    )


def quad(value: str) -> q.Query | None:
    """Articles with an event of this quad class, 1 to 4."""
    return exact("quad", value) if value in _QUAD_NAMES else None


def arrow(text: str, context: Context) -> q.Query | None:
    """``RUS>UKR``, ``russia>``, ``>ukraine``, ``RUS>UKR:assault``; ``None`` when it is no such thing."""
    found = _ARROW.fullmatch(text)
    if not found or not (found[1] or found[2]):
        return None
    source = context.code(found[1].strip('"*')) if found[1].strip('"*') else ""
    target = context.code(found[2].strip('"*')) if found[2].strip('"*') else ""
    if not source and not target:
        return None
    if found[3] and source and target:
        return exact("deed", f"{source}>{target}:{found[3].upper()}")
    if source and target:
        return exact("pair", f"{source}>{target}")
    if source:
        return q.ConstantScoreQuery(q.Prefix("pair", f"{source}>"), SCORE)
    return exact("target", target)
