"""The desk: the one door to everything that is kept in a home.

home/archive.sqlite   articles and findings, the truth
home/index/           the search index, made from the archive
home/notes/*.md       the reader's notes
home/reader.sqlite    places read
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from index import homes, indexing, jobs
from index.adding import Adder
from index.archive import Archive
from index.entities import actor_name, resolve
from index.errors import DeskError, NotFoundError
from index.locks import Lock
from index.model import (
    ActorCount,
    ActorPage,
    AddReport,
    Article,
    DeskStatus,
    Evidence,
    Hit,
    Note,
    Page,
    Partner,
    Progress,
    Results,
    Story,
)
from index.reader import Mine
from index.search import Index

Report = Callable[[Progress], None]
Stop = Callable[[], bool]

NOTE = "note:"
"""What the id of a note begins with where notes stand among articles: ``note:RUS``."""

_EVIDENCE_EACH = 100
"""Evidence of one partner on an actor's page, newest first; ``relations`` gives all."""

_OF_FINDINGS = re.compile(r"\b(?:country|person|org|place|entity|type|quad):|\w>|>\w")
"""A question for what analysis finds (docs/query-language.md)."""


def _never() -> bool:
    return False


class Desk:
    """A home that is open, for one thread. Every method may raise ``DeskError`` with words for the user."""

    def __init__(self, home: Path, *, readonly: bool = False) -> None:
        """Open the desk in ``home``, and make it if there is none (unless ``readonly``).

        One in a folder that may not be written is opened for reading only.
        """
        readonly = readonly or (home.is_dir() and not os.access(home, os.W_OK))
        if not readonly:
            homes.make_home(home)
        self.home = home
        self._archive = Archive(home, readonly=readonly)
        self._readonly = readonly
        self._opened_index: Index | None = None
        self.mine = Mine(home)
        """What the reader made: marks, notes, places."""
        self._notes, self._places = self.mine.notes, self.mine.places

    @classmethod
    def open(cls, home: str | Path | None = None, *, seeds: bool = False, readonly: bool = False) -> Desk:
        """The desk in ``home`` (else the user's own); ``seeds``: that of the seed articles, up to date."""
        if seeds:
            desk = cls(Path(home) if home else homes.seeds_home())
            desk._bring_seeds()
            return desk
        return cls(Path(home) if home else homes.default_home(), readonly=readonly)

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
        indexing.mend(self.home, self._archive, self._index)
        return Adder(self._archive, self._catch_up, progress, stop or _never).run(paths)

    def reindex(self, progress: Report | None = None) -> int:
        """Make the search index anew from the archive, the old one being used until it is done.

        Returns how many articles are in it.
        """
        if self._opened_index is not None:
            self._opened_index.close()
            self._opened_index = None
        return indexing.rebuild(self.home, self._archive, progress)

    def analyse_pending(self, progress: Report | None = None, stop: Stop | None = None) -> int:
        """Analyse here and now all that awaits it; returns how many articles were."""
        return jobs.analyse_pending(self._archive, self.home, progress, stop or _never)

    def analyse_in_background(self) -> bool:
        """Have indexing and analysis done by a process of its own; False when nothing awaits them."""
        status = self.status()
        if self._readonly or not (status.pending or status.stale):
            return False
        return jobs.start(self.home)

    # Questions

    def search(
        self, text: str, limit: int = 50, offset: int = 0, sort: str = "relevance", *, typing: bool = True
    ) -> Results:
        """Articles, and before them the reader's own notes, that answer ``text``.

        ``sort`` is ``relevance``, ``newest`` (or ``date``) or ``oldest``. While ``typing``, the
        last word also matches as the beginning of one.
        """
        sort = "newest" if sort == "date" else sort
        notes = [_note_hit(note, text) for note in self._notes.find(text)]
        shown = notes[offset : offset + limit]
        rest = limit - len(shown), max(0, offset - len(notes))
        results = self._index.search(text, *rest, sort, self._archive.bodies, typing=typing)
        notice = results.notice
        if not notice and (stale := self._archive.count_stale()):
            notice = f"{stale} articles are not in the search index yet"
        if not notice and _OF_FINDINGS.search(text) and (pending := self.status().pending):
            notice = f"{pending:,} articles await analysis: names and relations are found after it"
        hits = (*shown, *self._archive.told(results.hits))
        return self.mine.on_hits(replace(results, hits=hits, total=results.total + len(notes), notice=notice))

    def article(self, id_: str) -> Page:
        """An article with its findings, by its id or a unique beginning of it; ``note:RUS`` is a note."""
        if id_.startswith(NOTE):
            return self._note_page(id_)
        article, analysed = self._archive.article(id_)
        mentions, relations = self._archive.findings.of_article(article.id, article.body)
        story, place = self._archive.stories.of_article(article.id), self._places.get(article.id)
        return self.mine.on_page(Page(article, mentions, relations, analysed > 0, place, story))

    def relations(
        self, a: str | None = None, b: str | None = None, limit: int | None = None
    ) -> list[Evidence]:
        """Who did what to whom: all, those of one actor, or those between two; newest first.

        Actors go by code or by name (``RUS``, ``Russia``); one that nobody knows raises ``NotFoundError``.
        """
        return list(self.each_relation(a, b, limit))

    def each_relation(
        self, a: str | None = None, b: str | None = None, limit: int | None = None
    ) -> Iterator[Evidence]:
        """The same one by one, for there may be very many."""
        codes = [self._code(actor) if actor else None for actor in (a, b)]
        yield from self._archive.findings.evidence(codes[0], codes[1], limit)

    def story(self, number: int) -> Story:
        """A story by its number (``Hit.story``, ``Evidence.story``): who carried it, and when."""
        return self._archive.stories.get(number)

    def actors(self) -> list[ActorCount]:
        """Every actor that the articles name, most relations first."""
        return [
            ActorCount(code, actor_name(code), relations, articles)
            for code, relations, articles in self._archive.findings.actors()
        ]

    def actor(self, code: str) -> ActorPage:
        """An actor's relations by partner, and the reader's note for it."""
        code = self._code(code)
        partners = tuple(
            Partner(row[0], actor_name(row[0]), *row[1:])
            for row in self._archive.findings.partners(code, _EVIDENCE_EACH)
        )
        articles = self._archive.findings.count_articles(code)
        return ActorPage(code, actor_name(code), partners, self._notes.get(code).text, articles)

    def status(self) -> DeskStatus:
        """How many articles and relations there are, and what awaits indexing and analysis."""
        return DeskStatus(
            articles=self._archive.count(),
            pending=self._archive.count_pending(jobs.analysis_version()),
            relations=self._archive.findings.count(),
            stale=self._archive.count_stale(),
        )

    # What the reader makes

    def note(self, key: str) -> Note:
        """The reader's note for an actor's code; its text is ``""`` when there is none."""
        return self._notes.get(key)

    def save_note(self, key: str, text: str) -> Note:
        """Keep a note; a blank text takes it away."""
        return self._notes.save(key, text)

    def save_place(self, id_: str, offset: int) -> None:
        """Keep the character offset to which an article has been read."""
        self._places.save(id_, offset)

    # Inside

    @property
    def _index(self) -> Index:
        if self._opened_index is None:
            try:
                self._opened_index = Index(self.home, resolve=resolve)
            except OSError as error:
                raise DeskError(
                    f"The search index in {self.home} cannot be opened: {error.strerror}."
                ) from error
            except Exception as error:
                raise DeskError(
                    f"The search index in {self.home} is damaged ({type(error).__name__}). "
                    "Make it anew: foreigndesk reindex"
                ) from error
        return self._opened_index

    def _catch_up(self) -> bool:
        return indexing.catch_up(self.home, self._archive, self._index)

    def _bring_seeds(self) -> None:
        """Add the seed articles, or those that changed, and take out those that are gone."""
        folder = homes.seeds_folder()
        mark = homes.fingerprint(folder)
        if self._archive.meta("seeds") == mark:
            return
        with Lock(self.home / "seeds.lock") as lock:
            if not lock.take(60) or self._archive.meta("seeds") == mark:
                return
            self.add([folder])
            here = {str(path.resolve()) for path in folder.glob("*.txt")}
            gone = [id_ for id_, origin in self._archive.origins() if origin not in here]
            if gone:
                self._archive.remove(gone)
                self._index.remove(gone)
            self._archive.set_meta("seeds", mark)

    def _code(self, actor: str) -> str:
        code = resolve(actor)
        if code is not None:
            return code
        named = {code for code, _, _ in self._archive.findings.actors()}
        if actor in named or actor.upper() in named:
            return actor if actor in named else actor.upper()
        raise NotFoundError(f"No country or organisation goes by the name {actor}.")

    def _note_page(self, id_: str) -> Page:
        key = id_.removeprefix(NOTE)
        note = self._notes.get(key)
        if not note.text:
            raise NotFoundError(f"There is no note {key}.")
        article = Article(id_, _note_title(key), note.text, note.modified, "your note")
        return Page(article, (), (), True, self._places.get(id_))


def _note_title(key: str) -> str:
    return f"Your note on {actor_name(key)}"


def _note_hit(note: Note, text: str) -> Hit:
    """A note as a row of a search, with what surrounds the first word found."""
    at = max(note.text.casefold().find(text.casefold().split()[0]), 0)
    start = max(note.text.rfind("\n", 0, at) + 1, at - 60)
    snippet = " ".join(note.text[start : start + 200].split())
    return Hit(NOTE + note.key, _note_title(note.key), note.modified, "your note", 0.0, snippet)
