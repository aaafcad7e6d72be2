"""What is left when no pattern fits: a verb of one known type, its doer, and an actor inside what it governs.

"Poland denounced as a crime the suppression of unrest in Minsk": no pattern foresees where the target
stands. The verb's usual type is taken, with little confidence, for the nearest actor inside its object or its
phrases.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from index.model import QUADS
from index.relations.arguments.roles import Roles
from index.relations.events import Event, pairs
from index.relations.language.lexicon import noun_senses, verb_senses
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree, of_sport
from index.relations.reference.actors import Actors
from index.relations.reference.refs import Ref

_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "appos", "conj"})
_LEADS = frozenset(
    {
        "of",
        "to",
        "from",
        "with",
        "against",
        "on",
        "over",
        "for",
        "between",
        "into",
        "at",
        "toward",
        "by",
        "about",
    }
)
_PLACES = frozenset({"in", "near", "across", "inside", "within", "along", "off"})
_DEEP = 3
_FAR = 1
"""Steps from both names beyond which six in ten are wrong: such are kept, and shown only where asked for."""
_DONE_TO = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION"})
_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"})
_ASIDE = {
    "SUPPORT": frozenset({"against"}),
    "AID": frozenset({"against", "from"}),
    "COOPERATE": frozenset({"against"}),
    "COERCE": frozenset({"for", "to", "with"}),
}
"""Prepositions after which stands another: "supplied from", "jailed for killing", "given over to"."""
_BOLD = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "ACCUSE",
        "AID",
        "COOPERATE",
        "SUPPORT",
        "PROTEST",
        "REJECT",
    }
)


@cache
def usual_type(verb: str) -> str:
    """The type that a verb tells when nothing else is known of the sentence, or ''."""
    senses = [
        s for s in verb_senses().get(verb, []) if s.type != "NONE" and s.source == "subj" and not s.complement
    ]
    if not senses or verb in words("recording"):
        return ""
    plain = [
        s for s in senses if s.target == "obj" and not (s.object or s.links or s.particle or s.complement)
    ]
    if len({QUADS[s.type] for s in plain}) == 1:
        return plain[0].type
    if len({QUADS[s.type] for s in senses}) == 1 and not any(s.particle for s in senses):
        return Counter(s.type for s in senses).most_common(1)[0][0]
    return ""


class Loosely:
    """Finds events that no pattern foresees. To be asked last, with what the patterns found."""

    def __init__(self, tree: Tree, actors: Actors, roles: Roles) -> None:
        self.tree = tree
        self.actors = actors
        self.roles = roles
        self.sport = of_sport(tree)

    def events(self, found: list[Event], silent: set[int]) -> list[Event]:
        """Further events; pairs that ``found`` relates are left alone, and so are ``silent`` verbs."""
        tree = self.tree
        related = {frozenset((e.source.code, e.target.code)) for e in found}
        spoken = silent.union(word for e in found for word in e.words)
        more: list[Event] = []
        for v in range(len(tree)):
            if not tree.is_verb(v) or tree.deps[v] in ("aux", "auxpass") or v in spoken:
                continue
            kind = usual_type(tree.lemmas[v])
            if tree.tags[v] == "VBG" and any(tree.lows[p] == "by" for p in tree.kids(v, "prep", "agent")):
                continue  # "says that shelling by Mali"
            if kind not in _BOLD or tree.lemmas[v] in words("idle") or self.sport:
                continue
            if tree.lemmas[v] in words("idle_here") or tree.kids(v, "prt"):
                continue
            if tree.lemmas[v] == "prevent" and not any(tree.lows[p] == "from" for p in tree.kids(v, "prep")):
                continue  # "to prevent a clash between Chad and Mali"
            if kind == "ASSAULT" and not words("accident").isdisjoint(tree.lemmas):
                continue  # "a Malian ship slams into a dock, killing sailors from Chad"
            if tree.tags[v] in ("VBD", "VBN") and not tree.kids(v, "dobj", "aux") and kind in _DONE_TO:
                continue  # "workers kidnapped in Chad", misread as active
            rule = f"{kind}: X {tree.lemmas[v]} ... Y"
            reached = self._reached(v, kind) or self._the_deed(v, kind, found)
            for event in pairs(self.roles.doer(v), reached, kind, False, (v,), rule, v, penalty=0.35):
                if frozenset((event.source.code, event.target.code)) not in related:
                    far = event.source.distance + event.target.distance > _FAR
                    more.append(replace(event, penalty=0.4) if far else event)
        return more

    def _reached(self, v: int, kind: str) -> list[Ref]:
        """The nearest actors inside the verb's object, or inside its phrases."""
        tree = self.tree
        first = self.roles.patient(v)
        for start in (first, self._phrases(v, kind)):
            level = [n for n in start if ";" not in tree.lows[v : max(v, n)]]
            for depth in range(_DEEP):
                refs = [r for k in level if tree.actor(k) for r in self.actors._at(k, depth, "inside")]
                if refs:
                    return refs
                level = [n for k in level for n in self._inside(k, kind)]
                level = [n for n in level if ";" not in tree.lows[v : max(v, n)]]
        return []

    def _the_deed(self, v: int, kind: str, found: list[Event]) -> list[Ref]:
        """ "After an American airstrike, Chad condemned the attack": the deed is the one told before."""
        tree = self.tree
        if kind not in ("ACCUSE", "REJECT", "SUPPORT"):
            return []
        for noun in self.roles.patient(v):
            if tree.lemmas[noun] in noun_senses() and any(
                tree.lows[d] in ("the", "this", "these") for d in tree.kids(noun, "det")
            ):
                doers = [
                    e.source for e in found if max(e.words) < v and (e.type in _HARM) == (kind != "SUPPORT")
                ]
                if doers:
                    return doers[-1:]
                for k in range(v):
                    if (
                        tree.lemmas[k] in noun_senses()
                        and tree.lemmas[k] in words("attack")
                        and k not in tree.at
                    ):
                        by = [
                            n
                            for p in tree.kids(k, "prep")
                            if tree.lows[p] == "by"
                            for n in tree.kids(p, "pobj")
                        ]
                        return self.actors.of(k, loose=False) or self.roles.refs(by)
        return []

    def _phrases(self, v: int, kind: str) -> list[int]:
        tree = self.tree
        return [
            k
            for prep in tree.kids(v, "prep", "dative")
            if tree.lows[prep] not in _ASIDE.get(kind, ())
            if tree.lemmas[v] != "fight" or tree.lows[prep] not in _PLACES
            if tree.lows[prep] in _LEADS or (kind in ("ASSAULT", "ACCUSE") and tree.lows[prep] in _PLACES)
            if not (tree.lows[prep] == "by" and self.roles.passive(v))
            for k in tree.kids(prep, "pobj")
            if tree.lemmas[k] not in words("dismay")
            and not (tree.lows[prep] in _PLACES and tree.lemmas[k] == "border")
        ]

    def _inside(self, k: int, kind: str) -> list[int]:
        """Words one step further inside a noun's phrase."""
        tree = self.tree
        found = tree.kids(k, *_INSIDE)
        for prep in tree.kids(k, "prep", "agent"):
            if tree.lows[prep] in _ASIDE.get(kind, ()):
                continue  # "supports the government against the Houthis"
            if tree.lows[prep] in _PLACES and any(
                tree.lemmas[n] in words("border") for n in tree.kids(prep, "pobj")
            ):
                continue  # "kills officers near the border with Chad"
            if tree.lemmas[k] in words("diplomat") and tree.lows[prep] in ("to", "in", "at"):
                continue  # "praises the ambassador to Chad"
            if tree.lows[prep] in _LEADS or tree.lows[prep] in ("in", "inside", "within"):
                found.extend(tree.kids(prep, "pobj"))
        for clause in tree.kids(k, "acl", "relcl"):
            found.extend(tree.kids(clause, "dobj", "nsubj"))
            for prep in tree.kids(clause, "prep", "agent"):
                found.extend(tree.kids(prep, "pobj"))
        return [n for n in found if tree.lemmas[n] not in words("sport")]
