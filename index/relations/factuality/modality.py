"""What stands at the word of an event itself ("not", "will", "reportedly", "planned"), and the judgement
that it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model import Status
from index.relations.language.lexicon import Operator, operators
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree

_RANK: dict[Status, int] = {"asserted": 0, "reported": 1, "hypothetical": 2, "negated": 3}


@dataclass(slots=True)
class Judgement:
    """The status so far, what settled it, and the operators passed on the way with their tokens."""

    status: Status = "asserted"
    because: list[str] = field(default_factory=list)
    passed: list[tuple[int, Operator]] = field(default_factory=list)

    def note(self, status: Status, reason: str) -> None:
        """Take a status when it is stronger than the one held; two negations do not make an assertion."""
        if status != "asserted":
            self.because.append(f"{status}: {reason}")
        if _RANK[status] > _RANK[self.status]:
            self.status = status


def note_local(tree: Tree, i: int, judgement: Judgement) -> None:
    """What stands at the word itself: "not", "will", "reportedly", "planned"."""
    for k in (*tree.children[i], *_of_its_part(tree, i)):
        low, dep = tree.lows[k], tree.deps[k]
        if dep == "neg" and tree.lows[k - 1 : k] == ["or"]:
            judgement.note("hypothetical", "or not")
        elif dep == "neg" and _asked_not_to(tree, i):
            judgement.note("hypothetical", f"asked {low} to")
        elif (
            dep == "neg"
            or (dep in ("advmod", "preconj", "cc") and low in ("never", "neither", "no", "hardly"))
            or (dep == "det" and low in ("no", "neither"))
        ):
            judgement.note("negated", tree.words[k])
        elif low == "longer" and tree.lows[k - 1 : k] == ["no"]:
            judgement.note("negated", "no longer")
        elif dep == "aux" and low in cues()["modal"]:
            _modal(tree, i, k, judgement)
        elif low == "once" and tree.words[i].endswith("s") and "will" in tree.lows[:k]:
            judgement.note("hypothetical", low)
        elif dep in ("advmod", "amod") and (doubt := _doubt(tree, i, low)):
            judgement.note(doubt, tree.words[k])
        elif dep == "amod" or (dep == "compound" and low in cues()["future_noun_strong"]):
            _adjective(tree, i, k, judgement)
        elif dep == "mark" and low in cues()["conditional"]:
            judgement.note("hypothetical", tree.words[k])
        elif dep in ("nsubj", "nsubjpass", "dobj") and any(
            tree.lows[d] in ("no", "neither") for d in tree.kids(k, "det", "preconj")
        ):
            judgement.note("negated", f"no {tree.words[k]}")
        elif dep in ("nsubj", "nsubjpass") and low in ("nobody", "none", "neither"):
            judgement.note("negated", tree.words[k])


def _of_its_part(tree: Tree, i: int) -> list[int]:
    """ "its alleged role in the raid": what stands at the part had in a deed says whether there was one."""
    part = tree.heads[tree.heads[i]]
    named = tree.deps[i] == "pobj" and tree.lows[tree.heads[i]] == "in"
    return tree.kids(part, "amod", "det") if named and tree.lemmas[part] in words("part_in") else []


def takes_part(tree: Tree, v: int) -> bool:
    """Whether the verb says that somebody has a part: "took part in the raid", "is involved in it"."""
    part = any(tree.lemmas[k] in words("part_in") for k in tree.kids(v, "dobj"))
    shared = tree.lemmas[v] in words("taking_part") and (part or tree.lemmas[v] in words("involving"))
    return shared or tree.lemmas[v] in ("participate", "partake")


def _doubt(tree: Tree, i: int, low: str) -> Status | None:
    """ "reportedly struck", "nearly struck": what an adverb or adjective makes of the word ``i``."""
    if low in cues()["hedge"]:
        return "reported"
    return "hypothetical" if low in cues()["future_adverb"] and tree.is_verb(i) else None


def _modal(tree: Tree, i: int, k: int, judgement: Judgement) -> None:
    if tree.lows[k] == "would" and any(tree.lows[a] == "have" for a in tree.kids(i, "aux")):
        judgement.note("hypothetical", "would have")
    else:
        judgement.note("hypothetical", tree.words[k])


def _adjective(tree: Tree, i: int, k: int, judgement: Judgement) -> None:
    low = tree.lows[k]
    if any(tree.lows[a] == "long" for a in tree.kids(k, "advmod")):
        return  # "its long-threatened invasion" has come
    if low in cues()["hedge_noun"]:
        judgement.note("reported", low)
    elif low in cues()["future_noun_strong"] or low in cues()["failed_noun"]:
        judgement.note("hypothetical", low)


def _asked_not_to(tree: Tree, v: int) -> bool:
    """ "warned Chad not to attack": whether it will is open."""
    operator = operators().get(tree.lemmas[tree.heads[v]])
    return operator is not None and operator.effect in ("ask", "want") and is_infinitive(tree, v)


def asked_for(tree: Tree, v: int) -> bool:
    """Whether the verb is an infinitive under a verb of asking: "urged Chad to stop"."""
    operator = operators().get(tree.lemmas[tree.heads[v]])
    return operator is not None and operator.effect in ("ask", "want") and is_infinitive(tree, v)


def put_off(tree: Tree, v: int) -> bool:
    """Whether the verb says that it does not take place, or not yet: "cancel", "call off"."""
    if tree.lemmas[v] in words("putting_off"):
        return True
    off = any(tree.lows[k] == "off" for k in tree.kids(v, "prt", "prep"))
    return off and tree.lemmas[v] in ("call", "put")


def indefinite(tree: Tree, noun: int) -> bool:
    """ "an attack", against "the attack" or "its attack": one that is not taken for granted."""
    determiners = {tree.lows[k] for k in tree.kids(noun, "det")}
    return bool(determiners & {"a", "an", "any", "another"})


def is_infinitive(tree: Tree, v: int) -> bool:
    return any(tree.tags[k] == "TO" for k in tree.kids(v, "aux"))


def first_to(tree: Tree, be: int) -> bool:
    """ "is the first Chadian premier to visit Mali": who is the first to do it does it."""
    said = tree.kids(be, "attr", "prep")  # "one of the first", "among the first"
    said += [k for one in said for k in (*tree.kids(one, "pobj"), *tree.after(one, "of"))]
    ranks = {tree.lows[k] for one in said for k in tree.kids(one, "amod")}
    return bool(ranks & words("ranked")) or any(low[:1].isdigit() for low in ranks)


def judged_by_be(tree: Tree, below: int, be: int, judgement: Judgement) -> None:
    """What "it is ..." makes of the clause after it: "not true that", "a pleasure to", "essential that"."""
    infinitive = is_infinitive(tree, below)
    said = [tree.lemmas[k] for k in tree.kids(be, "acomp", "attr")]
    modal = any(tree.tags[k] == "MD" for k in tree.kids(be, "aux"))
    if infinitive and not modal and not words("pleased").isdisjoint(said):
        return  # "it is a pleasure to welcome"
    if not infinitive and untrue(tree, be):
        judgement.note("negated", "not true")
    if not infinitive and below > be and not words("needful").isdisjoint(said):
        judgement.note("hypothetical", "it is needed that")
    if tree.deps[below] == "csubj":
        judgement.note("hypothetical", "to do so is")
    if infinitive and tree.deps[below] == "xcomp" and not first_to(tree, be):
        judgement.note("hypothetical", f"{tree.words[be]} to")


def untrue(tree: Tree, v: int) -> bool:
    """ "it is not true that", "it is false that"."""
    said = [tree.lemmas[k] for k in tree.kids(v, "acomp")]
    if any(tree.lows[k : k + 4] == ["out", "of", "the", "question"] for k in tree.children[v]):
        return True
    return any(w in cues()["untrue"] for w in said) or ("true" in said and tree.kid(v, "neg") is not None)
