"""The table ``[feeds]`` of the user's settings (docs/feeds.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.config import Config

_KEYS = {"allow_hosts", "delay", "timeout", "at_once", "interval"}


@dataclass(frozen=True)
class Settings:
    """How to fetch.

    ``delay`` seconds between two requests to a host, ``timeout`` seconds for one address in all,
    ``at_once`` hosts asked at a time, ``interval`` minutes between two fetches while watching.
    """

    allow_hosts: tuple[str, ...] = ()
    delay: float = 1.0
    timeout: float = 60.0
    at_once: int = 6
    interval: float = 30.0

    @classmethod
    def load(cls, home: Path) -> Settings:
        """Those of a desk; raises ``DeskError`` naming what is wrong."""
        table = Config.load(home).table("feeds").only(_KEYS)
        return cls(
            table.strings("allow_hosts"),
            table.number("delay", cls.delay, 0, 3600),
            table.number("timeout", cls.timeout, 1, 3600),
            int(table.number("at_once", cls.at_once, 1, 32)),
            table.number("interval", cls.interval, 1, 10_080),
        )
