"""What protests are about when no "against" says so: who sparked them, and whose decision they are over."""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.language.tables import words
from index.relations.nouns.mutual import Mutual
from index.relations.reference.refs import Ref


class Protests(Mutual):
    """Finds in one tree whom a protest is against."""

    def _stands(self, i: int) -> bool:
        """Whether nobody is said to hold the protest, so that it is of the place where it is held."""
        carrier = self._carrier(i, "PROTEST")
        return carrier is None or carrier.light.effect == "receive"

    def _sparked(self, i: int, prepositions: list[Preposition]) -> list[Ref]:
        """ "protests sparked by Chad's move", "Chad's move sparked protests", "protests over Chad's move"."""
        tree = self.tree
        for acl in tree.kids(i, "acl"):
            if tree.lemmas[acl] in words("sparking") and (found := self._deed_of(self.roles.agent(acl))):
                return found
        over = tree.heads[i]
        if tree.deps[i] == "nsubj" and tree.lemmas[over] in words("breaking_out"):
            told = [
                k for p in sorted(tree.below(over)) if tree.lows[p] == "against" for k in tree.kids(p, "pobj")
            ]
            if found := self.roles.refs(told):
                return found  # "protests broke out in the capital against Chad"
        if tree.deps[i] == "dobj" and tree.lemmas[over] in words("sparking"):
            return self._deed_of(self.roles.subject(over))
        return self._deed_of([p.noun for p in prepositions if p.word == "over" and p.owner == i])

    def _deed_of(self, nouns: list[int]) -> list[Ref]:
        """Whose the deed is that a possessor or an adjective before it names; what befell Chad is no deed."""
        tree = self.tree
        return [
            r
            for noun in nouns
            if noun not in tree.at and tree.lemmas[noun] in words("deed")
            for k in tree.kids(noun, "poss")
            for r in self.actors.of(k)
        ]
