"""How an article, or a sentence of one, is cited in plain text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import index

if TYPE_CHECKING:
    from index import Article, Evidence

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def citation(article: Article) -> str:
    """``Jane Doe, Reuters, “Iran warned”, 12 March 2020, https://...``; what is not known is left out."""
    title = f"“{_line(article.title)}”" if article.title else ""
    who = (_line(writer(article)), _line(article.source))
    return ", ".join(filter(None, (*who, title, day(article.date), _line(article.url))))


def writer(article: Article) -> str:
    """Who wrote it, unless the source says just that, as it does of mail."""
    return "" if article.author == article.source else article.author


def quoted(sentence: str, source: str) -> str:
    """A sentence in quotation marks, and where it stands."""
    return f"“{_line(sentence)}” ({source})"


def cited_evidence(evidence: Evidence) -> str:
    """The sentence of a relation, as ``quoted``, when its article is not at hand."""
    article = index.Article(evidence.article, evidence.title, "", evidence.date, evidence.outlet)
    return quoted(evidence.sentence, citation(article))


def day(iso: str | None) -> str:
    """``2020-03-12`` as ``12 March 2020``; what is no whole date stays as it is."""
    try:
        found = date.fromisoformat((iso or "")[:10])
    except ValueError:
        return iso or ""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def _line(text: str) -> str:
    return " ".join(text.split())
