"""A question put to a snapshot: all hits, their order, and pages of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from whoosh.fields import Schema

from index.search.asked import SECONDS, Asked, TooLongError
from index.search.codec.postings import Ints
from index.search.evaluate import leaf_hits
from index.search.identity import docs_of_hashes, id_hash
from index.search.leaf import Floats, Hits
from index.search.query import Question
from index.search.ranking import best, newest
from index.search.records import Record
from index.search.snapshot import Snapshot

_NO_DOCS: Ints = np.zeros(0, np.int64)
FADE_DAYS = 365.0
"""With ``recent``, the part of a score that fades halves in this time."""


@dataclass
class Answer:
    """All hits of a question: global document numbers, ascending, with scores when they decide the order."""

    snapshot: Snapshot
    docs: Ints
    scores: Floats | None
    sort: str
    hits: list[Ints]
    notes: list[str]
    groupings: dict[str, tuple[Ints, list[tuple[str, int]]]] = field(default_factory=dict)
    """Orders by group that were asked for before (``index.search.grouping``)."""
    _ranked: Ints | None = None

    @property
    def total(self) -> int:
        """How many hits there are."""
        return len(self.docs)

    def page(self, offset: int, limit: int, order: Ints | None = None) -> tuple[list[Record], list[float]]:
        """Stored fields and scores of one page; ``order`` is another order of all places than by rank."""
        wanted = min(self.total, max(0, offset) + max(0, limit))
        if not wanted:
            return [], []
        if order is None:
            order = self._best(wanted)
        places = order[max(0, offset) : wanted]
        records = self.snapshot.stored(self.docs[places].tolist())
        scores = [0.0] * len(records) if self.scores is None else self.scores[places].tolist()
        return records, scores

    def ranking(self) -> Ints:
        """The places of all hits, the best first."""
        return self._best(self.total)

    def _best(self, wanted: int) -> Ints:
        """The places of at least the best ``wanted``, the best first; kept."""
        if self._ranked is None or len(self._ranked) < wanted:
            self._ranked = self._sorted(wanted)
        return self._ranked

    def _sorted(self, wanted: int) -> Ints:
        if self.sort == "newest":
            parts: list[Ints] = []
            before = 0
            for leaf, docs in zip(self.snapshot.leaves, self.hits, strict=False):
                parts.append(newest(wanted, leaf, docs) + before)
                before += len(docs)
            places = parts[0] if len(parts) == 1 else np.concatenate([*parts, _NO_DOCS])
            return places[best(wanted, self.days(places))]
        if self.sort == "oldest":
            return best(wanted, self._ages())
        assert self.scores is not None
        scores = self.scores * _freshness(self.days()) if self.sort == "recent" else self.scores
        return best(wanted, scores, self.days)

    def row(self, identifier: str, order: Ints) -> int | None:
        """At which place of ``order`` the document of this id stands."""
        wanted = np.array([id_hash(identifier)], np.uint64)
        for base, leaf in zip(self.snapshot.bases, self.snapshot.leaves, strict=False):
            for doc in (docs_of_hashes(leaf, wanted) + base).tolist():
                rows = np.flatnonzero(self.docs[order] == doc)
                if len(rows):
                    return int(rows[0])
        return None

    def days(self, places: Ints | None = None) -> Ints:
        """The days of hits, 0 when unknown."""
        return self.snapshot.days()[self.docs if places is None else self.docs[places]]

    def _ages(self) -> Ints:
        """Oldest first; what has no date comes last."""
        days = self.days()
        return np.where(days == 0, -(1 << 40), -days)


def _freshness(days: Ints) -> Floats:
    age = np.maximum(0, date.today().toordinal() - days).astype(np.float64)
    faded: Floats = 0.4 + 0.6 * np.exp2(-age / FADE_DAYS)
    return faded


def ask(
    snapshot: Snapshot, schema: Schema, question: Question, sort: str, seconds: float = SECONDS
) -> Answer:
    """Evaluate over all segments; what ``seconds`` do not suffice for is cut off."""
    if not question.ranked and sort in ("relevance", "recent"):
        sort = "newest"  # nothing in the question makes one hit better than another
    scored = sort in ("relevance", "recent")
    asked = Asked(snapshot, schema, seconds)
    found: list[Hits] = []
    try:
        for number in range(len(snapshot.leaves)):
            found.append(leaf_hits(asked, number, question.query, scored))
    except TooLongError:
        asked.note(f"stopped after {seconds:.0f} s: not all articles were searched")
    docs, scores = _in_one(snapshot, found)
    if not scored:
        scores = None
    return Answer(snapshot, docs, scores, sort, [hits.docs for hits in found], asked.notes)


def _in_one(snapshot: Snapshot, found: list[Hits]) -> tuple[Ints, Floats | None]:
    """The hits of all segments, by their numbers in the snapshot."""
    if len(found) == 1:
        return found[0]
    if not found:
        return _NO_DOCS, np.zeros(0)
    docs = np.concatenate([hits.docs + snapshot.bases[number] for number, hits in enumerate(found)])
    scores = [hits.scores for hits in found if hits.scores is not None]
    return docs, np.concatenate(scores) if scores else None
