"""Chains of nouns: what hangs on a noun inside a noun's phrase, and yet tells of the outer one.

"the raid on a Malian village by Chad", "withdrawal from a treaty with Chad", "calls for Chad to leave".
"""

from __future__ import annotations

from functools import cache

from index.relations.arguments.prepositions import Preposition
from index.relations.language.lexicon import noun_senses
from index.relations.language.tables import plain_preposition, words
from index.relations.parsing.tree import Tree

_SENT = frozenset({"AID", "COOPERATE", "CONSULT", "RETREAT"})
_HELPING = frozenset({"help", "assist", "support", "protect", "defend", "aid", "rescue", "secure", "back"})


def chained(tree: Tree, i: int, found: list[Preposition]) -> list[Preposition]:
    """The noun's prepositions with those from inside its phrase. ``found`` are those that hang on it."""
    kinds = {s.type for s in noun_senses().get(tree.lemmas[i], ())}
    own = [p for p in found if p.owner == i and p.noun not in tree.at]
    beyond = [q for p in own for q in _beyond(tree, i, p, kinds)]
    beyond += [q for p in beyond if p.noun not in tree.at for q in _beyond(tree, i, p, kinds)]
    more = [q for p in own for q in _by_whom(tree, i, p)]
    asking = "REQUEST" in kinds
    more += [q for p in own for q in _asked_for(tree, i, p)] if asking else []
    more += [q for p in own for q in _stationed(tree, i, p)] if "RETREAT" in kinds else []
    found = beyond + found + more + _to_do(tree, i, asking)
    for way in (_off, _of_measure, _in_protest, *((_onward,) if kinds & _SENT else ())):
        found += way(tree, i)
    return found


def _by_whom(tree: Tree, i: int, p: Preposition) -> list[Preposition]:
    """ "the seizure of a Malian vessel by Chad": whose the vessel is has been said."""
    named = any(tree.actor(k) for k in tree.kids(p.noun, "poss", "amod", "compound", "nmod"))
    if not named or p.word in ("by", "with", "between"):
        return []
    return [Preposition("by", k, i) for k in tree.after(p.noun, "by") if k > i]


def _beyond(tree: Tree, i: int, p: Preposition, kinds: set[str]) -> list[Preposition]:
    """ "violation of a treaty with Mali", "closure of its embassy in Mali": what stands between leads on."""
    if p.word not in ("of", "from", "in", "on", "to", "near", "along", "at"):
        return []
    lemma = tree.lemmas[p.noun]
    named = [k for k in tree.kids(p.noun, "poss", "amod", "compound", "nmod") if tree.actor(k)]
    named += [c for k in named for c in tree.kids(k, "conj")]
    its = any(tree.tags[k] == "PRP$" for k in tree.kids(p.noun, "poss"))
    arming = "MOBILIZE" in kinds
    away = p.word in ("on", "near", "along", "at")
    tied = lemma in _bonds() and not (p.word == "of" and lemma in words("tie"))
    found: list[Preposition] = []
    for prep in tree.kids(p.noun, "prep"):
        word = plain_preposition(tree.lows[prep])
        leads = word in ("with", "between") and tied and (arming or not away)
        if "SANCTION" in kinds and not named:
            leads |= lemma in _seats() and (word in ("in", "to") or (word == "from" and its))
            leads |= lemma in _gifts() and word in ("to", "for", "from")
        shown = arming and len(named) < 2 and lemma in words("troop") | words("ship") | words("arm")
        if leads or shown:
            found += [Preposition(p.word if leads else word, noun, i) for noun in tree.kids(prep, "pobj")]
    return found


@cache
def _bonds() -> frozenset[str]:
    return words("deal") | words("tie") | words("border") | words("traffic")


@cache
def _seats() -> frozenset[str]:
    return words("embassy") | words("diplomat")


@cache
def _gifts() -> frozenset[str]:
    return words("aid") | words("traffic") | words("arm")


