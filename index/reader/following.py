"""Where a sentence is now that a note was written on: a note follows it when the article is updated."""

from __future__ import annotations

from difflib import SequenceMatcher

from index.model import Span
from index.text.sentences import sentences

LIKE_ENOUGH = 0.6
"""Similarity (difflib's ratio over words, 0 to 1) from which a changed sentence counts as the same one."""


def locate(sentence: str, start: int, body: str) -> Span | None:
    """The sentence of ``body`` that is ``sentence``, nearest to ``start``; else the one most like it."""
    wanted = sentence.split()
    if not wanted:
        return None
    if body[start : start + len(sentence)] == sentence:
        return start, start + len(sentence)
    spans = sentences(body)
    exact = [span for span in spans if body[slice(*span)].split() == wanted]
    if exact:
        return min(exact, key=lambda span: abs(span[0] - start))
    best, found = LIKE_ENOUGH, None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for span in spans:
        matcher.set_seq1(body[slice(*span)].split())
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            ratio = matcher.ratio()
            if ratio > best or (found is None and ratio == best):
                best, found = ratio, span
    return found
