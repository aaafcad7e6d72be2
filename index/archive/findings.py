"""What was found in the articles: mentions and relations, written and asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.archive.connection import telling
from index.model import Analysis, Evidence, Mention, Relation

_RELATION = (
    "r.source, r.target, r.type, r.quad, r.status, r.start, r.end, r.predicate_start, r.predicate_end,"
    " r.source_start, r.source_end, r.target_start, r.target_end, r.confidence, r.rule"
)
_STORY = "coalesce((SELECT s.story FROM story s WHERE s.article = r.article), r.article)"
_EVIDENCE = (
    f"{_RELATION}, a.id, a.title, a.date, substr(a.body, r.start + 1, r.end - r.start), a.source,"
    f" {_STORY} AS story"
)
_NEWEST = "a.date IS NULL, a.date DESC, a.number DESC, r.start"
_PAGE = 500  # numbers in one question


class Row(NamedTuple):
    """A relation without its words: what pages count. ``date`` is a day or shorter, ``""`` when unknown."""

    number: int
    article_number: int
    article: str
    source: str
    target: str
    type: str
    quad: int
    status: str
    confidence: float
    date: str
    outlet: str
    story: int


class Findings:
    """Mentions and relations of one archive."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def put(self, number: int, analysis: Analysis) -> None:
        """Replace the findings of the article ``number``, inside the caller's transaction."""
        execute = self._connection.execute
        for table in ("mention", "appearance", "relation"):
            execute(f"DELETE FROM {table} WHERE article = ?", (number,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?, ?)",
            [(number, m.start, m.end, m.kind, m.entity, m.actor) for m in analysis.mentions],
        )
        actors = {m.actor for m in analysis.mentions if m.actor}
        actors.update(code for r in analysis.relations for code in (r.source, r.target))
        self._connection.executemany(
            "INSERT INTO appearance VALUES (?, ?)", [(actor, number) for actor in sorted(actors)]
        )
        self._connection.executemany(
            "INSERT INTO relation (article, source, target, type, quad, status, start, end, predicate_start,"
            " predicate_end, source_start, source_end, target_start, target_end, confidence, rule)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, r.source, r.target, r.type, r.quad, r.status, r.start, r.end, *r.predicate,
                    *r.source_span, *r.target_span, r.confidence, r.rule,
                )
                for r in analysis.relations
            ],
        )  # fmt: skip

    def of_article(self, id_: str, body: str) -> tuple[tuple[Mention, ...], tuple[Relation, ...]]:
        """Mentions and relations of one article, in the order of its text."""
        mentions = self._all(
            "SELECT m.start, m.end, m.kind, m.entity, m.actor FROM mention m"
            " JOIN article a ON a.number = m.article WHERE a.id = ? ORDER BY m.start",
            id_,
        )
        return (
            tuple(Mention(start, end, body[start:end], *rest) for start, end, *rest in mentions),
            tuple(relation for _, relation in self.numbered(id_)),
        )

    def numbered(self, id_: str) -> list[tuple[int, Relation]]:
        """Relations of one article with their numbers, in the order of its text."""
        rows = self._all(
            f"SELECT r.number, {_RELATION} FROM relation r JOIN article a ON a.number = r.article"
            " WHERE a.id = ? ORDER BY r.start, r.predicate_start, r.number",
            id_,
        )
        return [(number, _relation(row)) for number, *row in rows]

    def story(self, id_: str) -> tuple[int, int]:
        """An article's number and that of its story."""
        row = self._all(
            "SELECT a.number, coalesce(s.story, a.number) FROM article a"
            " LEFT JOIN story s ON s.article = a.number WHERE a.id = ?",
            id_,
        )[0]
        return int(row[0]), int(row[1])

    def evidence(self, a: str | None, b: str | None, limit: int | None) -> Iterator[Evidence]:
        """Relations of one actor, between two (both ways), or all; newest first."""
        return self._evidence(*_between(a, b), -1 if limit is None else limit)

    def _evidence(self, where: str, values: tuple[str, ...], limit: int) -> Iterator[Evidence]:
        # Sorted by small rows first; the sentence is cut from the body only for the rows that are wanted.
        question = (
            f"SELECT {_EVIDENCE} FROM (SELECT r.number AS chosen FROM relation r"
            f" JOIN article a ON a.number = r.article WHERE {where} ORDER BY {_NEWEST} LIMIT ?)"
            f" JOIN relation r ON r.number = chosen JOIN article a ON a.number = r.article ORDER BY {_NEWEST}"
        )
        with telling(self._path):
            yield from map(_evidence, self._connection.execute(question, (*values, limit)))

    def rows(self, actor: str | None = None, other: str | None = None) -> list[Row]:
        """Small rows of relations: all, those of one actor, or those between two, in no order."""
        where, values = _between(actor, other)
        question = (
            "SELECT r.number, a.number, a.id, r.source, r.target, r.type, r.quad, r.status, r.confidence,"
            " coalesce(substr(a.date, 1, 10), ''), a.source,"
            f" {_STORY} FROM relation r JOIN article a ON a.number = r.article WHERE {where}"
        )
        return list(map(Row._make, self._all(question, *values)))

    def evidence_of(self, numbers: Sequence[int]) -> dict[int, Evidence]:
        """Evidence by the relation's number."""
        found: dict[int, Evidence] = {}
        for start in range(0, len(numbers), _PAGE):
            page = numbers[start : start + _PAGE]
            marks = ",".join("?" * len(page))
            for number, *row in self._all(
                f"SELECT r.number, {_EVIDENCE} FROM relation r JOIN article a ON a.number = r.article"
                f" WHERE r.number IN ({marks})",
                *page,
            ):
                found[number] = _evidence(row)
        return found

    def actors(self) -> list[tuple[str, int, int]]:
        """Every actor that is named: code, relations, articles; most relations first."""
        return [
            (code, relations, articles)
            for code, relations, articles in self._all(
                "SELECT p.actor, coalesce(n.relations, 0), p.articles FROM"
                " (SELECT actor, count(*) AS articles FROM appearance GROUP BY actor) p LEFT JOIN"
                " (SELECT actor, sum(n) AS relations FROM"
                "   (SELECT source AS actor, count(*) AS n FROM relation GROUP BY source"
                "    UNION ALL SELECT target, count(*) FROM relation GROUP BY target) GROUP BY actor) n"
                " ON n.actor = p.actor ORDER BY 2 DESC, 3 DESC, 1"
            )
        ]

    def count_articles(self, actor: str) -> int:
        """How many articles name ``actor``."""
        return int(self._all("SELECT count(*) FROM appearance WHERE actor = ?", actor)[0][0])

    def badges(self, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
        """How many relations each of the articles has, and between whom; those without any are not in it.

        ``RUS>UKR +2``: the two with most of them, the first in the text of equals, and how many pairs more;
        ``CHN<>JPN`` where each acts on the other.
        """
        marks = ",".join("?" * len(ids))
        pairs: dict[str, dict[tuple[str, str], int]] = {}
        for id_, source, target in self._all(
            "SELECT a.id, r.source, r.target FROM article a JOIN relation r ON r.article = a.number"
            f" WHERE a.id IN ({marks})",
            *ids,
        ):
            found = pairs.setdefault(id_, {})
            found[source, target] = found.get((source, target), 0) + 1
        return {id_: (sum(found.values()), _badge(found)) for id_, found in pairs.items()}

    def count(self) -> int:
        """How many relations there are."""
        return int(self._all("SELECT count(*) FROM relation")[0][0])

    def _all(self, question: str, *values: object) -> list[Any]:
        with telling(self._path):
            return self._connection.execute(question, values).fetchall()


def _badge(found: Mapping[tuple[str, str], int]) -> str:
    if len(found) == 1:
        return ">".join(next(iter(found)))
    both: dict[frozenset[str], int] = {}
    for pair, number in found.items():
        both[frozenset(pair)] = both.get(frozenset(pair), 0) + number
    most = max(both, key=both.__getitem__)  # the first of equals
    a, b = next(pair for pair in found if most == frozenset(pair))
    more = f" +{len(both) - 1}" if len(both) > 1 else ""
    return f"{a}{'<>' if (b, a) in found else '>'}{b}{more}"


def _between(a: str | None, b: str | None) -> tuple[str, tuple[str, ...]]:
    """The condition for relations of one actor, between two (both ways), or all; and its values."""
    if a and b:
        return "(r.source = ? AND r.target = ?) OR (r.source = ? AND r.target = ?)", (a, b, b, a)
    if a or b:
        return "r.source = ? OR r.target = ?", (a or b or "",) * 2
    return "1", ()


def _relation(row: Sequence[Any]) -> Relation:
    source, target, type_, quad, status, start, end = row[:7]
    spans = (row[7], row[8]), (row[9], row[10]), (row[11], row[12])
    return Relation(source, target, type_, quad, status, start, end, *spans, confidence=row[13], rule=row[14])


def _evidence(row: Sequence[Any]) -> Evidence:
    article, title, date, sentence, outlet, story = row[15:21]
    return Evidence(_relation(row), article, title, date, sentence, outlet, story)
