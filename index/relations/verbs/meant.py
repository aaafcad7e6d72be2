"""How a verb's pattern is meant in its clause: by one side alone, by a group together, of another type."""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.events import Event, among, pairs
from index.relations.factuality.modality import is_infinitive
from index.relations.language.patterns import Sense
from index.relations.language.tables import words
from index.relations.parsing.tree import within_brackets
from index.relations.reference.refs import Ref, codes_of, two_sides
from index.relations.verbs.filling import Filling


class Meant(Filling):
    """Reads in one tree what a clause makes of a pattern."""

    def _leaves_behind(self, v: int) -> bool:
        """ "a clash leaves one Malian killed": no country is left."""
        heads = self._object_heads(v)
        if self.tree.deps[v] in ("xcomp", "advcl") and self.tree.lemmas[self.tree.heads[v]] in words(
            "sent_off"
        ):
            return True  # "was given 48 hours to leave"
        if any(self.tree.lows[k] in ("alone", "isolated", "stranded") for k in self.tree.below(v)):
            return True  # "abstained, leaving Chad alone in its vote"
        if self.roles.refs(self.tree.after(v, "for")):
            return True  # "the minister leaves Mali for Chad"
        return not any(k in self.tree.at or self.tree.lemmas[k] in words("of_state") for k in heads)

    def _unfit(self, v: int, sense: Sense, prepositions: list[Preposition]) -> bool:
        """Whether the clause holds what the pattern has no place for: "withdrew its recognition of Chad"
        leaves no land, "passed a resolution" nobody's coast, and "ordered a halt" asks nobody.
        """
        tree = self.tree
        objects = tree.kids(v, "dobj")
        loose = sense.object is None and isinstance(sense.target, tuple)
        if loose and sense.type in ("RETREAT", "MOBILIZE"):
            moved = words("troop") | words("arm") | words("ship") | words("mover")
            moves = any(self._is_a(k, moved) or tree.actor(k) for k in objects)
            return sense.verb in words("no_object") and bool(objects) and not moves
        if sense.type == "REQUEST" and sense.verb == "order":
            told = tree.kids(v, "xcomp", "ccomp")
            told += [k for k in tree.kids(v, "advcl") if is_infinitive(tree, k)]
            return bool(objects) and not told and not self.roles.passive(v)
        if sense.type == "AGREE" and sense.target == "poss":  # "approves a plan to aid Chad": one's own
            aims = [k for k in self._object_heads(v) if tree.kids(k, "acl")]
            return bool(aims) and not any(self.actors.own(k) for k in aims)
        if sense.type == "REJECT" and isinstance(sense.target, tuple) and "on" in sense.target:
            papers = any(tree.lemmas[k] in words("voted") | {"statement"} for k in self._object_heads(v))
            self.silent.update([v] if papers else ())
            return papers and not any(p.word in ("by", "from", "of") for p in prepositions)
        if sense.type == "ASSAULT" and sense.verb == "take" and not sense.particle:
            return bool(tree.kids(v, "prt"))  # "took up his post"
        if sense.type == "COOPERATE" and sense.verb == "join":
            return any(p.word == "in" and tree.tags[p.noun] == "CD" for p in prepositions)  # "in 2007"
        return False

    def _sent_to(self, v: int) -> bool:
        """ "sends troops to fight with the Malian army": on its side."""
        over = self.tree.heads[v]
        return self.tree.deps[v] in ("xcomp", "advcl", "acl") and any(
            self.tree.lemmas[k] in words("sending") for k in (over, self.tree.heads[over])
        )

    def _alone(self, v: int) -> bool:
        """ "declares a unilateral ceasefire"."""
        said = [k for h in self._object_heads(v) for k in self.tree.kids(h, "amod")]
        return any(self.tree.lows[k] == "unilateral" for k in said)

    def _type_meant(self, v: int, sense: Sense) -> tuple[str, str, int]:
        """The pattern's type and rule, and the verb that says whether it is so; but a crowd that protests is
        a PROTEST, and sanctions hit as sanctions do.
        """
        tree = self.tree
        kind, at = sense.type, v
        if kind == "ACCUSE" and sense.verb == "protest":
            if any(self.roles.in_a_crowd(t) for t in self.roles.agent(v)):
                kind = "PROTEST"
                if tree.lemmas[tree.heads[v]] in words("protesting"):
                    at = tree.heads[v]  # who gathered to protest did
        elif kind == "PROTEST" and sense.verb in words("storming"):
            doers = self.roles.subject(v) if not self.roles.passive(v) else self.roles.agent(v)
            if any(m.kind == "group" for r in self.roles.refs(doers) if (m := tree.at.get(r.token))):
                kind = "ASSAULT"  # fighters do not protest
        elif kind == "PROTEST" and sense.verb == "protest":
            by = self.roles.agent(v)
            if by and all(self.roles.is_state(t) and not self.roles.in_a_crowd(t) for t in by):
                kind = "ACCUSE"  # a state's protest is a complaint
        elif kind == "ASSAULT" and sense.verb in words("hitting_trade"):
            over = tree.heads[v]
            by = [over, *tree.kids(over, "dobj"), *self.roles.agent(v)]
            if any(tree.lemmas[k] in words("sanction") for k in by):
                kind = "SANCTION"
        return kind, f"{kind}: {sense.rule.partition(': ')[2]}", at

    def _together(self, sources: list[Ref], v: int, sense: Sense, told: tuple[int, ...]) -> list[Event]:
        """All with one another; but "the EU and Chile, Peru and Brazil reached a deal" has two sides."""
        tree = self.tree
        right = [r for r in sources if within_brackets(tree, r.token)]
        left = [r for r in sources if r not in right]
        if left and right:
            return pairs(left, right, sense.type, True, told, sense.rule, v, sense.status)
        if two_sides(tree, sources):
            return pairs(sources[:1], sources[1:], sense.type, True, told, sense.rule, v, sense.status)
        return among(sources, sense.type, told, sense.rule, v, sense.status)

    def _a_group(self, v: int, sense: Sense) -> bool:
        """Whether the clause says no more than that they did it together: "X meet the demands" is
        something else.
        """
        tree = self.tree
        if sense.object is None and tree.kids(v, "dobj"):
            return False
        heads = self._object_heads(v)
        comers = [
            k for k in tree.after(v, "to", "for") if tree.lemmas[k] in words("refugee") | words("comer")
        ]
        if comers and any(tree.lemmas[k] in words("border") for k in heads):
            return False  # "opened their borders to refugees"
        if sense.type == "SANCTION" and tree.deps[v] == "conj" and self._cut_with(tree.heads[v], v):
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

    def _cut_with(self, first: int, v: int) -> bool:
        """ "broke off relations with Chad and cut all links": with Chad as well, not with one another."""
        tree = self.tree
        withs = [k for k in tree.below(first) if tree.lows[k] == "with" and first < k < v]
        return bool(self.roles.refs([n for k in withs for n in tree.kids(k, "pobj")]))

    def _of_others(self, v: int, sense: Sense, sources: list[Ref]) -> bool:
        """ "Chad and Mali help to revive Libyan talks": the talks are not theirs."""
        if self._met_others(v) or (sense.type == "CONSULT" and self._no_envoys(v)):
            return True
        if not sense.object:
            return False
        owners = codes_of([r for k in self._object_heads(v) for r in self.actors.own(k)])
        return bool(owners) and not owners & codes_of(sources)
