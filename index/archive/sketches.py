"""Which articles share shingles with a sketch: found for a batch at once, or one by one in a crowd."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from index.stories import SKETCH

Row = tuple[int, int, int]
"""Span, shingle, article: a row of ``sketch``."""

_ROWS = 1_000  # more that share a shingle of one sketch are too many to look at
_NEWEST_OF_EACH = 40
_CROWDED = 50_000  # rows that a batch may look up at once
_BATCH = (
    "SELECT s.shingle, s.article FROM json_each(?) j CROSS JOIN sketch s"
    " ON s.span = ? AND s.shingle = j.value LIMIT ?"
)
_SHARING = (
    f"SELECT article FROM sketch WHERE span = ? AND shingle IN ({','.join('?' * SKETCH)}) LIMIT {_ROWS}"
)
_NEWEST = (
    f"SELECT article FROM sketch WHERE span = ? AND shingle = ? ORDER BY article DESC LIMIT {_NEWEST_OF_EACH}"
)


class Postings:
    """The articles of the shingles of a batch, by span; those of the batch come in as they are placed."""

    def __init__(self) -> None:
        self._spans: dict[int, dict[int, list[int]]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Let articles be found."""
        last: int | None = None
        known: dict[int, list[int]] = {}
        for span, shingle, article in rows:
            if span != last:
                last, known = span, self._spans.setdefault(span, {})
            if (articles := known.get(shingle)) is None:
                known[shingle] = [article]
            else:
                articles.append(article)

    def sharing(self, smallest: Sequence[int], spans: Sequence[int]) -> Iterator[int]:
        """As ``sharing`` below, of what is here."""
        for span in spans:
            known = self._spans.get(span)
            if not known:
                continue
            lists = [sorted(known[shingle]) for shingle in smallest if shingle in known]
            if sum(map(len, lists)) >= _ROWS:
                lists = [articles[: -_NEWEST_OF_EACH - 1 : -1] for articles in lists]
            for articles in lists:
                yield from articles


def look_up(
    connection: sqlite3.Connection, sketches: Iterable[tuple[Sequence[int], Sequence[int]]]
) -> Postings | None:
    """What is known of the shingles of (spans, sketch); None when it is too much to be held."""
    wanted: dict[int, set[int]] = {}
    for spans, smallest in sketches:
        for span in spans:
            wanted.setdefault(span, set()).update(smallest)
    postings = Postings()
    left = _CROWDED
    for span, shingles in wanted.items():
        rows = connection.execute(_BATCH, (json.dumps(sorted(shingles)), span, left)).fetchall()
        left -= len(rows)
        if left <= 0:
            return None
        postings.add((span, shingle, article) for shingle, article in rows)
    return postings


def sharing(connection: sqlite3.Connection, smallest: Sequence[int], spans: Sequence[int]) -> Iterator[int]:
    """The articles that have each shingle; of one that very many have, the newest."""
    padded = [*smallest, *[smallest[-1]] * (SKETCH - len(smallest))]
    for span in spans:
        rows = connection.execute(_SHARING, (span, *padded)).fetchall()
        if len(rows) < _ROWS:
            yield from (other for (other,) in rows)
            continue
        for shingle in smallest:
            yield from (other for (other,) in connection.execute(_NEWEST, (span, shingle)))
