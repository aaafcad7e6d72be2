"""Which nouns may tell an event: not every operation is a blow, and not every "war" more than a name."""

from __future__ import annotations

from index.relations.language.lexicon import noun_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree, of_sport


def may_tell(tree: Tree, i: int) -> bool:
    """Nouns, and gerunds in a noun's place: "fighting breaks out between"."""
    if tree.tags[i] == "VBG":
        return (
            tree.deps[i] in ("nsubj", "nsubjpass", "csubj", "csubjpass", "dobj", "pobj")
            and tree.lows[i] in noun_senses()
            and not tree.kids(i, "dobj")
        )
    if tree.tags[i][:2] != "NN" or i in tree.at or _only_a_name(tree, i):
        return False
    logging = tree.lemmas[i] in ("operation", "campaign") and any(
        tree.lemmas[k] in words("civil") for k in tree.kids(i, "compound", "amod")
    )
    over = tree.heads[i]
    firms = (
        tree.lemmas[i] == "operation" and tree.deps[i] == "dobj" and tree.lemmas[over] in words("winding_up")
    )
    cricket = tree.lemmas[i] == "tour" and of_sport(tree)
    voted = tree.lemmas[i] == "membership" and (
        any(tree.lemmas[up] == "referendum" for up in tree.up(i))
        or any(tree.tags[k] == "PRP$" for k in tree.kids(i, "poss"))
    )
    penalty = tree.lemmas[i] == "imprisonment" and tree.lemmas[tree.heads[over]] in words("sentencing")
    there = tree.lemmas[i] == "settlement" and tree.lows[tree.heads[i]] in words("beside")
    return not (logging or firms or cricket or voted or penalty or there)


def _only_a_name(tree: Tree, i: int) -> bool:
    """ "China–India relations" as a heading, "the Chad–Mali war": it names, and tells nothing."""
    named = tree.lemmas[i] in words("named_bond")
    if not named and tree.lemmas[i] not in words("named_war"):
        return False
    if not any(k in tree.also for k in tree.kids(i, "compound", "amod", "nmod", "poss")):
        return False
    return not named or not any(tree.is_verb(k) for k in range(len(tree)))
