"""A person's notes: Markdown files in ``home/notes``, theirs to edit with any program (Obsidian, zk, vi).

A note is about a country (``RUS.md``), a pair (``RUS-UKR.md``), an entity, an article or a sentence
(``sentence-france-warns-iran-3f9a2c41d0.md``: a readable part and a digest, for what comes from an article
is never a file's name). Its front matter says what it is about; what else stands in it is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from index.errors import DeskError
from index.model import Note
from index.reader.front import front_of, parse_front, split_front
from index.text.clean import clean

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
_LARGEST = 4 << 20
_GONE = ".deleted"
"""Where a note goes that is taken away: nothing that a person wrote is ever destroyed."""
_SLUG = 40


class Notes:
    """The notes of one home. For one thread."""

    def __init__(self, home: str | Path) -> None:
        self._folder = Path(home) / "notes"
        self._read_before: dict[Path, tuple[tuple[int, int], Note]] = {}

    def get(self, key: str) -> Note:
        """The note under ``key``; its text is ``""`` when there is none."""
        path = self._path(key)
        try:
            return self._read(path)
        except FileNotFoundError:
            return Note(key, "", kind=_kind_of(key))
        except OSError as error:
            raise DeskError(f"The note {path} cannot be read: {error.strerror}.") from error

    def about(self, subject: Note) -> Note:
        """The note on what ``subject`` tells (its kind, and title, article and sentence), if there is one.

        Else ``subject`` itself with the key that it is to be kept under.
        """
        key = subject.key or key_of(subject)
        found = self.get(key)
        return found if found.text.strip() else replace(subject, key=key, text="")

    def save(self, note: Note, base: str | None = None) -> Note:
        """Keep a note, wholly or (when the disk fails) not at all; a blank one goes to ``.deleted``.

        ``base`` is the text that the writing began with. When the file has been changed by another program
        since, both are kept: what was written here goes under a key of its own, which the answer has.
        """
        path = self._path(note.key)
        now = self.get(note.key)
        if base is not None and not _same(now.text, base) and not _same(now.text, note.text):
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
            note = replace(note, key=f"{note.key[:90]}-conflict-{stamp}")
            return self.save(note) if note.text.strip() else now
        try:
            if not note.text.strip():
                self._take_away(path)
                return replace(note, text="", modified=None)
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(path, self._front(path, note) + clean(note.text).strip("\n") + "\n")
        except OSError as error:
            raise DeskError(f"The note {path} cannot be kept: {error.strerror}.") from error
        return self.get(note.key)

    def file(self, note: Note) -> Path:
        """The file of a note, made with its front matter when it is not there: for an editor."""
        path = self._path(note.key)
        if not path.exists():
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                _replace(path, self._front(path, note))
            except OSError as error:
                raise DeskError(f"The note {path} cannot be made: {error.strerror}.") from error
        return path

    def tidy(self, key: str) -> Note:
        """The note as an editor has left it; one without any text is taken away."""
        note = self.get(key)
        with contextlib.suppress(OSError):
            if not note.text.strip():
                self._take_away(self._path(key))
        return note

    def whole(self, key: str) -> str:
        """The whole file of a note, front matter and all; ``""`` when there is none."""
        path = self._path(key)
        try:
            return path.read_bytes()[:_LARGEST].decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise DeskError(f"The note {path} cannot be read: {error.strerror}.") from error

    def put_back(self, key: str, whole: str) -> None:
        """Make a note's file what it was: ``whole``, or with ``""`` no file."""
        path = self._path(key)
        try:
            if whole:
                self._folder.mkdir(parents=True, exist_ok=True)
                _replace(path, whole)
            else:
                self._take_away(path)
        except OSError as error:
            raise DeskError(f"The note {path} cannot be put back: {error.strerror}.") from error

    def lay_aside(self, key: str, whole: str) -> None:
        """Keep a former state of a note among what was taken away."""
        path = self._path(key)
        if not whole:
            return
        try:
            _replace(self._aside(path), whole)
        except OSError as error:
            raise DeskError(f"The former note {path} cannot be kept: {error.strerror}.") from error

    def path(self, key: str) -> Path:
        """Where a note's file is, or would be."""
        return self._path(key)

    def keys(self) -> frozenset[str]:
        """The keys under which there are notes."""
        try:
            return frozenset(path.stem for path in self._folder.glob("*.md") if _KEY.fullmatch(path.stem))
        except OSError:
            return frozenset()

    def all(self) -> list[Note]:
        """Every note there is, by key; one that cannot be read is passed over."""
        found = []
        for key in sorted(self.keys()):
            with contextlib.suppress(DeskError):
                found.append(self.get(key))
        return [note for note in found if note.text.strip()]

    def find(self, text: str) -> list[Note]:
        """The notes that hold every word of ``text``, whatever the case."""
        words = text.casefold().split()
        if not words:
            return []
        return [note for note in self.all() if all(word in note.text.casefold() for word in words)]

    def on_article(self, id_: str) -> list[Note]:
        """The notes on an article and on its sentences."""
        return [note for note in self.all() if note.article == id_]

    def articles(self) -> frozenset[str]:
        """The ids of the articles that have notes."""
        return frozenset(note.article for note in self.all() if note.article)

    def _read(self, path: Path) -> Note:
        stat = path.stat()
        stamp = stat.st_mtime_ns, stat.st_size
        before = self._read_before.get(path)
        if before is not None and before[0] == stamp:
            return before[1]
        front, text = split_front(clean(path.read_bytes()[:_LARGEST].decode("utf-8", "replace")))
        facts = parse_front(front)
        modified = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
        kind = facts.get("kind") or _kind_of(path.stem)
        title, article, sentence = (facts.get(name, "") for name in ("title", "article", "sentence"))
        start = int(facts["start"]) if facts.get("start", "").isdigit() else -1
        note = Note(path.stem, text, modified, kind, title, article, sentence, start)
        self._read_before[path] = (stamp, note)
        return note

    def _front(self, path: Path, note: Note) -> str:
        """The front matter that the file has, or the one that tells what the note is about."""
        with contextlib.suppress(OSError):
            front, _ = split_front(path.read_bytes()[:_LARGEST].decode("utf-8", "replace"))
            if front:
                return f"---\n{front}\n---\n\n"
        return front_of(note)

    def _take_away(self, path: Path) -> None:
        if path.exists():
            path.replace(self._aside(path))

    def _aside(self, path: Path) -> Path:
        gone = self._folder / _GONE
        gone.mkdir(parents=True, exist_ok=True)
        return gone / f"{path.stem}-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}.md"

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise DeskError("A note's name is made of letters, digits, - and _.")
        return self._folder / f"{key}.md"


def key_of(subject: Note) -> str:
    """The key of a note on an entity, article or sentence: readable, unique, and safe as a file's name."""
    told = "\0".join((subject.kind, subject.article, subject.sentence or subject.title))
    if subject.article and not subject.sentence:
        told = f"{subject.kind}\0{subject.article}"
    digest = blake2b(told.encode(), digest_size=5).hexdigest()
    plain = unicodedata.normalize("NFKD", subject.title).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG].strip("-")
    return "-".join(filter(None, (re.sub(r"\W", "", subject.kind) or "note", slug, digest)))


def _kind_of(key: str) -> str:
    return "pair" if re.fullmatch(r"[A-Z0-9]{2,8}-[A-Z0-9]{2,8}", key) else "country"


def _same(one: str, other: str) -> bool:
    return clean(one).strip() == clean(other).strip()


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".note-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
