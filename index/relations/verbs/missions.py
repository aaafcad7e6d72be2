"""Embassies that close or open, and nobody says who does it: "the Malian embassy in Chad reopens"."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors


def missions(tree: Tree, actors: Actors, roles: Roles) -> list[Event]:
    """What the opening or closing of an embassy tells of whose it is and where it stands."""
    found: list[Event] = []
    for v in range(len(tree)):
        lemma = tree.lemmas[v]
        if lemma not in words("closing") | words("opening") or not tree.is_verb(v):
            continue
        if tree.kids(v, "dobj") or (roles.passive(v) and roles.refs(roles.agent(v))):
            continue
        houses = [k for k in tree.kids(v, "nsubj", "nsubjpass") if tree.lemmas[k] in words("embassy")]
        for house in houses:
            there = tree.after(house, "in", "to", "at") or tree.after(v, "in", "to")
            host = [r for k in there for r in actors.holders(k)]
            kind = "SANCTION" if lemma in words("closing") else "SUPPORT"
            rule = f"{kind}: X's embassy in Y {lemma}"
            found += pairs(actors.own(house), host, kind, False, (v,), rule, v, penalty=0.05)
    return found
