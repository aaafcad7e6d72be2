"""Who speaks in a transcript: "PRESIDENT OBAMA: We will ..." makes "we" the United States."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Mention

_LABEL = re.compile(r"(?:^|[\s\])])(?:(Q)(?= )|((?:[A-Z][A-Z.'’-]+ ){0,6}[A-Z][A-Z.'’-]+):(?=\s))")
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Uu]s|[Oo]ur|[Mm]y|me)\b")


def speaks_of_itself(text: str) -> bool:
    """Whether a text says "I", "we" or "our"."""
    return _FIRST.search(text) is not None


def speaker(before: str, text: str, start: int, mentions: Sequence[Mention]) -> str:
    """Who speaks the sentence ``text``, given who spoke before; '' when nobody known does. ``mentions`` are
    those of the sentence, which begins at ``start``.
    """
    now = before
    for label in _LABEL.finditer(text):
        if label.group(1):
            now = now if label.start() else ""  # "Q" opens a question
            continue
        a, b = label.span(2)
        if not any(len(word) > 2 and "." not in word for word in label.group(2).split()):
            continue  # "P.M.:"
        codes = {m.actor for m in mentions if m.actor and start + a <= m.start < start + b}
        now = codes.pop() if len(codes) == 1 else ""
    return now
