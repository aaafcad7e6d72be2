"""Who a phrase stands for that names nobody and speaks of those named before: "both countries", "the
latter", "the country", "a step that".
"""

from __future__ import annotations

from collections.abc import Callable

from index.entities import is_state
from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.context import Context
from index.relations.reference.pronouns import Pronouns
from index.relations.reference.recalled import whose_again
from index.relations.reference.refs import Find, Ref, further, outside


class Anaphors:
    """Answers, for one tree, whom its nouns take up again."""

    def __init__(self, tree: Tree, context: Context, pronouns: Pronouns, with_list: Find) -> None:
        self.tree = tree
        self.context = context
        self.pronouns = pronouns
        self.with_list = with_list

    def both(self, i: int) -> list[Ref] | None:
        """ "both countries", "the two sides", "each other": the two named before, here or in the article."""
        tree = self.tree
        low = tree.lows[i]
        if (low == "other" and i > 0 and tree.lows[i - 1] == "each") or (
            low == "both" and tree.deps[i] in ("nsubj", "nsubjpass", "dobj", "pobj")
        ):
            pass
        elif self._met_before(i):
            return [outside(tree, i, code) for code in self.context.met()]
        elif not (
            tree.lemmas[i] in words("both") and tree.tags[i] in ("NNS", "NNPS") and self._counts_two(i)
        ):
            return None
        if any(tree.actor(k) for k in tree.kids(i, "amod", "compound", "poss", "nmod")):
            return None  # "two Chilean men"
        if tree.lemmas[i] == "side" and tree.after(i, "of"):
            return None  # "both sides of the divide"
        before = [m for m in tree.mentions if m.actor and m.end <= tree.offset + tree.starts[i]]
        codes = list(dict.fromkeys(m.actor for m in before if m.actor))
        if tree.lemmas[i] in words("of_state"):  # "our two countries" are no alliance
            codes = [code for code in codes if is_state(code)]
        if len(codes) == 2:
            last = {m.actor: m for m in before}
            return [
                Ref(code, (last[code].start, last[code].end), i, 2, "both") for code in codes if code in last
            ]
        above = self._clause_above(i)
        if len(codes) == 3 and codes[0] in above:
            # "Chad signs deals with Mali and Niger, to help both"; "Chad and Mali left the UN, both saying"
            codes = codes[:2] if codes[1] in above else codes[1:]
            last = {m.actor: m for m in before}
            return [Ref(code, (last[code].start, last[code].end), i, 2, "both") for code in codes]
        if len(codes) > 1:
            return []
        if pair := self.context.pair(*codes) or self.context.pair():
            return [outside(tree, i, code) for code in pair]
        here = {m.actor: m for m in tree.mentions if m.actor and is_state(m.actor)}
        counted = any(tree.lows[k] in ("two", "both") for k in tree.children[i])
        if codes or len(here) != 2 or not counted or tree.deps[i] != "nsubj":
            return []  # else it opens the sentence, and names them after
        return [Ref(code, (m.start, m.end), i, 3, "both") for code, m in here.items() if code]

    def _met_before(self, i: int) -> bool:
        """ "The leaders agreed", "the sides will": those who met, and no other, are meant."""
        tree = self.tree
        bare = [tree.lows[k] for k in tree.children[i]] == ["the"] and tree.tags[i] == "NNS"
        two = tree.lemmas[i] in words("who_met")
        return bare and two and not any(tree.actor(k) for k in range(i)) and len(self.context.met()) == 2

    def _clause_above(self, i: int) -> set[str]:
        """Who does what the clause of this word, or one above it, tells."""
        tree = self.tree
        for up in tree.up(i):
            if found := {r.code for k in self._subjects(up, i) for r in self.with_list(k, 3)}:
                return found
        return set()

    def _subjects(self, v: int, i: int) -> list[int]:
        """Subjects of the verb before word ``i``, but for the one that ``i`` itself stands in."""
        above = set(self.tree.up(i))
        return [k for k in self.tree.kids(v, "nsubj") if k < i and k not in above]

    def latter(self, i: int) -> list[Ref]:
        """ "the latter": the actor named last before it."""
        here = self.tree.offset + self.tree.starts[i]
        for m in reversed(self.tree.mentions):
            if m.actor and m.end <= here:
                return [Ref(m.actor, (m.start, m.end), i, 2, "again")]
        return []

    def deed(self, i: int, depth: int) -> list[Ref]:
        """ "the attack", "the accusation": whose it was when it was told."""
        return whose_again(self.tree, self.context, i, depth, self.with_list)

    def others(self, i: int, depth: int) -> list[Ref]:
        """ "A Chadian was killed and three others hurt": whoever the verb before has in the same place."""
        tree = self.tree
        v = tree.heads[i]
        few = tree.lemmas[i] in ("other", "another", "more") or tree.tags[i] == "CD"
        if few and tree.deps[i] == "conj" and tree.is_verb(v):  # "is killed and two others injured in"
            return [
                further(r, "again") for k in tree.kids(v, "nsubjpass") for r in self.with_list(k, depth + 2)
            ]
        if not few or tree.deps[i] not in ("nsubj", "nsubjpass"):
            return []
        clauses = [tree.heads[v]] if tree.deps[v] == "conj" else tree.kids(v, "ccomp", "parataxis")
        before = [k for c in clauses if c < v for k in tree.kids(c, "nsubj", "nsubjpass")]
        return [further(r, "again") for k in before for r in self.with_list(k, depth + 2)]

    def whose_deed(self, i: int, depth: int) -> list[Ref]:
        """ "Chad moved its embassy, a step that Mali rejects": the step is of the clause's subject."""
        tree = self.tree
        for up in tree.up(i):
            if tree.is_verb(up) and (found := self._subjects(up, i)):
                return [r for k in found for r in self.with_list(k, depth + 2)]
        return []

    def _counts_two(self, i: int) -> bool:
        tree = self.tree
        marks = {tree.lows[k] for k in tree.children[i]}
        if any(tree.actor(k) for k in tree.kids(i, "amod", "compound", "nmod")):
            return False  # "two Libyan men"
        known = (
            bool(marks & {"the", "these", "those", "its", "their", "our", "your"}) or tree.deps[i] == "appos"
        )
        others = tree.kids(i, "amod", "compound", "prep", "relcl", "acl", "poss", "nummod")
        plain = "the" in marks and not others and tree.lemmas[i] in ("country", "nation")
        return (
            plain
            or "both" in marks
            or ("two" in marks and known)
            or ("their" in marks and tree.lemmas[i] in ("country", "nation"))
        )

    def same_thing(self, i: int, depth: int) -> list[Ref]:
        """ "a Malian submarine ... that the submarine": whose it was when it was first named."""
        tree = self.tree
        if tree.tags[i] not in ("NN", "NNS") or tree.kids(
            i, "amod", "compound", "prep", "relcl", "acl", "poss"
        ):
            return []
        if not any(tree.lows[k] in ("the", "that", "these", "those") for k in tree.kids(i, "det")):
            return []
        for k in range(i - 1, -1, -1):
            if tree.lemmas[k] == tree.lemmas[i] and tree.is_noun(k):
                whose = [w for w in tree.kids(k, "amod", "compound", "poss")
                         if tree.actor(w) or tree.tags[w] == "PRP$"]  # fmt: skip
                over = tree.heads[k]
                if not whose and tree.deps[k] == "dobj" and tree.lemmas[over] in words("making"):
                    whose = tree.kids(
                        over, "nsubj"
                    )  # "the UN adopts a resolution, but Chad rejects the resolution"
                return [further(r, "again") for w in whose for r in self.with_list(w, depth + 2)]
        return []

    def attacker(self, i: int) -> list[Ref]:
        """ "A Malian stabs two Chadians; the attacker is shot": who attacked before."""
        tree = self.tree
        known = any(tree.lows[k] == "the" for k in tree.kids(i, "det"))
        if tree.lemmas[i] not in words("assailant") | words("attacker") or not known:
            return []
        if tree.kids(i, "amod", "compound", "prep", "relcl", "acl", "poss"):
            return []
        for v in range(i - 1, -1, -1):
            if tree.is_verb(v) and any(s.type == "ASSAULT" for s in verb_senses().get(tree.lemmas[v], [])):
                for k in tree.kids(v, "nsubj"):
                    if k < v < i and (found := self.with_list(k, 3)):
                        return [further(r, "again") for r in found]
        return []

    def again(self, i: int) -> list[Ref]:
        """ "the country", "his country", "the island": whoever was spoken of before."""
        tree = self.tree
        office = tree.lemmas[i] in words("of_office") and tree.deps[i] == "nsubj"
        if not office and (tree.lemmas[i] not in words("of_state") | words("of_members")):
            return []
        before = [k for k in tree.kids(i, "compound", "nmod") if not office or tree.actor(k)]
        if tree.tags[i] != "NN" or before or tree.kid(i, "relcl", "poss") is not None:
            return []
        if any(tree.lows[k] == "latter" for k in tree.kids(i, "amod")):
            return self.latter(i)
        det = tree.kid(i, "det")
        if det is None or tree.lows[det] not in ("the", "that", "this"):
            return []
        may_be = _fitting(tree.lemmas[i])
        if tree.deps[i] == "poss" and tree.deps[tree.heads[i]] == "appos":  # "the group's leader"
            return [r for r in self.latter(i) if may_be(r.code)]
        v = tree.heads[i]
        supposed = any(tree.lows[m] in ("if", "unless") for m in tree.kids(v, "mark"))
        if supposed and (named := self.pronouns.spoken_of(i, may_be)) is not None:
            return [named]  # "threatens Chad if the country joins the bloc"
        if tree.deps[i] in ("nsubj", "nsubjpass"):
            refs = [r for r in self.pronouns.antecedent(i, 2) if may_be(r.code)]
            if refs:
                return [further(r, "again") for r in refs]
        if (named := self.pronouns.spoken_of(i, may_be)) is not None:
            return [named]
        return [outside(tree, i, c) for c in self.context.subject(tree.lows[i]) if may_be(c)]


def _fitting(noun: str) -> Callable[[str], bool]:
    """Whom "the country" or "the bloc" may stand for."""
    if noun == "island":
        return lambda code: code in words("island_state")
    if noun in words("of_state") | words("of_office"):
        return is_state
    return lambda code: not is_state(code)
