"""A person's notes: one Markdown file an actor, ``home/notes/RUS.md``; theirs to edit with any program."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from index.errors import DeskError
from index.model import Note
from index.text.clean import clean

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LARGEST = 4 << 20


class Notes:
    """The notes of one home."""

    def __init__(self, home: str | Path) -> None:
        self._folder = Path(home) / "notes"

    def get(self, key: str) -> Note:
        """The note under ``key``; its text is ``""`` when there is none."""
        path = self._path(key)
        try:
            data = path.read_bytes()[:_LARGEST]
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except FileNotFoundError:
            return Note(key, "")
        except OSError as error:
            raise DeskError(f"The note {path} cannot be read: {error.strerror}.") from error
        return Note(key, clean(data.decode("utf-8", "replace")), modified.isoformat(timespec="seconds"))

    def save(self, key: str, text: str) -> Note:
        """Keep ``text`` under ``key``, wholly or (when the disk fails) not at all; a blank one goes."""
        path = self._path(key)
        try:
            if not text.strip():
                path.unlink(missing_ok=True)
                return Note(key, "")
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(path, clean(text).rstrip("\n") + "\n")
        except OSError as error:
            raise DeskError(f"The note {path} cannot be kept: {error.strerror}.") from error
        return self.get(key)

    def keys(self) -> frozenset[str]:
        """The keys under which there are notes."""
        try:
            return frozenset(path.stem for path in self._folder.glob("*.md") if _KEY.fullmatch(path.stem))
        except OSError:
            return frozenset()

    def all(self) -> list[Note]:
        """Every note there is, by key."""
        return [self.get(key) for key in sorted(self.keys())]

    def find(self, text: str) -> list[Note]:
        """The notes that hold every word of ``text``, whatever the case."""
        words = text.casefold().split()
        if not words:
            return []
        return [note for note in self.all() if all(word in note.text.casefold() for word in words)]

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise DeskError("A note's name is made of letters, digits, - and _.")
        return self._folder / f"{key}.md"


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
