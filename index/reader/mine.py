"""All that one person has made on a desk, joined: marks, verdicts, notes, places read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import DeskError, NotFoundError
from index.model import Article, Marked, Note, Page, Remark, Results
from index.reader.edits import Edits
from index.reader.following import locate
from index.reader.ledger import Change, Ledger
from index.reader.links import Links
from index.reader.marks import Marks
from index.reader.notes import Notes
from index.reader.places import Places
from index.reader.searches import Searches
from index.reader.verdicts import Verdicts


class Mine:
    """What is one person's in one home. Every method may raise ``DeskError``."""

    def __init__(
        self,
        home: str | Path,
        resolve: Callable[[str], str | None] = lambda _: None,
        name: Callable[[str], str] = str,
    ) -> None:
        """``resolve`` gives the code of a country as one names it, ``name`` the name of a code."""
        self._resolve, self._name = resolve, name
        self.ledger = Ledger(home)
        self.marks = Marks(self.ledger)
        self.verdicts = Verdicts(self.ledger)
        self.searches = Searches(self.ledger)
        self.notes = Notes(home)
        self.places = Places(home)
        self._edits = Edits(self.ledger, self.notes)

    # Marks

    def mark(self, ids: Sequence[str], mark: str, on: bool) -> tuple[str, dict[str, Marked]]:
        """Set or take away a mark: what was done in words ('' when nothing was), and the marks then."""
        return self.marks.mark(ids, mark, on), self.marks.of(ids)

    def tag(
        self, ids: Sequence[str], add: Sequence[str], remove: Sequence[str]
    ) -> tuple[str, dict[str, Marked]]:
        """The same for tags."""
        return self.marks.tag(ids, add, remove), self.marks.of(ids)

    def seen(self, id_: str) -> None:
        """An article has been read."""
        self.marks.seen(id_)

    def marked(self, ids: Sequence[str]) -> dict[str, Marked]:
        """The marks of those of ``ids`` that have any; none when they cannot be read."""
        try:
            return self.marks.of(ids)
        except DeskError:
            return {}

    def on_hits(self, results: Results) -> Results:
        """The same hits, with their marks."""
        marks = self.marked([hit.id for hit in results.hits])
        return replace(
            results, hits=tuple(hit._replace(mine=marks.get(hit.id, hit.mine)) for hit in results.hits)
        )

    def on_page(self, page: Page) -> Page:
        """The same article, with its marks, and the notes on it where they stand now."""
        mine = self.marked([page.article.id]).get(page.article.id, page.mine)
        notes = (_remark(note, page.article.body) for note in self.notes.on_article(page.article.id))
        return replace(page, mine=mine, notes=tuple(sorted(notes, key=lambda remark: remark.start)))

    def tags(self) -> dict[str, int]:
        """Every tag in use, the most used first."""
        return self.marks.tags()

    def tour_seen(self) -> bool:
        """Whether the tour has been taken or left."""
        return bool(self.ledger.get("tour", "seen"))

    def end_tour(self) -> None:
        """The tour has been taken or left: no decision that could be taken back."""
        self.ledger.put([Change("tour", "seen", True)])

    def save_search(self, name: str, query: str) -> str:
        """Save a search, or with an empty query forget it; returns its name as it is kept."""
        return self.searches.save(name, query)

    # Notes

    def note(self, key: str) -> Note:
        """A note with its title, and its links in both directions; its text is '' when there is none."""
        return self._linked(self.notes.get(key))

    def note_page(self, key: str) -> Page:
        """A note to be read as an article is, with the id that searches find it by; or ``NotFoundError``."""
        note = self.note(key)
        if not note.text.strip():
            raise NotFoundError(f"There is no note {key}.")
        id_ = f"note:{key}"
        article = Article(id_, f"Your note on {note.title}", note.text, note.modified, "your note")
        return Page(article, (), (), True, self.places.get(id_))

    def note_about(self, subject: Note) -> Note:
        """The note on a subject, or the subject with the key that its note is to have."""
        return self._linked(self.notes.about(subject))

    def save_note(self, note: Note, base: str | None = None, *, more: bool = False) -> Note:
        """Keep a note; the answer has another key when the file was changed by another program meanwhile.

        ``more``: the writing that was kept before goes on; all of it is one step of ``undo``.
        """
        titled = note if note.title else replace(note, title=self.title(note))
        before = self.notes.whole(note.key)
        kept = self.notes.save(titled, base)
        self._edits.keep(kept.key, before if kept.key == note.key else "", self._called(titled), more=more)
        return self._linked(kept)

    def note_file(self, note: Note) -> str:
        """The path of a note's file, which is made if need be: for an editor."""
        titled = note if note.title else replace(note, title=self.title(note))
        self._edits.lend(note.key)
        return str(self.notes.file(titled))

    def tidy_note(self, key: str) -> Note:
        """A note as an editor has left it."""
        note = self.notes.tidy(key)
        self._edits.returned(key, self._called(note))
        return self._linked(note)

    def _called(self, note: Note) -> str:
        return f"your note on {self.title(note)}"

    def undo(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """Take the last step back, edits of notes too: what it was, and the kinds and keys of its facts."""
        last = self.ledger.last()
        if last is None:
            return None
        told = [said for fact in last[1] if (said := self._edits.take_back(fact))]
        undone = self.ledger.undo()
        return undone and (": ".join((undone[0], *told)), undone[1])

    def all_notes(self, text: str = "") -> list[Note]:
        """The notes that hold every word of ``text``, all when it is empty; the last written first."""
        notes = self.notes.find(text) if text.strip() else self.notes.all()
        titled = [replace(note, title=self.title(note)) for note in notes]
        return sorted(titled, key=lambda note: note.modified or "", reverse=True)

    def title(self, note: Note) -> str:
        """What a note is called: its own title, or who it is about."""
        if note.title:
            return note.title
        if note.kind == "pair":
            return " – ".join(self._name(code) for code in note.key.split("-"))
        return self._name(note.key)

    def _linked(self, note: Note) -> Note:
        links = Links([replace(n, title=self.title(n)) for n in self.notes.all()], self._resolve)
        return replace(note, title=self.title(note), out=links.out(note), into=links.into(note.key))


def _remark(note: Note, body: str) -> Remark:
    if not note.sentence:
        return Remark(note.key, note.text)
    span = locate(note.sentence, note.start, body)
    return Remark(note.key, note.text, *span) if span else Remark(note.key, note.text, lost=note.sentence)
