"""What one says is needed in another's land, or would have consequences for it: "reforms are vital for
Y's economy", "calls for an inquiry into the shooting of crowds in Y".
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import operators
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_SAYING = frozenset({"report", "announce", "fact"})
_WHERE = ("in", "for", "of", "on", "across", "inside")


def needs(tree: Tree, roles: Roles) -> list[Event]:
    """Requests and threats that such clauses tell."""
    found: list[Event] = []
    for told, dep in enumerate(tree.deps):
        v = tree.heads[told]
        if dep == "ccomp" and tree.is_verb(v) and tree.is_verb(told) and _says(tree, v):
            found += _needed(tree, roles, v, told) or _followed(tree, roles, v, told)
        elif dep in ("pobj", "dobj") and tree.lemmas[told] in words("probe"):
            found += _inquiry(tree, roles, told)
    return found


def _says(tree: Tree, v: int) -> bool:
    operator = operators().get(tree.lemmas[v])
    return operator is not None and operator.effect in _SAYING


def _needed(tree: Tree, roles: Roles, v: int, told: int) -> list[Event]:
    """ "says that reforms are needed in Chad", "that elections are vital for Chad's future"."""
    wanting = tree.lemmas[told] in ("need", "require") and roles.passive(told)
    meant = [k for k in tree.kids(told, "acomp", "attr") if tree.lemmas[k] in words("needful")]
    if tree.lemmas[told] == "be" and any(tree.lemmas[k] == "need" for k in tree.kids(told, "attr")):
        wanting = True  # "that there is a need for reform in Chad"
    if not (wanting or (meant and tree.lemmas[told] == "be")) or tree.kid(told, "neg") is not None:
        return []
    subject = tree.kids(told, "nsubj", "nsubjpass")
    if not any(tree.lemmas[k] in words("reform") for k in (*subject, *tree.kids(told, "attr"))):
        return []
    if any(roles.refs([k], loose=False) for k in subject):
        return []  # "says that Malian elections are needed"
    whom = _named_below(tree, roles, [told, *meant, *subject])
    rule = f"REQUEST: X {tree.lemmas[v]} ... is needed in Y"
    return _apart(pairs(roles.doer(v), whom, "REQUEST", False, (v,), rule, v, penalty=0.1))


def _followed(tree: Tree, roles: Roles, v: int, told: int) -> list[Event]:
    """ "says that there will be serious consequences for Chad"."""
    if tree.lemmas[told] != "be" or not {tree.lows[k] for k in tree.kids(told, "aux")} & {"will", "would"}:
        return []
    for k in tree.kids(told, "attr", "nsubj"):
        if tree.lemmas[k] in ("consequence", "repercussion", "ramification", "price", "hell"):
            whom = roles.refs([n for owner in (k, told) for n in tree.after(owner, "for", "on", "to")])
            rule = f"THREATEN: X {tree.lemmas[v]} there will be {tree.lows[k]} for Y"
            return _apart(pairs(roles.doer(v), whom, "THREATEN", False, (v,), rule, v, penalty=0.05))
    return []


def _inquiry(tree: Tree, roles: Roles, probe: int) -> list[Event]:
    """ "calls for an investigation into a crackdown on crowds in Chad": of Chad."""
    prep = tree.heads[probe]
    v = tree.heads[prep] if tree.deps[probe] == "pobj" else prep
    asked = tree.lemmas[v] in cues()["ask_for"] and tree.lows[prep] == "for"
    asked = asked or (tree.deps[probe] == "dobj" and tree.lemmas[v] in ("demand", "urge", "seek", "request"))
    if not tree.is_verb(v) or not asked:
        return []
    into = [k for k in tree.kids(probe, "prep") if tree.lows[k] in ("into", "of", "on", "over", "regarding")]
    whom = _named_below(tree, roles, [n for k in into for n in tree.kids(k, "pobj")])
    rule = f"REQUEST: X {tree.lemmas[v]} for an inquiry in Y"
    return _apart(pairs(roles.doer(v), whom, "REQUEST", False, (v,), rule, v, penalty=0.1))


def _named_below(tree: Tree, roles: Roles, owners: list[int]) -> list[Ref]:
    """Who is named after "in" or "for" below these words: the nearest only."""
    for owner in owners:
        for k in sorted(tree.below(owner)):
            leads = tree.lows[k] in _WHERE and tree.deps[k] == "prep" and k > owner
            if leads and (found := [r for n in tree.kids(k, "pobj") for r in roles.actors.of(n)]):
                return found
        for clause in tree.kids(owner, "xcomp", "advcl"):  # "are needed to deal with Chad's crisis"
            named = sorted(tree.below(clause))
            if found := [r for k in named if tree.actor(k) for r in roles.refs([k], loose=False)]:
                return found
    return []


def _apart(found: list[Event]) -> list[Event]:
    """Those that somebody else than the two in one is asked of."""
    return [e for e in found if e.source.code != e.target.code]
