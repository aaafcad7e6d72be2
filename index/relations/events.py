"""An event as the rules find it, before its status is known and before doubles are merged."""

from __future__ import annotations

from dataclasses import dataclass

from index.relations.reference.refs import Ref


@dataclass(slots=True)
class Event:
    """One candidate: who, whom, what, told by the tokens ``words`` (the first is the one whose status
    counts).
    """

    source: Ref
    target: Ref
    type: str
    words: tuple[int, ...]
    rule: str
    status_at: int
    """Token from which the status is judged: the event's own word, or the light verb that carries it."""
    force: str = ""
    """A status given by the rule itself ("plan an attack"), or ''."""
    penalty: float = 0.0
    """Taken from the confidence: for places that stand in for a target, guesses, weak links."""


_EACH_WITH_EACH = 5


def pairs(  # noqa: PLR0917
    sources: list[Ref], targets: list[Ref], kind: str, both: bool, words: tuple[int, ...], rule: str,
    status_at: int, force: str = "", penalty: float = 0.0,
) -> list[Event]:  # fmt: skip
    """All source-target pairs, never an actor with itself, and the way back of a mutual act. Who shows arms
    together with others does not show them to these.
    """
    found: list[Event] = []
    spans = {ref.span for ref in sources}
    codes = {ref.code for ref in sources} if kind == "MOBILIZE" else set()
    for source in sources:
        for target in targets:
            if source.code == target.code or target.span in spans or target.code in codes:
                continue
            found.append(Event(source, target, kind, words, rule, status_at, force, penalty))
            if both:
                found.append(Event(target, source, kind, words, rule, status_at, force, penalty))
    return found


def among(  # noqa: PLR0917
    members: list[Ref], kind: str, words: tuple[int, ...], rule: str, status_at: int,
    force: str = "", penalty: float = 0.0,
) -> list[Event]:  # fmt: skip
    """A mutual act of the members of a list: each with each, both ways. A list of more than five seldom tells
    that, and one misreading would tell dozens of relations: there only the first is related to the others.
    """
    if len({ref.code for ref in members}) > _EACH_WITH_EACH:
        return pairs(members[:1], members[1:], kind, True, words, rule, status_at, force, penalty)
    return [
        Event(a, b, kind, words, rule, status_at, force, penalty)
        for a in members
        for b in members
        if a.code != b.code
    ]
