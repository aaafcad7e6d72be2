"""What is remembered of feeds between two fetches: ``home/feeds.sqlite``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from index.archive.connection import BUSY_SECONDS, telling, transaction

NAME = "feeds.sqlite"
_VERSION = 1
_SCHEMA = Path(__file__).parent / "state.sql"
_GET = (
    "SELECT url, scope, etag, modified, answered, checked, failures, next, error, gone"
    " FROM feed WHERE url = ?"
)
_PUT = (
    "INSERT OR REPLACE INTO feed (url, scope, etag, modified, answered, checked, failures, next, error, gone)"
    " VALUES (:url, :scope, :etag, :modified, :answered, :checked, :failures, :next, :error, :gone)"
)

PLAIN, FULL, NO_MORE = 0, 1, 2
"""Whether an entry's page was fetched."""


@dataclass(slots=True)
class FeedState:
    """One row of ``feed`` (state.sql)."""

    url: str
    scope: str
    etag: str = ""
    modified: str = ""
    answered: str = ""
    checked: float = 0.0
    failures: int = 0
    next: float = 0.0
    error: str = ""
    gone: int = 0

    def rests_until(self, now: float) -> float:
        """Until when the feed is to be left alone, if it is; both in seconds since 1970.

        A clock that has run back since the feed was asked has no say: else it might rest for years.
        """
        return self.next if self.checked <= now < self.next else 0.0


class States:
    """The file; for one thread. A damaged one is begun anew: all that is in it can be asked for again."""

    def __init__(self, home: Path) -> None:
        self._path = home / NAME
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            with telling(self._path):
                if isinstance(error, sqlite3.OperationalError):
                    raise
            for end in ("", "-wal", "-shm"):
                self._path.with_name(NAME + end).unlink(missing_ok=True)
            with telling(self._path):
                self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                script = _SCHEMA.read_text(encoding="utf-8")
                drop = "DROP TABLE IF EXISTS feed; DROP TABLE IF EXISTS entry;"
                connection.executescript(
                    f"BEGIN IMMEDIATE; {drop} {script} PRAGMA user_version = {_VERSION}; COMMIT;"
                )
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def get(self, url: str) -> FeedState:
        """What is known of a feed; a new state when nothing is."""
        with telling(self._path):
            row = self._connection.execute(_GET, (url,)).fetchone()
        if row is not None:
            return FeedState(*row)
        return FeedState(url, (urlsplit(url).hostname or "").removeprefix("www."))

    def entries(self, url: str) -> dict[str, tuple[str, int]]:
        """Hash and fullness of the feed's entries that have been kept, by key."""
        with telling(self._path):
            return {
                key: (hash_, full)
                for key, hash_, full in self._connection.execute(
                    "SELECT key, hash, full FROM entry WHERE feed = ?", (url,)
                )
            }

    def keep(self, state: FeedState, entries: Iterable[tuple[str, str, int]] = (), *, was: str = "") -> None:
        """Keep a feed's state, and of entries key, hash and fullness; ``was``: it had this address before."""
        with transaction(self._connection, self._path) as connection:
            if was and was != state.url:
                connection.execute("DELETE FROM feed WHERE url = ?", (was,))
                connection.execute("UPDATE OR REPLACE entry SET feed = ? WHERE feed = ?", (state.url, was))
            connection.execute(_PUT, asdict(state))
            connection.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", [(state.url, *entry) for entry in entries]
            )

    def forget(self, url: str) -> None:
        """Forget a feed that is no longer followed."""
        with transaction(self._connection, self._path) as connection:
            connection.execute("DELETE FROM feed WHERE url = ?", (url,))
            connection.execute("DELETE FROM entry WHERE feed = ?", (url,))
