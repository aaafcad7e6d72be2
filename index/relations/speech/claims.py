"""Who claims an attack that the clauses before tell: "A bomb kills ten in Kabul; the Taliban claims
responsibility", "with Hamas claiming responsibility".
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.recalled import hit_before
from index.relations.reference.refs import Ref


def claims(tree: Tree, roles: Roles, events: list[Event]) -> list[Event]:
    """An attack by whoever claims responsibility, on those whom the clauses before tell to be hit."""
    found: list[Event] = []
    for v in range(len(tree)):
        if not tree.is_verb(v) or tree.lemmas[v] not in words("claiming"):
            continue
        claimed = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] == "responsibility"]
        if not claimed or tree.kid(v, "neg"):
            continue
        deeds = tree.after(claimed[0], "for") + tree.after(v, "for")
        if any(not _known(tree, k) for k in deeds):
            continue
        doers = roles.doer(v)
        hit = _hit_before(tree, roles, events, v) if doers and not deeds else []
        if doers and not hit and not any(tree.actor(k) for k in range(v) if k not in tree.below(v)):
            hit = hit_before(tree, roles.actors.context, claimed[0], doers)
        rule = f"ASSAULT: X {tree.lemmas[v]} responsibility"
        found += pairs(doers, hit, "ASSAULT", False, (v, claimed[0]), rule, v, "reported", 0.05)
    return found


def _known(tree: Tree, k: int) -> bool:
    """ "the attack", "both bombings", "it": nothing says which."""
    if tree.lows[k] in ("it", "them", "this"):
        return True
    definite = any(tree.lows[d] in ("the", "both", "these", "this", "all") for d in tree.children[k])
    return definite and tree.lemmas[k] in words("attack") and not tree.kids(k, "prep", "poss", "acl", "relcl")


def _hit_before(tree: Tree, roles: Roles, events: list[Event], v: int) -> list[Ref]:
    """Whom the clauses before hit: targets of attacks, those said to be killed, else who holds the place."""
    told = [e.target for e in events if e.type == "ASSAULT" and e.words[0] < v]
    if told:
        return list({r.code: r for r in told}.values())
    deadly = [k for k in range(v) if tree.is_verb(k) and tree.lemmas[k] in words("deadly")]
    if hurt := roles.refs([k for d in deadly for k in roles.patient(d)], loose=False):
        return hurt
    struck = deadly or [k for k in range(v) if tree.lemmas[k] in words("attack") and k not in tree.at]
    placed = [k for k in range(v) if k in tree.at and tree.at[k].kind in ("country", "place") and struck]
    for k in placed:
        there = tree.deps[k] == "pobj" and tree.lows[tree.heads[k]] in ("in", "at", "near", "on")
        if there and (refs := roles.actors.place(k)):
            return refs
    return []
