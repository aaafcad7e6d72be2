"""Who a phrase stands for: from a word of the tree to the codes of actors.

A phrase stands for a country through its head ("Russia"), a modifier ("French President X", "US troops",
"Russia's army"), an apposition, "of" ("the government of India"), "in" after a seat of power ("a court in
Guyana"), a list ("nations such as Iran and China"), a relative pronoun, a pronoun, or the sentence before.
"""

from __future__ import annotations

from index.entities import country_of_place, is_state, members
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.anaphors import Anaphors
from index.relations.reference.belonging import Belonging
from index.relations.reference.context import Context
from index.relations.reference.pronouns import RELATIVE, Pronouns
from index.relations.reference.refs import DEPTH, Ref, unique

_PREMODIFIERS = ("poss", "amod", "compound", "nmod")
_LIST_PREPS = frozenset({"including", "like", "as", "include"})


class Actors:
    """Answers, for one tree, who its phrases stand for."""

    def __init__(self, tree: Tree, context: Context) -> None:
        self.tree = tree
        self.context = context
        self.pronouns = Pronouns(tree, context, self._with_list)
        self.anaphors = Anaphors(tree, context, self.pronouns, self._with_list)
        self.belonging = Belonging(tree, self)

    def of(self, i: int, *, loose: bool = True) -> list[Ref]:
        """Actors that the phrase headed by token ``i`` stands for, its list members included.

        ``loose`` also looks into "of" phrases and descriptions of things ("the closure of the Russian
        consulate"); without it only names, their modifiers and appositions count.
        """
        found = self.one(i, loose, 0)
        for k in self.tree.conjuncts(i):
            if not self._is_own_clause(k):
                found.extend(self.one(k, loose, 0))
        return unique(found)

    def own(self, i: int) -> list[Ref]:
        """Actors named right before the noun: "Chad's raid", "the Malian attack"."""
        return self._premodified(i, False, 0)

    def _is_own_clause(self, k: int) -> bool:
        return self.tree.is_verb(k) and self.tree.kid(k, "nsubj", "nsubjpass", "aux", "dobj") is not None

    def one(self, i: int, loose: bool, depth: int) -> list[Ref]:  # noqa: PLR0912
        """Actors of the phrase at ``i`` without its conjuncts; the best way that yields any."""
        tree = self.tree
        if depth > DEPTH:
            return []
        mention = tree.actor(i)
        if mention is not None and not self._is_predicate_prefix(i) and not self._names_a_deal(i):
            if mention.kind in ("organisation", "person") and (refs := self._foreign_house(i, loose, depth)):
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
        if tree.lemmas[i] in words("stand_taken") and loose and tree.kid(i, "relcl", "acl"):
            beside = tree.deps[i] in ("npadvmod", "dobj", "dep") and tree.lows[min(tree.below(i)) - 1] == ","
            in_a_move = tree.deps[i] == "pobj" and tree.lows[tree.heads[i]] == "in"
            if tree.deps[i] == "appos" or beside or in_a_move:
                return self.anaphors.whose_deed(i, depth)
        ways = [self._premodified, self._apposed, self._listed]
        forces = self._of_states(i)  # "the Malian Navy, the French Navy and": another one
        kinds = {tree.at[k].kind for k in tree.kids(i, "appos") if tree.actor(k) and k not in forces}
        of_old = tree.lemmas[i] in words("of_old") and kinds
        if of_old or "organisation" in kinds or ("group" in kinds and tree.lemmas[i] in words("of_fighters")):
            # "the UN's watchdog, the IAEA", "the Palestinian group Hamas"
            ways = [self._apposed, self._premodified, self._listed]
        for way in ways:
            refs = way(i, loose, depth)
            if refs:
                return unique(refs + self._forces_beside(i, depth))
        if i in tree.at and tree.at[i].kind == "place" and not loose:
            return []
        refs = self.belonging.of(i, loose, depth)
        if refs:
            return refs
        return (
            self.anaphors.others(i, depth)
            or self.anaphors.attacker(i)
            or self.anaphors.again(i)
            or self.anaphors.same_thing(i, depth)
            or self._described(i, depth)
            or self.anaphors.deed(i, depth)
        )

    def _of_states(self, i: int) -> list[int]:
        """What is apposed to a word and is a force of a state: in a list misread, the next member."""
        named = [(k, m) for k in self.tree.kids(i, "appos") if (m := self.tree.actor(k))]
        return [k for k, m in named if m.kind == "organisation" and m.actor and is_state(m.actor)]

    def _forces_beside(self, i: int, depth: int) -> list[Ref]:
        """ "the Malian Navy, the French Navy and the Chadian army": those that are hung on the first."""
        listed = [n for k in self._of_states(i) for n in (k, *self.tree.conjuncts(k))]
        return [r for n in listed for r in self.one(n, False, depth + 1)] if len(listed) > 1 else []

    def _described(self, i: int, depth: int) -> list[Ref]:
        """ "The bomber from Chad, Idriss Ali, who killed": a name without a country is described before."""
        tree = self.tree
        if tree.deps[i] != "appos" or tree.tags[i] != "NNP" or i in tree.at:
            return []
        told = tree.heads[i]
        return self._premodified(told, False, depth + 1) or self.belonging.of(told, False, depth + 1)

    def _foreign_house(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "the Libyan House of Representatives", "Saudi King Abdullah": an adjective before a name that
        several bear says whose it is.
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
            lying = [a for a in tree.kids(k, "acl") if within and tree.lemmas[a] in words("lying")]
            for prep in tree.kids(k, "prep") + [p for a in lying for p in tree.kids(a, "prep")]:
                inside = tree.kids(prep, "pobj")
                soil = tree.lows[prep] == "on" and any(
                    tree.lemmas[n] in ("soil", "territory") for n in inside
                )
                if tree.lows[prep] == "of" or (within and (soil or tree.lows[prep] in _WITHIN)):
                    stack.extend(inside)
        return unique(found)

    def _names_fighters(self, i: int) -> bool:
        """ "the Malian group Hamas": the group is named, not whose it is."""
        named = (self.tree.actor(k) for k in self.tree.kids(i, "appos"))
        return self.tree.lemmas[i] in words("of_fighters") and any(m and m.kind == "group" for m in named)

    def _at(self, i: int, distance: int, how: str) -> list[Ref]:
        """The actor at this word, those in the same word, and the other members of its list."""
        found = [self._ref(i, distance, how)]
        for one in self.tree.also.get(i, ()):
            assert one.actor is not None
            found.append(Ref(one.actor, (one.start, one.end), i, distance, how))
        for k in self.tree.spread.get(i, []):
            if self.tree.tags[k] == "JJ" and self._names_fighters(self.tree.heads[k]):
                continue  # "Israel and the Malian group Hezbollah"
            found.extend(self._foreign_house(k, False, distance) or [self._ref(k, distance, "list")])
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

    def _is_topic(self, k: int) -> bool:
        """ "the Iraq policy", "the Syria debate": about the country; but "US policy" is of it."""
        tree = self.tree
        name = tree.text[tree.at[k].start - tree.offset : tree.at[k].end - tree.offset]
        about = tree.lemmas[tree.heads[k]] in words("topic") and tree.deps[k] == "compound"
        return about and tree.tags[k] == "NNP" and tree.at[k].kind == "country" and not name[1:2].isupper()

    def _premodified(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "French President X", "Russia's army", "the North Korean and Iranian leaders"."""
        tree = self.tree
        found: list[Ref] = []
        before = self._whose(i)
        if tree.tags[i] == "NN" and tree.lemmas[i] in words("one_member") and self._is_one_of(i, before):
            return []
        for k in before:
            found.extend(self.modifier(k, loose, depth + 1))
            if tree.is_verb(k) and tree.lows[k] in words("own"):  # "the Saudi-led coalition"
                for x in tree.kids(k, "npadvmod", "compound", "amod", "nmod", "nsubj"):
                    found.extend(self._at(x, depth + 1, "modifier") if tree.actor(x) else [])
            elif tree.lows[k] in words("tied") and tree.lemmas[i] in words("ship") | words("firm"):
                for x in tree.kids(k, "npadvmod", "compound", "amod", "nmod"):
                    tied = tree.at.get(x)
                    if tied is not None and tied.kind == "country" and not tied.actor:  # "Panama-flagged"
                        found.append(Ref(tied.entity, (tied.start, tied.end), x, depth + 1, "modifier"))
            elif k in tree.at and tree.at[k].kind == "place" and tree.lemmas[i] in words("seat"):
                found.extend(self.place(k, within=False))  # "Istanbul police"
        if not found:
            return []
        if tree.lemmas[i] in words("transparent") and loose:
            inner = self.belonging.of(i, loose, depth)
            return inner or found
        return unique(found)

    def _whose(self, i: int) -> list[int]:
        """The premodifiers that say whose the noun is."""
        tree = self.tree
        before = tree.kids(i, *_PREMODIFIERS)
        if tree.lemmas[i] in words("relational") and any(
            tree.actor(k) for k in before if tree.deps[k] != "poss"
        ):
            before = [k for k in before if tree.deps[k] != "poss"]  # "Chad's Malian allies" are Malian
        if tree.lemmas[i] in words("another") and tree.deps[i] in ("nsubj", "dobj"):
            bodies = [k for k in before if (m := tree.actor(k)) is not None and m.kind == "organisation"]
            before = bodies or [k for k in before if tree.tags[k] == "JJ"]  # "Chad's allies" are others
        if tree.lemmas[i] in words("bid") and any(tree.deps[k] == "poss" and tree.actor(k) for k in before):
            before = [k for k in before if tree.deps[k] == "poss"]  # "Sweden's NATO bid" is Sweden's
        return before

    def _is_one_of(self, i: int, before: list[int]) -> bool:
        """ "the first NATO member state to": one of them is not the body."""
        tree = self.tree
        member = tree.lemmas[i] != "state" or any(tree.lemmas[k] == "member" for k in before)
        return member and any((m := tree.actor(k)) is not None and m.kind == "organisation" for k in before)

    def modifier(self, k: int, loose: bool, depth: int) -> list[Ref]:
        """Actors named by one premodifier and by what is joined to it."""
        tree = self.tree
        found: list[Ref] = []
        if depth > DEPTH:
            return found
        mention = tree.actor(k)
        if mention is not None:
            if not (self._is_predicate_prefix(k) or self._names_a_deal(k) or self._is_topic(k)):
                found.extend(self._at(k, depth, "modifier"))
        elif tree.deps[k] == "poss":
            found.extend(self.one(k, loose, depth))
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
            found.extend(self.one(k, loose, depth + 1))
            if self.tree.tags[i] == "NNS":  # "its allies, notably Chad and Mali"
                for other in self.tree.conjuncts(k):
                    found.extend(self.one(other, loose, depth + 1))
        return found

    def _listed(self, i: int, loose: bool, depth: int) -> list[Ref]:
        """ "nations such as North Korea, Iran and China", "six countries, including Egypt"."""
        tree = self.tree
        found: list[Ref] = []
        for prep in tree.kids(i, "prep"):
            if tree.lemmas[i] in words("attack") and i not in tree.at:
                break  # "killed in a bombing, including five Malians"
            for k in tree.kids(prep, "pobj") if self._in_particular(prep) else ():
                found.extend(self.of(k, loose=False))
            if tree.lows[prep] in _LIST_PREPS and (tree.lows[prep] != "as" or tree.lows[prep - 1] == "such"):
                for k in tree.kids(prep, "pobj"):
                    found.extend(self.of(k, loose=False))
        return found

    def _in_particular(self, prep: int) -> bool:
        """ "its allies, in particular Chad and Mali"."""
        return self.tree.lows[prep : prep + 2] == ["in", "particular"]

    def _with_list(self, i: int, depth: int) -> list[Ref]:
        found = self.one(i, True, depth)
        for k in self.tree.conjuncts(i):
            found.extend(self.one(k, True, depth))
        return unique(found)


_WITHIN = frozenset({"in", "near", "at", "around", "outside", "across", "throughout"})
