"""Who does it and to whom, where a verb's own places do not say: the word for the deed, the one who tells it.

"Killed in an American raid", "Chad says that Libya struck the village".
"""

from __future__ import annotations

from index.entities import is_state
from index.relations.arguments.ground import Ground
from index.relations.arguments.prepositions import Preposition
from index.relations.language.lexicon import noun_senses, operators, verb_senses
from index.relations.language.patterns import Sense
from index.relations.language.tables import cues, words
from index.relations.reference.refs import Ref

_PLACE_PREPS = frozenset({"in", "at", "near", "across", "inside", "throughout", "outside"})
_DEALT = frozenset({"in", "by", "during", "after", "from", "with", "amid", "under", "following"})

_STRUCK = frozenset({"after", "while", "when"})


class Unsaid(Ground):
    """Reads of one tree what the places of its verbs leave open."""

    # ---- who did it
    def _accuser(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad accuses Libya of killing a scientist": whose scientist goes without saying."""
        tree = self.tree
        while tree.deps[v] == "xcomp" and tree.is_verb(tree.heads[v]):
            v = tree.heads[v]  # "accuses Chad of trying to overthrow the government"
        prep = tree.heads[v]
        over = tree.heads[prep]
        if (
            tree.deps[v] == "relcl"
            and tree.deps[prep] == "dobj"
            and tree.lemmas[over] in cues()["protest_at"]
        ):
            told = self.roles.doer(over)  # "Chad condemned a raid that killed three"
            return [] if {r.code for r in told} & {r.code for r in sources} else told
        if tree.deps[v] != "pcomp" or tree.lemmas[over] not in ("accuse", "blame", "suspect"):
            return []
        told = self.roles.doer(over)
        return [] if {r.code for r in told} & {r.code for r in sources} else told

    def _reacted_to(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "In response to drills held by Chad, Mali fires missiles": at whom it answers."""
        tree = self.tree
        codes = {r.code for r in sources}
        for answer in [k for o in (v, *tree.kids(v, "dobj")) for k in tree.after(o, "in", "as")]:
            if tree.lemmas[answer] not in words("retort"):
                continue
            if found := [r for k in tree.kids(answer, "prep") for g in tree.kids(k, "pcomp") for r in
                         self.roles.doer(g) if r.code not in codes]:  # fmt: skip
                return found  # "in response to Chad firing a missile"
            for deed in tree.after(answer, "to", "for", "against", "at", "over"):
                if tree.lemmas[deed] in words("accident"):
                    return []
                feared = tree.kids(deed, "acl", "ccomp") if tree.lemmas[deed] in words("feared") else []
                if found := [r for c in feared for r in self.roles.doer(c) if r.code not in codes]:
                    return found  # "in response to fears that Chad may"
                found = self.actors.own(deed) or self.roles.refs([*self._dealers(deed), deed], loose=False)
                return [r for r in found if r.code not in codes]
        return []

    def _over_deed(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "recalled its envoy over Chad's raid", "suspended talks after a Malian arrest": whose it was."""
        tree = self.tree
        codes = {r.code for r in sources}
        for owner in (v, *self._object_heads(v)):
            for deed in tree.after(owner, "over", "after", "following", "at"):
                if deed in tree.at or not (tree.lemmas[deed] in words("deed") or _harms(tree.lemmas[deed])):
                    continue
                return [r for r in self.actors.own(deed) if r.code not in codes]
        return []

    def _struck_back(self, v: int) -> list[Ref]:
        """ "A Malian was shot after stabbing a Chadian soldier": by those whom he had attacked."""
        tree = self.tree
        if not self.roles.passive(v) or self.roles.agent(v):
            return []
        clauses = [k for p in tree.kids(v, "prep") if tree.lows[p] in _STRUCK for k in tree.kids(p, "pcomp")]
        clauses += [
            k
            for k in tree.kids(v, "advcl")
            if tree.tags[k] == "VBG" and any(tree.lows[m] in _STRUCK for m in tree.children[k])
        ]
        for k in clauses:
            deeds = [e for e in (k, *tree.kids(k, "xcomp")) if _deadly(tree.lemmas[e])]
            hit = [n for e in deeds for n in (*tree.kids(e, "dobj"), *tree.after(e, "at", "on", "against"))]
            if found := self.roles.refs(hit, loose=False):
                return found
        return []

    def _fought_by(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad's police shot a Libyan who tried to stab an officer", "was shot by Malians after throwing
        stones": whom the one who was then hit had attacked.
        """
        tree = self.tree
        patients = self.roles.patient(v)
        thrown = [k for k in patients if tree.lemmas[k] in words("thrown")]
        if patients and not thrown and not any(tree.lemmas[k] in words("guard") for k in patients):
            return []
        codes = {r.code for r in sources}
        for up in tree.up(v):
            if not tree.is_verb(up) or tree.lemmas[up] == tree.lemmas[v]:
                continue
            senses = verb_senses().get(tree.lemmas[up], [])
            if any(s.type in ("ASSAULT", "COERCE") for s in senses):
                hit = {r.code for r in self.roles.refs(self.roles.patient(up))}
                if hit & codes:
                    return self.roles.doer(up) or self._where_held(up)
        return []

    def _situated(self, noun: int, sense: Sense) -> list[Ref]:
        """ "expressed concern about the violence in Chad"."""
        tree = self.tree
        if sense.type != "ACCUSE" or tree.lemmas[noun] not in words("situation"):
            return []
        told = [noun, *tree.conjuncts(noun)]
        told += [k for n in told for k in tree.after(n, "of", "to")]  # "the lack of progress in Chad"
        return [r for k in told for r in self._holders(k, *_PLACE_PREPS)]

    def _by_its_attack(self, v: int) -> list[Ref]:
        """ "was killed in a US operation": who did it stands before the word for the deed."""
        tree = self.tree
        if not self.roles.passive(v):
            return []
        if (attack := self._relative_attack(v)) is not None:
            return self.actors.own(attack) or self.roles.refs(self._dealers(attack))
        beside = [k for k in tree.kids(v, "conj") if tree.tags[k] == "VBN"]
        beside += [a for k in tree.kids(v, "conj") if not tree.is_verb(k) for a in tree.kids(k, "acl")]
        over = [
            v,
            *beside,
            *(up for up in tree.up(v) if tree.is_verb(up) and tree.deps[v] in ("conj", "xcomp")),
        ][:3]
        for prep in [p for owner in over for p in tree.kids(owner, "prep", "agent")]:
            if tree.lows[prep] in _DEALT:
                nouns = tree.kids(prep, "pobj", "pcomp")
                nouns += [
                    k for n in nouns if tree.lemmas[n] in words("transparent") for k in tree.after(n, "of")
                ]
                for noun in nouns:
                    if self._is_a(noun, words("attack")) or self._is_a(noun, words("arm")):
                        if refs := self.actors.of(noun, loose=False) or self.roles.refs(self._dealers(noun)):
                            return refs
                        return self._holders_after(noun, "from")
        return []

    def _dealers(self, noun: int) -> list[int]:
        """ "attacks by Chad", "a strike carried out by Chad"."""
        tree = self.tree
        owners = [noun, *tree.kids(noun, "acl")]
        return [k for owner in owners for k in tree.after(owner, "by", "from")]

    def _using(self, v: int) -> list[Ref]:
        """ "Mali used doses donated by Chad": who has them now got them."""
        tree = self.tree
        thing = tree.heads[v]
        if tree.deps[v] != "acl" or tree.tags[v] != "VBN" or tree.deps[thing] != "dobj":
            return []
        over = tree.heads[thing]
        return self.roles.doer(over) if tree.lemmas[over] in words("wielding") else []

    def _teller(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad says that Libya struck the site": whose site it is goes without saying."""
        tree = self.tree
        objects = self.roles.patient(v)
        if tree.deps[v] in ("acl", "relcl") and tree.deps[tree.heads[v]] in ("nsubj", "nsubjpass"):
            v = tree.heads[tree.heads[v]]  # "says that mayors abducted by Chadians have died"
        if tree.deps[v] != "ccomp" or not objects or tree.tags[objects[0]] not in ("NN", "NNS", "CD"):
            return []
        over = tree.heads[v]
        operator = operators().get(tree.lemmas[over])
        if operator is None or operator.effect not in ("report", "announce", "fact"):
            return []
        told = [r for r in self.roles.doer(over) if is_state(r.code)]  # the UN has no sites
        return [] if {r.code for r in told} & {r.code for r in sources} else told

    def _including(self, v: int) -> list[Ref]:
        """ "executed six people for smuggling, including citizens of Chad": the phrase may hang anywhere."""
        tree = self.tree
        for k in range(v + 1, len(tree)):
            if tree.is_verb(k) and tree.deps[k] in ("conj", "advcl", "ccomp") and tree.lows[k] != "including":
                return []
            if tree.lows[k] == "including" and tree.deps[k] == "prep":
                return self.roles.refs(tree.kids(k, "pobj"))
        return []

    def _among_those_hit(self, v: int) -> list[Ref]:
        """ "killed three Malian militants, including a Hamas commander": the members that are named."""
        tree = self.tree
        hit = [t for t in self.roles.patient(v) if tree.tags[t] in ("NNS", "NNPS", "CD")]
        near = {k for t in hit for k in tree.below(t)} | {v}
        named = [
            k
            for p in range(len(tree))
            if hit and p > min(hit) and tree.lows[p] in ("including", "notably") and tree.heads[p] in near
            for k in tree.kids(p, "pobj", "dobj")
        ]
        return self.roles.refs(named, loose=False)

    def _doers_of_harm(self, v: int) -> list[Ref]:
        """Whose harm it is: a possessor, "by", or the place where it was done."""
        tree = self.tree
        found: list[Ref] = []
        for k in self._object_heads(v):
            by = [n for owner in (k, *tree.after(k, "of", "into")) for n in tree.after(owner, "by", "from")]
            found += (
                self.actors.own(k)
                or self.roles.refs(by or self._dealers(k))
                or self.roles.refs(tree.after(k, "in"))
                or self.actors.anaphors.deed(k, 0)
            )
        return found

    def _where(  # noqa: PLR0912
        self, v: int, prepositions: list[Preposition], sources: list[Ref]
    ) -> list[Ref]:
        """Where no victim has a nationality, the place attacked stands for the one who holds it."""
        tree = self.tree
        patients = self.roles.patient(v)
        if not patients or tree.lemmas[v] in ("shoot", "fight"):
            return []
        if any(tree.lemmas[k] in words("own_kind") for k in patients):
            return []  # "kills five comrades in Baghdad"
        codes = {ref.code for ref in sources}
        for p in prepositions:
            if p.word in _PLACE_PREPS and tree.lemmas[p.noun] == "border":
                continue  # "shot outside the Malian border"
            if p.word == "near" and self._own_rebels(patients):
                continue  # "killed rebels near Chad": an army's own
            if p.word in _PLACE_PREPS and (p.owner == v or p.owner in patients):
                refs = [r for r in self.actors.holders(p.noun) if r.code not in codes]
                if refs:
                    return refs
        for p in prepositions:
            if p.word in ("in", "of", "on", "at", "near") and tree.lemmas[p.noun] != "border":
                refs = [r for r in self.actors.of(p.noun) if r.code not in codes]
                if refs:
                    return refs
        if any(tree.tags[k][:3] == "PRP" for k in patients):
            return []
        dealt = [k for owner in (v, *tree.kids(v, "conj")) for k in tree.after(owner, *_DEALT)]
        for noun in dealt:  # "killed during Israeli airstrikes near a hospital in Beirut"
            if noun not in tree.at and self._is_a(noun, words("attack")):
                near = tree.after(noun, *_PLACE_PREPS, "on", "against")
                if refs := [r for k in near for r in self.actors.place(k) if r.code not in codes]:
                    return refs
        return []

    def _there(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "a park in Mali, where Chadian soldiers killed six"."""
        tree = self.tree
        there = tree.deps[v] == "relcl" and any(tree.lows[k] == "where" for k in tree.kids(v, "advmod"))
        codes = {ref.code for ref in sources}
        return [r for r in self.actors.place(tree.heads[v]) if r.code not in codes] if there else []

    def _targeted(self, v: int) -> list[Ref]:
        """ "fired missiles targeting Y"."""
        tree = self.tree
        return [
            ref
            for k in self._object_heads(v)
            for acl in tree.kids(k, "acl")
            for aim in (acl, *tree.kids(acl, "xcomp"))  # "rockets intended to strike Y"
            if tree.lemmas[aim] in words("aimed_to") and tree.tags[acl] in ("VBG", "VBN")
            for ref in self.roles.refs(tree.kids(aim, "dobj"))
            or [r for k in tree.kids(aim, "dobj") for r in self.actors.place(k)]
        ]

    def _visited(self, v: int, sense: Sense, prepositions: list[Preposition]) -> list[Ref]:
        """A city visited is its country visited."""
        if sense.target == "obj" and self.tree.lemmas[v] in ("visit", "tour"):
            places = [t for t in self.roles.patient(v) if t not in self.tree.at or not self.tree.actor(t)]
            sites = [k for o in (v, *places) for k in self.tree.after(o, *_PLACE_PREPS)]
            found = [r for t in places for r in self.actors.place(t)]
            return found or [r for k in sites for r in self.actors.holders(k)]  # "visits a camp in Chad"
        if isinstance(sense.target, tuple) and "to" in sense.target:
            return [
                r for p in prepositions if p.word in sense.target and p.owner == v for r in
                self.actors.place(p.noun)
            ]  # fmt: skip
        return []

    def _between(self, prepositions: list[Preposition], targets: list[Ref]) -> bool:
        """ "announced a truce between Chad and Libya": the two make it, not who announces it."""
        codes = {r.code for r in targets}
        if self.tree.lows.count("between") > 1:
            return any(p.word == "between" for p in prepositions)
        return any(
            p.word == "between" and codes <= {r.code for r in self.actors.of(p.noun)} for p in prepositions
        )

    def _partner_before(self, v: int, sense: Sense) -> list[Ref]:
        """ "accepted Y's offer and will meet on Monday", "met Y and signed a deal": the verb before named the
        partner.
        """
        tree = self.tree
        before = tree.heads[v]
        if tree.deps[v] != "conj" or not tree.is_verb(before) or tree.kids(v, "nsubj", "nsubjpass"):
            return []
        meets = sense.object is None and not tree.kids(v, "dobj") and sense.type == "CONSULT"
        signs = (
            bool(sense.object)
            and sense.type in ("AGREE", "COOPERATE")
            and tree.lemmas[before] in words("meeting_verb")
        )
        if not (meets or signs):
            return []
        if any(tree.lows[p] in ("with", "to") for p in tree.kids(v, "prep")):
            return []
        return self.roles.refs(self.roles.patient(before))


def _deadly(verb: str) -> bool:
    return any(s.type == "ASSAULT" for s in verb_senses().get(verb, []))


def _harms(noun: str) -> bool:
    return any(s.type in ("ASSAULT", "COERCE", "ACCUSE", "REJECT") for s in noun_senses().get(noun, []))
