"""Which relations a page is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """Which relations a page is made of; what is empty does not restrict.

    ``since`` and ``until`` are beginnings of ISO dates, both included (``2022``, ``2024-11``). ``outlets``
    are parts of the names of the articles' sources, in lower case. ``query`` is a search: only its articles
    count. ``threshold`` is the least confidence; ``None`` is the desk's own.
    """

    since: str = ""
    until: str = ""
    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    query: str = ""
    threshold: float | None = None


NO_FILTER = Filter()
