"""What the words before a noun tell: whose deed it is ("the Malian raid"), who suffered ("American victims
of"), who backs whom ("Iranian-backed Houthis").
"""

from __future__ import annotations

from index.relations.arguments.roles import Roles
from index.relations.events import Event, among, pairs
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors
from index.relations.reference.refs import Ref

_PEOPLES = ("an", "ish", "ese", "li", "qi", "ni")  # "Israel's Syrian offensive" may be an ally's
_STANCES = {
    "backed": "SUPPORT", "supported": "SUPPORT", "sponsored": "SUPPORT", "aligned": "", "allied": "",
    "funded": "AID", "armed": "AID", "trained": "AID", "financed": "AID", "equipped": "AID",
    "held": "COERCE", "jailed": "COERCE",
}  # fmt: skip
_SUFFERING = {
    "victim": "ASSAULT", "survivor": "ASSAULT", "hostage": "ASSAULT", "abductee": "ASSAULT",
    "captive": "COERCE", "prisoner": "COERCE", "detainee": "COERCE",
    "inmate": "COERCE",
}  # fmt: skip


def named_before(tree: Tree, actors: Actors, i: int, premodifier: str) -> tuple[list[Ref], list[Ref]]:
    """Actors named before the noun, as (those who do it, those it is done to)."""
    doers: list[Ref] = []
    undergoers: list[Ref] = []
    for k in tree.kids(i, "poss", "amod", "compound", "nmod"):
        refs = actors.modifier(k, True, 1)
        if not refs and tree.lows[k] in words("led"):
            for x in tree.kids(k, "npadvmod", "compound", "amod", "nmod", "nsubj", "advmod"):
                refs = refs + actors.modifier(x, True, 1)
        named = tree.deps[k] in ("compound", "nmod") and tree.tags[k] in ("NNP", "NNPS")
        if named and premodifier == "Y" and k in tree.at and tree.at[k].kind == "organisation":
            undergoers.extend(refs)
        elif named and premodifier == "-" and not _befalls_another(tree, i, k):
            continue
        elif tree.lemmas[k] in words("embassy") and tree.lemmas[i] in words("attack") and k not in tree.at:
            undergoers.extend(refs)  # "the Danish embassy bombing"
        else:
            doers.extend(refs)
    if doers and premodifier == "X" and tree.lemmas[i] in words("attack") | {"war"}:
        return _at_war_in(tree, i, doers, undergoers)
    return doers, undergoers


def _at_war_in(tree: Tree, i: int, doers: list[Ref], undergoers: list[Ref]) -> tuple[list[Ref], list[Ref]]:
    """ "Israel's Lebanon offensive", "its Syria operation": the bare name says where."""
    there = [
        r
        for r in doers
        if tree.deps[r.token] in ("compound", "nmod")
        and tree.heads[r.token] == i
        and tree.tags[r.token] == "NNP"
        and r.token in tree.at
        and tree.at[r.token].kind == "country"
        and _is_bare(tree.text[tree.starts[r.token] : tree.ends[r.token]].lower().split()[-1])
    ]
    if not tree.kids(i, "poss") or not there or len(there) == len(doers):
        return doers, undergoers
    return [r for r in doers if r not in there], undergoers + there


def _befalls_another(tree: Tree, i: int, named: int) -> bool:
    """ "the US invasion of Iraq", "NATO bombing in Serbia": a bare name that does it to what follows."""
    mention = tree.at.get(named)
    inside = {n for k in tree.after(i, "of", "against") for n in (k, *tree.below(k))}
    others = {tree.at[n].actor or tree.at[n].entity for n in inside if n in tree.at}
    return mention is not None and bool(others - {mention.actor, mention.entity})


def _is_bare(name: str) -> bool:
    return not name.endswith(_PEOPLES) or name in words("noun_name")


def put_forward_by(tree: Tree, i: int) -> list[Ref]:
    """ "the US-backed proposal", "a Malian-drafted resolution": those who are named with the hyphen."""
    if tree.lemmas[i] not in words("put_forward"):
        return []
    found: list[Ref] = []
    for k in tree.kids(i, "amod", "nmod", "acl", "compound"):
        if tree.lows[k].rpartition("-")[2] not in words("led"):
            continue
        for named in (k, *tree.kids(k, "npadvmod", "compound", "amod", "nmod", "nsubj", "advmod")):
            mention = tree.at.get(named)
            code = mention and (mention.actor or (mention.entity if mention.kind == "country" else None))
            if mention and code:
                found.append(Ref(code, (mention.start, mention.end), named, 1, "modifier"))
    return found


