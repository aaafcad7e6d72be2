"""Two people of one name: told apart by the state that each acts for.

Analysis knows people by name. Where articles let one name act for two states, there are two people; the one
who was named first keeps the plain name, the other is called by name and state: "Ali Hassan (Pakistan)".
Leaders of the tables are one person whatever they did in turn, and so is who acts for a state and an
organisation.
"""

from __future__ import annotations

from collections.abc import Collection

from index.archive.cast import Acting, Cast
from index.entities import actor_name, is_state, office_of


class Namesakes:
    """The namesakes of one desk."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._known: dict[str, dict[str, Acting]] = {}

    def of(self, name: str) -> dict[str, Acting]:
        """How each person so called acts, by what the desk calls them; nothing where there is only one."""
        if name not in self._known:
            acting = [] if " " not in name or office_of(name, None) else self._cast.acting(name)
            states = [one for one in acting if is_state(one.actor)]
            called = (name if not number else _called(name, one.actor) for number, one in enumerate(states))
            self._known[name] = dict(zip(called, states, strict=True)) if len(states) > 1 else {}
        return self._known[name]

    def called(self, name: str, actor: str | None, around: Collection[str]) -> str:
        """Which of them acts for ``actor`` in an article; for nobody, the one whose state is ``around``."""
        people = self.of(name)
        if not people:
            return name
        codes = {actor} if actor else around
        fitting = [called for called, one in people.items() if one.actor in codes]
        return fitting[0] if len(fitting) == 1 else name

    def bare(self, called: str) -> str:
        """The name as found of whom the desk calls ``called``."""
        name, _, state = called.rpartition(" (")
        return name if state.endswith(")") and called in self.of(name) else called


def _called(name: str, code: str) -> str:
    return f"{name} ({actor_name(code)})"
