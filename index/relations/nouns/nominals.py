"""Events told by nouns: "Russia's war on Ukraine", "talks between A and B", "imposed sanctions on",
"US-led invasion of".
"""

from __future__ import annotations

from dataclasses import replace

from index.relations.arguments.backing import harm_backed
from index.relations.arguments.prepositions import Preposition, of_noun
from index.relations.events import Event, pairs
from index.relations.language.lexicon import Light, Noun, noun_senses
from index.relations.language.tables import words
from index.relations.nouns.adjuncts import in_adjunct
from index.relations.nouns.bearers import Carrier
from index.relations.nouns.carried import Carried
from index.relations.nouns.chains import chained
from index.relations.nouns.mutual import DEEDS
from index.relations.nouns.premodifiers import (
    agreed,
    aimed,
    assailing,
    blamed_on,
    died_in,
    hostile,
    joint,
    meant_for,
    named_before,
    stance,
    suffering,
)
from index.relations.nouns.spying import spied
from index.relations.nouns.telling import may_tell
from index.relations.reference.refs import Ref

_SPOKEN = frozenset({"THREATEN", "ACCUSE", "REQUEST", "COERCE", "REJECT"})


_TELL_NOTHING = frozenset((",", ".", ":", "''", "``", "HYPH", "POS", "DT", "CC", "MD", "PRP", "PRP$", "TO"))


