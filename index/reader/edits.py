"""Edits of notes as steps that can be taken back: ``reader.sqlite`` keeps each file before and after.

A fact of kind ``note`` holds, under the note's key, the whole file before and after the last edit. Taking
the edit back writes the former file, but only over the very file that the edit left: what another program
has written since then stays, and the former text goes to ``notes/.deleted``.
"""

from __future__ import annotations

from index.reader.ledger import Change, Ledger
from index.reader.notes import Notes

NOTE = "note"
"""The kind of the facts."""


class Edits:
    """Wraps whatever changes a note's file, so that it becomes a step."""

    def __init__(self, ledger: Ledger, notes: Notes) -> None:
        self._ledger, self._notes = ledger, notes
        self._lent: dict[str, str] = {}
        """Files as they were when an editor got them, by key."""

    def lend(self, key: str) -> None:
        """Remember a note's file, which another program is about to change."""
        self._lent[key] = self._notes.whole(key)

    def returned(self, key: str, label: str) -> None:
        """The other program has ended."""
        before = self._lent.pop(key, None)
        if before is not None:
            self.keep(key, before, label)

    def keep(self, key: str, before: str, label: str, *, more: bool = False) -> None:
        """Make a step of what a note's file has become since it was ``before``.

        ``more``: the same writing goes on, so the step that it began grows, if nothing was decided since.
        """
        now = self._notes.whole(key)
        if now == before:
            return
        if more and (last := self._ledger.last()) is not None:
            _, facts = last
            if len(facts) == 1 and facts[0].kind == NOTE and facts[0].key == key and facts[0].value:
                began, became = facts[0].value
                if became == before:
                    self._ledger.put([Change(NOTE, key, [began, now])])
                    return
        self._ledger.step(label, [Change(NOTE, key, [before, now])])

    def take_back(self, fact: Change) -> str:
        """Undo the edit that a fact holds: what else is to be said of it, mostly nothing."""
        if fact.kind != NOTE or not fact.value:
            return ""
        before, after = fact.value
        now = self._notes.whole(fact.key)
        if now == after:
            self._notes.put_back(fact.key, before)
        elif now != before:
            self._notes.lay_aside(fact.key, before)
            return "it was changed elsewhere since and stays; the former text is in notes/.deleted"
        return ""
