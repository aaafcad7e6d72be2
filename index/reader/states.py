"""What a person has marked, as sets of ids: what ``is:``, ``has:`` and ``tag:`` stand for in a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.reader.ledger import Ledger
from index.reader.marks import tag_name
from index.reader.notes import Notes

_KINDS = {"read": "read", "starred": "star", "star": "star", "later": "later"}
"""``is:`` to the ledger's kind."""
IS = ("unread", "read", "starred", "later")
HAS = ("note", "tag", "star")

_Stamp = tuple[tuple[int, int], ...]


class States:
    """Asks the ledger again only when its file has changed. For one thread."""

    def __init__(self, home: str | Path) -> None:
        self._files = [Path(home) / name for name in ("reader.sqlite", "reader.sqlite-wal", "notes")]
        self._ledger = Ledger(home)
        self._notes = Notes(home)
        self._stamp: _Stamp | None = None
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def ids(self, name: str, value: str) -> frozenset[str] | None:
        """The articles that ``name:value`` means; ``None`` when it means nothing."""
        kind = _KINDS.get(value)
        if name == "is" and kind is not None:
            return self._once(("is", kind), lambda: self._marked(kind))
        if name == "has" and value == "note":
            return self._once(("has", "note"), self._notes.articles)
        if name == "has" and value in ("tag", "tags"):
            return self._once(("has", "tag"), lambda: self._marked("tag"))
        if name == "has" and value == "star":
            return self.ids("is", "starred")
        if name == "tag":
            wanted = tag_name(value).casefold()
            return self._once(("tag", wanted), lambda: self._tagged(wanted))
        return None

    def values(self, name: str) -> tuple[str, ...]:
        """The values that ``is:``, ``has:`` and ``tag:`` may have now, for completion."""
        if name == "tag":
            found = {tag for tags in self._ledger.all("tag").values() for tag in _names(tags)}
            return tuple(sorted(found, key=str.casefold))
        return {"is": IS, "has": HAS}.get(name, ())

    def _once(self, key: tuple[str, str], find: Callable[[], frozenset[str]]) -> frozenset[str]:
        stamp = tuple(map(_look, self._files))
        if stamp != self._stamp:
            self._known.clear()
            self._stamp = stamp
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def _marked(self, kind: str) -> frozenset[str]:
        return frozenset(key for key, value in self._ledger.all(kind).items() if value)

    def _tagged(self, wanted: str) -> frozenset[str]:
        """The ids of articles with a tag, kept with blanks (as older desks have it) or with ``-``."""
        tags = self._ledger.all("tag")
        return frozenset(
            key
            for key, value in tags.items()
            if any(tag_name(name).casefold() == wanted for name in _names(value))
        )


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _look(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
