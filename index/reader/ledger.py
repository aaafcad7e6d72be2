"""What a person decided, one fact a row, every step of it undoable: ``home/reader.sqlite``.

A fact has a kind (``star``, ``verdict``, ``entity`` ...), a key within it (an article's id, a relation's
identity, a name) and a value that JSON can hold; a fact without a value is no fact. All that one key press
changes is one step, kept whole or not at all and flushed to the disk, and undone as one. What is computed is
never written here, so nothing that is computed can take a fact away.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import DeskError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, modified TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS step (number INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS change (
  step INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, before TEXT,
  PRIMARY KEY (step, kind, key)
) WITHOUT ROWID;
"""
_STEPS_KEPT = 1_000
_AT_ONCE = 500  # keys in one question; SQLite's own limit is higher


class Change(NamedTuple):
    """A fact as it shall be; ``None`` takes it away."""

    kind: str
    key: str
    value: Any


class Ledger:
    """The facts of one home. The file is made by the first step; until then there are no facts."""

    def __init__(self, home: str | Path) -> None:
        self._path = Path(home) / "reader.sqlite"

    def get(self, kind: str, key: str) -> Any:
        """The value of one fact, or ``None``."""
        rows = self._read("SELECT value FROM fact WHERE kind = ? AND key = ?", kind, key)
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str) -> dict[str, Any]:
        """Every fact of a kind: key to value."""
        rows = self._read("SELECT key, value FROM fact WHERE kind = ? ORDER BY key", kind)
        return {key: json.loads(value) for key, value in rows}

    def among(self, kinds: Collection[str], keys: Collection[str]) -> Iterator[tuple[str, str, Any]]:
        """The facts of some kinds about some keys: kind, key, value."""
        wanted = list(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            page = wanted[start : start + _AT_ONCE]
            question = (
                f"SELECT kind, key, value FROM fact WHERE kind IN ({_marks(kinds)})"  # noqa: S608 (only ?s)
                f" AND key IN ({_marks(page)})"
            )
            for kind, key, value in self._read(question, *kinds, *page):
                yield kind, key, json.loads(value)

    def put(self, changes: Iterable[Change]) -> None:
        """Make changes that are no decision, and so no step to undo: that an article has been read."""
        now = _now()
        with self._writing() as connection:
            for kind, key, value in changes:
                _set(connection, kind, key, _json(value), now)

    def step(self, label: str, changes: Iterable[Change]) -> bool:
        """Make all ``changes`` as one step, of which ``undo`` says ``label``; False when nothing changes.

        Raises ``DeskError`` when they cannot be kept; then none of them is.
        """
        now = _now()
        with self._writing() as connection:
            number = connection.execute("INSERT INTO step (label) VALUES (?)", (label,)).lastrowid
            changed = False
            for kind, key, value in changes:
                wanted = _json(value)
                before = _value(connection, kind, key)
                if wanted == before:
                    continue
                changed = True
                connection.execute(
                    "INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?)", (number, kind, key, before)
                )
                _set(connection, kind, key, wanted, now)
            if not changed:
                connection.execute("DELETE FROM step WHERE number = ?", (number,))
            oldest = (number or 0) - _STEPS_KEPT
            connection.execute("DELETE FROM change WHERE step <= ?", (oldest,))
            connection.execute("DELETE FROM step WHERE number <= ?", (oldest,))
        return changed

    def last(self) -> tuple[str, tuple[Change, ...]] | None:
        """The label of the last step, and the facts that it changed as they are now; ``None``: no step."""
        rows = self._read(
            "SELECT step.label, change.kind, change.key, fact.value FROM step"
            " LEFT JOIN change ON change.step = step.number"
            " LEFT JOIN fact ON fact.kind = change.kind AND fact.key = change.key"
            " WHERE step.number = (SELECT max(number) FROM step)"
        )
        facts = (
            Change(kind, key, None if value is None else json.loads(value))
            for _, kind, key, value in rows
            if kind is not None
        )
        return (rows[0][0], tuple(facts)) if rows else None

    def undo(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """Take the last step back: its label, and the kind and key of each fact that changed.

        ``None`` when there is none left. Undoing is no step: the next ``undo`` goes one further back.
        """
        if not self._path.exists():
            return None
        now = _now()
        with self._writing() as connection:
            step = connection.execute(
                "SELECT number, label FROM step ORDER BY number DESC LIMIT 1"
            ).fetchone()
            if step is None:
                return None
            rows = connection.execute(
                "SELECT kind, key, before FROM change WHERE step = ?", (step[0],)
            ).fetchall()
            for kind, key, before in rows:
                _set(connection, kind, key, before, now)
            connection.execute("DELETE FROM change WHERE step = ?", (step[0],))
            connection.execute("DELETE FROM step WHERE number = ?", (step[0],))
        return step[1], tuple((kind, key) for kind, key, _ in rows)

    def _read(self, question: str, *values: str) -> list[Any]:
        if not self._path.exists():
            return []
        try:
            with contextlib.closing(self._open()) as connection:
                return connection.execute(question, values).fetchall()
        except sqlite3.OperationalError as error:
            return self._read_only(question, values, error)
        except sqlite3.Error as error:
            raise DeskError(f"Your marks in {self._path} cannot be read: {error}.") from error

    def _read_only(self, question: str, values: Sequence[str], trouble: sqlite3.Error) -> list[Any]:
        """The same where nothing can be written, as on a full disk: reading must not need room."""
        try:
            place = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            with contextlib.closing(sqlite3.connect(place, uri=True)) as connection:
                if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone() is None:
                    return []  # a first step for which there was no room has left an empty file
                return connection.execute(question, values).fetchall()
        except sqlite3.Error:
            raise DeskError(f"Your marks in {self._path} cannot be read: {trouble}.") from trouble

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(self._open()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                with connection:  # commits, or rolls back
                    yield connection
        except sqlite3.Error as error:
            raise DeskError(f"Your marks cannot be kept in {self._path}: {error}.") from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(_SCHEMA)
        return connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values))


def _value(connection: sqlite3.Connection, kind: str, key: str) -> str | None:
    row = connection.execute("SELECT value FROM fact WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return None if row is None else str(row[0])


def _set(connection: sqlite3.Connection, kind: str, key: str, value: str | None, now: str) -> None:
    if value is None:
        connection.execute("DELETE FROM fact WHERE kind = ? AND key = ?", (kind, key))
    else:
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", (kind, key, value, now))
