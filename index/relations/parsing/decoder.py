"""spaCy's tagger and dependency parser, read a batch at a time: their layers and their answers, in a part of
the time.

spaCy walks each sentence by itself (arc-eager transitions, ``spacy/pipeline/_parser_internals/arc_eager.pyx``
and ``_state.pxd``), eight tokens of the state giving the features of a step. Here all sentences of a batch
take their steps together, and the state of all is a handful of arrays. Tokens are numbered from 1 through the
batch; 0 is "no token", whose features are the layer's padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.entities.vectors import Floats, Vectors
from index.relations.parsing.pieces import Parse

Ints = npt.NDArray[np.int64]
_TOKENS = 4_000
"""Tokens parsed at once: their features take 16 MB."""
_NEVER = np.float32(-1e9)
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)


class Decoder:
    """The tagger and the parser of a loaded spaCy pipeline. Documents in (words alone), parses out."""

    def __init__(self, pipeline: Any) -> None:
        tagger, parser = pipeline.get_pipe("tagger"), pipeline.get_pipe("parser")
        self._vectors = Vectors(pipeline.get_pipe("tok2vec").model)
        self._tags = list(tagger.labels)
        softmax = next(node for node in tagger.model.walk() if node.name == "softmax")
        self._tag_weights, self._tag_bias = softmax.get_param("W").T.copy(), softmax.get_param("b")
        linear = parser.model.get_ref("tok2vec").layers[-1]
        self._narrow, self._narrow_bias = linear.get_param("W").T.copy(), linear.get_param("b")
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        weights = lower.get_param("W").swapaxes(1, 2)  # feature, piece, hidden, token vector
        self._count, self._pieces, self._hidden, inputs = weights.shape
        self._features = weights.reshape(-1, inputs).T.copy()
        self._padding = lower.get_param("pad")[0].swapaxes(1, 2).reshape(-1)
        self._bias = lower.get_param("b").T.reshape(-1).copy()
        self._upper, self._upper_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        self._moves([parser.moves.get_class_name(number) for number in range(parser.moves.n_moves)])

    def _moves(self, names: Sequence[str]) -> None:
        """What each class of the parser does, and the classes barred by what a state allows."""
        self._kinds = np.array(["SDLRB".index(name[0]) for name in names])
        self._labels = [name[2:] for name in names]
        allowed = np.array([1, 2, 4, 4, 8])[self._kinds]
        self._barred = np.where(np.arange(16)[:, None] & allowed, np.float32(0), _NEVER)

    def read(self, docs: Sequence[Any]) -> list[Parse]:
        """The parse of each document, in order."""
        found: dict[int, Parse] = {}
        batch: list[int] = []
        size = 0
        for number in sorted(range(len(docs)), key=lambda number: len(docs[number])):
            if batch and size + len(docs[number]) > _TOKENS:
                found.update(zip(batch, self._read([docs[k] for k in batch]), strict=True))
                batch, size = [], 0
            batch.append(number)
            size += len(docs[number])
        if size:
            found.update(zip(batch, self._read([docs[k] for k in batch]), strict=True))
        return [found.get(number) or Parse([], [], []) for number in range(len(docs))]

    def _read(self, docs: list[Any]) -> list[Parse]:
        vectors = self._vectors.of(docs)
        tags = (vectors @ self._tag_weights + self._tag_bias).argmax(axis=1).tolist()
        narrow = vectors @ self._narrow + self._narrow_bias
        features = np.empty((len(vectors) + 1, len(self._padding)), dtype=np.float32)
        features[0] = self._padding
        np.matmul(narrow, self._features, out=features[1:])
        state = _State([len(doc) for doc in docs])
        self._walk(state, features.reshape(-1, self._pieces * self._hidden))
        heads, moves = state.heads.tolist(), state.moves.tolist()
        found = []
        begin = 1
        for doc in docs:
            end = begin + len(doc)
            own = [head - begin if head else k for k, head in enumerate(heads[begin:end])]
            deps = [
                self._labels[move] if head else "ROOT"
                for head, move in zip(heads[begin:end], moves[begin:end], strict=True)
            ]
            parse = Parse([self._tags[tag] for tag in tags[begin - 1 : end - 1]], deps, own)
            found.append(_straight(doc, parse) if any("||" in dep for dep in deps) else parse)
            begin = end
        return found

    def _walk(self, state: _State, features: Floats) -> None:
        """Take all steps of all sentences. ``features`` has a row for each token and feature."""
        offsets = np.arange(self._count)
        while len(state.top):
            wanted = state.tokens()
            raw = features[wanted * self._count + offsets].sum(axis=1)
            raw += self._bias
            hidden = raw.reshape(len(raw), self._pieces, -1).max(axis=1)
            scores = hidden @ self._upper
            scores += self._upper_bias
            scores += self._barred[state.allowed(wanted)]
            moves = scores.argmax(axis=1)
            state.step(wanted, moves, self._kinds[moves])


class _State:
    """The states of all sentences that still have a step to take."""

    def __init__(self, lengths: list[int]) -> None:
        total = sum(lengths) + 1
        self.heads = np.zeros(total, dtype=np.int64)
        self.moves = np.zeros(total, dtype=np.int64)
        self._left = np.zeros(total, dtype=np.int64)
        """Token -> the child on its left that it got last; likewise on its right."""
        self._right = np.zeros(total, dtype=np.int64)
        self._before = np.zeros(total, dtype=np.int64)
        """Token -> the right child that its head had got before it."""
        self._kept = np.zeros(total, dtype=bool)
        """Tokens put back from the stack: they are not shifted again."""
        self._begins = np.zeros(total, dtype=bool)
        """Tokens that begin a sentence of their own, by the parser's own cut."""
        widest = max(lengths) + 3
        self._stack = np.zeros(len(lengths) * widest, dtype=np.int64)
        self._buffer = np.zeros(len(lengths) * widest, dtype=np.int64)
        begin = 1
        for row, length in enumerate(lengths):
            self._buffer[row * widest : row * widest + length] = np.arange(begin, begin + length)
            begin += length
        rows = np.flatnonzero(np.array(lengths) > 0)
        self.top = rows * widest + 2  # places in the stacks: three blanks lie under each
        self._bottom = self.top.copy()
        self._next = rows * widest  # places in the buffers
        self._end = self._next + np.array(lengths)[rows]

    def tokens(self) -> Ints:
        """The eight tokens of each state: two of the buffer, three of the stack, and the last children."""
        wanted = np.empty((len(self.top), 8), dtype=np.int64)
        wanted[:, 0] = first = self._buffer[self._next]
        wanted[:, 1] = self._buffer[self._next + 1]
        wanted[:, 2] = top = self._stack[self.top]
        wanted[:, 3] = self._stack[self.top - 1]
        wanted[:, 4] = self._stack[self.top - 2]
        wanted[:, 5] = self._left[first]
        wanted[:, 6] = self._left[top]
        wanted[:, 7] = self._right[top]
        return wanted

    def allowed(self, wanted: Ints) -> Ints:
        """What each state allows: 1 shift, 2 reduce, 4 an arc, 8 a cut, added up."""
        first, second, top = wanted[:, 0], wanted[:, 1], wanted[:, 2]
        begins = self._begins[first]
        shift = (top == 0) | ((second != 0) & ~(begins | self._kept[first]))
        arc = (top != 0) & (first != 0) & ~begins
        cut = (second == first + 1) & (first != 0) & ~self._begins[second]
        found: Ints = shift + 2 * (top != 0) + 4 * arc + 8 * cut
        return found

    def step(self, wanted: Ints, moves: Ints, kinds: Ints) -> None:
        """Take one step in each state, and let go of those that are done."""
        first, second, top = wanted[:, 0], wanted[:, 1], wanted[:, 2]
        self._begins[second[kinds == _BREAK]] = True
        left = kinds == _LEFT
        child, head = top[left], first[left]
        held = child[self.heads[child] != 0]  # its head was the token under it, which got no child since
        self._right[self.heads[held]] = self._before[held]
        self.heads[child], self.moves[child], self._left[head] = head, moves[left], child
        self._kept[head] = False
        right = kinds == _RIGHT
        child, head = first[right], top[right]
        self.heads[child], self.moves[child] = head, moves[right]
        self._before[child] = self._right[head]
        self._right[head] = child
        pushed = right | (kinds == _SHIFT)
        reduced = kinds == _REDUCE
        back = reduced & (self.heads[top] == 0) & (wanted[:, 3] != 0)  # without a head, with some below
        self.top += pushed
        self._stack[self.top[pushed]] = first[pushed]
        self._next += pushed
        self.top -= left | reduced
        if back.any():
            self._kept[top[back]] = True
            self._next -= back
            self._buffer[self._next[back]] = top[back]
        on = (self.top != self._bottom) | (self._next != self._end)
        if not on.all():
            self.top, self._bottom = self.top[on], self._bottom[on]
            self._next, self._end = self._next[on], self._end[on]


def _straight(doc: Any, parse: Parse) -> Parse:
    """The parse with arcs that cross others where they belong, as their labels ("dobj||xcomp") tell."""
    from spacy.pipeline._parser_internals.nonproj import deprojectivize  # noqa: PLC0415 - seldom needed

    places = np.array(parse.heads, dtype=np.int64) - np.arange(len(parse.heads))
    labels = np.array([doc.vocab.strings.add(dep) for dep in parse.deps], dtype=np.uint64)
    doc.from_array(["HEAD", "DEP"], np.stack([places.astype(np.uint64), labels], axis=1))
    deprojectivize(doc)
    return Parse(parse.tags, [token.dep_ for token in doc], [token.head.i for token in doc])
