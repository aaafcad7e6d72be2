"""The cast: who is named anywhere, as analysis found them, written article by article and asked for by name.

Names here are as found: whether two of them are one, and what a reader decided about it, is for
``index.identity.resolution``.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.archive.connection import telling
from index.model import Mention

_ROW = "e.number, e.kind, e.name, e.actor, e.articles, e.mentions"
_PAGE = 500  # names in one question
_LOOKED_AT = 200  # articles whose very words are looked at, the last to come first
_NEWEST = (
    "SELECT entity, article FROM naming WHERE entity IN (SELECT value FROM json_each(?))"
    " AND article IN (SELECT value FROM json_each(?)) ORDER BY article DESC LIMIT ?"
)


class Named(NamedTuple):
    """A name of one kind: the code it last acted for, and how often it is named."""

    number: int
    kind: str
    name: str
    actor: str | None
    articles: int
    mentions: int


class Naming(NamedTuple):
    """One article that names an entity. ``named`` is the entity's number."""

    named: int
    article: int
    id: str
    title: str
    date: str | None
    mentions: int
    actor: str | None


class Acting(NamedTuple):
    """One code that a name acts for, in how many articles and mentions."""

    actor: str
    articles: int
    mentions: int


def fold(name: str) -> str:
    """Words of a name in lower case without accents, a blank between: "Erdoğan, R. T." → "erdogan r t"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = (ch if ch.isalnum() else " " for ch in plain if not unicodedata.combining(ch) and ch not in "'’")
    return " ".join("".join(kept).replace("ı", "i").split())


class Cast:
    """The names of one archive."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def put(self, article: int, mentions: Iterable[Mention]) -> None:
        """Replace whom the article names, inside the caller's transaction."""
        self._connection.execute("DELETE FROM naming WHERE article = ?", (article,))
        counts: dict[tuple[str, str], list[object]] = {}
        for mention in mentions:
            count = counts.setdefault((mention.kind, mention.entity), [0, None])
            count[0] += 1  # type: ignore[operator]
            count[1] = count[1] or mention.actor
        for (kind, name), (count, actor) in counts.items():  # type: ignore[assignment]
            folded = fold(name)
            surname = folded.rpartition(" ")[2] if kind == "person" else ""
            self._connection.execute(
                "INSERT OR IGNORE INTO entity (kind, name, folded, surname) VALUES (?, ?, ?, ?)",
                (kind, name, f" {folded}", surname),
            )
            self._connection.execute(
                "INSERT INTO naming SELECT number, ?, ?, ? FROM entity WHERE kind = ? AND name = ?",
                (article, count, actor, kind, name),
            )

    def beginning(self, words: str, kind: str = "", limit: int = 1000) -> list[Named]:
        """Names in which every word of ``words`` begins a word; those in most articles first."""
        where, values = ["e.articles > 0"], []
        for word in fold(words).split():
            where.append("e.folded LIKE ?")
            values.append(f"% {word}%")
        if kind:
            where.append("e.kind = ?")
            values.append(kind)
        question = (
            f"SELECT {_ROW} FROM entity e WHERE {' AND '.join(where)}"
            " ORDER BY e.articles DESC, e.mentions DESC, e.name LIMIT ?"
        )
        return [Named(*row) for row in self._all(question, *values, limit)]

    def called(self, names: Sequence[str]) -> list[Named]:
        """What goes by any of these very names."""
        found: list[Named] = []
        for start in range(0, len(names), _PAGE):
            page = names[start : start + _PAGE]
            marks = ",".join("?" * len(page))
            found += [
                Named(*row)
                for row in self._all(
                    f"SELECT {_ROW} FROM entity e WHERE e.name IN ({marks}) AND e.articles > 0", *page
                )
            ]
        return found

    def surnamed(self, surname: str) -> list[Named]:
        """People whose name ends in ``surname`` (folded), with no more than 50 of them told."""
        return [
            Named(*row)
            for row in self._all(
                f"SELECT {_ROW} FROM entity e WHERE e.surname = ? AND e.surname <> '' AND e.articles > 0"
                " ORDER BY e.articles DESC LIMIT 50",
                surname,
            )
        ]

    def acting(self, name: str) -> list[Acting]:
        """For whom a person so called acts; whom the first article had act, comes first."""
        return [
            Acting(*row)
            for row in self._all(
                "SELECT n.actor, count(*), sum(n.mentions) FROM entity e JOIN naming n ON n.entity = e.number"
                " WHERE e.kind = 'person' AND e.name = ? AND n.actor IS NOT NULL"
                " GROUP BY n.actor ORDER BY min(n.article)",
                name,
            )
        ]

    def namings(self, numbers: Sequence[int], limit: int = -1) -> list[Naming]:
        """The articles that name any of these entities, the newest first."""
        return [
            Naming(*row)
            for row in self._all(
                "SELECT n.entity, a.number, a.id, a.title, a.date, n.mentions, n.actor FROM naming n"
                " JOIN article a ON a.number = n.article WHERE n.entity IN (SELECT value FROM json_each(?))"
                " ORDER BY a.date IS NULL, a.date DESC, a.number DESC LIMIT ?",
                json.dumps(list(numbers)),
                limit,
            )
        ]

    def span(self, number: int) -> tuple[str | None, str | None]:
        """The dates of the first and last article that name an entity."""
        return tuple(
            self._all(
                "SELECT min(a.date), max(a.date) FROM naming n JOIN article a ON a.number = n.article"
                " WHERE n.entity = ?",
                number,
            )[0]
        )

    def names(self, article: str, number: int) -> bool:
        """Whether an article (by its id) names an entity."""
        question = (
            "SELECT 1 FROM naming n JOIN article a ON a.number = n.article WHERE n.entity = ? AND a.id = ?"
        )
        return bool(self._all(question, number, article))

    def codes(self, articles: Iterable[int]) -> dict[int, frozenset[str]]:
        """For each of these articles the countries named, and the codes that others named last acted for."""
        found: dict[int, set[str]] = {article: set() for article in articles}
        for article, code in self._all(
            "SELECT n.article, CASE e.kind WHEN 'country' THEN e.name ELSE e.actor END AS code"
            " FROM json_each(?) t JOIN naming n ON n.article = t.value JOIN entity e ON e.number = n.entity"
            " WHERE code <> ''",
            json.dumps(list(found)),
        ):
            found[article].add(code)
        return {article: frozenset(codes) for article, codes in found.items()}

    def beside(self, articles: Sequence[int], limit: int) -> list[tuple[Named, int]]:
        """Who else is named in these articles, and in how many of them; most first."""
        rows = self._all(
            f"SELECT {_ROW}, count(*) AS shared FROM json_each(?) t JOIN naming n ON n.article = t.value"
            " JOIN entity e ON e.number = n.entity GROUP BY n.entity ORDER BY shared DESC, e.name LIMIT ?",
            json.dumps(list(articles)),
            limit,
        )
        return [(Named(*row[:6]), row[6]) for row in rows]

    def forms(self, numbers: Sequence[int], articles: Sequence[int], limit: int) -> list[str]:
        """The words by which these articles call these entities, the most frequent first."""
        return [
            " ".join(form.split())
            for (form,) in self._all(
                "SELECT substr(a.body, m.start + 1, m.end - m.start) AS form FROM"
                f" ({_NEWEST}) n"
                " JOIN entity e ON e.number = n.entity JOIN article a ON a.number = n.article"
                " JOIN mention m ON m.article = n.article AND m.entity = e.name AND m.kind = e.kind"
                " GROUP BY form ORDER BY count(*) DESC, form LIMIT ?",
                json.dumps(list(numbers)),
                json.dumps(list(articles)),
                _LOOKED_AT,
                limit,
            )
        ]

    def before(self, numbers: Sequence[int], articles: Sequence[int], width: int) -> list[str]:
        """The text just before mentions of these entities in these articles: where a title stands."""
        return [
            text
            for (text,) in self._all(
                "SELECT substr(a.body, max(1, m.start + 1 - ?), min(m.start, ?)) FROM"
                f" ({_NEWEST}) n"
                " JOIN entity e ON e.number = n.entity JOIN article a ON a.number = n.article"
                " JOIN mention m ON m.article = n.article AND m.entity = e.name AND m.kind = e.kind",
                width,
                width,
                json.dumps(list(numbers)),
                json.dumps(list(articles)),
                _LOOKED_AT,
            )
        ]

    def _all(self, question: str, *values: object) -> list[Any]:
        with telling(self._path):
            return self._connection.execute(question, values).fetchall()
