"""Token vectors as spaCy's small models compute them (MultiHashEmbed, MaxoutWindowEncoder), in plain NumPy.

The sums are spaCy's own, so the vectors differ at most in the last bits; what is saved is the way there: the
first layers, which see a word alone, are asked once for each word and remembered, and the layers above keep
the pieces of a maxout apart, so that the largest is taken of whole blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_REMEMBERED = 20_000
"""Words remembered at most (8 MB); then all are forgotten, so that no text fills the memory."""
_BLOCK = 1024
"""Rows computed at once: what a layer makes of so many stays in a processor's second cache."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Vectors:
    """The ``Tok2Vec`` of a loaded pipeline: documents in, a row for each of their tokens out."""

    def __init__(self, tok2vec: Any) -> None:
        words, context = tok2vec.layers
        extract, _, hashed, mixed, _ = words.layers
        self._columns = list(extract.attrs["columns"])
        self._hashed, self._mixed = hashed.layers[0], _Maxout(mixed)
        self._between = context.attrs["pad"]
        self._layers = [_Maxout(node) for node in context.layers[0].layers]
        self._width = tok2vec.get_dim("nO")
        self._places: dict[int, int] = {}
        self._known = np.empty((_REMEMBERED, self._width), dtype=np.float32)

    def of(self, docs: Sequence[Any]) -> Floats:
        """Return the vectors of all tokens of ``docs``, one after the other: (tokens, width)."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return np.empty((0, self._width), dtype=np.float32)
        words = self._words(docs)
        # blank rows between the texts, as many as the layers see to each side: no text sees its neighbour
        place = np.arange(len(words)) + np.repeat(self._between * np.arange(1, len(docs) + 1), lengths)
        rows = np.zeros((len(words) + self._between * (len(docs) + 1), self._width), dtype=np.float32)
        rows[place] = words
        for layer in self._layers:
            rows = self._widened(layer, rows)
        found: Floats = rows[place]
        return found

    def _words(self, docs: Sequence[Any]) -> Floats:
        """Return what the first layers make of each token, which does not depend on its neighbours."""
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        mixed = features[:, 0].copy()
        for column in range(1, features.shape[1]):
            mixed = mixed * _MIX + features[:, column]
        keys, first, of = np.unique(mixed, return_index=True, return_inverse=True)
        listed = keys.tolist()
        if len(self._places) + len(listed) > _REMEMBERED:
            self._places.clear()
        if len(listed) > _REMEMBERED:
            return self._made(features[first])[of]
        new = [k for k, key in enumerate(listed) if key not in self._places]
        if new:
            begin = len(self._places)
            self._known[begin : begin + len(new)] = self._made(features[first[new]])
            self._places.update((listed[k], begin + n) for n, k in enumerate(new))
        return self._known[[self._places[key] for key in listed]][of]

    def _made(self, features: npt.NDArray[np.uint64]) -> Floats:
        return self._mixed.of(self._hashed.predict(features))

    def _widened(self, layer: _Maxout, rows: Floats) -> Floats:
        """Return the rows, each with what the layer makes of it and of its two neighbours added."""
        width, found = self._width, np.empty_like(rows)
        framed = np.zeros((len(rows) + 2, width), dtype=np.float32)
        framed[1:-1] = rows
        wide = np.empty((_BLOCK, 3 * width), np.float32)
        for start in range(0, len(rows), _BLOCK):
            count = min(_BLOCK, len(rows) - start)
            for side in range(3):
                wide[:count, side * width : (side + 1) * width] = framed[start + side : start + side + count]
            np.add(layer.of(wide[:count]), rows[start : start + count], out=found[start : start + count])
        return found


class _Maxout:
    """A maxout and the layer norm upon it."""

    def __init__(self, layers: Any) -> None:
        maxout, norm = (
            next(node for node in layers.walk() if node.name == name) for name in ("maxout", "layernorm")
        )
        weights = maxout.get_param("W").swapaxes(0, 1)  # piece, output, input
        self._pieces, self._width, inputs = weights.shape
        self._weights = np.ascontiguousarray(weights.reshape(-1, inputs).T)
        self._bias = maxout.get_param("b").T.reshape(-1).copy()
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def of(self, rows: Floats) -> Floats:
        """Return what the layers make of each row."""
        width = self._width
        raw = rows @ self._weights
        raw += self._bias
        best: Floats = raw[:, :width]
        for piece in range(1, self._pieces):
            np.maximum(best, raw[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best *= (np.float32(1) / np.sqrt(spread))[:, None]
        best *= self._scale
        best += self._shift
        return best
