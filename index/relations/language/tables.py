"""The tables in ``data/``: their lines, their classes of words, and what may stand in a column.

The tables say in their headers how they are written; ``docs/relations.md`` is the manual. A mistake in a
table is an error that names the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from index.errors import DeskError
from index.model import QUADS

DATA = Path(__file__).parents[1] / "data"

_SAME = {
    "upon": "on",
    "following": "after",
    "onto": "on",
    "towards": "toward",
    "amongst": "among",
    "inside": "in",
    "within": "in",
    "vs.": "against",
}

_STATUSES = ("reported", "hypothetical", "negated")


class LexiconError(DeskError):
    """A line of a table that cannot be read."""


def rows(name: str, least: int) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and columns of a table, padded to ``least`` columns."""
    path = DATA / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        yield number, columns + [""] * (least - len(columns))


def fail(name: str, number: int, reason: str) -> LexiconError:
    return LexiconError(f"{DATA / name}, line {number}: {reason}")


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, (name, listed, *_) in rows("words.tsv", 2):
        if not listed:
            raise fail("words.tsv", number, "no words after the class; write them in the second column")
        found.setdefault(name, set()).update(word.strip() for word in listed.split("|"))
    return {name: frozenset(listed) for name, listed in found.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class of ``words.tsv``."""
    try:
        return _classes()[name]
    except KeyError:
        raise LexiconError(f"{DATA / 'words.tsv'}: no class {name!r}; add a line for it") from None


def alternatives(text: str) -> frozenset[str]:
    """ "attack|@drill" as a set of words."""
    found: set[str] = set()
    for part in text.split("|"):
        if part.startswith("@"):
            found |= words(part[1:])
        else:
            found.add(part.replace("_", " "))
    return frozenset(found)


def prepositions(text: str) -> tuple[str, ...] | None:
    """ "on|against" as a tuple, or ``None`` when it is not made of prepositions."""
    if text.startswith("="):
        return None
    parts = text.split("|")
    if all(part in words("preposition") for part in parts):
        return tuple(_SAME.get(part, part) for part in parts)
    if len(parts) > 1 and any(part in words("preposition") for part in parts):
        raise LexiconError(f"{DATA}: {text!r} mixes prepositions and other words")
    return None


def plain_preposition(word: str) -> str:
    """The preposition under which the tables keep ``word`` ("upon" is "on")."""
    return _SAME.get(word, word)


def kind_of(name: str, number: int, text: str) -> tuple[str, bool, str]:
    """The type column: "CONSULT", "CONSULT both" for a mutual act, "ASSAULT reported" for a status
    besides.
    """
    kind, *rest = text.split(" ")
    status = next((word for word in rest if word in _STATUSES), "")
    if (kind not in QUADS and kind != "NONE") or set(rest) - {"both", status}:
        known = ", ".join(QUADS)
        raise fail(
            name, number, f"{text!r} is not a type; write one of {known}, or one and 'both' or a status"
        )
    return kind, "both" in rest, status


@cache
def cues() -> dict[str, frozenset[str]]:
    """Class of small words ("hedge", "negator", "modal" ...) -> its words, from ``cues.tsv``."""
    found: dict[str, set[str]] = {}
    for _, (name, listed, *_) in rows("cues.tsv", 2):
        found.setdefault(name, set()).update(listed.split("|"))
    return {name: frozenset(listed) for name, listed in found.items()}


@cache
def base_forms() -> dict[str, str]:
    """Words whose base form the parser gets wrong, from ``lemmas.tsv``."""
    return {word: base for _, (word, base, *_) in rows("lemmas.tsv", 2)}


@cache
def readings() -> dict[str, tuple[str, str]]:
    """Words that a parser misreads -> (what it reads, class that the word before must be of or "-")."""
    return {word: (reading, before) for _, (word, reading, before, *_) in rows("readings.tsv", 3)}
