"""The coder: sentences and mentions in, relations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from index.model import QUADS, Mention, Relation, Span, Status
from index.relations.arguments.roles import Roles
from index.relations.confidence import LEAST, confidence
from index.relations.events import Event
from index.relations.factuality.modality import Judgement, note_local
from index.relations.factuality.status import PURPOSE, Statuses
from index.relations.fallback.loosely import Loosely
from index.relations.fallback.surface import Surface
from index.relations.inference.accused import accused
from index.relations.inference.becoming import became, declined, forbidden, told_once
from index.relations.inference.implied import implied
from index.relations.inference.likewise import likewise
from index.relations.language.lexicon import Operator, light_verbs
from index.relations.language.tables import cues, words
from index.relations.nouns.nominals import Nominals
from index.relations.parsing.parser import Parser
from index.relations.parsing.pieces import PERSON
from index.relations.parsing.tree import Tree
from index.relations.reference.actors import Actors
from index.relations.reference.context import Context, Deed, Said, Threads
from index.relations.reference.recalled import names_office, struck
from index.relations.reference.refs import Ref
from index.relations.selection import Task, tasks
from index.relations.speech.claims import claims
from index.relations.speech.conditions import conditions
from index.relations.speech.demands import Demands
from index.relations.speech.needs import needs
from index.relations.speech.threats import Threats
from index.relations.speech.travellers import driven_out, kept_home, told_to_leave, who_were_there
from index.relations.speech.worries import sojourns, worries
from index.relations.verbs.clauses import Clauses
from index.relations.verbs.missions import missions

_DONE_AT_ONCE = frozenset({"COERCE", "SANCTION", "ACCUSE"})
"""Whoever bans future imports, or questions a future role, does so now."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A relation with the event and the judgement it was made from: what an explanation needs."""

    relation: Relation
    event: Event
    judgement: Judgement


class Coder:
    """Codes relations. The parser is loaded at the first sentence that needs it, once a process."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser or Parser()

    def code(
        self, body: str, sentences: list[Span], mentions: list[Mention], date: str | None
    ) -> list[Relation]:
        """Relations of one article, in the order of its sentences. ``sentences`` and ``mentions`` are
        sorted.
        """
        return next(iter(self.code_many([(body, sentences, mentions, date)])))

    def code_many(
        self, articles: Iterable[tuple[str, list[Span], list[Mention], str | None]]
    ) -> Iterator[list[Relation]]:
        """Relations of each article, in order; sentences of many articles share the parser's batches."""
        for coded in self.trace(articles):
            yield [one.relation for one in coded]

    def trees(self, body: str, todo: Sequence[Task]) -> list[Tree]:
        """The parses of these sentences of one article."""
        return list(self._parser.trees((body[t.span[0] : t.span[1]], t.span[0], t.mentions) for t in todo))

    def trace(
        self, articles: Iterable[tuple[str, list[Span], list[Mention], str | None]]
    ) -> Iterator[list[Coded]]:
        """As ``code_many``, with what each relation was made from."""
        for group in _groups(articles):
            work = [
                (body, sentences, mentions, tasks(body, sentences, mentions))
                for body, sentences, mentions, _ in group
            ]
            wanted = [
                (body[t.span[0] : t.span[1]], t.span[0], t.mentions)
                for body, _, _, todo in work
                for t in todo
            ]
            trees = self._parser.trees(wanted)
            for body, sentences, mentions, todo in work:
                yield _article(body, sentences, mentions, todo, trees)


def _groups(
    articles: Iterable[tuple[str, list[Span], list[Mention], str | None]],
) -> Iterator[list[tuple[str, list[Span], list[Mention], str | None]]]:
    """Articles in groups of bounded size, so that a long stream needs little memory."""
    group: list[tuple[str, list[Span], list[Mention], str | None]] = []
    size = 0
    for article in articles:
        group.append(article)
        size += len(article[0])
        if len(group) >= 512 or size > 400_000:
            yield group
            group, size = [], 0
    if group:
        yield group


