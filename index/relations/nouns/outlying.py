"""Who is meant by a noun's event where only the clause around it says so.

"in protest at", "convicted of the murder of", "a visit to Basra".
"""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.events import Event, pairs
from index.relations.language.lexicon import Noun, noun_senses, verb_senses
from index.relations.language.tables import cues, words
from index.relations.nouns.facing import Facing
from index.relations.reference.recalled import hit_before
from index.relations.reference.refs import Ref

_THERE = frozenset({"in", "at", "near", "on", "of", "outside", "inside"})


class Outlying(Facing):
    """Reads the clause around a noun of one tree."""

    def _only_a_matter(self, i: int) -> bool:
        """ "discussed relations with Chad", "talks on ties": a matter is not told, nor a heading."""
        tree = self.tree
        first = tree.first_conjunct(i)
        over = tree.heads[first]
        if not any(tag[0] == "V" for tag in tree.tags):
            return True
        hurt = tree.heads[over] if tree.lows[over] == "of" else first  # "the system of relations between"
        if tree.deps[hurt] == "dobj" and tree.lemmas[tree.heads[hurt]] in words("harming"):
            return True
        if tree.deps[first] == "pobj" and tree.lows[over] in ("to", "in", "for"):
            return tree.lemmas[tree.heads[over]] in words("damage")  # "a blow to ties with Chad"
        if tree.deps[first] == "pobj" and tree.kid(i, "poss") is not None:
            return False  # "over its ties with Chad"
        if tree.deps[first] == "pobj":
            return tree.lows[over] in ("about", "on", "over", "regarding", "concerning")
        return tree.deps[first] == "dobj" and tree.lemmas[over] in words("discussing")

    def _clause_subject(self, i: int) -> list[Ref]:
        """ "sets a deadline for a trade deal with Chad": the deal is the subject's."""
        tree = self.tree
        first = tree.first_conjunct(i)
        prep = tree.heads[first]
        noun = tree.heads[prep]
        if tree.deps[first] != "pobj" or tree.lows[prep] not in ("for", "of", "to"):
            return []
        if tree.is_verb(noun) and tree.lows[prep] == "of" and tree.lemmas[noun] in ("inform", "notify"):
            return self.roles.doer(noun)  # "informs its parliament of a deal with Chad"
        if not tree.is_noun(noun) or noun in tree.at or tree.kid(first, "relcl") is not None:
            return []
        v = tree.heads[tree.first_conjunct(noun)]
        if tree.deps[v] == "prep":
            v = tree.heads[v]
        judging = any(
            s.type in ("ACCUSE", "SUPPORT", "REJECT") for s in verb_senses().get(tree.lemmas[v], [])
        )
        return self.roles.doer(v) if tree.is_verb(v) and not judging else []

    def _culprits(self, i: int, prepositions: list[Preposition]) -> list[Ref]:
        """ "a probe into the killing of Malians by Chad", "anger in Mali over a Chadian raid": who did it."""
        tree = self.tree
        for p in prepositions:
            if p.owner != i or p.word not in ("into", "over", "of", "about", "at", "on", "to"):
                continue
            harm = any(s.type in ("ASSAULT", "COERCE") for s in noun_senses().get(tree.lemmas[p.noun], []))
            if not harm or p.noun in tree.at:
                continue
            owners = [p.noun, *(a for a in tree.kids(p.noun, "acl") if tree.tags[a] == "VBN")]
            by = [n for o in owners for n in tree.after(o, "by", "from")]
            if found := self.roles.refs(by) or self.actors.own(p.noun):
                return found
        return self._author_of_cause(prepositions) if self._carrier_tells(i) else []

    def _carrier_tells(self, i: int) -> bool:
        """Whether the noun is what somebody voices: "expressed concern"."""
        tree = self.tree
        return tree.deps[i] == "dobj" and tree.lemmas[tree.heads[i]] in words("voicing")

    def _author_of_cause(self, prepositions: list[Preposition]) -> list[Ref]:
        """ "expressed concern after a test of rockets by Chad": who gave cause."""
        tree = self.tree
        for p in prepositions:
            if p.word not in ("after", "following", "over", "about", "at") or p.noun in tree.at:
                continue
            inside = sorted(tree.below(p.noun))
            by = [n for q in inside if tree.lows[q] == "by" and tree.deps[q] == "prep"
                  for n in tree.kids(q, "pobj")]  # fmt: skip
            if found := self.roles.refs(by) or self.actors.own(p.noun):
                return found
        return []

    def _beyond_doer(self, i: int, sense: Noun) -> list[Ref]:
        """ "strikes by Chadian jets on a Malian village": the phrase may hang on those who strike."""
        tree = self.tree
        return self.roles.refs([k for doer in tree.after(i, "by") for k in tree.after(doer, *sense.targets)])

    def _is_body(self, ref: Ref) -> bool:
        mention = self.tree.at.get(ref.token)
        return mention is not None and mention.kind == "organisation"

    def _leaves(self, i: int) -> bool:
        """Whether it is membership that ends, and no troops that go."""
        return self.tree.lemmas[i] in ("withdrawal", "exit", "departure", "secession")

    def _toured(self, i: int, sense: Noun, prepositions: list[Preposition]) -> list[Ref]:
        """ "makes a visit to Basra": a city visited is its country visited."""
        if sense.type != "CONSULT" or self.tree.lemmas[i] not in words("visit"):
            return []
        return [
            r
            for p in prepositions
            if p.owner == i and p.word in sense.targets
            for r in self.actors.place(p.noun)
        ]

    def _wishing(self, i: int) -> list[Ref]:
        """ "Macron said that aid to Ukraine should continue": who says so wishes it."""
        tree = self.tree
        v = tree.heads[tree.first_conjunct(i)]
        if not tree.is_verb(v) or tree.deps[tree.first_conjunct(i)] not in ("nsubj", "nsubjpass"):
            return []
        if not any(tree.lows[k] in ("should", "must", "will", "would") for k in tree.kids(v, "aux")):
            return []
        if tree.deps[v] != "ccomp":
            return []
        return self.roles.doer(tree.heads[v])

    def _vowing(self, i: int, kind: str) -> list[Ref]:
        """ "Chad says that strikes on Mali will continue": its own."""
        tree = self.tree
        v = tree.heads[i]
        if (
            kind not in ("ASSAULT", "SANCTION", "COERCE")
            or tree.deps[i] != "nsubj"
            or tree.deps[v] != "ccomp"
        ):
            return []
        will = any(tree.lows[k] in ("will", "would") for k in tree.kids(v, "aux"))
        goes_on = tree.lemmas[v] in words("going_on")
        return self.roles.doer(tree.heads[v]) if will and goes_on else []

    def _suffered(self, i: int, sense: Noun, accused: list[Ref]) -> list[Event]:
        """ "Iraq blames Al-Qaeda for a bombing": who blames somebody was hit."""
        tree = self.tree
        v = next((up for up in tree.up(i) if tree.is_verb(up)), i)
        if tree.deps[v] == "pcomp" and tree.is_verb(tree.heads[tree.heads[v]]):
            v = tree.heads[tree.heads[v]]
        if tree.lemmas[v] not in ("blame", "accuse", "implicate", "suspect", "hold"):
            return []
        if tree.lemmas[i] in words("misdeed"):
            return []  # "accused Chad of war crimes" says not whose people suffered
        if tree.after(i, "in", "of", "against", "on"):
            return []  # "accused of genocide in Chad": not of whoever says so
        places = [k for k in tree.after(v, "in", "at") if k > i]  # "accused of genocide in Chad"
        there = [r for k in places for r in self.actors.place(k)]
        victims = [r for r in self.roles.doer(v) if not self._is_body(r)]  # courts and unions only judge
        victims = there if {r.code for r in there} - {r.code for r in accused} else victims
        if not there and tree.lows[i - 1] in ("the", "both", "these"):  # the one told before
            victims = hit_before(tree, self.actors.context, i, accused) or victims
        return pairs(
            accused, victims, sense.type, False, (i,), f"{sense.type}: X blamed for", i, "reported", 0.2
        )

    def _struck_there(
        self, i: int, sense: Noun, prepositions: list[Preposition], accused: list[Ref]
    ) -> list[Event]:
        """ "A Libyan was arrested over a shooting at a school in Mali": there it was done."""
        own = [p for p in prepositions if p.owner == i]
        if self.tree.lemmas[i] in words("misdeed"):
            return []
        places = [r for p in own if p.word in _THERE for r in self.actors.place(p.noun)]
        rule = f"{sense.type}: {sense.noun} there"
        return pairs(accused, places, sense.type, False, (i,), rule, i, "reported", 0.15)

    def _announcers(self, i: int) -> list[Ref]:
        """ "Chad and Mali announce that the drills will start": theirs."""
        tree = self.tree
        v = tree.heads[i]
        if tree.deps[i] not in ("nsubj", "nsubjpass") or tree.deps[v] != "ccomp":
            return []
        if tree.lemmas[tree.heads[v]] not in ("announce", "declare", "say", "confirm", "agree"):
            return []
        found = self.roles.doer(tree.heads[v])
        return found if len(found) == 2 else []

    def _involved(self, i: int) -> list[Ref]:
        """ "talks involving Chad, Mali and Niger"."""
        tree = self.tree
        return [
            r
            for acl in tree.kids(i, "acl", "prep")
            if tree.lemmas[acl] in ("involve", "gather", "unite", "involving")
            or (tree.lemmas[acl] in ("include", "including") and tree.lows[acl - 1] != ",")
            for r in self.roles.refs(tree.kids(acl, "dobj", "pobj"))
        ]

    def _its_own(self, i: int) -> bool:
        tree = self.tree
        return any(tree.lows[k] in ("his", "her", "their") for k in tree.kids(i, "poss"))

    def _opposed(self, i: int) -> list[Ref]:
        """ "anti-American protests": whom they are against."""
        tree = self.tree
        found: list[Ref] = []
        for k in tree.kids(i, "amod", "compound", "nmod"):
            mention = tree.at.get(k)
            if mention is not None and mention.kind in ("country", "organisation"):
                start = mention.start - tree.offset
                if tree.text[max(0, start - 5) : start].lower() in ("anti-", "anti–"):
                    code = mention.actor or mention.entity
                    found.append(Ref(code, (mention.start, mention.end), k, 1, "modifier"))
        return found

    def _where_gathered(self, i: int, prepositions: list[Preposition]) -> list[Ref]:
        """ "protests at the French embassy in Bolivia": those who protest are of the place."""
        tree = self.tree
        near = list(prepositions)
        v = tree.heads[i]
        if tree.deps[i] in ("nsubj", "nsubjpass") and tree.lemmas[v] in words("breaking_out"):
            wide = tree.below(v) - {k for c in tree.kids(v, "advcl", "conj", "ccomp") for k in tree.below(c)}
            inside = [k for p in sorted(wide) if tree.lows[p] == "in" for k in tree.kids(p, "pobj")]
            near += [Preposition("in", k, v) for k in inside]
        for p in prepositions:
            near += [
                Preposition(tree.lows[q], k, p.noun)
                for q in tree.kids(p.noun, "prep")
                for k in tree.kids(q, "pobj")
            ]
        for p in near:
            refs = self.actors.holders(p.noun) if p.word in ("in", "across") else []
            if refs:
                return refs
        return []

    def _speaker(self, i: int, kind: str) -> list[Ref]:
        """ "Chad described the call with Mali as brief", "says that talks with Mali will resume": whose they
        are goes without saying.
        """
        tree = self.tree
        v = tree.heads[i]
        if tree.deps[i] in ("nsubj", "nsubjpass") and tree.deps[v] == "ccomp" and tree.after(i, "with"):
            held = tree.lemmas[v] in cues()["happen"] or self.roles.passive(v)
            bare = any(tree.lows[k] == "to" for k in tree.kids(v, "aux"))  # "will allow talks to begin"
            return self.roles.doer(tree.heads[v]) if held and not bare and kind != "ASSAULT" else []
        return self.roles.doer(v) if tree.deps[i] in ("dobj", "nsubjpass") and tree.is_verb(v) else []

    def _blamed(self, i: int) -> list[Ref]:
        """ "was convicted of the murder of", "criticised Chad over the arrest of": the object did it."""
        tree = self.tree
        first = tree.first_conjunct(i)
        prep = tree.heads[first]
        if tree.deps[first] == "pobj" and tree.lows[prep] == "behind":
            return self.roles.refs(self.roles.responsible(first))  # "accused Chad of being behind the raid"
        if tree.lows[prep] == "of" and tree.lemmas[tree.heads[prep]] in words("transparent"):
            first = tree.first_conjunct(tree.heads[prep])  # "for a series of bombings"
            prep = tree.heads[first]
        if tree.lows[prep] in ("in", "with") and tree.lemmas[tree.heads[prep]] in words("part_in"):
            part = tree.heads[prep]  # "denies Malian involvement in the raid on"
            pronoun = any(tree.tags[k] == "PRP$" for k in tree.kids(part, "poss"))
            own = self.actors.own(part) or self.roles.refs(tree.after(part, "by", "of"))
            if own and not pronoun:
                return own
            first = tree.first_conjunct(part)  # "for his role in the killing of"
            prep = tree.heads[first]
        if tree.lows[prep] == "in" and any(tree.lows[k] in ("a", "an") for k in tree.kids(first, "det")):
            return []  # "arrested in a raid": how, and not for what
        v = tree.heads[prep]
        linked = tree.lows[prep] == "to" and tree.lemmas[v] in ("link", "tie", "connect")
        ways = ("of", "for", "over", "with", "in", "about")
        if tree.deps[first] != "pobj" or (tree.lows[prep] not in ways and not linked):
            return []
        if not tree.is_verb(v) and tree.is_verb(tree.heads[v]) and tree.deps[v] in ("dobj", "oprd", "acomp"):
            v = tree.heads[v]  # "summoned the ambassador over"
        if not tree.is_verb(v):
            return []
        if tree.deps[v] == "pcomp" and tree.lemmas[v] in ("involve", "engage", "participate"):
            v = tree.heads[tree.heads[v]]  # "accused of being involved in a plot"
        wanted = tree.lemmas[v] in ("want", "seek") and tree.tags[v] in ("VBN", "VBD")
        if not wanted and not any(
            s.type in ("ACCUSE", "COERCE", "SANCTION") for s in verb_senses().get(tree.lemmas[v], [])
        ):
            return []
        misread = wanted and tree.deps[v] == "acl"  # "men wanted for murder", read as active
        patients = [tree.heads[v]] if misread else self.roles.patient(v)
        posted = [  # "recalled its ambassador to Chad over the expulsion of": by Chad
            k
            for t in patients
            if tree.lemmas[t] in words("diplomat")
            for k in tree.after(t, "to", "in", "from")
        ]
        return self.roles.refs(posted) or self.roles.refs(patients)