def aimed(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "Iranian missiles heading toward Israel"."""
    if tree.lemmas[i] not in ("missile", "rocket", "drone", "projectile", "warhead"):
        return []
    owners, _ = named_before(tree, roles.actors, i, "X")
    for clause in tree.kids(i, "acl") if owners else []:
        if tree.lemmas[clause] in words("heading"):
            struck = tree.after(clause, "toward", "towards", "at", "for", "against", "into")
            rule = f"ASSAULT: X's {tree.lemmas[i]} {tree.lows[clause]} at Y"
            return pairs(owners, roles.refs(struck), "ASSAULT", False, (i, clause), rule, i, penalty=0.05)
    return []


def suffering(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "American victims of Al-Qaeda", "Israeli hostages held by Hamas"."""
    if tree.lemmas[i] not in _SUFFERING:
        return []
    sufferers, _ = named_before(tree, roles.actors, i, "X")
    by = tree.after(i, "of") + [k for told in tree.kids(i, "acl") for k in tree.after(told, "by")]
    kind = _SUFFERING[tree.lemmas[i]]
    if kind == "COERCE":  # "Malian prisoners in Chadian jails"
        by += [k for k in tree.after(i, "in", "at") if tree.lemmas[k] in words("prison")]
    rule = f"{kind}: {tree.lemmas[i]} of X"
    return pairs(roles.refs(by), sufferers, kind, False, (i,), rule, i, penalty=0.05)


def meant_for(tree: Tree, actors: Actors, i: int) -> list[Event]:
    """ "Chadian arms intended for Mali"."""
    if tree.lemmas[i] not in words("arm") and tree.lemmas[i] not in words("gift"):
        return []
    bound = [
        k for k in tree.kids(i, "acl") if tree.lemmas[k] in ("intend", "destine", "bind", "mean", "head")
    ]
    whom = [r for k in bound for to in tree.after(k, "for", "to") for r in actors.of(to)]
    rule = f"AID: X's {tree.lemmas[i]} meant for Y"
    return pairs(actors.own(i), whom, "AID", False, (i,), rule, i, "hypothetical", 0.1)


def died_in(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "the deaths of Malian civilians in a Chadian raid"."""
    if tree.lemmas[i] not in ("death", "injury", "wounding"):
        return []
    dealt = [k for k in tree.after(i, "in", "from", "during") if tree.lemmas[k] in words("attack")]
    doers = [r for k in dealt for r in roles.actors.own(k) or roles.refs(tree.after(k, "by"))]
    over = tree.heads[i]
    told = [k for t in (i, *tree.conjuncts(i)) for k in tree.after(t, "in", "during", "by")]
    if not doers and tree.deps[i] == "dobj" and tree.lemmas[over] in words("announcing"):
        struck = any(tree.lemmas[k] in words("attack") and not tree.kids(k, "poss", "amod") for k in told)
        if struck and any(
            m.kind == "group" for m in tree.mentions
        ):  # "announces the death of its leader in a raid"
            doers = [
                r for r in roles.doer(over) if r.token not in tree.at or tree.at[r.token].kind != "group"
            ]
    rule = f"ASSAULT: {tree.lemmas[i]} of Y in X's attack"
    return pairs(doers, roles.refs(tree.after(i, "of", "to")), "ASSAULT", False, (i,), rule, i, penalty=0.05)


def assailing(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "Two Malian assailants were shot in attacks on Chadian police": the attacks are theirs."""
    v = tree.heads[tree.heads[i]]
    if tree.lemmas[i] not in words("attack") or tree.deps[i] != "pobj" or not tree.is_verb(v):
        return []
    if tree.lows[tree.heads[i]] not in ("in", "during", "after", "following") or roles.actors.own(i):
        return []
    theirs = [k for k in roles.patient(v) if tree.lemmas[k] in words("assailant")]
    whom = roles.refs(tree.after(i, "on", "against", "at"), loose=False)
    rule = f"ASSAULT: X {tree.lemmas[v]} in {tree.lemmas[i]} on Y"
    return pairs(roles.refs(theirs), whom, "ASSAULT", False, (i,), rule, i, penalty=0.1)


def blamed_on(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "an attack which Malian officials blame on Chad": who blames was hit."""
    if tree.lemmas[i] not in words("attack"):
        return []
    for v in tree.kids(i, "relcl"):
        if tree.lemmas[v] == "blame" and not roles.passive(v):
            victims = [
                r for r in roles.doer(v) if r.token not in tree.at or tree.at[r.token].kind == "country"
            ]
            rule = f"ASSAULT: {tree.lemmas[i]} blamed on X"
            on = roles.refs(tree.after(v, "on"))
            return pairs(on, victims, "ASSAULT", False, (i,), rule, i, "reported", 0.2)
    return []


def agreed(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "a buffer zone agreed between Chad and Mali"."""
    if tree.deps[i] != "acl" or tree.lemmas[i] not in words("concluding"):
        return []
    rule = f"AGREE: {tree.lemmas[i]} between"
    parties = roles.refs(tree.after(i, "between"))
    return among(parties, "AGREE", (i,), rule, i) if len(parties) > 1 else []


def hostile(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "an anti-Israeli speech by the Iranian president", "delivers an anti-American speech"."""
    if tree.lemmas[i] not in words("speech"):
        return []
    for k in tree.kids(i, "amod", "compound", "nmod"):
        mention = tree.at.get(k)
        if mention is None or mention.kind != "country":
            continue
        start = mention.start - tree.offset
        if tree.text[max(0, start - 5) : start].lower() not in ("anti-", "anti–"):
            continue
        by = roles.refs([*tree.kids(i, "poss"), *tree.after(i, "by", "from")])
        over = tree.heads[i]
        if not by and tree.is_verb(over) and tree.deps[i] in ("dobj", "nsubjpass"):
            by = roles.doer(over)
        against = [Ref(mention.entity, (mention.start, mention.end), k, 1, "modifier")]
        return pairs(by, against, "ACCUSE", False, (i,), f"ACCUSE: anti-Y {tree.lemmas[i]}", i, penalty=0.1)
    return []


def stance(tree: Tree, actors: Actors, i: int) -> list[Event]:
    """ "Iranian-backed Houthis"."""
    kind = _STANCES.get(tree.lows[i])
    if not kind or i < 2 or tree.lows[i - 1] not in ("-", "–") or tree.deps[i] not in ("amod", "acl", "nmod"):
        return []
    sources = actors.modifier(i - 2, True, 1) if i - 2 in tree.at else []
    mention = tree.at.get(i - 2)
    code = mention.actor or (mention.entity if mention.kind == "country" else None) if mention else None
    if not sources and mention is not None and code:
        sources = [Ref(code, (mention.start, mention.end), i - 2, 1, "modifier")]
    targets = actors.of(tree.heads[i])
    return pairs(sources, targets, kind, False, (i,), f"{kind}: X-{tree.lows[i]} Y", i)


def joint(tree: Tree, roles: Roles, i: int) -> list[Event]:
    """ "a joint Chadian-Malian base", "a joint report by Chad and Mali": those who have it together."""
    if not any(tree.lows[k] == "joint" for k in tree.kids(i, "amod", "compound")):
        return []
    known = words("won_together") | words("drill") | words("talk") | words("deal")
    if tree.lemmas[i] in known or not tree.is_noun(i) or tree.words[i][:1].isupper():
        return []
    doers, _ = named_before(tree, roles.actors, i, "X")
    by = [k for n in tree.after(i, "by", "of", "between") for k in (n, *tree.conjuncts(n))]
    doers = doers if len({r.code for r in doers}) > 1 else roles.refs(by)
    if len({r.code for r in doers}) < 2:
        return []
    at = tree.heads[i] if tree.deps[i] == "nsubj" and tree.is_verb(tree.heads[i]) else i
    return among(doers, "COOPERATE", (i,), f"COOPERATE: joint {tree.lemmas[i]}", at, penalty=0.1)
