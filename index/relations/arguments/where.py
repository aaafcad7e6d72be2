"""Who did it, by where it was done: in whose prison, from whose soil, to which host.

"Two Chileans were jailed in Peru", "a rocket launched from Chad", "the envoy to Mali was summoned".
"""

from __future__ import annotations

from index.relations.arguments.whose import Whose
from index.relations.language.lexicon import noun_senses
from index.relations.language.tables import cues, words
from index.relations.reference.refs import Ref

_REASONS = frozenset({"after", "when", "as", "because"})


class Where(Whose):
    """Reads of one tree who did what is told in the passive, with its place and without its doer."""

    def _where_held(self, v: int) -> list[Ref]:
        """ "was jailed in Chad", "has been detained in Mali": who holds the place did it."""
        tree = self.tree
        if not self.roles.passive(v):
            return []
        if tree.lemmas[v] in ("deny", "refuse", "bar", "ban", "block") and (found := self._kept_out(v)):
            return found
        terms_given = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("sentence")]
        if tree.lemmas[v] in ("give", "hand") and terms_given:  # "was given a life sentence in Chad"
            return [r for o in (v, *terms_given) for r in self._holders(o, "in")]
        if tree.lemmas[v] in words("sentencing"):
            courts = [k for k in range(v + 1, len(tree)) if tree.lemmas[k] == "court" and v in tree.up(k)]
            if courts:
                return self.roles.refs(courts)  # "found guilty in a court in Chad"
        if tree.lemmas[v] not in words("custody") | {"find"}:  # "was beaten in a Chadian jail"
            cells = [k for k in tree.after(v, "in") if tree.lemmas[k] in words("prison")]
            return self.roles.refs(cells, loose=False)
        if tree.lemmas[v] == "hold" and any(
            tree.lemmas[t] in noun_senses()
            or tree.lows[t] in ("it", "which", "that")
            or (t not in tree.at and tree.lemmas[t] in words("held_event"))
            for t in self.roles.patient(v)
        ):
            return []  # talks held in Chad
        entering = [
            e
            for owner in (v, *tree.kids(v, "oprd", "acomp"))
            for p in tree.kids(owner, "prep")
            for e in tree.kids(p, "pcomp")
            if tree.lemmas[e] in words("entering")
        ]
        if refs := self.roles.refs([k for e in entering for k in tree.kids(e, "dobj")], loose=False):
            return refs  # "convicted of illegally entering Chad"
        terms = [
            k for p in tree.kids(v, "prep") for k in tree.kids(p, "pobj") if tree.lemmas[k] in words("term")
        ]
        held = [k for t in self.roles.patient(v) for k in (t, *tree.kids(t, "appos"))]
        held += [k for t in list(held) for k in tree.kids(t, "acl") if tree.lemmas[k] in words("living")]
        for owner in (v, *terms, *entering, *held, *tree.after(v, "as")):
            for noun in tree.after(owner, "in", "at", "near", "into", "across", "on"):
                if tree.lemmas[noun] in words("bloodshed"):
                    continue  # "convicted in the death of a Malian"
                if refs := self.actors.holders(noun):
                    there = [r for k in tree.after(noun, "in") for r in self.actors.place(k)]
                    return (
                        self._not_victims(v, refs) if there else refs
                    ) or there  # "held at the Malian embassy in Chad"
        return self._in_court(v)

    def _in_court(self, v: int) -> list[Ref]:
        """ "In proceedings at a Chadian court, two Malians were charged": whose court it is."""
        tree = self.tree
        if tree.lemmas[v] not in words("custody"):
            return []
        courts = [k for n in tree.after(v, "in", "at") for k in tree.after(n, "at", "in", "before")]
        return self.roles.refs([k for k in courts if tree.lemmas[k] == "court"], loose=False)

    def _sent_from(self, v: int) -> list[Ref]:
        """ "Malian diplomats were told to leave Chad", "given 48 hours to leave": by those who live there."""
        tree = self.tree
        told = [k for t in self.roles.patient(v) for k in (t, *tree.kids(t, "conj"))]
        if not self.roles.passive(v) or not any(tree.lemmas[t] in words("diplomat") for t in told):
            return []
        near = [v, *tree.kids(v, "dobj", "npadvmod")]
        goes = [k for o in near for k in tree.kids(o, "xcomp", "ccomp", "advcl", "relcl", "acl")]
        return [
            r
            for k in goes
            if tree.lemmas[k] in words("departing")
            for place in tree.kids(k, "dobj")
            for r in self.roles.refs([place], loose=False)
        ]

    def _kept_out(self, v: int) -> list[Ref]:
        """ "was denied a visa to enter Chad", "were refused entry to Mali": by those who live there."""
        tree = self.tree
        asked = [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("pass")]
        near = [v, *asked]
        ways = [k for o in near for k in tree.kids(o, "advcl", "xcomp", "acl")]
        ways += [k for p in tree.kids(v, "prep") for k in tree.kids(p, "pcomp")]
        entering = [k for k in ways if tree.lemmas[k] in words("entering")]
        into = [k for e in entering for k in (*tree.kids(e, "dobj"), *tree.after(e, "to", "into", "in"))]
        if asked:
            into += [k for o in near for k in tree.after(o, "to", "into", "for", "in")]
        return [r for k in into for r in self.actors.holders(k)]

    def _provoked(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "scrambled jets after a Malian plane flew by", "a Malian plane flew by, prompting Chad to scramble
        jets": who provoked it.
        """
        tree = self.tree
        codes = {r.code for r in sources}
        over = tree.heads[v]
        if tree.deps[v] in ("xcomp", "ccomp") and tree.lemmas[over] in words("prompting"):
            first = tree.heads[over] if tree.deps[over] in ("advcl", "conj", "relcl", "acl") else over
            doers = self.roles.doer(first) if tree.is_verb(first) else []
            return [r for r in doers if r.code not in codes]
        owners = (v, *tree.kids(v, "dobj"))
        causes = [k for o in owners for k in tree.kids(o, "advcl") if any(tree.lows[m] in _REASONS for m in
                  tree.children[k])]  # fmt: skip
        causes += [k for p in tree.kids(v, "prep") if tree.lows[p] in _REASONS for k in tree.kids(p, "pcomp")]
        if tree.lemmas[v] != "scramble":  # "opened fire as Malians approached", "took towns as Malians fled"
            causes = [k for k in causes if tree.lemmas[k] in words("intruding") | words("giving_way")]
        return [r for k in causes for r in self.roles.doer(k) if r.code not in codes]

    def _let_in(self, v: int) -> list[Ref]:
        """ "Malians were not allowed to enter Chad", "are allowed into Chad": by those there."""
        tree = self.tree
        if not self.roles.passive(v) or tree.lemmas[v] not in ("allow", "permit"):
            return []
        entering = [k for k in tree.kids(v, "xcomp", "advcl") if tree.lemmas[k] in words("entering")]
        into = [k for e in entering for k in (*tree.kids(e, "dobj"), *tree.after(e, "to", "into", "in"))]
        return [r for k in (*into, *tree.after(v, "into", "in")) for r in self.actors.holders(k)]

    def _assailed(self, v: int) -> list[Ref]:
        """ "Three Malian assailants were shot in attacks on Chadian police": by those whom they attacked."""
        tree = self.tree
        if not self.roles.passive(v) or self.roles.agent(v):
            return []
        if not any(tree.lemmas[k] in words("assailant") for k in self.roles.patient(v)):
            return []
        deeds = [
            k for k in tree.after(v, "in", "during", "after", "following") if self._is_a(k, words("attack"))
        ]
        hit = [k for d in deeds for k in tree.after(d, "on", "against", "at")]
        return self._not_victims(v, self.roles.refs(hit, loose=False))

    def _where_freed(self, v: int) -> list[Ref]:
        """ "a nurse held in Chad was freed", "was released from a Chadian jail": who held lets go."""
        tree = self.tree
        if not self.roles.passive(v) or tree.lemmas[v] not in words("freeing"):
            return []
        jailed = any(tree.lemmas[k] in words("jailed") for k in self.roles.patient(v))
        if jailed and (there := self._holders(v, "in")):  # "prisoners were freed in Chad"
            return self._not_victims(v, there)
        for cell in tree.after(v, "from"):
            if tree.lemmas[cell] in words("prison"):
                return self.roles.refs([cell]) or self._holders(cell, "in") or self._holders(v, "in")
        spent = [
            k for p in tree.kids(v, "prep") for c in tree.kids(p, "pcomp") for k in sorted(tree.below(c))
        ]
        for cell in spent:  # "released after years in detention in Chad"
            if tree.lemmas[cell] in words("prison") and (found := self._holders(cell, "in")):
                return found
        for patient in self.roles.patient(v):
            for acl in tree.kids(patient, "acl"):
                if tree.lemmas[acl] in words("custody") and tree.tags[acl] == "VBN":
                    return self.roles.refs(self.roles.agent(acl)) or self._holders(acl, "in")
        return []

    def _heard_in(self, v: int) -> list[Ref]:
        """ "was criticised in Berlin", "is condemned in Pakistan": by those who live there."""
        if not self.roles.passive(v) or self.roles.agent(v):
            return []
        if self.tree.lemmas[v] in words("close_to") or self.tree.lemmas[v] == "link":
            return []  # "visits fighters linked to Al-Qaeda in Mali"
        return self._holders(v, "in", "across", "throughout")

    def _granted_in(self, v: int) -> list[Ref]:
        """ "was granted asylum in Mali": by Mali."""
        objects = self.tree.kids(v, "dobj")
        return self._heard_in(v) if any(self._is_a(k, words("right")) for k in objects) else []

    def _relative_attack(self, v: int) -> int | None:
        """ "an Israeli attack in which 54 civilians were killed"."""
        tree = self.tree
        attack = tree.heads[v]
        which = any(
            tree.lows[k] in ("which", "whom") for p in tree.kids(v, "prep") for k in tree.kids(p, "pobj")
        )
        told = tree.deps[v] == "relcl" and (
            which or any(tree.lows[k] == "when" for k in tree.kids(v, "advmod"))
        )
        return attack if told and attack not in tree.at and self._is_a(attack, words("attack")) else None

    def _fired_from(self, v: int) -> list[Ref]:
        """ "a rocket launched from Chad", "killed by mortar fire from Chad"."""
        dealt = self.roles.agent(v) if self.roles.passive(v) else []
        thrown = dealt or self.roles.patient(v)
        if not self.roles.passive(v) and self._fired(v):  # "mortar rounds fired from Chad land in Mali"
            shot = [k for t in self.roles.agent(v) for k in self.tree.kids(t, "acl")]
            return [r for k in shot for r in self._holders(k, "from")]
        if not self.roles.passive(v) or not any(self._is_a(k, words("attack")) for k in thrown):
            return []
        return self._holders(v, "from")

    def _aboard(self, v: int) -> list[Ref]:
        """ "boarded a ship carrying activists from Chad", "bombed a bus that carried Malian workers"."""
        tree = self.tree
        clauses = [k for t in self.roles.patient(v) for k in tree.kids(t, "acl", "relcl")]
        loads = [k for c in clauses if tree.lemmas[c] in ("carry", "transport", "ferry") for k in
                 tree.kids(c, "dobj")]  # fmt: skip
        hulls = [t for t in self.roles.patient(v) if tree.lemmas[t] in words("ship")]
        loads += [k for o in ([v, *hulls] if hulls else []) for k in tree.after(o, "with")]
        return self.roles.refs(loads)

    def _host(self, v: int) -> list[Ref]:
        """ "Chad's ambassador to Mali was summoned": by Mali."""
        tree = self.tree
        if not self.roles.passive(v) or tree.lemmas[v] not in ("summon", "expel", "declare", "call"):
            return []
        if any(tree.lows[k] in ("home", "back") for k in tree.kids(v, "advmod", "prt")):
            return []  # "was summoned home": by his own
        envoys = [k for t in self.roles.patient(v) for k in (t, *tree.kids(t, "appos"))]
        there = [k for t in envoys for k in tree.after(t, "to", "in")]
        there += tree.after(v, "in") if tree.lemmas[v] == "declare" else []
        return self.roles.refs(there)

    def _ruler(self, v: int) -> list[Ref]:
        """ "A British judge rules that he will be extradited": who rules so does it."""
        tree = self.tree
        over = tree.heads[v]
        if tree.deps[v] == "acl" and tree.lemmas[v] in words("custody") and tree.deps[over] == "nsubj":
            over = tree.heads[over]  # "says that two Malians arrested for spying have confessed"
            if tree.deps[over] != "ccomp" or any(tree.lows[p] in ("in", "at") for p in tree.kids(v, "prep")):
                return []
            over = tree.heads[over]
        elif not self.roles.passive(v) or tree.deps[v] != "ccomp":
            return []
        if tree.lemmas[over] not in cues()["ruling"]:
            return []
        told = self.roles.doer(over)
        if tree.lemmas[over] in ("say", "report", "confirm"):  # "the UN says that Malians were evacuated"
            bodies = [r for r in told if r.token in tree.at and tree.at[r.token].kind == "organisation"]
            return [r for r in told if r not in bodies]
        return told

    def _holders(self, i: int, *prepositions: str) -> list[Ref]:
        """Who holds the places that stand after these prepositions of the word."""
        return [r for k in self.tree.after(i, *prepositions) for r in self.actors.holders(k)]

    def _holders_after(self, i: int, *prepositions: str) -> list[Ref]:
        """The same for the word and for what is said of it: "rockets launched from Gaza"."""
        return [r for k in (i, *self.tree.kids(i, "acl")) for r in self._holders(k, *prepositions)]
