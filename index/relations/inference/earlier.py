"""What the other had done before, told as the reason: "struck Chad in response to a rocket attack", "jailed a
Chadian for spying", "retook a town occupied by Chad".
"""

from __future__ import annotations

from dataclasses import replace

from index.entities import is_state
from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_ANSWERS = frozenset({"ASSAULT"})
_CHARGES = frozenset({"COERCE", "SANCTION", "ACCUSE"})
_SPYING = frozenset({"spying", "espionage"})
_NO_DEED = frozenset(
    {"war", "campaign", "operation", "round", "strikes", "bomb", "explosion", "blast", "crackdown"}
)


def earlier(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """What ``event`` answers, punishes or undoes: done by its target to its source."""
    if QUADS[event.type] < 3:
        return []
    return _answered(tree, roles, event) or _spied(tree, event) or _undone(tree, roles, event)


def _back(event: Event, kind: str, told: int, rule: str, force: str = "") -> list[Event]:
    return [
        replace(
            event, source=event.target, target=event.source, type=kind, words=(told,),
            rule=f"{kind}: {rule}", status_at=told, force=force, penalty=event.penalty + 0.1,
        )
    ]  # fmt: skip


def _answered(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "struck Chad in retaliation for a rocket attack": Chad's, when nobody else is named."""
    summoned = event.type in ("ACCUSE", "SANCTION") and roles.tree.lemmas[event.words[0]] in words(
        "summoning"
    )
    if (event.type not in _ANSWERS and not summoned) or event.force == "negated":
        return []
    for owner in _tellers(tree, event):
        for answer in tree.after(owner, "in", "as"):
            if tree.lemmas[answer] not in words("answer_to"):
                continue
            for deed in tree.after(answer, "to", "for", "against", "after"):
                if not _an_attack(tree, deed):
                    continue
                others = {m.actor for k in tree.below(deed) if (m := tree.actor(k))}
                by = {r.code for r in (roles.actors.own(deed))}
                where = tree.after(deed, "of", "on", "against", "into")
                others |= {r.code for k in where for r in roles.actors.holders(k)}
                if others - {event.source.code, event.target.code} or event.source.code in by:
                    return []
                sides = {event.source.code, event.target.code}
                placed = event.target.how == "place" or any(m.kind == "group" for m in tree.mentions)
                if placed and is_state(event.target.code) and tree.codes() - sides:
                    return []  # "strikes rebels in Chad in response to": who they were is not told
                return _back(event, "ASSAULT", deed, f"X answers {tree.lemmas[deed]}")
    return []


def _tellers(tree: Tree, event: Event) -> list[int]:
    """The words of the event, and the verb above its noun."""
    found = list(event.words)
    for word in event.words:
        if not tree.is_verb(word):
            found += [up for up in list(tree.up(word))[:2] if tree.is_verb(up)]
    found += [k for v in found if tree.is_verb(v) for k in tree.kids(v, "advcl") if tree.tags[k] == "VBG"]
    return list(dict.fromkeys(found))


def _an_attack(tree: Tree, deed: int) -> bool:
    """Whether the noun tells an attack, be it one of a number ("a series of attacks")."""
    lemma = tree.lemmas[deed]
    if lemma in words("transparent"):
        return any(_an_attack(tree, k) for k in tree.after(deed, "of") if k > deed)
    return lemma in words("attack") - _NO_DEED and deed not in tree.at


def _spied(tree: Tree, event: Event) -> list[Event]:
    """ "jailed a Chadian for spying": on those who jail him, when it is not said for whom or on whom."""
    if event.type not in _CHARGES:
        return []
    v = event.status_at
    for k in sorted(tree.below(v)) if tree.is_verb(v) else ():
        if tree.lows[k] not in _SPYING or k < v or tree.deps[k] not in ("pobj", "pcomp", "conj", "compound"):
            continue
        over = tree.heads[k] if tree.deps[k] == "compound" else k
        if tree.lows[over + 1 : over + 2] and tree.lows[over + 1] in ("for", "on", "against", "by"):
            continue
        if _clause_of(tree, k, v) == v and event.target.token < k:
            return _back(event, "COERCE", k, f"Y charged with {tree.lows[k]}", "reported")
    return []


def _clause_of(tree: Tree, k: int, v: int) -> int:
    """The verb of the clause that the word stands in: not of "accused of", which tells the charge."""
    for up in tree.up(k):
        if up == v or (tree.is_verb(up) and tree.lemmas[up] not in words("charging")):
            return up
    return k


def _flown_alone(tree: Tree, roles: Roles, v: int) -> bool:
    """Whether what was shot down is no missile and no swarm of drones: "shot down a Malian drone"."""
    hit = roles.patient(v)
    fired = [k for k in hit if tree.lemmas[k] in words("fired")]
    return not fired and not any(tree.lemmas[k] == "drone" and tree.tags[k] == "NNS" for k in hit)


def _undone(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "retook a town occupied by Chad", "shot down missiles launched by Chad": Chad had done that."""
    v = event.status_at
    if event.type not in ("ASSAULT", "COERCE") or not tree.is_verb(v):
        return []
    deeds = words("seizing") if tree.lemmas[v] in words("retaking") else frozenset()
    deeds |= words("firing") if tree.lemmas[v] in words("downing") else frozenset()
    if tree.lemmas[v] in words("downing") and tree.tags[v] != "VB" and not _flown_alone(tree, roles, v):
        for k in roles.patient(v):
            if event.target.code in {r.code for r in roles.refs([*tree.kids(k, "amod", "poss", "compound"),
                                                                  *tree.after(k, "from")])}:  # fmt: skip
                return _back(event, "ASSAULT", k, f"X {tree.lemmas[v]} Y's {tree.lemmas[k]}")
    for k in sorted(tree.below(v)) if deeds else ():
        below = tree.is_verb(k) and tree.deps[k] in ("acl", "relcl")
        before = k < v and tree.heads[k] not in roles.patient(v)  # "rockets fired by Chad are shot down"
        if before or not below or tree.lemmas[k] not in deeds:
            continue
        if event.target.code in {r.code for r in roles.refs(tree.after(k, "by", "from"))}:
            return _back(event, "ASSAULT", k, f"X {tree.lemmas[k]} what Y {tree.lemmas[v]}")
    return []
