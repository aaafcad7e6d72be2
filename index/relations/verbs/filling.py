"""Fills a pattern's places: who does it and to whom, by who stands there or by who is meant."""

from __future__ import annotations

from collections.abc import Callable

from index.relations.arguments.backing import harm_backed
from index.relations.arguments.holding import land_held_by
from index.relations.arguments.phrases import HARMS, Phrases
from index.relations.arguments.prepositions import Preposition
from index.relations.arguments.roles import Roles
from index.relations.language.lexicon import noun_senses
from index.relations.language.patterns import Sense
from index.relations.language.tables import words
from index.relations.nouns.premodifiers import put_forward_by
from index.relations.parsing.tree import Tree, of_sport
from index.relations.reference.actors import Actors
from index.relations.reference.refs import Ref, codes_of

_STATELY = frozenset({"COOPERATE", "COERCE", "RETREAT", "SANCTION", "CONCEDE"})
_PROVOKED = HARMS | {"ACCUSE", "THREATEN"}
_HARMED_WITH = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "ACCUSE"})
_ANSWERS = HARMS | {"SANCTION", "THREATEN"}
_EXPELLED = HARMS | {"SANCTION"}


def _first(*ways: tuple[bool, Callable[[], list[Ref]], float]) -> tuple[list[Ref], float]:
    """The actors that the first way finds of those that are asked, with its doubt."""
    for asked, way, doubt in ways:
        if asked and (found := way()):
            return found, doubt
    return [], 0.0


