"""What a part of a question finds in a segment, and how such findings are joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.search.codec.postings import Ints, firsts
from index.search.leaf import Floats, Hits, Mask

_LITTLE = 16_000
_SPARSE = 8
_VERY_SPARSE = 64
"""Where there are fewer findings than one in so many documents (of little indexes: very few), they are sorted
together."""
_NO_DOCS = np.zeros(0, np.int64)


def nothing(scored: bool) -> Hits:
    return Hits(_NO_DOCS, np.zeros(0) if scored else None)


def restrict(docs: Ints, counts: Any, within: Ints) -> tuple[Ints, Any]:
    """The postings of the documents in ``within``."""
    if not len(docs) or not len(within):
        return _NO_DOCS, None
    if len(within) * 16 < len(docs):
        places = np.searchsorted(docs, within)
        places[places == len(docs)] = 0
        places = places[docs[places] == within]
    else:
        mask = np.zeros(int(max(docs[-1], within[-1])) + 1, bool)
        mask[within] = True
        places = (mask[docs]).nonzero()[0]
    return docs[places], None if counts is None else counts[places]


def from_mask(mask: Mask, score: float | None, within: Ints | None) -> Hits:
    docs = (mask).nonzero()[0] if within is None else within[mask[within]]
    return Hits(docs, None if score is None else np.full(len(docs), float(score)))


def both(a: Hits, b: Hits) -> Hits:
    """The documents of both, their scores added up."""
    if len(a.docs) > len(b.docs):
        a, b = b, a
    if not len(a.docs):
        return Hits(_NO_DOCS, None if a.scores is None else np.zeros(0))
    if len(a.docs) * 16 < len(b.docs):
        at = np.searchsorted(b.docs, a.docs)
        at[at == len(b.docs)] = 0
        same = b.docs[at] == a.docs
        scores = a.scores[same] if a.scores is not None else None
        if b.scores is not None:
            scores = b.scores[at[same]] if scores is None else scores + b.scores[at[same]]
        return Hits(a.docs[same], scores)
    top = int(max(a.docs[-1], b.docs[-1])) + 1
    mask = np.zeros(top, bool)
    mask[a.docs] = True
    in_b = mask[b.docs]
    docs = b.docs[in_b]
    scores = None if b.scores is None else b.scores[in_b]
    if a.scores is not None:
        mask[:] = False
        mask[docs] = True
        mine = a.scores[mask[a.docs]]
        scores = mine if scores is None else scores + mine
    return Hits(docs, scores)


def without(hits: Hits, refused: Ints, count: int) -> Hits:
    if not len(refused) or not len(hits.docs):
        return hits
    mask = np.ones(count, bool)
    mask[refused] = False
    kept = mask[hits.docs]
    return Hits(hits.docs[kept], None if hits.scores is None else hits.scores[kept])


def _any_of(parts: Sequence[Hits], count: int) -> Ints:
    mask = np.zeros(count, bool)
    for part in parts:
        mask[part.docs] = True
    return mask.nonzero()[0]


def united(parts: Sequence[Hits], count: int, join: np.ufunc, boost: float) -> Hits:
    """The documents of any part, their scores joined by ``join``."""
    parts = [part for part in parts if len(part.docs)] or parts[:1]
    if not parts:
        return nothing(scored=True)
    scored = [part.scores for part in parts if part.scores is not None]
    if len(parts) == 1:
        return Hits(parts[0].docs, scored[0] * boost if scored and boost != 1 else parts[0].scores)
    if len(scored) < len(parts):
        return Hits(_any_of(parts, count), None)
    if sum([len(each) for each in scored]) * (_SPARSE if count > _LITTLE else _VERY_SPARSE) < count:
        docs, scores = _sorted_together(parts, scored, join)
    else:
        docs, scores = _laid_out(parts, scored, count, join)
    return Hits(docs, scores * boost if boost != 1 else scores)


def _sorted_together(parts: Sequence[Hits], scored: Sequence[Floats], join: np.ufunc) -> tuple[Ints, Floats]:
    """Of few: a stable sort merges ascending runs, and then the scores of a document stand side by side."""
    docs = np.concatenate([part.docs for part in parts])
    order = docs.argsort(kind="stable")
    docs = docs.take(order)
    heads = firsts(docs).nonzero()[0]
    return docs.take(heads), join.reduceat(np.concatenate(scored).take(order), heads)


def _laid_out(
    parts: Sequence[Hits], scored: Sequence[Floats], count: int, join: np.ufunc
) -> tuple[Ints, Floats]:
    """Of many: a place for the score of every document there is. Scores are nearly always above 0, and then
    they say which documents there are."""
    total: Floats
    if join is np.add and count < _LITTLE:
        all_scores = np.concatenate(scored)
        all_docs = np.concatenate([part.docs for part in parts])
        total = np.bincount(all_docs, all_scores, count)  # type: ignore[assignment] # floats, as the weights
        positive = bool(all_scores.min() > 0)
    else:
        total = np.zeros(count)
        for part, each in zip(parts, scored, strict=True):
            join.at(total, part.docs, each)
        positive = all(each.min() > 0 for each in scored)
    # nonzero() of numbers takes ten times as long as of truths.
    docs: Ints = (total != 0).nonzero()[0] if positive else _any_of(parts, count)
    return docs, total.take(docs)
