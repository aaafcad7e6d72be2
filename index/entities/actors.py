"""The codes that an actor can have, and what a user may type for them."""

from __future__ import annotations

from functools import cache

from index.entities.tables import rows


@cache
def _names() -> dict[str, str]:
    names = {
        row["code"]: row["name"] for row in rows("countries.tsv", *("code", "a2", "name", "n", "a", "p"))
    }
    tables = (
        ("historic.tsv", ("code", "name", "names", "adjectives", "people", "from", "to")),
        ("organisations.tsv", ("code", "name", "names", "from")),
        ("groups.tsv", ("code", "name", "names", "from", "to", "acts")),
    )
    for table, columns in tables:
        for row in rows(table, *columns):
            if row["code"] != "-":
                names.setdefault(row["code"], row["name"])
    return names


@cache
def _called() -> dict[str, str]:
    """Codes, and the names by which they are shown, in folded lower case, to the code."""
    from index.entities.lexicon import fold  # noqa: PLC0415

    called: dict[str, str] = {}
    for code, name in _names().items():
        called.setdefault(code.lower(), code)
        called.setdefault(fold(name).lower(), code)
    for row in rows("countries.tsv", "code", "a2", "name", "names", "adjectives", "people"):
        called.setdefault(row["a2"].lower(), row["code"])
    return called


@cache
def _typed() -> dict[str, str]:
    """All else that a user may type, in folded lower case, to the code."""
    from index.entities.lexicon import fold, lexicon  # noqa: PLC0415 - the lexicon is heavy and rarely needed

    typed: dict[str, str] = {}
    for word, node in lexicon().first.items():
        for rest, left, senses in (way for ways in node.values() for way in ways):
            sense = senses[0]
            if sense.actor and (sense.kind != "person" and sense.category != "combining"):
                typed.setdefault(fold(left + word + rest).lower(), sense.actor)
    return typed


def actor_codes() -> tuple[str, ...]:
    """Return every code an actor can have: ISO 3166-1 alpha-3, former states, organisations, armed groups."""
    return tuple(_names())


@cache
def _states() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("countries.tsv", "code", "a2", "name", "n", "a", "p"))


def is_state(code: str) -> bool:
    """Say whether a code is a state or territory of today (ISO 3166-1 alpha-3)."""
    return code in _states()


def actor_name(code: str) -> str:
    """Return what the reader calls a code ("RUS" → "Russia"); an unknown code comes back as it is."""
    return _names().get(code, code)


def resolve(text: str) -> str | None:
    """Return the code for what a user types ("russia", "RUS", "ru", "the Kremlin" → "RUS"), or ``None``."""
    from index.entities.lexicon import fold  # noqa: PLC0415

    key = " ".join(fold(text).lower().split()).removeprefix("the ")
    return _called().get(key) or _typed().get(key)


def begun(text: str) -> tuple[str, ...]:
    """Return the codes in whose name a word begins so ("germ" → DEU), or none for an empty text."""
    from index.entities.lexicon import fold  # noqa: PLC0415

    begins = " ".join(fold(text).lower().split()).removeprefix("the ")
    found = (code for called, code in _called().items() if f" {called}".find(f" {begins}") >= 0)
    return tuple(dict.fromkeys(found)) if begins else ()


def country_of_place(entity: str) -> str | None:
    """Return the ISO code of the country that holds a place ("Aleppo" → "SYR"), or ``None`` if not known."""
    from index.entities.lexicon import lexicon  # noqa: PLC0415

    code = lexicon().places.get(entity)
    return None if code == "-" else code


def members(entity: str) -> tuple[str, ...]:
    """Return the codes that a collective name stands for ("the two Koreas" → PRK, KOR), or an empty tuple."""
    return _collectives().get(entity, ())


@cache
def _collectives() -> dict[str, tuple[str, ...]]:
    return {
        row["name"]: tuple(row["members"].split())
        for row in rows("collectives.tsv", "name", "names", "members")
    }
