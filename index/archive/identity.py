"""Which article is which: what is new, what is known already, and what is a newer form of a known one.

An article that comes with an id keeps it, as long as it is free. The same id from the same file is the same
article. The same id from another file is the same article when the address or the title is the same too;
otherwise it is another one that happens to bear the id ("1" is in every export), and its id on the desk gets
an end made from its file's path: ``1~f3a9c2``.

The author does not tell articles apart, and is kept when it is first named.

An article without an id is the one that the same file gave before, when the file holds only one; else the one
with the same content. Its id on the desk is made from its content when it first comes, and stays.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b

from index.archive.stories import Placing, Stories
from index.model import Article

_INSERT = (
    "INSERT INTO article"
    " (number, id, given, file, hash, change, date, lang, source, url, title, body, author)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UNHEARD = (
    "SELECT j.value FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM article WHERE id = j.value)"
    " AND NOT EXISTS (SELECT 1 FROM article WHERE given = j.value AND given <> '')"
)
_KNOWN = "SELECT a.given, a.hash, a.author FROM json_each(?) j CROSS JOIN article a ON {}"


class Outcome(Enum):
    """What became of an article that was to be added."""

    ADDED = "added"
    KNOWN = "known"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article to be added. ``article.id`` is the id its source gave it, or ``""``.

    ``file`` is its file's number in the archive, ``path`` its path (0 and ``""`` for a pipe); ``alone`` says
    that the file holds this one article only. ``hash`` is of the content.
    """

    article: Article
    hash: str
    file: int = 0
    path: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read to its end: so it need not be read again while it stays as it is.

    ``size`` is in bytes, ``modified`` in nanoseconds since 1970; ``reader`` is the version of the readers.
    """

    number: int
    size: int
    modified: int
    reader: int
    articles: int


def write(
    connection: sqlite3.Connection, batch: Sequence[Incoming], change: int, stories: Stories
) -> tuple[list[Outcome], int]:
    """Write a batch where it belongs: what was done with each, and the new last number of changes.

    New articles with an id that is not taken, the many of a large list, are written together.
    """
    outcomes: list[Outcome] = []
    waiting: list[Placing] = []
    rows: list[tuple[object, ...]] = []
    here, unheard_of, number = _known(connection, batch), _unheard(connection, batch), _newest(connection)
    for incoming in batch:
        article = incoming.article
        if (article.id, incoming.hash, article.author) in here:
            outcomes.append(Outcome.KNOWN)
            continue
        if article.id in unheard_of:
            unheard_of.discard(article.id)
            number, outcome = number + 1, Outcome.ADDED
            rows.append(_new_row(number, article.id, incoming, change + 1))
            waiting.append((number, article.title, article.body, article.date))
        else:
            _insert(connection, rows)
            rows.clear()
            outcome = _place(connection, incoming, change + 1, stories, waiting, unheard_of=unheard_of)
            number = _newest(connection)
            if outcome is Outcome.UPDATED:
                here.clear()  # what it was is no longer there
        change += outcome is not Outcome.KNOWN
        outcomes.append(outcome)
    _insert(connection, rows)
    stories.place(waiting)
    return outcomes, change


def _place(
    connection: sqlite3.Connection,
    incoming: Incoming,
    change: int,
    stories: Stories,
    waiting: list[Placing],
    *,
    unheard_of: set[str],
) -> Outcome:
    """Write ``incoming`` where it belongs, with ``change`` as its change number if anything is written.

    Those that were written gather in ``waiting``, for their stories to be found together. Its id on the
    desk is taken out of ``unheard_of``.
    """
    row = _same(connection, incoming)
    if row is None:
        id_ = _free_id(connection, incoming)
        number, outcome = _newest(connection) + 1, Outcome.ADDED
        _insert(connection, [_new_row(number, id_, incoming, change)])
        unheard_of.discard(id_)
    else:
        number, hash_ = row
        if hash_ == incoming.hash:
            return _note_author(connection, number, incoming, change)
        outcome = Outcome.UPDATED
        stories.place(waiting)
        waiting.clear()
        stories.forget(number)
        _update(connection, number, incoming, change)
    waiting.append((number, incoming.article.title, incoming.article.body, incoming.article.date))
    return outcome


def _known(connection: sqlite3.Connection, batch: Sequence[Incoming]) -> set[tuple[str, str, str]]:
    """Given id, hash and author (or ``""``) of a batch's articles that are on the desk as they are.

    All in two questions. One that names no author is as it is whoever wrote it.
    """
    given = json.dumps([incoming.article.id for incoming in batch if incoming.article.id])
    hashes = json.dumps([incoming.hash for incoming in batch if not incoming.article.id])
    found = set(connection.execute(_KNOWN.format("a.given = j.value AND a.given <> ''"), (given,)))
    found.update(connection.execute(_KNOWN.format("a.hash = j.value AND a.given = ''"), (hashes,)))
    return found | {(given, hash_, "") for given, hash_, _ in found}


def _unheard(connection: sqlite3.Connection, batch: Sequence[Incoming]) -> set[str]:
    """Given ids of a batch that no article on the desk was given, or has: they are new, and may be kept."""
    given = json.dumps([incoming.article.id for incoming in batch if incoming.article.id])
    return {id_ for (id_,) in connection.execute(_UNHEARD, (given,))}


def _newest(connection: sqlite3.Connection) -> int:
    """The highest number of an article; 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])


