"""One word in all the ways it can be there: its terms in several fields, kept together as one list.

To Whoosh it is an ``Or`` of terms. Here the documents of all its terms are put together once, with a row for
each term of how often it is there (0 where it is not) and how long the field is, so a question that holds the
word scores them in a few steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh import query as q

from index.search.asked import Asked
from index.search.codec.postings import Array, Ints
from index.search.hits import nothing
from index.search.leaf import Floats, Hits, Leaf
from index.search.query.words import OneWord
from index.search.snapshot import K1

_SPARSE = 8
"""Where there are fewer postings than one in so many documents, they are sorted together."""


def one_word(asked: Asked, number: int, query: OneWord, scored: bool, within: Ints | None = None) -> Hits:
    """What the word finds in leaf ``number``, of ``within`` if given."""
    docs, counts, lengths = together(asked, asked.snapshot.leaves[number], query)
    if not len(docs):
        return nothing(scored)
    if within is not None:
        places = places_of(within, docs)
        docs = docs[places]
        if scored:
            counts, lengths = counts[:, places], lengths[:, places]
    return Hits(docs, scores_of(asked, query, counts, lengths) if scored else None)


def scores_at(asked: Asked, number: int, query: OneWord, docs: Ints) -> Floats:
    """The scores that the word gives ``docs``, which all have it."""
    all_docs, counts, lengths = together(asked, asked.snapshot.leaves[number], query)
    if len(docs) < len(all_docs):
        places = places_of(docs, all_docs)
        counts, lengths = counts[:, places], lengths[:, places]
    return scores_of(asked, query, counts, lengths)


def scores_of(asked: Asked, query: OneWord, counts: Floats, lengths: Array) -> Floats:
    """Whoosh's BM25F: the sum over the terms."""
    norms = asked.snapshot.norms_of_bytes(query.names).take(lengths)
    norms += counts
    np.divide(counts, norms, out=norms)
    norms *= _factors(asked, query)
    scores: Floats = np.add.reduce(norms, axis=0)
    return scores


def _factors(asked: Asked, query: OneWord) -> Floats:
    """The weight of each term, as a column."""
    snapshot = asked.snapshot
    known = snapshot.factors.get(query.key)
    if known is None:
        found = [
            0.0 if term is None else snapshot.idf(part.fieldname, term) * (K1 + 1) * part.boost
            for part, term in _terms(asked, query)
        ]
        if len(snapshot.factors) > 20_000:
            snapshot.factors.clear()
        known = snapshot.factors[query.key] = np.array(found)[:, None]
    return known


def _terms(asked: Asked, query: OneWord) -> list[tuple[q.Term, bytes | None]]:
    return [(part, asked.term_bytes(part.fieldname, part.text)) for part in query.subqueries]


def together(asked: Asked, leaf: Leaf, query: OneWord) -> tuple[Ints, Floats, Array]:
    """The documents with any of the terms; a row a term: how often it is there; and the length of its field
    as Whoosh's byte, 256 more a row. Kept."""
    found: tuple[Ints, Floats, Array] | None = leaf.kept(query.key)
    if found is not None:
        return found
    lists: list[tuple[Ints, Any]] = []
    for part, term in _terms(asked, query):
        place = -1 if term is None else leaf.find(part.fieldname, term)
        lists.append((_NO_DOCS, None) if place < 0 else leaf.decoded(part.fieldname, place))
    docs, counts = _joined(lists, leaf.count)
    lengths = np.zeros(counts.shape, np.uint16)
    for row, name in enumerate(query.names):
        known = leaf.files.documents.lengths(name)
        if known is not None:
            lengths[row] = known.take(docs)
        lengths[row] += 256 * row
    return leaf.remember(query.key, (docs, counts, lengths))


_NO_DOCS: Ints = np.zeros(0, np.int64)


def _joined(lists: Sequence[tuple[Ints, Any]], count: int) -> tuple[Ints, Floats]:
    sizes = [len(docs) for docs, _ in lists]
    total = sum(sizes)
    longest = max(range(len(lists)), key=sizes.__getitem__)
    docs = lists[longest][0]
    places: Array
    if total > sizes[longest]:
        everything = np.concatenate([each for each, _ in lists])
        if total * _SPARSE < count:
            docs, places = _merged(everything)
        else:
            docs, places = _marked(everything, count)
    else:
        places = np.arange(total)
    counts = np.zeros((len(lists), len(docs)))
    begin = 0
    for row, (size, (_, often)) in enumerate(zip(sizes, lists, strict=True)):
        if size:
            counts[row, places[begin : begin + size]] = 1.0 if often is None else often
        begin += size
    return docs, counts


def _merged(everything: Ints) -> tuple[Ints, Ints]:
    """The distinct documents, and where each of ``everything`` is among them: ascending runs, merged."""
    order = everything.argsort(kind="stable")
    ordered = everything.take(order)
    first = np.empty(len(ordered), bool)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    places = np.empty(len(ordered), np.int64)
    places[order] = np.cumsum(first) - 1
    return ordered[first], places


def _marked(everything: Ints, count: int) -> tuple[Ints, Array]:
    """The same, by a mark for every document there is."""
    mask = np.zeros(count, bool)
    mask[everything] = True
    docs = mask.nonzero()[0]
    where = np.empty(count, np.int32)
    where[docs] = np.arange(len(docs), dtype=np.int32)
    return docs, where.take(everything)


def places_of(wanted: Ints, docs: Ints) -> Ints:
    """Where documents that are in both stand in ``docs``; both ascending."""
    if not len(wanted) or not len(docs):
        return _NO_DOCS
    if len(wanted) * 16 < len(docs):
        places = docs.searchsorted(wanted)
        places[places == len(docs)] = 0
        found: Ints = places[docs.take(places) == wanted]
        return found
    mask = np.zeros(int(max(docs[-1], wanted[-1])) + 1, bool)
    mask[wanted] = True
    return mask.take(docs).nonzero()[0]
