"""The marker: articles in, mentions out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.entities.gazetteer import Gazetteer, plain
from index.model import Mention


class Marker:
    """Marks who is named. ``names=False`` uses the tables alone, at thousands of articles a second."""

    def __init__(self, names: bool = True) -> None:
        self._names = names
        self._gazetteer: Gazetteer | None = None
        self._model: Any = None

    def mark(self, body: str, date: str | None) -> list[Mention]:
        """Return the mentions of one article, sorted, none overlapping; ``date`` is ISO 8601 or ``None``."""
        return self.mark_many([(body, date)])[0]

    def mark_many(self, articles: list[tuple[str, str | None]]) -> list[list[Mention]]:
        """Return the mentions of each ``(body, date)``, in order."""
        return list(self.stream(articles))

    def stream(self, articles: list[tuple[str, str | None]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each ``(body, date)`` as they are found."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer()
        if not self._names:
            for body, date in articles:
                yield self._gazetteer.mark(body, date)
            return
        from index.entities.linking import link  # noqa: PLC0415 - names bring spaCy's world with them
        from index.entities.names import load, recognise  # noqa: PLC0415

        if self._model is None:
            self._model = load()
        texts = [plain(body) for body, _ in articles]
        for (body, date), text, spans in zip(articles, texts, recognise(self._model, texts), strict=True):
            yield link(body, text, self._gazetteer.mark(body, date), spans)
