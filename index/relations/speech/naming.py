"""What one calls another: "called the raid a crime" blames, "called the vote a success" praises."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree

_CALLS_UPON = frozenset({"on", "for", "upon", "to"})


def names_called(tree: Tree, roles: Roles) -> list[Event]:
    """ "called Chad's conduct in Mali genocide", "labelled a Malian report absurd", "found it justified"."""
    found: list[Event] = []
    for v in range(len(tree)):
        if not tree.is_verb(v) or tree.lemmas[v] not in words("naming") | words("finding"):
            continue
        if any(tree.lows[p] in _CALLS_UPON for p in tree.kids(v, "prep")):
            continue
        told = list(tree.kids(v, "dobj", "oprd", "ccomp", "xcomp", "dative", "advcl", "prep"))
        inside = sorted({k for t in told for k in tree.below(t)})
        kind = "SUPPORT"
        judged = [k for k in _predicates(tree, v) if tree.lemmas[k] in cues()["praised"]]
        if not judged and tree.lemmas[v] in words("naming"):
            kind = "ACCUSE"
            judged = [k for k in inside if tree.lemmas[k] in cues()["blamed"] | words("crime")]
        if not judged:
            continue
        objects = tree.kids(v, "dobj")
        objects += [k for t in tree.kids(v, "ccomp", "xcomp") for k in tree.kids(t, "nsubj")]
        whom = [r for k in objects if k < judged[-1] for r in roles.refs([k])]
        if not objects:  # "called Chad's decision brave", with all read as one phrase
            one = [k for k in judged if kind == "SUPPORT" or tree.kids(k, "poss")]
            whom = [r for k in one for r in roles.refs([k])]
        rule = f"{kind}: X {tree.lemmas[v]} Y {tree.lows[judged[-1]]}"
        found += pairs(roles.doer(v), whom, kind, False, (v,), rule, v, penalty=0.05)
    return found


def _predicates(tree: Tree, v: int) -> list[int]:
    """The words that say what the object is: no more than these, for "the great power" praises nobody."""
    told = tree.kids(v, "oprd", "acomp", "xcomp")
    told += [k for t in tree.kids(v, "ccomp") for k in (t, *tree.kids(t, "attr", "acomp"))]
    for p in tree.kids(v, "prep"):  # "hailed Chad as a friend"
        told += tree.kids(p, "pobj", "amod") if tree.lows[p] == "as" else []
    told += tree.kids(v, "dobj")[1:]
    told += [k for t in told for k in tree.conjuncts(t)]
    return sorted({*told, *(k for t in told for k in tree.kids(t, "amod"))})
