"""What an event becomes by the words that govern it: "stopped selling arms to" is a sanction, "does not
recognise" a rejection, whoever is asked to intervene helps.
"""

from __future__ import annotations

from dataclasses import replace

from index.relations.arguments.roles import Roles
from index.relations.events import Event
from index.relations.factuality.modality import Judgement, asked_for
from index.relations.language.lexicon import light_verbs, operators
from index.relations.language.tables import cues, words
from index.relations.parsing.tree import Tree

_ALLOWING = frozenset({"allow", "permit", "let"})
_WILL = frozenset({"will", "would", "shall"})
_ADVISING = frozenset({"warn", "advise", "urge", "tell", "order"})
_KEEPING = frozenset({"REJECT", "SANCTION", "COERCE"})


def became(tree: Tree, roles: Roles, event: Event) -> Event:
    """What the event is in its sentence, where one word makes another of it."""
    warned = warned_off(tree, soured(tree, called_home(tree, lent(tree, over_with(tree, event)))))
    return sent_home(tree, invited(tree, roles, ended(tree, roles, answering(tree, warned))))


def told_once(tree: Tree, events: list[Event]) -> list[Event]:
    """ "blocks an arms sale to Chad": who keeps it from Chad need not reject it besides; and who strikes in
    support of Chad does not strike Chad.
    """
    sided = {
        (e.source.code, e.target.code, over)
        for e in events
        if e.type in ("SUPPORT", "COOPERATE") and tree.lows[tree.heads[e.words[0]]] == "in"
        for over in list(tree.up(e.words[0]))[1:3]
    }
    events = [
        e
        for e in events
        if e.type != "ASSAULT" or not any((e.source.code, e.target.code, w) in sided for w in e.words)
    ]
    kept = {
        (e.source.code, e.target.code, e.status_at, e.type == "REJECT") for e in events if e.type in _KEEPING
    }
    return [
        e
        for e in events
        if e.type not in ("REJECT", "SANCTION")
        or " + " not in e.rule
        or (e.source.code, e.target.code, e.status_at, e.type != "REJECT") not in kept
    ]


def over_with(tree: Tree, event: Event) -> Event:
    """ "ended his visit to Mali": he had been there."""
    visits = [k for k in event.words if tree.is_noun(k) and tree.lemmas[k] in words("visit")]
    v = event.words[0]
    if event.type != "SANCTION" or tree.lemmas[v] not in ("end", "conclude"):
        return event
    visits += [k for k in tree.kids(v, "dobj") if tree.lemmas[k] in words("visit")]
    return replace(event, type="CONSULT", rule=f"CONSULT: {tree.lemmas[v]} a visit") if visits else event


def lent(tree: Tree, event: Event) -> Event:
    """ "lets Mali station troops there", "allows Chad to fly through its airspace": that is to help."""
    v = event.status_at
    if event.type != "CONCEDE" or tree.lemmas[v] not in _ALLOWING or tree.kid(v, "neg") is not None:
        return event
    uses = [k for k in tree.kids(v, "xcomp", "ccomp") if tree.lemmas[k] in words("using_ground")]
    things = words("ship") | words("troop") | words("arm") | words("border") | words("lent")
    for k in uses:
        below = [*tree.kids(k, "dobj"), *tree.after(k, "in", "through", "over", "from", "on")]
        if any(tree.lemmas[n] in things for n in below):
            rule = f"COOPERATE: {tree.lemmas[v]} Y to {tree.lemmas[k]}"
            return replace(event, type="COOPERATE", rule=rule)
    return event


def called_home(tree: Tree, event: Event) -> Event:
    """ "summons its ambassador to Mali": its own, so he is recalled."""
    v = event.status_at
    if event.type != "ACCUSE" or not tree.is_verb(v) or tree.lemmas[v] not in ("summon", "call"):
        return event
    for k in tree.kids(v, "dobj"):
        own = any(tree.lows[p] in ("its", "their", "his", "her") for p in tree.kids(k, "poss"))
        foreign = any(tree.actor(m) for m in tree.kids(k, "amod", "compound"))  # "their Malian ambassador"
        if own and not foreign and tree.lemmas[k] in words("diplomat") | {"d'affaires", "chargé"}:
            return replace(event, type="SANCTION", rule=f"SANCTION: X {tree.lemmas[v]} its own envoy to Y")
    return event


