"""JSON: one object a line (JSON Lines), or a whole document that holds articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from index.model import Failure
from index.sources.decoding import decode
from index.sources.document import Document, Found, make
from index.sources.records import fields_of

_LONGEST_LINE = 64 << 20
_OWN_TEXT = {"body", "text", "content"}  # an object with one of these is an article, whatever else it holds
_LISTS = (
    "articles",
    "items",
    "results",
    "documents",
    "docs",
    "entries",
    "posts",
    "news",
    "data",
    "hits",
    "response",
)
_LIST_NAMES = frozenset(_LISTS)


def read_json_lines(document: Document) -> Iterator[Found | Failure]:
    """The articles of a file of one JSON object a line; any other line is a ``Failure``."""
    with document.open() as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            document.meter[0] += len(line)
            where = f"{document.name}, line {number}"
            if not line.endswith(b"\n") and len(line) >= _LONGEST_LINE:
                yield Failure(where, "the line is longer than 64 MB")
                while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield from _read_line(document, line, where)


def _read_line(document: Document, line: bytes, where: str) -> Iterator[Found | Failure]:
    try:
        value = parse_json(decode(line))
    except ValueError as error:
        yield Failure(where, f"not a JSON object: {error}")
        return
    if isinstance(value, dict):
        feed = feed_title(value)
        records = _inner(value) if value.keys() & _LIST_NAMES and not value.keys() & _OWN_TEXT else []
        for record in records or [value]:
            yield of_record(document, record, where, feed)
    else:
        yield Failure(where, "not a JSON object: give one object with a title and a body on each line")


def read_json(document: Document) -> Iterator[Found | Failure]:
    """The articles of one JSON document: an object, a list of them, or an object that holds such a list."""
    try:
        value = parse_json(decode(document.read()))
    except ValueError as error:
        yield Failure(document.name, f"not JSON: {error}")
        return
    records = _records(value)
    if not records:
        yield Failure(document.name, "holds no article: an object with a title and a body, or a list of them")
    feed = feed_title(value)
    for number, record in enumerate(records, 1):
        yield of_record(document, record, f"{document.name}, item {number}", feed)


def feed_title(value: Any) -> str:
    """The title of a JSON Feed (jsonfeed.org), else ``""``."""
    named = isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))
    return str(value.get("title", "")) if named else ""


def of_record(document: Document, record: dict[str, Any], where: str, feed: str = "") -> Found | Failure:
    """The article of one record; ``feed`` is its source when it names none."""
    fields = fields_of(record)
    if feed:
        fields.setdefault("source", feed)
    if not fields.get("title") and not fields.get("body"):
        names = ", ".join(str(key)[:30] for key in list(record)[:8]) or "no names at all"
        return Failure(where, f"has neither a title nor a text (it has {names})")
    return make(document, fields.pop("title", ""), fields.pop("body", ""), where=where, **fields)


def parse_json(text: str) -> Any:
    """``json.loads`` with ``ValueError`` for everything that can be wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _records(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The records in a JSON value: a list's, those in a list that an object holds, or the object itself."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    if not isinstance(value, dict):
        return []
    if not value.keys() & _OWN_TEXT and (records := _inner(value, depth)):
        return records
    return [value] if {"title", "body"} & fields_of(value).keys() else []


def _inner(value: dict[str, Any], depth: int = 0) -> list[dict[str, Any]]:
    """The records in a list that an object holds under a usual name."""
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list | dict) and depth < 3 and (records := _records(inner, depth + 1)):
            return records
    return []