def _new_row(number: int, id_: str, incoming: Incoming, change: int) -> tuple[object, ...]:
    """The row of a new article, for ``_insert``."""
    article = incoming.article
    return (
        number, id_, article.id, incoming.file, incoming.hash, change,
        article.date, article.lang, article.source, article.url, article.title, article.body,
        article.author,
    )  # fmt: skip


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Write new articles."""
    connection.executemany(_INSERT, rows)


def _same(connection: sqlite3.Connection, incoming: Incoming) -> tuple[int, str] | None:
    """Number and hash of the article on the desk that ``incoming`` is, or None when it is new."""
    given, file = incoming.article.id, incoming.file
    row: tuple[int, str] | None
    if given:
        # The second condition lets SQLite use the index, which holds no empty ids.
        found = connection.execute(
            "SELECT number, hash, file, url, title FROM article WHERE given = ? AND given <> ''", (given,)
        ).fetchall()
        for number, hash_, _, _, _ in found:
            if hash_ == incoming.hash:
                return number, hash_
        for number, hash_, from_file, url, title in found:
            same_address = url != "" and url == incoming.article.url
            if (file and from_file == file) or same_address or title == incoming.article.title:
                return number, hash_
        return None
    row = connection.execute(
        "SELECT number, hash FROM article WHERE hash = ? AND given = ''", (incoming.hash,)
    ).fetchone()
    if row is None and file and incoming.alone:
        row = connection.execute(
            "SELECT number, hash FROM article WHERE file = ? AND given = ''", (file,)
        ).fetchone()
    return row


def _note_author(connection: sqlite3.Connection, number: int, incoming: Incoming, change: int) -> Outcome:
    """Keep the author of a known article when it is named for the first time, or otherwise by the same file.

    What was found in the article stays.
    """
    if not incoming.article.author:
        return Outcome.KNOWN
    cursor = connection.execute(
        "UPDATE article SET author = ?1, change = ?2 WHERE number = ?3 AND author <> ?1"
        " AND (author = '' OR (file = ?4 AND file <> 0))",
        (incoming.article.author, change, number, incoming.file),
    )
    return Outcome.UPDATED if cursor.rowcount else Outcome.KNOWN


def _free_id(connection: sqlite3.Connection, incoming: Incoming) -> str:
    """The id on the desk of a new article."""
    ids = list(_ids(incoming.article.id or incoming.hash[:12], incoming))
    for id_ in ids:
        if connection.execute("SELECT 1 FROM article WHERE id = ?", (id_,)).fetchone() is None:
            return id_
    return ids[-1]


def _ids(wanted: str, incoming: Incoming) -> Iterator[str]:
    """The wanted id, and what else it may be when that is taken."""
    yield wanted
    origin = (incoming.path or incoming.hash).encode("utf-8", "surrogateescape")
    mark = blake2b(origin, digest_size=16).hexdigest()
    yield from (f"{wanted}~{end}" for end in (mark[:6], mark[:12], mark, incoming.hash))


def _update(connection: sqlite3.Connection, number: int, incoming: Incoming, change: int) -> None:
    article = incoming.article
    for table in ("mention", "appearance", "relation", "naming"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
    connection.execute(
        "UPDATE article SET file = ?, hash = ?, change = ?, analysed = 0, date = ?, lang = ?, source = ?,"
        " url = ?, title = ?, body = ?, author = ? WHERE number = ?",
        (
            incoming.file, incoming.hash, change,
            article.date, article.lang, article.source, article.url, article.title, article.body,
            article.author, number,
        ),
    )  # fmt: skip
