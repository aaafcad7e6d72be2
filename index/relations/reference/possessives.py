"""Whose "its" is when it is not the subject's: "condemned Chad for its raid", "gave Chad its due"."""

from __future__ import annotations

from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Find, Ref

_GROUNDS = frozenset({"for", "over", "about", "of", "after", "following"})
_JUDGING = frozenset({"ACCUSE", "SANCTION", "THREATEN", "COERCE", "SUPPORT", "REQUEST", "ASSAULT", "AID"})


class Possessives:
    """Answers, for one tree, whose a thing is by what is done to whom. ``with_list`` as for ``Pronouns``."""

    def __init__(self, tree: Tree, with_list: Find) -> None:
        self.tree = tree
        self.with_list = with_list

    def _quoted(self, i: int, depth: int) -> list[Ref]:
        """ "According to the Malian army, its strike killed two": whoever is quoted."""
        tree = self.tree
        if tree.lows[:2] != ["according", "to"]:
            return []
        return [
            r for p in range(2) for k in tree.kids(p, "pobj") if k < i for r in self.with_list(k, depth + 2)
        ]

    def _judged(self, i: int, depth: int) -> list[Ref]:
        """ "condemned Chad for its raid", "thanked Chad over its help": "its" is the object's."""
        tree = self.tree
        noun = tree.heads[i]
        if judged := self._judged_after(noun, depth):
            return judged
        prep = tree.heads[tree.first_conjunct(noun)]
        answer = tree.heads[prep]
        if tree.lows[prep] in ("to", "for") and tree.lemmas[answer] in words("answer_to"):
            prep = tree.heads[answer]  # "suspends ties with Chad in response to its raid"
        elif tree.lows[prep] not in _GROUNDS:
            return []
        if tree.deps[prep] != "prep":
            return []
        v = tree.heads[prep]
        if tree.deps[v] == "pobj" and tree.lows[tree.heads[v]] == "with":  # "supplies Chad with arms for its"
            v = tree.heads[tree.heads[v]]
        if tree.deps[v] == "dobj":  # "extends sanctions on Chad over its raid"
            v = tree.heads[v]
        if not tree.is_verb(v):
            return []
        if not any(s.type in _JUDGING for s in verb_senses().get(tree.lemmas[v], [])):
            return []
        objects = tree.kids(v, "dobj")
        found = [r for k in objects if k < i for r in self.with_list(k, depth + 2)]
        if found:
            return found
        preps = [p for owner in (v, *objects) for p in tree.kids(owner, "prep")]
        toward = ("on", "against", "with", "to") if objects else ("on", "against")
        aimed = [k for p in preps if tree.lows[p] in toward for k in tree.kids(p, "pobj")]
        return [r for k in aimed if k < i for r in self.with_list(k, depth + 2)]

    def _judged_after(self, noun: int, depth: int) -> list[Ref]:
        """ "condemned Chad after its forces killed two": its forces are the object's."""
        tree = self.tree
        told = tree.heads[noun]
        v = tree.heads[told]
        after = tree.deps[told] == "advcl" and any(tree.lows[m] == "after" for m in tree.kids(told, "mark"))
        if not after or tree.deps[noun] not in ("nsubj", "nsubjpass") or not tree.is_verb(v):
            return []
        senses = verb_senses().get(tree.lemmas[v]) or []
        if not senses or senses[0].type not in ("ACCUSE", "SANCTION") or tree.deps[noun] == "nsubjpass":
            return []
        return [r for k in tree.kids(v, "dobj") for r in self.with_list(k, depth + 2)]

    def _of_the_judged(self, i: int) -> bool:
        """ "imposed sanctions on firms for their ties with Chad": theirs, whoever they are."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(tree.heads[i])]
        v = next((up for up in tree.up(prep) if tree.is_verb(up)), i)
        if tree.lows[prep] not in _GROUNDS or tree.deps[prep] != "prep":
            return False
        if not any(s.type in _JUDGING for s in verb_senses().get(tree.lemmas[v], [])):
            return False
        objects = tree.kids(v, "dobj")
        on = [k for o in (v, *objects) for k in tree.after(o, "on", "against")]
        aimed = [k for k in (on or objects) if k < i]
        return bool(aimed) and all(tree.tags[k] == "NNS" for k in aimed)

    def _backed(self, i: int, depth: int) -> list[Ref]:
        """ "will end its support for Chad in its war on Mali": who is helped in what is theirs."""
        tree = self.tree
        prep = tree.heads[tree.first_conjunct(tree.heads[i])]
        helped = prep - 1
        if tree.lows[prep] not in ("in", "during", "against") or not tree.actor(helped):
            return []
        over = tree.heads[helped]
        given = tree.deps[helped] == "dobj" and any(
            s.type in ("AID", "SUPPORT") for s in verb_senses().get(tree.lemmas[over], [])
        )
        help_ = tree.lemmas[tree.heads[over]] in words("aid") | words("praise")
        if given or (tree.deps[helped] == "pobj" and tree.lows[over] in ("for", "to") and help_):
            return self.with_list(helped, depth + 2)
        return []

    def _warned(self, v: int, i: int, depth: int) -> list[Ref]:
        """ "warns Chad of using force during its operations": they are Chad's."""
        tree = self.tree
        prep = tree.heads[tree.heads[i]]
        if tree.lows[prep] not in ("during", "in") or tree.lows[tree.heads[v]] not in (
            "of",
            "for",
            "against",
        ):
            return []
        over = tree.heads[tree.heads[v]]
        return [r for k in tree.kids(over, "dobj") if k < i for r in self.with_list(k, depth + 2)]

    def _given(self, i: int, depth: int) -> list[Ref]:
        """ "Somebody offers Chad news of attacks on its people": who receives it, when the subject is
        nobody's.
        """
        tree = self.tree
        for up in tree.up(i):
            if tree.is_verb(up):
                objects = [k for k in tree.kids(up, "dative", "dobj") if k < i and tree.actor(k)]
                if objects:
                    return self.with_list(objects[0], depth + 2)
        return []

    def _struck_first(self, clause: int) -> bool:
        """Whether several, or a person, are said to have struck: "after they opened fire"."""
        tree = self.tree
        who = [tree.lows[k] for k in tree.kids(clause, "nsubj")]
        does = [clause, *tree.kids(clause, "xcomp")]
        fire = any(tree.lemmas[k] in ("fire", "attack") for k in tree.kids(clause, "dobj"))
        deadly = any(
            s.type == "ASSAULT" and not s.object for v in does for s in verb_senses().get(tree.lemmas[v], [])
        )
        return who in (["they"], ["he"], ["she"]) and (fire or deadly) and not tree.kids(clause, "auxpass")
