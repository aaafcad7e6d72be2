"""Who did it where a passive clause names no agent: the owner of the troops sent, those who were striking
just then, those fought with, the army that tells of its own strike.
"""

from __future__ import annotations

from index.relations.arguments.likeness import Likeness
from index.relations.language.lexicon import operators, verb_senses
from index.relations.language.patterns import Sense
from index.relations.language.tables import words
from index.relations.reference.refs import Ref, further

_MEANWHILE = frozenset({"as", "when", "after", "while"})
_SENT = frozenset({"AID", "MOBILIZE", "RETREAT"})
_FOUGHT = frozenset({"with", "against"})
_STRIKING = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


class Whose(Likeness):
    """Finds in one tree who did what no agent is named for."""

    def _owned(self, v: int, sense: Sense) -> list[Ref]:
        """ "Swedish troops are deployed to Mali", "Greek aid was sent to Chad": whose they are."""
        if sense.type not in _SENT or not sense.object or self._has_agent(v) or self.tree.deps[v] == "acl":
            return []
        kinds = ("troop",) if sense.type == "RETREAT" else ("troop", "ship", "aid")
        if sense.verb in words("staying") or not any(words(kind) <= sense.object for kind in kinds):
            return []
        sent = [k for k in self.roles.patient(v) if self._is_a(k, sense.object) and k not in self.tree.at]
        return self.roles.refs(sent, loose=False) or self._announced(v, sent)

    def _recalled(self, v: int, sense: Sense) -> list[Ref]:
        """ "Chad's ambassador to Mali was recalled": by those whom the ambassador stands for."""
        if self.tree.lemmas[v] not in words("recalling") or not self.roles.passive(v) or self._has_agent(v):
            return []
        called = [k for k in self.roles.patient(v) if self._is_a(k, sense.object or frozenset())]
        return [r for k in called for w in self.tree.kids(k, "poss", "amod") for r in self.roles.refs([w])]

    def _announced(self, v: int, sent: list[int]) -> list[Ref]:
        """ "Chad announces that 300 troops will be sent to Mali": its own."""
        over = self.tree.heads[v]
        if self.tree.deps[v] != "ccomp" or not sent or self.tree.lemmas[over] not in words("announcing"):
            return []
        told = self.roles.refs(self.roles.subject(over), loose=False)
        if self.tree.lemmas[over] in ("say", "report", "confirm"):  # "the UN says that tanks were withdrawn"
            told = [
                r
                for r in told
                if not (r.token in self.tree.at and self.tree.at[r.token].kind == "organisation")
            ]
        return [further(r, "speaker") for r in told]

    def _dealt_in(self, v: int, sense: Sense) -> list[Ref]:
        """ "Chad will not drill under a deal signed with Mali": the deal is Chad's."""
        tree = self.tree
        noun = tree.heads[v]
        prep = tree.heads[noun]
        if sense.type != "AGREE" or tree.deps[v] != "acl" or tree.kid(v, "agent") is not None:
            return []
        if tree.deps[noun] in ("nsubj", "nsubjpass"):  # "Chad says a deal reached with Mali holds"
            told = tree.heads[noun]
            return self.roles.doer(tree.heads[told]) if tree.deps[told] == "ccomp" else []
        if tree.deps[noun] != "pobj":
            return []
        if tree.lows[prep] not in ("in", "under", "as", "of", "with", "after", "following"):
            return []
        if any(tree.lows[p] == "between" for p in tree.kids(v, "prep")):
            return []
        for up in tree.up(prep):
            if tree.is_verb(up) and (found := self.roles.doer(up) or self.roles.refs(self.roles.patient(up))):
                return found
        return []

    def _whose_move(self, v: int) -> list[Ref]:
        """ "Chad proposed a plan that was rejected by Mali": the plan is Chad's."""
        tree = self.tree
        noun = tree.heads[v]
        over = tree.heads[noun]
        if tree.deps[v] not in ("relcl", "acl") or not self.roles.passive(v) or noun in tree.at:
            return []
        if tree.deps[noun] != "dobj" or not tree.is_verb(over) or self.roles.passive(over):
            return []
        moves = words("demand") | words("deal") | words("paper") | words("sanction") | words("move")
        return self.roles.doer(over) if tree.lemmas[noun] in moves else []

    def _made_before(self, v: int) -> list[Ref]:
        """ "The offer was made by Chad, but was rejected by Mali": whose it is says the verb before."""
        tree = self.tree
        over = tree.heads[v]
        made = tree.deps[v] == "conj" and self.roles.passive(v) and self.roles.passive(over)
        made = made and tree.lemmas[over] in words("making") | words("drafting")
        own = [k for k in tree.kids(v, "nsubjpass") if tree.tags[k] != "PRP"]
        return self.roles.refs(self.roles.agent(over)) if made and not own else []

    def _reached_with(self, v: int) -> list[Ref]:
        """ "Chad says that a deal has been reached with Mali": between Mali and who says so."""
        tree = self.tree
        told = tree.deps[v] == "ccomp" and self.roles.passive(v) and not self.roles.agent(v)
        return self.roles.doer(tree.heads[v]) if told else []

    def _has_agent(self, v: int) -> bool:
        return not self.roles.passive(v) or bool(self.roles.agent(v))

    def _meanwhile(self, v: int) -> list[Ref]:
        """ "A Malian was killed as Chadian soldiers stormed a camp": those who struck did it."""
        tree = self.tree
        if self._has_agent(v):
            return []
        beside = [v, *(k for k in tree.kids(v, "conj") if tree.tags[k] == "VBN")]
        for k in [c for o in beside for c in tree.kids(o, "advcl")]:
            if not tree.kids(k, "nsubj") or not any(tree.lows[m] in _MEANWHILE for m in tree.children[k]):
                continue
            harms = [s for s in verb_senses().get(tree.lemmas[k], []) if s.type in _STRIKING]
            if any(s.object is None or self._takes(k, s.object) for s in harms):
                return self.roles.doer(k)
        return []

    def _fought(self, v: int) -> list[Ref]:
        """ "were killed in clashes with Malian rebels": by those they clashed with."""
        tree = self.tree
        if self._has_agent(v) and self.roles.passive(v):
            return []
        return [
            r
            for owner in (v, *(k for k in tree.kids(v, "conj") if tree.tags[k] == "VBN"))
            for p in tree.kids(owner, "prep")
            if tree.lows[p] in ("in", "during")
            for noun in tree.kids(p, "pobj", "pcomp")
            if {tree.lemmas[noun], tree.lows[noun]} & (words("fighting") | words("fought_against"))
            for q in tree.kids(noun, "prep")
            if tree.lows[q] in _FOUGHT
            if tree.lemmas[noun] not in words("fought_against")
            or (tree.lows[q] == "against" and self.roles.refs(self.roles.patient(v)))
            for k in tree.kids(q, "pobj")
            for r in self.roles.refs([k])
        ]

    def _tellers_strike(self, v: int) -> list[Ref]:
        """ "The Chadian army says that an airstrike killed two Malians": it tells of its own."""
        tree = self.tree
        over = tree.heads[v]
        by = self.roles.agent(v)
        if self.roles.passive(v) and not by:  # "says that two Malians were killed in airstrikes"
            by = [k for p in tree.kids(v, "prep") if tree.lows[p] in ("in", "during")
                  for k in tree.kids(p, "pobj") if not tree.kids(k, "amod", "compound")]  # fmt: skip
        struck = bool(by) and tree.lemmas[by[0]] in words("attack")
        fallen = self.roles.passive(v) and not self.roles.agent(v) and not struck and self._fighters_fell(v)
        if tree.deps[v] != "ccomp" or not (fallen or struck):
            return []
        if struck and (by[0] in tree.at or tree.kids(by[0], "poss", "relcl", "acl")):
            return []
        operator = operators().get(tree.lemmas[over])
        if operator is None or operator.effect not in ("report", "announce", "fact"):
            return []
        tellers = self.roles.subject(over)
        hit = {r.code for r in self.roles.refs(self.roles.patient(v))}
        told = [r for r in self.roles.refs(tellers) if r.code not in hit]
        armed = any(self._is_a(t, words("own_force")) or self._of_arms(t) for t in tellers)
        if fallen and not armed:  # "authorities say that Al-Qaeda militants were killed"
            armed = all(k.kind == "group" for k in self.tree.mentions if k.actor in hit)
        return told if armed and hit else []

    def _not_victims(self, v: int, found: list[Ref]) -> list[Ref]:
        """ "Malian rebels were killed in raids on Malian camps": not those who were hit."""
        hit = {r.code for r in self.roles.refs(self.roles.patient(v))} if found else set()
        return [r for r in found if r.code not in hit]

    def _fighters_fell(self, v: int) -> bool:
        """ "says that twenty militants were killed": fighters, and nothing told of how."""
        tree = self.tree
        how = [p for p in tree.kids(v, "prep") if tree.lows[p] not in ("in", "near", "on", "at", "since")]
        how += tree.kids(v, "advcl")
        fighters = any(tree.lemmas[k] in words("assailant") | words("troop") for k in self.roles.patient(v))
        return fighters and not how and tree.lemmas[v] in words("felling")

    def _teller_above(self, v: int, sources: list[Ref]) -> list[Ref]:
        """Who tells of it, or meets it, in a clause above: whose "its territory" is."""
        codes = {r.code for r in sources}
        for up in self.tree.up(v):
            if self.tree.is_verb(up) and (found := [r for r in self.roles.doer(up) if r.code not in codes]):
                return [further(r, "pronoun") for r in found]
        return []

    def _of_arms(self, i: int) -> bool:
        """Whether the name is one of armed forces: "the Pentagon", "Central Command"."""
        mention = self.tree.at.get(i)
        named = (mention.text if mention is not None else self.tree.words[i]).lower().split()
        return not words("armed_name").isdisjoint(named)
