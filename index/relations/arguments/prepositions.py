"""The prepositions near a verb or a noun, with the nouns they lead to, wherever the parse hung them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.relations.language.lexicon import verb_senses
from index.relations.language.tables import plain_preposition, words
from index.relations.parsing.tree import Tree


@dataclass(slots=True)
class Preposition:
    """A preposition near a verb or noun, with the noun it leads to and the word it hangs on."""

    word: str
    noun: int
    owner: int


def of_verb(tree: Tree, v: int, *, passive: bool) -> list[Preposition]:
    """Prepositions of the verb, of its object, and of what these lead to, nearest first."""
    owners = [v]
    objects = tree.kids(v, "dobj", "attr", "acomp", "oprd", "advmod", "prt", "dative")
    if passive:
        objects += tree.kids(v, "nsubjpass") or ([tree.heads[v]] if tree.deps[v] == "acl" else [])
    for k in objects:
        owners.append(k)
        owners.extend(tree.conjuncts(k))
    found = _given_for(tree, v)
    seen: set[int] = set()
    place = 0
    while place < len(owners) and len(owners) < 40:
        owner = owners[place]
        place += 1
        if owner in seen:
            continue
        seen.add(owner)
        if owner != v:
            found.extend(  # "foiled a plot organised by Chad"
                Preposition("by", noun, owner)
                for clause in tree.kids(owner, "acl")
                if tree.lemmas[clause] in words("organising")
                for by in tree.kids(clause, "agent")
                for noun in tree.kids(by, "pobj")
            )
            owners.extend(k for k in tree.kids(owner, "acl", "relcl") if tree.lemmas[k] in words("aimed"))
        for prep in tree.kids(owner, "prep", "dative", "agent", "prt"):
            said_by = tree.lows[prep] == "according"  # who says so is not whom it is done to
            said_by = said_by or (tree.is_noun(prep) and tree.deps[prep] == "dative")
            if prep == v or said_by or _dismays(tree, prep) or _apart(tree, prep):
                continue
            owners.append(prep)
            if tree.lows[prep] == "from":  # "blocked from entering Chad"
                found.extend(
                    Preposition("from", noun, owner)
                    for gerund in tree.kids(prep, "pcomp")
                    if tree.lemmas[gerund] in ("enter", "visit")
                    for noun in tree.kids(gerund, "dobj")
                )
                found.extend(  # "banned airlines from flying to Chad"
                    Preposition(plain_preposition(tree.lows[to]), noun, owner)
                    for gerund in tree.kids(prep, "pcomp")
                    if tree.lemmas[gerund] in words("moving")
                    for to in tree.kids(gerund, "prep")
                    for noun in tree.kids(to, "pobj")
                )
            for noun in _led_to(tree, prep):
                found.append(Preposition(plain_preposition(tree.lows[prep]), noun, owner))
                near = owner == v or tree.heads[owner] == v
                deeper = (
                    near
                    and tree.lemmas[noun] not in words("reaction")
                    and (
                        tree.lows[prep] in ("for", "to", "in", "into", "from", "behind", "amid")
                        or tree.lemmas[noun]
                        in ("alert", "trial", "court", "contact", "travel", "trip", "journey")
                        or tree.lemmas[noun] in _linked(tree.lemmas[v]).get(tree.lows[prep], ())
                        or (tree.lows[prep] == "on" and tree.lemmas[noun] in words("visit"))
                        or (
                            tree.lows[prep] == "against"
                            and tree.lemmas[noun] in words("deal") | words("visit")
                        )
                    )
                    and noun not in tree.at
                )
                border = tree.lemmas[noun] in words("border")  # "on alert along the border with Chad"
                if near and tree.lemmas[noun] in words(
                    "deal"
                ):  # "withdraw from the treaty, a pact with Chad"
                    owners.extend(tree.kids(noun, "appos"))
                if border or tree.lemmas[noun] in words("transparent") or tree.lows[prep] == "of" or deeper:
                    owners += [noun, *tree.conjuncts(noun)]
    return found


def _given_for(tree: Tree, v: int) -> list[Preposition]:
    """ "pledges a billion for Chad to rebuild": for Chad."""
    if tree.lemmas[v] not in words("funding_verb"):
        return []
    return [
        Preposition("for", noun, v)
        for owner in (v, *tree.kids(v, "dobj"))
        for clause in tree.kids(owner, "advcl", "xcomp", "ccomp", "acl", "relcl")
        if any(tree.lows[k] == "for" for k in tree.kids(clause, "mark"))
        for noun in tree.kids(clause, "nsubj")
    ]


def _led_to(tree: Tree, prep: int) -> list[int]:
    """What stands after it, or after the one joined to it: "flights to and from Chad"."""
    inner = tree.kids(prep, "pobj")
    return inner or [k for other in tree.kids(prep, "conj") for k in tree.kids(other, "pobj")]


@cache
def _linked(verb: str) -> dict[str, frozenset[str]]:
    """Nouns that patterns of the verb want after a preposition ("at odds with Y"): the other may hang
    on these.
    """
    found: dict[str, frozenset[str]] = {}
    for sense in verb_senses().get(verb, ()):
        for prepositions, nouns in sense.links:
            for word in prepositions:
                found[word] = found.get(word, frozenset()) | nouns
    return found


def _dismays(tree: Tree, prep: int) -> bool:
    """ "to the dismay of Chad": who is dismayed is not whom it is done to."""
    return tree.lows[prep] == "to" and any(tree.lemmas[k] in words("dismay") for k in tree.kids(prep, "pobj"))


def _apart(tree: Tree, prep: int) -> bool:
    """ "Chad and Mali met, with a Ghanaian envoy wading in": what stands so tells of somebody else."""
    if tree.lows[prep] != "with" or tree.lows[prep - 1] != ",":
        return False
    return any(tree.tags[a] == "VBG" for k in tree.kids(prep, "pobj") for a in tree.kids(k, "acl"))


def of_noun(tree: Tree, i: int) -> list[Preposition]:
    """Prepositions of the noun; those of the verb above too when the noun is its object."""
    found = [
        Preposition(plain_preposition(tree.lows[prep]), noun, i)
        for prep in tree.kids(i, "prep", "agent", "dative")
        for noun in _led_to(tree, prep)
    ]
    found.extend(  # "a truce starting on Thursday with Chad"
        Preposition(plain_preposition(tree.lows[prep]), noun, i)
        for told in tree.kids(i, "acl")
        if tree.tags[told] == "VBG" and tree.lemmas[told] in ("start", "begin", "end", "take", "last")
        for prep in tree.kids(told, "prep")
        for noun in tree.kids(prep, "pobj")
    )
    found.extend(  # "aid worth a million to Chad"
        Preposition(plain_preposition(tree.lows[prep]), noun, i)
        for worth in tree.kids(i, "amod")
        if worth > i
        for prep in tree.kids(worth, "prep")
        for noun in tree.kids(prep, "pobj")
    )
    for told in tree.kids(i, "acl"):  # "a call made by Chad to Mali", "sanctions imposed on Mali by Chad"
        if tree.tags[told] == "VBN":
            mediated = tree.lemmas[told] in words("mediated")
            found.extend(
                Preposition(plain_preposition(tree.lows[prep]), noun, i)
                for prep in tree.kids(told, "prep", "agent", "dative")
                if tree.lows[prep] == "between" or not mediated
                if tree.lemmas[told] not in words("complaining")
                for noun in tree.kids(prep, "pobj")
            )
    found.extend(  # "a deal that Chad brokered between Mali and Niger"
        Preposition("between", noun, i)
        for told in tree.kids(i, "relcl")
        if tree.lemmas[told] in words("mediated") and tree.kids(told, "nsubj")
        for noun in tree.after(told, "between")
    )
    found.extend(  # "clashes in the region between Chad and Mali", "an exchange of gunfire between"
        Preposition("between", noun, i)
        for p in list(found)
        if p.word in ("in", "over", "on", "along", "near", "of") and p.noun not in tree.at
        for noun in tree.after(p.noun, "between")
    )
    for p in list(found):
        asked = p.word == "for" and tree.lemmas[i] in words("demand")  # "a request for a loan from Chad"
        befell = p.word in ("of", "into") and tree.lemmas[i] in words("attack")  # "of its airspace by Chad"
        sent = p.word == "of" and tree.lemmas[i] in ("expulsion", "deportation")  # "of the envoy from Chad"
        found.extend(
            Preposition(tree.lows[prep], noun, i)
            for prep in (tree.kids(p.noun, "prep") if asked or befell or sent else ())
            if tree.lows[prep] in (("by",) if befell else ("from", "by"))
            for noun in tree.kids(prep, "pobj")
        )
    for p in list(found):  # "normalization of ties with", "start of talks between"
        if p.word in ("of", "on") and (
            tree.lemmas[p.noun] in words("tie") | words("transparent") | words("drill") | words("talk")
            or (p.word == "on" and tree.lemmas[i] in words("deal") | words("talk"))
            or (tree.lemmas[i] == "use" and tree.lemmas[p.noun] in words("arm"))
            or (tree.lemmas[i] in words("lifting") and tree.lemmas[p.noun] in words("sanction"))
            or (
                tree.lemmas[i] in words("break_off")
                and tree.lemmas[p.noun] in words("aid") | words("arm") | words("traffic")
            )
        ):
            found.extend(
                Preposition(plain_preposition(tree.lows[prep]), noun, i)
                for prep in tree.kids(p.noun, "prep")
                for noun in _led_to(tree, prep)
            )
    first = tree.first_conjunct(i)
    if first != i or tree.kids(i, "conj"):
        for other in (first, *tree.conjuncts(first)):
            apart = tree.kids(other, "det") and not tree.kids(i, "det")  # "on trade, the border with"
            if other > i and not apart:  # "arms and aid for Ukraine"
                found.extend(
                    Preposition(plain_preposition(tree.lows[prep]), noun, i)
                    for prep in tree.kids(other, "prep")
                    for noun in tree.kids(prep, "pobj")
                )
    head = tree.heads[first]
    if tree.deps[first] in ("dobj", "nsubjpass", "nsubj", "attr") and tree.is_verb(head):
        found.extend(
            Preposition(plain_preposition(tree.lows[prep]), noun, head)
            for prep in tree.kids(head, "prep", "dative", "agent")
            for noun in tree.kids(prep, "pobj")
        )
    if tree.deps[first] == "nsubj" and tree.lemmas[head] in ("take", "break", "erupt", "occur", "happen"):
        found.extend(  # "protests took place outside"
            Preposition(plain_preposition(tree.lows[prep]), noun, i)
            for prep in tree.kids(head, "prep")
            for noun in tree.kids(prep, "pobj")
        )
    found.extend(  # "comes into force between Chad and Mali"
        Preposition("between", noun, i)
        for v in (head, *tree.kids(i, "acl"))
        if tree.is_verb(v)
        for into in tree.kids(v, "prep")
        for place in tree.kids(into, "pobj")
        if tree.lemmas[place] in ("force", "effect", "place")
        for prep in tree.kids(place, "prep")
        if tree.lows[prep] == "between"
        for noun in tree.kids(prep, "pobj")
    )
    return found
