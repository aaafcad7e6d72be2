"""One word as a query: its stems in title and body, and the form that was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh import query as q


class OneWord(q.Or):  # type: ignore[misc]
    """The documents with any of these terms, all of them of fields that are scored by BM25."""

    def __init__(self, terms: Sequence[q.Term]) -> None:
        super().__init__(list(terms))
        self.key: Any = ("word", *((term.fieldname, term.text, term.boost) for term in terms))
        self.names = tuple(term.fieldname for term in terms)
