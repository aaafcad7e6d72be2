"""What a row of results needs of an article, spread over columns: id, title, date, source, relations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from index.model import Analysis, Article
from index.search.codec.container import CorruptIndexError
from index.search.codec.segment import DocData, SegmentFiles
from index.search.identity import hashes
from index.search.query.dates import ordinal

_JSON = json.JSONEncoder(separators=(",", ":"))
Item = tuple[Article, Analysis | None]


class Record(NamedTuple):
    """``source`` and ``language`` are '' when unknown, ``relations`` 0 before analysis."""

    id: str
    title: str
    date: str | None
    source: str
    relations: int
    language: str


def keep(documents: DocData, items: Sequence[Item]) -> None:
    """Put all but titles and sources into columns; a date that is no plain day goes into JSON."""
    known: dict[str | None, tuple[int, bytes]] = {None: (0, b""), "": (0, b"")}
    dates = [article.date for article, _ in items]
    for given in dates:
        if given not in known:
            day = ordinal(given) or 0
            plain = day and date.fromordinal(day).isoformat() == given
            known[given] = day, b"" if plain else _JSON.encode({"d": given}).encode()
    documents.stored = [known[given][1] for given in dates]
    documents.numbers["day"] = np.array([known[given][0] for given in dates], np.uint32)
    identifiers = [article.id for article, _ in items]
    documents.strings["id"] = [identifier.encode("utf-8", "surrogatepass") for identifier in identifiers]
    documents.numbers["id"] = hashes(documents.strings["id"])
    if any(analysis is not None for _, analysis in items):
        found = [0 if analysis is None else len(analysis.relations) + 1 for _, analysis in items]
        documents.numbers["relations"] = np.array(found, np.uint32)


def read(files: SegmentFiles, docs: Sequence[int]) -> list[Record]:
    """The records of documents."""
    documents = files.documents
    identifiers, titles = documents.strings("id"), documents.titles
    if identifiers is None or titles is None:
        raise CorruptIndexError(f"{files.name} has no titles")
    sources, languages = files.value_of("from", docs), files.value_of("lang", docs)
    day_column, relations = documents.numbers("day"), documents.numbers("relations")
    days = [0] * len(docs) if day_column is None else day_column[list(docs)].tolist()
    counts = None if relations is None else relations[list(docs)].tolist()
    found: list[Record] = []
    for row, (identifier, title) in enumerate(zip(identifiers.some(docs), titles.some(docs), strict=True)):
        when = _day(days[row]) if days[row] else None
        if documents.has_stored:
            when = documents.stored(docs[row]).get("d", when)
        number = counts[row] - 1 if counts and counts[row] else 0
        found.append(Record(_text(identifier), title, when, sources[row], number, languages[row]))
    return found


def identifiers(files: SegmentFiles) -> list[str]:
    """The ids of all documents."""
    column = files.documents.strings("id")
    return [_text(raw) for raw in column.all()] if column is not None else []


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise CorruptIndexError("the id of an article makes no sense") from error


def _day(day: int) -> str:
    try:
        return date.fromordinal(day).isoformat()
    except (ValueError, OverflowError) as error:
        raise CorruptIndexError("a date of an article makes no sense") from error
