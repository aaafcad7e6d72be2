"""Who a phrase stands for: from a word of the tree to the codes of actors.

A phrase stands for a country through its head ("Russia"), a modifier ("French President X", "US troops",
"Russia's army"), an apposition, "of" ("the government of India"), "in" after a seat of power ("a court in
Guyana"), a list ("nations such as Iran and China"), a relative pronoun, a pronoun, or the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.entities import country_of_place, members
from index.model import Span
from index.relations.context import Context
from index.relations.lexicon import verb_senses, words
from index.relations.tree import Tree


@dataclass(frozen=True, slots=True)
class Ref:
    """An actor found for a phrase: its code, the words that name it, and how it was reached (0 is best)."""

    code: str
    span: Span
    token: int
    distance: int = 0
    how: str = "name"


_PREMODIFIERS = ("poss", "amod", "compound", "nmod")
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
_PERSONAL = frozenset({"it", "they", "he", "she", "them", "him", "its", "their", "his", "her", "we", "our"})
_LIST_PREPS = frozenset({"including", "like", "as", "include"})
_DEPTH = 6


class Actors:
    """Answers, for one tree, who its phrases stand for."""

    def __init__(self, tree: Tree, context: Context) -> None:
        self.tree = tree
        self.context = context

    def of(self, i: int, *, loose: bool = True) -> list[Ref]:
        """Actors that the phrase headed by token ``i`` stands for, its list members included.

        ``loose`` also looks into "of" phrases and descriptions of things ("the closure of the Russian
        consulate"); without it only names, their modifiers and appositions count.
        """
        found = self._one(i, loose, 0)
        for k in self.tree.conjuncts(i):
            if not self._is_own_clause(k):
                found.extend(self._one(k, loose, 0))
        return _unique(found)

    def own(self, i: int) -> list[Ref]:
        """Actors named right before the noun: "Chad's raid", "the Malian attack"."""
        return self._premodified(i, False, 0)

    def _is_own_clause(self, k: int) -> bool:
        return self.tree.is_verb(k) and self.tree.kid(k, "nsubj", "nsubjpass", "aux", "dobj") is not None

    def _one(self, i: int, loose: bool, depth: int) -> list[Ref]:  # noqa: PLR0912
        """Actors of the phrase at ``i`` without its conjuncts; the best way that yields any."""
        tree = self.tree
        if depth > _DEPTH:
            return []
        mention = tree.actor(i)
        if mention is not None and not self._is_predicate_prefix(i) and not self._names_a_deal(i):
            if mention.kind == "organisation" and (refs := self._foreign_house(i, loose, depth)):
                return refs
            return self._at(i, depth, "name")
        if i in tree.at and (codes := members(tree.at[i].entity)):
            here = tree.at[i]
            return [Ref(code, (here.start, here.end), i, depth, "name") for code in codes]
        if tree.tags[i] in ("PRP", "PRP$", "WDT", "WP", "WP$") or tree.lows[i] in _RELATIVE:
            return self._pronoun(i, depth)
        if (both := self._both(i)) is not None:
            return both
        if tree.lows[i] == "latter" and tree.lows[i - 1 : i] == ["the"]:
            return self._latter(i)
        if tree.deps[i] == "appos" and tree.lemmas[i] in _DEEDS and loose and tree.kid(i, "relcl", "acl"):
            return self._whose_deed(i, depth)
        ways = [self._premodified, self._apposed, self._listed]
        if any(tree.at[k].kind == "organisation" for k in tree.kids(i, "appos") if tree.actor(k)):
            ways = [self._apposed, self._premodified, self._listed]  # "the UN's watchdog, the IAEA"
        for way in ways:
            refs = way(i, loose, depth)
            if refs:
                return refs
        if i in tree.at and tree.at[i].kind == "place" and not loose:
            return []
        refs = self._post(i, loose, depth)
        if refs:
            return refs
        return self._again(i)

    def _foreign_house(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "the Libyan House of Representatives": an adjective before an institution's name says whose it
        is.
        """
        tree = self.tree
        own = tree.at[i]
        if own.entity == own.actor:
            return []
        found: list[Ref] = []
        for k in tree.kids(i, "amod", "compound", "poss"):
            other = tree.actor(k)
            if (
                other is not None
                and other is not own
                and other.kind == "country"
                and other.actor != own.actor
            ):
                found.extend(self._modifier(k, loose, depth + 1))
        return found

    def place(self, i: int, *, within: bool = True) -> list[Ref]:
        """The countries that hold the places named by the phrase: for attacks only, where a place is a
        victim.
        """
        tree = self.tree
        found: list[Ref] = []
        stack = [i]
        seen = 0
        while stack and seen < 20:
            k = stack.pop(0)
            seen += 1
            mention = tree.at.get(k)
            if mention is not None and mention.kind in ("place", "country"):
                code = mention.actor or country_of_place(mention.entity)
                if code:
                    found.append(Ref(code, (mention.start, mention.end), k, 1, "place"))
                    continue
            stack.extend(tree.conjuncts(k))
            stack.extend(tree.kids(k, "compound", "appos", "poss", "npadvmod"))
            for prep in tree.kids(k, "prep"):
                if tree.lows[prep] == "of" or (within and tree.lows[prep] in _WITHIN):
                    stack.extend(tree.kids(prep, "pobj"))
        return _unique(found)

    def _at(self, i: int, distance: int, how: str) -> list[Ref]:
        """The actor at this word, those in the same word, and the other members of its list."""
        found = [self._ref(i, distance, how)]
        for one in self.tree.also.get(i, ()):
            assert one.actor is not None
            found.append(Ref(one.actor, (one.start, one.end), i, distance, how))
        found.extend(self._ref(k, distance, "list") for k in self.tree.spread.get(i, []))
        return found

    def _ref(self, i: int, distance: int, how: str) -> Ref:
        mention = self.tree.at[i]
        assert mention.actor is not None
        return Ref(mention.actor, (mention.start, mention.end), i, distance, how)

    def _is_predicate_prefix(self, i: int) -> bool:
        """Whether the name only prefixes a deed or a stance: "US-led", "pro-Russian", "Israeli-occupied"."""
        tree = self.tree
        mention = tree.at[i]
        here = mention.end - tree.offset
        text = tree.text
        if here < len(text) - 1 and text[here] in "-–" and text[here + 1].isalpha():
            rest = text[here + 1 : here + 20].split(" ")[0].split("-")[0].strip(".,;:").lower()
            if rest in words("own") or rest[:1].isupper() or text[here + 1].isupper():
                return False
            return tree.deps[i] not in ("nsubj", "dobj", "pobj", "nsubjpass")
        before = text[max(0, mention.start - tree.offset - 5) : mention.start - tree.offset].lower()
        return before.endswith(("pro-", "anti-", "non-", "ex-", "pro–", "anti–", "post-", "pre-"))

    def _names_a_deal(self, i: int) -> bool:
        """ "the Minsk agreement", "the Oslo accords": the place where it was made is no party."""
        tree = self.tree
        mention = tree.at[i]
        if mention.kind != "place" or tree.deps[i] not in ("compound", "nmod", "amod"):
            return False
        return tree.lemmas[tree.heads[i]] in words("named_deal")

    def _premodified(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "French President X", "Russia's army", "the North Korean and Iranian leaders"."""
        tree = self.tree
        found: list[Ref] = []
        for k in tree.kids(i, *_PREMODIFIERS):
            found.extend(self._modifier(k, loose, depth + 1))
            if tree.is_verb(k) and tree.lows[k] in words("own"):  # "the Saudi-led coalition"
                for x in tree.kids(k, "npadvmod", "compound", "amod", "nmod", "nsubj"):
                    found.extend(self._at(x, depth + 1, "modifier") if tree.actor(x) else [])
            elif k in tree.at and tree.at[k].kind == "place" and tree.lemmas[i] in words("seat"):
                found.extend(self.place(k, within=False))  # "Istanbul police"
        if not found:
            return []
        if tree.lemmas[i] in words("transparent") and loose:
            inner = self._post(i, loose, depth)
            return inner or found
        return _unique(found)

    def _modifier(self, k: int, loose: bool, depth: int) -> list[Ref]:
        """Actors named by one premodifier and by what is joined to it."""
        tree = self.tree
        found: list[Ref] = []
        if depth > _DEPTH:
            return found
        mention = tree.actor(k)
        if mention is not None:
            if not self._is_predicate_prefix(k) and not self._names_a_deal(k):
                found.extend(self._at(k, depth, "modifier"))
        elif tree.deps[k] == "poss":
            found.extend(self._one(k, loose, depth))
        elif not tree.is_verb(k) and not (tree.tags[k].startswith("JJ") and tree.kid(k, "npadvmod")):
            for inner in tree.kids(k, "compound", "amod", "nmod", "poss"):
                found.extend(self._modifier(inner, loose, depth + 1))
        for other in tree.kids(k, "conj"):
            found.extend(self._modifier(other, loose, depth))
        return found

    def _apposed(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "Macron, the French president": the apposition says whose."""
        found: list[Ref] = []
        for k in self.tree.kids(i, "appos"):
            if "not" in self.tree.lows[max(0, k - 2) : k]:
                continue
            found.extend(self._one(k, loose, depth + 1))
        return found

    def _listed(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "nations such as North Korea, Iran and China", "six countries, including Egypt"."""
        tree = self.tree
        found: list[Ref] = []
        for prep in tree.kids(i, "prep"):
            if tree.lows[prep] in _LIST_PREPS and (tree.lows[prep] != "as" or tree.lows[prep - 1] == "such"):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.of(k, loose=False))
        return found

    def _post(self, i: int, loose: bool, depth: int) -> list[Ref]:  # noqa: PLR0912
        """ "the government of India", "forces from Chad", "a court in Guyana", "ships owned by Iran"."""
        tree = self.tree
        lemma = tree.lemmas[i]
        found: list[Ref] = []
        if lemma in words("attack"):  # "the bombing of Chad by Mali" is Mali's
            by = [
                k for p in tree.kids(i, "prep", "agent") if tree.lows[p] == "by" for k in tree.kids(p, "pobj")
            ]
            found = [r for k in by for r in self._one(k, loose, depth + 1)]
            if found:
                return found
        for prep in tree.kids(i, "prep"):
            low = tree.lows[prep]
            if low == "in" and lemma in words("seat"):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.of(k, loose=False) or self.place(k))
            elif loose and low in ("to", "with", "from", "against") and lemma in words("traffic"):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self._one(k, loose, depth + 1))
            elif low == "between" and loose:
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.of(k, loose=False))
            elif low in ("from", "by") and lemma in words("demand") | words("paper"):
                for k in tree.kids(prep, "pobj"):
                    for other in (k, *tree.conjuncts(k)):
                        found.extend(self._one(other, loose, depth + 1))
            elif low == "of" or (low == "from" and lemma in words("origin")):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self._one(k, loose, depth + 1))
                    for other in tree.conjuncts(k):
                        found.extend(self._one(other, loose, depth + 1))
        if not found and loose:
            for near in tree.kids(i, "amod"):
                if near > i and tree.lemmas[near] in words("close_to"):
                    for prep in tree.kids(near, "prep"):
                        for k in tree.kids(prep, "pobj"):
                            found.extend(self._one(k, loose, depth + 1))
            for prep in tree.kids(i, "prep"):  # "firms with ties to Chad"
                if tree.lows[prep] == "with":
                    for bond in tree.kids(prep, "pobj"):
                        if tree.lemmas[bond] in ("tie", "link", "connection"):
                            for to in tree.kids(bond, "prep"):
                                for k in tree.kids(to, "pobj"):
                                    found.extend(self._one(k, loose, depth + 1))
            for acl in tree.kids(i, "acl"):
                found.extend(self._held_by(acl, loose, depth))
        return found

    def _held_by(self, acl: int, loose: bool, depth: int) -> list[Ref]:
        """ "ships owned by Iran", "assets linked to Syria", "an idea announced by Spain"."""
        tree = self.tree
        found: list[Ref] = []
        if tree.tags[acl] == "VBG" and tree.lemmas[acl] in ("carry", "transport"):
            for k in tree.kids(acl, "dobj"):
                found.extend(self.of(k))
        if (
            tree.lemmas[acl] in ("believe", "think", "say", "suspect", "know", "report")
            and (inner := tree.kid(acl, "xcomp")) is not None
        ):
            acl = inner  # "sites believed to be used by Iran"
        if tree.lemmas[acl] == "involve":
            return [
                r
                for p in tree.kids(acl, "prep")
                for k in tree.kids(p, "pobj")
                for r in self._one(k, loose, depth + 1)
            ]
        if tree.lemmas[acl] not in words("held"):
            return found
        for by in tree.kids(acl, "agent", "prep"):
            if tree.lows[by] in ("by", "from", "to", "with"):
                for k in tree.kids(by, "pobj"):
                    found.extend(self._one(k, loose, depth + 1))
        return found

    def _pronoun(self, i: int, depth: int) -> list[Ref]:
        """Relative pronouns lead to their noun, personal ones to the subject that governs them."""
        tree = self.tree
        low = tree.lows[i]
        if low in _RELATIVE:
            for up in tree.up(i):
                if tree.deps[up] == "relcl":
                    return [_further(r, "relative") for r in self._with_list(tree.heads[up], depth + 1)]
                if tree.deps[up] in ("ccomp", "ROOT") and low != "that":
                    break
            return []
        if low not in _PERSONAL:
            return []
        refs = self._antecedent(i, depth)
        if refs:
            return [_further(r, "pronoun") for r in refs]
        return [self._outside(i, c) for c in self.context.subject(low)]

    def _with_list(self, i: int, depth: int) -> list[Ref]:
        found = self._one(i, True, depth)
        for k in self.tree.conjuncts(i):
            found.extend(self._one(k, True, depth))
        return _unique(found)

    def _outside(self, i: int, code: str) -> Ref:
        tree = self.tree
        return Ref(code, tree.span(i, i), i, 3, "context")

    def _antecedent(self, i: int, depth: int) -> list[Ref]:  # noqa: PLR0912
        """The subject of a clause above the pronoun (or of its own, for "its"), when it names actors
        before it.
        """
        tree = self.tree
        if depth > _DEPTH:
            return []
        if tree.deps[i] == "poss" and (judged := self._judged(i, depth)):
            return judged
        spare: list[Ref] = []
        own_clause = tree.deps[i] != "poss" and tree.deps[i] not in ("nsubj", "nsubjpass")
        doer: set[str] = set()
        for up in tree.up(i):
            if not (tree.is_verb(up) or tree.deps[up] in ("ROOT", "ccomp", "conj", "advcl", "relcl")):
                continue
            if own_clause:
                own_clause = False
                if beside := self._beside(up, i, depth):
                    return beside
                if tree.deps[up] == "advcl" and tree.tags[up] == "VBG" and not tree.kids(up, "nsubj"):
                    over = tree.heads[up]
                    doer = {r.code for k in tree.kids(over, "nsubj") for r in self._with_list(k, depth + 2)}
                continue
            over = tree.heads[up]
            if (
                tree.deps[up] in ("xcomp", "advcl")
                and tree.kid(up, "nsubj") is None
                and tree.deps[i] == "poss"
            ):
                held = [k for k in tree.kids(over, "dobj") if k < up and i not in self._below(k)]
                held += [
                    k
                    for p in tree.kids(over, "prep")
                    if tree.lows[p] in ("on", "upon") and p < up
                    for k in tree.kids(p, "pobj")
                ]
                if refs := [r for k in held for r in self._with_list(k, depth + 2)]:
                    return refs  # "presses Israel to lift its blockade"
            for k in tree.kids(up, "nsubj", "nsubjpass"):
                if k == i or (k > i and tree.deps[up] != "ROOT"):
                    continue
                if i in self._below(k):
                    continue
                if tree.lows[k] in ("he", "she", "i") and tree.lows[i] in (
                    "it",
                    "its",
                    "they",
                    "their",
                    "them",
                ):
                    named = self._spoken_of(i)
                    return [named] if named is not None else []
                if tree.deps[i] in ("dobj", "nsubj") and (aimed := self._aimed_at(up, i, depth)):
                    return aimed
                if tree.deps[i] == "poss" and tree.lemmas[k] in words("attack") and k not in tree.at:
                    continue  # a strike has no fighters
                if self._one_country(k) and tree.lows[i] in ("their", "they", "them"):
                    if not spare:
                        spare = self._with_list(
                            k, depth + 2
                        )  # "they" are rather the soldiers named elsewhere
                    continue
                refs = self._with_list(k, depth + 2)
                if refs and not doer & {r.code for r in refs}:
                    return refs
        if spare:
            return spare
        if tree.deps[i] == "poss" and tree.lows[i] in ("its", "their"):
            return self._given(i, depth)
        return self._earlier(i, depth) if tree.deps[i] in ("dobj", "pobj", "dative") else []

    def _beside(self, v: int, i: int, depth: int) -> list[Ref]:
        """ "severed ties with Chad, accusing it of fraud": whoever the clause above named beside its
        subject.
        """
        tree = self.tree
        shared = tree.deps[v] in ("advcl", "conj", "pcomp") and not tree.kids(v, "nsubj", "nsubjpass")
        if not shared or tree.deps[i] != "dobj" or any(tree.lows[m] == "by" for m in tree.kids(v, "mark")):
            return []
        over = tree.heads[v]
        if tree.deps[v] == "pcomp":  # "after accusing it"
            if tree.lows[over] not in ("after", "while", "before", "in", "for"):
                return []
            over = tree.heads[over]
        objects = [k for k in tree.kids(over, "dobj", "dative") if k < i]
        subjects = {r.code for k in tree.kids(over, "nsubj") for r in self._with_list(k, depth + 2)}
        near = objects + [
            k
            for owner in (over, *objects)
            for p in tree.kids(owner, "prep")
            if tree.lows[p] in _TOWARD
            for k in tree.kids(p, "pobj")
            if k < i
        ]
        for k in near:
            if refs := [r for r in self._with_list(k, depth + 2) if r.code not in subjects]:
                return refs
        return []

    def _given(self, i: int, depth: int) -> list[Ref]:
        """ "Somebody offers Chad news of attacks on its people": who receives it, when the subject is
        nobody's.
        """
        tree = self.tree
        for up in tree.up(i):
            if tree.is_verb(up):
                objects = [k for k in tree.kids(up, "dative", "dobj") if k < i and tree.actor(k)]
                if objects:
                    return self._with_list(objects[0], depth + 2)
        return []

    def _one_country(self, k: int) -> bool:
        """Whether the phrase is the bare name of one country, of which news says "it"."""
        tree = self.tree
        mention = tree.actor(k)
        return (
            mention is not None
            and mention.kind == "country"
            and tree.tags[k] == "NNP"
            and tree.kid(k, "conj") is None
            and k not in tree.spread
            and not tree.also.get(k)
        )

    def _aimed_at(self, up: int, i: int, depth: int) -> list[Ref]:
        """ "met Abbas and urged him", "protested to Chad after it expelled": who was spoken to."""
        tree = self.tree
        below = next((k for k in tree.children[up] if k == i or i in self._below(k)), i)
        person = tree.lows[i] in ("him", "her") and tree.deps[below] == "conj"
        cause = (
            tree.lows[i] in ("it", "they", "he", "she")
            and tree.deps[i] == "nsubj"
            and tree.deps[below] == "advcl"
            and any(tree.lows[m] in _CAUSES for m in tree.kids(below, "mark"))
            and any(s.type in _AGAINST for s in verb_senses().get(tree.lemmas[up], []))
        )
        if not (person or cause):
            return []
        objects = [k for k in tree.kids(up, "dobj") if k < i]
        found = [r for k in objects for r in self._with_list(k, depth + 2)]
        if found and not person and tree.lemmas[objects[0]] not in words("concern"):
            return found
        if found:
            return found
        near = [p for owner in (up, *objects) for p in tree.kids(owner, "prep")]
        return [r for p in near for k in tree.kids(p, "pobj") if k < i for r in self._with_list(k, depth + 2)]

    def _judged(self, i: int, depth: int) -> list[Ref]:
        """ "condemned Chad for its raid", "thanked Chad over its help": "its" is the object's."""
        tree = self.tree
        noun = tree.heads[i]
        prep = tree.heads[tree.first_conjunct(noun)]
        if tree.lows[prep] not in ("for", "over", "about", "of") or tree.deps[prep] != "prep":
            return []
        v = tree.heads[prep]
        if tree.deps[v] == "dobj":  # "extends sanctions on Chad over its raid"
            v = tree.heads[v]
        if not tree.is_verb(v):
            return []
        if not any(
            s.type in ("ACCUSE", "SUPPORT", "SANCTION") for s in verb_senses().get(tree.lemmas[v], [])
        ):
            return []
        objects = tree.kids(v, "dobj")
        found = [r for k in objects if k < i for r in self._with_list(k, depth + 2)]
        if found:
            return found
        preps = [p for owner in (v, *objects) for p in tree.kids(owner, "prep")]
        aimed = [k for p in preps if tree.lows[p] in ("on", "against") for k in tree.kids(p, "pobj")]
        return [r for k in aimed if k < i for r in self._with_list(k, depth + 2)]

    def _earlier(self, i: int, depth: int) -> list[Ref]:
        """ "Chad denied it; Mali imposed sanctions on it": the subject of the clause before."""
        tree = self.tree
        for up in tree.up(i):
            if not tree.is_verb(up):
                continue
            for clause in reversed(tree.kids(up, "ccomp", "conj", "advcl", "parataxis")):
                if clause < up and tree.is_verb(clause):
                    for k in tree.kids(clause, "nsubj", "nsubjpass"):
                        if refs := self._with_list(k, depth + 2):
                            return refs
        return []

    def _below(self, i: int) -> set[int]:
        found = {i}
        stack = [i]
        while stack:
            for k in self.tree.children[stack.pop()]:
                if k not in found:
                    found.add(k)
                    stack.append(k)
        return found

    def _both(self, i: int) -> list[Ref] | None:
        """ "both countries", "the two sides", "each other": the two named before, here or in the article."""
        tree = self.tree
        low = tree.lows[i]
        if (low == "other" and i > 0 and tree.lows[i - 1] == "each") or (
            low == "both" and tree.deps[i] in ("nsubj", "nsubjpass", "dobj", "pobj")
        ):
            pass
        elif not (
            tree.lemmas[i] in words("both") and tree.tags[i] in ("NNS", "NNPS") and self._counts_two(i)
        ):
            return None
        before = [m for m in tree.mentions if m.actor and m.end <= tree.offset + tree.starts[i]]
        codes = list(dict.fromkeys(m.actor for m in before if m.actor))
        if len(codes) == 2:
            last = {m.actor: m for m in before}
            return [
                Ref(code, (last[code].start, last[code].end), i, 2, "both") for code in codes if code in last
            ]
        if not codes:
            return [self._outside(i, code) for code in self.context.pair()]
        return []

    def _latter(self, i: int) -> list[Ref]:
        """ "the latter": the actor named last before it."""
        here = self.tree.offset + self.tree.starts[i]
        for m in reversed(self.tree.mentions):
            if m.actor and m.end <= here:
                return [Ref(m.actor, (m.start, m.end), i, 2, "again")]
        return []

    def _whose_deed(self, i: int, depth: int) -> list[Ref]:
        """ "Chad moved its embassy, a step that Mali rejects": the step is of the clause's subject."""
        tree = self.tree
        for up in tree.up(i):
            if tree.is_verb(up):
                return [r for k in tree.kids(up, "nsubj") if k < i for r in self._with_list(k, depth + 2)]
        return []

    def _counts_two(self, i: int) -> bool:
        tree = self.tree
        marks = {tree.lows[k] for k in tree.children[i]}
        return bool(marks & {"both", "two"}) or ("their" in marks and tree.lemmas[i] in ("country", "nation"))

    def _again(self, i: int) -> list[Ref]:
        """ "the country", "his country", "the island": whoever was spoken of before."""
        tree = self.tree
        if tree.lemmas[i] not in words("again") or tree.tags[i] != "NN":
            return []
        if tree.kid(i, "compound", "nmod", "relcl", "poss") is not None:
            return []
        det = tree.kid(i, "det")
        if det is None or tree.lows[det] not in ("the", "that", "this"):
            return []
        if tree.deps[i] in ("nsubj", "nsubjpass") and (refs := self._antecedent(i, 2)):
            return [_further(r, "again") for r in refs]
        if (named := self._spoken_of(i)) is not None:
            return [named]
        return [self._outside(i, c) for c in self.context.subject(tree.lows[i])]

    def _spoken_of(self, i: int) -> Ref | None:
        """The actor named last before the phrase that is not the subject of its clause."""
        tree = self.tree
        subjects: set[str] = set()
        for up in tree.up(i):
            for k in tree.kids(up, "nsubj", "nsubjpass"):
                if k < i and i not in self._below(k):
                    subjects |= {r.code for r in self._with_list(k, _DEPTH - 1)}
            if subjects:
                break
        here = tree.offset + tree.starts[i]
        for mention in reversed(tree.mentions):
            if mention.end <= here and mention.actor and mention.actor not in subjects:
                return Ref(mention.actor, (mention.start, mention.end), i, 2, "again")
        return None


_TOWARD = frozenset({"with", "on", "against", "from", "to", "upon", "at", "for"})
_CAUSES = frozenset({"after", "because", "for", "as", "if", "unless", "until", "since"})
_AGAINST = frozenset({"ACCUSE", "SANCTION", "THREATEN", "COERCE"})
_DEEDS = frozenset(
    {"move", "step", "decision", "action", "act", "claim", "charge", "allegation", "accusation"}
)
_WITHIN = frozenset({"in", "near", "at", "around", "outside"})


def _further(ref: Ref, how: str) -> Ref:
    return Ref(ref.code, ref.span, ref.token, ref.distance + 1, how)


def _unique(refs: Iterable[Ref]) -> list[Ref]:
    """One reference a code, the nearest, in order of first appearance."""
    best: dict[str, Ref] = {}
    for ref in refs:
        known = best.get(ref.code)
        if known is None or ref.distance < known.distance:
            best[ref.code] = ref
    return list(best.values())
