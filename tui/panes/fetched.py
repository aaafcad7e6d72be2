"""The rows of an answer that have been fetched: a page at a time, as they come into view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.panes.grouped import GroupedRowPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index import Hit, Marked, Results

PAGE = 100
"""How many rows are asked for at a time."""


class FetchedPane(GroupedRowPane):
    """Holds the hits by row; of the others it knows how many there are."""

    class Wanted(Message):
        """The rows from ``offset`` on are needed."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self) -> None:
        super().__init__()
        self.hits: dict[int, Hit] = {}
        self.total = 0
        self.query_text = ""
        self.group = ""
        """What the rows are grouped by: ``day``, ``source``, ``story``, ``country``, or nothing."""
        self._asked: set[int] = set()

    @property
    def row_count(self) -> int:
        return self.total

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, once it is there."""
        return self.hits.get(self.cursor)

    def hold(self, results: Results) -> None:
        """Hold a new answer's first page, and nothing of the one before."""
        self.hits = dict(enumerate(results.hits))
        self.total = results.total
        self.query_text = results.query
        self.set_groups(results.groups)
        self._asked = {0}

    def add_rows(self, offset: int, results: Results) -> None:
        """Put a further page of the same answer in its place."""
        if results.query == self.query_text:
            self.hits.update(enumerate(results.hits, offset))
            self.refresh()

    def want(self, row: int) -> None:
        """Ask for the page that holds a row, once."""
        offset = row - row % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Wanted(offset))

    def fetch_failed(self, offset: int) -> None:
        """Ask again for a page when it next comes into view."""
        self._asked.discard(offset)

    def find(self, id_: str) -> int | None:
        """The row of an article, when it is among the fetched ones."""
        return next((row for row, hit in self.hits.items() if hit.id == id_), None)

    def nameless(self, row: int) -> str:
        """A story is called as its best article is."""
        hit = self.hits.get(row) if self.group == "story" else None
        return hit.title if hit else "..." if self.group == "story" else super().nameless(row)

    def show_marks(self, marks: Mapping[str, Marked]) -> None:
        """Show the marks of some articles as they are now."""
        for row, hit in self.hits.items():
            if (mine := marks.get(hit.id, hit.mine)) != hit.mine:
                self.hits[row] = hit._replace(mine=mine)
                for line in range(self.row_lines(row)[0], self.row_lines(row)[1] + 1):
                    self.repaint_line(line)
