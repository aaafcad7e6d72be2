"""What those before a court had done: "goes on trial for the murder of a Malian".

Patterns know "convicted of killing"; here the deed may hang on any word between it and the verb of justice.
"""

from __future__ import annotations

from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_LINKS = frozenset({"prep", "pobj", "pcomp", "acomp", "oprd", "dobj", "attr", "conj", "xcomp"})


def accused(tree: Tree, roles: Roles, events: list[Event]) -> list[Event]:
    """Blows of those who are charged or punished for them, where nothing else tells of the two."""
    known = {(e.source.code, e.target.code) for e in events if QUADS[e.type] == 4}
    found: list[Event] = []
    for v in range(len(tree)):
        if not tree.is_verb(v) or not (held := _before_court(tree, roles, v)):
            continue
        culprits = roles.refs(held, loose=False)
        for deed in sorted(tree.below(v)) if culprits else ():
            if deed < v or not _hangs_on(tree, deed, v):
                continue
            hit = roles.refs(_hit(tree, deed), loose=False)
            rule = f"ASSAULT: {tree.lemmas[v]} for {tree.lemmas[deed]} of"
            told = pairs(culprits, hit, "ASSAULT", False, (deed,), rule, v, _force(tree, v, deed), 0.1)
            found += [e for e in told if (e.source.code, e.target.code) not in known]
    return found


def _before_court(tree: Tree, roles: Roles, v: int) -> list[int]:
    """Who is charged, tried or punished by what the verb tells."""
    lemma = tree.lemmas[v]
    if lemma in words("convicting") | words("prosecuting") | words("acquitting"):
        return roles.patient(v)
    guilty = any(tree.lemmas[k] == "guilty" for k in tree.kids(v, "acomp", "oprd", "advmod", "ccomp"))
    if lemma == "find" and guilty:
        return roles.patient(v)
    trials = [k for k in (*tree.kids(v, "dobj"), *tree.after(v, "on", "in", "before")) if
              tree.lemmas[k] in words("trial_word")]  # fmt: skip
    if (lemma == "plead" and guilty) or (lemma in words("standing_trial") and trials):
        return roles.subject(v)
    return []


def _hangs_on(tree: Tree, deed: int, v: int) -> bool:
    """Whether only phrases lie between the deed and the verb, and no other clause."""
    k = deed
    while k != v:
        if tree.deps[k] not in _LINKS:
            return False
        k = tree.heads[k]
    return tree.deps[deed] in ("pobj", "pcomp", "conj", "xcomp")


def _hit(tree: Tree, deed: int) -> list[int]:
    if tree.tags[deed] in ("VBG", "VB"):
        senses = verb_senses().get(tree.lemmas[deed], [])
        plain = tree.lemmas[deed] in words("beating_up") or any(
            s.type == "ASSAULT" and s.target == "obj" and s.weight == 1 for s in senses
        )
        return tree.kids(deed, "dobj") if plain else []
    return tree.after(deed, "of", "on", "against") if tree.lemmas[deed] in words("bloodshed") else []


def _force(tree: Tree, v: int, deed: int) -> str:
    between = {tree.lemmas[k] for k in range(v, deed + 1)}
    if between & words("attempting"):
        return "hypothetical"
    if tree.lemmas[v] in words("acquitting"):
        return "negated"
    return "reported" if tree.lemmas[v] in words("prosecuting") | words("standing_trial") else ""
