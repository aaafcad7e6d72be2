"""Who wrote an article and what analysis found in it, as values of fields.

Analysis comes after indexing: an article is first indexed without facts, and again with them. That costs a
fraction of a millisecond, against tens for the analysis itself, and keeps one set of documents, so every
count and every AND works over text and facts alike.
"""

from __future__ import annotations

import re

from index.model import Analysis

_KINDS = {"country": "country", "organisation": "org", "group": "org", "person": "person", "place": "place"}
_BETWEEN_AUTHORS = re.compile(r"\s*[,;&]\s*|\s+and\s+")


def authors(line: str) -> list[str]:
    """The names in an article's author."""
    return list(dict.fromkeys(name for name in _BETWEEN_AUTHORS.split(line) if name))


def keywords(analysis: Analysis) -> dict[str, set[str]]:
    """Values by field. What a sentence denies is not counted as having happened."""
    found: dict[str, set[str]] = {}
    for mention in analysis.mentions:
        found.setdefault(_KINDS[mention.kind], set()).add(mention.entity)
        if mention.actor and mention.kind not in ("organisation", "group"):
            found.setdefault("country", set()).add(mention.actor)
    for relation in analysis.relations:
        if relation.status == "negated":
            continue
        pair = f"{relation.source}>{relation.target}"
        for field, value in (
            ("type", relation.type),
            ("quad", str(relation.quad)),
            ("pair", pair),
            ("target", relation.target),
            ("deed", f"{pair}:{relation.type}"),
            ("deed", f"{pair}:{relation.quad}"),
        ):
            found.setdefault(field, set()).add(value)
    return found


def names(analysis: Analysis) -> dict[str, list[str]]:
    """The names of persons, organisations and places, as found and as resolved, by field."""
    found: dict[str, dict[str, None]] = {}
    for mention in analysis.mentions:
        field = _KINDS[mention.kind]
        if field != "country":
            found.setdefault(f"{field}_names", {}).update({mention.entity: None, mention.text: None})
    return {field: list(values) for field, values in found.items()}
