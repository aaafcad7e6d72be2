"""What one question needs while it is answered: its time, its notes, and terms as the index holds them."""

from __future__ import annotations

import time
from typing import Any

from whoosh.fields import Schema

from index.search.snapshot import Snapshot

SECONDS = 1.8
"""After this long a question is cut off: what must still be done then is done within 2 s."""


class TooLongError(Exception):
    """The question took longer than it may."""


class Asked:
    """One question to one snapshot. ``notes`` collects what had to be cut."""

    def __init__(self, snapshot: Snapshot, schema: Schema, seconds: float = SECONDS) -> None:
        self._snapshot = snapshot
        self._schema = schema
        self._until = time.monotonic() + seconds
        self._fields: dict[str, Any] = snapshot.fields
        self.notes: list[str] = []

    def check_time(self) -> None:
        """Raise when the question has had its time."""
        if time.monotonic() > self._until:
            raise TooLongError

    def note(self, text: str) -> None:
        """Remember something to tell, once."""
        if text not in self.notes:
            self.notes.append(text)

    def term_bytes(self, name: str, text: str | bytes) -> bytes | None:
        """A term as the index holds it, or ``None`` when it can be in no document."""
        if isinstance(text, bytes):
            return text
        key = (name, text)
        known = self._snapshot.terms.get(key)
        if known is not None:
            return known
        field = self._fields.get(name)
        if field is None:
            if name not in self._schema:
                return None
            field = self._fields[name] = self._schema[name]
        try:
            term = bytes(field.to_bytes(text))
        except ValueError:
            return None
        if len(self._snapshot.terms) > 50_000:
            self._snapshot.terms.clear()
        self._snapshot.terms[key] = term
        return term

    def scorable(self, name: str) -> bool:
        """Whether a field is scored by BM25; others score how often a term is there."""
        return name in self._fields and bool(self._fields[name].scorable)

    @property
    def snapshot(self) -> Snapshot:
        """What is asked."""
        return self._snapshot

    @property
    def schema(self) -> Schema:
        """The fields."""
        return self._schema
