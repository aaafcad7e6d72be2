"""The full-text index in ``home/index``: adding, removing, and answering questions.

Several processes may hold an ``Index`` on one home: any number read while one writes. A reader sees whole
commits only, and picks up a new one at its next question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.searching import Searcher

from index.model import Article, Hit, Results
from index.search.query import parse
from index.search.schema import document, schema
from index.search.snippets import Matches, snippet

BATCH = 2_000
"""Articles a commit: what a killed writer loses at most, and what is held in memory."""
LOCK_SECONDS = 30.0

Bodies = Callable[[Sequence[str]], Mapping[str, str]]


class Index:
    """The index of one home. Safe to share between threads; questions are answered one at a time."""

    def __init__(self, home: str | Path) -> None:
        """Open ``home/index``, making it when it is not there."""
        self._folder = Path(home) / "index"
        self._folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(self._folder))
        self._lock = threading.RLock()
        self._index = (
            storage.open_index(schema=schema()) if storage.index_exists() else storage.create_index(schema())
        )
        self._searcher: Searcher | None = None
        self._generation = -1

    def add(self, articles: Iterable[Article]) -> int:
        """Add articles, replacing those with the same id; returns how many. Commits every ``BATCH``."""
        count = 0
        for batch in _batches(articles):
            with self._writer() as writer:
                self._delete(writer, batch)
                for article in batch.values():
                    writer.add_document(**document(article))
            count += len(batch)
        return count

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out by id; returns how many were there."""
        with self._writer() as writer:
            return self._delete(writer, ids)

    def rebuild(self, articles: Iterable[Article]) -> int:
        """Make the index anew from ``articles``; readers keep the old one until the first commit."""
        with self._writer() as writer:
            writer.mergetype = None
            for identifier in self.ids():
                writer.delete_by_term("id", identifier)
        return self.add(articles)

    def ids(self) -> set[str]:
        """The ids of all articles that can be found, for the archive to complete the index after a crash."""
        with self._lock:
            reader = self._open().reader()
            return {fields["id"] for fields in reader.all_stored_fields()}

    def count(self) -> int:
        """How many articles can be found."""
        with self._lock:
            return int(self._open().reader().doc_count())

    def search(
        self,
        text: str,
        limit: int = 50,
        offset: int = 0,
        sort: str = "relevance",
        bodies: Bodies | None = None,
        *,
        typing: bool = True,
    ) -> Results:
        """Answer ``text`` (see docs/query-language.md): never an error, whatever it holds.

        ``bodies`` gives the bodies of the articles of one page by id, for their snippets. ``sort`` is
        ``relevance``, ``newest`` or ``oldest``; a ``sort:`` in the text wins. While ``typing``, the last
        word also matches as a prefix. ``Results.total`` is exact.
        """
        began = time.perf_counter()
        question = parse(text, typing)
        with self._lock:
            searcher = self._open()
            order = question.sort or (sort if question.terms else "newest" if sort == "relevance" else sort)
            rows, total = _run(searcher, question.query, order, offset, limit)
        found = bodies([fields["id"] for fields, _ in rows]) if bodies and rows else {}
        matches = Matches(question.terms)
        hits = tuple(_hit(fields, score, found, matches) for fields, score in rows)
        return Results(text, total, hits, question.notice, time.perf_counter() - began, question.terms)

    def close(self) -> None:
        """Let go of the files. The index opens again by itself when asked."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
            self._searcher = None
            self._generation = -1

    def _open(self) -> Searcher:
        """A searcher on the latest commit. A fresh one each time: ``Searcher.refresh`` brings deleted
        and merged segments back (whoosh3 3.54)."""
        latest = self._index.latest_generation()
        if self._searcher is None or latest != self._generation:
            self.close()
            self._searcher = self._index.searcher(weighting=scoring.BM25F())
            self._generation = latest
        return self._searcher

    def _writer(self) -> Any:
        """A writer that commits when its block ends well. The lock is flock's: a dead process has none."""
        return self._index.writer(timeout=LOCK_SECONDS, delay=0.05)

    @staticmethod
    def _delete(writer: Any, ids: Iterable[str]) -> int:
        """Deletes come before adds, once an id: a second update of one key in one writer leaves two
        documents (whoosh3 3.54)."""
        return sum(writer.delete_by_term("id", identifier) for identifier in set(ids))


def _batches(articles: Iterable[Article]) -> Iterator[dict[str, Article]]:
    rest = iter(articles)
    while batch := {article.id: article for article in islice(rest, BATCH)}:
        yield batch


def _run(
    searcher: Searcher, query: Any, sort: str, offset: int, limit: int
) -> tuple[list[tuple[dict[str, Any], float]], int]:
    """One page of stored fields and scores, and the exact total.

    Every hit is collected: under a limit Whoosh's total can be wrong (whoosh3 3.54).
    """
    options: dict[str, Any] = {"limit": None}
    if sort in ("newest", "oldest"):
        options |= {"sortedby": "day", "reverse": sort == "newest"}
    results = searcher.search(query, **options)
    page = results.top_n[offset : offset + limit]
    rows = [
        (searcher.stored_fields(docnum), float(score) if isinstance(score, (int, float)) else 0.0)
        for score, docnum in page
    ]
    return rows, len(results)


def _hit(fields: dict[str, Any], score: float, bodies: Mapping[str, str], matches: Matches) -> Hit:
    text, marks = snippet(bodies.get(fields["id"], ""), matches)
    return Hit(
        id=fields["id"],
        title=fields.get("title", ""),
        date=fields.get("date") or None,
        source=fields.get("source", ""),
        score=score,
        snippet=text,
        marks=marks,
    )
