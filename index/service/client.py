"""The desk's door for a program that must never wait: questions go to a child process, answers are awaited.

A question belongs to a lane. In the lanes where only the newest answer is wanted (a search while one types,
the article under the cursor) a newer question makes the older ones raise ``Superseded``, whether they are
still waiting or already being worked on; so a slow answer cannot overwrite a newer one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from index.service.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model import (
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


class Client:
    """Asks the desk in ``home`` (or the desk of the seed articles). Use it within one asyncio loop.

    Every question may raise ``DeskError`` (a message for the user) or ``Superseded``. A service that has died
    is started anew by the next question.
    """

    def __init__(self, home: Path | None, *, seeds: bool = False) -> None:
        self._arguments = [*(["--home", str(home)] if home else []), *(["--seeds"] if seeds else [])]
        self._line = Line(self._arguments)

    @classmethod
    def start(cls, home: Path | None, *, seeds: bool = False) -> Client:
        """Spawn the service and return at once; it loads while the caller goes on."""
        client = cls(home, seeds=seeds)
        client._line.spawn()
        return client

    async def search(self, text: str, limit: int = 50, offset: int = 0, sort: str = "relevance") -> Results:
        """The hits from ``offset`` on; ``sort`` is ``relevance``, ``newest``, ``oldest`` or ``recent``."""
        return cast("Results", await self._line.ask("search", text, limit=limit, offset=offset, sort=sort))

    async def ids(self, text: str, sort: str = "relevance") -> list[str]:
        """The ids of all hits of ``search``, in its order."""
        return cast("list[str]", await self._line.ask("ids", text, sort=sort))

    async def row(self, text: str, id_: str, sort: str = "relevance") -> int | None:
        """At which row of ``search`` an article stands; ``None`` when it is not found."""
        return cast("int | None", await self._line.ask("row", text, id_, sort=sort))

    async def searches(self) -> list[SavedSearch]:
        """The reader's saved searches, with how many articles each finds, and how many are unread."""
        return cast("list[SavedSearch]", await self._line.ask("searches"))

    async def save_search(self, name: str, query: str) -> str:
        """Save a search, or with an empty query forget it; answers its name as it is kept."""
        return cast("str", await self._line.ask("mine.save_search", name, query))

    async def counts(self, text: str, limit: int = 10, sort: str = "relevance") -> Counts:
        """What all hits of ``text`` are about; costs little after a search with the same ``sort``."""
        return cast("Counts", await self._line.ask("counts", text, limit=limit, sort=sort))

    async def complete(self, text: str, cursor: int, limit: int = 8) -> list[Completion]:
        """What the word before ``cursor`` may become, the likeliest first."""
        return cast("list[Completion]", await self._line.ask("complete", text, cursor, limit=limit))

    async def article(self, id_: str) -> Page:
        """The article with its mentions and relations."""
        return cast("Page", await self._line.ask("article", id_))

    async def actors(self) -> list[ActorCount]:
        """All actors named on the desk, most relations first."""
        return cast("list[ActorCount]", await self._line.ask("actors"))

    async def actor(self, code: str, wanted: Filter | None = None) -> ActorPage:
        """An actor's relations by partner."""
        return cast("ActorPage", await self._line.ask("actor", code, **_only(wanted)))

    async def pair(self, a: str, b: str, wanted: Filter | None = None) -> PairPage:
        """What passed between two actors, in both directions, newest first."""
        return cast("PairPage", await self._line.ask("pair", a, b, **_only(wanted)))

    async def matrix(self, wanted: Filter | None = None, size: int = 24) -> Matrix:
        """Who did how much of what to whom."""
        return cast("Matrix", await self._line.ask("matrix", size=size, **_only(wanted)))

    async def explain(self, id_: str, at: int | None = None) -> list[str]:
        """Why the relations of an article, or of one sentence, were coded: plain lines."""
        return cast("list[str]", await self._line.ask("explain", id_, at))

    async def judge(
        self,
        evidence: Evidence,
        word: str,
        told: Relation | None = None,
        also: Sequence[Evidence] = (),
        label: str = "",
    ) -> None:
        """Keep a verdict on a relation, and on others in the same step; ``word`` ``""`` takes it back.

        ``label`` is what ``undo`` says of it.
        """
        await self._line.ask("mine.verdicts.give", evidence, word, told, also, label)

    async def undo(self) -> str | None:
        """Take back the reader's last step: its label, or ``None``."""
        return cast("str | None", await self._line.ask("undo"))

    async def entities(self, beginning: str = "", kind: str = "") -> list[Entity]:
        """Who is named on the desk, by the beginning of a word of the name; those in most articles first."""
        return cast("list[Entity]", await self._line.ask("entities", beginning, kind))

    async def entity(self, name: str, kind: str = "") -> EntityPage:
        """All that the desk knows of an entity."""
        return cast("EntityPage", await self._line.ask("entity", name, kind))

    async def decide_entity(self, deed: str, name: str, *more: Any) -> str:
        """Merge, rename, split, drop or keep an entity (``identity.deciding.DEEDS``); says what was done."""
        return cast("str", await self._line.ask("who.decide", deed, name, *more))

    async def note(self, key: str) -> Note:
        """The reader's note under a key (an actor's code); its text is empty when there is none."""
        return cast("Note", await self._line.ask("mine.note", key))

    async def note_about(self, subject: Note) -> Note:
        """The note on what ``subject`` tells; its text is empty when there is none."""
        return cast("Note", await self._line.ask("mine.note_about", subject))

    async def notes(self, text: str = "") -> list[Note]:
        """The reader's notes that hold every word of ``text``; all of them when it is empty."""
        return cast("list[Note]", await self._line.ask("mine.all_notes", text))

    async def save_note(self, note: Note, base: str | None = None, *, more: bool = False) -> Note:
        """Keep a note, of which ``base`` was the text when the writing began; raises ``DeskError``.

        The answer has another key when another program has changed the file meanwhile: both are kept.
        ``more``: the same writing has been kept before; ``undo`` takes all of it back.
        """
        return cast("Note", await self._line.ask("mine.save_note", note, base, more=more))

    async def note_file(self, note: Note) -> str:
        """The path of the note's file, made if need be: for an editor."""
        return cast("str", await self._line.ask("mine.note_file", note))

    async def tidy_note(self, key: str) -> Note:
        """The note as an editor has left it."""
        return cast("Note", await self._line.ask("mine.tidy_note", key))

    async def save_place(self, id_: str, offset: int) -> None:
        """Keep the place to which an article has been read."""
        await self._line.ask("mine.places.save", id_, offset)

    async def mark(self, ids: Sequence[str], mark: str, on: bool) -> tuple[str, dict[str, Marked]]:
        """Set or take away ``read``, ``star`` or ``later`` of articles, as one step of ``undo``.

        Answers what was done in words ('' when nothing was), and the marks as they are then.
        """
        return cast("tuple[str, dict[str, Marked]]", await self._line.ask("mine.mark", ids, mark, on))

    async def tag(
        self, ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> tuple[str, dict[str, Marked]]:
        """Give articles tags and take others away; answers as ``mark`` does."""
        return cast("tuple[str, dict[str, Marked]]", await self._line.ask("mine.tag", ids, add, remove))

    async def seen(self, id_: str) -> None:
        """An article has been read; no step of ``undo``."""
        await self._line.ask("mine.seen", id_)

    async def marked(self, ids: Sequence[str]) -> dict[str, Marked]:
        """The marks of those of ``ids`` that have any."""
        return cast("dict[str, Marked]", await self._line.ask("mine.marked", ids))

    async def tags(self) -> dict[str, int]:
        """Every tag in use and how many articles have it, the most used first."""
        return cast("dict[str, int]", await self._line.ask("mine.tags"))

    @property
    def seeds(self) -> bool:
        """Whether these are the seed articles."""
        return "--seeds" in self._arguments

    async def tour_seen(self) -> bool:
        """Whether the tour has been taken or left."""
        return cast("bool", await self._line.ask("mine.tour_seen"))

    async def end_tour(self) -> None:
        """The tour has been taken or left."""
        await self._line.ask("mine.end_tour")

    async def settings(self, table: str) -> dict[str, Any]:
        """A table of the user's ``config.toml``."""
        return cast("dict[str, Any]", await self._line.ask("settings", table))

    async def status(self) -> DeskStatus:
        """How many articles there are, and how many await analysis."""
        return cast("DeskStatus", await self._line.ask("status"))

    async def news(self, mark: tuple[int, int] = (0, 0)) -> News:
        """What has come to the desk since ``mark``, that of an earlier answer."""
        return cast("News", await self._line.ask("news", mark))

    async def resolve(self, text: str) -> str | None:
        """The actor's code for what a user typed, or ``None``."""
        return cast("str | None", await self._line.ask("resolve", text))

    async def actor_name(self, code: str) -> str:
        """The name by which an actor's code is shown."""
        return cast("str", await self._line.ask("actor_name", code))

    async def close(self) -> None:
        """End the service once it has kept what it was told to keep; open questions raise ``DeskError``."""
        await self._line.close()


def _only(wanted: Filter | None) -> dict[str, Filter]:
    return {} if wanted is None else {"wanted": wanted}
