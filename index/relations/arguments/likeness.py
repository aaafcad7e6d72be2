"""What kind of thing fills a verb's places: troops or tourists, a rocket or a plane, envoys or cargo.

A verb tells an event only of the right kind: "soldiers enter Chad", "a rocket lands", "a dose arrives".
"""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.arguments.roles import Roles
from index.relations.language.lexicon import noun_senses
from index.relations.language.patterns import Sense
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors

_BODIES = {"ICJ": "court", "ICC": "court", "WTO": "court", "UN": "council", "IAEA": "council"}
_DRIVEN = frozenset({"displaced", "fleeing", "uprooted", "stranded", "homeless"})


class Likeness:
    """Asks of one tree what its words are."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        self.tree = tree
        self.actors = actors
        self.roles = roles
        self.silent: set[int] = set()
        """Verbs of which the table says that they tell nothing here; filled by ``events``."""
        self._known_kinds: dict[int, tuple[set[str], set[str]]] = {}
        self._known_objects: dict[int, list[int]] = {}
        self._known_complements: dict[int, set[str]] = {}

    def _complement(self, v: int, wanted: frozenset[str]) -> bool:
        """Whether one of the words completes the verb."""
        if (known := self._known_complements.get(v)) is None:
            known = self._known_complements[v] = self._complements(v)
        return not known.isdisjoint(wanted)

    def _complements(self, v: int) -> set[str]:
        tree = self.tree
        near = tree.kids(v, "acomp", "attr", "oprd", "advmod", "xcomp", "ccomp", "dobj", "npadvmod", "intj")
        near = [
            k for k in near if not any(tree.tags[a] == "MD" for a in tree.kids(k, "aux"))
        ]  # "that it should"
        near += [p for a in near for p in tree.kids(a, "acomp", "attr", "oprd")]
        near += [
            p for a in tree.kids(v, "dobj") for p in tree.kids(a, "amod") if p > a
        ]  # "find two men guilty"
        if tree.lemmas[v] in ("declare", "designate", "label", "call"):  # "declared the guard a terrorist"
            near += [p for a in tree.kids(v, "dobj") for p in tree.kids(a, "appos")]
        near += [  # "is one of Chad's allies"
            k
            for a in near
            if tree.lemmas[a] in words("transparent")
            for p in tree.kids(a, "prep")
            if tree.lows[p] == "of"
            for k in tree.kids(p, "pobj")
        ]
        return {word for k in near for word in (tree.lows[k], tree.lemmas[k])}

    def _is_a(self, i: int, nouns: frozenset[str]) -> bool:
        """Whether the noun, or what it is a measure of, is one of the words."""
        if (known := self._known_kinds.get(i)) is None:
            known = self._known_kinds[i] = self._kinds(i)
        kinds, phoned = known
        if not kinds.isdisjoint(nouns):
            asks = "phone call" in nouns and self.tree.lemmas[i] == "call" and self.tree.after(i, "for")
            return not asks  # "a call for talks" is no talk
        return bool(phoned) and "phone call" in nouns and not phoned.isdisjoint(nouns)

    def _takes(self, v: int, nouns: frozenset[str]) -> bool:
        """Whether an object of the verb is one of the words."""
        return any(self._is_a(head, nouns) for head in self._object_heads(v))

    def _kinds(self, i: int) -> tuple[set[str], set[str]]:
        """All words that the noun answers to, and those of phone calls, which ask for nothing."""
        tree = self.tree
        kinds: set[str] = set()
        phoned: set[str] = set()
        for k in (i, *tree.conjuncts(i), *tree.kids(i, "appos")):
            lemma = tree.lemmas[k]
            calls = lemma == "call" and any(tree.lows[c] in words("phone") for c in tree.kids(k, "compound"))
            found = phoned if calls else kinds
            volley = lemma in words("attack") and lemma in words("transparent")
            if not volley or not any(tree.lows[p] == "of" for p in tree.children[k]):
                found |= {lemma, tree.lows[k]}  # but "a round of talks" is no round fired
            if lemma == "strike" and tree.lows[k - 1 : k] == ["hunger"]:
                found = kinds = {"hunger strike"}
            if lemma in ("operation", "campaign") and any(
                tree.lows[c] in words("civil") for c in tree.kids(k, "amod", "compound")
            ):
                found = kinds = (kinds - {lemma, f"{lemma}s"}) | {"business"}
            if k in tree.at and (judge := _BODIES.get(tree.at[k].actor or "")):
                found.add(judge)
            if tree.words[k - 1 : k] == ["Operation"] or any(
                tree.words[c] == "Operation" for c in tree.kids(k, "compound")
            ):
                found.add("operation")  # "Operation Cast Lead"
            if tree.tags[k] == "CD" and any(tree.lows[c][-1:] in ("$", "€", "£") for c in tree.children[k]):
                found.add("dollar")
            if tree.tags[k] == "NNPS":
                found.add(tree.lows[k].removesuffix("s"))  # "the Artemis Accords"
            found.update(f"{tree.lows[before]} {lemma}" for before in tree.kids(k, "compound", "amod"))
            if lemma in words("transparent"):
                found.update(tree.lemmas[c] for c in tree.kids(k, "compound"))  # "an aid program"
                for prep in tree.kids(k, "prep"):
                    for below in tree.kids(prep, "pobj") if tree.lows[prep] == "of" else ():
                        own, own_phoned = self._kinds(below)
                        found |= own
                        phoned |= own_phoned
        return kinds, phoned

    def _object_heads(self, v: int) -> list[int]:
        """The words that stand for the verb's object. Not to be changed: it is remembered."""
        if (known := self._known_objects.get(v)) is None:
            known = self.tree.kids(v, "dobj", "attr", "oprd")
            if self.roles.passive(v):
                known = known + self.roles.patient(v)
            elif not known:
                known = self.roles.patient(v)
            self._known_objects[v] = known
        return known

    def _fired(self, v: int) -> bool:
        """Whether what lands was fired: a rocket, no tourist."""
        over = self.tree.heads[v]
        fired = self.roles.patient(over) if self.tree.deps[v] == "advcl" and self.roles.passive(over) else []
        return any(self._is_a(t, words("comes_down")) for t in (*self.roles.agent(v), *fired))

    def _by_force(self, v: int) -> bool:
        """ "backed by American troops": support by arms is more than words."""
        return self.tree.lemmas[v] in ("back", "support", "reinforce") and any(
            self._is_a(t, words("troop") | words("ship") | words("attack")) for t in self.roles.agent(v)
        )

    def _embassy(self, v: int) -> bool:
        """ "The leaders of Chad and Mali arrive in Niger to urge": who comes to ask for something visits."""
        return bool(self.tree.kids(v, "xcomp", "advcl"))

    def _citizens(self, v: int) -> bool:
        """ "warn their citizens not to go to Chad": these meet nobody there."""
        return any(self.tree.lemmas[t] in words("own_people") for t in self.roles.agent(v))

    def _calls_names(self, v: int) -> bool:
        """Whether something is called something, and nobody phoned."""
        tree = self.tree
        if tree.kids(v, "oprd", "ccomp"):
            return True
        if any(tree.lows[d] in ("a", "an") for k in tree.kids(v, "npadvmod") for d in tree.kids(k, "det")):
            return True  # "calls the premier a thief"
        people = (words("agent") | words("both") | {"counterpart"}) - words("attack")
        return any(k not in tree.at and tree.lemmas[k] not in people for k in tree.kids(v, "dobj"))

    def _talks(self) -> bool:
        return any(lemma in words("talk") for lemma in self.tree.lemmas)

    def _met_others(self, v: int) -> bool:
        """ "met with officials from Chad to discuss": with these, and not among themselves."""
        tree = self.tree
        over = tree.heads[v]
        if tree.deps[v] not in ("advcl", "xcomp") or not tree.is_verb(over):
            return False
        return any(
            tree.lows[p] == "with" and self.roles.refs(tree.kids(p, "pobj")) for p in tree.kids(over, "prep")
        )

    def _hosts_things(self, v: int) -> bool:
        """ "received 700 soldiers", "hosts nuclear weapons": nobody is met."""
        tree = self.tree
        things = words("troop") | words("arm") | words("aid") | words("refugee") | words("demand")
        things |= words("received")
        told = self.roles.patient(v)
        for k in [
            *told,
            *(n for t in told if tree.lemmas[t] in words("transparent") for n in tree.after(t, "of")),
        ]:
            counted = tree.kids(k, "nummod") or {tree.lows[a] for a in tree.kids(k, "amod")} & _DRIVEN
            if counted and tree.tags[k] in ("NNS", "NNPS") and k in tree.at:
                return True  # "hosts a million Syrians", "displaced Syrians"
        return any(k not in tree.at and tree.lemmas[k] in things for k in self.roles.patient(v))

    def _harmed(self, v: int) -> bool:
        """Whether the object is a harm done to somebody: "condemned the killing of Ugandans"."""
        heads = self._object_heads(v)
        return bool(heads) and any(
            sense.type in ("ASSAULT", "COERCE") for sense in noun_senses().get(self.tree.lemmas[heads[0]], [])
        )

    def _blames_a_harm(self, v: int, sense: Sense) -> bool:
        """ "condemned the killing of Ugandans": they are not blamed for it; "the intervention of" may be."""
        heads = self._object_heads(v)
        of = any(
            "of" in noun.targets for k in heads[:1] for noun in noun_senses().get(self.tree.lemmas[k], [])
        )
        return self._harmed(v) and (sense.target == "obj" or (sense.target == "poss" and of))

    def _misread(self, v: int, sense: Sense) -> bool:
        """ "a Malian attack helicopter crashes" attacks nobody, "blasted the executions" only blames."""
        if sense.verb == "blast":
            return any(k in noun_senses() for h in self._object_heads(v) for k in [self.tree.lemmas[h]])
        return self.tree.lows[v + 1 : v + 2] in (["helicopter"], ["aircraft"], ["submarine"], ["dog"])

    def _fights_ill(self, v: int) -> bool:
        """ "fights the spread of a disease in Mali": nobody is fought."""
        heads = self._object_heads(v) or self.tree.after(v, "against")
        ill = bool(heads) and all(
            {self.tree.lemmas[k], " ".join(self.tree.lows[k - 1 : k + 1])} & words("ill") for k in heads
        )
        if ill:
            self.silent.add(v)
        return ill

    def _armed(self, v: int) -> bool:
        """Whether those who move are armed, or the state itself: a pilgrim threatens nobody."""
        tree = self.tree
        tokens = self.roles.agent(v)
        clauses = [k for t in (*tokens, v) for k in tree.kids(t, "acl", "advcl", "relcl")]
        if any(tree.lemmas[k] in ("flee", "escape", "defect") for k in clauses):
            return False
        if any(
            tree.lemmas[n] in ("refuge", "asylum", "shelter") for k in clauses for n in tree.kids(k, "dobj")
        ):
            return False
        military = words("troop") | words("ship") | words("arm")
        return any(
            (tree.actor(t) and not self._people(t))
            or self._is_a(t, military)
            or tree.tags[t][:3] in ("PRP", "WDT")
            for t in tokens
        )

    def _held_event(self, v: int) -> bool:
        """ "will hold the G7 summit", "is invited to a summit to be held in Chad": nobody is kept."""
        if self.tree.deps[v] == "xcomp" and self.tree.lemmas[self.tree.heads[v]] == "invite":
            return True
        events = words("held_event") | words("talk") | words("drill")
        return any(self.tree.lemmas[k] in events for k in self._object_heads(v))

    def _by_accident(self, v: int) -> bool:
        """ "A Chadian plane crashes, killing two Malians": nobody attacked them."""
        tree = self.tree
        over = tree.heads[v]
        blazes = [k for t in self.roles.subject(v) if tree.lemmas[t] == "fire" for k in tree.children[t]]
        if any(tree.lows[k] in words("burning_by_itself") for k in blazes):
            self.silent.add(v)
            return True  # "forest fires in Chad kill ten"
        if tree.deps[v] not in ("advcl", "xcomp", "conj") or tree.tags[v] != "VBG":
            return False
        accident = tree.lemmas[over] in words("accident") and not tree.kids(over, "dobj")
        if accident:
            self.silent.add(v)
        return accident

    def _people(self, t: int) -> bool:
        """ "Syrians", "a Syrian": some of a country, and not the state."""
        one = any(self.tree.lows[k] in ("a", "an") for k in self.tree.kids(t, "det"))
        return (one or self.tree.tags[t] == "NNPS") and self.tree.at[t].kind == "country"

    def _gifts(self, v: int) -> bool:
        """ "Chinese doses arrive in Chile": what arrives was sent."""
        tree = self.tree
        return any(
            tree.lemmas[k] in words("gift")
            for t in self.roles.agent(v)
            for k in (t, *(p for prep in tree.kids(t, "prep") for p in tree.kids(prep, "pobj")))
        )

    def _forces_come(self, v: int) -> bool:
        """ "Kenyan police arrived in Haiti": they were sent to help."""
        tree = self.tree
        return tree.lemmas[v] in ("arrive", "land", "deploy") and any(
            self._is_a(k, words("sent_force"))
            for t in self.roles.agent(v)
            for k in (t, *tree.after(t, "of"))  # "a deployment of peacekeepers"
        )

    def _who(self, v: int) -> list[int]:
        """Those who do it; "a person who travelled" is a person."""
        found = self.roles.agent(v)
        relative = self.tree.deps[v] == "relcl" and any(self.tree.tags[t] in ("WP", "WDT") for t in found)
        return [*found, self.tree.heads[v]] if relative else found

    def _no_envoys(self, v: int) -> bool:
        """Whether those who arrive are refugees or ships: they visit nobody."""
        tree = self.tree
        if tree.lemmas[v] == "land" and any(tree.lows[t] == "it" for t in self.roles.agent(v)):
            return True
        return any(
            tree.lemmas[k] in words("cargo") or tree.lows[k] in words("cargo")
            for t in self._who(v)
            for k in (
                t,
                *tree.kids(t, "appos"),
                *(p for prep in tree.kids(t, "prep", "acl") for p in tree.kids(prep, "pobj", "dobj")),
            )
        )

    def _one_another(self, v: int) -> bool:
        """ "blame each other", "attacked one another"."""
        tree = self.tree
        given = [*self.roles.patient(v), *self.roles.dative(v)]
        held = [k for t in given for k in (t, *tree.kids(t, "poss"))]
        return any(self._reciprocal(k) or tree.lows[k - 1 : k + 1] == ["the", "other"] for k in held)

    def _reciprocal(self, k: int) -> bool:
        """ "each other", "one another"."""
        lows = self.tree.lows
        return k > 0 and lows[k] in ("other", "another") and lows[k - 1] in ("each", "one")

    def _to_each_other(self, v: int, sense: Sense, prepositions: list[Preposition]) -> bool:
        """Whether those who do it do it to one another ("imposed sanctions on each other")."""
        slot = sense.target if isinstance(sense.target, tuple) else ()
        if any(p.word in slot and self._reciprocal(p.noun) for p in prepositions):
            return True
        if sense.type == "SANCTION" and self._respectively(v):
            return True
        if any(self.tree.lows[k] in ("mutually", "reciprocally") for k in self.tree.kids(v, "advmod")):
            return True
        return sense.target in ("obj", "dat", "poss") and self._one_another(v)

    def _respectively(self, v: int) -> bool:
        """ "recall their ambassadors", "each expel a diplomat from the other country": from one another."""
        tree = self.tree
        heads = self._object_heads(v)
        if not any(tree.lemmas[k] in words("diplomat") | words("embassy") for k in heads):
            return False
        posts = [k for h in (v, *heads) for k in tree.after(h, "from", "in", "to")]
        if self.roles.refs(posts, loose=False):
            return False  # "recall their ambassadors to Chad"
        near = posts + [k for h in (*heads, *posts) for k in tree.kids(h, "poss", "amod")]
        told = {tree.lows[k] for k in near}
        bond = not words("between_two").isdisjoint(tree.lows)  # else it may be from a third
        return bool(told & {"respective", "other"}) or ("their" in told and bond)
