"""Whom a worry accuses by what he is said to do ("concerned that Chad arms rebels", "alarmed by reports that
Mali jailed"), and who is on a visit by where he is ("a Malian delegation is in Chad to mediate").
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref


def worries(tree: Tree, roles: Roles) -> list[Event]:
    """Accusations by those who are worried about what a clause tells."""
    found: list[Event] = []
    for told, dep in enumerate(tree.deps):
        if dep not in ("acl", "ccomp", "advcl", "xcomp", "relcl") or not tree.is_verb(told):
            continue
        if roles.passive(told) or tree.lemmas[told] in words("suffering_verb"):
            continue
        that = {tree.lows[m] for m in tree.kids(told, "mark")}
        if not tree.kids(told, "nsubj") or (that and "that" not in that):
            continue
        feeling = _feeling(tree, tree.heads[told])
        if feeling is None:
            continue
        rule = f"ACCUSE: X is {tree.lows[feeling]} that Y ..."
        whom = roles.refs(roles.agent(told), loose=False)
        found += pairs(
            _worried(tree, roles, feeling), whom, "ACCUSE", False, (feeling,), rule, feeling, penalty=0.1
        )
    return found


def _feeling(tree: Tree, over: int) -> int | None:
    """The word for the worry, through "reports that"."""
    if tree.lemmas[over] in words("rumour") and tree.deps[over] == "pobj":
        prep = tree.heads[over]
        over = tree.heads[prep] if tree.lows[prep] in ("about", "by", "over", "at") else over
        noun = tree.lemmas[over] in cues()["worry"] and tree.deps[over] == "dobj"
        if noun and tree.lemmas[tree.heads[over]] in words("voicing"):
            return over
    return over if tree.lows[over] in words("worried") else None


def _worried(tree: Tree, roles: Roles, feeling: int) -> list[Ref]:
    if tree.deps[feeling] == "dobj":
        return roles.doer(tree.heads[feeling])
    over = tree.heads[feeling]
    if tree.deps[feeling] == "acomp" and tree.is_verb(over):
        return roles.doer(over)
    return roles.refs(roles.patient(feeling)) if roles.passive(feeling) else []


def sojourns(tree: Tree, roles: Roles) -> list[Event]:
    """Visits of those who are said to be in a country for something."""
    found: list[Event] = []
    for be, lemma in enumerate(tree.lemmas):
        if lemma != "be" or not tree.is_verb(be) or tree.kids(be, "neg", "attr", "acomp"):
            continue
        stays = [k for p in tree.kids(be, "prep") if tree.lows[p] == "in" for k in tree.kids(p, "pobj")]
        stays = [k for k in stays if tree.actor(k) is not None]
        aims = [k for k in tree.kids(be, "advcl", "xcomp") if tree.tags[k] in ("VB", "VBG") and k > be]
        if not stays or not aims or any(tree.lemmas[k] in words("private_stay") for k in aims):
            continue
        subject = roles.subject(be)
        if tree.deps[be] == "relcl":
            subject = [tree.heads[be] if tree.tags[k] in ("WDT", "WP") else k for k in subject]
        if not any(tree.lemmas[k] in words("traveller") or _is_person(tree, k) for k in subject):
            continue
        rule = "CONSULT: X be in Y to ..."
        who, host = roles.refs(subject), roles.refs(stays)
        found += pairs(who, host, "CONSULT", False, (be,), rule, be, penalty=0.1)
    return found


def _is_person(tree: Tree, i: int) -> bool:
    mention = tree.at.get(i)
    return mention is not None and mention.kind == "person"
