"""The fields of the index, as Whoosh's queries need to know them.

``title`` and ``body`` hold stems with positions; ``words`` holds the words as written, so that exact forms
rank first and prefixes match what was typed. The body itself is not kept here: the archive has it. The
fields from ``country`` on hold what analysis found, once it has reached the article (``facts``).
"""

from __future__ import annotations

from whoosh.fields import ID, NUMERIC, TEXT, FieldType, Schema
from whoosh.formats import Frequency

from index.search.analysis import WordAnalyzer

VERSION = 3
"""Changes when fields or files do: an index of another version is made anew."""
READABLE = (2, VERSION)
"""Versions whose files are read as they are: 2 has no authors, and answers until it is made anew."""
TITLE_BOOST = 0.5
"""Of a word in the title. Titles are short and scored as a field of their own, and the form typed is looked
for in title and body, so they weigh more as it is: higher values ranked worse (tests/bench/ranking.py)."""

KEYWORDS = (
    "lang", "from", "author", "country", "person", "org", "place", "type", "quad", "pair", "target", "deed",
)  # fmt: skip
"""Fields of whole values: what is counted over all hits."""
NAMES = ("author_names", "person_names", "org_names", "place_names")
"""The words of names, so that part of a name finds it."""


class Words(FieldType):  # type: ignore[misc]
    """Folded words with their counts, scored by length; no positions."""

    def __init__(self) -> None:
        self.analyzer = WordAnalyzer(stemmed=False)
        self.format = Frequency()
        self.scorable = True
        self.stored = False
        self.unique = False
        self.column_type = None
        self.multitoken_query = "and"
        self.vector = None
        self.spelling = False


def schema() -> Schema:
    """A fresh Whoosh schema."""
    return Schema(
        title=TEXT(analyzer=WordAnalyzer(stemmed=True)),
        body=TEXT(analyzer=WordAnalyzer(stemmed=True)),
        words=Words(),
        source=Words(),
        day=NUMERIC(int, bits=32, signed=False, sortable=True, default=0),
        **{name: ID() for name in KEYWORDS},
        **{name: TEXT(analyzer=WordAnalyzer(stemmed=False)) for name in NAMES},
    )
