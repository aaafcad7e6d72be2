"""The documents of a word, those that it cannot tell apart in one class.

BM25 knows of a document only how often each term is there and how long the field is, so documents that are
alike in this have the same score, whatever else is asked; a word has few classes of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.search.codec.postings import Array, Ints, firsts
from index.search.leaf import Floats

_SPARSE = 8
"""Where there are fewer postings than one in so many documents, they are sorted together."""
_FEW = 64
"""So few documents are not put into classes."""
_WIDE = 1 << 16


class Word(NamedTuple):
    """A word in a segment: its documents, ascending, and the class of each.

    A class is of one kind for each term (``kinds``: a row a term, a column a class). A kind is how often
    which of ``terms`` is there (0: not), and the length of its field as Whoosh's byte, 256 more a term.
    """

    docs: Ints
    classes: Array
    kinds: Array
    counts: Floats
    lengths: Ints
    terms: Ints


def classified(docs: Ints, places: Array, codes: Sequence[Array]) -> Word:
    """``codes`` are for each term, of each of its documents, 256 times how often it is there and the length
    of its field; ``places`` where these documents, of one term after the other, stand among ``docs``."""
    classes, number = np.zeros(len(docs), np.int64), 1
    kinds: list[Array] = []
    distinct: list[Ints] = []
    begin = known = 0
    for code in codes:
        row = np.zeros(len(docs), np.int64)
        row[places[begin : begin + len(code)]] = code
        begin += len(code)
        found, numbers = _numbered(row)
        if len(docs) > _FEW:
            together, classes = _numbered(classes * len(found) + numbers)
            number = len(together)
        kinds.append(numbers + known)
        distinct.append(found)
        known += len(found)
    if len(docs) > _FEW:
        one = np.empty(number, np.int64)  # a document of each class
        one[classes] = np.arange(len(docs))
        kinds = [row.take(one) for row in kinds]
        classes = classes.astype(np.uint16 if number <= 1 << 16 else np.uint32)
    else:
        classes = np.arange(len(docs))
    terms = np.repeat(np.arange(len(codes)), [len(found) for found in distinct])
    values = np.concatenate(distinct)
    of_kinds = np.stack(kinds).astype(np.uint16 if known <= 1 << 16 else np.uint32)
    return Word(
        docs, classes, of_kinds, (values >> 8).astype(np.float64), (values & 0xFF) + 256 * terms, terms
    )


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values, ascending, and where each of ``values`` is among them."""
    top = int(values.max(initial=0)) + 1
    if top > _WIDE + 8 * len(values):
        distinct, numbers = np.unique(values, return_inverse=True)
        return distinct, numbers
    seen = np.zeros(top, bool)
    seen[values] = True
    distinct = seen.nonzero()[0]
    rank = np.empty(top, np.int64)
    rank[distinct] = np.arange(len(distinct))
    return distinct, rank.take(values)


def joined(lists: Sequence[Ints], count: int) -> tuple[Ints, Array]:
    """The documents of any list, and where those of one list after the other stand among them."""
    longest = max(lists, key=len)
    total = sum([len(docs) for docs in lists])
    if total == len(longest):
        return longest, np.arange(total)
    everything = np.concatenate(lists)
    return _merged(everything) if total * _SPARSE < count else _marked(everything, count)


def _merged(everything: Ints) -> tuple[Ints, Ints]:
    """The distinct documents, and where each of ``everything`` is among them: ascending runs, merged."""
    order = everything.argsort(kind="stable")
    ordered = everything.take(order)
    first = firsts(ordered)
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
