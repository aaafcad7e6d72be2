"""Who a noun belongs to by what stands after it: "the government of India", "forces from Chad", "a court in
Guyana", "ships owned by Iran".
"""

from __future__ import annotations

from typing import Protocol

from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref


class Finder(Protocol):
    """Finds the actors of a phrase, or who holds the places that it names."""

    def of(self, i: int, *, loose: bool = True) -> list[Ref]: ...

    def one(self, i: int, loose: bool, depth: int) -> list[Ref]: ...

    def place(self, i: int, *, within: bool = True) -> list[Ref]: ...


class Belonging:
    """Reads in one tree what hangs after a noun."""

    def __init__(self, tree: Tree, actors: Finder) -> None:
        self.tree = tree
        self.actors = actors

    def of(self, i: int, loose: bool, depth: int) -> list[Ref]:  # noqa: PLR0912
        """ "the government of India", "forces from Chad", "a court in Guyana", "ships owned by Iran"."""
        tree = self.tree
        lemma = tree.lemmas[i]
        found: list[Ref] = []
        if lemma in words("attack"):  # "the bombing of Chad by Mali" is Mali's
            found = [r for k in tree.after(i, "by") for r in self.actors.one(k, loose, depth + 1)]
            if found:
                return found
        for prep in tree.kids(i, "prep"):
            low = tree.lows[prep]
            if low == "out":  # "20 out of 160 Iranians"
                for k in tree.after(prep, "of"):
                    found.extend(self.actors.one(k, loose, depth + 1))
            elif low == "in" and lemma in words("seat") and not self._of_all(i):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.actors.of(k, loose=False) or self.actors.place(k))
            elif loose and low in ("to", "with", "from", "against") and lemma in words("traffic"):
                for k in tree.kids(prep, "pobj"):
                    for other in (k, *tree.conjuncts(k)):
                        found.extend(self.actors.one(other, loose, depth + 1))
            elif low == "from" and lemma in words("diplomat"):  # "ambassadors from Paris and Washington"
                for k in tree.kids(prep, "pobj"):
                    for other in (k, *tree.conjuncts(k)):
                        found.extend(
                            self.actors.one(other, loose, depth + 1) or self.actors.place(other, within=False)
                        )
            elif loose and low in ("on", "aboard") and lemma in words("origin"):  # "activists on a ship of"
                for k in tree.kids(prep, "pobj"):
                    found.extend(
                        self.actors.one(k, loose, depth + 1) if tree.lemmas[k] in words("ship") else []
                    )
            elif low == "for" and loose and lemma in words("shelter"):  # "a camp for Congolese refugees"
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.actors.one(k, loose, depth + 1))
            elif low == "between" and loose:
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.actors.of(k, loose=False))
            elif (low in ("from", "by") and lemma in words("demand") | words("paper")) or (
                low == "for" and lemma in words("mouthpiece")
            ):
                for k in tree.kids(prep, "pobj"):
                    for other in (k, *tree.conjuncts(k)):
                        found.extend(self.actors.one(other, loose, depth + 1))
            elif low == "of" or (low == "from" and lemma in words("origin")):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.actors.one(k, loose, depth + 1))
                    for other in tree.conjuncts(k):
                        found.extend(self.actors.one(other, loose, depth + 1))
        if not found and loose:
            for near in tree.kids(i, "amod"):
                if near > i and tree.lemmas[near] in words("close_to"):
                    for prep in tree.kids(near, "prep"):
                        for k in tree.kids(prep, "pobj"):
                            found.extend(self.actors.one(k, loose, depth + 1))
            for prep in tree.kids(i, "prep"):  # "firms with ties to Chad"
                if tree.lows[prep] == "with":
                    for bond in tree.kids(prep, "pobj"):
                        if tree.lemmas[bond] in ("tie", "link", "connection"):
                            for to in tree.kids(bond, "prep"):
                                for k in tree.kids(to, "pobj"):
                                    found.extend(self.actors.one(k, loose, depth + 1))
            for acl in tree.kids(i, "acl"):
                found.extend(self._held_by(acl, loose, depth) or self._working_for(acl, depth))
            for made in tree.kids(i, "acl", "relcl") if lemma in words("grouping") else ():
                if tree.lemmas[made] in words("consisting"):  # "a bloc consisting of Chad and Mali"
                    for k in tree.kids(made, "dobj") + tree.after(made, "of"):
                        for other in (k, *tree.conjuncts(k)):
                            found.extend(self.actors.one(other, False, depth + 1))
            for coming in tree.kids(i, "relcl", "acl"):  # "travellers who are returning from Chad"
                others = [k for k in tree.kids(coming, "nsubj") if tree.tags[k][:1] != "W"]  # "whose parents"
                if tree.lemmas[coming] in ("arrive", "come", "return", "travel") and not others:
                    for prep in tree.kids(coming, "prep"):
                        for k in tree.kids(prep, "pobj") if tree.lows[prep] == "from" else ():
                            found.extend(self.actors.one(k, loose, depth + 1))
            for clause in tree.kids(i, "relcl"):  # "ships that are owned or operated by Chadians"
                if tree.kid(clause, "auxpass") is not None:
                    for owning in (clause, *tree.conjuncts(clause)):
                        if tree.lemmas[owning] in words("owning"):
                            found.extend(self._held_by(owning, loose, depth))
        return found

    def _working_for(self, acl: int, depth: int) -> list[Ref]:
        """ "five people working for Iran", "acting on behalf of the Chinese ministry"."""
        tree = self.tree
        if tree.tags[acl] != "VBG" or tree.lemmas[acl] not in words("serving"):
            return []
        served = tree.after(acl, "for")
        served += [k for b in tree.after(acl, "on") if tree.lows[b] == "behalf" for k in tree.after(b, "of")]
        return [r for k in served for r in self.actors.one(k, False, depth + 1)]

    def _held_by(self, acl: int, loose: bool, depth: int) -> list[Ref]:
        """ "ships owned by Iran", "assets linked to Syria", "an idea announced by Spain"."""
        tree = self.tree
        found: list[Ref] = []
        if tree.tags[acl] == "VBG" and tree.lemmas[acl] in ("carry", "transport"):
            for k in tree.kids(acl, "dobj"):
                found.extend(self.actors.of(k))
        if (
            tree.lemmas[acl] in ("believe", "think", "say", "suspect", "know", "report")
            and (inner := tree.kid(acl, "xcomp")) is not None
        ):
            acl = inner  # "sites believed to be used by Iran"
        said = [
            k for p in tree.kids(acl, "prep") for g in tree.kids(p, "pcomp") for k in tree.kids(g, "attr")
        ]
        said += tree.kids(acl, "attr")
        if named := [n for k in said if tree.lemmas[k] in words("belonging_to") for n in tree.after(k, "of")]:
            return [r for k in named for r in self.actors.one(k, loose, depth + 1)]  # "suspected of being"
        if tree.lemmas[acl] == "involve":
            return [
                r
                for p in tree.kids(acl, "prep")
                for k in tree.kids(p, "pobj")
                for r in self.actors.one(k, loose, depth + 1)
            ]
        if tree.lemmas[acl] not in words("held"):
            return found
        for by in tree.kids(acl, "agent", "prep"):
            if tree.lows[by] in ("by", "from", "to", "with") or (tree.lows[by], tree.lemmas[acl]) in (
                ("on", "blame"),
                ("in", "register"),
                ("in", "make"),
                ("in", "manufacture"),
                ("in", "produce"),
                ("in", "base"),
            ):
                for k in tree.kids(by, "pobj"):
                    found.extend(self.actors.one(k, loose, depth + 1))
        return found

    def _of_all(self, i: int) -> bool:
        """ "the international court in The Hague" is nobody's there, "a chief of Hamas in Chad" Hamas's."""
        groups = [k for k in self.tree.after(i, "of", "for") if k in self.tree.at]
        if any(self.tree.at[k].kind == "group" for k in groups):
            return True
        return any(
            self.tree.lows[k] in ("international", "world") for k in self.tree.kids(i, "amod", "compound")
        )
