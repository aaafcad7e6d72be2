"""What a person decides about entities: merged, renamed, split, dropped, or again as they were found.

Decisions are facts of kind ``entity`` in the ledger (``index.identity.resolution`` says how they are read).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from index.archive.archive import Archive
from index.entities import actor_name
from index.errors import DeskError, NotFoundError
from index.identity.resolution import KIND, Identities
from index.reader import Change, Ledger

DEEDS = ("merge", "rename", "split", "drop", "keep")


class Decisions:
    """What is decided about the entities of one desk. Every method may raise ``DeskError``."""

    def __init__(self, archive: Archive, ledger: Ledger, heed: Callable[[], object]) -> None:
        """``heed`` is called when something was decided, to bring the search index in step."""
        self._archive = archive
        self._cast = archive.cast
        self._ledger = ledger
        self._heed = heed

    def decide(self, deed: str, name: str, *more: Any) -> str:
        """Do one of ``DEEDS`` (the methods below); says in words what was done."""
        if deed not in DEEDS:
            raise DeskError(f"Entities can be {', '.join(DEEDS)}; not {deed!r}.")
        said: str = getattr(self, deed)(name, *more)
        self._heed()
        return said

    def merge(self, name: str, into: str) -> str:
        """Let ``name`` be ``into`` from now on, wherever it stands; says what was done."""
        self._known(name)
        if name == into:
            raise DeskError(f"{name} is {into} already.")
        identities = Identities(self._archive, self._ledger)
        if identities.decide(into) == name:
            raise DeskError(
                f"{into} is one with {name} already. Undo that first: foreigndesk entity keep {into!r}"
            )
        self._known(into)
        return self._decide(f"{name} is {into}", {name: {"is": into}})

    def rename(self, name: str, new: str) -> str:
        """Call ``name`` ``new`` from now on; when somebody is called so already, use ``merge``."""
        self._known(name)
        new = " ".join(new.split())
        if not new:
            raise DeskError("An entity needs a name.")
        if self._cast.called([new]):
            raise DeskError(f"Somebody is called {new} already. To make the two one, merge them.")
        return self._decide(f"{name} is called {new}", {name: {"is": new}})

    def drop(self, name: str) -> str:
        """Mark ``name`` no more, anywhere."""
        self._known(name)
        return self._decide(f"{name} is dropped", {name: {"dropped": True}})

    def split(self, name: str, new: str, articles: Collection[str]) -> str:
        """Let ``name`` be ``new`` in these articles, by id, and whoever it was in all others."""
        self._known(name)
        new = " ".join(new.split())
        if not new or new == name:
            raise DeskError("Whom you split off needs a name of its own.")
        if not articles:
            raise DeskError("Say in which articles it is somebody else.")
        ids = [self._archive.article(id_)[0].id for id_ in articles]
        identities = Identities(self._archive, self._ledger)
        changes: dict[str, dict[str, Any]] = {}
        for source in identities.sources(name):
            if any(row.name == source for row in self._cast.called([source])):
                apart = {**identities.decided.get(source, {}).get("apart", {}), **dict.fromkeys(ids, new)}
                changes[source] = {"apart": apart}
        return self._decide(f"{name} is {new} in {len(ids)} article{'s' * (len(ids) != 1)}", changes)

    def keep(self, name: str) -> str:
        """Take back all that was decided of ``name``: it is again what analysis found."""
        identities = Identities(self._archive, self._ledger)
        keys = [key for key in identities.decided if key == name or identities.decide(key) == name]
        if not keys:
            raise DeskError(f"Nothing was decided of {name}.")
        changes = [Change(KIND, key, None) for key in keys]
        self._ledger.step(f"{name} as it was found", changes)
        return f"{name} is as it was found"

    def decisions(self) -> dict[str, dict[str, Any]]:
        """All that was decided, by name as found."""
        return self._ledger.all(KIND)

    def _decide(self, label: str, values: dict[str, dict[str, Any]]) -> str:
        decided = self._ledger.all(KIND)
        changes = []
        for name, value in values.items():
            before = (
                {} if "apart" in value else {k: v for k, v in decided.get(name, {}).items() if k == "apart"}
            )
            kept = {k: v for k, v in decided.get(name, {}).items() if "apart" in value and k != "apart"}
            changes.append(Change(KIND, name, {**before, **kept, **value}))
        self._ledger.step(label, changes)
        return label

    def _known(self, name: str) -> None:
        identities = Identities(self._archive, self._ledger)
        found = self._cast.called(sorted(identities.sources(name)))
        if not found:
            raise NotFoundError(
                f"Nobody is known as {name!r} on this desk. Look for the name: foreigndesk entity list NAME"
            )
        if all(row.kind == "country" for row in found):
            raise DeskError(f"{actor_name(name)} is a country: its name and code are fixed.")
