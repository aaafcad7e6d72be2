"""Opening the archive's file, its transactions, and saying in words what went wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from index.archive.migrations import VERSION, migrate
from index.errors import DeskError

BUSY_SECONDS = 20.0
"""How long one process waits for another's transaction. Ours are short: a batch of a few hundred articles."""


class Connection(sqlite3.Connection):
    """A connection that knows which file it has open, whatever goes by the path later."""

    file: tuple[int, int] | None = None


def connect(path: Path, *, readonly: bool) -> Connection:
    """A connection to the archive at ``path``, made or brought up to date as needed."""
    with telling(path):
        if readonly:
            connection = _open_readonly(path)
        else:
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection)
        try:
            _configure(connection, readonly=readonly)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise DeskError(
                    f"The desk in {path.parent} was written by a newer Foreign Desk "
                    f"(version {version}; this one knows {VERSION}). Update it, or use another --home."
                )
            if version < VERSION:
                if readonly:
                    raise DeskError(
                        f"The desk in {path.parent} is of an older version: open it once for writing."
                    )
                migrate(connection)
            connection.file = _file(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _open_readonly(path: Path) -> Connection:
    if not path.exists():
        raise DeskError(f"There is no desk in {path.parent}. Add articles first: foreigndesk add PATH")
    address = "file:" + quote(str(path.resolve()))
    # Reading in WAL mode needs the -shm file; where it can be neither found nor made (a read-only disk)
    # nobody can be writing either, and the file may be taken as it is.
    makeable = os.access(path.parent, os.W_OK) or path.with_name(path.name + "-shm").exists()
    mode = "mode=ro" if makeable else "immutable=1"
    return sqlite3.connect(
        f"{address}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection
    )


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _configure(connection: sqlite3.Connection, *, readonly: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -32768")
    connection.execute("PRAGMA temp_store = MEMORY")
    # The archive comes from files of unknown makers' making in the worst case: no SQL of its own is trusted.
    connection.execute("PRAGMA trusted_schema = OFF")
    if readonly:
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: what was reported as added has reached the disk, so that a power cut cannot take it back. NORMAL
    # would be as safe against a killed process, but in WAL mode it may lose the last transactions with the
    # power. It costs one fsync a batch of hundreds of articles, which does not show.
    connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Everything inside or nothing. Begun for writing at once: being late must not fail half-way."""
    # What is written to a deleted file is lost, and nobody would say so.
    if isinstance(connection, Connection) and _file(path) != connection.file:
        raise DeskError(f"The desk in {path.parent} is no longer there: it was moved or deleted.")
    with telling(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ``DeskError``s that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise DeskError(_explain(error, path)) from error


def _explain(error: sqlite3.Error, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    home = path.parent
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another program is writing to the desk in {home}, and did not finish in time. Try again."
    if code == sqlite3.SQLITE_FULL:
        return f"The disk with {home} is full: the last batch was not kept. Make room and run it again."
    if code == sqlite3.SQLITE_READONLY:
        return f"The desk in {home} cannot be written: check the permissions, or use another --home."
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"The desk in {home} cannot be opened: check that the folder exists and may be written."
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return (
            f"{path} is damaged or not an archive of Foreign Desk ({error}). Move it away and add the "
            "articles again; notes are kept in files of their own."
        )
    if code == sqlite3.SQLITE_IOERR:
        return (
            f"The disk with {home} does not read or write as it should ({error}). Check it, then try again."
        )
    return f"The archive {path}: {error}"