def sent_home(tree: Tree, event: Event) -> Event:
    """ "asked six Malian diplomats to leave": that is to expel them."""
    v = event.status_at
    if event.type not in ("REQUEST", "CONSULT") or not tree.is_verb(v):
        return event
    objects = tree.kids(v, "dobj", "nsubjpass")
    goes = [
        k for k in tree.kids(v, "xcomp", "ccomp") if tree.lemmas[k] in ("leave", "depart", "go", "return")
    ]
    told = [*objects, *(n for k in goes for n in tree.kids(k, "nsubj"))]
    if not goes or not any(tree.lemmas[k] in words("diplomat") and k not in tree.at for k in told):
        return event
    return replace(event, type="SANCTION", rule=f"SANCTION: {tree.lemmas[v]} diplomats to leave")


def soured(tree: Tree, event: Event) -> Event:
    """ "strained ties between Chad and Mali", "relations with Mali are tense": these are no support."""
    nouns = [k for k in event.words if tree.lemmas[k] in words("tie")]
    nouns = [k for k in nouns if tree.lemmas[tree.heads[k]] not in words("repairing")]
    if event.type not in ("SUPPORT", "SANCTION") or not nouns:
        return event
    bad = words("sour") | words("souring")
    said = [k for n in nouns for k in tree.kids(n, "amod")]
    for n in nouns:
        over = tree.heads[tree.first_conjunct(n)]
        said += [over, *tree.kids(over, "acomp", "attr", "oprd", "xcomp")] if tree.is_verb(over) else []
    above = [tree.heads[tree.heads[n]] for n in nouns if tree.deps[n] == "pobj"]
    said += [k for k in above if tree.is_noun(k) and tree.lemmas[k] in words("souring")]
    sour = next((k for k in said if {tree.lemmas[k], tree.lows[k]} & bad), None)
    if sour is None or (event.type == "SANCTION" and tree.deps[sour] != "amod"):
        return event
    if event.type == "SANCTION":  # "talks to end strained relations"
        rule = f"SUPPORT: end of {tree.lows[sour]} {tree.lemmas[nouns[0]]}"
        return replace(event, type="SUPPORT", rule=rule, penalty=event.penalty + 0.1)
    rule = f"ACCUSE: {tree.lows[sour]} {tree.lemmas[nouns[0]]}"
    at = sour if tree.is_verb(sour) and tree.tags[sour] == "VB" else event.status_at  # "will deteriorate if"
    return replace(event, type="ACCUSE", rule=rule, status_at=at, penalty=0.1)


def ended(tree: Tree, roles: Roles, event: Event) -> Event:
    """ "stopped selling oil to Chad", "ceased to recognise": what has been done ends, as with its noun."""
    v = event.status_at
    over = tree.heads[v]
    if tree.is_noun(v) and tree.deps[v] == "pobj" and tree.lows[over] in ("of", "in", "to"):
        return _broken_off(tree, roles, event, tree.heads[over])
    if event.type in ("AID", "COOPERATE") and tree.is_noun(v) and _runs_out(tree, v):
        rule = f"SANCTION: {tree.lemmas[v]} {tree.lemmas[over]}"
        return replace(event, type="SANCTION", words=(over, *event.words), rule=rule, status_at=over)
    if tree.deps[v] == "acl" and tree.lemmas[over] in words("deal") and event.type != "ACCUSE":
        return _deal_ended(tree, roles, event, over)
    if tree.deps[v] != "xcomp" or not tree.is_verb(v) or tree.lemmas[over] not in cues()["ending"]:
        return event
    if asked_for(tree, over):
        return event  # whoever is asked to stop does it still
    light = light_verbs().get((tree.lemmas[over], event.type))
    if light is None or light.effect != "end":
        return event
    if event.source.code not in {r.code for r in roles.doer(over)}:
        return event
    rule = f"{light.type}: {tree.lemmas[over]} + {event.rule.partition(': ')[2]}"
    return replace(event, type=light.type, words=(over, *event.words), rule=rule, status_at=over)


def _runs_out(tree: Tree, noun: int) -> bool:
    """ "gas deliveries to Chad have ceased"."""
    v = tree.heads[noun]
    return tree.deps[noun] == "nsubj" and tree.lemmas[v] in words("running_out") and not tree.kids(v, "dobj")


