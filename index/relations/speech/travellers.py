"""What a state tells people to leave: its own ("tells its citizens to leave Chad"), or those of another
("orders the residents of a town in Chad to evacuate"); from where it keeps them, and whom it keeps out.
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref


def told_to_leave(tree: Tree, roles: Roles) -> list[Event]:
    """Measures of those who tell their own people to leave a country."""
    found: list[Event] = []
    for v in range(len(tree)):
        if tree.lemmas[v] not in words("telling_own") or not tree.is_verb(v) or roles.passive(v):
            continue
        if any(tree.lemmas[k] in words("embassy") for k in roles.subject(v)):
            continue  # an embassy's advice is a warning, and no measure
        goes = [k for k in tree.kids(v, "xcomp", "ccomp") if _departs(tree, k)]
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
        left = [n for k in goes for n in tree.kids(k, "dobj")]
        posts = [k for k in left if tree.lemmas[k] in words("embassy")]
        left += [n for k in (*posts, *(goes if posts else [])) for n in tree.after(k, "in")]
        places = [
            r for k in left for r in roles.actors.place(k)
        ]  # "to leave its consulate in Timbuktu, Mali"
        codes = {r.code for r in roles.doer(v)}
        rule = f"COERCE: X {tree.lemmas[v]} its citizens to leave Y"
        from_ = roles.refs(left, loose=False) or [r for r in places if r.code not in codes]
        from_ = from_ or [r for n in _abroad(tree, told, goes) for r in roles.actors.holders(n)]
        found += pairs(roles.doer(v), from_, "COERCE", False, (v,), rule, v, penalty=0.15)
    return found


def _departs(tree: Tree, k: int) -> bool:
    """ "to leave Chad", "to return home"."""
    home = any(tree.lows[n] == "home" for n in tree.children[k])
    return tree.lemmas[k] in words("departing") or (
        home and tree.lemmas[k] in ("return", "come", "go", "fly")
    )


def _abroad(tree: Tree, told: list[int], goes: list[int]) -> list[int]:
    """ "tells its citizens in Chad to leave", "who are travelling in Chad": where they are."""
    near = [n for k in told for n in (k, *tree.kids(k, "acl", "relcl"))]
    return [n for o in near for n in tree.after(o, "in")] or [n for k in goes for n in tree.after(k, "from")]


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


def kept_home(tree: Tree, roles: Roles) -> list[Event]:
    """ "bars its maids from working in Chad": measures of those who keep their own people from a country."""
    found: list[Event] = []
    for v in range(len(tree)):
        if tree.lemmas[v] not in words("forbidding") or not tree.is_verb(v) or roles.passive(v):
            continue
        own = [k for k in tree.kids(v, "dobj") if k not in tree.at and _of_their_own(tree, k)]
        goes = [k for p in tree.kids(v, "prep") for k in tree.kids(p, "pcomp") if own]
        goes += [k for k in tree.kids(v, "xcomp", "advcl") if own]
        goes = [k for k in goes if tree.lemmas[k] in words("going_abroad")]
        there = [n for k in goes for n in (*tree.kids(k, "dobj"), *tree.after(k, "to", "in", "into", "for"))]
        left = roles.refs(there, loose=False)
        rule = f"COERCE: X {tree.lemmas[v]} its own from Y"
        found += pairs(roles.doer(v), left, "COERCE", False, (v,), rule, v, penalty=0.1)
    return found


def _of_their_own(tree: Tree, k: int) -> bool:
    return tree.lemmas[k] in words("own_people") or any(
        tree.lows[p] in ("its", "their", "his") for p in tree.kids(k, "poss")
    )


def who_were_there(tree: Tree, roles: Roles) -> list[Event]:
    """ "bars foreigners who have been in Chad", "orders a quarantine for people coming from Mali": measures
    against those whose land it is.
    """
    found: list[Event] = []
    for v in range(len(tree)):
        lemma = tree.lemmas[v]
        if not tree.is_verb(v):
            continue
        barred = roles.patient(v)
        if lemma in words("letting"):
            barred = barred if tree.kid(v, "neg") is not None else []
        elif lemma not in words("keeping_out"):
            things = [k for k in tree.kids(v, "dobj", "nsubjpass") if tree.lemmas[k] in words("entry_rule")]
            barred = [n for k in things for n in tree.after(k, "for", "on", "of", "from")]
            barred += tree.after(v, "for", "on", "of") if things else []
        been = [
            c
            for k in barred
            if k not in tree.at and tree.lemmas[k] in words("comer")
            for c in tree.kids(k, "relcl", "acl")
            if tree.lemmas[c] in words("having_been")
        ]
        near = [n for c in been for n in (c, *tree.kids(c, "dobj"), *tree.kids(c, "prep", "advmod"))]
        lands = [n for o in near for n in tree.after(o, "to", "in", "from", "through", "via", "into")]
        lands += [
            n for c in been if tree.lemmas[c] in ("visit", "leave", "depart") for n in tree.kids(c, "dobj")
        ]
        land = roles.refs(lands, loose=False) if been else []
        kind = "CONCEDE" if lemma in words("letting") else "COERCE"  # "not allowed" is a COERCE in the end
        rule = f"{kind}: X {lemma} those from Y"
        found += pairs(_barring(tree, roles, v), land, kind, False, (v,), rule, v, penalty=0.1)
    return found


def _barring(tree: Tree, roles: Roles, v: int) -> list[Ref]:
    """Who keeps them out: the one who does it, or whoever announces it."""
    over = tree.heads[v]
    if found := roles.doer(v):
        return found
    if not roles.passive(v):
        return []
    enters = [k for k in tree.kids(v, "xcomp") if tree.lemmas[k] in words("entering")]
    into = [n for k in enters for n in tree.kids(k, "dobj")]
    told = roles.doer(over) if tree.deps[v] == "ccomp" else []
    return told or roles.refs(into, loose=False)  # "will not be allowed to enter Chad"


def _same(roles: Roles, v: int, told: list[int]) -> bool:
    """ "tells Americans to leave": those who are told are of those who tell."""
    codes = {r.code for r in roles.doer(v)}
    return any(roles.tree.tags[k] == "NNPS" and {r.code for r in roles.refs([k])} == codes for k in told)
