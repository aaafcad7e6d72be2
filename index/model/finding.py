"""What is found in an article: who is named, and who does what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.model.terms import Kind, Span, Status


@dataclass(slots=True, unsafe_hash=True)
class Mention:
    """A stretch of an article's body that names somebody; never changed once it is made.

    It is not frozen, as that would make it five times as slow to make, and every article has dozens.

    ``entity`` is the canonical name: an ISO 3166-1 alpha-3 code for a country, an organisation's or group's
    code where it has one (``NATO``, ``HAM``), else the fullest name found (``Mark Rutte``).
    ``actor`` is the code it acts for in this context and at the article's date, or ``None`` when it does
    not act for a state, an organisation of states or an armed group: ``RUS`` for Russia, Russians, Putin and
    the Kremlin; ``None`` for a city that is only a place.
    """

    start: int
    end: int
    text: str
    kind: Kind
    entity: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that one actor does, or says, to another, as one sentence tells it.

    ``start, end`` is the sentence, ``predicate`` the words that say it, ``source_span`` and ``target_span``
    the words that name the two. ``confidence`` is between 0 and 1. ``rule`` names the rule or lexicon entry.
    """

    source: str
    target: str
    type: str
    quad: int
    status: Status
    start: int
    end: int
    predicate: Span
    source_span: Span
    target_span: Span
    confidence: float = 0.5
    rule: str = ""
    verdict: str = ""
    """What the reader decided of it: ``accepted``, ``rejected``, ``corrected``, or ``""``."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one article."""

    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A relation with the article and the very sentence that says so; ``story`` is that of the article."""

    relation: Relation
    article: str
    title: str
    date: str | None
    sentence: str
    outlet: str = ""
    """The source of the article: who published it."""
    story: int = 0
    """The story of which the article is one telling; copies share it."""
