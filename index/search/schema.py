"""The fields of the index, and how an article fills them.

``title`` and ``body`` hold stems with positions; ``words`` holds the words as written, so that exact forms
rank first and prefixes match what was typed. The body itself is not kept here: the archive has it.
"""

from __future__ import annotations

from typing import Any

from whoosh.fields import ID, NUMERIC, STORED, TEXT, FieldType, Schema
from whoosh.formats import Frequency

from index.model import Article
from index.search.analysis import WordAnalyzer, language
from index.search.query.dates import ordinal

TITLE_BOOST = 2.5
"""How much more a word in the title weighs than one in the body."""


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
        id=ID(stored=True, unique=True),
        title=TEXT(analyzer=WordAnalyzer(stemmed=True), stored=True),
        body=TEXT(analyzer=WordAnalyzer(stemmed=True)),
        words=Words(),
        source=TEXT(analyzer=WordAnalyzer(stemmed=False), stored=True, phrase=False),
        lang=ID(),
        day=NUMERIC(int, bits=32, signed=False, sortable=True),
        date=STORED(),
    )


def document(article: Article) -> dict[str, Any]:
    """The fields of one article, as ``add_document`` takes them."""
    fields: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "words": f"{article.title}\n{article.body}",
        "source": article.source,
        "lang": language(article.lang),
        "date": article.date or "",
    }
    day = ordinal(article.date)
    if day is not None:
        fields["day"] = day
    return fields
