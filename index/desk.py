"""The desk: the one door to everything that is kept in a home.

home/archive.sqlite   articles and findings, the truth
home/index/           the search index, made from the archive
home/notes/*.md       the reader's notes
home/reader.sqlite    places read
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from index import homes, indexing, remaking, seeding
from index.adding import Adder
from index.analysis import jobs
from index.archive import Archive
from index.asking import NOTE, Questions, open_index
from index.config import Config
from index.entities import actor_name, resolve
from index.feeds import Fetching, FetchReport
from index.identity.directory import Who
from index.model import (
    NO_FILTER,
    ActorCount,
    ActorPage,
    AddReport,
    Completion,
    Counts,
    DeskStatus,
    Entity,
    EntityPage,
    Evidence,
    Filter,
    Matrix,
    News,
    Page,
    PairPage,
    Progress,
    Results,
    SavedSearch,
    Story,
)
from index.pages.pages import Pages, threshold
from index.reader import Mine, judge
from index.search import Index

Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def _never() -> bool:
    return False


class Desk:
    """A home that is open, for one thread. Every method may raise ``DeskError`` with words for the user."""

    def __init__(
        self, home: Path, *, readonly: bool = False, making: Report | None = None, later: bool = False
    ) -> None:
        """Open the desk in ``home``, and make it if there is none (unless ``readonly``).

        One in a folder that may not be written is opened for reading only. ``making`` hears how far an index
        of another version has been made anew; ``later`` leaves that to ``analyse_in_background``.
        """
        readonly = readonly or (home.is_dir() and not os.access(home, os.W_OK))
        if not readonly:
            homes.make_home(home)
        self.home = home
        self._archive = Archive(home, readonly=readonly)
        self._readonly = readonly
        self._making, self._later = making, later
        self._opened_index: Index | None = None
        self.mine = Mine(home, resolve, actor_name)
        """What the reader made: marks, notes, places."""
        self.who = Who(self._archive, self.mine.ledger, self._catch_up)
        """Who is named, and what the reader decided about them."""
        self._questions = Questions(self._archive, lambda: self._index, self.mine)

    @classmethod
    def open(cls, home: str | Path | None = None, *, seeds: bool = False, **options: Any) -> Desk:
        """The desk in ``home`` (else the user's own); ``seeds``: that of the seed articles, up to date."""
        if seeds:
            desk = cls(Path(home) if home else homes.seeds_home(), **options)
            seeding.bring(desk.home, desk._archive, lambda: desk._index, desk.add)
            return desk
        return cls(Path(home) if home else homes.default_home(), **options)

    def close(self) -> None:
        """Let go of all files."""
        if self._opened_index is not None:
            self._opened_index.close()
            self._opened_index = None
        self._archive.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Articles in

    def add(
        self,
        paths: Sequence[str | Path],
        progress: Report | None = None,
        stop: Stop | None = None,
    ) -> AddReport:
        """Add the articles of files, folders and ``-`` (standard input).

        What is there already is left alone, what has changed is brought up to date, what cannot be read is
        named. ``stop`` is asked between articles; what was kept by then stays.
        """
        indexing.mend(self.home, self._archive, self._index, self._making)
        return Adder(self._archive, self._catch_up, progress, stop or _never).run(paths)

    def fetch_feeds(
        self,
        urls: Sequence[str] = (),
        *,
        full: bool = False,
        progress: Report | None = None,
        stop: Stop | None = None,
    ) -> FetchReport:
        """Add what is new in the feeds that are followed; see ``index.feeds.Fetching.run``."""
        indexing.mend(self.home, self._archive, self._index, self._making)
        fetching = Fetching(self.home, self._archive, self._catch_up, progress, stop or _never)
        return fetching.run(urls, full=full)

    def reindex(self, progress: Report | None = None) -> int:
        """Make the search index anew from the archive, the old one being used until it is done.

        Returns how many articles are in it.
        """
        if self._opened_index is not None:
            self._opened_index.close()
            self._opened_index = None
        return remaking.rebuild(self.home, self._archive, progress)

    def analyse_pending(self, progress: Report | None = None, stop: Stop | None = None) -> int:
        """Analyse here and now all that awaits it; returns how many articles were."""
        return jobs.analyse_pending(self._archive, self.home, progress, stop or _never)

    def analyse_in_background(self) -> bool:
        """Have indexing and analysis done by a process of its own; False when nothing awaits them."""
        status = self.status()
        lost = status.articles and not (self.home / "index" / "manifest.json").exists()
        if self._readonly or not (
            lost or status.making or status.pending or status.stale or self._archive.unannotated(1)
        ):
            return False
        return jobs.start(self.home)

    # Questions

    def search(
        self, text: str, limit: int = 50, offset: int = 0, sort: str = "relevance", *, typing: bool = True
    ) -> Results:
        """Articles, and before them the reader's own notes, that answer ``text``.

        ``sort`` is ``relevance``, ``newest`` (or ``date``), ``oldest`` or ``recent``; ``newest by source``
        also groups, by ``day``, ``source``, ``story`` or ``country``. While ``typing``, the last word also
        matches as the beginning of one.
        """
        return self.mine.on_hits(self._questions.search(text, limit, offset, sort, typing=typing))

    def ids(self, text: str, sort: str = "relevance", *, typing: bool = True) -> list[str]:
        """The ids of all hits of ``search``, in its order."""
        return self._questions.ids(text, sort, typing=typing)

    def row(self, text: str, id_: str, sort: str = "relevance", *, typing: bool = True) -> int | None:
        """At which row ``search`` has an article or note; ``None`` when it does not find it."""
        return self._questions.row(text, id_, sort, typing=typing)

    def searches(self) -> list[SavedSearch]:
        """The reader's saved searches, with their counts."""
        return self._questions.searches()

    def counts(self, text: str, limit: int = 10, sort: str = "relevance", *, typing: bool = True) -> Counts:
        """What all hits of ``text`` are about: the most frequent values of each kind, and months."""
        return self._questions.counts(text, limit, sort, typing=typing)

    def complete(self, text: str, cursor: int | None = None, limit: int = 8) -> list[Completion]:
        """What the word before ``cursor`` (else the last one) may become, the likeliest first."""
        return self._questions.complete(text, cursor, limit)

    def article(self, id_: str) -> Page:
        """An article with its findings, by its id or a unique beginning of it; ``note:RUS`` is a note."""
        if id_.startswith(NOTE):
            return self.mine.note_page(id_.removeprefix(NOTE))
        article, analysed = self._archive.article(id_)
        found, coded = self._archive.findings.of_article(article.id, article.body)
        relations = tuple(r for _, r in judge(article.id, article.body, coded, self.mine.verdicts.all()))
        mentions = self.who.mentions(article, found)
        story, place = self._archive.stories.of_article(article.id), self.mine.places.get(article.id)
        return self.mine.on_page(Page(article, mentions, relations, analysed > 0, place, story))

    def explain(self, id_: str, at: int | None = None) -> list[str]:
        """Why each relation of an article (or of the sentence ``at`` a place) was coded, as plain lines."""
        from index.relations import explain  # noqa: PLC0415 - the rules load only for those who ask

        article, _ = self._archive.article(id_)
        return explain(article.body, article.date, at=at)

    def entities(self, beginning: str = "", kind: str = "", limit: int = 500) -> list[Entity]:
        """Who is named, by the beginning of a word of the name; see ``index.identity.directory``."""
        return self.who.entities(beginning, kind, limit)

    def entity(self, name: str, kind: str = "") -> EntityPage:
        """All that the desk knows of an entity; raises ``NotFoundError``."""
        return self.who.page(name, kind)

    def relations(
        self, a: str | None = None, b: str | None = None, limit: int | None = None, wanted: Filter = NO_FILTER
    ) -> list[Evidence]:
        """Who did what to whom: all, those of one actor, or those between two; newest first.

        Actors go by code or by name (``RUS``, ``Russia``); one that nobody knows raises ``NotFoundError``.
        """
        return list(islice(self.each_relation(a, b, wanted), limit))

    def each_relation(
        self, a: str | None = None, b: str | None = None, wanted: Filter = NO_FILTER
    ) -> Iterator[Evidence]:
        """The same one by one, for there may be very many; rejected ones come with that verdict."""
        yield from self._pages.relations(a, b, wanted)

    def story(self, number: int) -> Story:
        """A story by its number (``Hit.story``, ``Evidence.story``): who carried it, and when."""
        return self._archive.stories.get(number)

    def actors(self) -> list[ActorCount]:
        """Every actor that the articles name, most relations first."""
        return self._pages.actors()

    def actor(self, code: str, wanted: Filter = NO_FILTER) -> ActorPage:
        """An actor's relations by partner, and the reader's notes."""
        return self._pages.actor(code, wanted)

    def pair(self, a: str, b: str, wanted: Filter = NO_FILTER) -> PairPage:
        """What passed between two actors in both directions, newest first."""
        return self._pages.pair(a, b, wanted)

    def matrix(self, wanted: Filter = NO_FILTER, size: int = 24) -> Matrix:
        """Who did how much of what to whom, for the ``size`` actors that are told of most."""
        return self._pages.matrix(wanted, size)

    def status(self) -> DeskStatus:
        """How many articles and relations there are, and what awaits indexing and analysis."""
        return DeskStatus(
            articles=self._archive.count(),
            pending=self._archive.count_pending(jobs.analysis_version()),
            relations=self._archive.findings.count(),
            stale=self._archive.count_stale(),
            making=remaking.how_far(self.home),
        )

    def settings(self, table: str) -> dict[str, Any]:
        """A table of the user's ``config.toml``; raises ``DeskError`` when the file cannot be read."""
        return dict(Config.load(self.home).table(table))

    def news(self, mark: tuple[int, int] = (0, 0)) -> News:
        """What has come since ``mark``, that of an earlier answer; cheap enough to be asked every second."""
        new, changed, *newest = self._archive.news(*mark)
        return News((newest[0], newest[1]), new, changed)

    # What the reader makes

    def undo(self) -> str | None:
        """Take back the reader's last step, and say which it was; ``None`` when there is none."""
        undone = self.mine.undo()
        if undone is None:
            return None
        if any(kind == "entity" for kind, _ in undone[1]):
            self._catch_up()
        return undone[0]

    # Inside

    @property
    def _pages(self) -> Pages:
        return Pages(self._archive, self.mine, self._matching, threshold(self.home))

    def _matching(self, text: str) -> set[str]:
        return set(self._questions.ids(text, "relevance", typing=False))

    @property
    def _index(self) -> Index:
        if self._opened_index is None:
            self._opened_index = open_index(self.home, self._archive, self._making, later=self._later)
        return self._opened_index

    def _catch_up(self) -> bool:
        return indexing.catch_up(self.home, self._archive, self._index)
