"""What may be meant: completion of the last word, and a known word in place of an unknown one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from index.model import QUADS, Completion
from index.search.analysis import words
from index.search.query.context import Context
from index.search.query.fields import FIELD_NAMES, STATE_FIELDS, VALUE_FIELDS
from index.search.snapshot import Snapshot
from index.search.spelling import distance

_WORD = re.compile(r'(?:([a-z]{2,12}):)?("[^"]*"?|[^\s():"]*)$', re.IGNORECASE)
_ARROW = re.compile(r"([^<>:]+)>([^<>:]*)")
_MAX_SCANNED = 20_000
_FIXED: dict[str, tuple[str, ...]] = {
    "type": tuple(name.lower() for name in QUADS),
    "quad": ("1", "2", "3", "4"),
    "sort": ("newest", "oldest", "relevance", "recent"),
    "since": ("7d", "30d", "90d", "1y"),
}
_NAMES = frozenset({"person", "place"})
"""Fields whose values are names, which are found by any of their words."""
_CODED = frozenset({"country", "org"})
"""Fields whose values are codes, which are found by their names too."""


class _Found(NamedTuple):
    """A value, what it is called, and in how many articles it is."""

    value: str
    label: str = ""
    number: int = 0


def completions(
    snapshot: Snapshot, context: Context, text: str, cursor: int | None, limit: int
) -> list[Completion]:
    """``text`` with the word before the cursor completed, the likeliest first."""
    head = text if cursor is None else text[: max(0, cursor)]
    tail = text[len(head) :]
    found = _WORD.search(head)
    if not found or not (found[1] or found[2]):
        return []
    before, name, part = head[: found.start()], found[1], found[2]
    if name:
        name = name.lower()
        values = _values(snapshot, context, name, part.strip('"'), limit)
        words_ = [_Found(f"{name}:{_quoted(value)}", label, number) for value, label, number in values]
    elif arrow := _ARROW.fullmatch(part):
        words_ = _targets(snapshot, context, arrow[1], arrow[2], limit)
    else:
        words_ = _plain(snapshot, part, limit)
    return [
        Completion(before + word + tail, len(before) + len(word), word, label, number)
        for word, label, number in words_[:limit]
        if word != found.group()
    ]


def _plain(snapshot: Snapshot, part: str, limit: int) -> list[_Found]:
    """Names of fields that begin so, and words."""
    fields = [_Found(f"{field}:", "field") for field in FIELD_NAMES if field.startswith(part)]
    folded = words(part)
    known = _frequent(snapshot, "words", {folded[0].encode()}, limit + 1) if len(folded) == 1 else []
    return [*(fields if len(part) > 1 else []), *known]


def _values(snapshot: Snapshot, context: Context, name: str, part: str, limit: int) -> list[_Found]:
    if name in STATE_FIELDS:
        listed = context.values(name) if context.values else ()
    else:
        listed = _FIXED.get(name, ())
    if listed:
        begun = [value for value in listed if value.casefold().startswith(part.casefold())]
        return [_Found(value, *_counted(snapshot, name, value)) for value in begun]
    if name == "entity":
        kinds = ("country", "org", "person", "place")
        several = [_values(snapshot, context, kind, part, limit) for kind in kinds]
        return sorted((one for each in several for one in each), key=lambda one: -one.number)
    field = VALUE_FIELDS.get(name)
    if not field:
        return []
    if name in _CODED:
        return _coded(snapshot, context, field, part, limit)
    if name == "author":
        return _authors(snapshot, part, limit)
    return _frequent(snapshot, field, _forms(field, part), limit, inside=bool(part) and name in _NAMES)


def _counted(snapshot: Snapshot, name: str, value: str) -> tuple[str, int]:
    if name not in ("type", "quad"):
        return "", 0
    return "", _living(snapshot, name, value.upper().encode())


def _living(snapshot: Snapshot, name: str, term: bytes) -> int:
    """In how many documents a term is that are not deleted: as many as a search for it finds."""
    total = 0
    for leaf in snapshot.leaves:
        field, place = leaf.field(name), leaf.find(name, term)
        if field is None or place < 0:
            continue
        if leaf.live is None:
            total += int(field.df[place])
        else:
            total += int(leaf.live[leaf.postings(name, place)[0]].sum())
    return total


def _forms(field: str, part: str) -> set[bytes]:
    if field in ("words", "source"):
        return {"".join(words(part)).encode()}
    forms = (part, part.upper(), part.title(), part[:1].upper() + part[1:])
    return {form.encode("utf-8", "surrogatepass") for form in forms}


def _coded(snapshot: Snapshot, context: Context, field: str, part: str, limit: int) -> list[_Found]:
    """Codes that begin so, or whose names have a word that begins so; and names without a code."""
    codes = context.begun(part) if context.begun and part else ()
    known = {code: _living(snapshot, field, code.encode()) for code in codes}
    known |= {
        value: number
        for value, _, number in _frequent(snapshot, field, _forms(field, part), limit, inside=bool(part))
    }
    labels = {value: context.name_of(value) if context.name_of else value for value in known}
    found = [
        _Found(value, "" if labels[value] == value else labels[value], number)
        for value, number in known.items()
        if number
    ]
    return sorted(found, key=lambda one: (-one.number, one.value))


def _authors(snapshot: Snapshot, part: str, limit: int) -> list[_Found]:
    """Names of which any word begins so."""
    wanted = b" " + " ".join(words(part)).encode("utf-8", "replace")
    found: list[_Found] = []
    for value, called, number in snapshot.authors():
        if wanted in called:
            found.append(_Found(value, "", number))
            if len(found) == limit:
                break
    return found


def _targets(snapshot: Snapshot, context: Context, source: str, part: str, limit: int) -> list[_Found]:
    """``RUS>`` and the beginning of somebody to whom it does something."""
    code = context.code(source)
    found = []
    for pair, _, number in _frequent(snapshot, "pair", {f"{code}>".encode()}, 200):
        target = pair.partition(">")[2]
        label = context.name_of(target) if context.name_of else target
        begins = part.casefold()
        if target.casefold().startswith(begins) or label.casefold().startswith(begins):
            found.append(_Found(f"{code}>{target}", "" if label == target else label, number))
    return found[:limit]


def _quoted(value: str) -> str:
    value = value.replace('"', "")
    return f'"{value}"' if " " in value or not value.isalnum() else value


def _frequent(
    snapshot: Snapshot, name: str, prefixes: Iterable[bytes], limit: int, *, inside: bool = False
) -> list[_Found]:
    """The terms of most documents that begin so; ``inside``: or of which another word does."""
    total: dict[bytes, int] = {}
    for leaf in snapshot.leaves:
        field = leaf.field(name)
        for prefix in prefixes if field is not None else ():
            assert field is not None
            places = np.arange(*field.terms.prefixed(prefix))
            if inside:
                places = np.union1d(places, field.terms.holding(b" " + prefix))
            frequency = field.df[places]
            # Enough of each segment that the best over all segments are among them.
            kept = np.argsort(-frequency.astype(np.int64), kind="stable")[: limit * 4]
            for place, number in zip(places[kept].tolist(), frequency[kept].tolist(), strict=True):
                term = field.terms[place]
                total[term] = total.get(term, 0) + number
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:limit]
    living = ((term, _living(snapshot, name, term)) for term, _ in ordered)
    return [_Found(term.decode(errors="replace"), "", number) for term, number in living if number]


def meant(snapshot: Snapshot, terms: Iterable[str]) -> str:
    """A line that proposes known words for those of ``terms`` that are in no article, or ''."""
    proposals: list[str] = []
    for term in terms:
        if "*" in term[:-1] or "?" in term:
            continue
        for word in term.rstrip("*").split():
            if len(word) > 2 and not _is_known(snapshot, word, begun=term.endswith("*")):
                key = word.encode("utf-8", "surrogatepass")
                if key not in snapshot.meant:
                    snapshot.meant[key] = nearest(snapshot, word)
                if near := snapshot.meant[key]:
                    proposals.append(near)
    return f"did you mean ‘{' '.join(dict.fromkeys(proposals))}’?" if proposals else ""


def _is_known(snapshot: Snapshot, word: str, begun: bool) -> bool:
    """Whether a word, or one of which it may be the beginning, is in an article."""
    key = word.encode("utf-8", "surrogatepass")
    if not begun:
        return snapshot.doc_frequency("words", key) > 0
    fields = (leaf.field("words") for leaf in snapshot.leaves)
    return any(field is not None and field.terms.begun(key) for field in fields)


def nearest(snapshot: Snapshot, word: str) -> str | None:
    """The known word with the fewest letters different (at most 2, or 1 in a short word), the most frequent
    of several. Looks at words with the same first letter, first those with the same two."""
    limit = 1 if len(word) < 5 else 2
    size = len(word.encode("utf-8", "surrogatepass"))
    best: tuple[int, int, str] | None = None
    for length in (2, 1):
        for leaf in snapshot.leaves:
            field = leaf.field("words")
            if field is None:
                continue
            low, high = field.terms.prefixed(word[:length].encode("utf-8", "surrogatepass"))
            frequency = field.df[low:high]
            sizes = field.terms.sizes(low, high)
            fitting = (frequency > (high - low > _MAX_SCANNED)) & (np.abs(sizes - size) <= 2 * limit)
            for place in np.flatnonzero(fitting)[:_MAX_SCANNED].tolist():
                known = field.terms[low + place].decode(errors="replace")
                if abs(len(known) - len(word)) <= limit:
                    away = distance(word, known, limit)
                    if away <= limit:
                        candidate = (away, -int(frequency[place]), known)
                        best = candidate if best is None or candidate < best else best
        if best is not None:
            return best[2]
    return None
