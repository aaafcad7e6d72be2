"""Who does what a verb tells: its subject or agent, or whoever is meant where these name nobody.

"Protesters in Baghdad", "the attack was carried out by", "Syria says that air defences shot down".
"""

from __future__ import annotations

from index.entities import is_state
from index.relations.arguments.grammar import Grammar
from index.relations.language.lexicon import operators
from index.relations.language.tables import words
from index.relations.reference.refs import Ref, further

_BEFORE = frozenset({"outside", "at", "before", "near", "to", "into"})


class Roles(Grammar):
    """Answers, for one tree, who does what its verbs tell."""

    def doer(self, v: int) -> list[Ref]:
        """Actors that do what the verb tells. Things that merely carry a country's name do not act."""
        tree = self.tree
        tokens = [t for t in self.agent(v) if tree.lemmas[t] not in words("inert") or tree.actor(t)]
        found = self.refs(tokens)
        if not found:
            found = self._crowd(v, tokens) or self._told_elsewhere(tokens) or self._own_force(v, tokens)
            found = found or self.said_to_be(tokens) or self._seated(v, tokens)
        elif not self.passive(v):
            found = found + self._joined(v, found)
            found = found + self._among_them(tokens, found)
        return found

    def _told_elsewhere(self, tokens: list[int]) -> list[Ref]:
        """ "The attack, which killed six, was carried out by Chad", "signs a law that bars Malians": whose
        attack or law it is tells the verb above.
        """
        tree = self.tree
        for t in tokens:
            noun = t
            if tree.lows[t] in ("which", "that"):
                noun = next((tree.heads[up] for up in tree.up(t) if tree.deps[up] == "relcl"), t)
            if tree.deps[noun] == "appos" and tree.lows[t] in ("which", "that"):
                noun = tree.heads[noun]  # "passes the Safety Act, a bill that bars Malians"
            over = tree.heads[noun]
            if tree.lemmas[noun] in words("attack") and (found := self.refs(self.responsible(noun))):
                return found
            if tree.lemmas[over] not in words("making") or noun in tree.at:
                continue
            if tree.deps[noun] == "dobj" or (tree.deps[noun] == "nsubjpass" and self.passive(over)):
                return self.refs(self.agent(over))
        return []

    def _seated(self, v: int, tokens: list[int]) -> list[Ref]:
        """ "In Chad, a court sentenced two Malians": the court is of the place that opens the sentence."""
        tree = self.tree
        if not tokens or tokens[0] in tree.at:
            return []
        offices = words("seat") | {"officer", "policeman", "soldier"}
        if not any(tree.lemmas[k] in offices for k in (tokens[0], *tree.kids(tokens[0], "compound"))):
            return []
        opening = [p for p in tree.kids(v, "prep") if tree.lows[p] == "in" and p < tokens[0]]
        found = [r for p in opening for k in tree.kids(p, "pobj") for r in self.actors.holders(k)]
        return [further(r, "place") for r in found]

    def said_to_be(self, tokens: list[int]) -> list[Ref]:
        """ "The man who killed six was a Chadian", "the victim, shot by police, is a Malian": who is said to
        be whose.
        """
        tree = self.tree
        for t in tokens:
            noun = next((tree.heads[up] for up in tree.up(t) if tree.deps[up] == "relcl"), t)
            be = tree.heads[noun]
            if tree.deps[noun] != "nsubj" or tree.lemmas[be] != "be" or noun in tree.at:
                continue
            if tree.lemmas[noun] not in words("origin") | words("prisoner") | words("agent"):
                continue
            named = [k for k in tree.kids(be, "attr") if tree.lows[k] not in ("one", "part")]
            if found := self.refs(named, loose=False):
                return [further(r, "described") for r in found]
        return []

    def _own_force(self, v: int, tokens: list[int]) -> list[Ref]:
        """ "Syria says that air defences shot down a jet", "calls on the government to go": the speaker's."""
        tree = self.tree
        if not tokens or self.passive(v) or tree.lemmas[tokens[0]] not in words("own_force"):
            return []
        said = operators().get(tree.lemmas[tree.heads[v]]) is not None
        acting = tree.deps[v] == "advcl" and (said or not self.passive(tree.heads[v]))
        told = tree.deps[v] in ("ccomp", "xcomp") or acting
        ordered = tree.lemmas[tree.heads[v]] in words("commanding")  # "orders the head of the army to"
        beside = () if ordered else ("poss", "prep", "relcl", "acl")
        if not told or tree.kids(tokens[0], *beside) or tokens[0] in tree.at:
            return []
        if not words("alien").isdisjoint(tree.lows[k] for k in tree.kids(tokens[0], "amod")):
            return []  # "says that international forces withdrew"
        over = tree.heads[v]
        tellers = self.refs(self.subject(over)) if tree.is_verb(over) else []
        return [further(r, "speaker") for r in tellers if is_state(r.code)]  # the UN has no guards

    def responsible(self, noun: int) -> list[int]:
        """ "was responsible for the attack", "carried out a raid that killed ten": who did it."""
        tree = self.tree
        over = tree.heads[noun]
        if tree.deps[noun] == "nsubjpass" and self.passive(over):
            return self.agent(over)
        if tree.deps[noun] == "dobj" and tree.lemmas[over] in words("making"):
            return self.agent(over)
        if tree.lows[over] == "to" and (pleading := self._pleading(over)) is not None:
            return self.agent(pleading)  # "pleads guilty to the murder of"
        if tree.deps[noun] != "pobj" or tree.lows[over] not in ("for", "behind"):
            return []
        held = tree.heads[over]
        if tree.lemmas[held] in ("apologise", "apologize") and tree.is_verb(held):
            return self.agent(held)  # "apologised for the strike on"
        if tree.lows[over] == "behind":
            return self.agent(held) if tree.lemmas[held] == "be" else []
        if tree.lemmas[held] not in ("responsible", "responsibility"):
            return []
        v = tree.heads[held]
        if tree.lemmas[v] in ("hold", "find"):
            return self.patient(v)
        return self.agent(v) if tree.is_verb(v) else []

    def _pleading(self, to: int) -> int | None:
        """The verb of "pleads guilty to"."""
        tree = self.tree
        v = tree.heads[tree.heads[to]] if tree.lemmas[tree.heads[to]] == "guilty" else tree.heads[to]
        guilty = any(tree.lemmas[k] == "guilty" for k in tree.kids(v, "acomp", "oprd", "advmod"))
        return v if tree.lemmas[v] == "plead" and guilty else None

    def _crowd(self, v: int, tokens: list[int]) -> list[Ref]:
        """ "Protesters in Baghdad burn flags", "thousands rallied outside the embassy in Mali": a crowd is of
        the place where it stands.
        """
        tree = self.tree
        tokens = [t for t in tokens if tree.deps[t] != "nsubjpass" or tree.heads[t] == v]
        heads = [*tokens, *(k for t in tokens for p in tree.kids(t, "prep") for k in tree.kids(p, "pobj"))]
        if not any(self.in_a_crowd(t) for t in heads):
            return []
        over = [tree.heads[v]] if tree.deps[v] in ("advcl", "xcomp", "conj") else []
        objects = tree.kids(v, "dobj") if not over else []
        met = [v, *tree.after(v, "with")]  # "clash with police outside the embassy in Mali"
        before = [p for o in met for p in tree.kids(o, "prep") if tree.lows[p] in _BEFORE]
        buildings = [k for p in before for k in tree.kids(p, "pobj")]
        buildings += [k for b in (*buildings, *objects) for k in tree.after(b, "of")]
        for owner in (*heads, v, *over, *objects, *buildings):
            for prep in tree.kids(owner, "prep"):
                if tree.lows[prep] in ("in", "across", "throughout", "around", "through"):
                    found = [r for k in tree.kids(prep, "pobj") for r in self.actors.holders(k)]
                    if found:
                        return [Ref(r.code, r.span, r.token, r.distance + 2, "place") for r in found]
        return []

    def _among_them(self, tokens: list[int], found: list[Ref]) -> list[Ref]:
        """ "Malian groups including Hamas": the members that are named."""
        tree = self.tree
        known = {r.code for r in found}
        several = [t for t in tokens if tree.tags[t] in ("NNS", "NNPS") and t not in tree.at]
        named = [
            k
            for t in several
            for p in sorted(tree.below(t))
            if tree.lows[p] in ("including", "notably") and p > t
            for k in tree.kids(p, "pobj", "dobj")
        ]
        return [r for r in self.refs(named, loose=False) if r.code not in known]

    def in_a_crowd(self, t: int) -> bool:
        """ "protesters", "thousands", "thousands of them"."""
        many = [k for k in self.tree.children[t] if self.tree.lows[k] in words("many")]
        return bool(many) or self.tree.lemmas[t] in words("crowd")

    def _joined(self, v: int, found: list[Ref]) -> list[Ref]:
        """ "Turkey, along with Iran, ..."."""
        tree = self.tree
        extra: list[Ref] = []
        for prep in tree.kids(v, "prep", "advmod") + [p for t in self.agent(v) for p in tree.kids(t, "prep")]:
            low = tree.lows[prep]
            helped = tree.lemmas[v] in words("fighting_beside") and not tree.after(v, "against")
            with_whom = low in ("along", "together") and tree.kid(prep, "prep") is not None
            beside = low == "with" and tree.lows[prep - 1] in ("along", "together") and tree.heads[prep] != v
            with_whom = with_whom or beside
            if (low == "alongside" and not helped) or with_whom:
                inner = tree.kids(prep, "prep")
                for p in inner or [prep]:
                    extra.extend(self.refs(tree.kids(p, "pobj")))
        known = {ref.code for ref in found}
        return [ref for ref in extra if ref.code not in known]
