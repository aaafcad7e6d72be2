"""Whose ground an attack fell on, where neither a victim nor a phrase of the verb names anybody.

"Israeli airstrikes in Rafah kill ten", "killed by Russian strikes on a market in Idlib, Syria",
"Ukraine says that Russia fired missiles at the city".
"""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.arguments.where import Where
from index.relations.language.lexicon import operators
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_GROUND = frozenset(
    {"in", "at", "near", "on", "inside", "into", "across", "outside", "of", "over", "against"}
)


class Ground(Where):
    """Reads of one tree on whose ground an attack fell."""

    def _struck(self, v: int, sources: list[Ref]) -> list[Ref]:
        """The holder of the first place told within the verb's clause, when arms did it."""
        tree = self.tree
        if tree.lemmas[v] not in words("striking"):
            return []
        doers = self.roles.agent(v)
        if not doers and self.roles.passive(v):  # "were killed in an Israeli airstrike"
            doers = tree.after(v, "in", "during")
        deeds = [t for t in doers if t not in tree.at and self._is_a(t, words("attack"))]
        armed = any(self._is_a(t, words("troop") | words("arm")) for t in doers)
        if not deeds and not armed and not any(self._of_a_group(r) for r in sources):
            return []
        patients = self.roles.patient(v)
        if not patients or any(
            tree.tags[k][:3] == "PRP" or tree.actor(k) or tree.lemmas[k] in words("own_kind")
            for k in patients
        ):
            return []
        codes = {r.code for r in sources}
        inside = {k for t in deeds for k in tree.below(t)} | self._clause(v)
        for k in tree.kids(v, "advcl"):  # "while filming near a camp in Mali"
            own = tree.kids(k, "nsubj", "nsubjpass")
            again = all(tree.lows[o] == "it" for o in own)  # "bombed a train as it was passing"
            if again and any(tree.lows[m] in ("while", "as", "when") for m in tree.kids(k, "mark", "advmod")):
                inside |= tree.below(k)
        for k in sorted(inside):
            bordering = any(tree.lemmas[n] == "border" for n in tree.kids(k, "pobj"))  # on this side of it
            if tree.lows[k] not in _GROUND or tree.tags[k] != "IN" or bordering:
                continue
            if tree.lows[k] == "near" and self._own_rebels(patients):
                continue  # "killed rebels near Chad": an army's own
            if tree.lows[k] == "into" and tree.lemmas[v] in ("abduct", "kidnap"):
                continue  # that is where they were taken
            for noun in tree.kids(k, "pobj") or [k + 1]:
                refs = self.actors.place(noun) if noun < len(tree) else []
                if refs := [r for r in refs if r.code not in codes]:
                    return refs[:1]
        return []

    def _own_rebels(self, patients: list[int]) -> bool:
        """Whether those who were hit are rebels, of whom every land has its own."""
        tree = self.tree
        listed = [n for k in patients for n in (k, *tree.after(k, "of"))]
        named = {tree.lemmas[m] for n in listed for m in (n, *tree.kids(n, "amod", "compound"))}
        return not named.isdisjoint(("rebel", "insurgent", "separatist", "bandit"))

    def _civilians_too(self, v: int, found: list[Ref]) -> list[Ref]:
        """ "raids in Chad kill six civilians and two Boko Haram fighters": the civilians are of the place."""
        tree = self.tree
        bare = [
            k for k in self.roles.patient(v) if tree.lemmas[k] in words("bystander") and not tree.actor(k)
        ]
        if not bare or not any(tree.conjuncts(k) for k in bare) or self.actors.own(bare[0]):
            return []
        deeds = [t for t in self.roles.agent(v) if t not in tree.at and self._is_a(t, words("attack"))]
        places = [k for d in deeds for k in tree.after(d, "in", "on", "near", "across")] + tree.after(
            v, "in", "near"
        )
        known = {r.code for r in found}
        return [r for k in places[:1] for r in self.actors.place(k) if r.code not in known]

    def _arrested_in(self, v: int, prepositions: list[Preposition], sources: list[Ref]) -> list[Ref]:
        """ "American forces arrested twelve men in Chad": people there are of the place."""
        tree = self.tree
        if tree.lemmas[v] not in words("arresting") or not tree.kids(v, "dobj"):
            return []
        if any(tree.lemmas[k] not in words("bystander") | words("assailant") for k in self.roles.patient(v)):
            return []
        if any(tree.lemmas[k] in words("lawmen") for k in self.roles.subject(v)):
            return []  # who works with those who live there
        places = [
            p.noun
            for p in prepositions
            if p.word in ("in", "at") and tree.lemmas[p.noun] not in words("term")
        ]
        known = {r.code for r in sources}
        return [r for k in places for r in self.actors.place(k) if r.code not in known]

    def _named_in_deal(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "signs the Chad–Mali Agreement": those whom the name of the deal names."""
        tree = self.tree
        codes = {r.code for r in sources}
        names = [
            k
            for d in tree.kids(v, "dobj")
            if tree.lemmas[d] in words("named_deal") | words("deal")
            for k in tree.kids(d, "compound", "nmod")
            if tree.also.get(k)
        ]
        return [r for k in names for r in self.actors.modifier(k, False, 1) if r.code not in codes]

    def _of_a_group(self, ref: Ref) -> bool:
        mention = self.tree.at.get(ref.token)
        return mention is not None and mention.kind == "group"

    def _clause(self, v: int) -> set[int]:
        """The words below the verb without those of other clauses and participles."""
        tree = self.tree
        found: set[int] = set()
        stack = [v]
        while stack:
            for k in tree.children[stack.pop()]:
                if not tree.is_verb(k):
                    found.add(k)
                    stack.append(k)
        return found

    def _tellers_soil(self, v: int, sources: list[Ref], hit: list[int]) -> list[Ref]:
        """ "Ukraine says that Russia fired missiles at the city", "at targets along its coast"."""
        tree = self.tree
        over = tree.heads[v]
        operator = operators().get(tree.lemmas[over])
        if (
            tree.deps[v] != "ccomp"
            or operator is None
            or operator.effect not in ("report", "announce", "fact")
        ):
            return []
        grounds = words("struck")
        definite = [
            k
            for noun in hit
            for k in (noun, *tree.after(noun, "along", "near", "in", "on", "off", "around", "across"))
            if tree.lemmas[k] in grounds and any(tree.lows[d] in ("the", "its") for d in tree.children[k])
        ]
        if not definite:
            return []
        codes = {r.code for r in sources}
        return [r for r in self.roles.doer(over) if r.code not in codes]

    def _faced(self, v: int, near: list[int]) -> list[Ref]:
        """ "drills near Kurdistan", "sent ships to counter Chad", "in a show of force against Mali": who
        is to see it.
        """
        tree = self.tree
        codes = {r.code for r in self.roles.doer(v)}
        if found := [r for k in near for r in self.actors.place(k, within=False)]:
            return [r for r in found if r.code not in codes]
        for k in sorted(self.tree.below(v)):
            aimed: list[int] = []
            if tree.is_verb(k) and tree.lemmas[k] in words("watching") and k > v:
                aimed = tree.kids(k, "dobj")
            elif tree.lemmas[k] in ("reach", "strike", "hit", "target") and _is_able(tree, k) and k > v:
                aimed = tree.kids(k, "dobj")  # "tested a missile capable of reaching"
            elif tree.lows[k] == "against" and k > v:
                aimed = tree.kids(k, "pobj")
            elif tree.lows[k] in ("response", "reaction", "preparation") and tree.lows[k - 1] in ("in", "to"):
                aimed = tree.after(k, "to", "for")
            elif tree.lemmas[k] == "tension":
                aimed = tree.after(k, "with")
            if found := [r for r in self.roles.refs(aimed) if r.code not in codes]:
                return found
        return []


def _is_able(tree: Tree, k: int) -> bool:
    """ "capable of striking", "able to strike", "that can strike"."""
    near = {tree.lows[m] for up in list(tree.up(k))[:2] for m in (up, *tree.kids(up, "advmod"))}
    can = {tree.lows[a] for a in tree.kids(k, "aux")} & {"can", "could"}
    return bool(can or near & {"capable", "able", "enough"})
