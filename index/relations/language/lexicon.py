"""The lexicon: what verbs, nouns, operators and light verbs tell, read once from the tables in ``data/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from index.model import QUADS
from index.relations.language.pasts import HISSING, ends_in_y, past_tense
from index.relations.language.patterns import Sense, senses
from index.relations.language.tables import alternatives, fail, kind_of, prepositions, rows, words


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun that tells an event: prepositions that lead to its target and to its source."""

    noun: str
    targets: tuple[str, ...]
    sources: tuple[str, ...]
    premodifier: str
    type: str
    both: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that governs another clause and changes what it says. ``effect`` is one of the effects that the
    header of ``operators.tsv`` lists; ``own`` is a type for what the governor itself does to the target of
    the
    governed clause, or ''."""

    effect: str
    own: str


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that carries a noun's event: ``effect`` do, receive, plan, want, end ...; ``type`` a type
    instead of the
    noun's, ``status`` the status given to it."""

    effect: str
    type: str


@cache
def verb_senses() -> dict[str, list[Sense]]:
    """Base form of a verb -> its senses, the most demanding first."""
    found: dict[str, list[Sense]] = {}
    for number, (pattern, kind_text, *_) in rows("verbs.tsv", 4):
        kind, both, status = kind_of("verbs.tsv", number, kind_text)
        if len(pattern.split()) < 2:
            raise fail("verbs.tsv", number, f"{pattern!r} has no verb; write X, the verb, and where Y stands")
        for sense in senses(number, pattern, kind, both, status):
            found.setdefault(sense.verb, []).append(sense)
    for listed in found.values():
        listed.sort(key=lambda sense: -sense.weight)
    return found


@cache
def noun_senses() -> dict[str, list[Noun]]:
    """Noun -> the events it tells, in the order of the table."""
    found: dict[str, list[Noun]] = {}
    for number, (nouns, targets, sources, premodifier, kind_text, *_) in rows("nouns.tsv", 7):
        kind, both, _ = kind_of("nouns.tsv", number, kind_text)
        to = prepositions(targets) if targets not in ("", "-") else ()
        by = prepositions(sources) if sources not in ("", "-") else ()
        if to is None or by is None:
            raise fail(
                "nouns.tsv", number, f"{targets!r} and {sources!r} must be prepositions parted by '|', or '-'"
            )
        if premodifier not in ("X", "Y", "both", "-"):
            raise fail(
                "nouns.tsv", number, f"{premodifier!r}: say who stands before the noun: X, Y, both or -"
            )
        for noun in sorted(alternatives(nouns)):
            rule = f"{kind}: {noun} {'/'.join(to)}".strip()
            found.setdefault(noun, []).append(Noun(noun, to, by, premodifier, kind, both, rule))
    return found


EFFECTS = frozenset(
    [
        "pass",
        "plan",
        "fail",
        "negate",
        "report",
        "seem",
        "announce",
        "fact",
        "deny",
        "ask",
        "try",
        "want",
        "if",
    ]
)
"""What an operator makes of the clause that it governs (see ``operators.tsv``)."""


@cache
def operators() -> dict[str, Operator]:
    """Governing word (verb, noun or adjective; "call_for" with its preposition) -> what it does."""
    found: dict[str, Operator] = {}
    for number, (listed, effect, own, *_) in rows("operators.tsv", 3):
        if effect not in EFFECTS:
            raise fail(
                "operators.tsv", number, f"{effect!r} is no effect; write one of {', '.join(sorted(EFFECTS))}"
            )
        if own not in ("", "-") and own not in QUADS:
            raise fail("operators.tsv", number, f"{own!r} is no type; leave it empty or write one of the 16")
        for word in sorted(alternatives(listed)):
            name = word.replace(" ", "_")
            if name in found:
                raise fail("operators.tsv", number, f"{name!r} stands on an earlier line too; keep one")
            found[name] = Operator(effect, "" if own == "-" else own)
    return found


LIGHT_EFFECTS = frozenset(
    ["none", "do", "receive", "plan", "try", "want", "fail", "end", "threaten", "report", "deny"]
)


@cache
def light_verbs() -> dict[tuple[str, str], Light]:
    """(verb, type of the noun or "*") -> what the verb does with the noun's event."""
    found: dict[tuple[str, str], Light] = {}
    for number, (verbs, kinds, effect, becomes, *_) in rows("light.tsv", 4):
        if effect not in LIGHT_EFFECTS:
            known = ", ".join(sorted(LIGHT_EFFECTS))
            raise fail("light.tsv", number, f"{effect!r} is no effect; write one of {known}")
        if becomes not in ("", "-") and becomes not in QUADS:
            raise fail("light.tsv", number, f"{becomes!r} is no type; leave it empty or write one of the 16")
        for verb, kind in product(sorted(alternatives(verbs)), kinds.split("|")):
            found[verb.replace(" ", "_"), kind] = Light(effect, "" if becomes == "-" else becomes)
    return found


@cache
def _pasts() -> dict[str, str]:
    """Present forms of the lexicon's verbs ("attack", "attacks") -> their past."""
    found: dict[str, str] = {}
    for base in (*verb_senses(), *words("happening")):
        if not base.isalpha() or len(base) < 3:
            continue
        third = base[:-1] + "ies" if ends_in_y(base) else base + ("es" if base.endswith(HISSING) else "s")
        found[base] = found[third] = past_tense(base)
    return found


def past_of(word: str) -> str | None:
    """The past tense of a present form of one of the lexicon's verbs, or ``None``."""
    return _pasts().get(word)


@cache
def bases_of_past() -> dict[str, str]:
    """Past tenses of the lexicon's verbs -> their base forms ("retook" -> "retake")."""
    return {past: base for base, past in _pasts().items() if base in verb_senses()}


def count_senses() -> int:
    """How many senses the tables hold: verbs times patterns, nouns times patterns; classes of objects
    count once.
    """
    return sum(map(len, verb_senses().values())) + sum(map(len, noun_senses().values()))


def examples() -> Iterator[tuple[str, int, str, str]]:
    """(file, line, example, expected) of every line that carries an example."""
    for name, column in (("verbs.tsv", 2), ("nouns.tsv", 5), ("operators.tsv", 3), ("light.tsv", 4)):
        for number, columns in rows(name, column + 2):
            if columns[column]:
                yield name, number, columns[column], columns[column + 1]
