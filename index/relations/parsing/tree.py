"""A parsed sentence as the rules see it: plain lists, and the actors' mentions laid over the words.

Labels are those of spaCy's English models (ClearNLP dependencies, Penn tags).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from index.model import Mention, Span
from index.relations.language.lemmas import Lemmas
from index.relations.language.tables import words
from index.relations.parsing.pieces import Parse, Piece


@dataclass(slots=True)
class Tree:
    """One sentence. Lists run over its tokens; ``heads[i]`` is a token number (its own for a root)."""

    text: str
    offset: int
    words: list[str]
    lows: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    children: list[list[int]]
    mentions: list[Mention]
    at: dict[int, Mention]
    """Token number -> the mention that covers it (with or without an actor)."""
    also: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    """Token number -> further mentions in the same word ("China–India")."""
    introduced: set[int] = field(default_factory=set)
    """Tokens that begin a list of their own ("nations such as ...")."""
    spread: dict[int, list[int]] = field(default_factory=dict)
    """Token number of a mention -> tokens of the other members of its list ("X, Y and Z")."""
    sport: bool | None = None
    """What ``of_sport`` found, once it was asked."""

    def __len__(self) -> int:
        return len(self.words)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of ``i`` with one of these labels, in order."""
        found: list[int] = []
        for k in self.children[
            i
        ]:  # a loop: asked some hundred times a sentence, mostly of words with no child
            if self.deps[k] in deps:
                found.append(k)
        return found

    def kid(self, i: int, *deps: str) -> int | None:
        """First child of ``i`` with one of these labels."""
        for k in self.children[i]:
            if self.deps[k] in deps:
                return k
        return None

    def is_verb(self, i: int) -> bool:
        """Whether the token is tagged as a verb (or auxiliary used as one)."""
        return self.tags[i].startswith("VB")

    def is_noun(self, i: int) -> bool:
        """Whether the token is tagged as a noun, a name or a pronoun."""
        return self.tags[i][0] in "NP" and self.tags[i] not in ("POS", "PDT")

    def after(self, i: int, *prepositions: str) -> list[int]:
        """Nouns that follow one of these prepositions of ``i``, in order."""
        return [
            k
            for p in self.kids(i, "prep", "agent")
            if self.lows[p] in prepositions
            for k in self.kids(p, "pobj")
        ]

    def up(self, i: int) -> Iterator[int]:
        """The token's ancestors, nearest first."""
        seen = 0
        while self.heads[i] != i and seen < len(self.words):
            i = self.heads[i]
            seen += 1
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """All that is joined to ``i`` by "and", "or" or a comma, below it; ``i`` not included."""
        if not self.children[i]:
            return []
        found: list[int] = []
        stack = [i]
        while stack and len(found) < 40:
            for k in self.children[stack.pop()]:
                if self.deps[k] == "conj" and "not" not in self.lows[max(0, k - 2) : k]:
                    found.append(k)
                    stack.append(k)
        return found

    def below(self, i: int) -> set[int]:
        """The token and all that hang under it."""
        found = {i}
        stack = [i]
        while stack:
            for k in self.children[stack.pop()]:
                if k not in found:
                    found.add(k)
                    stack.append(k)
        return found

    def first_conjunct(self, i: int) -> int:
        """The head of the list that ``i`` belongs to."""
        while self.deps[i] == "conj" and self.heads[i] != i:
            i = self.heads[i]
        return i

    def span(self, first: int, last: int) -> Span:
        """Characters of the body from one token to another (both included)."""
        return (self.offset + self.starts[first], self.offset + self.ends[last])

    def actor(self, i: int) -> Mention | None:
        """The mention at this token when it acts for somebody."""
        mention = self.at.get(i)
        return mention if mention is not None and mention.actor else None

    def codes(self) -> set[str]:
        """All actors named in the sentence."""
        return {m.actor for m in self.mentions if m.actor}


def build(  # noqa: PLR0917
    parse: Parse, base: Lemmas, text: str, offset: int, mentions: list[Mention], pieces: list[Piece]
) -> Tree:
    """A ``Tree`` from a parse of ``pieces``. ``offset`` is the sentence's place in the body, as in
    ``mentions``.
    """
    words = [p.word for p in pieces]
    heads, tags, deps = parse.heads, parse.tags, parse.deps
    children: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    lows = [w.lower() for w in words]
    lemmas = [base.of(low, tag) for low, tag in zip(lows, tags, strict=True)]
    at = {i: p.mention for i, p in enumerate(pieces) if p.mention is not None}
    starts, ends = [p.start for p in pieces], [p.end for p in pieces]
    tree = Tree(text, offset, words, lows, lemmas, tags, deps, heads, starts, ends, children, mentions, at)
    tree.also = {i: p.also for i, p in enumerate(pieces) if p.also}
    tree.introduced = {i for i, p in enumerate(pieces) if p.introduced}
    tree.spread = _lists(tree)
    return tree


def _lists(tree: Tree) -> dict[int, list[int]]:
    """Lists of actors by their surface ("Iran, Iraq and Syria"), which parsers of names often break.

    A run of mentions counts when nothing but commas and conjunctions stands between them and one "and" or
    "or" does; each member then leads to all others.
    """
    order: list[list[int]] = []
    last: Mention | None = None
    for i in range(len(tree)):
        mention = tree.at.get(i)
        if mention is None:
            continue
        if mention is last:
            order[-1].append(i)
        else:
            order.append([i])
            last = mention
    groups: list[list[list[int]]] = []
    joined_by_and = False
    for left, right in pairwise(order):
        between = tree.lows[left[-1] + 1 : right[0]]
        joins = (
            bool(between)
            and not (tree.introduced & set(right))
            and (all(w in _JOINERS for w in between) or between in _HYPHENS)
        ) or _along_with(tree, left, between)
        if not joins or not (tree.actor(left[-1]) and tree.actor(right[-1])):
            joined_by_and = False
            continue
        with_and = any(w not in (",", "the", "-", "–", "—") for w in between)
        with_and = with_and and not _along_with(tree, left, between)
        if groups and groups[-1][-1] is left and not (joined_by_and and not with_and):
            groups[-1].append(right)
        else:
            groups.append([left, right])
        joined_by_and = with_and
    return _spread(tree, groups)


