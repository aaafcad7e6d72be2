"""Tables of sentences that tests go through: tab separated, with ``#`` before remarks."""

from __future__ import annotations

from pathlib import Path


def rows(path: Path, columns: int) -> list[list[str]]:
    """The lines of a table as so many columns each; those left out at a line's end are ''."""
    lines = path.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row + [""] * columns)[:columns] for row in table]
