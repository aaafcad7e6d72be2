"""Events told by verbs: each verb of the tree is laid against its patterns, the most demanding first."""

from __future__ import annotations

from dataclasses import replace

from index.model import QUADS
from index.relations.arguments.prepositions import Preposition, of_verb
from index.relations.events import Event, among, pairs
from index.relations.language.lexicon import noun_senses, verb_senses
from index.relations.language.patterns import Sense
from index.relations.language.tables import cues, words
from index.relations.reference.refs import Ref, codes_of
from index.relations.verbs.meant import Meant

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "REJECT"})


class Clauses(Meant):
    """Finds the events of one tree that verbs tell."""

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
                if self.sport and self.tree.lemmas[v] not in words("deadly"):
                    events = [e for e in events if e.type != "ASSAULT"]
                found.extend(events)
        return found

    def _verb(self, v: int, senses: list[Sense]) -> list[Event]:
        """Events of the first weight of patterns that yields any."""
        prepositions = of_verb(self.tree, v, passive=self.roles.passive(v))
        particles = self._particles(v)
        weight = -1
        found: list[Event] = []
        guessed: list[Event] = []
        taken = senses[0]
        for sense in senses:
            if found and sense.weight < weight:
                break
            if not self._fits(v, sense, prepositions, particles):
                continue
            if sense.type == "NONE":
                if isinstance(sense.target, tuple) and not self._slot(v, sense.target, prepositions, sense):
                    continue
                self.silent.add(v)
                break
            events = self._fill(v, sense, prepositions)
            if events and not found and _guessed(sense, events):
                guessed = guessed or events
                continue
            if events:
                weight = sense.weight
                told = {(e.source.code, e.target.code) for e in found}
                found.extend(e for e in events if (e.source.code, e.target.code) not in told)
                taken = sense
        if not found:
            return guessed
        if taken.type in _HARM and (taken.target == "poss" or isinstance(taken.target, tuple)):
            return self._whose_object(v, taken, found, senses, prepositions, particles)
        return found

    def _whose_object(  # noqa: PLR0917
        self,
        v: int,
        taken: Sense,
        found: list[Event],
        senses: list[Sense],
        prepositions: list[Preposition],
        particles: set[str],
    ) -> list[Event]:
        """ "struck Malian positions in Chad", "detained Malian employees of the UN": those whom the object
        names are hit first; where they were is then no more than a place, unless it was attacked.
        """
        told = {(e.source.code, e.target.code) for e in found}
        named = codes_of(self.roles.refs(self._object_heads(v), loose=False)) - {b for _, b in told}
        for sense in senses if named else ():
            if sense.target not in ("obj", "poss") or QUADS[sense.type] != QUADS[taken.type]:
                continue
            if not self._fits(v, sense, prepositions, particles):
                continue
            if more := [e for e in self._fill(v, sense, prepositions) if e.target.code in named]:
                if taken.type != "ASSAULT":
                    found = [e for e in found if self._after(e.target, prepositions) != "in"]
                return more + found
        return found

    def _after(self, ref: Ref, prepositions: list[Preposition]) -> str:
        """The first preposition under whose noun the actor stands."""
        for p in prepositions:
            if ref.token in self.tree.below(p.noun):
                return p.word
        return ""

    def _particles(self, v: int) -> set[str]:
        tree = self.tree
        return {
            tree.lows[k]
            for k in tree.children[v]
            if tree.deps[k] in ("prt", "advmod", "prep", "dobj", "nmod", "npadvmod")
        }

    def _fits(  # noqa: PLR0912
        self, v: int, sense: Sense, prepositions: list[Preposition], particles: set[str]
    ) -> bool:
        """Whether particle, object, links and complement are all there."""
        tree = self.tree
        if sense.particle and not self._has_particle(v, sense.particle, particles):
            return False
        if self._unfit(v, sense, prepositions):
            return False
        if sense.verb == "shoot" and sense.object and tree.lows[v + 1 : v + 2] == ["down"]:
            return False  # missiles shot down are not shot at anybody
        if sense.object and not self._takes(v, sense.object):
            return False  # the cheapest of the questions that most patterns fail
        if isinstance(sense.source, tuple) and sense.target == ("to",) and sense.type == "COERCE":
            return not self.roles.refs(self.roles.patient(v), loose=False)  # those of another land
        if isinstance(sense.source, tuple) and sense.target == "obj" and not self.roles.passive(v):
            hosting = tree.lemmas[v] == "welcome" and not self.roles.doer(v)  # "I welcome him to Chad"
            if not hosting:
                return False  # "was expelled from Chad": who expels whom from Chad is another thing
        if tree.lemmas[v] == "tell" and sense.type in ("CONSULT", "REQUEST"):
            ordered = any(
                tree.lows[a] == "to" for k in tree.kids(v, "xcomp", "ccomp") for a in tree.kids(k, "aux")
            )
            if ordered != (sense.type == "REQUEST"):
                return False  # "told Y to leave" asks, "told Y that" talks
        if sense.type == "CONSULT" and tree.lemmas[v] in words("replying") and self._to_harm(prepositions):
            return False
        if sense.type == "CONSULT" and tree.lemmas[v] in words("hosting") and self._hosts_things(v):
            return False
        if sense.type == "CONSULT" and tree.lemmas[v] == "call" and self._calls_names(v):
            return False  # "calls it a trade war" phones nobody
        if tree.lemmas[v] == "want" and sense.type == "ACCUSE" and not self.roles.passive(v):
            return False  # "a Kurd wanted by Turkey"
        if (
            tree.lemmas[v] == "hold"
            and sense.object is None
            and sense.type == "COERCE"
            and self._held_event(v)
        ):
            return False
        if sense.type == "ASSAULT" and sense.verb in words("outvoting") and self._at_the_polls():
            self.silent.add(v)
            return False
        if sense.type == "ASSAULT" and sense.verb in words("fighting_verb") and self._fights_ill(v):
            return False
        if sense.verb == "apply" and sense.object is None and tree.kids(v, "dobj"):
            return False  # "applies a cost to"
        if sense.type == "ASSAULT" and sense.verb in ("attack", "blast") and self._misread(v, sense):
            return False
        if sense.verb == "concern" and not self.roles.passive(v):
            return False  # "the talks concern Chad"
        if sense.verb == "give" and sense.complement and not self._told_to(v):
            return False  # "gave Chad the land one month ago"
        if sense.verb == "plead" and {"guilty", "innocent"} & {*tree.lows[v + 1 : v + 4]}:
            return False
        if sense.verb == "drown" and not (tree.kids(v, "dobj") or self.roles.passive(v)):
            return False  # "migrants drown"
        if sense.verb == "prepare" and any(tree.lemmas[k] == "charge" for k in tree.kids(v, "xcomp")):
            return False  # "prepares to charge him with crimes against the country"
        if sense.verb == "try" and sense.type == "COERCE" and tree.lows[v + 1 : v + 3].count("to"):
            return False  # "is tried", but not 'tries "to deliver"'
        if sense.complement and not self._complement(v, sense.complement):
            return False
        if (
            tree.lemmas[v] == "ask"
            and isinstance(sense.target, tuple)
            and (self.roles.refs(self._object_heads(v)) or tree.kids(v, "dobj"))
        ):
            return False  # "asked Chad (its allies) for an explanation of the delivery to Mali"
        called_on = tree.lemmas[v] == "call" and sense.target == ("on", "to")
        if called_on and not any(p.word in ("on", "to") and p.owner == v for p in prepositions):
            return False  # "calls a report on Chad false" calls on nobody
        if sense.verb == "attack" and sense.type == "ACCUSE":  # "attacked a camp for refugees" blames nobody
            prepositions = [p for p in prepositions if p.owner == v or p.word not in ("for", "over")]
        for words_, nouns in sense.links:
            if not any(p.word in words_ and (not nouns or self._is_a(p.noun, nouns)) for p in prepositions):
                return False
        if sense.object is None or sense.object:
            # "approves the seizure of land in Chad" agrees with nobody
            return sense.object is None or sense.type != "AGREE" or not self._harmed(v)
        heads = self._object_heads(v)
        if sense.type == "ASSAULT" and "in" in sense.target and self.roles.refs(heads):
            return False  # who was hit is named, so where does not matter
        if sense.verb in ("return", "submit") and not heads:
            return False  # "citizens who return to Chad" give nothing back
        if sense.type == "REJECT" and any(
            tree.lemmas[k] in words("hearsay") | words("part_in") for k in heads
        ):
            return False  # "denies reports of talks with Chad", "a role in the raid": rejects nobody
        if sense.verb == "protest" and not heads:
            return False  # "protested in a castle in Chad": where, and not against whom
        accused = sense.type == "ACCUSE" and "of" in sense.target
        if accused and self.roles.refs(heads, loose=False):
            return False  # "condemned Chad's raid on Mali" condemns Chad
        return bool(heads) or bool(tree.kids(v, "ccomp", "xcomp", "pcomp")) or len(prepositions) > 1

    def _at_the_polls(self) -> bool:
        """ "defeats Chad in a round of voting": nobody is struck."""
        return not words("polls").isdisjoint(self.tree.lemmas)

    def _told_to(self, v: int) -> bool:
        """Whether a clause with "to" follows the verb."""
        below = self.tree.kids(v, "xcomp", "advcl", "ccomp")
        return any(self.tree.lows[a] == "to" for k in below for a in self.tree.kids(k, "aux"))

    def _to_harm(self, prepositions: list[Preposition]) -> bool:
        """ "responded to Chad's aggression", "to a raid by Chad": no talk with Chad."""
        harm = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"}
        to = [self.tree.lemmas[p.noun] for p in prepositions if p.word == "to" and p.noun not in self.tree.at]
        return any(s.type in harm for noun in to for s in noun_senses().get(noun, []))

    def _has_particle(self, v: int, particle: str, particles: set[str]) -> bool:
        """Whether it is there; but "calls Chad in the wake of" calls nobody in."""
        near = [
            p
            for p in self.tree.kids(v, "prep")
            if self.tree.lows[p] == particle and self.tree.kids(p, "pobj")
        ]
        objects = self.tree.kids(v, "dobj")
        if near and objects and near[0] > objects[0] and not self.tree.kids(v, "prt"):
            return False
        return set(particle.split("_")) <= particles or self.tree.lows[v + 1 : v + 2] == [particle]

    # ---- filling the places
    def _fill(  # noqa: PLR0912
        self, v: int, sense: Sense, prepositions: list[Preposition]
    ) -> list[Event]:
        """Events of one pattern: its places filled by who stands there, or by who is meant."""
        sources, doubt = self._sources(v, sense, prepositions)
        if not sources or (sense.type == "ASSAULT" and self._by_accident(v)):
            return []
        told, rule = self._told(v, sense), sense.rule
        if sense.type in ("AID", "COOPERATE") and self.tree.lemmas[v] in cues()["promising"]:
            sense = replace(sense, status="hypothetical")
        said = self.tree.kids(v, "acomp") if sense.verb == "be" and sense.type == "CONSULT" else []
        if any(self.tree.lemmas[k] in words("readiness") for k in said):
            sense = replace(sense, status="hypothetical")  # "is ready for talks with Chad"
        if sense.target == "group":
            third = sense.verb in words("mediating_verb") or (sense.verb == "negotiate" and len(sources) > 2)
            if third and self.roles.passive(v):
                return []  # "a deal brokered by Chad and Mali": it is that of others
            if len(sources) == 1 and (partner := self._partner_before(v, sense)):
                return pairs(sources, partner, sense.type, True, told, rule, v, sense.status, 0.15)
            if len(sources) == 1 and (named := self._named_in_deal(v, sources)):
                return pairs(sources, named, sense.type, False, told, rule, v, sense.status, 0.1)
            if len(sources) < 2 or not self._a_group(v, sense) or self._of_others(v, sense, sources):
                return []
            return self._together(sources, v, sense, told)
        if len(sources) > 1 and self._to_each_other(v, sense, prepositions):
            return among(sources, sense.type, told, rule, v, sense.status)
        targets, more_doubt = self._targets(v, sense, prepositions, sources)
        penalty = doubt + more_doubt
        if sense.both and len(targets) > 1 and self._between(prepositions, targets):
            twice = self.tree.lows.count("between") > 1  # "deals between Chad and Mali and between"
            return [] if twice else among(targets, sense.type, told, rule, v, sense.status, penalty)
        leaving = sense.verb == "leave" and sense.type == "RETREAT" and bool(sense.kinds)
        if leaving and self._leaves_behind(v):
            return []
        moving = sense.type == "MOBILIZE" or sense.verb == "enter" or leaving
        if moving and (sense.object is None or sense.verb == "enter") and not self._armed(v):
            return []
        lands = sense.verb in words("landing") and isinstance(sense.target, tuple) and sense.object is None
        if sense.type == "ASSAULT" and lands and not self._fired(v):
            return []
        by_place = sense.type == "CONSULT" and not sense.both and isinstance(sense.target, tuple)
        if by_place and self._fired(v):
            return []  # "a bomb landed on Malian soil"
        if by_place and (self._gifts(v) or self._forces_come(v)):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v, "", 0.1)
        meeting = len(sources) > 1 and (not self._embassy(v) or self._talks())
        meeting = meeting and not self._citizens(v)
        if by_place and (meeting or self._no_envoys(v) or (sense.verb == "deploy" and self._object_heads(v))):
            return []  # two who travel to a third meet there: the third is the place
        if sense.verb == "fight" and sense.target == ("with",) and self._sent_to(v):
            return pairs(sources, targets, "AID", False, told, "AID: X fight with Y", v)
        if sense.type == "SUPPORT" and self._by_force(v):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v)
        kind, rule, at = self._type_meant(v, sense)
        both = sense.both and not self._alone(v)
        return pairs(sources, targets, kind, both, told, rule, at, sense.status, penalty)

    def _told(self, v: int, sense: Sense) -> tuple[int, ...]:
        """The verb, and the object that the pattern names."""
        found = [v]
        if sense.object:
            found.extend(h for h in self._object_heads(v) if self._is_a(h, sense.object))
        if sense.particle:
            found.extend(k for k in self.tree.children[v] if self.tree.lows[k] == sense.particle)
        return tuple(found)


def _guessed(sense: Sense, events: list[Event]) -> bool:
    """Whether it is a guess who is meant after the preposition: a plain object that names somebody is surer
    ("armed Chad in response to Mali's threat").
    """
    loose = isinstance(sense.target, tuple) and not sense.object and not sense.links
    return loose and sense.type == "MOBILIZE" and min(e.penalty for e in events) >= 0.1