def _article(
    body: str, sentences: list[Span], mentions: list[Mention], todo: list[Task], trees: Iterator[Tree]
) -> list[Coded]:
    threads = Threads(body)
    parsed = {task.number: task for task in todo}
    found: list[Coded] = []
    n = 0
    for number, (start, end) in enumerate(sentences):
        task = parsed.get(number)
        context = threads.at(start)
        if task is not None:
            tree = next(trees)
            context.number = number
            context.speaker = task.speaker
            coded = code_tree(tree, (start, end), context)
            found.extend(coded)
            context.remember(_salient(number, tree))
            told = [one.relation for one in coded]
            context.tell([Deed(number, r.source, r.target, r.type) for r in told])
            hit = frozenset(r.target for r in told if r.type == "ASSAULT" and r.status != "hypothetical")
            context.strike(number, hit or struck(tree.text, task.mentions))
            continue
        while n < len(mentions) and mentions[n].end <= start:
            n += 1
        inside = []
        k = n
        while k < len(mentions) and mentions[k].start < end:
            inside.append(mentions[k])
            k += 1
        codes = tuple(dict.fromkeys(m.actor for m in inside if m.actor))
        context.strike(number, struck(body[start:end], inside))
        stranger = not codes and any(m.kind == "person" for m in inside)  # "he" may be this one
        titled = stranger or any(m.kind == "person" for m in inside) or names_office(body[start:end])
        context.remember(Said(number, (), codes, True if stranger else None if titled else False))
    return found


def _salient(number: int, tree: Tree) -> Said:
    """What is remembered of a sentence that was parsed."""
    actors = Actors(tree, Context())
    subjects: list[Ref] = []
    bodies: set[int] = set()
    stranger = False
    for i, dep in enumerate(tree.deps):
        if dep == "ROOT":
            for k in tree.kids(i, "nsubj", "nsubjpass"):
                between = tree.lemmas[k] in words("talk") | words("deal")  # "talks between Chad and Mali"
                found = actors.of(k, loose=between)
                subjects.extend(found)
                stranger = stranger or (not found and tree.tags[k] == "NNP" and k not in tree.at)
                if tree.tags[k] == "NNS" or tree.lemmas[k] in words("of_state") | words("own_force"):
                    bodies.update(r.token for r in found)  # "the Chadian army" is no "he"
    codes = tuple(dict.fromkeys(m.actor for m in tree.mentions if m.actor))
    person = any(
        (r.how != "name" and r.token not in bodies) or tree.words[r.token] == PERSON for r in subjects
    )
    person = person or any(m.kind == "person" for r in subjects if (m := tree.at.get(r.token)))
    return Said(number, tuple(dict.fromkeys(r.code for r in subjects)), codes, person, stranger)


def code_tree(tree: Tree, sentence: Span, context: Context) -> list[Coded]:
    """Relations of one parsed sentence, doubles merged."""
    actors = Actors(tree, context)
    roles = Roles(tree, actors)
    statuses = Statuses(tree, roles)
    clauses = Clauses(tree, actors, roles)
    events = clauses.events() + Nominals(tree, actors, roles).events() + Demands(tree, roles).events()
    events += needs(tree, roles)
    events += Threats(tree, roles).events(events) + claims(tree, roles, events)
    events += conditions(tree, roles, events) + told_to_leave(tree, roles) + driven_out(tree, roles)
    events += likewise(tree, roles, events)
    events += kept_home(tree, roles) + who_were_there(tree, roles) + missions(tree, actors, roles)
    events += accused(tree, roles, events)
    events += worries(tree, roles) + sojourns(tree, roles)
    events += Loosely(tree, actors, roles).events(events, clauses.silent)
    events += Surface(tree).events(events, clauses.silent)
    events = [became(tree, roles, event) for event in events]
    events = told_once(tree, [one for event in events for one in forbidden(tree, roles, event)])
    events += [more for event in events for more in implied(tree, roles, event)]
    found: list[Coded] = []
    sources: dict[tuple[int, str], set[str]] = {}
    for event in events:
        sources.setdefault((event.status_at, event.rule), set()).add(event.source.code)
    for event in events:
        doers = frozenset(sources[event.status_at, event.rule])
        judgement = statuses.of(event.status_at, doers, event.type)
        if event.words[0] != event.status_at or len(event.words) > 1:
            for word in event.words:
                named = event.type == "REJECT" and tree.lemmas[word] in words("visit") | words("talk")
                named = named or tree.lemmas[event.words[0]] in words("putting_off")
                named = named or (event.type in _DONE_AT_ONCE and tree.lemmas[word] not in words("sanction"))
                if word != event.status_at and tree.is_noun(word) and not named:
                    note_local(tree, word, judgement)
        settled = declined(tree, event, judgement)
        if settled.force:
            judgement.note(cast(Status, settled.force), tree.words[settled.words[0]])
        found.append(_relation(tree, sentence, settled, judgement))
        found.extend(_governors(tree, sentence, settled, judgement, roles, statuses))
    told = [one for one in merge(found) if one.relation.confidence >= LEAST]
    done = {_class(one) for one in told if one.relation.status == "asserted"}
    # who arrived to meet somebody met: the way back as well
    done |= {(b, a, quad) for a, b, quad in done if _consults(told, a, b) and _consults(told, b, a)}
    return [_begun(one) if _class(one) in done else one for one in told]


