"""Who fought, told by those who fell: "a Malian soldier and six Islamic State fighters died in clashes"."""

from __future__ import annotations

from index.relations.language.tables import words
from index.relations.nouns.bearers import Bearers
from index.relations.reference.refs import Ref, unique

_AFTERWARDS = frozenset({"after", "following", "amid", "despite", "during", "since"})


class Fallen(Bearers):
    """Finds in one tree the two sides of a fight that the noun for it does not name."""

    def _fallen(self, i: int) -> list[Ref]:
        """ "a Malian soldier and six Islamic State fighters were killed in clashes": with one another."""
        tree = self.tree
        prep = tree.heads[i]
        v = tree.heads[prep]
        killed = tree.lemmas[v] in ("kill", "die", "wound", "injure") and tree.is_verb(v)
        if tree.deps[i] == "nsubj" and tree.lemmas[prep] in ("kill", "wound", "injure", "leave"):
            hit = tree.kids(prep, "dobj") or tree.kids(prep, "ccomp", "xcomp")
            found = self.roles.refs(hit or self.roles.patient(prep))
            return self._guards_too(i, prep, hit, found)  # "a clash kills a Malian and a Chadian"
        while tree.deps[prep] == "prep" and tree.lemmas[v] in words("transparent") | words("spell"):
            prep = tree.heads[v]  # "in two days of clashes"
            v = tree.heads[prep]
            killed = tree.lemmas[v] in ("kill", "die", "wound", "injure") and tree.is_verb(v)
        at_border = tree.lemmas[i] in words("border_fight") and any(
            tree.lemmas[k] == "border" for k in tree.after(i, "at", "on", "near")
        )
        when = ("in", "during", "after", "following") if at_border else ("in", "during", "following")
        if tree.deps[i] != "pobj" or tree.lows[prep] not in when or not killed:
            return []
        if not self.roles.passive(v) and tree.lemmas[v] != "die":
            return self.roles.refs(self.roles.subject(v)) + self.roles.refs(self.roles.patient(v))
        found = self.roles.refs(self.roles.patient(v) if self.roles.passive(v) else self.roles.subject(v))
        if at_border:  # "killed in clashes at the Malian–Chadian border"
            edge = [k for k in tree.after(i, "at", "on", "near", "along") if tree.lemmas[k] == "border"]
            found = unique([*found, *self.roles.refs(edge, loose=False)]) if edge else found
        found = self._guards_too(i, v, self.roles.patient(v) or self.roles.subject(v), found)
        groups = [r for r in found if r.token in tree.at and tree.at[r.token].kind == "group"]
        return found if len(groups) == 1 or at_border else []  # else they may be of one side

    def _guards_too(self, i: int, v: int, hit: list[int], found: list[Ref]) -> list[Ref]:
        """ "Ten Al-Qaeda fighters and two soldiers were killed in clashes in Chad": Chad's soldiers."""
        tree = self.tree
        if len(found) != 1 or not (found[0].token in tree.at and tree.at[found[0].token].kind == "group"):
            return found
        listed = {k for t in hit for k in (t, *tree.conjuncts(t), *tree.kids(t, "nsubj"))}
        if not any(tree.lemmas[k] in words("fallen_guard") and not self.actors.own(k) for k in listed):
            return found
        return (
            found
            + [r for o in (i, v) for k in tree.after(o, "in", "near") for r in self.actors.holders(k)][:1]
        )

    def _reconciled(self, i: int) -> list[Ref]:
        """ "Chad and Mali agreed to a truce after days of fighting": with one another."""
        tree = self.tree
        if tree.lemmas[tree.heads[tree.heads[i]]] in words("transparent"):
            i = tree.heads[tree.heads[i]]
        prep = tree.heads[i]
        v = tree.heads[prep]
        if tree.deps[i] != "pobj" or tree.lows[prep] not in _AFTERWARDS or not tree.is_verb(v):
            return []
        peace = any(tree.lemmas[k] in words("peace") for k in tree.below(v))
        return self.roles.doer(v) if peace else []
