"""Searches that a person has saved by name: facts of the ledger."""

from __future__ import annotations

from index.errors import DeskError
from index.reader.ledger import Change, Ledger
from index.text.clean import clean_line

_LONGEST_NAME = 80


class Searches:
    """The saved searches of one home, name to query. Every method may raise ``DeskError``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> dict[str, str]:
        """Every saved search, by name."""
        found = self._ledger.all("search")
        return {
            name: str(query) for name, query in sorted(found.items(), key=lambda item: item[0].casefold())
        }

    def save(self, name: str, query: str) -> str:
        """Save a search under a name, or with an empty query forget it; a step. Returns the name as kept."""
        kept = clean_line(name).strip()[:_LONGEST_NAME]
        if not kept:
            raise DeskError("A saved search needs a name.")
        label = f"search {kept} saved" if query else f"search {kept} forgotten"
        self._ledger.step(label, [Change("search", kept, clean_line(query).strip() or None)])
        return kept
