"""Analysis: articles in, their mentions and relations out, in batches, with each model loaded once.

Joins the sentences, the marker and the coder. Memory is bounded by a batch, not by the stream; an article of
any length or content is analysed (hostile characters are blanks here, so that offsets hold).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.model import Analysis
from index.text.clean import mask
from index.text.sentences import sentences

if TYPE_CHECKING:
    from index.entities import Marker
    from index.relations import Coder

VERSION = 8
"""Findings of an older version are made anew. Raise it when the tables or the rules change what is found."""

_BATCH = 256
_BATCH_CHARACTERS = 400_000

Dated = tuple[str, str | None]
"""A body, and its date (ISO 8601) or ``None``."""


class Analyser:
    """Analyses articles. Models load at the first article; keep one ``Analyser`` for a whole run.

    ``names=False`` leaves out spaCy's names of people, organisations and places (nine tenths of the time):
    the mentions are then those of the tables, and the relations nearly the same.
    """

    def __init__(self, names: bool = True) -> None:
        self._names = names
        self._marker: Marker | None = None
        self._coder: Coder | None = None

    def analyse(self, articles: Sequence[Dated]) -> list[Analysis]:
        """What is found in each (body, date), in order. Empty bodies give empty analyses."""
        return list(self.stream(articles))

    def stream(self, articles: Iterable[Dated]) -> Iterator[Analysis]:
        """As ``analyse``, lazily: at most 256 articles or 400,000 characters are held at a time."""
        for batch in _batches(articles):
            yield from self._batch(batch)

    def _batch(self, batch: list[Dated]) -> Iterator[Analysis]:
        marker, coder = self._tools()
        masked = [(mask(body), date) for body, date in batch]
        marked = marker.mark_many(masked)
        work = [
            (body, sentences(body) if mentions else [], mentions, date)
            for (body, date), mentions in zip(masked, marked, strict=True)
        ]
        for (_, _, mentions, _), relations in zip(work, coder.code_many(work), strict=True):
            yield Analysis(tuple(mentions), tuple(relations))

    def _tools(self) -> tuple[Marker, Coder]:
        """The marker and the coder, made when first wanted."""
        if self._marker is None or self._coder is None:
            from index.entities import Marker  # noqa: PLC0415 - tables and models load with the first article
            from index.relations import Coder  # noqa: PLC0415

            self._marker, self._coder = Marker(names=self._names), Coder()
        return self._marker, self._coder


def _batches(articles: Iterable[Dated]) -> Iterator[list[Dated]]:
    """Articles in groups of bounded size."""
    batch: list[Dated] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article[0])
        if len(batch) >= _BATCH or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
