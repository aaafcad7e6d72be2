"""What a state tells people to leave: its own ("tells its citizens to leave Chad"), or those of another
("orders the residents of a town in Chad to evacuate").
"""

from __future__ import annotations

from index.relations.events import Event, pairs
from index.relations.roles import Roles
from index.relations.tables import words
from index.relations.tree import Tree


def told_to_leave(tree: Tree, roles: Roles) -> list[Event]:
    """Measures of those who tell their own people to leave a country."""
    found: list[Event] = []
    for v in range(len(tree)):
        if tree.lemmas[v] not in words("telling_own") or not tree.is_verb(v) or roles.passive(v):
            continue
        if any(tree.lemmas[k] in words("embassy") for k in roles.subject(v)):
            continue  # an embassy's advice is a warning, and no measure
        goes = [k for k in tree.kids(v, "xcomp", "ccomp") if tree.lemmas[k] in words("departing")]
        told = [
            *tree.kids(v, "dobj"),
            *tree.after(v, "on"),
            *(n for k in goes for n in tree.kids(k, "nsubj")),
        ]
        if not goes or not (
            any(tree.lemmas[k] in words("own_people") and k not in tree.at for k in told)
            or _same(roles, v, told)
        ):
            continue
        left = roles.refs([n for k in goes for n in tree.kids(k, "dobj")], loose=False)
        rule = f"COERCE: X {tree.lemmas[v]} its citizens to leave Y"
        found += pairs(roles.doer(v), left, "COERCE", False, (v,), rule, v, penalty=0.15)
    return found


def driven_out(tree: Tree, roles: Roles) -> list[Event]:
    """Measures against those whose people are ordered out of their homes."""
    found: list[Event] = []
    for v in range(len(tree)):
        if tree.lemmas[v] not in words("driving_out") or not tree.is_verb(v) or roles.passive(v):
            continue
        goes = [k for k in tree.kids(v, "xcomp", "ccomp") if tree.lemmas[k] in words("departing")]
        told = [*tree.kids(v, "dobj"), *(n for k in goes for n in tree.kids(k, "nsubj"))]
        homes = [
            n
            for k in told
            if k not in tree.at and tree.lemmas[k] in words("bystander") | words("own_people")
            for n in tree.after(k, "of", "in", "from") or tree.after(v, "in")
        ]
        who = roles.doer(v)
        codes = {r.code for r in who}
        theirs = [r for k in homes if goes for r in roles.actors.place(k) if r.code not in codes]
        rule = f"COERCE: X {tree.lemmas[v]} the people of Y to leave"
        found += pairs(who, theirs, "COERCE", False, (v,), rule, v, penalty=0.05)
    return found


def _same(roles: Roles, v: int, told: list[int]) -> bool:
    """ "tells Americans to leave": those who are told are of those who tell."""
    codes = {r.code for r in roles.doer(v)}
    return any(roles.tree.tags[k] == "NNPS" and {r.code for r in roles.refs([k])} == codes for k in told)
