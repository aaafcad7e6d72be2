"""Feeds that a person follows: the list of them, and fetching them over HTTP within what may be contacted."""

from index.feeds.fetching import Fetching
from index.feeds.followed import Feeds
from index.feeds.outcome import FeedOutcome, FeedRow, FetchReport, Imported
from index.feeds.settings import Settings

__all__ = ["FeedOutcome", "FeedRow", "Feeds", "FetchReport", "Fetching", "Imported", "Settings"]
