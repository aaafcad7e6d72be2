"""A record of named values (a JSON object, a row of a table, front matter) to the parts of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from index.sources.markup import plain

_MARKUP = re.compile(r"</(?:p|div|li|h[1-6])>|<br ?/?>", re.IGNORECASE)  # a text that is a piece of a page
_NOT_A_NAME = re.compile(r"[\s_:.-]+")
_NAMES_INSIDE = ("name", "title", "rendered", "value", "#text", "text", "href", "url", "id")
_DEEPEST = 4
_JOINTS = {"body": "\n\n"}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_LONGEST_KEYS = 2_000  # characters
_MOST_KNOWN = 200
_known_places: dict[tuple[Any, ...], list[tuple[str, Any, bool]]] = {}
_WRAPPED = ("_source", "article", "item", "document", "data", "attributes", "fields")


def fields_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """``id, title, body, date, author, source, url, lang`` of a record, where it has them, by any usual name.

    All are strings but ``date``, which is as the record has it. A list of paragraphs becomes one text; an
    object (``{"name": "Reuters"}``) becomes the name in it. Parts that are empty are not there.
    """
    found: dict[str, Any] = {}
    for field, key, html in _places(tuple(record)):
        if field in found:
            continue
        value = record[key]
        if field != "date":
            value = value.strip() if isinstance(value, str) else _text(value, _JOINTS.get(field, ", "))
            if field == "body" and (html or ("<" in value and _MARKUP.search(value))):
                value = plain(value)
        elif isinstance(value, dict):
            value = _text(value, "")
        if value not in _EMPTY:
            found[field] = value
    if "body" not in found and "title" not in found:
        for name in _WRAPPED:
            inner = record.get(name)
            if isinstance(inner, dict) and inner is not record:
                return {**found, **fields_of(inner)}
    return found


def _places(keys: tuple[Any, ...]) -> list[tuple[str, Any, bool]]:
    """Where in a record with these keys each field may be, best first: field, key, and whether it is HTML.

    The records of a file have mostly the same keys, so what has been found out is held.
    """
    known = _known_places.get(keys)
    if known is not None:
        return known
    by_name: dict[str, Any] = {}
    for key in keys:
        by_name.setdefault(_NOT_A_NAME.sub("", str(key)).casefold(), key)
    places = [
        (field, by_name[name], "html" in name)
        for field, names in _names().items()
        for name in names
        if name in by_name
    ]
    if all(isinstance(key, str) for key in keys) and sum(map(len, keys)) <= _LONGEST_KEYS:
        if len(_known_places) >= _MOST_KNOWN:
            _known_places.clear()
        _known_places[keys] = places
    return places


def _text(value: Any, joint: str, depth: int = 0) -> str:
    """``value`` as text: a number is written out, a list joined, an object stands for the name in it."""
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, bool) or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float):
        return str(value) if abs(value) < 1e300 else ""
    if isinstance(value, list | tuple):
        return joint.join(filter(None, (_text(item, joint, depth + 1) for item in value)))
    if isinstance(value, Mapping):
        for name in _NAMES_INSIDE:
            if inner := _text(value.get(name), joint, depth + 1):
                return inner
        return ""
    return str(value)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    lines = (Path(__file__).parent / "data" / "fields.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            field, names = line.split("\t")
            table[field] = tuple(names.split())
    return table
