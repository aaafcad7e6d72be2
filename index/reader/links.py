"""Links between notes, ``[[RUS]]``, ``[[Russia|the Russians]]``: by key, by title, or by a country's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index.model import Note

_LINK = re.compile(r"\[\[([^\[\]\n|#]{1,200})(?:#[^\[\]\n|]*)?(?:\|[^\[\]\n]*)?\]\]")

Resolve = Callable[[str], str | None]


def targets(text: str) -> Iterator[str]:
    """What the links of a text name, as written."""
    for match in _LINK.finditer(text):
        yield match[1].strip()


class Links:
    """Resolves the links of a set of notes; ``resolve`` gives the code of a country as one names it."""

    def __init__(self, notes: Sequence[Note], resolve: Resolve) -> None:
        self._notes = notes
        self._resolve = resolve
        self._by_name = {note.title.casefold(): note.key for note in reversed(notes) if note.title}
        self._by_name |= {note.key.casefold(): note.key for note in notes}

    def key(self, target: str) -> str | None:
        """The key of the note that a link names, whether it is written already or not."""
        return self._by_name.get(target.casefold()) or self._resolve(target)

    def out(self, note: Note) -> tuple[str, ...]:
        """The keys that a note links to, once each, in the order of its text."""
        keys = (self.key(target) for target in targets(note.text))
        return tuple(dict.fromkeys(key for key in keys if key and key != note.key))

    def into(self, key: str) -> tuple[tuple[str, str], ...]:
        """The notes that link to a key: their keys and titles."""
        return tuple((n.key, n.title or n.key) for n in self._notes if n.key != key and key in self.out(n))
