"""What the query language needs to know from outside: who a name is, and what the reader has marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from whoosh import query as q

Resolve = Callable[[str], str | None]
"""A name as typed to whom it stands for, such as the code of a country; ``None`` for nobody."""
NameOf = Callable[[str], str]
"""A code to the name by which it is shown; an unknown code to itself."""
Begun = Callable[[str], Sequence[str]]
"""The beginning of a word of a name to the codes of all whom it may become."""
States = Callable[[str, str], Collection[str] | None]
"""``("is", "starred")`` to the ids of those articles; ``None`` when there is no such value."""
Values = Callable[[str], Sequence[str]]
"""``is``, ``has`` or ``tag`` to the values that it may have."""


@dataclass(frozen=True)
class Context:
    """What the rooms around search know. Each may be missing."""

    resolve: Resolve | None = None
    name_of: NameOf | None = None
    states: States | None = None
    values: Values | None = None
    begun: Begun | None = None
    place_called: Resolve | None = None
    """Another name of a place to the one that the desk uses ("Bombay" → "Mumbai")."""

    def code(self, name: str) -> str:
        """The code of a country or organisation; what was typed, in capitals, when nobody knows it."""
        found = self.resolve(name) if self.resolve and name else None
        return found or name.strip().upper()

    def codes(self, name: str, *, unfinished: bool) -> Sequence[str]:
        """The code of a country or organisation; of a name still being typed, all that it may become."""
        return (self.may_become(name) if unfinished else ()) or (self.code(name),)

    def may_become(self, name: str) -> Sequence[str]:
        """The codes that a name which is nobody's yet may become."""
        known = self.resolve is None or self.resolve(name) is not None
        return () if known or self.begun is None else self.begun(name)

    def stranger(self, name: str, *, unfinished: bool = False) -> str:
        """What to say of a name that stands for no country and no body, nor may become one; else ""."""
        if self.resolve is None or not name.strip() or self.resolve(name):
            return ""
        if unfinished and self.may_become(name):
            return ""
        return f"nobody here is called ‘{name.strip()}’: write a country or body, or its code"


NO_CONTEXT = Context()


class Among(q.Query):  # type: ignore[misc]
    """The articles with these ids."""

    def __init__(self, ids: Collection[str]) -> None:
        self.ids = frozenset(ids)
        self.boost = 1.0
        self.error = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Among) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return f"Among({len(self.ids)} ids)"
