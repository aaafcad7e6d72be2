"""Two clauses that the parser took for one with a list: "attacked Chad and Mali will respond"."""

from __future__ import annotations

from index.relations.language.lexicon import operators, verb_senses
from index.relations.parsing.participles import hang
from index.relations.parsing.tree import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_JOINING = frozenset({"and", "but", "while", "or"})


def part_clauses(tree: Tree, v: int) -> None:
    """Give the verb the name right before it for a subject, when that was made the end of a list."""
    if tree.deps[v] not in ("conj", "ccomp") or tree.heads[v] > v:
        return
    verbal = [v, *tree.kids(v, "aux", "auxpass")]
    first = min(verbal)
    last = first - 1
    while last > 0 and tree.deps[last] == "advmod" and tree.heads[last] == v:
        last -= 1
    if last < 1 or tree.deps[last] != "conj" or tree.tags[last] not in ("NNP", "NNPS", "NN", "NNS"):
        return
    if not any(tree.tags[k] in _FINITE for k in verbal):
        return
    start = min(tree.below(last) | {last})
    if tree.lows[start - 1] not in _JOINING:
        return
    if tree.deps[v] == "conj" and not tree.kids(v, "nsubj", "nsubjpass"):
        _let_act(tree, last, v)
    elif tree.deps[v] == "ccomp":
        _let_suffer(tree, last, v)


def _let_act(tree: Tree, i: int, v: int) -> None:
    """ "defeated the rebels and Chad would move in": Chad moves in."""
    listed = tree.first_conjunct(i)
    if listed in tree.below(tree.heads[v]) and tree.lows[tree.heads[listed]] != "between":
        hang(tree, i, v)
        tree.deps[i] = "nsubjpass" if tree.kids(v, "auxpass") else "nsubj"
        mention = tree.at.get(i)
        for k in [k for k in tree.spread if tree.at.get(k) is mention]:
            del tree.spread[k]
        for others in tree.spread.values():
            others[:] = [k for k in others if k != i]


def _let_suffer(tree: Tree, i: int, v: int) -> None:
    """ "attacked Mali and Niger will respond", read as if that were said: Mali is attacked."""
    over, hit = tree.heads[v], tree.first_conjunct(i)
    named = tree.deps[hit] in ("nsubj", "nsubjpass") and tree.heads[hit] == v
    if (
        not named
        or tree.kids(over, "dobj")
        or not tree.kids(over, "nsubj")
        or tree.lemmas[over] in operators()
    ):
        return
    at_once = min(tree.below(hit) | {hit}) == over + 1
    if at_once and any(s.target == "obj" for s in verb_senses().get(tree.lemmas[over], ())):
        hang(tree, hit, over)
        tree.deps[hit], tree.deps[v] = "dobj", "conj"
        _let_act(tree, i, v)
