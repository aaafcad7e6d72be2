"""Foreign Desk's knowledge: articles, who is named in them, who did what to whom, and search over all of it.

This is the front, and the only module of the package that the reader's side imports. Importing it loads
nothing heavy: each name is fetched from its room when it is first used, so that a screen can paint before
Whoosh, spaCy or SQLite are loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.version import VERSION

if TYPE_CHECKING:
    from index.analysis.analyser import Analyser as Analyser
    from index.config import Config as Config
    from index.desk import Desk as Desk
    from index.entities import actor_name as actor_name, resolve as resolve
    from index.errors import DeskError as DeskError, NotFoundError as NotFoundError
    from index.feeds import (
        FeedOutcome as FeedOutcome,
        FeedRow as FeedRow,
        Feeds as Feeds,
        FetchReport as FetchReport,
        Imported as Imported,
    )
    from index.homes import must_hold_a_desk as must_hold_a_desk, named_home as named_home
    from index.model import (
        NO_FILTER as NO_FILTER,
        QUADS as QUADS,
        ActorCount as ActorCount,
        ActorPage as ActorPage,
        AddReport as AddReport,
        Analysis as Analysis,
        Article as Article,
        Completion as Completion,
        Copy as Copy,
        Count as Count,
        Counts as Counts,
        DeskStatus as DeskStatus,
        Entity as Entity,
        EntityPage as EntityPage,
        Event as Event,
        Evidence as Evidence,
        Failure as Failure,
        Filter as Filter,
        Hit as Hit,
        Marked as Marked,
        Matrix as Matrix,
        Mention as Mention,
        Naming as Naming,
        News as News,
        Note as Note,
        Page as Page,
        PairPage as PairPage,
        Partner as Partner,
        Periods as Periods,
        Progress as Progress,
        Relation as Relation,
        Remark as Remark,
        Results as Results,
        SavedSearch as SavedSearch,
        Series as Series,
        Story as Story,
        TurningPoint as TurningPoint,
        TypeScore as TypeScore,
    )
    from index.pages.wishes import parse_filter as parse_filter
    from index.relations import explain as explain
    from index.service.client import Client as Client
    from index.service.line import Superseded as Superseded
    from index.text.clean import clean as clean, clean_line as clean_line
    from index.text.hostile import HOSTILE as HOSTILE, is_hostile as is_hostile
    from index.text.layout import Block as Block, blocks as blocks
    from index.text.sentences import sentences as sentences
    from index.watching import Told as Told, Watching as Watching

_ROOMS = {
    "analysis.analyser": ("Analyser",),
    "service.client": ("Client",),
    "service.line": ("Superseded",),
    "config": ("Config",),
    "desk": ("Desk",),
    "entities": ("actor_name", "resolve"),
    "errors": ("DeskError", "NotFoundError"),
    "feeds": ("FeedOutcome", "FeedRow", "Feeds", "FetchReport", "Imported"),
    "homes": ("must_hold_a_desk", "named_home"),
    "model": (
        "NO_FILTER",
        "QUADS",
        "ActorCount",
        "ActorPage",
        "AddReport",
        "Analysis",
        "Article",
        "Completion",
        "Copy",
        "Count",
        "Counts",
        "DeskStatus",
        "Entity",
        "EntityPage",
        "Event",
        "Evidence",
        "Failure",
        "Filter",
        "Hit",
        "Marked",
        "Matrix",
        "Mention",
        "News",
        "Naming",
        "Note",
        "Page",
        "PairPage",
        "Partner",
        "Periods",
        "Progress",
        "Relation", "Remark",
        "Results",
        "SavedSearch",
        "Series",
        "Story",
        "TurningPoint",
        "TypeScore",
    ),
    "pages.wishes": ("parse_filter",),
    "relations": ("explain",),
    "text.clean": ("clean", "clean_line"),
    "text.hostile": ("HOSTILE", "is_hostile"),
    "text.layout": ("Block", "blocks"),
    "text.sentences": ("sentences",),
    "watching": ("Told", "Watching"),
}  # fmt: skip
_HOME_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 (the names stand once, in _ROOMS)
__version__ = VERSION


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room, once."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
