"""The archive's versions: a new one takes all steps, an old one those that it lacks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

STEPS: tuple[str, ...] = tuple(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("schema.sql", "stories.sql", "cast.sql", "annotations.sql", "author.sql")
)
"""SQL that leads from version n to n + 1, for n = 0, 1 ..."""

VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the archive to ``VERSION`` in one transaction; a crash leaves the old version whole."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in STEPS[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script. ``executescript`` would commit the transaction around it."""
    found: list[str] = []
    part = ""
    for line in script.splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return found
