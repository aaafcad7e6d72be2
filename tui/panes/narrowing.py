"""By what a search is narrowed, and how many names stand beside one: on the screen and line by line alike.

Loads no terminal library, which the linear mode needs none of.
"""

from __future__ import annotations

KINDS = {"country": "country", "partner": "pair", "entity": "name", "source": "source", "type": "deed"}
"""What hits are counted by, and what that is called."""
BESIDE = 8
"""How many of those who appear with one are told."""


def narrowed(query: str, wanted: str) -> str:
    """A query with a facet's before it, once: what was typed last stays last, for it may be half a word."""
    if wanted in query:
        return query
    query = query.lstrip()
    return f"({query.strip()}) {wanted}" if " OR " in query else f"{wanted} {query}" if query else wanted
