"""What a deal is about: "signed a deal with Chad to buy gas" tells of trade as well, "signed a contract to
buy gas from Chad" of a deal with Chad as well.
"""

from __future__ import annotations

from dataclasses import replace

from index.entities import is_state
from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_ABOUT = ("for", "on", "over", "of", "about", "regarding", "concerning")
_BELOW = ("acl", "advcl", "xcomp", "relcl")
_DOUBT = 0.1


def agreed(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """What the two who agree are to do for one another; with whom one agrees who signs to do it."""
    if event.type != "AGREE":
        return _signed_to(tree, roles, event)
    v, deal = _deal(tree, event)
    if deal is None:
        return []
    makers = {r.code for r in roles.doer(v)} if v is not None else set()
    alone = event.source.code in makers and event.target.code not in makers
    owners = [deal] if v is None else [deal, v]
    kind, told = _by_clause(tree, event, owners, alone)
    if not kind:
        kind, told = _by_noun(tree, roles, event, owners, alone)
    if not kind:
        return []
    rule = f"{kind}: a {tree.lemmas[deal]} about {tree.lemmas[told]}"
    return [
        replace(event, type=kind, words=(told,), rule=rule, status_at=event.status_at, force="hypothetical",
                penalty=event.penalty + _DOUBT)
    ]  # fmt: skip


def _deal(tree: Tree, event: Event) -> tuple[int | None, int | None]:
    """The verb that makes the deal, if any, and the noun of the deal."""
    v = next((k for k in event.words if tree.is_verb(k)), None)
    nouns = [k for k in event.words if tree.lemmas[k] in words("deal") and tree.is_noun(k)]
    if v is not None and not nouns:
        objects = tree.kids(v, "dobj", "nsubjpass") + tree.after(v, "to", "on", "upon", "over")
        nouns = [k for k in objects if tree.lemmas[k] in words("deal")]
    if nouns and v is None:
        over = tree.heads[nouns[0]]
        v = over if tree.deps[nouns[0]] == "dobj" else None
    if v is not None and (tree.lemmas[v] not in words("signing") or tree.kid(v, "neg") is not None):
        return v, None
    return v, nouns[0] if nouns else None


def _names_others(tree: Tree, k: int, event: Event) -> bool:
    """Whether somebody else stands below the word."""
    codes = {m.actor for t in tree.below(k) if (m := tree.actor(t))}
    return bool(codes - {event.source.code, event.target.code})


def _by_clause(tree: Tree, event: Event, owners: list[int], alone: bool) -> tuple[str, int]:
    """ "a deal with Chad to buy gas": what the infinitive says, and of which type it is."""
    for k in [k for owner in owners for k in tree.kids(owner, *_BELOW)]:
        infinitive = any(tree.tags[a] == "TO" for a in tree.children[k])
        if (
            k < owners[0]
            or not infinitive
            or tree.kid(k, "nsubj") is not None
            or _names_others(tree, k, event)
        ):
            continue
        lemma = tree.lemmas[k]
        given = {tree.lemmas[n] for n in tree.kids(k, "dobj")}
        if lemma in words("making_together") and given - words("thought_out"):
            return "COOPERATE", k
        if alone and lemma in words("trading"):
            return "COOPERATE", k
        sent = words("aid") | words("troop") | {"officer", "police"}
        helps = lemma in words("sending") | words("granting_help") and not given.isdisjoint(sent)
        if alone and helps:
            return "AID", k
    return "", -1


def _by_noun(tree: Tree, roles: Roles, event: Event, owners: list[int], alone: bool) -> tuple[str, int]:
    """ "a deal on the sale of jets to Chad", "a loan agreement": who gives, and what that is."""
    about = tree.after(owners[0], *_ABOUT)
    about += [n for v in owners[1:] for n in tree.after(v, "for", "on", "over")]
    for n in [*about, *tree.kids(owners[0], "compound")]:
        lemma = tree.lemmas[n]
        kind = "COOPERATE" if lemma in words("trade_noun") else "AID" if lemma in words("lent_money") else ""
        if not kind or n in tree.at or _names_others(tree, n, event):
            continue
        receivers = {r.code for r in roles.refs(tree.after(n, "to", "for"))}
        if receivers:
            if event.target.code in receivers and event.source.code not in receivers:
                return kind, n
        elif _lends(tree, event) if kind == "AID" else alone and n in about:
            return kind, n
    return "", -1


def _lends(tree: Tree, event: Event) -> bool:
    """Whether the one is a body and the other a state: bodies lend."""
    by = tree.at.get(event.source.token)
    return by is not None and by.kind == "organisation" and is_state(event.target.code)


def _signed_to(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "signed a contract to buy gas from Chad": a contract with Chad."""
    k = event.status_at
    if QUADS[event.type] != 2 or not tree.is_verb(k) or tree.deps[k] not in _BELOW:
        return []
    over = tree.heads[k]
    deals = [over] if tree.lemmas[over] in words("deal") else tree.kids(over, "dobj")
    deals = [n for n in deals if n < k and tree.lemmas[n] in words("deal")]
    if not deals or tree.deps[deals[0]] != "dobj" or not any(tree.tags[a] == "TO" for a in tree.children[k]):
        return []
    v = tree.heads[deals[0]]
    makers = {r.code for r in roles.doer(v)}
    if tree.lemmas[v] not in words("signing") or event.target.code in makers:
        return []
    if event.source.code not in makers:
        return []
    if tree.after(deals[0], "with", "between") or tree.after(v, "with", "between"):
        return []
    rule = f"AGREE: {tree.lemmas[v]} a {tree.lemmas[deals[0]]} to {tree.lemmas[k]}"
    doubt = event.penalty + _DOUBT
    there = replace(event, type="AGREE", words=(v, deals[0]), rule=rule, status_at=v, force="", penalty=doubt)
    return [there, replace(there, source=event.target, target=event.source)]
