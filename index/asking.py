"""Questions of the reader: the index's answers joined with names, notes, marks and relations."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.analysis import jobs
from index.archive import Archive
from index.entities import actor_name, begun, place_called, resolve
from index.errors import DeskError
from index.model import Completion, Count, Counts, Hit, Note, Results, SavedSearch
from index.reader import Mine, States
from index.remaking import Report, how_far, renew
from index.search import Context, Index

NOTE = "note:"
"""What the id of a note begins with where notes stand among articles: ``note:RUS``."""

KINDS = ("country", "partner", "entity", "source", "type")
"""What hits are counted by, besides months."""
_ENTITIES = ("person", "org", "place")

_OF_FINDINGS = re.compile(r"\b(?:country|person|org|place|entity|type|quad):|\w>|>\w")
"""A question for what analysis finds (docs/query-language.md)."""


def context(states: States) -> Context:
    """What the index must know of names and of what the reader has marked."""
    return Context(resolve, actor_name, states.ids, states.values, begun, place_called)


def open_index(home: Path, archive: Archive, making: Report | None = None, *, later: bool = False) -> Index:
    """The index of a desk; raises ``DeskError``.

    One of a version that cannot be read is made anew, unless ``later``; ``making`` hears how far that is.
    """
    try:
        index = Index(home, context(States(home)))
        if not (later or index.readable()):
            renew(home, archive, index, making)
        return index
    except OSError as error:
        raise DeskError(f"The search index in {home} cannot be opened: {error.strerror}.") from error
    except Exception as error:
        raise DeskError(
            f"The search index in {home} is damaged ({type(error).__name__}). "
            "Make it anew: foreigndesk reindex"
        ) from error


class Questions:
    """Asks the index that ``index`` opens."""

    def __init__(self, archive: Archive, index: Callable[[], Index], mine: Mine) -> None:
        self._archive = archive
        self._index = index
        self._mine = mine

    def search(self, text: str, limit: int, offset: int, sort: str, *, typing: bool) -> Results:
        """Articles, and before them the reader's own notes; see ``Desk.search``."""
        sort, by = _order(sort)
        notes = [_note_hit(note, text) for note in self._notes(text)]
        shown = notes[offset : offset + limit]
        wanted, skipped = limit - len(shown), max(0, offset - len(notes))
        bodies = self._archive.bodies
        results = self._index().search(
            text, wanted, skipped, sort, bodies, typing=typing, by=by, stories=self._archive.stories.shared
        )
        hits = (*shown, *self._archive.told(results.hits))
        notice = results.notice or self._awaited(text, results.total)
        # With the first page only: of a large desk they are many times what a page is.
        told = () if offset else results.groups
        groups = tuple(told if by == "story" else ((_group(by, value), start) for value, start in told))
        if notes and groups:
            groups = (("Your notes", 0), *((name, start + len(notes)) for name, start in groups))
        return replace(results, hits=hits, total=results.total + len(notes), notice=notice, groups=groups)

    def searches(self) -> list[SavedSearch]:
        """The saved searches, with how many articles each finds and how many of them are unread."""
        found = []
        for name, query in self._mine.searches.all().items():
            whole = self._index().search(query, 1, typing=False).total
            unread = self._index().search(f"({query}) is:unread", 1, typing=False).total
            found.append(SavedSearch(name, query, whole, unread))
        return found

    def ids(self, text: str, sort: str, *, typing: bool) -> list[str]:
        """The ids of all hits of ``search``, in its order."""
        notes = [NOTE + note.key for note in self._notes(text)]
        sort, by = _order(sort)
        count = max(1, self._archive.count())
        found = self._index().search(
            text, count, 0, sort, typing=typing, by=by, stories=self._archive.stories.shared
        )
        return [*notes, *(hit.id for hit in found.hits)]

    def row(self, text: str, id_: str, sort: str, *, typing: bool) -> int | None:
        """At which row ``search`` has an article or a note; ``None`` when it has it no more."""
        notes = [NOTE + note.key for note in self._notes(text)]
        if id_ in notes:
            return notes.index(id_)
        sort, by = _order(sort)
        row = self._index().row(text, id_, sort, typing=typing, by=by, stories=self._archive.stories.shared)
        return None if row is None else row + len(notes)

    def counts(self, text: str, limit: int, sort: str, *, typing: bool) -> Counts:
        """What all hits are about; see ``Desk.counts``."""
        began = time.perf_counter()
        sort = "newest" if sort == "date" else sort
        fields = ("country", "partner", *_ENTITIES, "source", "type", "month")
        found = self._index().counts(text, fields, limit, sort, typing=typing)
        entities = sorted(
            (_count(kind, value, number) for kind in _ENTITIES for value, number in found.by[kind]),
            key=lambda count: (-count.number, count.label),
        )
        by = {
            kind: tuple(_count(kind, value, number) for value, number in found.by[kind])
            for kind in KINDS
            if kind != "entity"
        }
        by["entity"] = tuple(entities[:limit])
        months = tuple(_count("month", value, number) for value, number in found.by["month"])
        notice, seconds = found.notice or self._awaited(text, found.total), time.perf_counter() - began
        return Counts(text, found.total, by, months, found.undated, notice, seconds, found.generation)

    def complete(self, text: str, cursor: int | None, limit: int) -> list[Completion]:
        """What the word before the cursor may become."""
        return self._index().complete(text, cursor, limit)

    def _notes(self, text: str) -> list[Note]:
        return self._mine.all_notes(text) if text.strip() else []

    def _awaited(self, text: str, found: int) -> str:
        if not found and self._index().outdated():
            done, total = how_far(self._archive.home) or (0, 0)
            how = f": {done:,} of {total:,} articles" if done else ""
            return f"the search index is being made anew{how}"
        if stale := self._archive.count_stale():
            return f"{stale} articles are not in the search index yet"
        if _OF_FINDINGS.search(text) and (pending := self._archive.count_pending(jobs.analysis_version())):
            await_ = "articles await" if pending != 1 else "article awaits"
            return f"{pending:,} {await_} analysis: names and relations are found after it"
        return ""


def _count(kind: str, value: str, number: int) -> Count:
    """A value with the name by which it is shown, and what to type for it."""
    if kind == "partner":
        one, _, other = value.partition(">")
        label = f"{actor_name(one)} – {actor_name(other)}"
        return Count(value, label, number, f"({value} OR {other}>{one})")
    if kind == "month":
        return Count(value, value, number, f"date:{value}")
    label = actor_name(value) if kind in ("country", "org") else value.lower() if kind == "type" else value
    typed = value.replace('"', "")
    quoted = typed if typed.isalnum() else f'"{typed}"'
    return Count(value, label, number, f"{kind}:{quoted.lower() if kind == 'type' else quoted}")


def _order(sort: str) -> tuple[str, str]:
    """``newest by source`` in its two parts."""
    sort, _, by = sort.partition(" by ")
    return "newest" if sort == "date" else sort, by


def _group(by: str, value: str) -> str:
    """What a group is called."""
    if by == "country" and value:
        return actor_name(value)
    return value or {"day": "no date", "source": "no source", "country": "no country"}.get(by, "")


def _note_hit(note: Note, text: str) -> Hit:
    """A note as a row of a search, with what surrounds the first word found."""
    at = max(note.text.casefold().find(text.casefold().split()[0]), 0)
    start = max(note.text.rfind("\n", 0, at) + 1, at - 60)
    snippet = " ".join(note.text[start : start + 200].split())
    return Hit(NOTE + note.key, f"Your note on {note.title}", note.modified, "your note", 0.0, snippet)
