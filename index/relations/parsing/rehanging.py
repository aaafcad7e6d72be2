"""To which verb above a second verb belongs that the parser joined to the wrong one."""

from __future__ import annotations

from index.relations.language.tables import words
from index.relations.parsing.participles import hang
from index.relations.parsing.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def tag(tree: Tree, v: int) -> str:
    """The verb's tag as it was written: headlines were put into the past for the parser."""
    written = tree.text[tree.starts[v] : tree.ends[v]].lower()
    headline = tree.tags[v] == "VBD" and written != tree.lows[v] and written.endswith("s")
    return "VBZ" if headline else tree.tags[v]


def hang_on_the_verb(tree: Tree, i: int) -> None:
    """ "Chad and Mali are continuing talks": what was hung on the auxiliary is the verb's own subject."""
    aux = tree.heads[i]
    if tree.deps[i] in ("nsubj", "nsubjpass") and tree.deps[aux] in ("aux", "auxpass"):
        hang(tree, i, tree.heads[aux])


def name_the_paper(tree: Tree, i: int) -> None:
    """ "accepts UN resolution 1701": no two objects, but a resolution of the UN."""
    paper = i + 1
    v = tree.heads[i]
    if i not in tree.at or tree.deps[i] not in ("dobj", "dative", "nsubj") or paper >= len(tree):
        return
    numbered = tree.lemmas[paper] in ("resolution", "directive", "draft") and tree.heads[paper] == v
    if numbered and tree.tags[paper] in ("NN", "NNP", "NNS") and tree.deps[paper] in ("dobj", "npadvmod"):
        hang(tree, i, paper)
        tree.deps[i], tree.deps[paper] = "compound", "dobj"


def join_persons(tree: Tree, i: int) -> None:
    """ "Ali, the president of Chad, and Musa, the prime minister of Mali": Musa is no second president."""
    title = tree.heads[i]
    first = tree.heads[title]
    if tree.deps[i] != "conj" or tree.deps[title] != "appos" or title in tree.at:
        return
    both = tree.at.get(first), tree.at.get(i)
    if all(m is not None and m.kind == "person" for m in both):
        hang(tree, i, first)
        tree.deps[i] = "conj"


def rehang(tree: Tree, i: int) -> None:
    """ "accused Chad of raiding a village and demands": "demands" is no second "raiding".

    A verb with a tense and no subject of its own goes with the nearest verb above that has the same tense.
    """
    head, tense = tree.heads[i], tag(tree, i)
    denying = tree.heads[head]
    if tree.deps[head] == "ccomp" and tree.lemmas[denying] == "deny" and tag(tree, denying) == tense:
        hang(tree, i, denying)  # "denies that it has a bomb and condemns": who denies says so
        return
    if (
        tree.deps[head] == "ccomp"
        and tag(tree, denying) == tense
        and (_only_people_do(tree, head, i) or _speaks_on(tree, head, i))
    ):
        hang(tree, i, denying)
        return
    if not tree.is_verb(head) or tag(tree, head) == tense or _has_tense(tree, head, tense):
        return
    for up in tree.up(head):
        if tree.is_verb(up) and up < i and tag(tree, up) == tense:
            hang(tree, i, up)
            return


def _only_people_do(tree: Tree, told: int, i: int) -> bool:
    """ "says that talks have failed and urges Chad to return": talks urge nobody."""
    subject = tree.kids(told, "nsubj", "nsubjpass")
    things = bool(subject) and not any(
        tree.actor(k) or tree.tags[k] == "PRP" or tree.lemmas[k] in words("agent")
        for s in subject
        for k in (s, *tree.below(s))
    )
    return things and tree.lemmas[i] in words("speaking_up")


def _speaks_on(tree: Tree, told: int, i: int) -> bool:
    """ "says that Chad has fired a rocket and condemns it": the speaker goes on."""
    holds = tree.tags[told] in ("VBN", "VBG") or tree.lemmas[told] in ("be", "have")
    return holds and tree.lemmas[i] in words("speaking_up")


def _has_tense(tree: Tree, v: int, tense: str) -> bool:
    """Whether the verb has a tense that goes with ``tense``: "has said and denies", "is and was"."""
    if (own := tag(tree, v)) in FINITE:
        return {own, tense} <= {"VBZ", "VBP"} or tree.deps[v] != "relcl"
    return any(tree.tags[k] in FINITE for k in tree.kids(v, "aux", "auxpass")) and tree.tags[v] in (
        "VBN",
        "VBG",
    )