def _broken_off(tree: Tree, roles: Roles, event: Event, noun: int) -> Event:
    """ "the suspension of Malian gas deliveries to Chad": what was given is withheld."""
    if event.type not in ("AID", "COOPERATE") or tree.lemmas[noun] not in words("break_off"):
        return event
    if {r.code for r in roles.actors.own(noun)} - {event.source.code} or tree.after(noun, "by"):
        return event
    rule = f"SANCTION: {tree.lemmas[noun]} of {event.rule.partition(': ')[2]}"
    return replace(event, type="SANCTION", words=(noun, *event.words), rule=rule, status_at=noun)


def _deal_ended(tree: Tree, roles: Roles, event: Event, noun: int) -> Event:
    """ "scrapped a deal to supply Chad with gas": what was agreed is rejected."""
    over = tree.heads[noun]
    light = light_verbs().get((tree.lemmas[over], "AGREE"))
    if light is None or light.effect != "end" or tree.deps[noun] not in ("dobj", "nsubjpass"):
        return event
    doers = roles.doer(over)
    if event.target.code in {r.code for r in doers} or not doers:
        return event
    rule = f"{light.type}: {tree.lemmas[over]} a {tree.lemmas[noun]} to {tree.lemmas[event.words[0]]}"
    return replace(event, source=doers[0], type=light.type, words=(over, noun), rule=rule, status_at=over)


def invited(tree: Tree, roles: Roles, event: Event) -> Event:
    """ "Chad asks France to intervene": who is asked in helps."""
    v = event.words[0]
    over = tree.heads[v]
    if event.type == "SUPPORT" and tree.deps[v] in ("advcl", "xcomp", "acl", "relcl"):
        given = [k for k in tree.kids(over, "dobj") if tree.lemmas[k] in words("aid") | words("troop")]
        if tree.lemmas[over] in words("sending") and (given or tree.lemmas[over] == "contribute"):
            return replace(event, type="AID", rule=f"AID: {tree.lemmas[over]} to {tree.lemmas[v]} Y")
    if event.type != "ASSAULT" or tree.lemmas[v] != "intervene" or tree.deps[v] not in ("xcomp", "ccomp"):
        return event
    operator = operators().get(tree.lemmas[over])
    if operator is None or operator.effect not in ("ask", "want"):
        return event
    if event.target.code not in {r.code for r in roles.doer(over)}:
        return event
    return replace(event, type="AID", rule="AID: ask X to intervene")


def declined(tree: Tree, event: Event, judgement: Judgement) -> Event:
    """ "does not recognise Chad", "will not recognise it": that is to reject it."""
    v = event.status_at
    no_longer = any(tree.lows[k - 1 : k + 1] == ["no", "longer"] for k in tree.kids(v, "advmod"))
    if tree.kid(v, "neg") is None and not no_longer:
        return event
    if event.type == "CONCEDE" and tree.lemmas[v] in _ALLOWING and len(event.words) == 1:
        ahead = any(tree.lows[k] in _WILL for k in tree.kids(v, "aux"))
        judgement.status, judgement.because = ("hypothetical" if ahead else "asserted"), []
        return replace(event, type="COERCE", rule=f"COERCE: X not {tree.lemmas[v]} Y")
    if event.type not in ("SUPPORT", "AGREE") or tree.lemmas[v] not in words("acknowledging"):
        return event
    judgement.status, judgement.because = "asserted", []
    return replace(event, type="REJECT", rule=f"REJECT: X not {tree.lemmas[v]} Y")


def warned_off(tree: Tree, event: Event) -> Event:
    """ "warned its citizens not to travel to Chad": a travel warning."""
    v = event.status_at
    over = tree.heads[v]
    if event.type != "CONSULT" or not tree.is_verb(v):
        return event
    warned = [up for up in list(tree.up(v))[:3] if tree.lemmas[up] in words("travel_word") and up < v]
    if warned and any(tree.lemmas[k] in words("own_people") for k in (over, *tree.kids(v, "nsubj"))):
        rule = f"THREATEN: {tree.lemmas[warned[0]]} for those who {tree.lemmas[v]} to Y"
        return replace(event, type="THREATEN", words=(warned[0],), rule=rule, status_at=warned[0])
    adviser = tree.heads[over]
    if tree.deps[v] == "pcomp" and tree.lows[over] == "against" and tree.lemmas[adviser] in _ADVISING:
        if not any(tree.lemmas[k] in words("own_people") for k in tree.kids(adviser, "dobj")):
            return event
        rule = f"THREATEN: {tree.lemmas[adviser]} against {tree.lows[v]} to Y"
        return replace(event, type="THREATEN", words=(adviser,), rule=rule, status_at=adviser)
    if tree.deps[v] not in ("xcomp", "ccomp", "advcl"):
        return event
    if tree.kid(v, "neg") is None or tree.lemmas[over] not in _ADVISING:
        return event
    rule = f"THREATEN: {tree.lemmas[over]} not to {tree.lemmas[v]} to Y"
    return replace(event, type="THREATEN", words=(over, *event.words), rule=rule, status_at=over)


