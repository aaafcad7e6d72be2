"""A second look that trusts no parse: two actors in a row, and between them one word that tells an event.

Long sentences are often misread, and then no rule over the tree applies. What stands between neighbours is
short and plain enough to be read from left to right: "Chad ... bombs ... Libya", "Chad ... bombed by ...
Libya". Asked last, for pairs that nothing else relates, and with little confidence.
"""

from __future__ import annotations

from itertools import pairwise

from index.relations.events import Event
from index.relations.fallback.loosely import usual_type
from index.relations.language.lexicon import operators
from index.relations.language.tables import words
from index.relations.parsing.tree import Tree, of_sport
from index.relations.reference.refs import Ref

_FARTHEST = 18
_STOPS = frozenset(
    {"where", "when", "while", "after", "before", "but", "because", "although", ";", ":", "(", ")", "--", "—"}
)
_HANGING = frozenset(
    {
        "by",
        "in",
        "from",
        "at",
        "as",
        "near",
        "outside",
        "across",
        "than",
        "over",
        "through",
        "with",
        "against",
        "to",
        "on",
        "off",
        "along",
        "during",
    }
)
_PLACED = frozenset({"in", "near", "at", "outside", "across", "inside", "via", "through"})
_DARING = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "SANCTION",
        "ACCUSE",
        "AID",
        "SUPPORT",
        "PROTEST",
        "REJECT",
        "THREATEN",
        "REQUEST",
        "MOBILIZE",
        "CONCEDE",
        "RETREAT",
    }
)
_TOLD_OF = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT"})
_MATTERS = {"COERCE": frozenset({"with", "for"}), "REQUEST": frozenset({"for"})}
"""Prepositions after which stands what the deed is about, not whom it meets."""
_PASSIVE = frozenset({"is", "are", "was", "were", "been", "being", "be", "gets", "got"})


