"""Who does the same, told without saying it again: "as did Mali", "and Mali followed suit", "a day after Mali
recalled its ambassador", "the third country to recognise Kosovo after Mali".
"""

from __future__ import annotations

from dataclasses import replace

from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_DOUBT = 0.1


def likewise(tree: Tree, roles: Roles, events: list[Event]) -> list[Event]:
    """The events of those who do what somebody else is told to have done."""
    if not events:
        return []
    found: list[Event] = []
    for w in (k for k, tag in enumerate(tree.tags) if tag[:2] == "VB"):
        base = _same_said(tree, w, events) or _same_verb(tree, w, events)
        if base and tree.kid(w, "neg") is None:
            found += [one for who in _doers(tree, roles, w) for e in base for one in _copied(e, who, w)]
    return found + _ranked_after(tree, roles, events)


def _doers(tree: Tree, roles: Roles, w: int) -> list[Ref]:
    own = tree.kids(w, "nsubj")
    return roles.refs(own) if own else roles.doer(w)


def _copied(event: Event, who: Ref, at: int) -> list[Event]:
    """The same, done by another; done back, where it had been done to this one."""
    asked = event.type == "REQUEST" and who.code == event.target.code  # "asked Chad to do the same"
    if who.code == event.source.code or asked:
        return []
    target = event.source if who.code == event.target.code else event.target
    rule = f"{event.type}: X does so too"
    penalty = event.penalty + _DOUBT
    return [replace(event, source=who, target=target, words=(at,), rule=rule, status_at=at, penalty=penalty)]


def _before(tree: Tree, w: int, events: list[Event]) -> list[Event]:
    """What the verb told that is nearest above the word, or before it."""
    for up in tree.up(w):
        if found := [e for e in events if up in (e.status_at, e.words[0])]:
            return found
    last = max((e.status_at for e in events if e.status_at < w), default=-1)
    return [e for e in events if e.status_at == last]


def _same_said(tree: Tree, w: int, events: list[Event]) -> list[Event]:
    """ "as did Mali", "Mali followed suit", "Mali made the same decision"."""
    objects = tree.kids(w, "dobj")
    if tree.lemmas[w] == "do" and not objects:
        marked = any(tree.lows[k] in ("as", "so") for k in tree.children[w] if k < w)
        return _before(tree, w, events) if marked and tree.deps[w] in ("advcl", "conj") else []
    if tree.lemmas[w] == "follow" and any(tree.lows[k] == "suit" for k in objects):
        return _before(tree, w, events)
    for k in objects if tree.lemmas[w] in words("doing_alike") else ():
        marks = [tree.lows[a] for a in tree.kids(k, "amod", "det")]
        alike = tree.lows[k] in ("same", "likewise") or (
            ("same" in marks or "similar" in marks) and tree.lemmas[k] in words("move_alike")
        )
        if alike and not any(tree.actor(n) for n in tree.below(k)):
            return _before(tree, w, events)
    return []


def _same_verb(tree: Tree, w: int, events: list[Event]) -> list[Event]:
    """ "Chad recalled its envoy to Mali, a day after Peru recalled its envoy": whom it had been sent to."""
    if not tree.kids(w, "nsubj") or any(w in (e.status_at, *e.words) for e in events):
        return []
    things = {tree.lemmas[k] for k in tree.kids(w, "dobj")}
    if not things or any(tree.actor(n) for k in tree.kids(w, "dobj", "prep") for n in tree.below(k)):
        return []
    return [
        e
        for e in events
        if e.status_at != w
        and tree.is_verb(e.status_at)
        and tree.lemmas[e.status_at] == tree.lemmas[w]
        and things & {tree.lemmas[k] for k in tree.kids(e.status_at, "dobj")}
    ]


def _ranked_after(tree: Tree, roles: Roles, events: list[Event]) -> list[Event]:
    """ "the third country to recognise Kosovo, after Mali and Peru": these had done it before."""
    found: list[Event] = []
    for e in events:
        v = e.status_at
        if not tree.is_verb(v) or not any(tree.tags[k] == "TO" for k in tree.kids(v, "aux")):
            continue
        be = tree.heads[v] if tree.is_verb(tree.heads[v]) else tree.heads[tree.heads[v]]
        said = tree.kids(be, "attr", "dobj")
        ranks = {tree.lows[k] for n in said for k in tree.kids(n, "amod")}
        if not ranks & words("ranked") or tree.lemmas[be] not in ("be", "become"):
            continue
        for k in [n for o in (v, be, *said) for n in tree.after(o, "after", "following")]:
            before = [r for r in roles.refs([k], loose=False) if r.token == k or tree.deps[r.token] == "conj"]
            for who in before:
                found += [
                    replace(one, words=(v, k), force="asserted")
                    for one in _copied(e, who, v)
                    if one.target.code == e.target.code
                ]
    return found
