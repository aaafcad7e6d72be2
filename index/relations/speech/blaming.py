"""What is told of another as a wrong: to say so is to accuse it."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree

_WRONGS = {"break": "broken", "make": "trouble"}
"""Verbs that tell of a wrong by their object: promises, ceasefires and laws broken, trouble made."""


def blames(tree: Tree, roles: Roles, told: int) -> bool:
    """ "is responsible for the attack", "violated the treaty": told of another, it is an accusation."""
    if tree.lemmas[told] in words("bringing_about") and tree.kid(told, "neg") is None:
        brought = [*tree.kids(told, "dobj"), *tree.after(told, "to", "in")]
        if any(tree.lemmas[k] in words("calamity") for k in brought):
            return True  # "could lead to a war"
    aux = {tree.lows[k] for k in tree.kids(told, "aux")}
    if aux & {"may", "might", "could"} and "have" in aux and tree.kid(told, "neg") is None:
        return tree.lemmas[told] in cues()["wrong"] and not roles.passive(told)  # "may have committed"
    if tree.kid(told, "neg") is not None and not aux & cues()["modal"]:
        return tree.lemmas[told] in words("owed") and not roles.passive(told)  # "is not honouring"
    if aux & cues()["modal"]:
        return False
    if tree.lemmas[told] in ("amount", "constitute"):
        below = tree.below(told)
        return any(tree.lemmas[k] in words("crime") | cues()["blamed"] | {"declaration"} for k in below)
    if tree.lemmas[told] in ("involve", "implicate") and roles.passive(told):
        return True  # "says that Chad was involved in the attack"
    if tree.lemmas[told] in words("bearing"):  # "bears the responsibility"
        return any(tree.lemmas[k] in words("blame") for k in tree.kids(told, "dobj"))
    if tree.lemmas[told] in ("participate", "partake", "assist", "join", "collaborate"):
        return any(tree.lemmas[k] in words("crime") | words("attack") for k in tree.after(told, "in", "with"))
    if tree.lemmas[told] == "use":
        return any(
            tree.lows[a] in words("outlawed") for k in tree.kids(told, "dobj") for a in tree.kids(k, "amod")
        )
    if (wrong := _WRONGS.get(tree.lemmas[told])) is not None:
        return any(tree.lemmas[k] in words(wrong) for k in tree.kids(told, "dobj"))
    if tree.lemmas[told] != "be":
        return tree.lemmas[told] in cues()["wrong"] and not roles.passive(told)
    said = tree.kids(told, "acomp", "attr", "prep", "xcomp")
    said += [k for p in tree.kids(told, "prep") for k in tree.kids(p, "pobj")]
    said += [k for one in list(said) for k in tree.conjuncts(one)]
    return any(tree.lemmas[k] in cues()["blamed"] for k in said)


def voices(tree: Tree, roles: Roles, noun: int, told: int) -> bool:
    """ "expressed concern that Chad sells arms": a worry about what another does."""
    return (
        tree.lemmas[noun] in cues()["worry"]
        and tree.deps[noun] == "dobj"
        and tree.lemmas[tree.heads[noun]] in words("voicing")
        and not roles.passive(told)
    )
