"""Reading a file that a test has just written."""

from __future__ import annotations

from pathlib import Path

from index import Article
from index.sources import read


def one(path: Path, text: str | bytes) -> Article:
    """The one article in it."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (article,) = read(path)
    assert isinstance(article, Article), article
    return article
