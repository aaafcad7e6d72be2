"""What fetching feeds did, as it is told to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from index.model import Failure


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What became of one feed.

    ``outcome``: ``read``; ``unchanged`` since the last time; ``resting`` until ``again`` (ISO 8601), after
    failures or because the server asked; ``gone`` for good; ``failed``, for the reason in ``error``. A feed
    that could be read in part is ``read`` and has an ``error``. ``pages`` counts full texts; ``moved`` is the
    address that it has now. ``asked`` is false when the feed was left alone this time.
    """

    url: str
    title: str
    outcome: str
    added: int = 0
    updated: int = 0
    known: int = 0
    pages: int = 0
    error: str = ""
    moved: str = ""
    again: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of all feeds that were asked for; ``stopped`` before the last of them."""

    feeds: tuple[FeedOutcome, ...]
    stopped: bool = False

    @property
    def added(self) -> int:
        return sum(feed.added for feed in self.feeds)

    @property
    def updated(self) -> int:
        return sum(feed.updated for feed in self.feeds)

    @property
    def failed(self) -> int:
        """Feeds that were asked, and of which something could not be read."""
        return sum(bool(feed.error) and feed.asked for feed in self.feeds)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that is followed, and how it stands; times are ISO 8601, ``""`` when there is none."""

    url: str
    title: str
    folder: str
    checked: str = ""
    error: str = ""
    again: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking over another reader's list did: feeds new and followed already, and what was no feed."""

    added: int
    known: int
    failures: tuple[Failure, ...]


def iso(seconds: float) -> str:
    """A time as it is told: ISO 8601, UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
