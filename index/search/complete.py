"""What may be meant: completion of the last word, and a known word in place of an unknown one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from index.search.analysis import words
from index.search.query.fields import FIELD_NAMES, VALUE_FIELDS
from index.search.snapshot import Snapshot
from index.search.spelling import distance

_LAST = re.compile(r"(?:([a-z]+):)?([^\s():]*)$", re.IGNORECASE)
_MAX_SCANNED = 20_000


def completions(snapshot: Snapshot, text: str, limit: int) -> list[str]:
    """The whole text with its last word completed, the likeliest first."""
    found = _LAST.search(text)
    if not found or not (found[1] or found[2]):
        return []
    head = text[: found.start()]
    name, part = found[1], found[2]
    if name:
        field = VALUE_FIELDS.get(name.lower())
        if not field:
            return []
        values = _frequent(snapshot, field, _value_prefixes(field, part), limit)
        return [f"{head}{name.lower()}:{_quoted(value)}" for value in values]
    fields = [f"{head}{field}:" for field in FIELD_NAMES if field.startswith(part)] if len(part) > 1 else []
    folded = words(part)
    known = _frequent(snapshot, "words", {folded[0].encode()}, limit) if len(folded) == 1 else []
    return [*fields, *(head + word for word in known if word != part)][:limit]


def _value_prefixes(field: str, part: str) -> set[bytes]:
    part = part.strip('"')
    if field in ("words", "source"):
        return {"".join(words(part)).encode()}
    return {form.encode() for form in (part, part.upper(), part.title())}


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _frequent(snapshot: Snapshot, name: str, prefixes: Iterable[bytes], limit: int) -> list[str]:
    """The terms of most documents that begin so."""
    total: dict[bytes, int] = {}
    for leaf in snapshot.leaves:
        field = leaf.field(name)
        for prefix in prefixes if field is not None else ():
            assert field is not None
            low, high = field.terms.prefixed(prefix)
            frequency = field.df[low:high]
            # Enough of each segment that the best over all segments are among them.
            kept = np.argsort(-frequency.astype(np.int64), kind="stable")[: limit * 4]
            for place in kept.tolist():
                term = field.terms[low + place]
                total[term] = total.get(term, 0) + int(frequency[place])
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [term.decode(errors="replace") for term, _ in ordered]


def meant(snapshot: Snapshot, terms: Iterable[str]) -> str:
    """A line that proposes known words for those of ``terms`` that are in no article, or ''."""
    proposals: list[str] = []
    for term in terms:
        for word in term.rstrip("*").split():
            if len(word) > 2 and not snapshot.doc_frequency("words", word.encode()):
                near = nearest(snapshot, word)
                if near:
                    proposals.append(near)
    return f"did you mean ‘{' '.join(proposals)}’?" if proposals else ""


def nearest(snapshot: Snapshot, word: str) -> str | None:
    """The known word with the fewest letters different (at most 2, or 1 in a short word), the most frequent
    of several. Looks at words with the same first letter, first those with the same two."""
    limit = 1 if len(word) < 5 else 2
    best: tuple[int, int, str] | None = None
    for length in (2, 1):
        for leaf in snapshot.leaves:
            field = leaf.field("words")
            if field is None:
                continue
            low, high = field.terms.prefixed(word[:length].encode())
            frequency = field.df[low:high]
            places = np.flatnonzero(frequency > (1 if high - low > _MAX_SCANNED else 0))[
                :_MAX_SCANNED
            ].tolist()
            texts = field.terms.all(low, high)
            for place in places:
                known = texts[place].decode(errors="replace")
                if abs(len(known) - len(word)) <= limit:
                    away = distance(word, known, limit)
                    if away <= limit:
                        candidate = (away, -int(frequency[place]), known)
                        best = candidate if best is None or candidate < best else best
        if best is not None:
            return best[2]
    return None