def _consults(told: Sequence[Coded], source: str, target: str) -> bool:
    return any(
        (r.source, r.target, r.type) == (source, target, "CONSULT") for r in (c.relation for c in told)
    )


def _class(one: Coded) -> tuple[str, str, int]:
    return (one.relation.source, one.relation.target, one.relation.quad)


def _begun(one: Coded) -> Coded:
    """ "met to sign a treaty": what an act of the same class between the two was for is done with it."""
    if one.judgement.because != [f"hypothetical: {PURPOSE}"]:
        return one
    if one.relation.type == "AGREE" and not one.relation.rule.startswith("AGREE: X sign"):
        return one  # "talks to resolve a dispute"
    return replace(one, relation=replace(one.relation, status="asserted"))


def _governors(  # noqa: PLR0917
    tree: Tree, sentence: Span, event: Event, judgement: Judgement, roles: Roles, statuses: Statuses
) -> list[Coded]:
    """What agreeing to, refusing to or threatening to do it is in itself."""
    found: list[Coded] = []
    for token, governing in judgement.passed:
        operator = governing
        if tree.lemmas[token] in cues()["threaten_if"] and QUADS[event.type] == 4:
            operator = Operator(governing.effect, "THREATEN")
        if not operator.own or not (tree.is_verb(token) or tree.lemmas[token] in words("own_noun")):
            continue
        who = roles.refs(roles.subject(token)) if tree.is_verb(token) else _whose_word(tree, roles, token)
        subject = {ref.code: ref for ref in who}
        if event.source.code not in subject or not _befits(operator.own, event.type):
            continue
        rule = f"{operator.own}: {tree.lemmas[token]} to {tree.lemmas[event.words[0]]}"
        own = Event(
            subject[event.source.code], event.target, operator.own, (token, *event.words), rule, token
        )
        found.append(_relation(tree, sentence, own, statuses.of(token, frozenset(subject), operator.own)))
    return found


def _whose_word(tree: Tree, roles: Roles, noun: int) -> list[Ref]:
    """ "Chad's threat to", "Chad made a threat to": whose the word is."""
    v = tree.heads[noun]
    light = light_verbs().get((tree.lemmas[v], "*"))
    given = light is not None and light.effect == "do" and tree.deps[noun] in ("dobj", "nsubjpass")
    return roles.actors.own(noun) or (roles.doer(v) if given else [])


def _befits(own: str, kind: str) -> bool:
    """Whether refusing or agreeing to do it is done to the one whom it would help: who refuses to condemn
    Chad rejects nothing of Chad's.
    """
    if own == "THREATEN":  # "threatens to sell arms to Chad" threatens somebody else
        return QUADS[kind] > 2 or kind in ("RETREAT", "CONCEDE")
    return own not in ("REJECT", "AGREE") or QUADS[kind] < 3


def _relation(tree: Tree, sentence: Span, event: Event, judgement: Judgement) -> Coded:
    told = sorted(event.words)
    relation = Relation(
        event.source.code, event.target.code, event.type, QUADS[event.type], judgement.status,
        sentence[0], sentence[1], tree.span(told[0], told[-1] if told[-1] - told[0] < 8 else told[0]),
        event.source.span, event.target.span, confidence(event, judgement.status), event.rule,
    )  # fmt: skip
    return Coded(relation, event, judgement)


def merge(found: Sequence[Coded]) -> list[Coded]:
    """One relation for one source, target and type; the more certain telling is kept."""
    best: dict[tuple[str, str, str], Coded] = {}
    for one in found:
        r = one.relation
        key = (r.source, r.target, r.type)
        known = best.get(key)
        if known is None or r.confidence > known.relation.confidence:
            best[key] = one
    return list(best.values())
