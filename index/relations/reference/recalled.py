"""Deeds that are spoken of again: whose "the attack" or "the accusation" is, and whom an attack hit that is
claimed or blamed on somebody sentences later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.entities import country_of_place
from index.model import QUADS, Mention
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.context import Context
from index.relations.reference.refs import Find, Ref, outside

_ALL = frozenset(QUADS)
_KINDS: dict[str, frozenset[str]] = {
    "again_blow": frozenset({"ASSAULT"}),
    "again_charge": frozenset({"ACCUSE"}),
    "again_curb": frozenset({"SANCTION", "COERCE"}),
    "again_asked": frozenset({"REQUEST"}),
    "again_threat": frozenset({"THREATEN"}),
    "again_show": frozenset({"MOBILIZE"}),
    "again_move": _ALL,
}
_DEFINITE = frozenset({"the", "this", "these", "that", "those", "both"})
_TOWARD = frozenset({"to", "against", "with", "at", "about", "over", "on", "for", "as"})
_WHICH = frozenset({"of", "by", "from", "to", "between", "with", "for"})
_OTHER = frozenset({"same", "other", "first", "last", "next", "previous", "earlier", "latter", "former"})


def whose_again(tree: Tree, context: Context, i: int, depth: int, with_list: Find) -> list[Ref]:
    """ "Chad condemned the attack", "rejects the accusation": whoever did it by the sentences before."""
    kind = next((name for name in _KINDS if tree.lemmas[i] in words(name)), None)
    if depth or kind is None or not _stands_well(tree, i) or not _plainly_known(tree, i):
        return []
    above = _doers_above(tree, i, depth + 2, with_list)
    before = {m.actor for m in tree.mentions if m.actor and m.end <= tree.offset + tree.starts[i]}
    if before - above:
        return []  # somebody of this sentence may have done it
    also = any(tree.lows[k] in ("also", "too") for k in tree.kids(tree.heads[i], "advmod"))
    named = None if also or kind == "again_blow" else context.spoken_of()  # else of whom both speak
    told = context.did(_KINDS[kind], above)
    code = named or told if kind == "again_move" else told or named
    return [outside(tree, i, code)] if code and code not in above else []


def _stands_well(tree: Tree, i: int) -> bool:
    """Whether the deed is what a verb is about: "in the aftermath of the attack" is a time."""
    if tree.deps[i] == "pobj":
        over = tree.heads[tree.heads[i]]
        return tree.lows[tree.heads[i]] in _TOWARD and (tree.is_verb(over) or tree.tags[over][:2] == "JJ")
    return tree.deps[i] in ("dobj", "nsubj", "nsubjpass")


def _plainly_known(tree: Tree, i: int) -> bool:
    """ "the attack", "both strikes": with nothing after it that says which."""
    if not any(tree.lows[k] in _DEFINITE for k in tree.kids(i, "det", "predet", "preconj")):
        return False
    if tree.kids(i, "relcl", "acl", "poss", "appos"):
        return False
    if any(tree.lows[k] in _OTHER for k in tree.kids(i, "amod")):
        return False
    return not any(tree.lows[p] in _WHICH for p in tree.kids(i, "prep"))


def _doers_above(tree: Tree, i: int, depth: int, with_list: Find) -> set[str]:
    """Those who do what is done to the deed: the subject of the verb above, or its agent."""
    for v in tree.up(i):
        if not tree.is_verb(v):
            continue
        by = [k for p in tree.kids(v, "agent") for k in tree.kids(p, "pobj")]
        doers = [k for k in [*tree.kids(v, "nsubj"), *by] if k != i and i not in tree.below(k)]
        found = {r.code for k in doers for r in with_list(k, depth)}
        if found:
            return found
    return set()


def hit_before(tree: Tree, context: Context, i: int, doers: list[Ref]) -> list[Ref]:
    """ "blamed Chad for the attack", "claims responsibility": whom it hit by the sentences before."""
    codes = context.hit()
    if codes & {r.code for r in doers}:
        return []
    return [outside(tree, i, code) for code in sorted(codes)]


@cache
def _blow() -> re.Pattern[str]:
    told = sorted(words("again_blow") | words("deadly_told"))
    return re.compile(r"\b(?:" + "|".join(told) + r")(?:s|ed|d|es)?\b")


def struck(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """The one country that a sentence names which tells an attack: those who were hit."""
    places = [m for m in mentions if m.kind in ("country", "place")]
    codes = {c for m in places if (c := m.actor or country_of_place(m.entity))}
    if len(codes) != 1 or not _blow().search(text.lower()):
        return frozenset()
    return frozenset(codes)


@cache
def _again() -> re.Pattern[str]:
    nouns = sorted(set().union(*(words(name) for name in _KINDS)))
    return re.compile(r"\b(?:the|this|these|those|that|both) (?:" + "|".join(nouns) + r")s?\b")


def recalls(low: str) -> bool:
    """Whether a text, in small letters, speaks of a deed told before."""
    return _again().search(low) is not None


def names_office(text: str) -> bool:
    """Whether a text names an office that a person holds: "the Chadian president"."""
    return not words("title").isdisjoint(re.findall(r"[a-z-]+", text.lower()))
