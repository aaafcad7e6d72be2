"""The archive of one desk: ``home/archive.sqlite``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.archive.cast import Cast
from index.archive.connection import connect, telling, transaction
from index.archive.files import Files
from index.archive.findings import Findings
from index.archive.identity import Incoming, Outcome, ReadFile, write
from index.archive.stories import Stories
from index.errors import DeskError, NotFoundError
from index.model import Analysis, Article, Hit

_ARTICLE = "id, title, body, date, source, url, lang, author"
_UNANNOTATED = "INSERT OR REPLACE INTO unannotated SELECT ?, coalesce(max(stored), 0) + 1 FROM unannotated"
_PAGE = 500  # ids in one question; SQLite's own limit is higher


class Archive:
    """Articles and their findings. One thread at a time; several processes may hold one each.

    Every method may raise ``DeskError`` with words for the user.
    """

    def __init__(self, home: str | Path, *, readonly: bool = False) -> None:
        """Open, or make, the archive in the folder ``home``, which must exist."""
        self._path = Path(home) / "archive.sqlite"
        self._connection = connect(self._path, readonly=readonly)
        self.home = Path(home)
        self.readonly = readonly
        self.findings = Findings(self._connection, self._path)
        self.stories = Stories(self._connection, self._path)
        self.cast = Cast(self._connection, self._path)
        self.files = Files(self._connection, self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # Articles in

    def put(self, batch: Sequence[Incoming], files: Sequence[ReadFile] = ()) -> list[Outcome]:
        """Write a batch in one transaction; says of each what was done (see ``identity``).

        ``files`` are those that have been read to their end, without a fault, by now.
        """
        with transaction(self._connection, self._path) as connection:
            outcomes, change = write(connection, batch, int(self._meta("change")), self.stories)
            self._set_meta("change", str(change))
            connection.executemany(
                "UPDATE file SET size = ?, modified = ?, reader = ?, articles = ? WHERE number = ?",
                [(file.size, file.modified, file.reader, file.articles, file.number) for file in files],
            )
        return outcomes

    def remove(self, ids: Sequence[str]) -> None:
        """Take articles out, with what was found in them."""
        with transaction(self._connection, self._path) as connection:
            for id_ in ids:
                connection.execute(
                    "UPDATE file SET size = -1 WHERE number = (SELECT file FROM article WHERE id = ?)", (id_,)
                )
                for (number,) in connection.execute(
                    "SELECT number FROM article WHERE id = ?", (id_,)
                ).fetchall():
                    self.stories.forget(number)
                    connection.execute("DELETE FROM article WHERE number = ?", (number,))

    # Articles out

    def article(self, id_: str) -> tuple[Article, int]:
        """The article and the version of its analysis (0: none yet); raises ``NotFoundError``.

        The beginning of an id will do when only one article has it.
        """
        with telling(self._path):
            row = self._connection.execute(
                f"SELECT {_ARTICLE}, analysed FROM article WHERE id = ?", (id_,)
            ).fetchone()
            if row is None and len(id_) >= 4:
                rows = self._connection.execute(
                    f"SELECT {_ARTICLE}, analysed FROM article WHERE id > ? AND id < ? LIMIT 2",
                    (id_, id_ + "\U0010ffff"),
                ).fetchall()
                row = rows[0] if len(rows) == 1 else None
        if row is None:
            raise NotFoundError(f"No article on this desk has the id {id_}.")
        return Article(*row[:-1]), row[-1]

    def bodies(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Bodies by id, of those that are there."""
        found: dict[str, str] = {}
        with telling(self._path):
            for start in range(0, len(ids), _PAGE):
                page = ids[start : start + _PAGE]
                marks = ",".join("?" * len(page))
                found.update(
                    self._connection.execute(f"SELECT id, body FROM article WHERE id IN ({marks})", page)
                )
        return found

    def told(self, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Hits of a search, with what relations each has, and its story."""
        ids = [hit.id for hit in hits]
        badges, stories = self.findings.badges(ids), self.stories.of(ids)
        for hit in hits:
            story, copies = stories.get(hit.id, (0, 1))
            relations, pairs = badges.get(hit.id, (0, ""))
            yield hit._replace(relations=relations, pairs=pairs, story=story, copies=copies)

    def ids(self) -> set[str]:
        """The ids of all articles."""
        with telling(self._path):
            return {id_ for (id_,) in self._connection.execute("SELECT id FROM article")}

    def articles(self, after: int = 0, limit: int = -1) -> Iterator[tuple[int, Article]]:
        """Articles written after change number ``after``, with their own change numbers, in that order."""
        with telling(self._path):
            for row in self._connection.execute(
                f"SELECT change, {_ARTICLE} FROM article WHERE change > ? ORDER BY change LIMIT ?",
                (after, limit),
            ):
                yield row[0], Article(*row[1:])

    def newest(self) -> int:
        """The number of the last change of all."""
        return self._number("SELECT coalesce(max(change), 0) FROM article")

    def parted(self, number: int, last: int) -> list[int]:
        """After which changes ``number`` parts of the articles up to change ``last`` begin, of like size."""
        question = "SELECT change FROM article WHERE change <= ? ORDER BY change LIMIT 1 OFFSET ?"
        size = self._number("SELECT count(*) FROM article WHERE change <= ?", last) // number
        return [0, *(self._number(question, last, size * part - 1) for part in range(1, number))]

    def is_analysed(self, id_: str | None = None) -> bool:
        """Whether an article, or any, has been analysed."""
        question = "SELECT coalesce(max(analysed), 0) FROM article"
        return bool(self._number(f"{question} WHERE id = ?", id_) if id_ else self._number(question))

    def count(self) -> int:
        """How many articles there are."""
        return self._number("SELECT count(*) FROM article")

    # What awaits indexing

    @property
    def indexed(self) -> int:
        """The change number up to which all articles are in the search index."""
        with telling(self._path):
            return int(self._meta("indexed"))

    def set_indexed(self, change: int, *, only_up: bool = True) -> None:
        """Say that the search index holds all articles up to ``change``; back only with ``only_up=False``."""
        with transaction(self._connection, self._path):
            if not only_up or change > int(self._meta("indexed")):
                self._set_meta("indexed", str(change))

    def count_stale(self) -> int:
        """How many articles the search index does not hold yet in their newest form."""
        return self._number("SELECT count(*) FROM article WHERE change > ?", self.indexed)

    def touch(self, names: Sequence[str]) -> int:
        """Let the articles that name any of these entities be indexed again; returns how many they are."""
        numbers = sorted({entity.number for entity in self.cast.called(names)})
        articles = sorted({naming.article for naming in self.cast.namings(numbers)})
        with transaction(self._connection, self._path) as connection:
            change = int(self._meta("change"))
            for article in articles:
                change += 1
                connection.execute("UPDATE article SET change = ? WHERE number = ?", (change, article))
            self._set_meta("change", str(change))
        return len(articles)

    def news(self, change: int, number: int) -> tuple[int, int, int, int]:
        """How many new and how many changed articles can be found that were written after ``change``.

        New is one whose number is above ``number``. Then come the newest change and number of all.
        Raises ``DeskError`` when somebody has taken the desk away: an open file is read from all the same.
        """
        if not self._path.exists():
            raise DeskError(
                f"The desk has been removed: what is open can be read, and notes are kept ({self.home})."
            )
        with telling(self._path):
            row = self._connection.execute(
                "SELECT coalesce(sum(number > :number), 0), coalesce(sum(number <= :number), 0),"
                " coalesce(max(change), :change), coalesce(max(max(number), :number), :number)"
                " FROM article WHERE change > :change AND change <= :indexed",
                {"change": change, "number": number, "indexed": self.indexed},
            ).fetchone()
        return int(row[0]), int(row[1]), int(row[2]), int(row[3])

    # What awaits analysis

    def pending(self, version: int, limit: int, skip: Sequence[int] = ()) -> list[tuple[int, int, Article]]:
        """Up to ``limit`` articles without findings of analysis ``version``: number, change, article.

        The newest come first: they are what a person who has just added them looks at. ``skip`` are numbers
        to leave out.
        """
        with telling(self._path):
            rows = self._connection.execute(
                f"SELECT number, change, {_ARTICLE} FROM article INDEXED BY article_analysed"
                " WHERE analysed < ? AND number NOT IN (SELECT value FROM json_each(?))"
                " ORDER BY analysed, number DESC LIMIT ?",
                (version, json.dumps(list(skip)), limit),
            ).fetchall()
        return [(row[0], row[1], Article(*row[2:])) for row in rows]

    def count_pending(self, version: int) -> int:
        """How many articles have no findings of analysis ``version`` yet."""
        return self._number("SELECT count(*) FROM article WHERE analysed < ?", version)

    def store(
        self, analysed: Sequence[tuple[int, int, Analysis]], version: int, clear: str | None = None
    ) -> None:
        """Keep the findings of articles (number, change, findings) in one transaction.

        They are noted as awaiting the search index (``unannotated``). ``clear`` names a value to forget in
        the same transaction. An article that has been changed since it was given out keeps waiting.
        """
        with transaction(self._connection, self._path) as connection:
            for number, change, analysis in analysed:
                current = connection.execute(
                    "SELECT change FROM article WHERE number = ?", (number,)
                ).fetchone()
                if current is not None and current[0] == change:
                    self.findings.put(number, analysis)
                    self.cast.put(number, analysis.mentions)
                    connection.execute("UPDATE article SET analysed = ? WHERE number = ?", (version, number))
                    connection.execute(_UNANNOTATED, (number,))
            if clear is not None:
                connection.execute("DELETE FROM meta WHERE key = ?", (clear,))

    def unannotated(self, limit: int) -> list[tuple[int, int, str]]:
        """Up to ``limit`` articles that the search index holds without their newest findings.

        Number, a number of the findings for ``annotated``, and id. Those that await indexing anyway come
        when they have been indexed.
        """
        with telling(self._path):
            return self._connection.execute(
                "SELECT a.number, u.stored, a.id FROM unannotated u JOIN article a ON a.number = u.article"
                " WHERE a.change <= ? ORDER BY u.stored LIMIT ?",
                (self.indexed, limit),
            ).fetchall()

    def annotated(self, rows: Sequence[tuple[int, int, str]]) -> None:
        """Say that the search index holds these findings (``unannotated``)."""
        with transaction(self._connection, self._path) as connection:
            connection.executemany(
                "DELETE FROM unannotated WHERE article = ? AND stored = ?", [row[:2] for row in rows]
            )

    # Values

    def meta(self, key: str) -> str | None:
        """A value kept under ``key``."""
        with telling(self._path):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        with transaction(self._connection, self._path):
            self._set_meta(key, value)

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    def _set_meta(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _number(self, question: str, *values: object) -> int:
        with telling(self._path):
            return int(self._connection.execute(question, values).fetchone()[0])