def answering(tree: Tree, event: Event) -> Event:
    """ "Chad will respond if Mali attacks", "responded militarily to": no reply in words."""
    v = event.status_at
    if event.type != "CONSULT" or not tree.is_verb(v) or tree.lemmas[v] not in ("respond", "reply", "answer"):
        return event
    how = [tree.lows[k] for k in tree.kids(v, "advmod")]
    how += [tree.lows[k] for p in tree.kids(v, "prep") for k in tree.kids(p, "pobj")]
    ahead = any(tree.lows[k] in _WILL for k in tree.kids(v, "aux"))
    struck = any(
        tree.lows[m] in ("if", "should") for k in tree.kids(v, "advcl") for m in tree.kids(k, "mark")
    )
    over = tree.heads[v]
    if tree.deps[v] == "xcomp" and tree.lemmas[over] in words("vowing"):
        return replace(
            event, type="THREATEN", rule=f"THREATEN: {tree.lemmas[over]} to respond to Y", status_at=over
        )
    if ahead and (struck or not words("forcefully").isdisjoint(how)):
        said = tree.heads[v] if tree.deps[v] == "ccomp" else v
        return replace(event, type="THREATEN", rule="THREATEN: X will respond to Y", status_at=said)
    return event


def forbidden(tree: Tree, roles: Roles, event: Event) -> list[Event]:
    """ "bars its firms from trading with Chad" is a sanction on Chad; other events stay as they are."""
    v = event.status_at
    over = tree.heads[tree.heads[v]] if tree.deps[v] == "pcomp" else tree.heads[v]
    ban = tree.heads[tree.heads[v]]
    if tree.is_verb(ban):  # the phrase hangs on what is done with the ban
        ban = next((k for k in tree.kids(ban, "dobj", "nsubjpass") if k == tree.heads[v] - 1), ban)
    gerund = tree.deps[v] in ("pcomp", "pobj") and tree.lows[v].endswith("ing")
    if event.type == "COOPERATE" and gerund and tree.lemmas[ban] in words("ban") and tree.is_noun(ban):
        return [_banned(tree, roles, event, ban)]
    if event.type not in ("COOPERATE", "CONSULT") or tree.deps[v] not in ("pcomp", "xcomp", "ccomp"):
        return [event]
    if tree.lemmas[over] not in words("forbidding") or not tree.is_verb(over):
        return [event]
    doers = {r.code for r in roles.doer(over)}
    if event.target.code in doers:
        return []
    if event.source.code not in doers:
        return [event]
    rule = f"SANCTION: {tree.lemmas[over]} from {tree.lemmas[v]}"
    return [replace(event, type="SANCTION", words=(over, *event.words), rule=rule, status_at=over)]


def _banned(tree: Tree, roles: Roles, event: Event, ban: int) -> Event:
    """ "lifts its ban on importing meat from Chad": no trade, but what is done with the ban."""
    up = tree.heads[ban]
    own = [r for r in roles.actors.own(ban) if r.code not in (event.source.code, event.target.code)]
    if own:  # "the WTO overturns Chad's ban on importing from Mali"
        rule = f"SANCTION: a {tree.lemmas[ban]} on {tree.lows[event.words[0]]}"
        return replace(event, source=own[0], type="SANCTION", words=(ban,), rule=rule, status_at=ban)
    light = light_verbs().get((tree.lemmas[up], "SANCTION"))
    kind = light.type if light is not None and light.effect == "end" else "SANCTION"
    at = up if tree.is_verb(up) and tree.deps[ban] in ("dobj", "nsubjpass") else ban
    rule = f"{kind}: {tree.lemmas[at]} a {tree.lemmas[ban]} on {tree.lows[event.words[0]]}"
    return replace(event, type=kind, words=(at, ban) if at != ban else (ban,), rule=rule, status_at=at)
