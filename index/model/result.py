"""The answer to a search, a row at a time, with what the reader has marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from index.model.terms import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """What a person has marked an article with; ``tags`` in the order of the alphabet."""

    read: bool = False
    star: bool = False
    later: bool = False
    tags: tuple[str, ...] = ()


UNMARKED = Marked()


class Hit(NamedTuple):
    """One row of a search (a tuple, for 20 and more are made at every key typed).

    ``snippet`` is text of the body, ``marks`` the matches as spans of the snippet.

    ``pairs`` says between whom most of its ``relations`` are: ``RUS>UKR +2`` (and two pairs more).
    ``copies`` is how many articles the story has (1: no other), ``story`` its number (0: not asked for).
    """

    id: str
    title: str
    date: str | None
    source: str
    score: float
    snippet: str
    marks: tuple[Span, ...] = ()
    relations: int = 0
    story: int = 0
    copies: int = 1
    mine: Marked = UNMARKED
    pairs: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question. ``notice`` says in one line what of the question was not understood, or ''.

    ``total`` counts all hits, of which ``hits`` is one page. ``seconds`` is the time the search took.
    ``terms`` are the words to mark in an article (lower case, as typed).
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    notice: str = ""
    seconds: float = 0.0
    terms: tuple[str, ...] = ()
    generation: int = 0
    """The commit of the index that was asked: pages of one generation are of one list of hits."""
    groups: tuple[tuple[str, int], ...] = ()
    """When grouped, with the first page: the name of each group and its first row, in order. A story has no
    name: it is called by the title of its first hit."""