class Surface:
    """Reads between neighbouring actors of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.told: set[int] = set()

    def events(self, found: list[Event], silent: set[int]) -> list[Event]:
        """Events between neighbours that ``found`` does not relate; ``silent`` verbs tell nothing."""
        tree = self.tree
        self.told = {word for e in found for word in e.words}
        related = {frozenset((e.source.code, e.target.code)) for e in found}
        if of_sport(tree):
            return []
        named = [i for i in range(len(tree)) if tree.actor(i)]
        more: list[Event] = []
        for a, b in pairwise(named):
            left, right = tree.at[a], tree.at[b]
            assert left.actor and right.actor
            if left.actor == right.actor or frozenset((left.actor, right.actor)) in related:
                continue
            if b - a > _FARTHEST or b in tree.spread.get(a, []):
                continue
            if any(tree.lemmas[k] in words("dismay") for k in range(a, b)):
                continue  # "expelled them to the dismay of Chad"
            if (event := self._between(a, b)) and event.status_at not in silent:
                more.append(event)
        return more

    def _ref(self, i: int) -> Ref:
        mention = self.tree.at[i]
        assert mention.actor
        return Ref(mention.actor, (mention.start, mention.end), i, 1, "name")

    def _hangs(self, a: int, v: int) -> bool:
        """Whether the first actor only stands in a phrase: "north of Canada", "arrested in Chad"."""
        tree = self.tree
        before = [tree.lows[k] for k in range(max(0, a - 2), a)]
        if tree.deps[a] == "pobj" and any(low in _HANGING for low in before):
            return True
        while tree.deps[a] in ("compound", "amod", "nmod", "poss", "appos") and tree.heads[a] != a:
            a = tree.heads[a]  # "a bus crash in the French Alps", "at a base in Chad's north"
        if self._ends_an_address(a):
            return True
        hung = tree.deps[a] == "pobj" and tree.lows[tree.heads[a]] in _PLACED | {"on"}
        return hung and a not in tree.up(v)  # "in a decision of the UN condemning"

    def _undergoes(self, a: int, v: int) -> bool:
        """ "kills a Malian boy and wounds": the boy is the object of the verb before."""
        tree = self.tree
        while tree.deps[a] in ("compound", "amod", "nmod", "poss") and tree.heads[a] != a:
            a = tree.heads[a]
        return tree.deps[a] == "dobj" and tree.deps[v] == "conj" and tree.heads[v] == tree.heads[a]

    def _of_another(self, a: int, v: int) -> bool:
        """ "Chad ... the ruling party supports": the verb has its own subject, or tells of another."""
        tree = self.tree
        own = tree.kids(v, "nsubj", "nsubjpass") or ([tree.heads[v]] if tree.deps[v] == "acl" else [])
        return any(a < k < v and tree.tags[k] in ("NN", "NNS") and k not in tree.up(a) for k in own)

    def _about(self, kind: str, v: int, b: int) -> bool:
        """ "charged with plots for Chad", "requested help for Chad", "workers kidnapped in Chad"."""
        tree = self.tree
        led = _MATTERS.get(kind, frozenset()).intersection(tree.lows[v + 1 : b])
        hit = tree.tags[v] in ("VBD", "VBN") and not tree.kids(v, "dobj", "aux", "auxpass", "agent")
        return bool(led) or (kind in ("ASSAULT", "COERCE") and hit and self._placed(b))

    def _placed(self, b: int) -> bool:
        return not _PLACED.isdisjoint(self.tree.lows[max(0, b - 2) : b]) or self._ends_an_address(b)

    def _ends_an_address(self, i: int) -> bool:
        """ "in Aguelhok, Kidal, Mali": the land of a place."""
        tree = self.tree
        k = i - 1
        while k > 0 and (tree.lows[k] == "," or tree.words[k][:1].isupper()):
            k -= 1
        return tree.lows[i - 1] == "," and tree.lows[k] in _PLACED

    def _acts(self, b: int, v: int) -> bool:
        """Whether the second actor is, or stands before, the subject of a verb of its own."""
        tree = self.tree
        while tree.deps[b] in ("compound", "amod", "nmod", "poss") and tree.heads[b] != b:
            b = tree.heads[b]
        return tree.deps[b] in ("nsubj", "nsubjpass") and tree.heads[b] != v and tree.lows[v] != "by"

    def _misread(self, v: int) -> bool:
        """ "hikers detained on the border of Chad", "charged with plotting": a passive read as active."""
        tree = self.tree
        after = tree.lows[v + 1] if v + 1 < len(tree) else ""
        undergone = usual_type(tree.lemmas[v]) in ("ASSAULT", "COERCE") and after in _HANGING - {"by"}
        return undergone and tree.tags[v] in ("VBD", "VBN") and not tree.kids(v, "dobj")

    def _between(self, a: int, b: int) -> Event | None:
        tree = self.tree
        inner = range(a + 1, b)
        if any(tree.lows[k] in _STOPS or (tree.lows[k] == "as" and tree.deps[k] == "mark") for k in inner):
            return None
        verbs = [
            k
            for k in inner
            if tree.tags[k][0] == "V" and tree.deps[k] not in ("aux", "auxpass", "amod", "compound")
        ]
        telling = [
            k
            for k in verbs
            if usual_type(tree.lemmas[k]) in _DARING
            and tree.lemmas[k] not in words("idle") | words("idle_here") | words("idle_at_home")
        ]
        if len(telling) != 1 or len(verbs) > 2:
            return None
        v = telling[0]
        if tree.tags[v] == "VBG" and tree.deps[v] in ("pobj", "dobj", "nsubj") and not tree.kids(v, "dobj"):
            return None  # "asks for funding for"
        if v in self.told or self._misread(v) or not words("hazard").isdisjoint(tree.lemmas):
            return None
        if self._hangs(a, v) or (self._placed(b) and usual_type(tree.lemmas[v]) != "ASSAULT"):
            return None
        if any(k != v and tree.lemmas[k] not in operators() for k in verbs):
            return None
        kind = usual_type(tree.lemmas[v])
        if tree.lemmas[tree.heads[b]] == "border" and {"outside", "near", "at"} & {*tree.lows[b - 2 : b]}:
            return None
        if self._about(kind, v, b) or (kind in ("ASSAULT", "COERCE") and self._undergoes(a, v)):
            return None
        if self._acts(b, v) and (kind not in _TOLD_OF or tree.lows[b - 1] == "and"):
            return None  # "recognises that Chad is", "retreating Malian troops killed"
        words_hit = words("move") | words("paper") | words("demand")
        if kind == "ASSAULT" and any(tree.lemmas[k] in words_hit for k in tree.kids(v, "dobj")):
            return None  # "attacked the proclamation of"
        by = [k for k in range(v + 1, b) if tree.lows[k] == "by"]
        source, target = a, b
        having = any(tree.lows[k] in ("has", "have", "had", "having") for k in range(max(a, v - 3), v))
        been = any(tree.lows[k] in _PASSIVE for k in range(max(a, v - 3), v))
        if tree.tags[v] == "VBN" and (been or not having):
            hanging = by and any(tree.lows[k] in _HANGING for k in range(by[0] + 1, b))
            if not by or hanging or v in self.told:
                return None
            source, target = b, a
        first, last = ("X", "Y") if source == a else ("Y", "X")
        rule = f"{kind}: {first} ... {tree.lemmas[v]} ... {last} (surface)"
        return Event(self._ref(source), self._ref(target), kind, (v,), rule, v, "", 0.4)