_FINITE = (["VBP"], ["VBD"], ["MD"], ["VB"])
_CLOSERS = frozenset({"and", "or", "&", "as", "nor", "/", "-", "–", "—"})
_HYPHENS: list[list[str]] = [["-"], ["–"], ["—"]]
_JOINERS = frozenset({",", "and", "or", "the", "&", "as", "well", "nor", "both", "/"})


def _along_with(tree: Tree, left: list[int], between: list[str]) -> bool:
    """ "Chad, along with Mali, left": what stands between the two makes them do it together."""
    link = " ".join(w for w in between if w != "the").strip(" ,")
    if link in words("list_link_apart"):  # "the first to recognise Chad, followed by Mali" is another's list
        return between[0] == "," and _outer(tree, left)[1] in ("nsubj", "nsubjpass")
    return link in words("list_link")


def _spread(tree: Tree, groups: list[list[list[int]]]) -> dict[int, list[int]]:
    """Token -> last tokens of the other members, for groups that an "and" or "or" closes."""
    found: dict[int, list[int]] = {}
    for group in groups:
        between = tree.lows[group[-2][-1] + 1 : group[-1][0]]
        headline = group[0][0] == 0 and tree.tags[group[-1][-1] + 1 : group[-1][-1] + 2] in _FINITE
        shortened = any(i in tree.also for i in group[-1])  # "US, [French and] Canadian troops"
        closed = _along_with(tree, group[-2], between) or any(w in _CLOSERS for w in between)
        if not headline and not shortened and not closed:
            continue
        if not _same_place(tree, group):
            continue
        group[-1] = _own_name(tree, group[-1])
        tails = [member[-1] for member in group]
        for member in group:
            for i in member:
                found[i] = [tail for tail in tails if tail != member[-1]]
    return found


def _own_name(tree: Tree, member: list[int]) -> list[int]:
    """ "Israel and the Lebanese group Hezbollah": the group is the member, not the land that it is from."""
    noun, dep = _outer(tree, member)
    if dep != "amod" or tree.lemmas[noun] not in words("of_fighters"):
        return member
    named = [k for k in tree.kids(noun, "appos") if tree.actor(k)]
    return named[:1] or member


def _outer(tree: Tree, member: list[int]) -> tuple[int, str]:
    """The word outside the mention that it hangs on, and by which label."""
    i = member[-1]
    inside = set(member)
    while tree.heads[i] in inside and tree.heads[i] != i:
        i = tree.heads[i]
    return tree.heads[i], tree.deps[i]


def _same_place(tree: Tree, group: list[list[int]]) -> bool:
    """Whether no member is the subject of a clause of its own: "met Iran, and Iraq left" is no list."""
    for member in group[1:]:
        head, dep = _outer(tree, member)
        if dep in ("nsubj", "nsubjpass") and head > member[-1] and head != _outer(tree, group[0])[0]:
            return False
    return True


def within_brackets(tree: Tree, i: int) -> bool:
    """Whether the token stands in brackets: "Iran and six powers (the United States, ...)"."""
    before = [low for low in tree.lows[:i] if low in ("(", ")")]
    return bool(before) and before[-1] == "(" and ")" in tree.lows[i:]


def stands_apart(tree: Tree, i: int) -> bool:
    """ "Chad accuses Mali; Malians deny it": a clause before a semicolon is not what the next one denies."""
    v = tree.heads[i]
    if tree.deps[i] != "ccomp" or i > v:
        return False
    parted = [k for k in tree.children[v] if i < k < v and tree.lows[k] == ";"]
    return bool(parted) and any(k > parted[0] for k in tree.kids(v, "nsubj", "nsubjpass"))


def of_sport(tree: Tree) -> bool:
    """Whether the sentence tells of a match: there nations beat and knock out one another in play."""
    if tree.sport is None:
        tree.sport = _of_sport(tree)
    return tree.sport


def _of_sport(tree: Tree) -> bool:
    single, pairs, hyphened = _sport()
    sporting = single.intersection(tree.lows)
    if sporting - {"scores"} or (sporting and "of" not in tree.lows[tree.lows.index("scores") + 1 :][:1]):
        return True  # but "scores of refugees" are no match
    if any(a in pairs and b in pairs[a] for a, b in pairwise(tree.lows)):
        return True
    text = tree.text.lower()
    return any(word in text for word in hyphened) or _SCORE.search(text) is not None


_SCORE = re.compile(r"\b(?:defeat|beat|down|edge|thrash)\w* [\w ]{3,25} \d{1,3}[–-]\d{1,3}\b")
"""What a headline of a match says: "Spain defeats France 88–76"."""


@cache
def _sport() -> tuple[frozenset[str], dict[str, set[str]], tuple[str, ...]]:
    """The words of matches: all as they stand, those of two words by their first, those with a hyphen."""
    pairs: dict[str, set[str]] = {}
    for phrase in words("sport"):
        first, _, second = phrase.partition(" ")
        if second:
            pairs.setdefault(first, set()).add(second)
    return words("sport"), pairs, tuple(word for word in words("sport") if "-" in word)
