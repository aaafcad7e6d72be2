"""Small constructions that the parser hangs in a way no rule reads, for `mending.py`."""

from __future__ import annotations

from index.relations.language.tables import words
from index.relations.parsing.participles import hang
from index.relations.parsing.tree import Tree


def is_blamed(tree: Tree, i: int) -> bool:
    """Whether the gerund stands right after the "of" of a verb that accuses: it is what was done."""
    accused = tree.lows[i - 1] == "of" and tree.lemmas[tree.heads[i - 1]] in words("accusing_of")
    return accused and tree.heads[i] >= i - 1 and tree.lemmas[i] not in words("attack")


def is_made_to(tree: Tree, i: int) -> bool:
    """ "made Chad pay for it": whoever is made to do something is forced to."""
    bare = tree.tags[i] in ("VB", "VBP") and not tree.kids(i, "aux", "mark") and tree.heads[i] < i
    made = tree.kids(i, "nsubj")
    named = len(made) == 1 and tree.heads[i] < made[0] < i and tree.actor(made[0]) is not None
    return bare and named and tree.lemmas[i] not in words("seeming")


def stand_outside(tree: Tree, prep: int) -> None:
    """ "gathered in front of the embassy": outside it."""
    for k in tree.kids(prep + 2, "pobj"):
        hang(tree, k, prep)
        tree.lows[prep] = "outside"
