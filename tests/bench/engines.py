"""Search engines with one face, for ``search.py``: Foreign Desk's own, SQLite FTS5, tantivy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.model import Article
from index.search import Index

TOP = 20
"""Rows that each gives."""


class Ours:
    """Foreign Desk's own."""

    name = "ours"

    def __init__(self, folder: Path, articles: list[Article]) -> None:
        self.bodies = {article.id: article.body for article in articles}
        Index(folder).add(articles)
        self.folder = folder
        self.index = Index(folder)

    def ask(self, question: str) -> object:
        return self.index.search(question, TOP, typing=False)

    def typed(self, question: str) -> object:
        return self.index.search(question, TOP, typing=True)

    def newest(self, question: str) -> object:
        return self.index.search(question, TOP, sort="newest", typing=False)

    def facet(self, question: str) -> object:
        return self.index.counts(question, ["source"], typing=False)

    def snippets(self, question: str) -> object:
        return self.index.search(question, TOP, typing=False, bodies=self._fetch)

    def _fetch(self, ids: Iterable[str]) -> dict[str, str]:
        return {identifier: self.bodies[identifier] for identifier in ids}

    def ids(self, question: str) -> list[str]:
        return [hit.id for hit in self.index.search(question, TOP, typing=False).hits]

    def forget(self, typing: bool) -> None:
        """An answer that is kept must not make the next measure look good, nor what its words found, but for
        what the same line found while it was being typed."""
        self.index._answers.clear()
        if not typing and self.index._snapshot is not None:
            self.index._snapshot.forget()

    @staticmethod
    def words(words: list[str], how: str) -> str:
        return {"and": " ", "or": " OR "}.get(how, " ").join(words)


class Fts5:
    """SQLite's, with the porter stemmer, external bodies left in the table, date and source beside."""

    name = "FTS5"

    def __init__(self, folder: Path, articles: list[Article]) -> None:
        self.base = sqlite3.connect(folder / "fts.db")
        self.base.executescript(
            "CREATE VIRTUAL TABLE f USING fts5(title, body, tokenize='porter unicode61', prefix='2 3');"
            "CREATE TABLE m(id INTEGER PRIMARY KEY, ident TEXT, date TEXT, source TEXT);"
        )
        with self.base:
            for row, article in enumerate(articles):
                self.base.execute(
                    "INSERT INTO f(rowid,title,body) VALUES(?,?,?)", (row, article.title, article.body)
                )
                self.base.execute(
                    "INSERT INTO m VALUES(?,?,?,?)", (row, article.id, article.date, article.source)
                )

    RANKED = (
        "SELECT m.ident, f.title, m.date, m.source, rank FROM f JOIN m ON m.id=f.rowid WHERE f MATCH ?"
        " ORDER BY rank LIMIT 20"
    )

    def _count(self, question: str) -> object:
        return self.base.execute("SELECT count(*) FROM f WHERE f MATCH ?", (question,)).fetchone()

    def ask(self, question: str) -> object:
        return self._count(question), self.base.execute(self.RANKED, (question,)).fetchall()

    def typed(self, question: str) -> object:
        return self.ask(f"{question.strip()}*" if not question.endswith(" ") else question)

    def newest(self, question: str) -> object:
        sql = (
            "SELECT m.ident, f.title, m.date, m.source FROM f JOIN m ON m.id=f.rowid WHERE f MATCH ?"
            " ORDER BY m.date DESC LIMIT 20"
        )
        return self._count(question), self.base.execute(sql, (question,)).fetchall()

    def facet(self, question: str) -> object:
        sql = (
            "SELECT m.source, count(*) c FROM f JOIN m ON m.id=f.rowid WHERE f MATCH ?"
            " GROUP BY 1 ORDER BY c DESC"
        )
        return self.base.execute(sql, (question,)).fetchmany(10)

    def snippets(self, question: str) -> object:
        sql = self.RANKED.replace("rank FROM", "rank, snippet(f,1,'[',']','…',30) FROM")
        return self._count(question), self.base.execute(sql, (question,)).fetchall()

    def ids(self, question: str) -> list[str]:
        sql = "SELECT m.ident FROM f JOIN m ON m.id=f.rowid WHERE f MATCH ? ORDER BY rank LIMIT 20"
        return [row[0] for row in self.base.execute(sql, (question,))]

    def forget(self, typing: bool) -> None:
        """Keeps nothing."""

    @staticmethod
    def words(words: list[str], how: str) -> str:
        return {"and": " AND ", "or": " OR "}.get(how, " ").join(words)


