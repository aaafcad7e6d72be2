"""Rows that are chosen together, for what is then done to all of them at once."""

from __future__ import annotations

from collections.abc import Iterator


class Selection:
    """Row numbers of one list of results; a range that is being chosen ends where the cursor is."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._all_of = 0
        self._anchor: int | None = None
        self._here = 0

    def __len__(self) -> int:
        return self._all_of or len(self._rows | set(self._range()))

    def __contains__(self, row: int) -> bool:
        return row < self._all_of or row in self._rows or row in self._range()

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._all_of) if self._all_of else sorted(self._rows | set(self._range())))

    def _range(self) -> range:
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self._here), max(self._anchor, self._here) + 1)

    @property
    def ranging(self) -> bool:
        """Whether going up and down chooses."""
        return self._anchor is not None

    def clear(self) -> None:
        self._rows.clear()
        self._all_of, self._anchor = 0, None

    def toggle(self, row: int) -> None:
        """Choose a row, or no longer."""
        rows = set(self)
        self.clear()
        self._rows = rows ^ {row}

    def begin_or_end_range(self, row: int) -> None:
        """Begin to choose all rows that the cursor passes; or leave them chosen and end that."""
        rows = set(self)
        ranging = self.ranging
        self.clear()
        self._rows = rows
        self._anchor, self._here = (None if ranging else row), row

    def end_range(self) -> None:
        """Leave the rows chosen; going up and down chooses no more."""
        if self.ranging:
            self.begin_or_end_range(self._here)

    def go(self, row: int) -> None:
        """The cursor has gone to a row."""
        self._here = row

    def all_or_none(self, total: int) -> None:
        """Choose all rows, or none when all are."""
        full = len(self) == total
        self.clear()
        self._all_of = 0 if full else total
