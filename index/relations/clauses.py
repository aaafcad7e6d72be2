"""Events told by verbs: each verb of the tree is laid against its patterns, the most demanding first."""

from __future__ import annotations

from dataclasses import replace

from index.relations.actors import Actors, Ref
from index.relations.events import Event, among, pairs
from index.relations.lexicon import Sense, cues, noun_senses, operators, plain_preposition, verb_senses, words
from index.relations.roles import Preposition, Roles
from index.relations.tree import Tree, of_sport, within_brackets

_PLACE_PREPS = frozenset({"in", "at", "near", "across", "inside", "throughout", "outside"})
_DEALT = frozenset({"in", "by", "during", "after", "from", "with", "amid", "under", "following"})
_STATELY = frozenset({"COOPERATE", "COERCE", "RETREAT", "SANCTION", "CONCEDE"})
_ENTERING = frozenset({"enter", "cross", "stray", "trespass", "sneak", "walk", "travel", "arrive", "land"})
_DEADLY = frozenset({"kill", "bomb", "murder", "invade", "stab", "wound", "injure", "assassinate", "kidnap"})


class Clauses:
    """Finds the events of one tree that verbs tell."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        self.tree = tree
        self.actors = actors
        self.roles = roles
        self.silent: set[int] = set()
        """Verbs of which the table says that they tell nothing here; filled by ``events``."""
        self.sport = of_sport(tree)

    def events(self) -> list[Event]:
        """All events of the tree's verbs."""
        found: list[Event] = []
        for v in range(len(self.tree)):
            tag = self.tree.tags[v]
            if tag[0] != "V" or self.tree.deps[v] in ("aux", "auxpass"):
                continue
            senses = verb_senses().get(self.tree.lemmas[v])
            if senses:
                events = self._verb(v, senses)
                if self.sport and self.tree.lemmas[v] not in _DEADLY:
                    events = [e for e in events if e.type != "ASSAULT"]
                found.extend(events)
        return found

    def _verb(self, v: int, senses: list[Sense]) -> list[Event]:
        """Events of the first weight of patterns that yields any."""
        prepositions = self.roles.prepositions(v)
        particles = self._particles(v)
        weight = -1
        found: list[Event] = []
        for sense in senses:
            if found and sense.weight < weight:
                break
            if not self._fits(v, sense, prepositions, particles):
                continue
            if sense.type == "NONE":
                self.silent.add(v)
                break
            events = self._fill(v, sense, prepositions)
            if events:
                weight = sense.weight
                told = {(e.source.code, e.target.code) for e in found}
                found.extend(e for e in events if (e.source.code, e.target.code) not in told)
        return found

    def _particles(self, v: int) -> set[str]:
        tree = self.tree
        return {
            tree.lows[k]
            for k in tree.children[v]
            if tree.deps[k] in ("prt", "advmod", "prep", "dobj", "nmod", "npadvmod")
        }

    def _fits(self, v: int, sense: Sense, prepositions: list[Preposition], particles: set[str]) -> bool:
        """Whether particle, object, links and complement are all there."""
        tree = self.tree
        if sense.particle and not self._has_particle(v, sense.particle, particles):
            return False
        if isinstance(sense.source, tuple) and sense.target == "obj" and not self.roles.passive(v):
            return False  # "was expelled from Chad": who expels whom from Chad is another thing
        if tree.lemmas[v] == "tell" and sense.type in ("CONSULT", "REQUEST"):
            ordered = any(
                tree.lows[a] == "to" for k in tree.kids(v, "xcomp", "ccomp") for a in tree.kids(k, "aux")
            )
            if ordered != (sense.type == "REQUEST"):
                return False  # "told Y to leave" asks, "told Y that" talks
        if sense.type == "CONSULT" and tree.lemmas[v] == "call" and tree.kids(v, "oprd", "ccomp"):
            return False  # "calls it a trade war" phones nobody
        if sense.complement and not self._complement(v, sense.complement):
            return False
        called_on = tree.lemmas[v] == "call" and sense.target == ("on", "to")
        if called_on and not any(p.word in ("on", "to") and p.owner == v for p in prepositions):
            return False  # "calls a report on Chad false" calls on nobody
        for words_, nouns in sense.links:
            if not any(p.word in words_ and (not nouns or self._is_a(p.noun, nouns)) for p in prepositions):
                return False
        if sense.object is None:
            return True
        heads = self._object_heads(v)
        if not sense.object and sense.type == "ASSAULT" and "in" in sense.target and self.roles.refs(heads):
            return False  # who was hit is named, so where does not matter
        if not sense.object and sense.type == "ACCUSE" and "of" in sense.target:
            if self.roles.refs(heads, loose=False):
                return False  # "condemned Chad's raid on Mali" condemns Chad
        if not sense.object:
            return bool(heads) or bool(tree.kids(v, "ccomp", "xcomp", "pcomp")) or len(prepositions) > 1
        return any(self._is_a(head, sense.object) for head in heads)

    def _has_particle(self, v: int, particle: str, particles: set[str]) -> bool:
        return set(particle.split("_")) <= particles or self.tree.lows[v + 1 : v + 2] == [particle]

    def _complement(self, v: int, wanted: frozenset[str]) -> bool:
        tree = self.tree
        near = tree.kids(v, "acomp", "attr", "oprd", "advmod", "xcomp", "ccomp", "dobj")
        near += [p for a in near for p in tree.kids(a, "acomp", "attr", "oprd")]
        return any(tree.lows[k] in wanted or tree.lemmas[k] in wanted for k in near)

    def _is_a(self, i: int, nouns: frozenset[str]) -> bool:
        """Whether the noun, or what it is a measure of, is one of the words."""
        tree = self.tree
        for k in (i, *tree.conjuncts(i), *tree.kids(i, "appos")):
            lemma = tree.lemmas[k]
            if lemma in nouns or tree.lows[k] in nouns:
                return True
            for before in tree.kids(k, "compound", "amod"):
                if f"{tree.lows[before]} {lemma}" in nouns:
                    return True
            if lemma in words("transparent"):
                if any(tree.lemmas[c] in nouns for c in tree.kids(k, "compound")):
                    return True  # "an aid program"
                for prep in tree.kids(k, "prep"):
                    if tree.lows[prep] == "of" and any(self._is_a(p, nouns) for p in tree.kids(prep, "pobj")):
                        return True
        return False

    def _object_heads(self, v: int) -> list[int]:
        tree = self.tree
        found = tree.kids(v, "dobj", "attr", "oprd")
        if self.roles.passive(v):
            found = found + self.roles.patient(v)
        elif not found:
            found = self.roles.patient(v)
        return found

    # ---- filling the places
    def _fill(  # noqa: PLR0912
        self, v: int, sense: Sense, prepositions: list[Preposition]
    ) -> list[Event]:
        sources = self._slot(v, sense.source, prepositions, sense)
        penalty = 0.0
        if not sources and sense.source == "subj" and sense.type in ("ASSAULT", "COERCE"):
            sources = self._by_its_attack(v) or self._where_held(v)
            penalty = 0.1
        if not sources and sense.source == "subj" and sense.type in ("ACCUSE", "SANCTION"):
            sources = self._host(v)
        if not sources and sense.source == "subj" and sense.type in _STATELY:
            sources = self._ruler(v)
            penalty = 0.2
        if not sources:
            return []
        told = self._told(v, sense)
        rule = sense.rule
        if sense.type in ("AID", "COOPERATE") and self.tree.lemmas[v] in cues()["promising"]:
            sense = replace(sense, status="hypothetical")
        if sense.target == "group":
            if len(sources) == 1 and (partner := self._partner_before(v, sense)):
                return pairs(sources, partner, sense.type, True, told, rule, v, sense.status, 0.15)
            if len(sources) < 2 or not self._a_group(v, sense):
                return []
            return self._together(sources, v, sense, told)
        if sense.target == "obj" and len(sources) > 1 and self._one_another(v):
            return among(sources, sense.type, told, rule, v, sense.status)
        targets = self._targeted(v) if sense.type == "ASSAULT" and sense.object else []
        targets = targets or self._slot(v, sense.target, prepositions, sense)
        if (
            targets
            and isinstance(sense.target, tuple)
            and {r.code for r in targets} <= {r.code for r in sources}
        ):
            others = [p for p in prepositions if p.noun not in {r.token for r in targets}]
            others = [
                p for p in others if not {r.code for r in self.actors.of(p.noun)} <= {r.code for r in sources}
            ]
            targets = self._slot(v, sense.target, others, sense)  # "half of its staff in Cuba"
        if targets and sense.type == "ACCUSE" and sense.target == "obj" and self._harmed(v):
            targets = self._doers_of_harm(v)
        if not targets and sense.type in ("ASSAULT", "COERCE") and sense.target == "obj":
            targets = [r for t in self.roles.patient(v) for r in self.actors.place(t, within=False)]
        if not targets and sense.type == "CONSULT" and not sense.both:
            targets = self._visited(v, sense, prepositions)
        placed = sense.type in ("ASSAULT", "COERCE") and isinstance(sense.target, tuple) and not sense.both
        if not targets and placed and isinstance(sense.target, tuple):
            targets = [
                r for p in prepositions
                if p.word in sense.target or (p.word in ("in", "at", "inside") and sense.type == "ASSAULT")
                if self.tree.lemmas[p.noun] not in noun_senses()
                for r in self.actors.place(p.noun)
            ]  # fmt: skip
            penalty += 0.1
        if not targets and sense.type == "ASSAULT" and sense.target in ("obj", "poss"):
            targets = self._where(v, prepositions, sources)
            penalty += 0.15
        if not targets and sense.type in ("ASSAULT", "COERCE") and sense.target == "obj":
            targets = self._including(v)
        if not targets and sense.type in ("ASSAULT", "COERCE") and sense.target == "obj":
            targets = self._teller(v, sources) if sense.type == "ASSAULT" else []
            targets = targets or self._accuser(v, sources) or self._fought_by(v, sources)
            penalty += 0.15
        if sense.both and len(targets) > 1 and self._between(prepositions, targets):
            return among(targets, sense.type, told, rule, v, sense.status, penalty)
        moving = sense.type == "MOBILIZE" or sense.verb == "enter"
        if moving and sense.object is None and not self._armed(v):
            return []
        if sense.kinds:
            targets = [r for r in targets if self._kind(r) in sense.kinds]
        by_place = sense.type == "CONSULT" and not sense.both and isinstance(sense.target, tuple)
        if by_place and self._gifts(v):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v, "", 0.1)
        if by_place and (
            (len(sources) > 1 and (not self._embassy(v) or self._talks())) or self._no_envoys(v)
        ):
            return []  # two who travel to a third meet there: the third is the place
        if sense.type == "SUPPORT" and self._by_force(v):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v)
        return pairs(sources, targets, sense.type, sense.both, told, rule, v, sense.status, penalty)

    def _host(self, v: int) -> list[Ref]:
        """ "Chad's ambassador to Mali was summoned": by Mali."""
        tree = self.tree
        if not self.roles.passive(v) or tree.lemmas[v] not in ("summon", "expel", "declare", "call"):
            return []
        return [
            r
            for t in self.roles.patient(v)
            for p in tree.kids(t, "prep")
            if tree.lows[p] in ("to", "in")
            for r in self.roles.refs(tree.kids(p, "pobj"))
        ]

    def _harmed(self, v: int) -> bool:
        """Whether the object is a harm done to somebody: "condemned the killing of Ugandans"."""
        heads = self._object_heads(v)
        return bool(heads) and any(
            sense.type in ("ASSAULT", "COERCE") for sense in noun_senses().get(self.tree.lemmas[heads[0]], [])
        )

    def _doers_of_harm(self, v: int) -> list[Ref]:
        """Whose harm it is: a possessor, "by", or the place where it was done."""
        tree = self.tree
        found: list[Ref] = []
        for k in self._object_heads(v):
            by = [
                n
                for p in tree.kids(k, "prep", "agent")
                if tree.lows[p] in ("by", "from")
                for n in tree.kids(p, "pobj")
            ]
            within = [n for p in tree.kids(k, "prep") if tree.lows[p] == "in" for n in tree.kids(p, "pobj")]
            found += self.actors.of(k, loose=False) or self.roles.refs(by) or self.roles.refs(within)
        return found

    def _including(self, v: int) -> list[Ref]:
        """ "executed six people for smuggling, including citizens of Chad": the phrase may hang anywhere."""
        tree = self.tree
        for k in range(v + 1, len(tree)):
            if tree.is_verb(k) and tree.deps[k] in ("conj", "advcl", "ccomp") and tree.lows[k] != "including":
                return []
            if tree.lows[k] == "including" and tree.deps[k] == "prep":
                return self.roles.refs(tree.kids(k, "pobj"))
        return []

    def _ruler(self, v: int) -> list[Ref]:
        """ "A British judge rules that he will be extradited": who rules so does it."""
        tree = self.tree
        over = tree.heads[v]
        if not self.roles.passive(v) or tree.deps[v] != "ccomp":
            return []
        return self.roles.doer(over) if tree.lemmas[over] in cues()["ruling"] else []

    def _teller(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad says that Libya struck the site": whose site it is goes without saying."""
        tree = self.tree
        objects = self.roles.patient(v)
        if tree.deps[v] != "ccomp" or not objects or tree.tags[objects[0]] not in ("NN", "NNS", "CD", "NNP"):
            return []
        over = tree.heads[v]
        operator = operators().get(tree.lemmas[over])
        if operator is None or operator.effect not in ("report", "announce"):
            return []
        told = self.roles.doer(over)
        return [] if {r.code for r in told} & {r.code for r in sources} else told

    def _accuser(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad accuses Libya of killing a scientist": whose scientist goes without saying."""
        tree = self.tree
        prep = tree.heads[v]
        over = tree.heads[prep]
        if tree.deps[v] != "pcomp" or tree.lemmas[over] not in ("accuse", "blame", "suspect"):
            return []
        told = self.roles.doer(over)
        return [] if {r.code for r in told} & {r.code for r in sources} else told

    def _fought_by(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "Chad's police shot a Libyan who tried to stab an officer": the officer is one of those who
        shot.
        """
        tree = self.tree
        if not any(tree.lemmas[k] in words("guard") for k in self.roles.patient(v)):
            return []
        for up in tree.up(v):
            if tree.is_verb(up) and any(
                s.type in ("ASSAULT", "COERCE") for s in verb_senses().get(tree.lemmas[up], [])
            ):
                codes = {r.code for r in sources}
                hit = {r.code for r in self.roles.refs(self.roles.patient(up))}
                return self.roles.doer(up) if hit & codes else []
        return []

    def _together(self, sources: list[Ref], v: int, sense: Sense, told: tuple[int, ...]) -> list[Event]:
        """All with one another; but "the EU and Chile, Peru and Brazil reached a deal" has two sides."""
        tree = self.tree
        right = [r for r in sources if within_brackets(tree, r.token)]
        left = [r for r in sources if r not in right]
        if left and right:
            return pairs(left, right, sense.type, True, told, sense.rule, v, sense.status)
        first, second = sources[0], sources[1]
        between = tree.text[first.span[1] - tree.offset : second.span[0] - tree.offset].lower().split()
        if len(sources) > 3 and between in (["and"], ["and", "the"]):
            return pairs(sources[:1], sources[1:], sense.type, True, told, sense.rule, v, sense.status)
        return among(sources, sense.type, told, sense.rule, v, sense.status)

    def _partner_before(self, v: int, sense: Sense) -> list[Ref]:
        """ "accepted Y's offer and will meet on Monday": the partner was named by the verb before."""
        tree = self.tree
        before = tree.heads[v]
        alone = sense.object is None and not tree.kids(v, "dobj", "nsubj", "nsubjpass")
        if tree.deps[v] != "conj" or not tree.is_verb(before) or not alone or sense.type != "CONSULT":
            return []
        if any(tree.lows[p] in ("with", "to") for p in tree.kids(v, "prep")):
            return []
        return self.roles.refs(self.roles.patient(before))

    def _between(self, prepositions: list[Preposition], targets: list[Ref]) -> bool:
        """ "announced a truce between Chad and Libya": the two make it, not who announces it."""
        codes = {r.code for r in targets}
        return any(
            p.word == "between" and codes <= {r.code for r in self.actors.of(p.noun)} for p in prepositions
        )

    def _armed(self, v: int) -> bool:
        """Whether those who move are armed, or the state itself: a pilgrim threatens nobody."""
        tree = self.tree
        tokens = self.roles.agent(v)
        military = words("troop") | words("ship") | words("arm")
        return any(
            tree.actor(t) or self._is_a(t, military) or tree.tags[t][:3] in ("PRP", "WDT") for t in tokens
        )

    def _by_force(self, v: int) -> bool:
        """ "backed by American troops": support by arms is more than words."""
        return self.tree.lemmas[v] in ("back", "support", "reinforce") and any(
            self._is_a(t, words("troop") | words("ship") | words("attack")) for t in self.roles.agent(v)
        )

    def _gifts(self, v: int) -> bool:
        """ "Chinese doses arrive in Chile": what arrives was sent."""
        tree = self.tree
        return any(
            tree.lemmas[k] in words("gift")
            for t in self.roles.agent(v)
            for k in (t, *(p for prep in tree.kids(t, "prep") for p in tree.kids(prep, "pobj")))
        )

    def _embassy(self, v: int) -> bool:
        """ "The leaders of Chad and Mali arrive in Niger to urge": who comes to ask for something visits."""
        return bool(self.tree.kids(v, "xcomp", "advcl"))

    def _talks(self) -> bool:
        return any(lemma in words("talk") for lemma in self.tree.lemmas)

    def _no_envoys(self, v: int) -> bool:
        """Whether those who arrive are refugees or ships: they visit nobody."""
        tree = self.tree
        return any(
            tree.lemmas[k] in words("cargo")
            for t in self.roles.agent(v)
            for k in (
                t,
                *tree.kids(t, "appos"),
                *(p for prep in tree.kids(t, "prep", "acl") for p in tree.kids(prep, "pobj", "dobj")),
            )
        )

    def _targeted(self, v: int) -> list[Ref]:
        """ "fired missiles targeting Y"."""
        tree = self.tree
        return [
            ref
            for k in self._object_heads(v)
            for acl in tree.kids(k, "acl")
            if tree.tags[acl] == "VBG" and tree.lemmas[acl] in ("target", "hit", "strike", "kill")
            for ref in self.roles.refs(tree.kids(acl, "dobj"))
        ]

    def _one_another(self, v: int) -> bool:
        """ "blame each other", "attacked one another"."""
        tree = self.tree
        return any(
            tree.lows[k] in ("other", "another") and k > 0 and tree.lows[k - 1] in ("each", "one")
            for k in self.roles.patient(v)
        )

    def _a_group(self, v: int, sense: Sense) -> bool:
        """Whether the clause says no more than that they did it together: "X meet the demands" is
        something else.
        """
        tree = self.tree
        if sense.object is None and tree.kids(v, "dobj"):
            return False
        return (
            sense.object is not None
            or bool(sense.links)
            or not any(
                tree.lows[p] in ("to", "by", "against", "with")
                and any(tree.lows[k] not in ("other", "another") for k in tree.kids(p, "pobj"))
                for p in tree.kids(v, "prep")
            )
        )

    def _visited(self, v: int, sense: Sense, prepositions: list[Preposition]) -> list[Ref]:
        """A city visited is its country visited."""
        if sense.target == "obj" and self.tree.lemmas[v] in ("visit", "tour"):
            return [r for t in self.roles.patient(v) for r in self.actors.place(t)]
        if isinstance(sense.target, tuple) and "to" in sense.target:
            return [
                r for p in prepositions if p.word in sense.target and p.owner == v for r in
                self.actors.place(p.noun)
            ]  # fmt: skip
        return []

    def _kind(self, ref: Ref) -> str:
        mention = self.tree.at.get(ref.token)
        if mention is None or mention.kind in ("person", "place"):
            return "country"
        return mention.kind

    def _told(self, v: int, sense: Sense) -> tuple[int, ...]:
        """The verb, and the object that the pattern names."""
        found = [v]
        if sense.object:
            found.extend(h for h in self._object_heads(v) if self._is_a(h, sense.object))
        if sense.particle:
            found.extend(k for k in self.tree.children[v] if self.tree.lows[k] == sense.particle)
        return tuple(found)

    def _slot(
        self, v: int, slot: str | tuple[str, ...], prepositions: list[Preposition], sense: Sense
    ) -> list[Ref]:
        roles = self.roles
        if isinstance(slot, tuple):
            return self._by_preposition(v, slot, prepositions, sense)
        if slot == "subj":
            return roles.doer(v)
        if slot == "obj":
            return roles.refs(roles.patient(v))
        if slot == "dat":
            return roles.refs(roles.dative(v))
        if slot == "poss":
            heads = [h for h in self._object_heads(v) if sense.object is None or self._is_a_or_any(h, sense)]
            return roles.refs(heads)
        return []

    def _is_a_or_any(self, head: int, sense: Sense) -> bool:
        return not sense.object or self._is_a(head, sense.object)

    def _by_preposition(
        self, v: int, slot: tuple[str, ...], prepositions: list[Preposition], sense: Sense
    ) -> list[Ref]:
        """Actors after one of the prepositions: all of the first one that names any."""
        linked = {
            p.noun
            for p in prepositions
            for words_, nouns in sense.links
            if p.word in words_ and p.word not in slot and (not nouns or self._is_a(p.noun, nouns))
        }
        for p in prepositions:
            if p.word not in slot or p.noun in linked:
                continue
            if not self._near(v, p, sense):
                continue
            if sense.type == "ACCUSE" and p.word in ("of", "against", "on") and self._harmed(v):
                continue  # "condemned the killing of": who was killed is not accused
            if p.word == "by" and self.roles.passive(v) and p.owner == v:
                continue
            if self._whose_is_said(v, p, sense):
                continue
            refs = self.actors.of(p.noun)
            if refs:
                return refs + self._same_word(p, prepositions, refs)
        return []

    def _whose_is_said(self, v: int, p: Preposition, sense: Sense) -> bool:
        """ "condemned Israeli settlement of the Golan": the adjective, not the phrase, says whose it is."""
        tree = self.tree
        if sense.type not in ("ACCUSE", "SUPPORT") or sense.object or p.owner == v:
            return False
        if p.word not in ("of", "in", "against", "on", "from") or tree.actor(p.owner):
            return False
        whose = [k for k in tree.kids(p.owner, "amod", "poss") if tree.actor(k)]
        return any(not self.actors._is_predicate_prefix(k) for k in whose)

    def _near(self, v: int, p: Preposition, sense: Sense) -> bool:
        """Whether the phrase is where the pattern has it: "vote for sanctions against" is no vote against."""
        if sense.object is None and not sense.links and not sense.complement:
            measure = self.tree.lemmas[p.owner] in words("measure")  # "penetrated 70 kilometres into"
            return p.owner == v or (
                self.tree.heads[p.owner] == v and (measure or not self.tree.is_noun(p.owner))
            )
        if sense.object == frozenset() and p.word == "of" and not sense.links:
            return p.owner == v or p.owner in self._object_heads(v)
        return True

    def _same_word(self, chosen: Preposition, prepositions: list[Preposition], refs: list[Ref]) -> list[Ref]:
        """ "sanctions against Iran and against Syria": the second phrase too."""
        tree = self.tree
        more: list[Ref] = []
        known = {ref.code for ref in refs}
        for child in tree.children[tree.heads[chosen.noun]]:
            if tree.deps[child] == "conj" and plain_preposition(tree.lows[child]) == chosen.word:
                for noun in tree.kids(child, "pobj"):
                    more.extend(ref for ref in self.actors.of(noun) if ref.code not in known)
        return more

    def _by_its_attack(self, v: int) -> list[Ref]:
        """ "was killed in a US operation": who did it stands before the word for the deed."""
        tree = self.tree
        if not self.roles.passive(v):
            return []
        beside = [k for k in tree.kids(v, "conj") if tree.tags[k] == "VBN"]
        over = [
            v,
            *beside,
            *(up for up in tree.up(v) if tree.is_verb(up) and tree.deps[v] in ("conj", "xcomp")),
        ][:3]
        for prep in [p for owner in over for p in tree.kids(owner, "prep", "agent")]:
            if tree.lows[prep] in _DEALT:
                for noun in tree.kids(prep, "pobj"):
                    if self._is_a(noun, words("attack")) or self._is_a(noun, words("arm")):
                        return self.actors.of(noun, loose=False) or self.roles.refs(self._dealers(noun))
        return []

    def _dealers(self, noun: int) -> list[int]:
        """ "attacks by Chad", "a strike carried out by Chad"."""
        tree = self.tree
        owners = [noun, *tree.kids(noun, "acl")]
        return [
            k
            for owner in owners
            for by in tree.kids(owner, "prep", "agent")
            if tree.lows[by] in ("by", "from")
            for k in tree.kids(by, "pobj")
        ]

    def _where_held(self, v: int) -> list[Ref]:
        """ "was jailed in Chad", "has been detained in Mali": who holds the place did it."""
        tree = self.tree
        if not self.roles.passive(v) or tree.lemmas[v] not in words("custody"):
            return []
        if tree.lemmas[v] == "hold" and any(tree.lemmas[t] in noun_senses() for t in self.roles.patient(v)):
            return []  # talks held in Chad
        entering = [
            e for p in tree.kids(v, "prep") for e in tree.kids(p, "pcomp") if tree.lemmas[e] in _ENTERING
        ]
        terms = [
            k for p in tree.kids(v, "prep") for k in tree.kids(p, "pobj") if tree.lemmas[k] in words("term")
        ]
        for prep in [p for owner in (v, *terms, *entering) for p in tree.kids(owner, "prep")]:
            if tree.lows[prep] in ("in", "at", "near", "into"):
                for noun in tree.kids(prep, "pobj"):
                    if refs := self.actors.of(noun) or self.actors.place(noun):
                        return refs
        return []

    def _where(self, v: int, prepositions: list[Preposition], sources: list[Ref]) -> list[Ref]:
        """Where no victim has a nationality, the place attacked stands for the one who holds it."""
        tree = self.tree
        patients = self.roles.patient(v)
        if not patients or tree.lemmas[v] in ("shoot", "fight"):
            return []
        codes = {ref.code for ref in sources}
        for p in prepositions:
            if p.word in _PLACE_PREPS and (p.owner == v or p.owner in patients):
                refs = [r for r in self.actors.of(p.noun) or self.actors.place(p.noun) if r.code not in codes]
                if refs:
                    return refs
        for p in prepositions:
            if p.word in ("in", "of", "on", "at", "near"):
                refs = [r for r in self.actors.of(p.noun) if r.code not in codes]
                if refs:
                    return refs
        return []
