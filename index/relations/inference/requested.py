"""What is hoped for by whoever asks, beside the asking: "asks Chad for help", "to extradite a general".

The deed is to be done to the one who asks, when nobody else is named.
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_DOUBT = 0.1
_KINDS = (
    ("begged", "AID"),
    ("asked_apology", "CONCEDE"),
    ("asked_handover", "COOPERATE"),
    ("talk", "CONSULT"),
)


def requested(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """What the other is to do for whoever asks."""
    if event.type != "REQUEST" or event.force == "negated":
        return []
    found = _help_hoped_for(tree, event) or _deed_hoped_for(tree, event)
    return found or _thing_hoped_for(tree, roles, event)


def _sends_help(tree: Tree, k: int) -> bool:
    """ "asked Mali to send doctors": to nobody else."""
    if tree.lemmas[k] not in words("sending") | words("donating"):
        return False
    things = words("aid") | words("troop") | words("arm") | words("sent_force")
    given = any(tree.lemmas[n] in things for n in tree.kids(k, "dobj"))
    elsewhere = [n for o in (k, *tree.kids(k, "dobj")) for n in tree.after(o, "to", "for", "into", "in")]
    return given and not any(tree.actor(m) for n in elsewhere for m in tree.below(n))


def _help_hoped_for(tree: Tree, event: Event) -> list[Event]:
    """ "Chad asks Mali for help": Mali is to help Chad."""
    v = event.words[0]
    begs = tree.lemmas[v] in words("begging") or tree.lemmas[v] in ("call", "urge", "invite", "propose")
    if not begs:
        return []
    owners = [v, *tree.kids(v, "dobj")]
    wanted = [
        k
        for owner in owners
        for p in tree.kids(owner, "prep")
        if tree.lows[p] == "for"
        for k in tree.kids(p, "pobj")
    ]
    wanted += [k for k in tree.kids(v, "dobj") if tree.lemmas[v] in ("seek", "request")]
    asked = tree.kids(v, "xcomp", "ccomp")
    asked += [n for k in asked if tree.lemmas[k] in ("continue", "keep") for n in tree.kids(k, "xcomp")]
    sent = any(_sends_help(tree, k) for k in asked)
    if not sent and not any(tree.lemmas[k] in words("begged") and k not in tree.at for k in wanted):
        return []
    rule = f"AID: {tree.lemmas[v]} Y for help"
    return [Event(event.target, event.source, "AID", event.words, rule, v, "hypothetical", 0.1)]


def _hoped(event: Event, kind: str, told: int, rule: str) -> list[Event]:
    words_ = (event.words[0], told) if told not in event.words else event.words
    return pairs(
        [event.target], [event.source], kind, kind == "CONSULT", words_, f"{kind}: {rule}", event.words[0],
        "hypothetical", event.penalty + _DOUBT,
    )  # fmt: skip


def _names_others(tree: Tree, k: int, event: Event) -> bool:
    """Whether somebody else stands below the word."""
    codes = {m.actor for t in tree.below(k) if (m := tree.actor(t))}
    return bool(codes - {event.source.code, event.target.code})


def _deed_hoped_for(tree: Tree, event: Event) -> list[Event]:
    """ "urges Mali to apologise", "asks Mali to extradite a general", "to free its sailors"."""
    v = event.words[0]
    for k in tree.kids(v, "xcomp", "ccomp", "advcl") if tree.is_verb(v) else ():
        if tree.tags[k] not in ("VB", "VBP") or k < v or tree.kid(k, "neg") is not None:
            continue
        if _names_others(tree, k, event):
            continue
        lemma, objects = tree.lemmas[k], tree.kids(k, "dobj")
        particles = {tree.lows[p] for p in tree.kids(k, "prt")}
        if lemma in words("apologising") and not tree.after(k, "to"):
            return _hoped(event, "CONCEDE", k, f"{tree.lemmas[v]} Y to {lemma}")
        over = lemma in ("hand", "turn") and "over" in particles
        people = any(tree.lemmas[o] in words("sought") for o in objects)
        handed = (lemma == "extradite" and objects) or (over and people)
        if handed and not tree.after(k, "to"):
            return _hoped(event, "COOPERATE", k, f"{tree.lemmas[v]} Y to {lemma}")
        own = any(tree.lows[p] in ("its", "their") for o in objects for p in tree.kids(o, "poss"))
        if lemma in words("freeing") and own and any(tree.lemmas[o] in words("held_abroad") for o in objects):
            return _hoped(event, "RETREAT", k, f"{tree.lemmas[v]} Y to {lemma} its")
    return []


def _thing_hoped_for(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "asks Mali for the extradition of", "demands an apology from Mali", "offers Mali talks"."""
    v = event.words[0]
    objects = tree.kids(v, "dobj")
    wanted = [k for o in (v, *objects) for k in tree.after(o, "for") if k > o]
    wanted += [k for k in objects if tree.lemmas[v] in words("wanting")]
    for k in wanted:
        if k in tree.at or tree.lemmas[k] not in {w for name, _ in _KINDS for w in words(name)}:
            continue
        with_whom = {r.code for r in roles.refs(tree.after(k, "to", "with", "between", "among"))}
        own = {r.code for r in roles.actors.own(k)}
        if (with_whom | own) - {event.source.code, event.target.code}:
            continue
        aims = [n for n in tree.kids(k, "acl") if _names_others(tree, n, event)]
        if aims or tree.after(k, "between", "among"):
            continue
        kind = next(kind for name, kind in _KINDS if tree.lemmas[k] in words(name))
        return _hoped(event, kind, k, f"{tree.lemmas[v]} Y for {tree.lemmas[k]}")
    return []
