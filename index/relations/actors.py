"""Who a phrase stands for: from a word of the tree to the codes of actors.

A phrase stands for a country through its head ("Russia"), a modifier ("French President X", "US troops",
"Russia's army"), an apposition, "of" ("the government of India"), "in" after a seat of power ("a court in
Guyana"), a list ("nations such as Iran and China"), a relative pronoun, a pronoun, or the sentence before.
"""

from __future__ import annotations

from index.entities import country_of_place, members
from index.relations.anaphors import Anaphors
from index.relations.context import Context
from index.relations.pronouns import RELATIVE, Pronouns
from index.relations.refs import DEPTH, Ref, unique
from index.relations.tables import words
from index.relations.tree import Tree

_PREMODIFIERS = ("poss", "amod", "compound", "nmod")
_LIST_PREPS = frozenset({"including", "like", "as", "include"})


class Actors:
    """Answers, for one tree, who its phrases stand for."""

    def __init__(self, tree: Tree, context: Context) -> None:
        self.tree = tree
        self.pronouns = Pronouns(tree, context, self._with_list)
        self.anaphors = Anaphors(tree, context, self.pronouns, self._with_list)

    def of(self, i: int, *, loose: bool = True) -> list[Ref]:
        """Actors that the phrase headed by token ``i`` stands for, its list members included.

        ``loose`` also looks into "of" phrases and descriptions of things ("the closure of the Russian
        consulate"); without it only names, their modifiers and appositions count.
        """
        found = self._one(i, loose, 0)
        for k in self.tree.conjuncts(i):
            if not self._is_own_clause(k):
                found.extend(self._one(k, loose, 0))
        return unique(found)

    def own(self, i: int) -> list[Ref]:
        """Actors named right before the noun: "Chad's raid", "the Malian attack"."""
        return self._premodified(i, False, 0)

    def _is_own_clause(self, k: int) -> bool:
        return self.tree.is_verb(k) and self.tree.kid(k, "nsubj", "nsubjpass", "aux", "dobj") is not None

    def _one(self, i: int, loose: bool, depth: int) -> list[Ref]:  # noqa: PLR0912
        """Actors of the phrase at ``i`` without its conjuncts; the best way that yields any."""
        tree = self.tree
        if depth > DEPTH:
            return []
        mention = tree.actor(i)
        if mention is not None and not self._is_predicate_prefix(i) and not self._names_a_deal(i):
            if mention.kind == "organisation" and (refs := self._foreign_house(i, loose, depth)):
                return refs
            return self._at(i, depth, "name")
        if i in tree.at and (codes := members(tree.at[i].entity)):
            here = tree.at[i]
            return [Ref(code, (here.start, here.end), i, depth, "name") for code in codes]
        if tree.tags[i] in ("PRP", "PRP$", "WDT", "WP", "WP$") or tree.lows[i] in RELATIVE:
            return self.pronouns.of(i, depth)
        if (both := self.anaphors.both(i)) is not None:
            return both
        if tree.lows[i] == "latter" and tree.lows[i - 1 : i] == ["the"]:
            return self.anaphors.latter(i)
        if tree.deps[i] == "appos" and tree.lemmas[i] in _DEEDS and loose and tree.kid(i, "relcl", "acl"):
            return self.anaphors.whose_deed(i, depth)
        in_a_move = tree.deps[i] == "pobj" and tree.lows[tree.heads[i]] == "in" and tree.lemmas[i] in _DEEDS
        if in_a_move and loose and tree.kid(i, "relcl", "acl"):
            return self.anaphors.whose_deed(i, depth)
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
        return self.anaphors.others(i, depth) or self.anaphors.again(i)

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
                found.extend(self.modifier(k, loose, depth + 1))
        return found

    def holders(self, i: int) -> list[Ref]:
        """Actors of the phrase; else those who hold the places that it names."""
        return self.of(i) or self.place(i)

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
            if tree.lemmas[k] in ("soil", "territory"):  # "a camp on Turkish soil"
                stack.extend(tree.kids(k, "amod"))
            for prep in tree.kids(k, "prep"):
                inside = tree.kids(prep, "pobj")
                soil = tree.lows[prep] == "on" and any(
                    tree.lemmas[n] in ("soil", "territory") for n in inside
                )
                if tree.lows[prep] == "of" or (within and (soil or tree.lows[prep] in _WITHIN)):
                    stack.extend(inside)
        return unique(found)

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
            found.extend(self.modifier(k, loose, depth + 1))
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
        return unique(found)

    def modifier(self, k: int, loose: bool, depth: int) -> list[Ref]:
        """Actors named by one premodifier and by what is joined to it."""
        tree = self.tree
        found: list[Ref] = []
        if depth > DEPTH:
            return found
        mention = tree.actor(k)
        if mention is not None:
            if not self._is_predicate_prefix(k) and not self._names_a_deal(k):
                found.extend(self._at(k, depth, "modifier"))
        elif tree.deps[k] == "poss":
            found.extend(self._one(k, loose, depth))
        elif not tree.is_verb(k) and not (tree.tags[k].startswith("JJ") and tree.kid(k, "npadvmod")):
            for inner in tree.kids(k, "compound", "amod", "nmod", "poss"):
                found.extend(self.modifier(inner, loose, depth + 1))
        for other in tree.kids(k, "conj"):
            found.extend(self.modifier(other, loose, depth))
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
            elif low == "from" and lemma in words("diplomat"):  # "ambassadors from Paris and Washington"
                for k in tree.kids(prep, "pobj"):
                    for other in (k, *tree.conjuncts(k)):
                        found.extend(self._one(other, loose, depth + 1) or self.place(other, within=False))
            elif loose and low in ("on", "aboard") and lemma in words("origin"):  # "activists on a ship of"
                for k in tree.kids(prep, "pobj"):
                    found.extend(self._one(k, loose, depth + 1) if tree.lemmas[k] in words("ship") else [])
            elif low == "between" and loose:
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.of(k, loose=False))
            elif (low in ("from", "by") and lemma in words("demand") | words("paper")) or (
                low == "for" and lemma in words("mouthpiece")
            ):
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
            for coming in tree.kids(i, "relcl", "acl"):  # "travellers who are returning from Chad"
                if tree.lemmas[coming] in ("arrive", "come", "return", "travel"):
                    for prep in tree.kids(coming, "prep"):
                        for k in tree.kids(prep, "pobj") if tree.lows[prep] == "from" else ():
                            found.extend(self._one(k, loose, depth + 1))
            for clause in tree.kids(i, "relcl"):  # "ships that are owned or operated by Chadians"
                if tree.kid(clause, "auxpass") is not None:
                    for owning in (clause, *tree.conjuncts(clause)):
                        if tree.lemmas[owning] in words("owning"):
                            found.extend(self._held_by(owning, loose, depth))
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
            if tree.lows[by] in ("by", "from", "to", "with") or (tree.lows[by], tree.lemmas[acl]) in (
                ("on", "blame"),
                ("in", "register"),
            ):
                for k in tree.kids(by, "pobj"):
                    found.extend(self._one(k, loose, depth + 1))
        return found

    def _with_list(self, i: int, depth: int) -> list[Ref]:
        found = self._one(i, True, depth)
        for k in self.tree.conjuncts(i):
            found.extend(self._one(k, True, depth))
        return unique(found)


_DEEDS = frozenset(
    {"move", "step", "decision", "action", "act", "claim", "charge", "allegation", "accusation"}
)
_WITHIN = frozenset({"in", "near", "at", "around", "outside", "across", "throughout"})
