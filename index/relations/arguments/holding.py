"""Who holds the land that is struck or taken back: "an ISIL-held town", "under Malian occupation"."""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_BEFORE = ("amod", "compound", "nmod", "acl", "npadvmod")


def land_held_by(tree: Tree, roles: Roles, i: int) -> list[Ref]:
    """Who is said to hold the place that the noun names, or that it lies in."""
    near = [i, *tree.after(i, "of", "in", "near")]
    near += [k for n in near[1:] for k in tree.after(n, "of", "in")]
    return [r for n in near for r in _named_before(tree, n) or _told_after(tree, roles, n)]


def _named_before(tree: Tree, noun: int) -> list[Ref]:
    """ "an ISIL-held town", "Russian-occupied Crimea"."""
    found: list[Ref] = []
    for k in tree.kids(noun, *_BEFORE):
        if k > noun or tree.lows[k].rpartition("-")[2] not in words("holding_land"):
            continue
        for named in (k, *(n for n in tree.children[k] if tree.deps[n] != "punct")):
            mention = tree.at.get(named)
            if mention and (code := mention.actor or mention.entity) and mention.kind in ("country", "group"):
                found.append(Ref(code, (mention.start, mention.end), named, 1, "modifier"))
    return found


def _told_after(tree: Tree, roles: Roles, noun: int) -> list[Ref]:
    """ "which has been under Russian occupation", "under the control of ISIL"."""
    for clause in tree.kids(noun, "relcl", "acl"):
        if tree.lows[clause] in words("holding_land") and roles.passive(clause):
            return roles.refs(roles.agent(clause))
        for k in tree.after(clause, "under"):
            if tree.lemmas[k] in words("rule_over"):
                return roles.actors.own(k) or roles.refs(tree.after(k, "of", "by"))
    for k in tree.after(noun, "under"):
        if tree.lemmas[k] in words("rule_over"):
            return roles.actors.own(k) or roles.refs(tree.after(k, "of", "by"))
    return []