def _asked_for(tree: Tree, i: int, p: Preposition) -> list[Preposition]:
    """ "Chad's demand for an apology from Mali": who is asked, when who asks is named before."""
    if p.word != "for":
        return []
    if not any(tree.actor(k) for k in tree.kids(i, "poss", "amod", "compound")):
        return []
    return [Preposition("to", k, i) for k in tree.after(p.noun, "from")]


def _stationed(tree: Tree, i: int, p: Preposition) -> list[Preposition]:
    """ "the withdrawal of its soldiers (serving) in Mali": from where they are."""
    if p.word != "of" or tree.lemmas[p.noun] not in words("troop"):
        return []
    serving = [a for a in tree.kids(p.noun, "acl", "relcl") if tree.lemmas[a] in words("stationed")]
    return [Preposition("from", k, i) for o in (i, p.noun, *serving) for k in tree.after(o, "in")]


def _of_measure(tree: Tree, i: int) -> list[Preposition]:
    """ "an expansion of the offensive in Mali", "a series of raids on Mali", hung on what only measures."""
    first = tree.first_conjunct(i)
    measure = tree.heads[tree.heads[first]]
    if tree.deps[first] != "pobj" or tree.lows[tree.heads[first]] != "of":
        return []
    if tree.lemmas[measure] not in words("transparent"):
        return []
    found = [
        Preposition(plain_preposition(tree.lows[prep]), noun, i)
        for prep in tree.kids(measure, "prep")
        if tree.lows[prep] != "of"
        for noun in tree.kids(prep, "pobj")
        if noun > i
    ]
    v = tree.heads[measure]
    if tree.deps[measure] not in ("dobj", "nsubjpass") or not tree.is_verb(v):
        return found
    return found + [
        Preposition(plain_preposition(tree.lows[prep]), noun, v)
        for prep in tree.kids(v, "prep", "dative", "agent")
        for noun in tree.kids(prep, "pobj")
    ]


def _to_do(tree: Tree, i: int, asking: bool) -> list[Preposition]:
    """ "calls for Mali to withdraw", "the deployment of troops to help Mali"."""
    found: list[Preposition] = []
    for v in tree.kids(i, "acl", "advcl", "relcl", "ccomp", "xcomp"):
        marks = [tree.lows[m] for m in tree.kids(v, "mark")]
        if asking and "for" in marks and tree.tags[v] == "VB":
            found += [Preposition("to", k, i) for k in tree.kids(v, "nsubj")]
        if tree.lemmas[i] in words("sent_force") and tree.lemmas[v] in _HELPING:
            found += [Preposition("to", k, i) for k in tree.kids(v, "dobj")]
            found += [Preposition("by", k, i) for k in tree.after(v, "by")]
    return found


def _off(tree: Tree, i: int) -> list[Preposition]:
    """ "drills off Mali", read as a verb's particle with an object."""
    at = [k for k in tree.kids(i, "prt") if tree.lows[k] in ("off", "in", "on", "over", "around")]
    return [Preposition(tree.lows[p], k, i) for p in at for k in tree.kids(i, "dobj") if k > p]


def _in_protest(tree: Tree, i: int) -> list[Preposition]:
    """ "left the hall in protest at Mali's raid", with what it is at hung on the verb."""
    if tree.lows[i] != "protest" or tree.lows[i - 1] != "in" or i + 1 >= len(tree):
        return []
    at = tree.lows[i + 1]
    if at not in ("at", "over", "against", "about", "of") or tree.heads[i + 1] == i:
        return []
    return [Preposition("at", k, i) for k in tree.kids(i + 1, "pobj")]


def _onward(tree: Tree, i: int) -> list[Preposition]:
    """ "stopped a shipment from Mali to Chad", with where it goes hung on the verb."""
    starts = [k for k in tree.after(i, "from") if k + 2 < len(tree)]
    return [
        Preposition("to", noun, i)
        for k in starts
        if tree.lows[k + 1] == "to" and tree.heads[k + 1] == tree.heads[i]
        for noun in tree.kids(k + 1, "pobj")
    ]
