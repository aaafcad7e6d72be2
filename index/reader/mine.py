"""All that one person has made on a desk, joined: marks, verdicts, notes, places read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import DeskError
from index.model import Marked, Page, Results
from index.reader.ledger import Ledger
from index.reader.marks import Marks
from index.reader.notes import Notes
from index.reader.places import Places
from index.reader.verdicts import Verdicts


class Mine:
    """What is one person's in one home. Every method may raise ``DeskError``."""

    def __init__(self, home: str | Path) -> None:
        self.ledger = Ledger(home)
        self.marks = Marks(self.ledger)
        self.verdicts = Verdicts(self.ledger)
        self.notes = Notes(home)
        self.places = Places(home)

    # Marks

    def mark(self, ids: Sequence[str], mark: str, on: bool) -> tuple[str, dict[str, Marked]]:
        """Set or take away a mark: what was done in words ('' when nothing was), and the marks then."""
        return self.marks.mark(ids, mark, on), self.marks.of(ids)

    def tag(
        self, ids: Sequence[str], add: Sequence[str], remove: Sequence[str]
    ) -> tuple[str, dict[str, Marked]]:
        """The same for tags."""
        return self.marks.tag(ids, add, remove), self.marks.of(ids)

    def seen(self, id_: str) -> None:
        """An article has been read."""
        self.marks.seen(id_)

    def marked(self, ids: Sequence[str]) -> dict[str, Marked]:
        """The marks of those of ``ids`` that have any; none when they cannot be read."""
        try:
            return self.marks.of(ids)
        except DeskError:
            return {}

    def on_hits(self, results: Results) -> Results:
        """The same hits, with their marks."""
        marks = self.marked([hit.id for hit in results.hits])
        return replace(
            results, hits=tuple(replace(hit, mine=marks.get(hit.id, hit.mine)) for hit in results.hits)
        )

    def on_page(self, page: Page) -> Page:
        """The same article, with its marks."""
        return replace(page, mine=self.marked([page.article.id]).get(page.article.id, page.mine))

    def tags(self) -> dict[str, int]:
        """Every tag in use, the most used first."""
        return self.marks.tags()
