"""Whose event a noun tells where the noun does not say: the verb that carries it, and what stands around it.

"held talks", "thanked Chad for its help", "was convicted of the murder of", "protests in Mali".
"""

from __future__ import annotations

from dataclasses import dataclass

from index.relations.arguments.prepositions import Preposition
from index.relations.events import Event, pairs
from index.relations.language.lexicon import Light, Noun, light_verbs, operators, verb_senses
from index.relations.language.tables import cues, words
from index.relations.nouns.outlying import Outlying
from index.relations.reference.refs import Ref, further

_EVENT_LINKS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """The light verb that carries a noun's event, and what it makes of it."""

    verb: int
    light: Light


class Bearers(Outlying):
    """Finds in one tree who bears the event of a noun."""

    # ---- the verb that carries it
    def _carrier(self, i: int, kind: str) -> Carrier | None:
        """The light verb above the noun, when there is one."""
        tree = self.tree
        j = tree.first_conjunct(i)
        for _ in range(3):  # "a series of attacks", "a new round of talks"
            head = tree.heads[j]
            if (
                tree.deps[j] == "pobj"
                and tree.lows[head] == "of"
                and tree.lemmas[tree.heads[head]] in words("transparent")
            ):
                j = tree.first_conjunct(tree.heads[head])
            else:
                break
        head = tree.heads[j]
        if tree.deps[j] in _EVENT_LINKS and tree.is_verb(head):
            return self._light(head, kind, "")
        plan = tree.heads[head]
        if (
            tree.deps[j] == "pobj"
            and tree.lows[head] in ("for", "of")
            and tree.lemmas[plan] in words("planning_noun")
        ):
            over = tree.heads[tree.first_conjunct(plan)]
            if tree.deps[tree.first_conjunct(plan)] in _EVENT_LINKS and tree.is_verb(over):
                return Carrier(over, Light("plan", ""))
        over = tree.heads[head]
        if (
            tree.deps[j] == "pobj"
            and tree.lemmas[over] == "responsibility"
            and tree.is_verb(tree.heads[over])
        ) and tree.lemmas[tree.heads[over]] in ("claim", "assert", "accept", "take"):
            return Carrier(tree.heads[over], Light("report", ""))
        if tree.deps[j] == "pobj" and tree.is_verb(tree.heads[head]):
            return self._light(tree.heads[head], kind, tree.lows[head])
        return None

    def _light(self, v: int, kind: str, prep: str) -> Carrier | None:
        tree = self.tree
        table = light_verbs()
        names = [tree.lemmas[v]]
        if prep:
            names = [f"{tree.lemmas[v]}_{prep}"]
        else:
            names = [f"{tree.lemmas[v]}_{tree.lows[k]}" for k in tree.kids(v, "prt")] or names
        for name in names:
            light = table.get((name, kind)) or table.get((name, "*"))
            if light is not None:
                return Carrier(v, light)
        return None

    # ---- what stands around it
    def _visiting(self, i: int, prepositions: list[Preposition], targets: list[Ref]) -> list[Event]:
        """ "During a visit to Baghdad, the German chancellor said": who said so was the visitor."""
        tree = self.tree
        head = tree.heads[i]
        if tree.deps[i] != "pobj" or tree.lows[head] not in ("during", "in", "on", "after", "at"):
            return []
        v = tree.heads[head]
        if not tree.is_verb(v):
            return []
        places = [
            r for p in prepositions if p.owner == i and p.word == "to" for r in self.actors.place(p.noun)
        ]
        rule = f"CONSULT: {tree.lows[head]} a {tree.lemmas[i]} to"
        doers = self.roles.doer(v)
        return pairs(doers, targets or places, "CONSULT", False, (i,), rule, i, penalty=0.1)

    def _resisting(self, i: int) -> list[Ref]:
        """ "Ukraine's fight against Russian aggression": who resists is attacked."""
        tree = self.tree
        first = tree.first_conjunct(i)
        head = tree.heads[first]
        if tree.deps[first] == "dobj" and tree.lemmas[head] in cues()["resist"]:
            return self.roles.doer(head)
        if tree.deps[first] != "pobj" or tree.lows[head] not in ("against", "to"):
            return []
        over = tree.heads[head]
        if tree.lemmas[over] not in cues()["resist"]:
            return []
        if tree.is_verb(over):
            return self.roles.doer(over)
        owners = [
            r for k in tree.kids(over, "poss", "amod", "compound") for r in self.actors.modifier(k, True, 1)
        ]
        if tree.lemmas[over] in words("reaction"):  # NATO's response to an attack on another
            owners = [r for r in owners if not self._is_body(r)]
            return owners or [
                r for r in self._engaged(over, self._carrier(over, "ASSAULT")) if not self._is_body(r)
            ]
        return owners or self._engaged(over, self._carrier(over, "ASSAULT"))

    def _held_place(self, i: int, sense: Noun, prepositions: list[Preposition]) -> list[Ref]:
        """ "Chad's blockade of Bamako", "an airstrike in Mali": whose the place is."""
        near = [p for p in prepositions if p.word in sense.targets and p.owner == i]
        if sense.type == "ASSAULT":
            besieged = [r for p in near if p.word == "of" for r in self.actors.place(p.noun)]
            return besieged or self._attacked_place(i, prepositions)
        return [r for p in near for r in self.actors.place(p.noun, within=False)]

    def _attacked_place(self, i: int, prepositions: list[Preposition]) -> list[Ref]:
        """The country that holds the place of an attack without a named victim."""
        tree = self.tree
        aimed = [p.noun for p in prepositions if p.owner == i and p.word == "on" and p.noun not in tree.at]
        aimed = [k for k in aimed if tree.tags[k] == "NNP"]
        round_them = tree.after(i, "in") if aimed else []
        towns = [r for k in (*aimed, *round_them) for r in self.actors.place(k)]
        if (
            tree.deps[i] == "pobj"
            and tree.lows[tree.heads[i]] != "with"  # "launched raids, with strikes in Kobani killing two"
            and not self._claimed(i)
            and not self._unnamed_dead(tree.heads[tree.heads[i]])
            and any(
                tree.is_verb(up)
                and any(s.type == "ASSAULT" and not s.object for s in verb_senses().get(tree.lemmas[up], []))
                for up in list(tree.up(i))[:3]
            )
        ):
            return towns  # the verb above says who was hit; but "on Qana in Lebanon" says so too
        v = tree.heads[i]
        deadly = any(s.type == "ASSAULT" and s.target == "obj" for s in verb_senses().get(tree.lemmas[v], []))
        if tree.deps[i] == "nsubj" and deadly and self.roles.refs(tree.kids(v, "dobj")):
            return towns  # "a strike in Baghdad kills an Iranian"
        for p in prepositions:
            if p.word in ("in", "near", "across", "over", "on", "at", "against", "into"):
                refs = self.actors.holders(p.noun) or self._beside_unknown(p.noun)
                if refs:
                    return refs
        if self._claimed(i):
            doers = {r.code for r in self.roles.doer(tree.heads[tree.heads[tree.heads[i]]])}
            for k in range(i, -1, -1):
                placed = k in tree.at and tree.at[k].kind in ("country", "place")
                if placed and (refs := [r for r in self.actors.place(k) if r.code not in doers]):
                    return refs  # "A bomb kills ten in Kabul; the Taliban claims responsibility for it"
        if tree.deps[i] == "pobj" and tree.lows[tree.heads[i]] in ("after", "following"):
            over = tree.heads[tree.heads[i]]
            if tree.is_verb(over) and tree.deps[tree.heads[i]] == "prep":
                return self.roles.doer(over)  # "closed its border after an attack by Sudanese militiamen"
        return []

    def _unnamed_dead(self, v: int) -> bool:
        """ "twelve people die in a strike on a camp in Mali": the place alone says whose they were."""
        died = self.tree.is_verb(v) and self.tree.lemmas[v] in ("die", "perish")
        return died and not self.roles.refs(self.roles.subject(v))

    def _beside_unknown(self, noun: int) -> list[Ref]:
        """ "an attack on Dhayra, in south Lebanon": where a place lies that no table knows."""
        tree = self.tree
        if tree.tags[noun] != "NNP" or noun in tree.at or noun + 3 >= len(tree):
            return []
        k = noun + 2 if tree.lows[noun + 1] == "," else noun + 1
        return [r for n in tree.kids(k, "pobj") for r in self.actors.place(n)] if tree.lows[k] == "in" else []

    def _claimed(self, i: int) -> bool:
        tree = self.tree
        return tree.deps[i] == "pobj" and tree.lemmas[tree.heads[tree.heads[i]]] == "responsibility"

    def _done_at(self, i: int) -> bool:
        """ "at the request of", "upon request by": what is done is done as asked."""
        return self.tree.deps[i] == "pobj" and self.tree.lows[self.tree.heads[i]] in words("done_at")

    def _with_help(self, i: int) -> list[Ref]:
        """ "attacked with the help of Chad": those who act are helped."""
        tree = self.tree
        over = tree.heads[tree.heads[i]]
        given = tree.deps[i] == "pobj" and tree.lows[tree.heads[i]] == "with" and tree.after(i, "of", "from")
        acting = self.roles.agent(over) if given and tree.is_verb(over) else []
        return self.roles.refs([k for k in acting if self.roles.is_state(k)])

    def _by_states(self, prepositions: list[Preposition], i: int) -> bool:
        """ "a protest from Chad": that of a state is a complaint, and no crowd's."""
        by = [p.noun for p in prepositions if p.owner == i and p.word in ("from", "by")]
        return bool(by) and all(self.roles.is_state(k) for k in by)

    def _answered(self, i: int, sense: Noun, doers: list[Ref]) -> list[Event]:
        """ "Malta rejected a request by Italy": who answers was asked."""
        tree = self.tree
        v = tree.heads[tree.first_conjunct(i)]
        if self._done_at(i) and (tree.lows[v] == "at" or sense.type == "REQUEST"):
            acting = next((up for up in tree.up(v) if tree.is_verb(up)), i)
            asked = self.roles.doer(acting)  # "at the request of Chad, Mali ..."
            if not asked and self.roles.passive(acting):  # "is arrested in Mali at the request of Chad"
                asked = [r for k in tree.after(acting, "in") for r in self.actors.holders(k)]
            return pairs(doers, asked, sense.type, False, (i,), f"REQUEST: at the {sense.noun} of", i)
        acting = tree.heads[v]
        if (
            tree.deps[i] == "pobj"
            and tree.lows[v] in ("on", "to")
            and tree.lemmas[acting] in words("heeding")
        ):
            rule = f"REQUEST: {tree.lemmas[acting]} on the {sense.noun} of"
            return pairs(doers, self.roles.doer(acting), sense.type, False, (i,), rule, i, penalty=0.05)
        if tree.deps[tree.first_conjunct(i)] not in ("dobj", "nsubjpass", "pobj") or tree.lemmas[
            v
        ] not in words("answer"):
            return []
        return pairs(
            doers,
            self.roles.doer(v),
            sense.type,
            False,
            (i,),
            f"{sense.type}: {sense.noun} answered",
            i,
            penalty=0.05,
        )

    def _engaged(self, i: int, carrier: Carrier | None) -> list[Ref]:
        """Whose talks they are when the noun does not say: the subject of the verb that carries it."""
        tree = self.tree
        if carrier is not None:
            return self.roles.doer(carrier.verb)
        head = tree.heads[i]
        if (
            tree.deps[i] == "pobj"
            and tree.lows[head] == "of"
            and tree.lemmas[tree.heads[head]] in words("transparent")
        ):  # "in a second round of talks"
            i = tree.first_conjunct(tree.heads[head])
            head = tree.heads[i]
        said = tree.heads[head]
        if tree.deps[i] == "pobj" and tree.lemmas[said] in words("hearsay"):
            denied = tree.deps[said] == "dobj" and tree.lemmas[tree.heads[said]] in cues()["reject_claim"]
            return self.roles.doer(tree.heads[said]) if denied else []  # "denied reports of talks with"
        if tree.deps[i] == "pobj" and tree.lows[head] in ("of",) and tree.lows[tree.heads[head]] == "ahead":
            return self.roles.refs(self.roles.subject(tree.heads[tree.heads[head]]))
        if tree.deps[i] == "pobj" and tree.lows[head] in (
            "in",
            "for",
            "at",
            "after",
            "during",
            "into",
            "on",
            "to",
            "following",
            "before",
            "amid",
            "over",
            "despite",
            "by",
            "through",
            "under",
        ):
            v = tree.heads[head]
            if tree.lemmas[i] in words("talk") and tree.lows[head] in ("in", "during"):
                while tree.is_noun(v) and v not in tree.at and tree.heads[v] != v:
                    v = tree.heads[v]  # hung on a noun between: "abandon its shield in talks with Chad"
            if tree.lows[v] == "ahead" or tree.deps[v] == "acomp":
                v = tree.heads[v]
            talks = tree.lemmas[i] in words("talk") and bool(tree.after(i, "with"))
            if talks and tree.lows[head] in ("in", "during"):
                while tree.deps[v] in ("pobj", "dobj", "prep"):  # "calls for peace in meetings with"
                    v = tree.heads[v]
            if tree.is_verb(v):
                return self.roles.refs(self.roles.subject(v)) or self._told_by(v)
        return []

    def _told_by(self, v: int) -> list[Ref]:
        """ "Chad says that six died in clashes with Mali": who tells of it was there."""
        over = self.tree.heads[v]
        operator = operators().get(self.tree.lemmas[over])
        if self.tree.deps[v] != "ccomp" or operator is None or operator.effect not in ("report", "announce"):
            return []
        return [further(r, "speaker") for r in self.roles.doer(over)]
