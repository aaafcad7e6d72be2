"""Harms that are backed: "support for the boycott of Chad" is none for Chad."""

from __future__ import annotations

from collections.abc import Callable

from index.relations.language.lexicon import noun_senses
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})


def harm_backed(tree: Tree, own: Callable[[int], list[Ref]], noun: int) -> bool:
    """ "support for the invasion of Mali", with nobody named who does it: no support for Mali."""
    if not tree.is_noun(noun) or noun in tree.at or own(noun) or tree.after(noun, "by"):
        return False
    harms = [s for s in noun_senses().get(tree.lemmas[noun], []) if s.type in _HARM and not s.both]
    return any(tree.after(noun, *s.targets) for s in harms)
