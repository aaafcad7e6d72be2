"""Who is named on the desk: its list, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.model.terms import Kind


@dataclass(frozen=True, slots=True)
class Entity:
    """Who is named on the desk: a row of the list from which one is chosen.

    ``actor`` is the code it last acted for. For a country, ``name`` is its code and ``shown`` its name.
    """

    kind: Kind
    name: str
    shown: str
    actor: str | None
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Naming:
    """An article that names an entity, and how often."""

    id: str
    title: str
    date: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the desk knows of one entity.

    ``role`` is the office held, or the title that articles give, or ''; ``others`` the other names it goes
    by; ``months`` its mentions by month (``2024-12``), in order, those without any left out; ``beside`` who
    appears with it, and in how many articles; ``namings`` the newest articles; ``decided`` what the reader
    decided of it, a line each.
    """

    entity: Entity
    role: str
    others: tuple[str, ...]
    months: tuple[tuple[str, int], ...]
    beside: tuple[Entity, ...]
    namings: tuple[Naming, ...]
    decided: tuple[str, ...] = ()
