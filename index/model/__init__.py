"""The words that all rooms share: frozen, plain, and free of behaviour.

Offsets are character offsets (Python string indices) into ``Article.body``; a span is half open.
Dates are ISO 8601 (``2024-12-03`` or ``2024-12-03T09:30:00+00:00``) as strings, or ``None`` when unknown.

A dataclass writes and compiles its methods when its module is loaded, which costs about a millisecond each:
so each name is fetched from its module when it is first used, and a reader starts with those it shows first.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.model.article import Article as Article, Copy as Copy, Story as Story
    from index.model.count import (
        Completion as Completion,
        Count as Count,
        Counts as Counts,
        SavedSearch as SavedSearch,
    )
    from index.model.entity import Entity as Entity, EntityPage as EntityPage, Naming as Naming
    from index.model.filter import NO_FILTER as NO_FILTER, Filter as Filter
    from index.model.finding import (
        Analysis as Analysis,
        Evidence as Evidence,
        Mention as Mention,
        Relation as Relation,
    )
    from index.model.note import Note as Note
    from index.model.page import Page as Page, Remark as Remark
    from index.model.relating import (
        ActorCount as ActorCount,
        ActorPage as ActorPage,
        Event as Event,
        Matrix as Matrix,
        PairPage as PairPage,
        Partner as Partner,
        Periods as Periods,
        Series as Series,
        TurningPoint as TurningPoint,
        TypeScore as TypeScore,
    )
    from index.model.result import Hit as Hit, Marked as Marked, Results as Results
    from index.model.state import DeskStatus as DeskStatus, News as News
    from index.model.terms import (
        QUADS as QUADS,
        EventType as EventType,
        Kind as Kind,
        Span as Span,
        Status as Status,
    )
    from index.model.work import AddReport as AddReport, Failure as Failure, Progress as Progress

_MODULES = {
    "article": ("Article", "Copy", "Story"),
    "count": ("Completion", "Count", "Counts", "SavedSearch"),
    "entity": ("Entity", "EntityPage", "Naming"),
    "filter": ("Filter", "NO_FILTER"),
    "finding": ("Analysis", "Evidence", "Mention", "Relation"),
    "note": ("Note",),
    "page": ("Page", "Remark"),
    "relating": (
        "ActorCount",
        "ActorPage",
        "Event",
        "Matrix",
        "PairPage",
        "Partner",
        "Periods",
        "Series",
        "TurningPoint",
        "TypeScore",
    ),
    "result": ("Hit", "Marked", "Results"),
    "state": ("DeskStatus", "News"),
    "terms": ("EventType", "Kind", "QUADS", "Span", "Status"),
    "work": ("AddReport", "Failure", "Progress"),
}
_HOME_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 (the names stand once, in _MODULES)


def __getattr__(name: str) -> Any:
    """Fetch a name from its module, once."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
