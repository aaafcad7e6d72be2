"""The feeds of a desk as a person handles them: followed, listed, taken from and given to other readers."""

from __future__ import annotations

import time
from pathlib import Path

from index.errors import DeskError
from index.feeds.outcome import FeedRow, Imported, iso
from index.feeds.state import States
from index.feeds.subscriptions import Subscription, Subscriptions, canonical
from index.model import Failure
from index.sources.opml import parse

_LARGEST = 16 << 20


class Feeds:
    """The feeds that the person of the desk in ``home`` follows. Methods may raise ``DeskError``."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._list = Subscriptions(home)

    @property
    def path(self) -> Path:
        """The file in which they are kept."""
        return self._list.path

    def rows(self) -> list[FeedRow]:
        """Every feed, and how it stands, in the order of the file."""
        feeds = self._list.all()
        if not feeds:
            return []
        now = time.time()
        states = States(self._home)
        try:
            found = [(feed, states.get(feed.url)) for feed in feeds]
        finally:
            states.close()
        return [
            FeedRow(
                feed.url,
                feed.title,
                feed.folder,
                iso(state.checked) if state.checked else "",
                state.error,
                iso(until) if (until := state.rests_until(now)) else "",
                bool(state.gone),
            )
            for feed, state in found
        ]

    def follow(self, url: str, title: str = "") -> bool:
        """Follow a feed; False when it was followed already. Nothing is fetched."""
        return self._list.add([Subscription(canonical(url), title)])[0]

    def unfollow(self, url: str) -> None:
        """Follow a feed no longer; its articles stay."""
        url = canonical(url)
        self._list.remove(url)
        states = States(self._home)
        try:
            states.forget(url)
        finally:
            states.close()

    def import_opml(self, path: Path) -> Imported:
        """Follow the feeds of another reader's list, in its folders; what cannot be followed is named."""
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError as error:
            raise DeskError(f"{path} cannot be read: {error.strerror}.") from error
        if len(data) > _LARGEST:
            raise DeskError(f"{path} is larger than {_LARGEST >> 20} MB: that is no list of feeds.")
        try:
            outlines = parse(data)
        except ValueError as error:
            raise DeskError(f"{path} is not OPML: {error}.") from error
        feeds: list[Subscription] = []
        failures: list[Failure] = []
        for title, url, folder in outlines:
            try:
                feeds.append(Subscription(canonical(url), title if title != url else "", folder))
            except DeskError as error:
                failures.append(Failure(str(path), str(error)))
        new = self._list.add(feeds)
        return Imported(sum(new), len(new) - sum(new), tuple(failures))

    def export_opml(self) -> str:
        """The list as OPML, with all that the person put into it."""
        return self._list.text()
