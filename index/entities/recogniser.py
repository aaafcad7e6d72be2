"""spaCy's entity recogniser, read a batch at a time: its layers and its answers, in a quarter of the time.

spaCy walks through a text token by token (BILUO transitions, ``spacy/pipeline/_parser_internals/ner.pyx``),
with a small matrix product at each. But its state has three features, the token, the first and the last token
of the open entity, and the latter two are empty while none is open. So what a token does when no entity is
open is computed for all tokens at once, and only entities that begin are walked, all of them in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.entities.vectors import Floats, Vectors

Span = tuple[int, int, str]
"""Start, end and spaCy's label of a stretch of text."""

_NEVER = np.float32(-1e9)
_TOKENS = 6_000
"""Tokens computed at once: the layers' values of so many stay in a processor's cache."""


class Recogniser:
    """The entity recogniser of a loaded spaCy pipeline. Texts in, spans out."""

    def __init__(self, pipeline: Any) -> None:
        ner = pipeline.get_pipe("ner")
        self._tokenizer = pipeline.tokenizer
        words, _, linear = ner.model.get_ref("tok2vec").layers
        self._tok2vec = Vectors(words)
        self._narrow, self._narrow_bias = linear.get_param("W").T.copy(), linear.get_param("b")
        lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
        weights = lower.get_param("W").swapaxes(1, 2)  # feature, piece, hidden, token vector
        self._pieces = weights.shape[1]
        self._features = [weight.reshape(-1, weights.shape[3]).T.copy() for weight in weights]
        self._bias = lower.get_param("b").T.reshape(-1)
        self._empty = lower.get_param("pad")[0].swapaxes(1, 2).reshape(weights.shape[0], -1)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        self._moves([ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)])

    def _moves(self, names: Sequence[str]) -> None:
        place = {name: number for number, name in enumerate(names)}
        self._labels = sorted({name[2:] for name in names if name[:2] in ("B-", "U-") and name[2:]})
        closed = [place[f"{move}-{label}"] for move in "BU" for label in self._labels]
        self._closed = np.array([*closed, place["O"]])
        self._inside = np.array([place[f"I-{label}"] for label in self._labels])
        self._last = np.array([place[f"L-{label}"] for label in self._labels])

    def read(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """Yield the entities of each text, in order."""
        waiting: list[Any] = []
        size = 0
        for text in texts:
            doc = self._tokenizer(text)
            if waiting and size + len(doc) > _TOKENS:
                yield from self._read(waiting)
                waiting, size = [], 0
            waiting.append(doc)
            size += len(doc)
        yield from self._read(waiting)

    def _read(self, docs: list[Any]) -> Iterator[list[Span]]:
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            yield from ([] for _ in docs)
            return
        vectors = self._tok2vec.of(docs) @ self._narrow + self._narrow_bias
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
        ends = np.cumsum(lengths)
        entities = self._entities(vectors, blank, ends)
        start = 0
        for doc, end in zip(docs, ends.tolist(), strict=True):
            found: list[Span] = []
            while entities and entities[-1][0] < end:
                first, last, label = entities.pop()
                final = doc[last - start]
                found.append((doc[first - start].idx, final.idx + len(final), label))
            yield found
            start = end

    def _hidden(self, raw: Floats) -> Floats:
        raw += self._bias
        out: Floats = raw.reshape(len(raw), self._pieces, -1).max(axis=1)
        return out

    def _entities(
        self, vectors: Floats, blank: npt.NDArray[np.bool_], ends: npt.NDArray[np.int64]
    ) -> list[tuple[int, int, str]]:
        """Return first token, last token and label of each entity, the last one first."""
        final = np.zeros(len(vectors), dtype=bool)
        final[ends[ends > 0] - 1] = True
        now = vectors @ self._features[0]
        hidden = self._hidden(now + self._empty[1] + self._empty[2])
        scores = hidden @ self._upper[self._closed].T + self._upper_bias[self._closed]
        count = len(self._labels)
        scores[blank, : 2 * count] = _NEVER
        scores[final, :count] = _NEVER
        best = scores.argmax(axis=1)
        begun = np.flatnonzero(best < count)
        last = dict(zip(begun.tolist(), self._walk(vectors, now, begun, best[begun], final), strict=True))
        found = []
        free = 0
        for token in np.flatnonzero(best < 2 * count).tolist():
            if token >= free:
                free = last.get(token, token) + 1
                found.append((token, free - 1, self._labels[best[token] % count]))
        return found[::-1]

    def _walk(
        self,
        vectors: Floats,
        now: Floats,
        begun: npt.NDArray[np.int64],
        labels: npt.NDArray[np.int64],
        final: npt.NDArray[np.bool_],
    ) -> list[int]:
        """Return the last token of each entity that begins at ``begun``, whose labels are ``labels``."""
        first = vectors[begun] @ self._features[1]
        last = begun + 1
        open_ = np.arange(len(begun))
        while len(open_):
            at = last[open_]
            raw = now[at] + first[open_] + vectors[at - 1] @ self._features[2]
            hidden = self._hidden(raw)
            inside, ending = self._inside[labels[open_]], self._last[labels[open_]]
            longer = np.einsum("ij,ij->i", hidden, self._upper[inside] - self._upper[ending])
            goes_on = (longer + self._upper_bias[inside] > self._upper_bias[ending]) & ~final[at]
            open_ = open_[goes_on]
            last[open_] += 1
        return [int(token) for token in last]
