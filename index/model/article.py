"""Articles, and stories: articles that tell the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its source gave it, cleaned of what a terminal must not see (``index.text.clean``)."""

    id: str
    title: str
    body: str
    date: str | None = None
    source: str = ""
    url: str = ""
    lang: str = ""
    author: str = ""
    """Who wrote it, as the source says; several names parted by commas."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a story."""

    id: str
    title: str
    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies or updates of one another, the oldest first; nearly always just one.

    ``number`` may change when articles are added or removed: it is for grouping, not for keeping. ``sources``
    are distinct, that of the oldest article first; ``first`` and ``last`` are the dates between which it ran.
    """

    number: int
    articles: tuple[Copy, ...]
    sources: tuple[str, ...]
    first: str | None
    last: str | None
