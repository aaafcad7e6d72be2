"""What an event implies beside its own word: "says it may impose sanctions on" is a threat, who is asked for
help is to help, and who lets go had held.
"""

from __future__ import annotations

from dataclasses import replace

from index.entities import is_state
from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.factuality.modality import asked_for
from index.relations.inference.addressed import addressed, helped, written
from index.relations.inference.deals import agreed
from index.relations.inference.earlier import earlier
from index.relations.inference.requested import requested
from index.relations.language.lexicon import light_verbs, noun_senses, operators
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree

_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "CONCEDE", "REJECT"})
_WITHIN = frozenset({"in", "during", "at", "after", "over", "following"})
_PARTNERS = frozenset({"with", "between", "among", "of", "to"})
_OPEN = frozenset({"may", "might", "could", "would", "can"})
_KEPT = (("kept_siege", "ASSAULT"), ("kept_blockade", "COERCE"), ("sanction", "SANCTION"))
_PUNISHING = frozenset({"SANCTION", "ASSAULT"})


def implied(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """Further events that this one tells of."""
    return (
        _threat(tree, roles, event)
        + _threatened_with(tree, event)
        + requested(tree, roles, event)
        + _to_cease(tree, event)
        + _spoken_in(tree, event)
        + _received(tree, roles, event)
        + _to_be_lifted(tree, event)
        + _still_in_place(tree, event)
        + _protesting(tree, roles, event)
        + _held_before(tree, roles, event)
        + _denied(tree, roles, event)
        + _claim_denied(tree, roles, event)
        + agreed(tree, roles, event)
        + addressed(tree, roles, event)
        + helped(tree, roles, event)
        + written(tree, event)
        + earlier(tree, roles, event)
    )


def _denied(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chad accuses Mali of the raid, but Mali denies any part in it": the accusation is rejected."""
    if event.type != "ACCUSE":
        return []
    for v in range(len(tree)):
        if not tree.is_verb(v) or tree.lemmas[v] not in words("denying") or v in event.words:
            continue
        told = tree.kids(v, "dobj")
        if not told or (tree.lemmas[told[0]] not in words("charge") and tree.lows[told[0]] != "which"):
            continue
        if event.target.code in {r.code for r in roles.doer(v)}:
            rule = f"REJECT: X {tree.lemmas[v]} the {tree.lemmas[told[0]]}"
            return [Event(event.target, event.source, "REJECT", (v,), rule, v, "", event.penalty + 0.05)]
    return []


def _claim_denied(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chad says Mali shelled a hospital, but Mali rejects the claim": whose claim it is is rejected."""
    if event.type != "ASSAULT":
        return []
    said = (k for k in tree.up(event.status_at) if tree.is_verb(k) and tree.deps[k] != "ccomp")
    over = next(said, event.status_at)
    operator = operators().get(tree.lemmas[over])
    if over == event.status_at or operator is None or operator.effect not in ("report", "announce"):
        return []
    sides = {event.source.code: event.target, event.target.code: event.source}
    speakers = [sides[r.code] for r in roles.doer(over) if r.code in sides]
    for v in range(over + 1, len(tree)) if len(speakers) == 1 else ():
        if not tree.is_verb(v) or tree.lemmas[v] not in words("denying"):
            continue
        told = tree.kids(v, "dobj")
        if not told or tree.lemmas[told[0]] not in words("charge") or tree.kids(told[0], "poss", "amod"):
            continue
        if speakers[0].code in {r.code for r in roles.doer(v)}:
            to = sides[speakers[0].code]
            rule = f"REJECT: X {tree.lemmas[v]} the {tree.lemmas[told[0]]}"
            return [Event(speakers[0], to, "REJECT", (v,), rule, v, "", event.penalty + 0.1)]
    return []


def _held_before(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chad freed two Libyans held since May", "after being detained": who lets go had held."""
    v = event.status_at
    if event.type != "RETREAT" or not tree.is_verb(v) or tree.lemmas[v] not in words("freeing"):
        return []
    spent = [k for k in sorted(tree.below(v)) if k > v and tree.lemmas[k] in words("prison")]
    out_of = [
        k for k in spent if any(tree.lows[p] == "from" and k in tree.below(p) for p in tree.kids(v, "prep"))
    ]
    if out_of or (spent and any(tree.lows[k] in ("after", "following") for k in range(v, spent[0]))):
        rule = f"COERCE: X {tree.lemmas[v]} Y from {tree.lemmas[spent[0]]}"
        penalty = event.penalty + 0.1
        return [
            replace(event, type="COERCE", words=(spent[0],), rule=rule, status_at=spent[0], penalty=penalty)
        ]
    for k in sorted(tree.below(v)):
        if tree.lemmas[k] in words("abducting") and is_state(event.source.code):
            continue  # "Chadian troops freed two hostages kidnapped in May": by others
        if k <= v or tree.lemmas[k] not in words("holding") or not tree.is_verb(k):
            continue
        named = tree.kids(k, "nsubj", "nsubjpass")
        being = any(tree.lows[a] in ("being", "was", "were", "been") for a in tree.kids(k, "auxpass"))
        reduced = tree.deps[k] == "acl" and tree.tags[k] in ("VBN", "VBD")
        if tree.kids(k, "agent", "dobj") or not (being or reduced):
            continue
        if roles.refs(named) and not {r.code for r in roles.refs(named)} & {event.target.code}:
            continue
        rule = f"COERCE: X {tree.lemmas[v]} Y {tree.lemmas[k]} before"
        return [
            replace(event, type="COERCE", words=(k,), rule=rule, status_at=k, penalty=event.penalty + 0.1)
        ]
    return []


def _to_be_lifted(tree: Tree, event: Event) -> list[Event]:
    """ "called on Mali to lift its sanctions": on whoever asks, when nobody else is named."""
    v = event.status_at
    if event.type != "REQUEST" or not tree.is_verb(v):
        return []
    asked = tree.kids(v, "xcomp", "ccomp")
    asked += [k for step in asked for k in tree.kids(step, "advcl", "xcomp")]  # "to take steps to lift"
    for k in asked:
        for noun in tree.kids(k, "dobj"):
            own = any(tree.tags[p] == "PRP$" for p in tree.kids(noun, "poss")) and not tree.kids(noun, "amod")
            if not own or tree.lemmas[noun] not in words("sanction") or tree.kids(noun, "prep", "acl"):
                continue
            light = light_verbs().get((tree.lemmas[k], "SANCTION"))
            if light is None or light.type != "CONCEDE" or tree.kids(k, "prep"):
                continue
            back = replace(event, source=event.target, target=event.source, penalty=event.penalty + 0.1)
            rule = f"CONCEDE: asked to {tree.lemmas[k]} {tree.lemmas[noun]}"
            eased = replace(back, type="CONCEDE", words=(k, noun), rule=rule, status_at=k)
            rule = f"SANCTION: asked to {tree.lemmas[k]} {tree.lemmas[noun]}"
            kept = replace(back, type="SANCTION", words=(noun,), rule=rule, status_at=noun)
            return [replace(eased, force="hypothetical"), kept]
    return []


def _still_in_place(tree: Tree, event: Event) -> list[Event]:
    """ "told Israel to end its blockade of Gaza", "must lift its sanctions on Mali": they are in place."""
    v = event.words[0]
    if event.type not in ("CONCEDE", "RETREAT") or not tree.is_verb(v) or tree.kid(v, "neg") is not None:
        return []
    obliged = any(tree.lows[k] in ("must", "should") for k in tree.kids(v, "aux"))
    if not obliged and not asked_for(tree, v):
        return []
    for noun in tree.kids(v, "dobj"):
        kind = next((t for name, t in _KEPT if tree.lemmas[noun] in words(name)), "")
        own = any(tree.lows[k] in ("its", "the", "their", "all") for k in tree.kids(noun, "poss", "det"))
        if kind and own:
            rule = f"{kind}: asked to {tree.lemmas[v]} {tree.lemmas[noun]}"
            penalty = event.penalty + 0.1
            return [replace(event, type=kind, words=(noun,), rule=rule, status_at=noun, penalty=penalty)]
    return []


def _received(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chad's premier flew to Mali for talks": those whom one visits to talk, meet too."""
    v = event.status_at
    visiting = any(tree.lemmas[k] in words("visit") for k in event.words)
    if event.type != "CONSULT" or not tree.is_verb(v) or not (visiting or tree.lemmas[v] in words("coming")):
        return []
    talks = [k for p in tree.kids(v, "prep") if tree.lows[p] == "for" for k in tree.kids(p, "pobj")]
    for clause in tree.kids(v, "advcl", "xcomp", "conj"):
        if tree.lemmas[clause] in ("meet", "negotiate"):
            talks.append(clause)
        talks += tree.kids(clause, "dobj")
    for k in talks:
        told = tree.lemmas[k] in words("talk") or tree.lemmas[k] in ("meet", "negotiate")
        named = [n for p in tree.kids(k, "prep") for n in tree.kids(p, "pobj")] + tree.kids(k, "dobj", "poss")
        if told and not {r.code for r in roles.refs(named)} - {event.target.code}:
            rule = f"CONSULT: X {tree.lemmas[v]} to Y for {tree.lows[k]}"
            return [replace(event, source=event.target, target=event.source, rule=rule, penalty=0.1)]
    return []


def _protesting(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chadians march, calling on Mali to leave": what a march asks for, it protests about."""
    v = event.status_at
    over = tree.heads[v]
    if event.type not in ("REQUEST", "ACCUSE") or tree.deps[v] not in ("advcl", "xcomp", "acl", "conj"):
        return []
    out = any(tree.lemmas[k] == "street" for k in tree.after(over, "to"))  # "take to the streets, demanding"
    marching = tree.lemmas[over] in words("protesting") and (tree.is_verb(over) or tree.is_noun(over))
    if not marching and not (out and tree.is_verb(over)):
        return []
    if tree.is_verb(over) and tree.kids(over, "dobj"):
        return []  # "will rally the world to hold Mali accountable"
    if any(tree.lemmas[k] in words("of_state") | words("office_holder") for k in roles.subject(over)):
        return []  # "the army protests, saying that": that is a complaint, and no crowd's
    rule = f"PROTEST: X {tree.lemmas[over]}, {tree.lows[v]} Y"
    return [
        replace(event, type="PROTEST", words=(over, *event.words), rule=rule, status_at=over, penalty=0.1)
    ]


def _to_cease(tree: Tree, event: Event) -> list[Event]:
    """ "agreed to a ceasefire", "agree to a prisoner swap": they are to hold fire, or to let go."""
    v = event.words[0]
    if event.type != "AGREE" or tree.lemmas[v] != "agree" or not tree.is_verb(v):
        return []
    ends = [k for k in tree.after(v, "to", "on") if tree.lemmas[k] in words("peace") | {"swap", "pause"}]
    rule = f"RETREAT: agree to a {tree.lemmas[ends[0]]}" if ends else ""
    return [replace(event, type="RETREAT", rule=rule, force="hypothetical", penalty=0.1)] if ends else []


def _spoken_in(tree: Tree, event: Event) -> list[Event]:
    """ "In a phone call, Chad urged Mali to help": they talked."""
    v = event.status_at
    told = event.type == "CONSULT" and tree.lemmas[v] in ("tell", "inform", "say", "promise", "assure")
    if (event.type not in _SPOKEN and not told) or not tree.is_verb(v):
        return []
    called_for = tree.lemmas[v] == "call"  # "during the meeting, Chad called for Mali to": whose meeting?
    for owner in () if called_for else (v, *tree.kids(v, "dobj")):
        for p in tree.kids(owner, "prep"):
            for noun in tree.kids(p, "pobj"):
                if tree.lows[p] not in _WITHIN or tree.lemmas[noun] not in words("two_way"):
                    continue
                if tree.lemmas[noun] == "talk" and (event.type == "REJECT" or tree.kids(noun, "acl")):
                    continue  # "rejects the invitation of Chad to talks involving Mali"
                if tree.kids(noun, "poss") or any(tree.lows[q] in _PARTNERS for q in tree.kids(noun, "prep")):
                    continue
                rule = f"CONSULT: X {tree.lemmas[v]} Y {tree.lows[p]} a {tree.lemmas[noun]}"
                there = replace(event, type="CONSULT", words=(noun,), rule=rule, penalty=event.penalty + 0.1)
                return [there, replace(there, source=event.target, target=event.source)]
    return []


def _threat(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "Chad says it may impose sanctions on Mali": to say so is to threaten."""
    v = event.status_at
    if event.type not in _PUNISHING or tree.kid(v, "neg") is not None:
        return []
    clause = v
    while tree.deps[clause] in ("xcomp", "acomp") and tree.heads[clause] != clause:
        clause = tree.heads[clause]  # "says it is ready to impose"
    over = tree.heads[clause]
    if tree.deps[clause] != "ccomp":
        return []
    open_ = any(tree.lows[k] in _OPEN for k in tree.kids(v, "aux"))
    open_ = open_ and not any(tree.lows[k] == "have" for k in tree.kids(v, "aux"))  # "may have struck"
    ready = tree.lemmas[tree.heads[v]] in words("prepared") and tree.lemmas[v] in words("menacing")
    ready = ready and not any(tree.kids(k, "neg") for k in (tree.heads[v], clause))
    if not open_ and not ready and not _on_condition(tree, v, clause):
        return []
    operator = operators().get(tree.lemmas[over])
    if operator is None or operator.effect not in ("report", "announce"):
        return []
    if event.source.code not in {r.code for r in roles.doer(over)}:
        return []
    rule = f"THREATEN: {tree.lemmas[over]} that X may {tree.lemmas[event.words[0]]}"
    return [replace(event, type="THREATEN", words=(over, *event.words), rule=rule, status_at=over)]


def _threatened_with(tree: Tree, event: Event) -> list[Event]:
    """ "Chad threatened Mali with strikes": these are planned."""
    v = event.status_at
    if event.type != "THREATEN" or not tree.is_verb(v):
        return []
    for p in tree.kids(v, "prep"):
        for noun in tree.kids(p, "pobj") if tree.lows[p] == "with" else ():
            longer = [f"{tree.lows[k]} {tree.lemmas[noun]}" for k in tree.kids(noun, "compound", "amod")]
            if any(name in words("threatened_force") for name in (*longer, tree.lemmas[noun])):
                rule = f"ASSAULT: threaten Y with {tree.lemmas[noun]}"
                return [replace(event, type="ASSAULT", words=(v, noun), rule=rule, force="hypothetical",
                                penalty=0.1)]  # fmt: skip
            if any(name in noun_senses() for name in longer):
                continue  # "with legal action"
            for sense in noun_senses().get(tree.lemmas[noun], []):
                if QUADS[sense.type] == 4 and not sense.both and noun not in tree.at:
                    rule = f"{sense.type}: threaten Y with {tree.lemmas[noun]}"
                    planned = replace(event, type=sense.type, words=(v, noun), rule=rule, status_at=noun)
                    return [replace(planned, force="hypothetical", penalty=0.1)]
    return []


def _on_condition(tree: Tree, v: int, clause: int) -> bool:
    """ "says it will strike if Chad attacks", "is ready to impose sanctions unless"."""
    told = [k for owner in {v, clause} for k in tree.kids(owner, "advcl")]
    marked = any(tree.lows[m] in ("if", "unless") for k in told for m in tree.kids(k, "mark"))
    will = any(tree.lows[k] in ("will", "would") for owner in (v, clause) for k in tree.kids(owner, "aux"))
    return marked and (will or clause != v)
