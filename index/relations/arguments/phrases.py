"""Who stands after a preposition that a pattern asks for ("sanctions on Y"), near enough to the verb."""

from __future__ import annotations

from index.relations.arguments.backing import harm_backed
from index.relations.arguments.prepositions import Preposition
from index.relations.arguments.unsaid import Unsaid
from index.relations.language.patterns import Sense
from index.relations.language.tables import cues, plain_preposition, words
from index.relations.reference.refs import Ref, codes_of

HARMS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


class Phrases(Unsaid):
    """Finds in one tree the actors in a verb's phrases."""

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
        if sense.type == "PROTEST":  # "protest outside the UN office against Chad"
            prepositions = sorted(prepositions, key=lambda p: p.word != "against")
        for p in prepositions:
            if p.word not in slot or p.noun in linked or self._leads_elsewhere(v, p, sense):
                continue
            refs = self.actors.of(p.noun) or self._situated(p.noun, sense)
            refs = refs + self._named_after(p.noun, refs)
            if not refs and sense.type in ("SANCTION", "CONCEDE") and p.word in ("on", "against"):
                refs = self._seated_in(p.noun, prepositions)
            if refs:
                return refs + self._same_word(p, prepositions, refs)
        return []

    def _leads_elsewhere(self, v: int, p: Preposition, sense: Sense) -> bool:
        """Whether what stands after the preposition is not whom the verb means."""
        if p.word == "in" and self.tree.lemmas[p.noun] in words("manner"):
            return True  # "fired a missile in defiance of the UN": why, not where
        if (
            p.word == "in"
            and self.tree.lemmas[p.noun] in words("bloodshed")
            and self.tree.after(p.noun, "of")
        ):
            return True  # "faces charges in the deaths of Malians"
        if p.word == "with" and self.tree.lows[self.tree.heads[p.noun] - 1] == "together" and not sense.both:
            return True  # "applied together with Chad"
        if p.word == "with" and sense.type in ("ASSAULT", "AID") and self._helping(p.noun):
            return True  # "fights rebels with the help of Chad"
        if not self._near(v, p, sense) or (sense.type == "ACCUSE" and self._suffers(v, p)):
            return True
        if p.word == "by" and self.roles.passive(v) and p.owner == v:
            return True
        if sense.type == "REQUEST" and p.word == "of" and self._to_be_freed(v, p.noun):
            return True  # "demands the release of Malians": it is not they who are asked
        if sense.type in ("REQUEST", "AID") and self._for_another(v, p, sense):
            return True
        if sense.type == "SUPPORT" and any(
            harm_backed(self.tree, self.actors.own, k) for k in (p.noun, p.owner)
        ):
            return True  # "voiced support for the boycott of Chad"
        return self._set_beside(p, sense) or self._whose_is_said(v, p, sense)

    def _named_after(self, noun: int, known: list[Ref]) -> list[Ref]:
        """ "with the countries Chad, Mali and Niger": all that are named."""
        tree = self.tree
        if tree.tags[noun] != "NNS" or noun in tree.at:
            return []
        named = [n for k in tree.kids(noun, "appos") if tree.actor(k) for n in tree.conjuncts(k)]
        codes = {r.code for r in known}
        return [r for r in self.roles.refs(named) if r.code not in codes]

    def _helping(self, noun: int) -> bool:
        """Whether the noun tells on whose side somebody is."""
        return noun not in self.tree.at and self.tree.lemmas[noun] in words("backing") | words("part_in")

    def _suffers(self, v: int, p: Preposition) -> bool:
        """ "condemned the killing of", "condemned the blast in Pune": who was struck is not accused."""
        harm = ("of", "against", "on", "in") if self._meddled(v) else ("of", "against", "on")
        if p.word in harm and self._harmed(v):
            self.silent.update([v] if p.word == "in" else ())
            return True
        struck = p.word in ("in", "at", "near") and self._hit_there(v)
        self.silent.update([v] if struck else ())
        return struck

    def _seated_in(self, noun: int, prepositions: list[Preposition]) -> list[Ref]:
        """ "sanctions on 50 people and firms in Chad": of the place where they are."""
        tree = self.tree
        made = [k for k in tree.kids(noun, "acl") if tree.lemmas[k] in words("made_abroad")]
        told = [k for m in made for k in tree.after(m, "from") or tree.after(m, "in")]
        if told:  # "tariffs on shrimp imported from Chad"
            return [r for k in told for r in self.actors.of(k)]
        if noun in tree.at or tree.tags[noun] != "NNS":
            return []
        hit = {noun, *tree.conjuncts(noun)}
        told = [k for n in sorted(hit) for k in tree.after(n, "in", "from")]
        told = told or [q.noun for q in prepositions if q.word == "in" and q.noun > noun]
        return [r for k in told[:1] for r in self.actors.holders(k)]

    def _meddled(self, v: int) -> bool:
        """ "condemned foreign interference in Chad": Chad suffers it."""
        return any(self.tree.lemmas[k] in words("meddled") for k in self._object_heads(v))

    def _set_beside(self, p: Preposition, sense: Sense) -> bool:
        """ "shipped in violation of UN sanctions", "stopped as part of a plan by the UN": beside the deed."""
        tree = self.tree
        if p.word == "in" and tree.lemmas[p.noun] in words("adjunct"):
            return p.noun not in tree.at
        part = tree.lows[p.owner] == "part" and tree.lows[tree.heads[p.owner]] == "as"
        return part and not sense.links

    def _for_another(self, v: int, p: Preposition, sense: Sense) -> bool:
        """ "called for help for Mali", "appeals for millions for food aid to Mali": who shall have it is
        not who is asked, wherever the phrase was hung.
        """
        tree = self.tree
        prep = tree.heads[p.noun]
        before = prep - 1
        if before <= v or tree.deps[before] != "pobj" or before in tree.at:
            return False
        if p.word == "to":
            return sense.type == "REQUEST" and tree.lemmas[before] in words("aid")
        return tree.lows[prep] == tree.lows[tree.heads[before]] == "for"

    def _hit_there(self, v: int) -> bool:
        """Whether the object is a blow that falls somewhere, and no wrong that rulers do at home."""
        return any(self._is_a(k, words("blow")) for k in self._object_heads(v))

    def _to_be_freed(self, v: int, noun: int) -> bool:
        tree = self.tree
        return any(tree.lemmas[up] in words("freeing_noun") for up in tree.up(noun) if up > v)

    def _whose_is_said(self, v: int, p: Preposition, sense: Sense) -> bool:
        """ "condemned Israeli settlement of the Golan": the adjective, not the phrase, says whose it is."""
        tree = self.tree
        if sense.type == "AID" and p.word == "from" and p.owner == v:  # "take in Syrian refugees from Jordan"
            refugees = [k for k in self._object_heads(v) if self._is_a(k, words("refugee"))]
            return any(tree.actor(a) for k in refugees for a in tree.kids(k, "amod"))
        refuge = sense.type == "AID" and p.word == "from" and self._is_a(p.owner, words("refugee"))
        if (not refuge and (sense.type not in ("ACCUSE", "SUPPORT") or sense.object)) or p.owner == v:
            return False
        if p.word not in ("of", "in", "against", "on", "from") or tree.actor(p.owner):
            return False
        whose = [k for k in tree.kids(p.owner, "amod", "poss") if tree.actor(k)]
        return any(not self.actors._is_predicate_prefix(k) for k in whose)

    def _near(self, v: int, p: Preposition, sense: Sense) -> bool:
        """Whether the phrase is where the pattern has it: "vote for sanctions against" is no vote against."""
        if sense.object is None and not sense.links and not sense.complement:
            if sense.type == "PROTEST" and p.word == "against":
                return True  # hung on the building that they stand before
            measure = self.tree.lemmas[p.owner] in words("measure")  # "penetrated 70 kilometres into"
            return p.owner == v or (
                self.tree.heads[p.owner] == v and (measure or not self.tree.is_noun(p.owner))
            )
        if sense.type == "AGREE" and p.word == "to" and p.owner != v and self.tree.is_verb(p.owner):
            return False  # "approves the plan to send soldiers to Chad"
        if sense.object == frozenset() and p.word == "of" and not sense.links:
            return p.owner == v or p.owner in self._object_heads(v)
        return True

    def _same_word(self, chosen: Preposition, prepositions: list[Preposition], refs: list[Ref]) -> list[Ref]:
        """ "sanctions against Iran and against Syria": the second phrase too."""
        tree = self.tree
        more: list[Ref] = []
        known = {ref.code for ref in refs}
        for object_ in tree.kids(chosen.owner, "dobj") if tree.is_verb(chosen.owner) else [chosen.owner]:
            for k in tree.conjuncts(object_):  # "fires six rockets at Chad and ten at Mali"
                if tree.is_noun(k) and k not in tree.at and k > chosen.noun:
                    told = [n for n in tree.after(k, chosen.word) if chosen.word != "of"]
                    more.extend(r for n in told for r in self.actors.of(n) if r.code not in known)
        for k in tree.conjuncts(chosen.noun) if chosen.noun not in tree.at else ():  # the same, misread
            told = [n for n in tree.after(k, chosen.word) if chosen.word != "of"]
            more.extend(r for n in told for r in self.actors.of(n) if r.code not in known)
        for child in tree.children[tree.heads[chosen.noun]]:
            if tree.deps[child] == "conj" and plain_preposition(tree.lows[child]) == chosen.word:
                for noun in tree.kids(child, "pobj"):
                    more.extend(ref for ref in self.actors.of(noun) if ref.code not in known)
        for p in prepositions:  # "met with Chad, then with Mali"
            again = p.owner == chosen.owner and p.word == chosen.word and p.noun > chosen.noun
            if again and tree.lows[tree.heads[p.noun] - 1] in ("then", "later", "subsequently", "and"):
                more.extend(ref for ref in self.actors.of(p.noun) if ref.code not in known)
        return more

    def _of_the_matter(self, v: int, sense: Sense) -> bool:
        """ "expects the deal between Chad and Mali", "investigates claims by Chad": none of them is."""
        tree = self.tree
        heads = [k for k in self._object_heads(v) if k not in tree.at]
        if sense.type == "REQUEST" and sense.verb in ("expect", "want"):
            matters = words("deal") | words("talk") | words("tie")
            deals = any(tree.lemmas[k] in matters for k in heads)
            return bool(heads) and (deals or not self.roles.refs(heads, loose=False))
        if sense.type == "COERCE" and sense.verb in words("ending_verb") and self._harmed(v):
            return True  # "stops the deportation of Malians"
        told = sense.type == "ACCUSE" and sense.verb in words("inquiring")
        claims = told and any(tree.lemmas[k] in cues()["allegation"] and tree.after(k, "by") for k in heads)
        if claims:
            self.silent.add(v)
        return claims

    def _its_own_kind(self, v: int, sense: Sense) -> bool:
        """ "accuses Mali of destroying its own hospitals": whoever does that harms nobody else."""
        tree = self.tree
        heads = self._object_heads(v) if sense.type in HARMS else []
        own = [k for k in heads if any(tree.lows[a] == "own" for a in tree.kids(k, "amod"))]
        if not any(tree.tags[p] == "PRP$" for k in own for p in tree.kids(k, "poss")):
            return False
        self.silent.add(v)
        return True

    def _own_ground(self, v: int, sense: Sense, found: list[Ref], sources: list[Ref]) -> bool:
        """Whether they would enter or hit what is their own, land or rulers: then "its" is another's."""
        grounds = words("territory") | words("border") | words("shore") | words("diplomat")
        held = [k for k in self._object_heads(v) if self.tree.lemmas[k] in grounds]
        if sense.target == "obj":
            held = held or [v] if sense.type == "ASSAULT" else []  # "plotted to overthrow its government"
        own = found[0].how == "pronoun" and codes_of(found) <= codes_of(sources)
        return bool(held) and own and sense.target in ("obj", "poss")

    def _off_own_shore(self, found: list[Ref], prepositions: list[Preposition]) -> bool:
        """Whether they would fly along a coast or cross a border of their own: then "its" is another's."""
        held = [p.noun for p in prepositions if self.tree.kids(p.noun, "poss")]
        return found[0].how == "pronoun" and any(
            self._is_a(k, words("border") | words("shore")) for k in held
        )

    def _starts_war(self, v: int, sense: Sense) -> bool:
        """ "of launching a war", "of preparing an attack", and no attack that has a name or date."""
        tree = self.tree
        deeds = [
            k for k in self._object_heads(v) if self._is_a(k, words("attack")) or tree.lemmas[k] == "war"
        ]
        named = any(tree.tags[k] in ("NNP", "CD") for d in deeds for k in tree.children[d])
        return sense.type == "ASSAULT" and bool(deeds) and not named

    def _on_this_side(self, v: int, sense: Sense, found: list[Ref]) -> list[Ref]:
        """ "captures border crossings with Iran": not Iran's; "Mali expelled three; Chad two": not Chad."""
        if sense.target == "obj":
            found = [r for r in found if r.token < v or ";" not in self.tree.lows[v : r.token]]
        if sense.type not in HARMS or sense.target not in ("obj", "poss"):
            return found
        borders = [h for h in self._object_heads(v) if self.tree.lemmas[h] in words("border")]
        over = [k for h in borders for k in self.tree.after(h, "with", "to")]
        beyond = {n for k in over for n in (k, *self.tree.conjuncts(k))}
        if found and all(r.token in beyond for r in found):
            self.silent.add(v)
        return [r for r in found if r.token not in beyond]