class Tantivy:
    """tantivy with its English stemmer, date and source as fast fields."""

    name = "tantivy"

    def __init__(self, folder: Path, articles: list[Article]) -> None:
        import tantivy

        self.tantivy = tantivy
        build = tantivy.SchemaBuilder()
        build.add_text_field("id", stored=True, tokenizer_name="raw")
        build.add_text_field("title", stored=True, tokenizer_name="en_stem")
        build.add_text_field("body", stored=False, tokenizer_name="en_stem")
        build.add_text_field("source", stored=True, tokenizer_name="raw", fast=True)
        build.add_text_field("date", stored=True, tokenizer_name="raw")
        build.add_integer_field("day", fast=True, stored=False)
        self.schema = build.build()
        self.index = tantivy.Index(self.schema, path=str(folder))
        writer = self.index.writer(heap_size=256_000_000)
        for article in articles:
            writer.add_document(
                tantivy.Document(
                    id=article.id,
                    title=article.title,
                    body=article.body,
                    source=article.source,
                    date=article.date or "",
                    day=int((article.date or "0")[:10].replace("-", "") or 0),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()
        self.bodies = {article.id: article.body for article in articles}

    def _query(self, question: str) -> Any:
        return self.index.parse_query(question, ["title", "body"], conjunction_by_default=True)

    def _rows(self, found: Any) -> list[Any]:
        return [self.searcher.doc(address).to_dict() for _, address in found.hits]

    def ask(self, question: str) -> object:
        if question.endswith("*"):
            return self._prefix([], question[:-1])
        return self._rows(self.searcher.search(self._query(question), TOP, count=True))

    def _prefix(self, words: list[str], last: str) -> object:
        """Words, and a last one that is a prefix in either field."""
        make, occur = self.tantivy.Query, self.tantivy.Occur
        parts = [(occur.Must, self._query(word)) for word in words]
        if last:
            either = [
                (occur.Should, make.regex_query(self.schema, field, f"{last.lower()}.*"))
                for field in ("title", "body")
            ]
            parts.append((occur.Must, make.boolean_query(either)))
        return self._rows(self.searcher.search(make.boolean_query(parts), TOP, count=True))

    def typed(self, question: str) -> object:
        words = question.split()
        last = "" if question.endswith(" ") else words.pop()
        return self._prefix(words, last)

    def newest(self, question: str) -> object:
        return self._rows(self.searcher.search(self._query(question), TOP, count=True, order_by_field="day"))

    def facet(self, question: str) -> object:
        return self.searcher.aggregate(
            self._query(question), {"s": {"terms": {"field": "source", "size": 10}}}
        )

    def snippets(self, question: str) -> object:
        query = self._query(question)
        found = self.searcher.search(query, TOP, count=True)
        maker = self.tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "body")
        out = []
        for _, address in found.hits:
            row = self.searcher.doc(address).to_dict()
            whole = self.tantivy.Document(body=self.bodies[row["id"][0]])
            out.append(maker.snippet_from_doc(whole).to_html())
        return out

    def ids(self, question: str) -> list[str]:
        return [row["id"][0] for row in self._rows(self.searcher.search(self._query(question), TOP))]

    def forget(self, typing: bool) -> None:
        """Keeps nothing."""

    @staticmethod
    def words(words: list[str], how: str) -> str:
        return {"and": " AND ", "or": " OR "}.get(how, " ").join(words)
