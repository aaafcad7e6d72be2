"""What is told beside the rows of a search: counts, saved searches, completions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value. ``query`` is what to type to keep only these: ``country:RUS``."""

    value: str
    label: str
    number: int
    query: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What all hits of a question are about. ``total`` is exact, and counts articles only (no notes).

    ``by`` has, for ``country``, ``partner`` (two actors of one relation), ``entity``, ``source`` and
    ``type``, the most frequent values first. ``months`` is the hits over time: every month with hits
    (``2024-11``), in order of time; ``undated`` hits are in none.
    """

    query: str
    total: int
    by: dict[str, tuple[Count, ...]]
    months: tuple[Count, ...] = ()
    undated: int = 0
    notice: str = ""
    seconds: float = 0.0
    generation: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept by name, with how many articles it finds now and how many of them are unread."""

    name: str
    query: str
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What a question may become: its ``text`` with the word at the cursor completed, and the new ``cursor``.

    ``word`` is what takes the place of the word; ``label`` says what it is, or ''. ``number`` is in how many
    articles it is, 0 when that was not counted.
    """

    text: str
    cursor: int
    word: str
    label: str = ""
    number: int = 0
