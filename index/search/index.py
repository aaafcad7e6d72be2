"""The full-text index in ``home/index``: adding, removing, and answering questions.

Several processes may hold an ``Index`` on one home: any number read while one writes. A reader sees whole
commits only, and picks up a new one at its next question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from index.model import Article, Completion, Hit, Results, Span
from index.search.answer import Answer, ask
from index.search.complete import completions, meant
from index.search.facets import counts, undated
from index.search.grouping import BY, Stories, grouped
from index.search.lots import LostError, Part, Told, cores, lots, written
from index.search.query import Context, Question, parse
from index.search.query.context import NO_CONTEXT
from index.search.records import Item, Record, identifiers
from index.search.schema import READABLE, VERSION, schema
from index.search.snapshot import Snapshot
from index.search.snippets import Matches, snippet
from index.search.store import Store
from index.search.writer import Writer

MANY = 2_000
"""So many articles added at once are worth merging any segments for."""
KEPT_ANSWERS = 8

Bodies = Callable[[Sequence[str]], Mapping[str, str]]


class Counted(NamedTuple):
    """Values of all hits by field, with how many hits have them."""

    total: int
    by: dict[str, list[tuple[str, int]]]
    undated: int
    notice: str
    generation: int


class Index:
    """The index of one home. Safe to share between threads; questions are answered one at a time."""

    def __init__(self, home: str | Path, context: Context = NO_CONTEXT) -> None:
        """Open ``home/index``, making it when it is not there. ``context``: who a name is, what is marked."""
        self._store = Store(Path(home) / "index")
        self._context = context
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._answers: dict[tuple[str, str, bool], Answer] = {}

    # Writing

    def add(self, articles: Iterable[Article]) -> int:
        """Add articles without findings, and merge segments when they are many; returns how many."""
        count = self.put((article, None) for article in articles)
        if count >= 4 * MANY:
            self.settle()
        return count

    def put(self, items: Iterable[Item]) -> int:
        """Add articles, with what analysis found in them where it has, replacing those with the same id.

        Commits now and then; returns how many.
        """
        count = 0
        for lot in lots(items):
            with self._store.lock():
                writer = Writer(self._store)
                count += writer.add(lot)
                writer.merge() if len(lot) < MANY else writer.merge(None)
        return count

    def fill(self, parts: Callable[[int], Sequence[Part]], told: Told) -> int:
        """Make the index anew of the articles of all parts, each id but once; returns how many.

        ``parts`` shares the articles out among so many processes, ``told`` hears how many more are done.
        """
        with self._store.lock():
            try:
                names = written(self._store.folder, self._store.new_name, parts(cores()), told)
            except LostError:  # no memory for several, perhaps
                names = written(self._store.folder, self._store.new_name, parts(1), told)
            writer = Writer(self._store)
            writer.take(names)
            writer.settle()
        return self.count()

    def settle(self) -> None:
        """Merge what many additions left in pieces, so that questions have few segments to ask."""
        with self._store.lock():
            Writer(self._store).settle()

    def remove(self, ids: Iterable[str]) -> int:
        """Take articles out by id; returns how many were there."""
        with self._store.lock():
            return Writer(self._store).remove(ids)

    def rebuild(self, articles: Iterable[Article]) -> int:
        """Make the index anew from ``articles``, in place; the archive stays what it is."""
        with self._store.lock():
            Writer(self._store).clear()
        return self.add(articles)

    # Reading

    def ids(self) -> set[str]:
        """The ids of all articles that can be found, for the archive to complete the index after a crash."""
        with self._lock:
            found: set[str] = set()
            for leaf in self._open().leaves:
                all_ids = identifiers(leaf.files)
                found.update(all_ids if leaf.live is None else compress(all_ids, leaf.live.tolist()))
            return found

    def outdated(self) -> bool:
        """Whether an index of another version lies here, which should be made anew."""
        return self._store.version() != VERSION

    def readable(self) -> bool:
        """Whether questions can be answered from what lies here; else nothing is found in it."""
        return self._store.version() in READABLE

    def count(self) -> int:
        """How many articles can be found."""
        with self._lock:
            return sum(leaf.live_count() for leaf in self._open().leaves)

    def verify(self) -> None:
        """Check every file against its checksums; raises ``CorruptIndexError``. Reads the whole index."""
        with self._lock:
            for leaf in self._open().leaves:
                leaf.files.verify()

    def search(
        self,
        text: str,
        limit: int = 50,
        offset: int = 0,
        sort: str = "relevance",
        bodies: Bodies | None = None,
        *,
        typing: bool = True,
        by: str = "",
        stories: Stories | None = None,
    ) -> Results:
        """Answer ``text`` (see docs/query-language.md): never an error, whatever it holds.

        ``bodies`` gives the bodies of the articles of one page by id, for their snippets. ``sort`` is
        ``relevance``, ``newest``, ``oldest`` or ``recent`` (relevance, fading with age); a ``sort:`` in the
        text wins. While ``typing``, the last word also matches as a prefix. ``Results.total`` is exact.
        ``by`` puts the hits in groups: ``day``, ``source``, ``story`` or ``country`` (``Results.groups``).
        Later pages (``offset`` > 0) are of the commit that answered the first.
        """
        began = time.perf_counter()
        with self._lock:
            snapshot = self._open()
            question = parse(text, typing, self._context, snapshot.languages())
            answer = self._answer(snapshot, text, question, question.sort or sort, typing, offset > 0)
            order, groups = grouped(answer, by, stories) if by in BY else (None, [])
            records, scores = answer.page(offset, limit, order)
            notice = "; ".join([question.notice, *answer.notes] if question.notice else answer.notes)
            if not answer.total and question.terms and not notice:
                notice = meant(answer.snapshot, question.terms)
        found = bodies([record.id for record in records]) if bodies and records else {}
        hits = _hits(records, scores, found, question.terms)
        seconds = time.perf_counter() - began
        generation = answer.snapshot.generation
        told = tuple(groups)
        return Results(text, answer.total, hits, notice, seconds, question.terms, generation, told)

    def row(
        self,
        text: str,
        identifier: str,
        sort: str = "relevance",
        *,
        typing: bool = True,
        by: str = "",
        stories: Stories | None = None,
    ) -> int | None:
        """At which row ``search`` has an article; ``None`` when it does not find it."""
        with self._lock:
            snapshot = self._open()
            question = parse(text, typing, self._context, snapshot.languages())
            answer = self._answer(snapshot, text, question, question.sort or sort, typing, False)
            order = grouped(answer, by, stories)[0] if by in BY else answer.ranking()
            return answer.row(identifier, order)

    def counts(
        self,
        text: str,
        fields: Sequence[str],
        limit: int = 10,
        sort: str = "relevance",
        *,
        typing: bool = True,
    ) -> Counted:
        """How many of all hits have which value: for each of ``fields`` the most frequent, with their counts.

        Fields: ``country``, ``person``, ``org``, ``place``, ``type``, ``quad``, ``pair`` (``RUS>UKR``),
        ``partner`` (the same in either direction, ``RUS>UKR`` in the order of the alphabet), ``target``,
        ``source``, ``lang``; ``month`` and ``year`` give all their values in order of time. With the ``sort``
        of a search just made, its hits are counted without searching again.
        """
        with self._lock:
            snapshot = self._open()
            question = parse(text, typing, self._context, snapshot.languages())
            sort = question.sort or sort
            if (text, sort, typing) not in self._answers:
                sort = "newest"  # to count needs no scores
            answer = self._answer(snapshot, text, question, sort, typing, False)
            return Counted(
                answer.total,
                {field: counts(answer, field, limit) for field in fields},
                undated(answer),
                "; ".join([question.notice, *answer.notes] if question.notice else answer.notes),
                answer.snapshot.generation,
            )

    def complete(self, text: str, cursor: int | None = None, limit: int = 8) -> list[Completion]:
        """What ``text`` may become: the word before ``cursor`` (else the last) completed from the words,
        fields and values there are."""
        with self._lock:
            return completions(self._open(), self._context, text, cursor, limit)

    def close(self) -> None:
        """Let go of the files. The index opens again by itself when asked."""
        with self._lock:
            self._snapshot = None
            self._stamp = None
            self._answers.clear()

    def _answer(  # noqa: PLR0917
        self, snapshot: Snapshot, text: str, question: Question, sort: str, typing: bool, again: bool
    ) -> Answer:
        """The answer to a question: with ``again`` that of the same question before, if it is still known."""
        key = (text, sort, typing)
        kept = self._answers.pop(key, None)
        fresh = kept is not None and kept.snapshot is snapshot and not question.marked
        if kept is None or not (again or fresh):
            kept = ask(snapshot, _schema(), question, sort)
        self._answers[key] = kept
        while len(self._answers) > KEPT_ANSWERS:
            self._answers.pop(next(iter(self._answers)))
        return kept

    def _open(self) -> Snapshot:
        """The latest commit."""
        stamp = self._store.stamp()
        if stamp is None and self._snapshot is not None:
            return self._snapshot  # a rebuilt index is just being put in its place
        if self._snapshot is None or stamp != self._stamp:
            self._snapshot = self._store.snapshot(self._snapshot)
            self._stamp = stamp
        return self._snapshot


_schema = cache(schema)


def _hits(
    records: Sequence[Record], scores: Sequence[float], bodies: Mapping[str, str], terms: Sequence[str]
) -> tuple[Hit, ...]:
    """Rows as hits, with a snippet of each body that is given, its words those of the article's language."""
    rows = zip(records, scores, strict=True)
    if not bodies:
        # What Hit(...) does, at a third of the price.
        new = tuple.__new__
        return tuple([new(Hit, (*row[:4], score, "", (), row.relations, *_UNASKED)) for row, score in rows])
    matches: dict[str, Matches] = {}
    found: list[Hit] = []
    for record, score in rows:
        text, marks = _NO_SNIPPET
        if body := bodies.get(record.id):
            lang = record.language
            if lang not in matches:
                matches[lang] = Matches(terms, lang)
            text, marks = snippet(body, matches[lang])
        found.append(Hit(*record[:4], score, text, marks, record.relations))
    return tuple(found)


_NO_SNIPPET: tuple[str, tuple[Span, ...]] = ("", ())
_UNASKED = Hit("", "", None, "", 0.0, "")[8:]
"""Of a hit, what search does not know."""
