"""To whom one speaks or gives in a second clause that names nobody: "suspended ties with Chad and called
for a ceasefire", "visited Chad and pledged ten million in aid".
"""

from __future__ import annotations

from dataclasses import replace

from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_SURE = 0.1
"""The greatest doubt about a meeting of which more may be said."""


def addressed(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """What is asked of him to whom something has just been done, when nobody else is named."""
    v = event.status_at
    hit = QUADS[event.type] > 2 and event.type != "REQUEST"
    met = event.type == "CONSULT"
    if not (hit or met) or not tree.is_verb(v) or event.force or tree.deps[v] in ("xcomp", "acl", "pcomp"):
        return []
    if event.source.code not in {r.code for r in roles.doer(v)}:
        return []
    for w in tree.kids(v, "conj", "advcl", "xcomp"):
        if w < event.target.token or tree.kid(w, "nsubj", "nsubjpass", "neg") is not None:
            continue
        aim = met and any(tree.tags[a] == "TO" for a in tree.children[w])  # "arrived in Chad to urge reforms"
        beside = tree.deps[w] == "conj" or (tree.tags[w] == "VBG" and not tree.kids(w, "mark"))
        if not beside and not aim:
            continue
        wanted = _asked(tree, w)
        if not wanted or any(tree.actor(k) for k in tree.below(w)) or (met and not _of_rulers(tree, wanted)):
            continue
        rule = f"REQUEST: X {tree.lemmas[v]} Y and {tree.lemmas[w]}"
        penalty = event.penalty + 0.15
        return [replace(event, type="REQUEST", words=(w,), rule=rule, status_at=w, penalty=penalty)]
    return []


def written(tree: Tree, event: Event) -> list[Event]:
    """ "sent Chad a letter asking it to leave", "a note to Mali demanding an end to the raids"."""
    v = event.status_at
    if event.type != "CONSULT" or event.force or not tree.is_verb(v):
        return []
    letters = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("paper")]
    for w in [k for o in (v, *letters) for k in tree.kids(o, "advcl", "acl")] if letters else []:
        asks = tree.lemmas[w] in words("begging") | words("urging") | words("demanding_of") | {
            "call",
            "require",
        }
        if not asks or tree.tags[w] != "VBG" or tree.kid(w, "mark", "nsubj") is not None:
            continue
        if {m.actor for k in tree.below(w) if (m := tree.actor(k))} - {event.target.code}:
            continue
        rule = f"REQUEST: X {tree.lemmas[v]} Y {tree.lemmas[letters[0]]} {tree.lows[w]}"
        penalty = event.penalty + 0.1
        return [replace(event, type="REQUEST", words=(w,), rule=rule, status_at=v, penalty=penalty)]
    return []


def helped(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """What is pledged to him whom one visits or meets, when nobody else is named."""
    if event.type != "CONSULT" or event.force or event.penalty > _SURE:
        return []
    top = next((k for k in (event.status_at, *tree.up(event.status_at)) if tree.is_verb(k)), None)
    if top is None:
        return []
    for w in [top, *tree.kids(top, "conj", "advcl")]:
        if tree.lemmas[w] not in words("pledging"):
            continue
        if event.source.code not in {r.code for r in roles.doer(w)}:
            continue
        objects = tree.kids(w, "dobj")
        things = [*objects, *[k for n in (w, *objects) for k in tree.after(n, "in", "of")]]
        gift = [k for k in things if tree.lemmas[k] in words("aid") and k not in tree.at]
        places = objects + tree.kids(w, "prep", "dative")
        named = {m.actor for n in places for k in tree.below(n) if (m := tree.actor(k))}
        if not gift or named - {event.source.code, event.target.code}:
            continue
        rule = f"AID: X {tree.lemmas[w]} Y {tree.lemmas[gift[0]]}"
        penalty = event.penalty + 0.15
        return [replace(event, type="AID", words=(w, gift[0]), rule=rule, status_at=w, force="hypothetical",
                        penalty=penalty)]  # fmt: skip
    return []


def _asked(tree: Tree, w: int) -> list[int]:
    """What the verb asks for: nouns, or the clause after "demand that"."""
    if tree.lemmas[w] in words("calling_for"):
        return tree.after(w, "for")
    if tree.lemmas[w] in words("demanding_of"):
        return tree.kids(w, "dobj", "ccomp")
    if tree.lemmas[w] in words("urging"):
        return [k for k in tree.kids(w, "dobj") if tree.lemmas[k] in words("grantable")]
    return []


def _of_rulers(tree: Tree, wanted: list[int]) -> bool:
    """Whether those who are met can grant it: the release of prisoners, not peace in the world."""
    return any(tree.lemmas[k] in words("grantable") for k in wanted)
