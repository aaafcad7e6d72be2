"""Events told by verbs: each verb of the tree is laid against its patterns, the most demanding first."""

from __future__ import annotations

from dataclasses import replace

from index.relations.actors import Actors
from index.relations.events import Event, among, pairs
from index.relations.lexicon import noun_senses, verb_senses
from index.relations.patterns import Sense
from index.relations.phrases import Phrases
from index.relations.prepositions import Preposition, of_verb
from index.relations.refs import Ref
from index.relations.roles import Roles
from index.relations.tables import cues, words
from index.relations.tree import Tree, of_sport, within_brackets

_STATELY = frozenset({"COOPERATE", "COERCE", "RETREAT", "SANCTION", "CONCEDE"})
_HARMS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_LANDS = frozenset({"land", "fall", "explode", "crash", "hit", "detonate"})
_HOSTING = frozenset({"receive", "host", "welcome", "greet", "accept"})
_DEADLY = frozenset({"kill", "bomb", "murder", "invade", "stab", "wound", "injure", "assassinate", "kidnap"})


class Clauses(Phrases):
    """Finds the events of one tree that verbs tell."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        super().__init__(tree, actors, roles)
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
        prepositions = of_verb(self.tree, v, passive=self.roles.passive(v))
        particles = self._particles(v)
        weight = -1
        found: list[Event] = []
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

    def _fits(  # noqa: PLR0912
        self, v: int, sense: Sense, prepositions: list[Preposition], particles: set[str]
    ) -> bool:
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
        if sense.type == "CONSULT" and tree.lemmas[v] in _HOSTING and self._hosts_things(v):
            return False
        if sense.type == "CONSULT" and tree.lemmas[v] == "call" and self._calls_names(v):
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
        accused = not sense.object and sense.type == "ACCUSE" and "of" in sense.target
        if accused and self.roles.refs(heads, loose=False):
            return False  # "condemned Chad's raid on Mali" condemns Chad
        if not sense.object:
            return bool(heads) or bool(tree.kids(v, "ccomp", "xcomp", "pcomp")) or len(prepositions) > 1
        return any(self._is_a(head, sense.object) for head in heads)

    def _has_particle(self, v: int, particle: str, particles: set[str]) -> bool:
        return set(particle.split("_")) <= particles or self.tree.lows[v + 1 : v + 2] == [particle]

    # ---- filling the places
    def _fill(self, v: int, sense: Sense, prepositions: list[Preposition]) -> list[Event]:
        """Events of one pattern: its places filled by who stands there, or by who is meant."""
        sources, doubt = self._sources(v, sense, prepositions)
        if not sources:
            return []
        told, rule = self._told(v, sense), sense.rule
        if sense.type in ("AID", "COOPERATE") and self.tree.lemmas[v] in cues()["promising"]:
            sense = replace(sense, status="hypothetical")
        if sense.target == "group":
            if len(sources) == 1 and (partner := self._partner_before(v, sense)):
                return pairs(sources, partner, sense.type, True, told, rule, v, sense.status, 0.15)
            if len(sources) < 2 or not self._a_group(v, sense) or self._met_others(v):
                return []
            if sense.object and self._of_others(v, sources):
                return []
            return self._together(sources, v, sense, told)
        if sense.target in ("obj", "poss") and len(sources) > 1 and self._one_another(v):
            return among(sources, sense.type, told, rule, v, sense.status)
        targets, more_doubt = self._targets(v, sense, prepositions, sources)
        penalty = doubt + more_doubt
        if sense.both and len(targets) > 1 and self._between(prepositions, targets):
            return among(targets, sense.type, told, rule, v, sense.status, penalty)
        leaving = sense.verb == "leave" and sense.type == "RETREAT" and bool(sense.kinds)
        moving = sense.type == "MOBILIZE" or sense.verb == "enter" or leaving
        if moving and (sense.object is None or sense.verb == "enter") and not self._armed(v):
            return []
        lands = sense.verb in _LANDS and isinstance(sense.target, tuple) and sense.object is None
        if sense.type == "ASSAULT" and lands and not self._fired(v):
            return []
        by_place = sense.type == "CONSULT" and not sense.both and isinstance(sense.target, tuple)
        if by_place and (self._gifts(v) or self._forces_come(v)):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v, "", 0.1)
        meeting = len(sources) > 1 and (not self._embassy(v) or self._talks())
        if by_place and (meeting or self._no_envoys(v)):
            return []  # two who travel to a third meet there: the third is the place
        if sense.type == "SUPPORT" and self._by_force(v):
            return pairs(sources, targets, "AID", False, told, f"AID: {rule.partition(': ')[2]}", v)
        return pairs(sources, targets, sense.type, sense.both, told, rule, v, sense.status, penalty)

    def _sources(self, v: int, sense: Sense, prepositions: list[Preposition]) -> tuple[list[Ref], float]:
        """Who does it, and how doubtful that is (a penalty)."""
        found = self._slot(v, sense.source, prepositions, sense)
        if found or sense.source != "subj":
            return found, 0.0
        if sense.type in ("ASSAULT", "COERCE") and (found := self._by_its_attack(v) or self._where_held(v)):
            return found, 0.1
        if sense.type == "ASSAULT" and (found := self._fought(v) or self._meanwhile(v)):
            return found, 0.1
        if sense.type == "ASSAULT" and (found := self._tellers_strike(v)):
            return found, 0.2
        if found := self._owned(v, sense) or self._dealt_in(v, sense):
            return found, 0.05
        if sense.type == "ASSAULT" and (found := self._fired_from(v)):
            return found, 0.1
        if sense.type == "RETREAT" and (found := self._where_freed(v)):
            return found, 0.1
        if sense.type == "ACCUSE" and (found := self._heard_in(v)):
            return found, 0.1
        if sense.type == "AID" and (found := self._granted_in(v)):
            return found, 0.1
        if sense.type in ("ACCUSE", "SANCTION") and (found := self._host(v)):
            return found, 0.1
        return (self._ruler(v), 0.2) if sense.type in _STATELY else ([], 0.0)

    def _targets(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> tuple[list[Ref], float]:
        """To whom it is done, and how doubtful that is."""
        found = self._targeted(v) if sense.type == "ASSAULT" and sense.object else []
        found = found or self._slot(v, sense.target, prepositions, sense)
        if found and isinstance(sense.target, tuple) and _codes(found) <= _codes(sources):
            here = {r.token for r in found}
            others = [p for p in prepositions if p.noun not in here]
            others = [p for p in others if not _codes(self.actors.of(p.noun)) <= _codes(sources)]
            found = self._slot(v, sense.target, others, sense)  # "half of its staff in Cuba"
        if found and sense.type == "ACCUSE" and sense.target == "obj" and self._harmed(v):
            self.silent.add(v)  # nobody may guess that the victims are accused
            found = self._doers_of_harm(v)
        if found and sense.target == "poss" and sense.type in _HARMS and self._own_ground(v, found, sources):
            found = self._teller_above(v, sources)  # "killed rebels who tried to enter its territory"
        doubt = 0.0
        if not found:
            found, doubt = self._meant(v, sense, prepositions, sources)
        if sense.kinds:
            found = [r for r in found if self._kind(r) in sense.kinds]
        return found, doubt

    def _meant(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> tuple[list[Ref], float]:
        """To whom it is done where the target's place names nobody: who holds the place, who tells it."""
        if sense.type == "CONSULT" and not sense.both:
            return self._visited(v, sense, prepositions), 0.0
        envoys = sense.type == "SANCTION" and sense.object == words("diplomat")
        if sense.type not in ("ASSAULT", "COERCE") and not envoys:
            return [], 0.0
        if isinstance(sense.target, tuple):
            placed = [] if sense.both else self._placed(sense, prepositions)
            if sense.type == "ASSAULT" and _codes(placed) <= _codes(sources):
                thrown = any(self.tree.lemmas[k] in words("thrown") for k in self.roles.patient(v))
                placed = (self._fought_by(v, sources) if thrown else []) or placed
            if (
                not placed
                and sense.type == "ASSAULT"
                and any(p.word in sense.target and self._is_a(p.noun, words("border")) for p in prepositions)
            ):
                placed = self._accuser(v, sources)  # "accuses Chad of sending troops across the border"
            return placed, 0.1
        ways = []
        if sense.target == "obj":
            ways.append((self._held_places, 0.0))
        if sense.type == "ASSAULT":
            ways.append((lambda v: self._where(v, prepositions, sources), 0.15))
        if sense.target == "obj":
            ways.append((self._including, 0.1))
            if sense.type == "ASSAULT":
                ways.append((lambda v: self._teller(v, sources), 0.3))
            ways.append((lambda v: self._accuser(v, sources) or self._fought_by(v, sources), 0.3))
        for way, doubt in ways:
            if found := way(v):
                return found, doubt
        return [], 0.0

    def _held_places(self, v: int) -> list[Ref]:
        """Who holds the place that is hit: "Kobani", "Kobani, a town besieged by"."""
        tree = self.tree
        hit = [tree.heads[t] if tree.deps[t] == "appos" and t not in tree.at else t for t in
               self.roles.patient(v)]  # fmt: skip
        return [r for t in hit for r in self.actors.place(t, within=False)]

    def _placed(self, sense: Sense, prepositions: list[Preposition]) -> list[Ref]:
        """Who holds the places after the target's prepositions; for an attack, after "in" too."""
        return [
            r
            for p in prepositions
            if p.word in sense.target or (p.word in ("in", "at", "inside") and sense.type == "ASSAULT")
            if self.tree.lemmas[p.noun] not in noun_senses()
            for r in self.actors.place(p.noun)
        ]

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

    def _own_ground(self, v: int, found: list[Ref], sources: list[Ref]) -> bool:
        """Whether they would enter or hit a territory of their own: then "its" is another's."""
        grounds = words("territory") | words("border")
        held = [k for k in self._object_heads(v) if self.tree.lemmas[k] in grounds]
        return bool(held) and found[0].how == "pronoun" and _codes(found) <= _codes(sources)

    def _of_others(self, v: int, sources: list[Ref]) -> bool:
        """ "Chad and Mali help to revive Libyan talks": the talks are not theirs."""
        owners = _codes([r for k in self._object_heads(v) for r in self.actors.own(k)])
        return bool(owners) and not owners & _codes(sources)

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


def _codes(refs: list[Ref]) -> set[str]:
    return {r.code for r in refs}
