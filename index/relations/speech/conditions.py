"""Threats by a condition: "says it will quit the talks if Y attacks", "will not sign unless Y pays"."""

from __future__ import annotations

from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import operators, verb_senses
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree
from index.relations.reference.refs import Ref

_IF = frozenset({"if", "unless"})
_FUTURE = frozenset({"will", "would", "may", "might", "could", "'ll", "wo", "’ll"})
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
_SAYING = frozenset({"report", "announce", "ask", "fact", "plan"})


def conditions(tree: Tree, roles: Roles, found: list[Event]) -> list[Event]:
    """Threats of those of whom ``found`` tells none."""
    told = {e.source.code for e in found if e.type == "THREATEN"}
    more: list[Event] = []
    for clause, dep in enumerate(tree.deps):
        if dep != "advcl" or not any(tree.lows[k] in _IF for k in tree.kids(clause, "mark")):
            continue
        act = tree.heads[clause]
        if tree.deps[act] == "xcomp" and tree.lemmas[tree.heads[act]] in words("ending_up"):
            act = tree.heads[act]  # "might stop disarming unless"
        speaks = _speaker(tree, act)
        if speaks is None:
            continue
        who = roles.doer(speaks)
        codes = {r.code for r in who}
        threat = tree.lemmas[speaks] == "threaten"
        if not who or not (threat or _of_speaker(tree, roles, act, codes)):
            continue
        if not threat and not _is_threatening(tree, act):
            continue
        whom = [r for r in _conditioned(tree, roles, clause) if r.code not in codes]
        rule = f"THREATEN: {tree.lemmas[speaks]} that X will {tree.lemmas[act]} if Y ..."
        if not codes & told:
            more += pairs(who, whom, "THREATEN", False, (speaks,), rule, speaks, penalty=0.1)
        if (kind := _harm_told(tree, act)) and not {e.target.code for e in found if act in e.words}:
            rule = f"{kind}: X will {tree.lemmas[act]} if Y ..."
            more += pairs(who, whom, kind, False, (act,), rule, act, "hypothetical", 0.1)
    return more


def _harm_told(tree: Tree, act: int) -> str:
    """Of which type the act is that is threatened with, if it is a harm by its verb alone ("may boycott")."""
    senses = verb_senses().get(tree.lemmas[act]) or []
    plain = [s.type for s in senses if not s.particle and not s.complement and not s.object]
    if tree.lemmas[act] == "use" and any(tree.lemmas[k] in words("arm") for k in tree.kids(act, "dobj")):
        return "ASSAULT"
    if tree.lemmas[act] in words("ending_up") and tree.kid(act, "xcomp") is not None:
        return ""
    harms = tree.kid(act, "neg") is None and tree.lemmas[act] != "be" and plain and QUADS.get(plain[0]) == 4
    return plain[0] if harms else ""


def _speaker(tree: Tree, act: int) -> int | None:
    """The verb of saying or threatening above the act, through "is ready to" and "stop talks to"."""
    low = act
    for up in tree.up(act):
        if tree.lemmas[up] in ("warning", "threat") and tree.deps[low] == "acl":
            over = tree.heads[up]  # "issues a warning that it will"
            return over if tree.deps[up] == "dobj" and tree.is_verb(over) else None
        if not tree.is_verb(up) and tree.deps[low] not in ("xcomp", "ccomp"):
            return None
        if tree.lemmas[up] == "threaten":
            return up
        if tree.deps[low] == "ccomp" and tree.is_verb(up):
            operator = operators().get(tree.lemmas[up])
            warned = tree.lemmas[up] in cues()["threaten_if"]
            return up if warned or (operator is not None and operator.effect in _SAYING) else None
        if tree.deps[low] not in ("xcomp", "advcl", "acl", "conj"):
            return None
        low = up
    return None


def _of_speaker(tree: Tree, roles: Roles, act: int, codes: set[str]) -> bool:
    """Whether the act is to be the speaker's, or nobody's in particular ("steps would be taken")."""
    top = _top(tree, act)
    subject = tree.kids(top, "nsubj", "nsubjpass", "expl")
    if not {tree.lows[k] for owner in (act, top) for k in tree.kids(owner, "aux")} & _FUTURE:
        ready = any(tree.lemmas[k] in words("prepared") for k in (top, *tree.kids(top, "acomp")))
        if not ready:
            return False
    if not subject:
        return False
    if tree.deps[subject[0]] == "expl" or tree.lows[subject[0]] == "there":
        return True
    if roles.passive(act) and not roles.refs(subject):
        return True
    if tree.lows[subject[0]] in _SPEAKERS:
        return True
    return bool({r.code for r in roles.refs(subject, loose=False)} & codes)


def _top(tree: Tree, act: int) -> int:
    while tree.deps[act] == "xcomp" and tree.heads[act] != act:
        act = tree.heads[act]
    return act


def _is_threatening(tree: Tree, act: int) -> bool:
    """Whether what is to be done is a harm, or something good that is not to be done."""
    top = _top(tree, act)
    lemma = tree.lemmas[act]
    objects = tree.kids(act, "dobj", "attr", "nsubjpass")
    named = {tree.lemmas[k] for k in objects}
    if lemma == "be":
        nothing = any(tree.lows[d] == "no" for k in objects for d in tree.kids(k, "det"))
        good = bool(named & (words("talk") | words("deal")))
        return (nothing and good) or (not nothing and bool(named & words("doom")))
    if lemma == "take":
        return bool(named & words("measure"))
    if lemma in words("regarding"):  # "it will be regarded as a declaration of war"
        return bool({tree.lemmas[k] for k in tree.after(act, "as")} & words("casus_belli"))
    harmful = lemma in words("menacing") or (lemma == "use" and bool(named & words("arm")))
    if lemma in words("ending_up") and named & (words("attack") | words("sanction") | {"war", "occupation"}):
        harmful = False
    refused = tree.kid(act, "neg") is not None or tree.kid(top, "neg") is not None
    if refused:
        return not harmful and lemma in words("granting")
    return harmful


def _conditioned(tree: Tree, roles: Roles, clause: int) -> list[Ref]:
    """Who is to do it or not: the subject of the condition, or whose deed it is."""
    subject = tree.kids(clause, "nsubj")
    if roles.passive(clause):
        return roles.refs(roles.agent(clause))
    return roles.refs([k for k in subject if tree.lows[k] not in _SPEAKERS], loose=False) or roles.refs(
        [k for k in subject if tree.lows[k] in _SPEAKERS]
    )
