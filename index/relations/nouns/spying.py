"""For whom spies spy: "jailed three people for spying for Libya", "arrested a lecturer accused of spying"."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_SPYING = frozenset({"spy", "espionage", "spying"})
_CAUGHT = frozenset({"COERCE", "ACCUSE", "SANCTION"})


def spied(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """Whoever the spies of ``i`` work for spied on those who caught them, or on those named after "on"."""
    if tree.lemmas[i] not in _SPYING:
        return []
    owners = [i, *([tree.heads[tree.heads[i]]] if tree.deps[i] == "pobj" else [])]
    masters = roles.refs([k for o in owners for k in tree.after(o, "for")])
    if not masters:
        return []
    spies = {r.code for r in masters}
    victims = roles.refs([k for o in owners for k in tree.after(o, "on", "against")])
    for up in tree.up(i):
        caught = tree.is_verb(up) and (
            tree.lemmas[up] in words("putting_to_death")
            or any(s.type in _CAUGHT and s.target == "obj" for s in verb_senses().get(tree.lemmas[up], []))
        )
        if caught and not victims:
            victims = [r for r in roles.doer(up) if r.code not in spies]
        if (
            caught or tree.lemmas[up] == "plead"
        ) and not victims:  # "a Malian pleads guilty to spying for Chad"
            own = roles.patient(up) if roles.passive(up) else roles.subject(up)
            victims = [r for r in roles.refs(own, loose=False) if r.code not in spies]
    return pairs(masters, victims, "COERCE", False, (i,), "COERCE: spied for X", i, "reported", 0.15)
