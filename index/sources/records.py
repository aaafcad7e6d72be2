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
_WRAPPED = ("_source", "article", "item", "document", "data", "attributes", "fields")


def fields_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """``id, title, body, date, author, source, url, lang`` of a record, where it has them, by any usual name.

    All are strings but ``date``, which is as the record has it. A list of paragraphs becomes one text; an
    object (``{"name": "Reuters"}``) becomes the name in it. Parts that are empty are not there.
    """
    values: dict[str, Any] = {}
    for key, value in record.items():
        values.setdefault(_NOT_A_NAME.sub("", str(key)).casefold(), value)
    found: dict[str, Any] = {}
    for field, names in _names().items():
        for name in names:
            if name not in values:
                continue
            value = (
                values[name] if field == "date" else _text(values[name], "\n\n" if field == "body" else ", ")
            )
            if field == "date" and isinstance(value, dict):
                value = _text(value, "")
            if field == "body" and isinstance(value, str) and ("html" in name or _MARKUP.search(value)):
                value = plain(value)
            if value not in (None, "", [], {}):
                found[field] = value
                break
    if "body" not in found and "title" not in found:
        for name in _WRAPPED:
            inner = record.get(name)
            if isinstance(inner, dict) and inner is not record:
                return {**found, **fields_of(inner)}
    return found


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
