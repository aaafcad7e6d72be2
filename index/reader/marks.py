"""What a person marks articles with: read, star, read later, and tags of their own; facts of the ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from index.errors import DeskError
from index.model import Marked
from index.reader.ledger import Change, Ledger
from index.text.clean import clean_line

MARKS = ("read", "star", "later")
"""Kinds of facts that are so or not so of an article. Tags are the fourth: a sorted list of names."""
_WORDS = {
    ("read", True): "marked read", ("read", False): "marked unread", ("star", True): "starred",
    ("star", False): "star taken away", ("later", True): "kept for later",
    ("later", False): "no longer for later",
}  # fmt: skip
_LONGEST_TAG = 40
_NOT_IN_TAG = re.compile(r'[\s"(),:#-]+')


class Marks:
    """The marks of one home's articles, by article id. Every method may raise ``DeskError``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, ids: Collection[str]) -> dict[str, Marked]:
        """The marks of those of ``ids`` that have any."""
        found: dict[str, dict[str, object]] = {}
        for kind, id_, value in self._ledger.among((*MARKS, "tag"), ids):
            found.setdefault(id_, {})[kind] = value
        return {
            id_: Marked("read" in facts, "star" in facts, "later" in facts, _names(facts.get("tag")))
            for id_, facts in found.items()
        }

    def mark(self, ids: Sequence[str], mark: str, on: bool) -> str:
        """Set or take away a mark of all ``ids``, as one step; what was done, '' when nothing was."""
        if mark not in MARKS:
            raise DeskError(f"There is no mark called {mark}; there are {', '.join(MARKS)}.")
        label = _counted(ids, _WORDS[mark, on])
        value = True if on else None
        return label if self._ledger.step(label, [Change(mark, id_, value) for id_ in ids]) else ""

    def seen(self, id_: str) -> None:
        """Mark an article read because it has been read: no decision, so no step that ``undo`` takes back."""
        self._ledger.put([Change("read", id_, True)])

    def tag(self, ids: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> str:
        """Give all ``ids`` tags and take others away, as one step; what was done in words."""
        adding = sorted({name for name in map(tag_name, add) if name})
        removing = {tag_name(name) for name in remove}
        before = {id_: _names(value) for _, id_, value in self._ledger.among(("tag",), ids)}
        changes = []
        for id_ in ids:
            tags = sorted((set(before.get(id_, ())) | set(adding)) - removing)
            changes.append(Change("tag", id_, tags or None))
        words = [" ".join(("tagged", *(f"#{name}" for name in adding)))] if adding else []
        words += (
            ["no longer " + " ".join(("tagged", *(f"#{name}" for name in sorted(removing))))]
            if removing
            else []
        )
        label = _counted(ids, ", ".join(words))
        return label if self._ledger.step(label, changes) else ""

    def tags(self) -> dict[str, int]:
        """Every tag in use, and how many articles have it; the most used first."""
        counts = Counter(name for value in self._ledger.all("tag").values() for name in _names(value))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def tag_name(text: str) -> str:
    """A tag as it is kept: one word, so that ``tag:name`` finds it; blanks become ``-``."""
    return _NOT_IN_TAG.sub("-", clean_line(text)).strip("-")[:_LONGEST_TAG].strip("-")


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _counted(ids: Sequence[str], words: str) -> str:
    return f"{len(ids):,} articles {words}" if len(ids) != 1 else words
