"""Who a pronoun stands for: "which" leads to its noun, "it" and "its" to the subject, or the object, that
governs them.
"""

from __future__ import annotations

from collections.abc import Callable

from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.context import Context
from index.relations.reference.possessives import Possessives
from index.relations.reference.refs import DEPTH, Find, Ref, further, outside

RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
_PERSONAL = frozenset({"it", "they", "he", "she", "them", "him", "its", "their", "his", "her", "we", "our"})
_SPEAKING = frozenset({"i", "me", "my", "us"})
_FIRST = _SPEAKING | {"we", "our"}
_TOWARD = frozenset({"with", "on", "against", "from", "to", "upon", "at", "for"})
_CAUSES = frozenset({"after", "because", "for", "as", "if", "unless", "until", "since"})
_AGAINST = frozenset({"ACCUSE", "SANCTION", "THREATEN", "COERCE"})


class Pronouns(Possessives):
    """Answers, for one tree, who its pronouns stand for. ``with_list`` finds the actors of a phrase and of
    its conjuncts, given its head and the steps taken so far.
    """

    def __init__(self, tree: Tree, context: Context, with_list: Find) -> None:
        super().__init__(tree, with_list)
        self.context = context

    def of(self, i: int, depth: int) -> list[Ref]:
        """Relative pronouns lead to their noun, personal ones to the subject that governs them."""
        tree = self.tree
        low = tree.lows[i]
        if low in RELATIVE:
            for up in tree.up(i):
                if tree.deps[up] == "relcl":
                    return [further(r, "relative") for r in self.with_list(tree.heads[up], depth + 1)]
                if tree.deps[up] == "advcl" and low == "which" and i > 1 and tree.heads[i] == up:
                    before = i - 2 if tree.lows[i - 1] == "," else i - 1
                    return [further(r, "relative") for r in self.with_list(before, depth + 1)]  # misread
                if tree.deps[up] in ("ccomp", "ROOT") and low != "that":
                    break
            return []
        if low in _FIRST and self.context.speaker and not self._two_of_us(i):
            return [outside(tree, i, self.context.speaker)]
        if low in _SPEAKING:  # only whoever is quoted: no other sentence says who that is
            return [further(r, "pronoun") for r in self.antecedent(i, depth)]
        if low not in _PERSONAL:
            return []
        refs = self.antecedent(i, depth) or (self._quoted(i, depth) if tree.deps[i] == "poss" else [])
        if refs:
            return [further(r, "pronoun") for r in refs]
        named = any(tree.tags[k] == "NNS" for k in range(i))
        some = named and low == "them" and tree.lows[tree.heads[i]] == "of"  # "thousands, some of them"
        if some or self._of_a_stranger(i):
            return []
        return [outside(tree, i, c) for c in self.context.subject(low)]

    def _two_of_us(self, i: int) -> bool:
        """ "our two countries", "we both", "between us": the speaker and another."""
        tree = self.tree
        near = {tree.lows[k] for h in (i, tree.heads[i]) for k in tree.children[h]}
        return bool(near & {"two", "both", "together", "each"}) or tree.lows[tree.heads[i]] in (
            "between",
            "of",
        )

    def _of_a_stranger(self, i: int) -> bool:
        """ "Dorian was northbound as it left Chad", "the armed group said that they": no actor is
        the subject above it.
        """
        tree = self.tree
        return any(
            k < i and i not in tree.below(k) and (tree.tags[k] == "NNP" or self._somebody(k, tree.lows[i]))
            for up in tree.up(i)
            for k in tree.kids(up, "nsubj", "nsubjpass")
        )

    def _somebody(self, k: int, pronoun: str) -> bool:
        """Whether the pronoun may stand for those whom a common noun names."""
        lemma, tag = self.tree.lemmas[k], self.tree.tags[k]
        if pronoun in ("they", "their", "them"):
            return tag == "NN" and lemma in words("of_fighters")
        return pronoun in ("he", "she", "his", "her", "him") and tag == "NN" and lemma in words("origin")

    def antecedent(self, i: int, depth: int) -> list[Ref]:  # noqa: PLR0912
        """The subject of a clause above the pronoun (or of its own, for "its"), when it names actors
        before it.
        """
        tree = self.tree
        if depth > DEPTH:
            return []
        if tree.deps[i] == "poss" and (
            judged := self._judged(i, depth) or self._own(i, depth) or self._backed(i, depth)
        ):
            return judged
        if tree.lows[i] == "their" and tree.deps[i] == "poss" and self._of_the_judged(i):
            return []
        spare: list[Ref] = []
        between = tree.lows[tree.heads[i]] == "between" and tree.lows[i] in ("him", "her")  # "before the
        # summit between him and" may be of the one who visits
        own_clause = tree.deps[i] not in ("poss", "nsubj", "nsubjpass") and not between
        doer: set[str] = set()
        for up in tree.up(i):
            if not (tree.is_verb(up) or tree.deps[up] in ("ROOT", "ccomp", "conj", "advcl", "relcl")):
                continue
            if own_clause:
                own_clause = self._of_its_subject(up)  # "Chad said Mali planned to attack it": Chad
                if beside := self._beside(up, i, depth):
                    return beside
                if tree.deps[up] == "advcl" and tree.tags[up] == "VBG" and not tree.kids(up, "nsubj"):
                    over = tree.heads[up]
                    doer = {r.code for k in tree.kids(over, "nsubj") for r in self.with_list(k, depth + 2)}
                continue
            over = tree.heads[up]
            if (
                tree.deps[up] in ("xcomp", "advcl")
                and tree.kid(up, "nsubj") is None
                and tree.deps[i] == "poss"
            ):
                held = [k for k in tree.kids(over, "dobj") if k < up and i not in tree.below(k)]
                held += [
                    k
                    for p in tree.kids(over, "prep")
                    if tree.lows[p] in ("on", "upon") and p < up
                    for k in tree.kids(p, "pobj")
                ]
                if refs := [r for k in held for r in self.with_list(k, depth + 2)]:
                    return refs  # "presses Israel to lift its blockade"
            if tree.deps[up] == "pcomp" and tree.deps[i] == "poss" and (warned := self._warned(up, i, depth)):
                return warned
            for k in tree.kids(up, "nsubj", "nsubjpass"):
                if k == i or (k > i and tree.deps[up] != "ROOT"):
                    continue
                if i in tree.below(k):
                    continue
                if tree.lows[i] in ("its", "his", "her") and tree.tags[k] == "NNS":
                    spare = spare or self.with_list(k, depth + 2)
                    continue  # "demands that French troops leave its territory"
                if tree.lows[k] in ("he", "she", "i") and tree.lows[i] in (
                    "it",
                    "its",
                    "they",
                    "their",
                    "them",
                ):
                    named = self.spoken_of(i)
                    return [named] if named is not None else []
                person = tree.actor(k)
                alone = person is not None and person.kind == "person" and not tree.conjuncts(k)
                if alone and tree.lows[i] == "they" and (named := self.spoken_of(i)) is not None:
                    return [named]  # "Trump threatens to cut aid to Chad if they do not talk"
                if tree.deps[i] in ("dobj", "nsubj") and (aimed := self._aimed_at(up, i, depth)):
                    return aimed
                if tree.deps[i] == "poss" and tree.lemmas[k] in words("attack") and k not in tree.at:
                    continue  # a strike has no fighters
                if self._one_country(k) and tree.lows[i] in ("their", "they", "them"):
                    if many := self._many_beside(up, i, depth):
                        return many
                    if not spare:
                        spare = self.with_list(k, depth + 2)  # "they" are rather the soldiers named elsewhere
                    continue
                refs = self.with_list(k, depth + 2)
                if refs and not doer & {r.code for r in refs}:
                    return refs
        if spare:
            return spare
        owns = tree.deps[i] == "poss" and tree.lows[i] in ("its", "their", "his", "her")
        if owns and ((found := self._given(i, depth)) or tree.lows[i] in ("its", "their")):
            return found
        if tree.deps[i] == "poss" and tree.deps[tree.heads[i]] == "nsubj":
            return self._earlier(i, depth)  # "The premier spoke; his speech drew anger"
        return self._earlier(i, depth) if tree.deps[i] in ("dobj", "pobj", "dative") else []

    def _of_its_subject(self, v: int) -> bool:
        """Whether the subject of the clause above does it: "planned to attack", not "asked it to attack"."""
        tree = self.tree
        infinitive = tree.deps[v] == "xcomp" and not tree.kids(v, "nsubj")
        return infinitive and not tree.kids(tree.heads[v], "dobj", "dative")

    def _beside(self, v: int, i: int, depth: int) -> list[Ref]:
        """ "severed ties with Chad, accusing it of fraud": whoever the clause above named beside its
        subject.
        """
        tree = self.tree
        to_do = tree.deps[v] == "xcomp" and tree.lemmas[tree.heads[v]] in words("subject_control")
        shared = tree.deps[v] in ("advcl", "conj", "pcomp") or to_do  # "phoned Mr X to thank him"
        shared = shared and not tree.kids(v, "nsubj", "nsubjpass")
        if not shared or tree.deps[i] != "dobj" or any(tree.lows[m] == "by" for m in tree.kids(v, "mark")):
            return []
        over = tree.heads[v]
        if tree.deps[v] == "pcomp":  # "after accusing it"
            if tree.lows[over] not in ("after", "while", "before", "in", "for"):
                return []
            over = tree.heads[over]
        objects = [k for k in tree.kids(over, "dobj", "dative") if k < i]
        subjects = {r.code for k in tree.kids(over, "nsubj") for r in self.with_list(k, depth + 2)}
        near = objects + [
            k
            for owner in (over, *objects)
            for p in tree.kids(owner, "prep")
            if tree.lows[p] in _TOWARD
            for k in tree.kids(p, "pobj")
            if k < i
        ]
        for k in near:
            if refs := [r for r in self.with_list(k, depth + 2) if r.code not in subjects]:
                return refs
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
        below = next((k for k in tree.children[up] if k == i or i in tree.below(k)), i)
        person = tree.lows[i] in ("him", "her") and tree.deps[below] == "conj"
        cause = (
            tree.lows[i] in ("it", "they", "he", "she")
            and tree.deps[i] == "nsubj"
            and tree.deps[below] == "advcl"
            and (any(tree.lows[m] in _CAUSES for m in tree.kids(below, "mark")) or self._blaming(below, i))
            and any(s.type in self._hostile(below) for s in verb_senses().get(tree.lemmas[up], []))
        )
        if not (person or cause):
            return []
        objects = [k for k in tree.kids(up, "dobj") if k < i]
        found = [r for k in objects for r in self.with_list(k, depth + 2)]
        if found and not person and tree.lemmas[objects[0]] not in words("concern"):
            return found
        if found:
            return found
        near = [p for owner in (up, *objects) for p in tree.kids(owner, "prep")]
        return [r for p in near for k in tree.kids(p, "pobj") if k < i for r in self.with_list(k, depth + 2)]

    def _blaming(self, clause: int, i: int) -> bool:
        """ "accuses Chad of crimes, saying it bombed a school": who is accused did; "saying it will" not."""
        tree = self.tree
        if tree.tags[clause] != "VBG" or tree.lemmas[clause] not in words("saying"):
            return False
        told = tree.heads[i]
        return tree.deps[told] == "ccomp" and not any(tree.tags[k] == "MD" for k in tree.kids(told, "aux"))

    def _many_beside(self, v: int, i: int, depth: int) -> list[Ref]:
        """ "Japan scrambled jets to intercept two Russian planes, claiming that they ...": the many."""
        tree = self.tree
        clauses = [v, *(k for k in tree.kids(v, "xcomp", "advcl") if k < i)]
        objects = [k for c in clauses for k in tree.kids(c, "dobj") if k < i and tree.tags[k] == "NNS"]
        return [r for k in objects[-1:] for r in self.with_list(k, depth + 2)]

    def _hostile(self, clause: int) -> frozenset[str]:
        """What is done to those of whom the clause speaks: "strike Chad if it attacks" is of Chad, too."""
        marks = {self.tree.lows[m] for m in self.tree.kids(clause, "mark")}
        if marks & {"after", "when"} and self._struck_first(clause):
            return _AGAINST | {"ASSAULT"}  # "killed four Malians after they opened fire"
        return _AGAINST | {"ASSAULT"} if marks & {"if", "unless"} else _AGAINST

    def _own(self, i: int, depth: int) -> list[Ref]:
        """ "accuses Chad of a raid on its own people", "of bombing its own people": the accused's."""
        tree = self.tree
        if not any(tree.lows[k] == "own" for k in tree.kids(tree.heads[i], "amod")):
            return []
        for up in tree.up(i):
            if tree.kids(up, "nsubj", "nsubjpass"):
                break
            over = tree.heads[tree.heads[up]]
            if tree.deps[up] == "pcomp" and tree.lows[tree.heads[up]] in ("of", "for", "from"):
                objects = [k for k in tree.kids(over, "dobj") if k < up]
                if found := [r for k in objects for r in self.with_list(k, depth + 2)]:
                    return found
        return []

    def _earlier(self, i: int, depth: int) -> list[Ref]:
        """ "Chad denied it; Mali imposed sanctions on it": the subject of the clause before."""
        tree = self.tree
        for up in tree.up(i):
            if not tree.is_verb(up):
                continue
            for clause in reversed(tree.kids(up, "ccomp", "conj", "advcl", "parataxis")):
                if clause < up and tree.is_verb(clause):
                    for k in tree.kids(clause, "nsubj", "nsubjpass"):
                        if refs := self.with_list(k, depth + 2):
                            return refs
        return []

    def spoken_of(self, i: int, may_be: Callable[[str], bool] = bool) -> Ref | None:
        """The actor named last before the phrase that is not the subject of its clause."""
        tree = self.tree
        subjects: set[str] = set()
        for up in tree.up(i):
            for k in tree.kids(up, "nsubj", "nsubjpass"):
                if k < i and i not in tree.below(k):
                    subjects |= {r.code for r in self.with_list(k, DEPTH - 1)}
            if subjects:
                break
        here = tree.offset + tree.starts[i]
        for mention in reversed(tree.mentions):
            known = mention.actor if mention.end <= here else None
            if known and known not in subjects and may_be(known):
                return Ref(known, (mention.start, mention.end), i, 2, "again")
        return None
