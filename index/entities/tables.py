"""The tables of facts under ``data/``, read as rows of named columns.

A table is UTF-8 text with tabs between columns; lines that start with ``#`` are comments. What a table
holds, and where its facts come from, stands in its first lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.errors import DeskError

DATA = Path(__file__).parent / "data"

_OPEN_START = "0000"
_OPEN_END = "9999"


class TableError(DeskError):
    """A table of the installation cannot be read: names the file and line."""


def rows(name: str, *columns: str) -> Iterator[dict[str, str]]:
    """Yield each row of ``data/name`` as column → text; a column left out at the end is empty.

    Raises ``TableError`` for a row with more columns than ``columns``, or without a first one.
    """
    path = DATA / name
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}); install Foreign Desk again") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns) or not cells[0]:
            raise TableError(f"{path}:{number}: expected the columns {', '.join(columns)}; mend this line")
        cells += [""] * (len(columns) - len(cells))
        yield dict(zip(columns, cells, strict=True))


def alternatives(cell: str) -> list[str]:
    """Split a cell of several names (``Nato | NATO``)."""
    return [part.strip() for part in cell.split(" | ") if part.strip()] if cell else []


def period(row: dict[str, str]) -> tuple[str, str]:
    """Return the row's first and last day as strings that compare with ISO dates.

    A year or month stands for all of it: ``to`` 2004 lasts until the end of 2004.
    """
    last = row.get("to", "")
    return row.get("from", "") or _OPEN_START, f"{last}~" if last else _OPEN_END
