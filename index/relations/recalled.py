"""Deeds that are spoken of again: whose "the attack" or "the accusation" is, and whom an attack hit that is
claimed or blamed on somebody sentences later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.entities import country_of_place
from index.model import QUADS, Mention
from index.relations.context import Context
from index.relations.refs import Find, Ref, outside
from index.relations.tables import words
from index.relations.tree import Tree

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
_PLACES = ("dobj", "nsubj", "nsubjpass", "pobj")


def whose_again(tree: Tree, context: Context, i: int, with_list: Find) -> list[Ref]:
    """ "Chad condemned the attack", "rejects the accusation": whoever did it by the sentences before."""
    kind = next((name for name in _KINDS if tree.lemmas[i] in words(name)), None)
    if kind is None or tree.deps[i] not in _PLACES or not _plainly_known(tree, i):
        return []
    above = _doers_above(tree, i, with_list)
    before = {m.actor for m in tree.mentions if m.actor and m.end <= tree.offset + tree.starts[i]}
    if before - above:
        return []  # somebody of this sentence may have done it
    code = None
    if kind == "again_move":
        code = context.spoken_of()
    if code is None:
        code = context.did(_KINDS[kind], above)
    if code is None and kind not in ("again_blow", "again_move"):
        code = context.spoken_of()
    return [outside(tree, i, code)] if code and code not in above else []


def _plainly_known(tree: Tree, i: int) -> bool:
    """ "the attack", "both strikes": with nothing after it that says which."""
    if not any(tree.lows[k] in _DEFINITE for k in tree.kids(i, "det", "predet", "preconj")):
        return False
    if tree.kids(i, "relcl", "acl", "poss", "appos"):
        return False
    return not any(tree.lows[p] in ("of", "by", "from", "to", "between", "with") for p in tree.kids(i, "prep"))


def _doers_above(tree: Tree, i: int, with_list: Find) -> set[str]:
    """Those who do what is done to the deed: the subject of the verb above, or its agent."""
    for v in tree.up(i):
        if not tree.is_verb(v):
            continue
        by = [k for p in tree.kids(v, "agent") for k in tree.kids(p, "pobj")]
        found = {r.code for k in [*tree.kids(v, "nsubj"), *by] if k != i for r in with_list(k, 3)}
        if found:
            return found
    return set()


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
