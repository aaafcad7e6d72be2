"""The files that articles came from: which are here as they are now, and which article came from which."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from index.archive.connection import telling, transaction


class Files:
    """Part of ``Archive``. Every method may raise ``DeskError`` with words for the user."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def numbers(self, paths: Sequence[str]) -> list[int]:
        """The numbers under which articles name the files ``paths``; 0 for ``""``."""
        with transaction(self._connection, self._path) as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO file (path) VALUES (?)", [(path,) for path in paths]
            )
            question = "SELECT number FROM file WHERE path = ?"
            return [int(connection.execute(question, (path,)).fetchone()[0]) for path in paths]

    def known(self, path: str, size: int, modified: int, reader: int) -> int | None:
        """How many articles of the file are here, if it is as it was when these readers read it."""
        with telling(self._path):
            row = self._connection.execute(
                "SELECT articles FROM file WHERE path = ? AND path <> '' AND size = ? AND modified = ?"
                " AND reader = ?",
                (path, size, modified, reader),
            ).fetchone()
        return None if row is None else int(row[0])

    def origins(self) -> list[tuple[str, str]]:
        """Every article's id and the path of the file that it came from."""
        with telling(self._path):
            return self._connection.execute(
                "SELECT a.id, f.path FROM article a JOIN file f ON f.number = a.file"
            ).fetchall()