class Filling(Phrases):
    """Finds in one tree who fills the places of a verb's pattern."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        super().__init__(tree, actors, roles)
        self.sport = of_sport(tree)

    def _sources(self, v: int, sense: Sense, prepositions: list[Preposition]) -> tuple[list[Ref], float]:
        """Who does it, and how doubtful that is (a penalty)."""
        found = self._slot(v, sense.source, prepositions, sense)
        if found or sense.source != "subj":
            return found, 0.0
        kind = sense.type
        harm, deadly = kind in ("ASSAULT", "COERCE"), kind == "ASSAULT"
        # "says a diplomat was expelled from Mali": by Mali, and not by who says so
        from_there = (
            sense.object == words("diplomat") and self.roles.passive(v) and self.tree.after(v, "from")
        )
        return _first(
            (harm, lambda: self._not_victims(v, self._by_its_attack(v)) or self._where_held(v), 0.1),
            (deadly, lambda: self._fought(v) or self._meanwhile(v), 0.1),
            (harm, lambda: self._struck_back(v) or self._assailed(v), 0.15),
            (deadly, lambda: self._tellers_strike(v), 0.2),
            (kind in ("COERCE", "REQUEST"), lambda: self._sent_from(v), 0.05),
            (True, lambda: self._owned(v, sense) or self._dealt_in(v, sense), 0.05),
            (deadly, lambda: self._fired_from(v), 0.1),
            (kind == "SANCTION", lambda: self._recalled(v, sense), 0.05),
            (kind == "RETREAT", lambda: self._where_freed(v), 0.1),
            (kind == "ACCUSE", lambda: self._heard_in(v), 0.1),
            (kind == "CONCEDE", lambda: self._let_in(v), 0.1),
            (kind == "AID", lambda: self._granted_in(v), 0.1),
            (kind in ("ACCUSE", "SANCTION"), lambda: self._host(v), 0.1),
            (sense.both and "with" in sense.target, lambda: self._reached_with(v), 0.05),
            (kind in _STATELY and not from_there, lambda: self._ruler(v), 0.2),
        )

    def _targets(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> tuple[list[Ref], float]:
        """To whom it is done, and how doubtful that is."""
        found = self._targeted(v) if sense.type == "ASSAULT" and sense.object else []
        found = found or self._slot(v, sense.target, prepositions, sense)
        if (
            found
            and isinstance(sense.target, tuple)
            and codes_of(found) >= codes_of(sources) >= codes_of(found)
        ):
            here = {r.token for r in found}
            others = [p for p in prepositions if p.noun not in here]
            others = [p for p in others if not codes_of(self.actors.of(p.noun)) <= codes_of(sources)]
            own = sense.type in HARMS and self._off_own_shore(found, prepositions)
            found = self._slot(v, sense.target, others, sense)  # "half of its staff in Cuba"
            if own and not found:
                found = self._teller_above(v, sources)  # "says that Malian jets flew along its coast"
        found = self._on_this_side(v, sense, found)
        if found and sense.target == "obj" and self._of_the_matter(v, sense):
            return [], 0.0
        if found and sense.target in ("obj", "poss") and self._its_own_kind(v, sense):
            return [], 0.0
        if found and sense.type == "SUPPORT" and (instead := self._backed_instead(v, sense)) is not None:
            return instead, 0.0
        if found and sense.type == "ACCUSE" and self._blames_a_harm(v, sense):
            self.silent.add(v)  # nobody may guess that the victims are accused
            found = self._doers_of_harm(v)
        if found and sense.type in _EXPELLED and self._own_ground(v, sense, found, sources):
            found = self._teller_above(v, sources)  # "killed rebels who tried to enter its territory"
        doubt = 0.0
        if found and sense.target == "obj" and sense.type in _HARMED_WITH:
            more = self._among_those_hit(v)
            found = found + [r for r in more if r.code not in codes_of(found) | codes_of(sources)]
        if found and sense.type == "ASSAULT" and sense.target == "obj":
            found = found + [r for r in self._civilians_too(v, found) if r.code not in codes_of(sources)]
        if not found:
            found, doubt = self._meant(v, sense, prepositions, sources)
            found = self._on_this_side(v, sense, found)
        own = sense.type == "ASSAULT" and sense.target == "obj" and codes_of(found) <= codes_of(sources)
        if own and found:
            found = self._where(v, prepositions, sources) or found  # "Iran strikes Iranian Kurds in Iraq"
        if sense.kinds:
            found = [r for r in found if self._kind(r) in sense.kinds]
        return found, doubt

    def _backed_instead(self, v: int, sense: Sense) -> list[Ref] | None:
        """Who is backed where a harm is, and not those who suffer it; ``None`` where no harm is backed."""
        heads = self._object_heads(v) if sense.target in ("obj", "poss") else []
        if any(harm_backed(self.tree, self.actors.own, k) for k in heads):
            self.silent.add(v)
            return []  # "supports the boycott of Chad"
        if sense.target == "obj" and self._harmed(v):
            return self._doers_of_harm(v)  # "defends the expulsion of Malians": whoever expels them
        return None

    def _meant(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> tuple[list[Ref], float]:
        """To whom it is done where the target's place names nobody: who holds the place, who tells it."""
        if sense.type == "CONSULT" and not sense.both:
            return self._visited(v, sense, prepositions), 0.0
        envoys = sense.type == "SANCTION" and sense.object in (words("diplomat"), words("embassy"))
        if sense.type in ("AID", "COOPERATE", "RETREAT"):
            found = self._using(v) or self._left(v, sense, prepositions)
            return found or self._helped_in(v, sense, prepositions, sources), 0.1
        if sense.type in _PROVOKED and (found := self._provoked(v, sources)):
            return found, 0.1
        put_off = sense.type == "REJECT" and sense.verb in words("putting_off") | {"call"}
        if (sense.type in _ANSWERS or put_off) and sense.object and (found := self._reacted_to(v, sources)):
            return found, 0.1
        if sense.type == "SANCTION" and sense.object and (found := self._over_deed(v, sources)):
            return found, 0.1
        if sense.target == "subj" and sense.type == "ASSAULT":  # "the capital fell under Malian control"
            hit = self.roles.subject(v)  # "a Malian village came under fire"
            return self.roles.refs(hit, loose=False) or [r for k in hit for r in self.actors.place(k)], 0.1
        if sense.type in ("REJECT", "ACCUSE", "SUPPORT") and (found := self._made_before(v)):
            return found, 0.1
        if sense.target in ("obj", "poss") and (found := self._told_above(v, sense, sources)):
            return found, 0.15
        if sense.target == "obj" and sense.type in ("SUPPORT", "REJECT", "ACCUSE") and not sense.object:
            done = [k for t in self.roles.patient(v) if t not in self.tree.at for k in self._dealers(t)]
            return self.roles.refs(done), 0.1  # "welcomed the release by Chad"
        if sense.type == "MOBILIZE" and isinstance(sense.target, tuple):
            near = [p.noun for p in prepositions if p.word in sense.target]
            bordering = any(self.tree.lemmas[k] in words("border") | words("shore") for k in near)
            # "accuses Chad of massing troops on the border": on that of who says so
            return self._faced(v, near) or (self._accuser(v, sources) if bordering else []), 0.1
        if sense.type not in ("ASSAULT", "COERCE") and not envoys:
            return [], 0.0
        if isinstance(sense.target, tuple):
            return self._beyond(v, sense, prepositions, sources), 0.1
        return self._struck_instead(v, sense, prepositions, sources)

    def _struck_instead(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> tuple[list[Ref], float]:
        """Who is hurt where the object names nobody: who holds the place, who tells it, who fought."""
        named, deadly = sense.target == "obj" and not sense.complement, sense.type == "ASSAULT"
        return _first(
            (deadly, lambda: self._held_land(v, sources), 0.0),
            (named, lambda: self._held_places(v), 0.0),
            (deadly, lambda: self._there(v, sources), 0.1),
            (deadly, lambda: self._where(v, prepositions, sources), 0.15),
            (named and sense.type == "COERCE", lambda: self._arrested_in(v, prepositions, sources), 0.15),
            (named, lambda: self._including(v), 0.1),
            (named, lambda: self._aboard(v), 0.1),
            (named, lambda: self.roles.said_to_be(self.roles.patient(v)), 0.1),
            (named and deadly, lambda: self._struck(v, sources), 0.15),
            (named and deadly, lambda: self._teller(v, sources), 0.3),
            (named, lambda: self._accuser(v, sources) or self._fought_by(v, sources), 0.3),
        )

    def _beyond(self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]) -> list[Ref]:
        """Who is hit where the phrase that should tell it names a place, stones thrown, or a border."""
        placed = [] if sense.both else self._placed(v, sense, prepositions)
        if not placed and sense.type == "ASSAULT":  # "masterminded the Mumbai bombings"
            deeds = [k for k in self._object_heads(v) if self._is_a(k, words("attack"))]
            towns = [n for k in deeds for n in self.tree.kids(k, "compound") if self.tree.tags[n] == "NNP"]
            placed = [r for k in towns for r in self.actors.place(k)]
        if sense.type == "ASSAULT" and codes_of(placed) <= codes_of(sources):
            thrown = any(self.tree.lemmas[k] in words("thrown") for k in self.roles.patient(v))
            placed = (self._fought_by(v, sources) if thrown else []) or placed
        if (
            not placed
            and sense.type == "ASSAULT"
            and any(p.word in sense.target and self._is_a(p.noun, words("border")) for p in prepositions)
        ):
            placed = self._accuser(v, sources)  # "accuses Chad of sending troops across the border"
        if not placed and sense.type == "ASSAULT":
            hit = [p.noun for p in prepositions if p.word in sense.target and p.word != "from"]
            placed = self._tellers_soil(v, sources, hit)
        if not placed and (self.tree.lemmas[v] in words("meddling") or self._starts_war(v, sense)):
            placed = self._accuser(v, sources)  # "accuses Chad of planning to intervene"
        return placed

    def _told_above(self, v: int, sense: Sense, sources: list[Ref]) -> list[Ref]:
        """ "proposed a plan that was rejected", "Chad says that Malian soldiers crossed the border"."""
        if sense.type in ("REJECT", "ACCUSE", "SUPPORT"):
            return self._whose_move(v)
        if sense.target != "poss" or sense.type != "ASSAULT" or not self._armed(v):
            return []
        held = any(self.tree.lemmas[k] in words("border") for k in self._object_heads(v))
        return self._teller_above(v, sources) if held else []

    def _held_land(self, v: int, sources: list[Ref]) -> list[Ref]:
        """ "retook a town held by Malian rebels": from them."""
        known = codes_of(sources)
        held = [r for k in self._object_heads(v) for r in land_held_by(self.tree, self.roles, k)]
        return [r for r in held if r.code not in known]

    def _held_places(self, v: int) -> list[Ref]:
        """Who holds the place that is hit: "Kobani", "Kobani, a town besieged by"."""
        tree = self.tree
        hit = [tree.heads[t] if tree.deps[t] == "appos" and t not in tree.at else t for t in
               self.roles.patient(v)]  # fmt: skip
        return [r for t in hit for r in self.actors.place(t, within=False)]

    def _left(self, v: int, sense: Sense, prepositions: list[Preposition]) -> list[Ref]:
        """ "troops withdrew from Tigray": who holds the place that they left."""
        if sense.type != "RETREAT" or self.tree.lemmas[v] not in words("pulling_out"):
            return []
        named = [p.noun for p in prepositions if isinstance(sense.target, tuple) and p.word in sense.target]
        there = [c for k in self.roles.patient(v) for c in self.tree.kids(k, "relcl") if not named]
        if found := [r for c in there for k in self.tree.after(c, "in") for r in self.actors.place(k)]:
            return found  # "withdraw the troops who are in Chad"
        named += [other for k in named for other in self.tree.conjuncts(k)]
        towns = {k for k in named if k not in self.tree.at}
        named = [k for k in named if k not in towns or self.tree.lemmas[k] in words("territory")]
        return [r for k in named for r in self.actors.place(k, within=k in towns)]

    def _helped_in(
        self, v: int, sense: Sense, prepositions: list[Preposition], sources: list[Ref]
    ) -> list[Ref]:
        """ "gave medicine to hospitals in Chad", "helped victims of a flood in Mali": of the place."""
        if sense.type != "AID":
            return []
        helped = (
            [k for k in self.roles.patient(v) if self.tree.tags[k] == "NNS"] if sense.target == "obj" else []
        )
        if isinstance(sense.target, tuple):
            helped = [p.noun for p in prepositions if p.word in sense.target and p.word != "from"]
        fleeing = [a for k in helped for a in self.tree.kids(k, "acl", "relcl")]
        fleeing = [a for a in fleeing if self.tree.lemmas[a] in words("displaced")]
        helped += [n for a in fleeing for n in self.tree.kids(a, "dobj")]
        helped += [n for a in fleeing for n in self.tree.after(a, "from", "in")]
        codes = codes_of(sources)
        return [r for k in helped for r in self.actors.place(k) if r.code not in codes]

    def _placed(self, v: int, sense: Sense, prepositions: list[Preposition]) -> list[Ref]:
        """Who holds the places after the target's prepositions; for an attack, after "in" too."""
        # "struck Malian positions in Chad": who was hit is named, so where does not matter
        hit = [k for k in self._object_heads(v) if not self._is_a(k, words("arm"))]
        near = () if self.roles.refs(hit) else ("in", "at", "inside")
        return [
            r
            for p in prepositions
            if p.word in sense.target
            or (p.word in near and sense.type == "ASSAULT" and sense.target != ("into",))
            if self.tree.lemmas[p.noun] not in noun_senses()
            for r in self.actors.place(p.noun)
        ]

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
            rejected = heads if sense.type == "REJECT" else []
            found = roles.refs(heads)
            drafted = [r for h in rejected for r in put_forward_by(self.tree, h)]
            return found + [r for r in drafted if r.code not in codes_of(found)]
        return []

    def _is_a_or_any(self, head: int, sense: Sense) -> bool:
        return not sense.object or self._is_a(head, sense.object)

    def _kind(self, ref: Ref) -> str:
        mention = self.tree.at.get(ref.token)
        if mention is None or mention.kind in ("person", "place"):
            return "country"
        return mention.kind