class Nominals(Carried):
    """Finds the events of one tree that nouns tell."""

    def events(self) -> list[Event]:
        """All events of the tree's nouns and of adjectives such as "Iranian-backed"."""
        found: list[Event] = []
        for i, tag in enumerate(self.tree.tags):
            if tag in _TELL_NOTHING:
                continue
            if may_tell(self.tree, i):
                for sense in self._senses(i):
                    events = self._noun(i, sense)
                    if events:
                        found.extend(events)
                        break
                else:
                    found.extend(joint(self.tree, self.roles, i))
            else:
                found.extend(joint(self.tree, self.roles, i))
            found.extend(suffering(self.tree, self.roles, i))
            found.extend(spied(self.tree, self.roles, i))
            found.extend(meant_for(self.tree, self.actors, i))
            found.extend(died_in(self.tree, self.roles, i))
            found.extend(hostile(self.tree, self.roles, i))
            found.extend(stance(self.tree, self.actors, i))
            found.extend(aimed(self.tree, self.roles, i))
            found.extend(agreed(self.tree, self.roles, i))
            found.extend(blamed_on(self.tree, self.roles, i))
            found.extend(assailing(self.tree, self.roles, i))
        return found

    def _senses(self, i: int) -> list[Noun]:
        """Senses of the noun, those of a longer name ("peace treaty") first."""
        tree = self.tree
        table = noun_senses()
        for k in reversed(tree.kids(i, "compound", "amod")):
            longer = table.get(f"{tree.lows[k]} {tree.lemmas[i]}")
            if longer:
                return longer
        for k in [k for p in tree.kids(i, "prep") if tree.lows[p] == "of" for k in tree.kids(p, "pobj")]:
            if longer := table.get(f"{tree.lemmas[i]} of {tree.lemmas[k]}"):
                return longer  # "an exchange of fire"
        return table.get(tree.lows[i] if tree.tags[i] == "VBG" else tree.lemmas[i], [])

    # ---- the places of a noun
    def _noun(self, i: int, sense: Noun) -> list[Event]:  # noqa: PLR0912, PLR0915
        tree = self.tree
        prepositions = chained(tree, i, of_noun(tree, i))
        if " of " in sense.noun:  # "the reopening of its border with Chad"
            inner = [p for k in tree.after(i, "of") for p in of_noun(tree, k)]
            prepositions += [replace(p, owner=i) for p in inner]
        doers, undergoers = self._named(i, sense)
        if sense.both:
            return self._mutual(i, sense, prepositions, doers)
        if sense.type == "PROTEST" and self._by_states(prepositions, i):
            sense = replace(sense, type="ACCUSE", rule=f"ACCUSE: {sense.noun} of a state")
        if sense.premodifier == "-" and self._its_own(i) and not self._after(prepositions, ("of",), i):
            doers, undergoers = [], doers  # "his arrest": he was arrested
        doers = doers or self._after(prepositions, sense.sources, i)
        if not doers and sense.type == "REQUEST" and self._done_at(i):  # "at the request of Chad"
            return self._answered(i, sense, self._after(prepositions, ("of",), i))
        if not doers and sense.type in ("AID", "SUPPORT") and (helped := self._with_help(i)):
            return pairs(self._after(prepositions, ("of", "from"), i), helped, sense.type, False, (i,),
                         f"{sense.type}: with the {sense.noun} of", i, penalty=0.05)  # fmt: skip
        if not doers and sense.type == "COERCE" and tree.lemmas[i] in words("detention"):
            held = tree.deps[i] in ("nsubj", "nsubjpass")  # "the trial of two Chileans began in Peru"
            doers = self._where_gathered(i, [p for p in prepositions if held or p.owner == i])
        if not doers and sense.type == "PROTEST" and self._stands(i):
            doers = self._where_gathered(i, prepositions)
        prepositions = [p for p in prepositions if not self._harm_backed(sense, p)]
        own = [p for p in prepositions if p.owner == i]
        targets = undergoers or self._after(own, sense.targets)
        if doers and not targets and sense.type == "ASSAULT":
            targets = self._beyond_doer(i, sense)
        if sense.type == "CONSULT" and doers and self._same_land(i, doers, targets):
            targets = self._others_above(i, doers)
        if sense.type == "PROTEST" and not targets:
            targets = self._opposed(i)
        if sense.type == "ACCUSE":
            fate = any(p.owner == i and tree.lemmas[p.noun] in words("fate") for p in prepositions)
            culprits = self._culprits(i, prepositions)
            if fate and not culprits:
                return []  # "an investigation into the death of a Malian"
            targets = culprits or targets or self._amiss(i, own)
        carrier = self._carrier(i, sense.type)
        if sense.type == "PROTEST" and not targets and (targets := self._sparked(i, prepositions)):
            carrier = None
        if not targets and carrier is not None:
            targets = self._after(prepositions, sense.targets) or self._toured(i, sense, prepositions)
        if (
            not doers
            and carrier is None
            and (tree.lemmas[i] in words("visit") or "before" in sense.targets)
            and sense.type == "CONSULT"
        ):
            return self._visiting(i, prepositions, targets)
        from_ = [p.noun for p in prepositions if p.owner == i and p.word == "from"]
        if sense.type == "RETREAT" and any(tree.lemmas[k] in words("deal") for k in from_):
            sense = replace(sense, type="REJECT")  # a treaty is left, not a country
        if sense.type == "RETREAT" and any(tree.lemmas[k] in words("network_left") for k in from_):
            sense = replace(sense, type="SANCTION")  # "its exit from the Malian power grid": no land is left
        if sense.type == "RETREAT" and targets and self._is_body(targets[0]) and self._leaves(i):
            sense = replace(sense, type="REJECT")
        had = carrier and tree.lemmas[i] in words("stood_by") and tree.lemmas[carrier.verb] in words("having")
        if had and not self._after(prepositions, ("for",)):
            return []  # "has the backing of Chad": a verb's pattern tells it
        enjoyed = carrier and sense.type == "SUPPORT" and tree.lemmas[carrier.verb] in words("enjoyed")
        if carrier and enjoyed and (backers := self._after(prepositions, ("of",), i)):
            doers, targets = backers, []  # "has the support of Chad"
            carrier = Carrier(carrier.verb, Light("receive", ""))
        if carrier and carrier.light.effect == "receive" and not doers and sense.type == "SANCTION":
            doers = self._after([p for p in prepositions if p.owner == i], ("from",))
            targets = [] if doers else targets  # "faces expulsion from the African Union"
        return self._directed(i, sense, prepositions, doers, targets, carrier)

    def _named(self, i: int, sense: Noun) -> tuple[list[Ref], list[Ref]]:
        """Those named before the noun: who does it, and whom it is done to."""
        doers, undergoers = named_before(self.tree, self.actors, i, sense.premodifier)
        if not undergoers and not sense.both and (by := self._by_another(i, doers)):
            return by, doers  # "the Greek bailout by the EU"
        return doers or self._measured(i), undergoers

    def _harm_backed(self, sense: Noun, p: Preposition) -> bool:
        """ "approval for the invasion of Mali", "support for sanctions on Chad": no support for these."""
        return sense.type == "SUPPORT" and harm_backed(self.tree, self.actors.own, p.noun)

    def _amiss(self, i: int, own: list[Preposition]) -> list[Ref]:
        """ "criticism of security at Malian airports", "concern over elections in Chad": of the place."""
        tree = self.tree
        if tree.lemmas[i] in words("fact_finding"):
            return []
        nouns = [
            p.noun for p in own if p.word in ("of", "over", "about", "at", "with") and p.noun not in tree.at
        ]
        nouns = [k for k in nouns if tree.lemmas[k] in words("amiss")]
        return [r for k in nouns for n in tree.after(k, "in", "at") for r in self.actors.holders(n)]

    def _by_another(self, i: int, named: list[Ref]) -> list[Ref]:
        """ "the Malian bailout by Chad": who does it where the adjective says to whom."""
        tree = self.tree
        before = bool(named) and all(tree.deps[r.token] in ("amod", "compound", "nmod") for r in named)
        if not before or any(
            p for p in tree.kids(i, "prep") if tree.lows[p] in ("on", "against", "of", "to")
        ):
            return []
        codes = {r.code for r in named}
        by = self.roles.refs(tree.after(i, "by"), loose=False)
        return [] if codes & {r.code for r in by} else by

    def _measured(self, i: int) -> list[Ref]:
        """ "Chad's application of pressure on": who is named before a word that only measures."""
        measure = self.tree.heads[self.tree.heads[i]]
        if self.tree.deps[i] != "pobj" or self.tree.lemmas[measure] not in words("transparent"):
            return []
        return named_before(self.tree, self.actors, measure, "-")[0]

    def _directed(  # noqa: PLR0917, PLR0912
        self, i: int, sense: Noun, prepositions: list[Preposition], doers: list[Ref], targets: list[Ref],
        carrier: Carrier | None,
    ) -> list[Event]:  # fmt: skip
        tree = self.tree
        penalty = 0.0
        effect = carrier.light.effect if carrier else ""
        if carrier and effect == "receive" and not targets:
            targets = self.roles.refs(self.roles.subject(carrier.verb))
            doers = doers or self._after(prepositions, ("from", "by"))
            carrier = Carrier(carrier.verb, Light("undergo", ""))
            effect = "undergo"
            if not doers:
                return []
        claimed = carrier is not None and sense.type == "ASSAULT" and not doers and not targets
        if claimed and carrier is not None and effect in ("do", "report", "plan", "try", "threaten"):
            places = self._attacked_place(i, prepositions) or self._if_attacked(carrier.verb)
            if (
                not places and self.tree.deps[carrier.verb] == "advcl"
            ):  # "died in Mali as Chad stepped up raids"
                places = self._hurt_there(i, self.tree.heads[carrier.verb])
            return self._carried(i, sense, self.roles.doer(carrier.verb), places, carrier, False, 0.15)
        if doers and not targets and tree.lemmas[i] in words("visit") and (host := self._visited(i)):
            return pairs(
                doers, host, "CONSULT", False, (i,), "CONSULT: around a visit by", i,
                "hypothetical" if self._ahead(i) else "", 0.15,
            )  # fmt: skip
        if doers and not targets and (held := self._lying_under(i, sense)):
            return pairs(doers, held, sense.type, False, (i,), f"{sense.type}: under {sense.noun} by", i)
        if doers and not targets and sense.type == "ASSAULT" and (feared := self._feared(i)):
            rule = f"ASSAULT: {sense.noun} feared"
            return pairs(doers, feared, sense.type, False, (i,), rule, i, "hypothetical", 0.1)
        if doers and not targets and not self._town_named(sense, i, prepositions):
            facing, doubt = self._met_by(i, sense.type)
            if facing:
                return pairs(doers, facing, sense.type, False, (i,), sense.rule, i, penalty=doubt)
        if doers and not targets and sense.type in ("ASSAULT", "COERCE"):
            targets, penalty = self._held_place(i, sense, prepositions), 0.15
        if doers and not targets and sense.type == "SANCTION" and carrier and effect != "none":
            subject = self.roles.doer(carrier.verb)  # "the EU extended Russian sanctions"
            if subject and not self._same(doers, carrier.verb):
                doers, targets = subject, doers
        if doers and not targets and sense.type in ("REQUEST", "THREATEN"):
            return self._answered(i, sense, doers)
        if not targets and not doers and sense.type == "ASSAULT" and (accused := self._blamed(i)):
            return self._suffered(i, sense, accused) or self._struck_there(i, sense, prepositions, accused)
        if not targets:
            return []
        own = bool(doers)
        if not own and carrier is None and (vowing := self._vowing(i, sense.type)):
            rule = f"{sense.type}: X says {sense.noun} will go on"
            return pairs(vowing, targets, sense.type, False, (i,), rule, i, "hypothetical", 0.1)
        if not own and carrier is None and sense.type in ("AID", "SUPPORT") and (wishing := self._wishing(i)):
            return self._wished(i, sense, wishing, targets)
        if effect == "none":
            carrier = None
            if not own:
                return []
        if not doers and carrier:
            freeing = sense.type == "RETREAT" and "from" not in sense.targets
            if effect == "want" and (freeing or tree.lemmas[i] in words("lifting")):
                return []  # "demands the release of Malians" from whoever holds them
            doers = self.roles.doer(carrier.verb)
        if not doers and sense.type == "ASSAULT":
            doers = self.roles.refs(self.roles.responsible(tree.first_conjunct(i))) or self._used_in(i)
        if not doers and sense.type in DEEDS and (doers := self._answered_by(i, targets)):
            return pairs(
                doers, targets, sense.type, False, (i,), f"{sense.type}: in response to", i, penalty=0.1
            )
        if not doers and carrier is None and (told := in_adjunct(tree, self.roles, i, sense, targets)):
            return told
        if not doers and sense.type in DEEDS:
            doers, penalty = self._committed_in(i, targets) or self._blamed(i), 0.1
        if not doers:
            return []
        asked = self._asked(i, sense, carrier, targets if not own else doers, own)
        asked += self._end_asked(i, doers) if own else []
        return asked + self._carried(i, sense, doers, targets, carrier, own, penalty)

    def _met_by(self, i: int, kind: str) -> tuple[list[Ref], float]:
        """Whom the event meets where the noun does not say, and how doubtful that is."""
        tree = self.tree
        told_of = any(
            tree.lows[m] == "that" for k in tree.kids(i, "acl", "ccomp") for m in tree.kids(k, "mark")
        ) or any(tree.lows[p] == "of" and tree.kids(p, "pcomp") for p in tree.kids(i, "prep"))
        told_of = told_of or tree.lemmas[i] in words("broken_law")
        ways = (
            (("AID", "SUPPORT"), self._thanking, 0.1),
            (() if told_of else _SPOKEN, self._in_face_of, 0.1),
            (("SANCTION",), self._complaining, 0.05),
            (("ASSAULT",), self._raided, 0.1),
            (("ASSAULT", "COERCE"), self._suffering_there, 0.05),
            (("ASSAULT",), self._resisting, 0.05),
            (DEEDS, self._reaction_to, 0.1),
            (DEEDS, self._said_of, 0.05),
            (("ASSAULT", "COERCE"), self._said_suffered, 0.1),
            (("SANCTION",), self._evading, 0.05),
            (("SANCTION",), self._brought_about, 0.1),
            (("SANCTION", "COERCE"), self._subject_to, 0.05),
        )
        for kinds, way, doubt in ways:
            if kind in kinds and (found := way(i)):
                return found, doubt
        return [], 0.0
