"""Queries for many terms at once: prefixes, wildcards, misspellings, ranges of numbers and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import translate
from typing import Protocol

import numpy as np
from whoosh import query as q

from index.search.codec.field import Field
from index.search.codec.postings import Ints
from index.search.hits import restrict
from index.search.leaf import Leaf, Mask
from index.search.spelling import distance

MAX_EXPANSIONS = 1024
"""Terms that a wildcard or a misspelling may stand for, a segment."""
MAX_SCANNED = 50_000
"""Terms that are looked at for them."""
_FEW = 3
_NO_DOCS: Ints = np.zeros(0, np.int64)
CHUNK = 2_000_000
"""Postings united at once, to bound the memory."""


class Asker(Protocol):
    """What expansion needs of the evaluator."""

    def check_time(self) -> None: ...
    def note(self, text: str) -> None: ...
    def term_bytes(self, name: str, text: str | bytes) -> bytes | None: ...


def range_docs(leaf: Leaf, query: q.Prefix | q.TermRange, asker: Asker, within: Ints | None) -> Ints:
    """The documents of a prefix or a range of terms, of ``within`` if given."""
    field = leaf.field(query.fieldname)
    if field is None:
        return _NO_DOCS
    if isinstance(query, q.Prefix):
        prefix = asker.term_bytes(query.fieldname, query.text)
        if prefix is None:
            return _NO_DOCS
        mask = field.prefix_docs(prefix)
        if mask is not None:
            return _docs_of(mask, within)
        low, high = field.terms.prefixed(prefix)
    else:
        low, high = _term_range(field, query, asker)
    if high - low <= 1:
        docs = leaf.postings(query.fieldname, low)[0] if high > low else _NO_DOCS
        return docs if within is None else restrict(docs, None, within)[0]
    mask = np.zeros(leaf.count, bool)
    if high - low <= _FEW:
        for place in range(low, high):
            mask[leaf.postings(query.fieldname, place)[0]] = True
    elif (kept := leaf.all_docs(query.fieldname)) is not None:
        docs, starts = kept
        mask[docs[starts[low] : starts[high]]] = True
    else:
        _mark(mask, field, low, high, asker)
    return _docs_of(mask, within)


def _docs_of(mask: Mask, within: Ints | None) -> Ints:
    return mask.nonzero()[0] if within is None else within[mask.take(within)]


def _mark(mask: Mask, field: Field, low: int, high: int, asker: Asker) -> None:
    """Set ``mask`` for the documents of a range of terms, some at a time."""
    while low < high:
        asker.check_time()
        sizes = np.cumsum(field.df[low:high], dtype=np.int64)
        end = min(high, low + max(1, int(np.searchsorted(sizes, CHUNK))))
        field.mark(mask, low, end)
        low = end


def _term_range(field: Field, query: q.TermRange, asker: Asker) -> tuple[int, int]:
    low, high = 0, len(field.terms)
    if query.start is not None:
        start = asker.term_bytes(query.fieldname, query.start) or b""
        low = field.terms.lower(start)
        if query.startexcl and low < high and field.terms[low] == start:
            low += 1
    if query.end is not None:
        end = asker.term_bytes(query.fieldname, query.end) or b""
        high = field.terms.lower(end)
        if not query.endexcl and high < len(field.terms) and field.terms[high] == end:
            high += 1
    return low, high


def term_places(field: Field, query: q.MultiTerm, asker: Asker) -> Iterator[int]:
    """The places of the terms that a wildcard or a misspelt word stands for."""
    found = 0
    if isinstance(query, q.FuzzyTerm):
        head = query.text[: query.prefixlength]
    elif isinstance(query, q.Wildcard):
        head = re.split(r"[*?\[]", query.text)[0]
    else:
        raise TypeError(f"no expansion for {type(query).__name__}")
    low, high = field.terms.prefixed(head.encode())
    if high - low > MAX_SCANNED:
        asker.note(f"‘{query.text}’ stands for too many words: only some were looked at")
        high = low + MAX_SCANNED
    pattern = None if isinstance(query, q.FuzzyTerm) else re.compile(translate(query.text))
    for place, term in enumerate(field.terms.all(low, high), low):
        if place % 1024 == 0:
            asker.check_time()
        word = term.decode(errors="replace")
        if pattern is None:
            fits = distance(query.text, word, query.maxdist) <= query.maxdist
        else:
            fits = pattern.match(word) is not None
        if fits:
            found += 1
            if found > MAX_EXPANSIONS:
                asker.note(
                    f"‘{query.text}’ stands for more than {MAX_EXPANSIONS} words: only those were searched"
                )
                return
            yield place


def numeric_mask(leaf: Leaf, query: q.NumericRange) -> Mask | None:
    """A range over a numeric column in which 0 means unknown; ``None`` where there is no such column."""
    values = leaf.files.documents.numbers(query.fieldname)
    if values is None or query.startexcl or query.endexcl:
        return None
    mask = values > 0
    if query.start is not None:
        mask &= values >= query.start
    if query.end is not None:
        mask &= values <= query.end
    return mask
