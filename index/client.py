"""The desk's door for a program that must never wait: questions go to a child process, answers are awaited.

A question belongs to a lane. In the lanes where only the newest answer is wanted (a search while one types,
the article under the cursor) a newer question makes the older ones raise ``Superseded``, whether they are
still waiting or already being worked on; so a slow answer cannot overwrite a newer one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from index.errors import DeskError
from index.model import (
    NO_FILTER,
    ActorCount,
    ActorPage,
    Completion,
    Counts,
    DeskStatus,
    Entity,
    EntityPage,
    Evidence,
    Filter,
    Marked,
    Matrix,
    News,
    Note,
    Page,
    PairPage,
    Relation,
    Results,
    SavedSearch,
)
from index.wire import frame, receive_async

NEWEST_WINS = frozenset(
    {"search", "counts", "complete", "article", "actor", "pair", "matrix", "entities", "entity"}
)
"""Questions of which only the newest answer is wanted; each of them is a lane of its own."""


class Superseded(Exception):  # noqa: N818 (not an error: the answer is no longer wanted)
    """A newer question of the same lane was asked."""


class Client:
    """Asks the desk in ``home`` (or the desk of the seed articles). Use it within one asyncio loop.

    Every question may raise ``DeskError`` (a message for the user) or ``Superseded``. A service that has died
    is started anew by the next question.
    """

    def __init__(self, home: Path | None, *, seeds: bool = False) -> None:
        self._arguments = [*(["--home", str(home)] if home else []), *(["--seeds"] if seeds else [])]
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._newest: dict[str, int] = {}
        self._number = 0
        self._connecting = asyncio.Lock()

    @classmethod
    def start(cls, home: Path | None, *, seeds: bool = False) -> Client:
        """Spawn the service and return at once; it loads while the caller goes on."""
        client = cls(home, seeds=seeds)
        client._spawn()
        return client

    async def search(self, text: str, limit: int = 50, offset: int = 0, sort: str = "relevance") -> Results:
        """The hits from ``offset`` on; ``sort`` is ``relevance``, ``newest``, ``oldest`` or ``recent``."""
        return cast(Results, await self._ask("search", text, limit=limit, offset=offset, sort=sort))

    async def ids(self, text: str, sort: str = "relevance") -> list[str]:
        """The ids of all hits of ``search``, in its order."""
        return cast("list[str]", await self._ask("ids", text, sort=sort))

    async def searches(self) -> list[SavedSearch]:
        """The reader's saved searches, with how many articles each finds, and how many are unread."""
        return cast("list[SavedSearch]", await self._ask("searches"))

    async def save_search(self, name: str, query: str) -> str:
        """Save a search, or with an empty query forget it; answers its name as it is kept."""
        return cast(str, await self._ask("mine.save_search", name, query))

    async def counts(self, text: str, limit: int = 10, sort: str = "relevance") -> Counts:
        """What all hits of ``text`` are about; costs little after a search with the same ``sort``."""
        return cast(Counts, await self._ask("counts", text, limit=limit, sort=sort))

    async def complete(self, text: str, cursor: int, limit: int = 8) -> list[Completion]:
        """What the word before ``cursor`` may become, the likeliest first."""
        return cast("list[Completion]", await self._ask("complete", text, cursor, limit=limit))

    async def article(self, id_: str) -> Page:
        """The article with its mentions and relations."""
        return cast(Page, await self._ask("article", id_))

    async def actors(self) -> list[ActorCount]:
        """All actors named on the desk, most relations first."""
        return cast("list[ActorCount]", await self._ask("actors"))

    async def actor(self, code: str, wanted: Filter = NO_FILTER) -> ActorPage:
        """An actor's relations by partner."""
        return cast(ActorPage, await self._ask("actor", code, wanted))

    async def pair(self, a: str, b: str, wanted: Filter = NO_FILTER) -> PairPage:
        """What passed between two actors, in both directions, newest first."""
        return cast(PairPage, await self._ask("pair", a, b, wanted))

    async def matrix(self, wanted: Filter = NO_FILTER, size: int = 24) -> Matrix:
        """Who did how much of what to whom."""
        return cast(Matrix, await self._ask("matrix", wanted, size))

    async def explain(self, id_: str, at: int | None = None) -> list[str]:
        """Why the relations of an article, or of one sentence, were coded: plain lines."""
        return cast("list[str]", await self._ask("explain", id_, at))

    async def judge(self, evidence: Evidence, word: str, told: Relation | None = None) -> None:
        """Keep a verdict on a relation; ``word`` ``""`` takes it back."""
        await self._ask("judge", evidence, word, told)

    async def undo(self) -> str | None:
        """Take back the reader's last step: its label, or ``None``."""
        return cast("str | None", await self._ask("undo"))

    async def entities(self, beginning: str = "", kind: str = "") -> list[Entity]:
        """Who is named on the desk, by the beginning of a word of the name; those in most articles first."""
        return cast("list[Entity]", await self._ask("entities", beginning, kind))

    async def entity(self, name: str, kind: str = "") -> EntityPage:
        """All that the desk knows of an entity."""
        return cast("EntityPage", await self._ask("entity", name, kind))

    async def decide_entity(self, deed: str, name: str, *more: Any) -> str:
        """Merge, rename, split, drop or keep an entity (``index.who.DEEDS``); says what was done."""
        return cast(str, await self._ask("who.decide", deed, name, *more))

    async def note(self, key: str) -> Note:
        """The reader's note under a key (an actor's code); its text is empty when there is none."""
        return cast(Note, await self._ask("note", key))

    async def note_about(self, subject: Note) -> Note:
        """The note on what ``subject`` tells; its text is empty when there is none."""
        return cast(Note, await self._ask("mine.note_about", subject))

    async def notes(self, text: str = "") -> list[Note]:
        """The reader's notes that hold every word of ``text``; all of them when it is empty."""
        return cast("list[Note]", await self._ask("mine.all_notes", text))

    async def save_note(self, note: Note, base: str | None = None) -> Note:
        """Keep a note, of which ``base`` was the text when the writing began; raises ``DeskError``.

        The answer has another key when another program has changed the file meanwhile: both are kept.
        """
        return cast(Note, await self._ask("mine.save_note", note, base))

    async def note_file(self, note: Note) -> str:
        """The path of the note's file, made if need be: for an editor."""
        return cast(str, await self._ask("mine.note_file", note))

    async def tidy_note(self, key: str) -> Note:
        """The note as an editor has left it."""
        return cast(Note, await self._ask("mine.tidy_note", key))

    async def save_place(self, id_: str, offset: int) -> None:
        """Keep the place to which an article has been read."""
        await self._ask("save_place", id_, offset)

    async def mark(self, ids: Sequence[str], mark: str, on: bool) -> tuple[str, dict[str, Marked]]:
        """Set or take away ``read``, ``star`` or ``later`` of articles, as one step of ``undo``.

        Answers what was done in words ('' when nothing was), and the marks as they are then.
        """
        return cast("tuple[str, dict[str, Marked]]", await self._ask("mine.mark", ids, mark, on))

    async def tag(
        self, ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> tuple[str, dict[str, Marked]]:
        """Give articles tags and take others away; answers as ``mark`` does."""
        return cast("tuple[str, dict[str, Marked]]", await self._ask("mine.tag", ids, add, remove))

    async def seen(self, id_: str) -> None:
        """An article has been read; no step of ``undo``."""
        await self._ask("mine.seen", id_)

    async def marked(self, ids: Sequence[str]) -> dict[str, Marked]:
        """The marks of those of ``ids`` that have any."""
        return cast("dict[str, Marked]", await self._ask("mine.marked", ids))

    async def tags(self) -> dict[str, int]:
        """Every tag in use and how many articles have it, the most used first."""
        return cast("dict[str, int]", await self._ask("mine.tags"))

    @property
    def seeds(self) -> bool:
        """Whether these are the seed articles."""
        return "--seeds" in self._arguments

    async def tour_seen(self) -> bool:
        """Whether the tour has been taken or left."""
        return cast(bool, await self._ask("mine.tour_seen"))

    async def end_tour(self) -> None:
        """The tour has been taken or left."""
        await self._ask("mine.end_tour")

    async def settings(self, table: str) -> dict[str, Any]:
        """A table of the user's ``config.toml``."""
        return cast("dict[str, Any]", await self._ask("settings", table))

    async def status(self) -> DeskStatus:
        """How many articles there are, and how many await analysis."""
        return cast(DeskStatus, await self._ask("status"))

    async def news(self, mark: tuple[int, int] = (0, 0)) -> News:
        """What has come to the desk since ``mark``, that of an earlier answer."""
        return cast(News, await self._ask("news", mark))

    async def resolve(self, text: str) -> str | None:
        """The actor's code for what a user typed, or ``None``."""
        return cast("str | None", await self._ask("resolve", text))

    async def actor_name(self, code: str) -> str:
        """The name by which an actor's code is shown."""
        return cast(str, await self._ask("actor_name", code))

    async def close(self) -> None:
        """End the service once it has kept what it was told to keep; open questions raise ``DeskError``."""
        process, self._process = self._process, None
        if self._listener is not None:
            self._listener.cancel()  # first: it would take the end of the line for a service that died
            self._listener = None
        if self._writer is not None:
            self._writer.close()
            with contextlib.suppress(Exception):
                await self._writer.wait_closed()
        elif self._socket is not None:
            self._socket.close()
        self._writer = self._socket = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(DeskError("The reader is closing."))
        if process is not None:
            await asyncio.to_thread(_wait_or_end, process)

    async def _ask(self, question: str, *args: Any, **options: Any) -> Any:
        async with self._connecting:
            await self._connect()
        self._number += 1
        number = self._number
        if question in NEWEST_WINS:
            self._supersede(self._newest.get(question))
            self._newest[question] = number
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        assert self._writer is not None
        try:
            self._writer.write(frame((number, question, args, options)))
            return await answer
        finally:
            self._waiting.pop(number, None)

    def _supersede(self, number: int | None) -> None:
        older = self._waiting.pop(number, None) if number is not None else None
        if older is not None and not older.done():
            older.set_exception(Superseded())

    async def _connect(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._process is None:
            self._spawn()
        if self._writer is None:
            connection, self._socket = self._socket, None
            reader, self._writer = await asyncio.open_connection(sock=connection)
            self._listener = asyncio.create_task(self._listen(reader))

    def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        # -P: a folder named index/ where the user happens to stand must not be imported.
        command = [
            sys.executable,
            "-P",
            "-m",
            "index.service",
            "--fd",
            str(theirs.fileno()),
            *self._arguments,
        ]
        log = os.environ.get("FOREIGNDESK_LOG")
        try:
            with open(log or os.devnull, "ab") as errors:  # noqa: PTH123
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    pass_fds=(theirs.fileno(),),
                    # A Ctrl-C in the terminal is the reader's business, not the service's.
                    start_new_session=True,
                )
        except OSError as error:
            ours.close()
            raise DeskError(f"The desk's service could not be started: {error}") from error
        finally:
            theirs.close()
        self._socket = ours

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                number, failure, value = await receive_async(reader)
                answer = self._waiting.get(number)
                if answer is None or answer.done():
                    continue
                if failure is None:
                    answer.set_result(value)
                else:
                    answer.set_exception(failure)
        except EOFError:
            self._drop()

    def _drop(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._socket is not None:
            self._socket.close()
        self._process = self._writer = self._socket = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(
                    DeskError("The desk's service stopped; ask again and it will be started anew.")
                )


def _wait_or_end(process: subprocess.Popen[bytes], patience: float = 3.0) -> None:
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
