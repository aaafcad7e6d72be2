"""Other names of places: old ones, foreign ones, other spellings, to the one that the desk uses."""

from __future__ import annotations

from functools import cache

from index.entities.tables import alternatives, rows


@cache
def spellings() -> dict[str, list[str]]:
    """Return the other names of cities and provinces ("Mumbai" → ["Bombay"])."""
    return {row["name"]: alternatives(row["others"]) for row in rows("spellings.tsv", "name", "others")}


@cache
def _called() -> dict[str, str]:
    called = {other.lower(): name for name, others in spellings().items() for other in others}
    for table, *columns in (
        ("capitals.tsv", "code", "names", "from", "to"),
        ("regions.tsv", "code", "names", "acts"),
    ):
        for row in rows(table, *columns):
            first, *others = alternatives(row["names"])
            for other in others:
                called.setdefault(other.lower(), first)
    return called


def place_called(name: str) -> str | None:
    """Return the place that has ``name`` as another of its names ("Bombay" → "Mumbai"), or ``None``."""
    return _called().get(" ".join(name.split()).lower())
