"""What was found in the articles: mentions and relations, written and asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.archive.connection import telling
from index.model import Analysis, Evidence, Mention, Relation

_RELATION = (
    "r.source, r.target, r.type, r.quad, r.status, r.start, r.end, r.predicate_start, r.predicate_end,"
    " r.source_start, r.source_end, r.target_start, r.target_end, r.confidence, r.rule"
)
_STORY = "coalesce((SELECT s.story FROM story s WHERE s.article = r.article), r.article)"
_EVIDENCE = (
    f"{_RELATION}, a.id, a.title, a.date, substr(a.body, r.start + 1, r.end - r.start), {_STORY} AS story"
)
_NEWEST = "a.date IS NULL, a.date DESC, a.number DESC, r.start"
_COUNTED = "r.status IN ('asserted', 'reported')"


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
        relations = self._all(
            f"SELECT {_RELATION} FROM relation r JOIN article a ON a.number = r.article WHERE a.id = ?"
            " ORDER BY r.start, r.predicate_start, r.number",
            id_,
        )
        return (
            tuple(Mention(start, end, body[start:end], *rest) for start, end, *rest in mentions),
            tuple(map(_relation, relations)),
        )

    def evidence(self, a: str | None, b: str | None, limit: int | None) -> Iterator[Evidence]:
        """Relations of one actor, between two (both ways), or all; newest first."""
        where, values = "1", ()  # type: tuple[str, tuple[str, ...]]
        if a and b:
            where = "(r.source = ? AND r.target = ?) OR (r.source = ? AND r.target = ?)"
            values = (a, b, b, a)
        elif a or b:
            where, values = "r.source = ? OR r.target = ?", (a or b or "",) * 2
        return self._evidence(where, values, -1 if limit is None else limit)

    def _evidence(self, where: str, values: tuple[str, ...], limit: int) -> Iterator[Evidence]:
        # Sorted by small rows first; the sentence is cut from the body only for the rows that are wanted.
        question = (
            f"SELECT {_EVIDENCE} FROM (SELECT r.number AS chosen FROM relation r"
            f" JOIN article a ON a.number = r.article WHERE {where} ORDER BY {_NEWEST} LIMIT ?)"
            f" JOIN relation r ON r.number = chosen JOIN article a ON a.number = r.article ORDER BY {_NEWEST}"
        )
        with telling(self._path):
            yield from map(_evidence, self._connection.execute(question, (*values, limit)))

    def partners(self, actor: str, each: int) -> list[tuple[str, int, int, tuple[Evidence, ...], int]]:
        """Who has relations with ``actor``: code, cooperation, conflict, evidence, stories; most first.

        The numbers count relations in both directions that are asserted or reported, and the stories that
        tell of them; evidence is the newest ``each``, of any status.
        """
        partner = "CASE WHEN r.source = ?1 THEN r.target ELSE r.source END"
        counts = self._all(
            f"SELECT {partner} AS partner, sum(r.quad <= 2 AND {_COUNTED}), sum(r.quad >= 3 AND {_COUNTED}),"
            f" count(DISTINCT CASE WHEN {_COUNTED} THEN {_STORY} END) FROM relation r"
            " WHERE r.source = ?1 OR r.target = ?1"
            f" GROUP BY partner ORDER BY sum({_COUNTED}) DESC, count(*) DESC, partner",
            actor,
        )
        rows = self._all(
            f"SELECT partner, {_EVIDENCE} FROM (SELECT r.number AS chosen, {partner} AS partner,"
            f" row_number() OVER (PARTITION BY {partner} ORDER BY {_NEWEST}) AS rank FROM relation r"
            " JOIN article a ON a.number = r.article WHERE r.source = ?1 OR r.target = ?1)"
            " JOIN relation r ON r.number = chosen JOIN article a ON a.number = r.article"
            f" WHERE rank <= ?2 ORDER BY {_NEWEST}",
            actor,
            each,
        )
        evidence: dict[str, list[Evidence]] = {}
        for code, *row in rows:
            evidence.setdefault(code, []).append(_evidence(row))
        return [
            (code, cooperation, conflict, tuple(evidence.get(code, ())), stories)
            for code, cooperation, conflict, stories in counts
        ]

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

    def count_relations(self, ids: Sequence[str] | None = None) -> dict[str, int]:
        """How many relations each of the articles has; those without any are not in it."""
        marks = ",".join("?" * len(ids or ()))
        return dict(
            self._all(
                "SELECT a.id, count(*) FROM article a JOIN relation r ON r.article = a.number"
                f" WHERE a.id IN ({marks}) GROUP BY a.id",
                *(ids or ()),
            )
        )

    def count(self) -> int:
        """How many relations there are."""
        return int(self._all("SELECT count(*) FROM relation")[0][0])

    def _all(self, question: str, *values: object) -> list[Any]:
        with telling(self._path):
            return self._connection.execute(question, values).fetchall()


def _relation(row: Sequence[Any]) -> Relation:
    source, target, type_, quad, status, start, end = row[:7]
    spans = (row[7], row[8]), (row[9], row[10]), (row[11], row[12])
    return Relation(source, target, type_, quad, status, start, end, *spans, confidence=row[13], rule=row[14])


def _evidence(row: Sequence[Any]) -> Evidence:
    return Evidence(_relation(row), *row[15:20])
