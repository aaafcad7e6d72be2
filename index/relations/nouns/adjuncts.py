"""Whose deed a noun after "in" tells, where it says how or why: "marched in support of Mali"."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.fallback.loosely import usual_type
from index.relations.language.lexicon import Noun
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_STANCES = frozenset({"PROTEST", "SUPPORT", "REJECT", "ACCUSE", "THREATEN"})
_CAUGHT = frozenset({"COERCE", "ASSAULT"})
_CATCHING = frozenset({"COERCE", "ACCUSE", "REQUEST"})


def in_adjunct(tree: Tree, roles: Roles, i: int, sense: Noun, targets: list[Ref]) -> list[Event]:
    """Events of a noun that stands so: the subject's."""
    v = _governing(tree, i)
    kind = "AID" if sense.type == "SUPPORT" and v is not None and _sends_force(tree, v) else sense.type
    at = i if kind == sense.type or v is None else v
    at = swept if (swept := _swept_in(tree, i, kind)) is not None else at
    rule = f"{kind}: {sense.rule.partition(': ')[2]}"
    return pairs(_acting(tree, roles, i, sense.type), targets, kind, False, (i,), rule, at, penalty=0.05)


def _governing(tree: Tree, i: int) -> int | None:
    """The verb that the phrase belongs to."""
    up = tree.heads[tree.heads[i]]
    up = up if tree.is_verb(up) else tree.heads[up]
    return up if tree.is_verb(up) else None


def _acting(tree: Tree, roles: Roles, i: int, kind: str) -> list[Ref]:
    """ "resigned in protest at Chad's raid", "marched in support of Mali": the subject's."""
    prep = tree.heads[i]
    if (over := _swept_in(tree, i, kind)) is not None:
        return roles.doer(over)
    if tree.lows[prep] == "of" and tree.lemmas[tree.heads[prep]] in words("stance_shown"):
        i = tree.heads[prep]  # "in a show of support for Mali"
        prep = tree.heads[i]
    if kind not in _STANCES or tree.deps[i] != "pobj":
        return []
    if kind == "PROTEST" and tree.lows[prep] in ("during", "in", "at"):
        over = next((up for up in tree.up(prep) if tree.is_verb(up)), i)
        hurt = roles.patient(over) if roles.passive(over) else []
        return roles.refs(hurt) or roles.doer(over)  # "was hurt during a protest against"
    shown = tree.lemmas[i] in words("stance_shown")  # "in a rebuke to Chad, Mali ..."
    if tree.lows[prep] != "in" or tree.kids(i, "poss") or tree.text[tree.starts[i]].isupper():
        return []
    if (tree.kids(i, "det") or kind == "THREATEN") and not shown:
        return []
    v = _governing(tree, i)
    if v is None or (kind == "REJECT" and usual_type(tree.lemmas[v]) in _CATCHING):
        return []  # "seized a ship carrying arms in violation of": who seizes breaks no rule
    told = tree.heads[v]
    if tree.deps[v] == "xcomp" and usual_type(tree.lemmas[told]) == "REQUEST":
        v = told  # "asks an envoy to leave in solidarity with": who asks stands by them
    return _crowd_there(tree, roles, v) or roles.doer(v)


def _swept_in(tree: Tree, i: int, kind: str) -> int | None:
    """ "arrested six suspects in an operation against Al-Qaeda": the verb that tells whose it was."""
    prep = tree.heads[i]
    sweep = kind in _CAUGHT and tree.lemmas[i] in words("sweep") and tree.after(i, "against", "on")
    if not sweep or tree.deps[i] != "pobj" or tree.lows[prep] not in ("in", "during"):
        return None
    over = _governing(tree, i)
    return over if over is not None and usual_type(tree.lemmas[over]) in _CAUGHT else None


def _crowd_there(tree: Tree, roles: Roles, v: int) -> list[Ref]:
    """ "Thousands attend rallies in support of Mali in several Chadian cities": they are of the place."""
    crowd = any(tree.lemmas[k] in words("crowd") for k in tree.kids(v, "nsubj"))
    if not crowd or tree.lemmas[v] not in words("rallying"):
        return []
    places = [k for p in sorted(tree.below(v)) if tree.lows[p] == "in" for k in tree.kids(p, "pobj")]
    places = [k for k in places if k in tree.at or tree.lemmas[k] in ("city", "town", "capital")]
    return [r for k in places[-1:] for r in roles.actors.holders(k)]


def _sends_force(tree: Tree, v: int) -> bool:
    """ "sends warships in support of Chad": that is help."""
    sent = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("troop") | words("ship")]
    return bool(sent) and tree.lemmas[v] in words("sending") | {"deploy"}
