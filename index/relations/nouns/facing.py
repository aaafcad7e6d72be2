"""Whom a noun's event meets where only the clause around it says so.

"despite criticism from Italy", "nations under US sanctions", "fears of a Russian invasion", "thanked for".
"""

from __future__ import annotations

from index.entities import is_state
from index.relations.arguments.prepositions import Preposition
from index.relations.factuality.modality import takes_part
from index.relations.language.lexicon import Noun
from index.relations.language.tables import cues, words
from index.relations.nouns.sufferers import Sufferers
from index.relations.reference.refs import Ref


class Facing(Sufferers):
    """Reads the clause around a noun of one tree for those who face what it tells."""

    def _committed_in(self, i: int, targets: list[Ref]) -> list[Ref]:
        """ "crimes committed by Chad during the invasion of Mali": Chad's invasion."""
        tree = self.tree
        prep = tree.heads[i]
        v = tree.heads[prep]
        if tree.deps[i] != "pobj" or tree.lows[prep] not in ("during", "in", "amid"):
            return []
        if tree.lemmas[v] not in words("committing") or not tree.is_verb(v):
            return []
        hit = {r.code for r in targets}
        return [r for r in self.roles.doer(v) if r.code not in hit]

    def _subject_to(self, i: int) -> list[Ref]:
        """ "nations covered by the American ban", "firms hit by EU sanctions", "under US sanctions"."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        v = tree.heads[prep]
        if tree.deps[tree.first_conjunct(i)] != "pobj":
            return []
        if tree.lows[prep] == "by" and tree.lemmas[v] in cues()["affect"] and self.roles.passive(v):
            return self.roles.refs(self.roles.patient(v))
        if tree.lows[prep] in ("to", "under") and tree.lemmas[v] in (
            "subject",
            "be",
            "come",
            "fall",
            "remain",
        ):
            return self.roles.refs(self.roles.subject(v if tree.is_verb(v) else tree.heads[v]))
        return []

    def _reaction_to(self, i: int) -> list[Ref]:
        """ "expelled envoys in response to sanctions by Mali", "after Malian sanctions": on who reacts."""
        tree = self.tree
        first = tree.first_conjunct(i)
        prep = tree.heads[first]
        if tree.deps[first] != "pobj":
            return []
        v = tree.heads[prep]
        if tree.lows[prep] in ("to", "for", "against") and tree.lemmas[v] in words("reaction"):
            if own := self.actors.own(v):
                return own  # "praised Chad's response to the attack"
            v = tree.heads[tree.heads[v]]
        elif tree.lows[prep] not in ("after", "following", "despite"):
            return []
        calls = tree.lows[prep] in ("after", "following") and tree.lemmas[v] == "call"
        return self.roles.doer(v) if tree.is_verb(v) and not calls else []

    def _suffering_there(self, i: int) -> list[Ref]:
        """ "thousands fled Lebanon amid Israeli strikes", "displaced in Mali since the invasion (began)"."""
        tree = self.tree
        first = tree.first_conjunct(i)
        prep = tree.heads[first]
        if (
            tree.deps[first] == "nsubj"
            and tree.deps[prep] == "advcl"
            and tree.lemmas[prep] in words("starting")
        ):
            return self._hurt_there(i, tree.heads[prep])
        v = tree.heads[prep]
        if tree.deps[first] == "dobj":
            return self._hurt_meanwhile(i, prep)
        because = f"{tree.lows[v]} {tree.lows[prep]}" in ("because of", "due to")
        if tree.deps[first] != "pobj" or not (because or tree.lows[prep] in words("amid")):
            return []
        inner = ("prep", "pcomp", "advmod", "acomp")
        while not tree.is_verb(v) and tree.heads[v] != v and tree.deps[v] in inner:
            v = tree.heads[v]
        return self._hurt_there(i, v)

    def _hurt_meanwhile(self, i: int, v: int) -> list[Ref]:
        """ "dozens died in Mali as Chad stepped up its raids"."""
        return self._hurt_there(i, self.tree.heads[v]) if self.tree.deps[v] == "advcl" else []

    def _hurt_there(self, i: int, v: int) -> list[Ref]:
        """Whose the land is where people fled or died."""
        tree = self.tree
        killed = (
            tree.lemmas[v] in ("kill", "injure", "wound", "hurt")
            and self.roles.passive(v)
            and not tree.kids(v, "agent")
        )
        if not (killed or tree.lemmas[v] in words("fleeing")) or not tree.is_verb(v):
            return []
        there = [*tree.after(v, "in", "from", "across"), *tree.kids(v, "dobj")]
        there += [k for s in tree.kids(v, "nsubj", "nsubjpass") for k in tree.after(s, "in", "from", "of")]
        codes = {r.code for r in self.actors.own(i)}
        suffered = self.roles.passive(v) and not killed
        people = self.roles.refs(self.roles.patient(v)) if suffered else []
        if people := [r for r in people if r.code not in codes]:
            return people  # "Malians were displaced following Chadian raids"
        return [r for k in there for r in self.actors.place(k) if r.code not in codes]

    def _rulers_there(self, i: int, members: list[Ref], prepositions: list[Preposition]) -> list[Ref]:
        """ "clashes between government troops and Hamas in Chad": the government there."""
        tree = self.tree
        if not any(r.token in tree.at and tree.at[r.token].kind == "group" for r in members):
            return []
        sides = [n for p in prepositions if p.word == "between" for n in (p.noun, *tree.conjuncts(p.noun))]
        ruling = [
            n
            for n in sides
            if {tree.lemmas[k] for k in (n, *tree.kids(n, "compound"))} & words("ruling_side")
        ]
        around = list(tree.up(i))[:2] if ruling else []
        places = [p.noun for p in prepositions if p.word in ("in", "near", "across")]
        places += [k for v in around for k in tree.after(v, "in", "near", "across")]
        return next((refs for k in places if (refs := self.actors.holders(k))), [])

    def _visited(self, i: int) -> list[Ref]:
        """ "Chad frees prisoners after (ahead of, during) a visit by the Pope": a visit to Chad."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        over = tree.heads[prep]
        ahead = tree.lows[prep] in ("before", "during") or (
            tree.lows[prep] == "of" and tree.lows[over] == "ahead"
        )
        if tree.deps[tree.first_conjunct(i)] != "pobj" or not ahead:
            return self._reaction_to(i)
        v = next((up for up in tree.up(prep) if tree.is_verb(up)), over)
        return self.roles.doer(v) if tree.is_verb(v) else []

    def _answered_by(self, i: int, targets: list[Ref]) -> list[Ref]:
        """ "sanctions British lawmakers in response to sanctions on Russian ones": by the British."""
        tree = self.tree
        to = tree.heads[tree.first_conjunct(i)]
        answer = tree.heads[to]
        v = tree.heads[tree.heads[answer]]
        if tree.lows[to] not in ("to", "for") or tree.lemmas[answer] not in words("reaction"):
            return []
        if not tree.is_verb(v) or not {r.code for r in targets} & {r.code for r in self.roles.doer(v)}:
            return []
        objects = self.roles.patient(v)
        aimed = [k for o in (v, *objects) for k in tree.after(o, "on", "against", "from", "with")]
        codes = {r.code for r in targets}
        return [r for r in self.roles.refs(objects) + self.roles.refs(aimed) if r.code not in codes]

    def _in_face_of(self, i: int) -> list[Ref]:
        """ "Malta went on despite criticism from Italy": whom the criticism met is the subject."""
        tree = self.tree
        first = tree.first_conjunct(i)
        prep = tree.heads[first]
        if tree.deps[first] == "dobj" and tree.lemmas[prep] in words("citing"):
            return self.roles.doer(prep)  # "closed its embassy, citing threats from Mali"
        if tree.deps[first] == "dobj" and tree.lemmas[prep] in cues()["reject_claim"] | words("spurning"):
            return self.roles.doer(prep)  # "rejects the objections raised by Chad"
        if tree.deps[first] != "pobj" or tree.lows[prep] not in words("face"):
            return []
        over = tree.heads[prep]
        if tree.lemmas[over] in ("response", "face", "light", "reaction") and tree.is_noun(over):
            over = tree.heads[tree.heads[over]]
        if tree.lows[prep] == "by" and tree.is_verb(over) and self.roles.passive(over):
            return self.roles.refs(self.roles.patient(over))  # "angered by threats from Mali"
        return self.roles.doer(over) if tree.is_verb(over) else []

    def _lying_under(self, i: int, sense: Noun) -> list[Ref]:
        """ "a Malian town under siege by Chadian forces": on whose town it is."""
        tree = self.tree
        under = tree.heads[i]
        if sense.type not in ("ASSAULT", "COERCE") or tree.deps[i] != "pobj" or tree.lows[under] != "under":
            return []
        over = tree.heads[under]
        held = self.roles.subject(over) if tree.is_verb(over) else [over]
        which = [
            tree.heads[over] for k in held if tree.lows[k] in ("which", "that") and tree.deps[over] == "relcl"
        ]
        found = self.roles.refs(held)
        return found or [r for k in (which or held) for r in self.actors.place(k)]

    def _if_attacked(self, v: int) -> list[Ref]:
        """ "Chad will respond if Libya launches an attack": on Chad."""
        tree = self.tree
        over = tree.heads[v]
        if tree.deps[v] != "advcl" or not any(tree.lows[m] in ("if", "should") for m in tree.kids(v, "mark")):
            return []
        codes = {r.code for r in self.roles.doer(v)}
        return [r for r in self.roles.refs(self.roles.subject(over)) if r.code not in codes]

    def _thanking(self, i: int) -> list[Ref]:
        """ "Mali thanked Chad for its help": who gives thanks was helped."""
        tree = self.tree
        for up in list(tree.up(i))[:3]:
            if tree.is_verb(up) and tree.tags[up] != "VBG":
                return self.roles.doer(up) if tree.lemmas[up] == "thank" else self._helped(i)
        return self._helped(i)

    def _helped(self, i: int) -> list[Ref]:
        """ "Mali's army, with Chadian support, took the town": whoever does something with it."""
        tree = self.tree
        prep = tree.heads[i]
        if tree.deps[i] != "pobj" or tree.lows[prep] != "with" or tree.lemmas[i] not in words("backing"):
            return []
        over = tree.heads[prep]
        if tree.deps[over] in ("dobj", "pobj") and not (tree.actor(over) or self.actors.own(over)):
            over = next((up for up in tree.up(over) if tree.is_verb(up)), over)
        if tree.is_verb(over):
            return self.roles.doer(over)
        return self.actors.of(over, loose=False) if tree.deps[over] in ("nsubj", "nsubjpass") else []

    def _same_land(self, i: int, doers: list[Ref], targets: list[Ref]) -> bool:
        """ "Chad's visit to the country": not to its own."""
        tree = self.tree
        land = any(tree.lemmas[k] in words("of_state") for k in tree.after(i, "to", "in"))
        return land and bool(targets) and {r.code for r in targets} <= {r.code for r in doers}

    def _others_above(self, i: int, doers: list[Ref]) -> list[Ref]:
        """The state that was named last before and is none of these."""
        codes = {r.code for r in doers}
        here = self.tree.offset + self.tree.starts[i]
        for m in reversed(self.tree.mentions):
            if m.end <= here and m.actor and m.actor not in codes and is_state(m.actor):
                return [Ref(m.actor, (m.start, m.end), i, 2, "again")]
        return []

    def _used_in(self, i: int) -> list[Ref]:
        """ "used helicopters in air operations over Chad": whoever used them."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        v = tree.heads[prep]
        if tree.lows[prep] not in ("in", "for", "during"):
            return []
        if tree.lemmas[v] in words("part_in") and tree.deps[v] == "dobj":
            v = tree.heads[v]  # "had a role in the raid"
            if tree.lemmas[v] in cues()["reject_claim"]:
                return self.roles.doer(v)  # "denied any role in the raid"
        if tree.lows[prep] == "in" and tree.is_verb(v) and takes_part(tree, v):
            if tree.lemmas[v] not in words("involving"):
                return self.roles.doer(v)  # "took part in strikes on"
            return self.roles.refs(self.roles.patient(v)) if self.roles.passive(v) else []
        return self.roles.doer(v) if tree.is_verb(v) and tree.lemmas[v] in words("using") else []
