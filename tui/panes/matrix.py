"""Who does what to whom, all at a glance: actors by actors, a cell for what the one does to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui.counting import counted
from tui.panes.lines import RowPane
from tui.panes.relations import RelationsPane
from tui.panes.strips import fit
from tui.plots.grid import CELL, briefly, cell, prevailing, told

if TYPE_CHECKING:
    from index import Matrix
    from tui.panes.strips import Piece

_LABEL = 6
_LEGENDS = (
    " row acts on column · cooperation: 1 words 2 deeds · conflict: 3 words 4 deeds",
    " cooperation: 1 words 2 deeds · conflict: 3 words 4 deeds",
    " 1 2 cooperation, 3 4 conflict: words, deeds",
    " 1 2 cooperation, 3 4 conflict",
)
_LOOKS = {0: "faint", 1: "text", 2: "cooperation", 3: "text", 4: "conflict"}


class MatrixPane(RowPane):
    """A row acts on a column. The cursor is on one cell; Enter opens the page of the pair."""

    place = "matrix"
    number = "3"
    name_shown = "Matrix"

    class Said(Message):
        """What the cell under the cursor says in words."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None
        self.wish = ""
        self.column = 1
        self._left = 0
        self._fullest = 0

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix, the cursor on the same pair when it is still there."""
        self.matrix = matrix
        cells = [sum(counts) for row in matrix.cells for counts in row]
        self._fullest = max(cells, default=0)
        self.cursor = min(self.cursor, max(0, self.row_count - 1))
        self.column = min(self.column, max(0, self.row_count - 1))
        self._show_column()
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.matrix.actors) if self.matrix else 0

    @property
    def rows(self) -> int:
        return max(1, self.size.height - 4)  # title, names of columns, what the cell says, the legend

    @property
    def _columns(self) -> int:
        return max(1, (self.size.width - _LABEL) // CELL)

    # -- doing

    def do_column_right(self) -> None:
        self._go_column(self.column + 1)

    def do_column_left(self) -> None:
        self._go_column(self.column - 1)

    def _go_column(self, column: int) -> None:
        self.column = max(0, min(column, self.row_count - 1))
        self._show_column()
        self.refresh()
        self.moved()

    def _show_column(self) -> None:
        if not self.size.width:
            return  # it is laid out later: then this is asked again
        if self.column < self._left:
            self._left = self.column
        elif self.column >= self._left + self._columns:
            self._left = self.column - self._columns + 1

    def on_resize(self) -> None:
        self._show_column()
        super().on_resize()

    def moved(self) -> None:
        self.refresh()
        self.post_message(RelationsPane.Moved())

    def do_choose(self) -> None:
        if (pair := self.pair) is not None:
            self.post_message(RelationsPane.OpenPair(*pair))

    @property
    def pair(self) -> tuple[str, str] | None:
        """Who acts on whom in the cell under the cursor; nobody acts on himself."""
        if self.matrix is None or not self.row_count or self.cursor == self.column:
            return None
        return self.matrix.actors[self.cursor], self.matrix.actors[self.column]

    def _words(self) -> str:
        if self.matrix is None or self.pair is None:
            return ""
        names = self.matrix.names
        counts = self.matrix.cells[self.cursor][self.column]
        total = sum(counts)
        said, codes = told(counts) if total else "nothing is told", " > ".join(self.pair)
        ways = [f"{names[self.cursor]} > {names[self.column]}: {said}", f"{codes}: {said}"]
        short = f"{codes}: {briefly(counts) or said}"
        return next((way for way in ways if cell_len(way) < self.size.width), short)

    # -- painting

    def title(self) -> tuple[str, str]:
        if self.matrix is None or not self.matrix.actors:
            return "", ""
        only = f" · only {self.wish}" if self.wish else ""
        span = f"{self.matrix.since or '?'} to {self.matrix.until or '?'}"
        return f"{counted(self.row_count, 'actor')}{only} · {span}", ""

    def labels(self) -> dict[str, str]:
        return {} if self.pair else {"choose": ""}

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's own cursor stands on the cell."""
        x = _LABEL + (self.column - self._left) * CELL
        y = 2 + self.cursor - self.top
        return self.region.offset + Offset(
            min(x, max(0, self.size.width - 1)), min(y, max(0, self.size.height - 1))
        )

    def render_line(self, y: int) -> Strip:
        if self.matrix is None or not self.matrix.actors:
            if y == 2:
                said = (
                    self.keyed("No relations pass the filter; {filter} changes it.")
                    if self.wish
                    else "No relations are known yet."
                )
                return self.line([("  " + said, self.palette["dim"])])
            return super().render_line(y) if y == 0 else self.blank()
        if y == 1:
            return self._heads()
        if y == self.size.height - 2:
            return self.line([(" " + fit(self._words(), self.size.width - 1), self.palette["heading"])])
        if y == self.size.height - 1:
            legend = next((text for text in _LEGENDS if len(text) <= self.size.width), _LEGENDS[-1])
            return self.line([(fit(legend, self.size.width), self.palette["dim"])])
        if y > 1:
            line = self.top + y - 2
            return self.paint(line) if line < self.line_count else self.blank()
        return super().render_line(y)

    def repaint_line(self, line: int) -> None:
        self.refresh()

    def _heads(self) -> Strip:
        assert self.matrix is not None
        pieces: list[Piece] = [(" " * _LABEL, self.palette["dim"])]
        for column in self._shown_columns():
            look = "heading" if column == self.column else "dim"
            pieces.append((fit(self.matrix.actors[column], CELL - 1) + " ", self.palette[look]))
        if self._left:
            pieces[0] = ("<".rjust(_LABEL - 1) + " ", self.palette["heading"])
        if self._left + self._columns < self.row_count:  # more columns at the right
            pieces[-1] = (pieces[-1][0][:-1], pieces[-1][1])
            pieces.append((">", self.palette["heading"]))
        return self.line(pieces)

    def _shown_columns(self) -> range:
        return range(self._left, min(self.row_count, self._left + self._columns))

    def paint(self, line: int) -> Strip:
        assert self.matrix is not None
        here = line == self.cursor
        base = self.palette["heading" if here else "dim"]
        pieces: list[Piece] = [(("> " if here else "  ")[:2] + fit(self.matrix.actors[line], 3) + " ", base)]
        for column in self._shown_columns():
            counts = self.matrix.cells[line][column]
            text = " \\ " if line == column else f"{cell(counts, self._fullest)} "
            if here and column == self.column:
                look = "cursor" if self.has_focus else "cursor_idle"
                pieces += [(text[:2], self.palette[look]), (" " * (CELL - 2), self.palette["text"])]
            else:
                pieces.append((text.ljust(CELL), self.palette[_LOOKS[prevailing(counts)]]))
        return self.line(pieces)
