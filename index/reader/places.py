"""How far a person has read in each article: ``home/reader.sqlite``."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from index.errors import DeskError

_SCHEMA = """CREATE TABLE IF NOT EXISTS place (
  article TEXT PRIMARY KEY, offset INTEGER NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID"""


class Places:
    """The places of one home. Losing one is a small matter: where they cannot be read, there are none."""

    def __init__(self, home: str | Path) -> None:
        self._path = Path(home) / "reader.sqlite"

    def get(self, article: str) -> int | None:
        """The character offset to which ``article`` has been read, when it is kept."""
        if not self._path.exists():
            return None
        try:
            connection = self._open()
            try:
                row = connection.execute("SELECT offset FROM place WHERE article = ?", (article,)).fetchone()
            finally:
                connection.close()
        except sqlite3.Error:
            return None
        return None if row is None else int(row[0])

    def save(self, article: str, offset: int) -> None:
        """Keep the place; raises ``DeskError`` when it cannot be written."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            connection = self._open()
            try:
                connection.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", (article, offset, now))
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise DeskError(f"The place in the article cannot be kept in {self._path}: {error}.") from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        # Not worth a sync each time: after a power cut the last places may be older ones.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        return connection
