"""What a reader wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader wrote. ``text`` is Markdown, without front matter; ``modified`` ISO 8601.

    ``kind`` is country, pair, entity, article or sentence; ``key`` its file's name: ``RUS``, ``RUS-UKR`` or
    one made for it. One on a sentence has it as it was, with its place in the ``article``'s body then.
    ``out`` are the keys that it links to, ``into`` keys and titles of the notes that link to it.
    """

    key: str
    text: str
    modified: str | None = None
    kind: str = "country"
    title: str = ""
    article: str = ""
    sentence: str = ""
    start: int = -1
    out: tuple[str, ...] = ()
    into: tuple[tuple[str, str], ...] = ()
