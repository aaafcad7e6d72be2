"""Finding the words of a search in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_NOTHING = re.compile(r"(?!)")
_LONG = 4


def term_pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern for words that begin with one of ``terms``, in any case; it matches nothing without terms.

    A plural's s is not insisted on, since the search finds the singular too. The terms are what the person
    typed, and are taken literally.
    """
    return _pattern(tuple(terms))


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    plain = (term.strip().rstrip("*") for term in terms)
    stems = {term[:-1] if len(term) > _LONG and term.endswith("s") else term for term in plain if term}
    if not stems:
        return _NOTHING
    words = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\w*", re.IGNORECASE)
