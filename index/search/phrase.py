"""Words in sequence: positions of all words as keys of document and place, met by bisection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

from index.search.codec.postings import Ints, firsts, starts_of

if TYPE_CHECKING:
    from index.search.leaf import Leaf

_SHORT = 512
_FEW = 1 << 14
"""Of so few postings all positions are compared, without looking for the documents of all words first."""
_NOTHING = np.zeros(0, np.int64)


class SpacedPhrase(q.Phrase):  # type: ignore[misc]
    """A phrase with words left out (stop words): ``gaps[i]`` is how far word i+1 stands behind word i."""

    def __init__(self, fieldname: str, words: list[str], gaps: Sequence[int], boost: float = 1.0) -> None:
        super().__init__(fieldname, words, slop=max(gaps), boost=boost)
        self.gaps = tuple(gaps)


def phrase_docs(leaf: Leaf, query: q.Phrase, terms: Sequence[bytes | None], within: Ints | None) -> Ints:
    """The documents that hold the words in this order, each at most ``slop`` behind the one before."""
    if not terms or None in terms:
        return _NOTHING
    places = [leaf.find(query.fieldname, term) for term in terms if term is not None]
    if min(places) < 0:
        return _NOTHING
    candidates: Ints | None = None
    if within is not None or sum([leaf.frequency(query.fieldname, place) for place in places]) > _FEW:
        candidates = within
        lists = [leaf.postings(query.fieldname, place)[0] for place in dict.fromkeys(places)]
        for docs in sorted(lists, key=len):
            candidates = docs if candidates is None else _common(candidates, docs)
        assert candidates is not None
        if not len(candidates):
            return _NOTHING
    gaps = query.gaps if isinstance(query, SpacedPhrase) else None
    current = _keys(leaf, query.fieldname, places[0], candidates)
    for step, place in enumerate(places[1:]):
        following = _keys(leaf, query.fieldname, place, candidates)
        exact = gaps[step] if gaps else 1 if query.slop <= 1 else None
        current = _after(current, following, exact, query.slop)
        if not len(current):
            return _NOTHING
    docs = current >> 32
    distinct: Ints = docs[firsts(docs)]
    return distinct if within is None else _common(distinct, within)


def _common(a: Ints, b: Ints) -> Ints:
    """The documents of two ascending lists."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return a
    if len(a) * 16 < len(b):
        at = np.searchsorted(b, a)
        at[at == len(b)] = 0
        found: Ints = a[b[at] == a]
        return found
    mask = np.zeros(int(max(a[-1], b[-1])) + 1, bool)
    mask[a] = True
    common: Ints = b[mask[b]]
    return common


def _keys(leaf: Leaf, name: str, place: int, candidates: Ints | None) -> Ints:
    """``document << 32 | position`` of each time the word is in a candidate, ascending; of a short list, or
    one of which half are candidates, all."""
    if candidates is None:
        return leaf.keys(name, place)
    docs = leaf.postings(name, place)[0]
    if len(candidates) * 2 >= len(docs) or len(docs) < _SHORT:
        return leaf.keys(name, place)  # to pick them out costs more than it saves
    bounds, positions = leaf.where(name, place)
    rows = _rows(docs, candidates)
    lengths = bounds[rows + 1] - bounds[rows]
    inner = np.arange(int(lengths.sum())) + np.repeat(bounds[rows] - starts_of(lengths)[:-1], lengths)
    keys: Ints = np.repeat(candidates << 32, lengths)
    keys += positions[inner]
    return keys


def _rows(docs: Ints, candidates: Ints) -> Ints:
    """Where the candidates, all of which are in ``docs``, stand there."""
    if len(candidates) * 16 < len(docs):
        found: Ints = np.searchsorted(docs, candidates)
        return found
    mask = np.zeros(int(docs[-1]) + 1, bool)
    mask[candidates] = True
    return np.flatnonzero(mask[docs])


def _after(current: Ints, following: Ints, exact: int | None, slop: int) -> Ints:
    """The keys of ``following`` that stand behind one of ``current``: ``exact`` places, or up to ``slop``."""
    if exact is not None:
        if min(len(current), len(following)) * 16 < max(len(current), len(following)):
            few, many = sorted((current + exact, following), key=len)
            at = np.searchsorted(many, few)
            at[at == len(many)] = 0
            both: Ints = few[many[at] == few]
            return both
        # Two ascending runs: a stable sort merges them, and what both hold stands side by side.
        keys = np.concatenate([current + exact, following])
        keys.sort(kind="stable")
        twice: Ints = keys[1:][keys[1:] == keys[:-1]]
        return twice
    at = np.searchsorted(current, following) - 1
    before = current[np.maximum(at, 0)]
    near: Ints = following[(at >= 0) & (following - before <= slop)]
    return near
