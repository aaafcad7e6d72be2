"""Nouns of what two do together or to one another: "talks between A and B", "A's deal with B"."""

from __future__ import annotations

from index.relations.arguments.prepositions import Preposition
from index.relations.events import Event, among, pairs
from index.relations.factuality.modality import put_off
from index.relations.language.lexicon import Noun, light_verbs
from index.relations.language.tables import words
from index.relations.nouns.bearers import Carrier
from index.relations.nouns.fallen import Fallen
from index.relations.parsing.tree import within_brackets
from index.relations.reference.refs import Ref, two_sides

DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION"})


class Mutual(Fallen):
    """Finds in one tree the mutual events of its nouns."""

    def _after(
        self, prepositions: list[Preposition], wanted: tuple[str, ...], own: int | None = None
    ) -> list[Ref]:
        for p in prepositions:
            if p.word in wanted and (own is None or p.owner == own):
                refs = self.actors.of(p.noun)
                if refs:
                    return refs
        return []

    def _asked(
        self, i: int, sense: Noun, carrier: Carrier | None, of_whom: list[Ref], own: bool = True
    ) -> list[Event]:
        """Calling for an event asks those who would do it."""
        if carrier is None or carrier.light.effect != "want" or (not sense.both and not own):
            return []
        v = carrier.verb
        rule = f"REQUEST: {self.tree.lemmas[v]} {sense.noun}"
        return pairs(self.roles.doer(v), of_whom, "REQUEST", False, (v, i), rule, v)

    def _called_home(self, i: int) -> bool:
        """ "recalled its ambassador for consultations": these are at home."""
        for_ = self.tree.heads[self.tree.first_conjunct(i)]
        over = [self.tree.lemmas[up] for up in self.tree.up(for_)][:2]
        return self.tree.lows[for_] == "for" and bool(
            {"recall", "summon", "withdraw", "call", "return"} & {*over}
        )

    def _mutual(  # noqa: PLR0912, PLR0915
        self, i: int, sense: Noun, prepositions: list[Preposition], doers: list[Ref]
    ) -> list[Event]:
        """ "talks between A and B", "A's talks with B", "A and B held talks", "US-Iranian talks"."""
        tree = self.tree
        own = [p for p in prepositions if p.owner == i]
        if sense.type == "SUPPORT" and self._only_a_matter(i):
            return []
        if tree.lemmas[i] == "consultation" and self._called_home(i):
            return []
        if tree.lemmas[i] == "call" and any(p.word in ("for", "on") for p in own):
            return []  # "calls on social media for revenge" are no talks
        carrier = self._carrier(i, sense.type)
        if put_off(tree, tree.heads[tree.first_conjunct(i)]):
            return []
        status_at = carrier.verb if carrier and carrier.light.effect == "do" else i
        force = (
            "hypothetical" if carrier and carrier.light.effect in ("plan", "try", "want", "threaten") else ""
        )
        told = (i,) if carrier is None else (carrier.verb, i)
        kind = sense.type
        avoided = carrier and (
            carrier.light.effect == "fail" or tree.lemmas[carrier.verb] in ("avoid", "avert")
        )
        if avoided and kind in DEEDS:
            return []  # "an agreement designed to avoid conflict between"
        if carrier and carrier.light.effect == "end":
            kind, status_at = carrier.light.type, carrier.verb
        if kind == "ASSAULT" and doers and (end := self._declared_end(i)) is not None:
            kind, status_at, told = "AGREE", end, (end, i)
        members = self._after(own, ("between", "among")) or self._after(prepositions, ("between", "among"))
        if len(members) > 1:
            ended = self._end_asked(i, members)
            for others in self._other_pairs(i):
                ended += among(others, kind, told, sense.rule, status_at, force)
            if sides := self._sides(members):
                return ended + pairs(*sides, kind, True, told, sense.rule, status_at, force)
            return ended + among(members, kind, told, sense.rule, status_at, force)
        if (
            kind == "ASSAULT"
            and len(members) == 1
            and (rulers := self._rulers_there(i, members, prepositions))
        ):
            return pairs(rulers, members, kind, True, told, sense.rule, status_at, force, 0.1)
        joint = any(tree.lows[k] in words("jointly") for k in tree.kids(i, "amod"))
        if joint and tree.lemmas[i] != "statement" and len(together := self._after(own, ("by", "of"))) > 1:
            return among(together, kind, told, sense.rule, status_at, force, 0.05)
        if len(involved := self._involved(i)) > 1:
            return among(involved, kind, told, sense.rule, status_at, force)
        own = [p for p in own if tree.lemmas[p.noun] not in words("inert") or tree.actor(p.noun)]
        joiners = ("with", "against") if kind not in ("COOPERATE", "SUPPORT", "AGREE") else ("with",)
        helping = words("backing") | words("part_in")
        own = [p for p in own if p.word != "with" or tree.lemmas[p.noun] not in helping or p.noun in tree.at]
        partners = self._after(own, joiners)
        if not partners and (carrier or doers):
            talks = helping | (words("talk") if kind == "CONSULT" else frozenset())
            whom = [p for p in prepositions if tree.lemmas[p.noun] not in talks or p.noun in tree.at]
            partners = self._after(whom, joiners)  # not "the summit opens with talks between"
        if not partners and "to" in sense.targets:
            partners = self._after(own, ("to",))
        if partners and carrier and carrier.light.effect == "end":
            rule = f"{kind}: {self.tree.lemmas[carrier.verb]} {sense.noun}"
            return pairs(
                self.roles.doer(carrier.verb), partners, kind, False, (carrier.verb,), rule, status_at
            )
        if partners and not doers and any(tree.tags[k] == "PRP$" for k in tree.kids(i, "poss")):
            if kind == "ASSAULT":  # "helps Mali in its fight with Hamas"
                own_fight = [r for k in tree.kids(i, "poss") for r in self.actors.of(k)]
                return pairs(own_fight, partners, kind, True, told, sense.rule, status_at, force, 0.1)
            return []  # "sanctions on firms for their ties with Chad"
        if partners:
            if mediated := self._mediated_for(i):
                return pairs(mediated, partners, kind, True, told, sense.rule, status_at, "hypothetical", 0.1)
            theirs = [p for p in own if p.word != "of" or tree.lemmas[p.noun] not in words("tie")]
            sources = (
                doers
                or self._after(theirs, ("of", "by"))
                or self._engaged(i, carrier)
                or self._speaker(i, kind)
            )
            if (
                not sources
                and kind == "ASSAULT"
                and any(r.token in tree.at and tree.at[r.token].kind == "group" for r in partners)
            ):
                sources = [
                    r for p in prepositions if p.word in ("in", "near") for r in self.actors.holders(p.noun)
                ] + [r for p in own for k in tree.after(p.noun, "in", "near") for r in self.actors.holders(k)]
                force = force or ""
            if not sources and kind in ("AGREE", "CONSULT", "COOPERATE"):
                above = self._clause_subject(i)
                aim = tree.lows[tree.heads[tree.first_conjunct(i)]] == "for"
                later = force or ("hypothetical" if aim else "")
                return pairs(above, partners, kind, True, told, sense.rule, status_at, later, 0.15)
            asked = self._asked(i, sense, carrier, partners)
            return asked + pairs(sources, partners, kind, True, told, sense.rule, status_at, force)
        if not doers and sense.type == "CONSULT" and (gathered := self._gathered(i, carrier)):
            later = "hypothetical" if self._ahead(i) else force
            if two_sides(tree, gathered):  # "the EU and Chile, Peru and Mali made progress in talks"
                return pairs(gathered[:1], gathered[1:], kind, True, told, sense.rule, status_at, later, 0.15)
            return among(gathered, kind, told, sense.rule, status_at, later, 0.15)
        if not doers:
            together, doubt = self._together_around(i, kind, own, carrier)
            return among(together, kind, told, sense.rule, status_at, force, doubt)
        codes = {ref.code for ref in doers}
        apart = len({ref.token for ref in doers}) == len(doers)
        if apart and tree.tags[i] == "NNS" and all(self._is_forum(ref) for ref in doers):
            return []  # "at the G8 and G20 meetings": each has its own
        common = self.tree.tags[i] in ("NN", "NNS") and self.tree.lows[i] == self.tree.words[i]
        if len(codes) > 1 and (common or self._into_force(i)):
            return among(doers, kind, told, sense.rule, status_at, force, 0.1)
        return []

    def _mediated_for(self, i: int) -> list[Ref]:
        """ "asks Chad to broker talks with Mali": those who ask are to talk."""
        tree = self.tree
        asking = tree.heads[tree.first_conjunct(i)]
        if tree.lemmas[asking] not in words("arranging"):
            return []
        while tree.deps[asking] in ("xcomp", "ccomp"):
            asking = tree.heads[asking]
        asks = tree.lemmas[asking] in words("begging") or tree.lemmas[asking] in ("call", "urge", "want")
        return self.roles.doer(asking) if asks and tree.kids(asking, "dobj", "prep") else []

    def _is_forum(self, ref: Ref) -> bool:
        mention = self.tree.at.get(ref.token)
        return mention is not None and mention.kind == "organisation"

    def _other_pairs(self, i: int) -> list[list[Ref]]:
        """ "deals between Chad and Mali and between Peru and Chile": those after the second "between"."""
        tree = self.tree
        below = tree.below(i)
        seconds = [k for k in below if tree.lows[k] == "between" and tree.deps[k] == "conj"]
        return [self.roles.refs(tree.kids(k, "pobj")) for k in seconds]

    def _gathered(self, i: int, carrier: Carrier | None) -> list[Ref]:
        """ "Chad and Mali failed to agree in a second round of talks": all who took part, if several."""
        found = self._engaged(i, carrier) if self.tree.deps[i] == "pobj" else []
        sure = len(found) > 1 and all(r.how in ("name", "list", "modifier") for r in found)
        return found if sure else []

    def _ahead(self, i: int) -> bool:
        """ "ahead of talks", "prepares for talks"; but not "a round of talks"."""
        prep = self.tree.heads[i]
        ahead = self.tree.lows[prep] in ("for", "of", "before")
        return ahead and self.tree.lemmas[self.tree.heads[prep]] not in words("transparent")

    def _together_around(
        self, i: int, kind: str, own: list[Preposition], carrier: Carrier | None
    ) -> tuple[list[Ref], float]:
        """Those who do together what the noun tells, where only the clause names them, and the doubt."""
        if kind == "ASSAULT" and not own and len(reconciled := self._reconciled(i)) == 2:
            return reconciled, 0.1
        if kind == "ASSAULT" and len(fallen := self._fallen(i)) == 2:
            return fallen, 0.1
        topics = not any(p.word in ("with", "between", "among", "against", "of", "by") for p in own)
        if topics and len(makers := self._makers(i, carrier)) > 1:
            return makers, 0.1
        if kind == "COOPERATE" and len(joined := self._joined(i)) > 1:
            return joined, 0.05
        if carrier is None and (locked := self._locked(i)):
            return locked, 0.05
        return (self._announcers(i), 0.15) if carrier is None else ([], 0.0)

    def _into_force(self, i: int) -> bool:
        """ "The Chad–Mali Free Trade Agreement takes effect": a deal's own name, and what becomes of it."""
        v = self.tree.heads[i]
        starts = self.tree.deps[i] in ("nsubj", "nsubjpass") and self.tree.lemmas[v] in words("taking_effect")
        return starts and self.tree.lows[i] in words("deal")

    def _makers(self, i: int, carrier: Carrier | None) -> list[Ref]:
        """ "Chad and Mali conducted a prisoner exchange": between the two."""
        done = carrier is not None and carrier.light.effect == "do" and self.tree.deps[i] == "dobj"
        return self.roles.doer(carrier.verb) if done and carrier is not None else []

    def _joined(self, i: int) -> list[Ref]:
        """ "Chadian and Malian police arrest ten in a joint raid": all who do it."""
        tree = self.tree
        prep = tree.heads[i]
        joint = any(tree.lows[k] in words("jointly") for k in tree.kids(i, "amod"))
        within = tree.deps[i] == "pobj" and tree.lows[prep] in ("in", "during", "through", "by", "under")
        return (
            self.roles.doer(tree.heads[prep]) if joint and within and tree.is_verb(tree.heads[prep]) else []
        )

    def _declared_end(self, i: int) -> int | None:
        """ "declare an end to their war": the verb by which two agree on peace, or ``None``."""
        tree = self.tree
        end = tree.heads[tree.heads[tree.first_conjunct(i)]]
        over = tree.heads[end]
        if tree.lemmas[end] not in words("ending_noun") or tree.deps[end] not in ("dobj", "nsubjpass"):
            return None
        return over if tree.lemmas[over] in ("declare", "announce", "agree", "proclaim", "sign") else None

    def _locked(self, i: int) -> list[Ref]:
        """ "Chad and Mali are locked in a dispute over water": it is between them."""
        tree = self.tree
        prep = tree.heads[i]
        v = tree.heads[prep]
        if (
            tree.deps[i] != "pobj"
            or tree.lows[prep] not in ("in", "into")
            or not (tree.is_verb(v) or tree.deps[v] == "acomp")
        ):
            return []
        if tree.lemmas[v] not in words("locked") and tree.lows[v] not in words("locked"):
            return []
        found = self.roles.refs(self.roles.subject(v if tree.is_verb(v) else tree.heads[v]))
        return found if len(found) == 2 else []

    def _end_asked(self, i: int, of_whom: list[Ref]) -> list[Event]:
        """ "called for an end to the fighting between Chad and Mali": asked of those who do it."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(i)]
        end = tree.heads[prep]
        if tree.lows[prep] not in ("to", "of", "in") or tree.lemmas[end] not in words("ending_noun"):
            return []
        v = tree.heads[end]
        name = tree.lemmas[v]
        if tree.lows[v] == "for":
            v = tree.heads[v]
            name = f"{tree.lemmas[v]}_for"
        light = light_verbs().get((name, "*"))
        if not tree.is_verb(v) or light is None or light.effect != "want":
            return []
        rule = f"REQUEST: {name.replace('_', ' ')} an end"
        return pairs(self.roles.doer(v), of_whom, "REQUEST", False, (v, end), rule, v)

    def _sides(self, members: list[Ref]) -> tuple[list[Ref], list[Ref]] | None:
        """ "between Russia and nations such as Iran and China": two sides, not four partners."""
        tokens = sorted(r.token for r in members)
        lows = self.tree.lows
        if len(tokens) > 2 and "and" in lows[tokens[0] : tokens[1]] and "and" in lows[tokens[1] : tokens[-1]]:
            return members[:1], members[1:]  # "between Chad and Mali, Niger and Togo"
        begins = [k for k in self.tree.introduced if any(r.token == k for r in members)]
        begins += [r.token for r in members if within_brackets(self.tree, r.token)]
        if not begins:
            return None
        left = [r for r in members if r.token < min(begins)]
        right = [r for r in members if r.token >= min(begins)]
        return (left, right) if left and right else None
