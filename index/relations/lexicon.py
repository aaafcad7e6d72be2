"""The lexicon: patterns, operators and word classes, read once from the tables in ``data/``.

The tables say in their headers how they are written; ``docs/relations.md`` is the manual. A mistake in a
table is an error that names the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from index.errors import DeskError
from index.model import QUADS

DATA = Path(__file__).parent / "data"

_SAME = {
    "upon": "on",
    "onto": "on",
    "towards": "toward",
    "amongst": "among",
    "inside": "in",
    "vs.": "against",
}


class LexiconError(DeskError):
    """A line of a table that cannot be read."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One verb in one pattern. Slots: ``subj``, ``obj``, ``dat``, ``poss`` (the possessor of the object),
    or the
    prepositions that lead to it, as a tuple. ``object`` are the nouns allowed as object: ``None`` for no
    demand,
    empty for any. ``links`` are prepositions with the nouns that must follow them.
    """

    verb: str
    particle: str
    source: str | tuple[str, ...]
    target: str | tuple[str, ...]
    object: frozenset[str] | None
    links: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    complement: frozenset[str]
    type: str
    both: bool
    rule: str
    kinds: frozenset[str] = frozenset()
    """What Y must be ("country", "organisation", "group"); empty for anybody."""
    status: str = ""
    """A status that the pattern itself gives ("claim responsibility for" is reported), or ''."""

    @property
    def weight(self) -> int:
        """How much the pattern demands: the most demanding one that fits is taken."""
        return (
            (4 if self.object else 0)
            + (1 if self.object is not None else 0)
            + (4 if self.particle else 0)
            + 4 * len(self.links)
            + (4 if self.complement else 0)
            + (2 if isinstance(self.target, tuple) else 0)
            + (1 if self.kinds else 0)
            + (1 if self.target == "obj" else 0)
        )


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


def rows(name: str, least: int) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and columns of a table, padded to ``least`` columns."""
    path = DATA / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        yield number, columns + [""] * (least - len(columns))


def _fail(name: str, number: int, reason: str) -> LexiconError:
    return LexiconError(f"{DATA / name}, line {number}: {reason}")


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, (name, listed, *_) in rows("words.tsv", 2):
        if not listed:
            raise _fail("words.tsv", number, "no words after the class; write them in the second column")
        found.setdefault(name, set()).update(word.strip() for word in listed.split("|"))
    return {name: frozenset(listed) for name, listed in found.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class of ``words.tsv``."""
    try:
        return _classes()[name]
    except KeyError:
        raise LexiconError(f"{DATA / 'words.tsv'}: no class {name!r}; add a line for it") from None


def _alternatives(text: str) -> frozenset[str]:
    """ "attack|@drill" as a set of words."""
    found: set[str] = set()
    for part in text.split("|"):
        if part.startswith("@"):
            found |= words(part[1:])
        else:
            found.add(part.replace("_", " "))
    return frozenset(found)


def _prepositions(text: str) -> tuple[str, ...] | None:
    """ "on|against" as a tuple, or ``None`` when it is not made of prepositions."""
    parts = text.split("|")
    if all(part in words("preposition") for part in parts):
        return tuple(_SAME.get(part, part) for part in parts)
    if len(parts) > 1 and any(part in words("preposition") for part in parts):
        raise LexiconError(f"{DATA}: {text!r} mixes prepositions and other words")
    return None


def plain_preposition(word: str) -> str:
    """The preposition under which the tables keep ``word`` ("upon" is "on")."""
    return _SAME.get(word, word)


def _type(name: str, number: int, text: str) -> tuple[str, bool, str]:
    """The type column: "CONSULT", "CONSULT both" for a mutual act, "ASSAULT reported" for a status
    besides.
    """
    kind, *rest = text.split(" ")
    status = next((word for word in rest if word in _STATUSES), "")
    if (kind not in QUADS and kind != "NONE") or set(rest) - {"both", status}:
        known = ", ".join(QUADS)
        raise _fail(
            name, number, f"{text!r} is not a type; write one of {known}, or one and 'both' or a status"
        )
    return kind, "both" in rest, status


_STATUSES = ("reported", "hypothetical", "negated")


def _variants(pattern: str) -> Iterator[str]:
    """Write out what a pattern leaves open: "(with)" with and without."""
    if "(" in pattern:
        before, _, rest = pattern.partition("(")
        inside, _, after = rest.partition(")")
        yield from _variants(before + inside + after)
        yield from _variants(before.rstrip() + " " + after.lstrip())
    else:
        yield " ".join(pattern.split())


class _Reading:
    """The words of one pattern after its verb, read from left to right."""

    def __init__(self, first: str) -> None:
        self.slots: dict[str, str | tuple[str, ...]] = {first: "subj"}
        self.object: frozenset[str] | None = None
        self.links: list[tuple[tuple[str, ...], frozenset[str]]] = []
        self.complement: frozenset[str] = frozenset()
        self.kinds: frozenset[str] = frozenset()

    @staticmethod
    def _is_noun(part: str) -> bool:
        return _prepositions(part) is None and part not in ("X", "Y")

    def read(self, parts: list[str]) -> None:  # noqa: PLR0912
        pending: tuple[str, ...] | None = None
        for place, written in enumerate(parts):
            part = written
            if written.startswith("Y:"):
                part, self.kinds = "Y", frozenset(written[2:].split("|"))
            if pending is not None:
                if part in ("X", "Y"):
                    self.slots[part] = pending
                elif part in ("X's", "Y's"):
                    self.slots[part[0]] = pending  # whose it is: the phrase after the preposition says so
                    continue
                else:
                    self.links.append((pending, frozenset() if part == "_" else _alternatives(part)))
                pending = None
            elif (preps := _prepositions(part)) is not None:
                pending = preps
            elif part in ("X", "Y"):
                follows = parts[place + 1] if place + 1 < len(parts) else ""
                dative = follows and not follows.startswith("=") and self._is_noun(follows)
                self.slots[part] = "dat" if dative else "obj"
            elif part in ("X's", "Y's"):
                self.slots[part[0]] = "poss"
            elif part.startswith("="):
                self.complement = _alternatives(part[1:])
            elif part == "_":
                self.object = frozenset()
            else:
                self.object = _alternatives(part)
        if pending is not None:
            raise ValueError(f"nothing stands after {'|'.join(pending)!r}")


def _senses(number: int, pattern: str, kind: str, both: bool, status: str = "") -> Iterator[Sense]:
    """All senses that one line of ``verbs.tsv`` stands for."""
    for variant in _variants(pattern):
        first, verbs, *parts = variant.split(" ")
        reading = _Reading(first)
        try:
            reading.read(parts)
        except ValueError as error:
            raise _fail("verbs.tsv", number, f"{error} in {pattern!r}") from None
        if first not in ("X", "Y", "_") or not {"X", "Y"} <= reading.slots.keys():
            if not ((both or kind == "NONE") and first == "X"):
                raise _fail("verbs.tsv", number, f"{pattern!r} must begin with X or Y and name both")
            reading.slots["Y"] = "group"
        for verb in verbs.split("|"):
            base, _, particle = verb.partition("_")
            rule = f"{kind}: {variant.replace(verbs, verb.replace('_', ' '))}"
            yield Sense(
                base, particle, reading.slots["X"], reading.slots["Y"], reading.object, tuple(reading.links),
                reading.complement, kind, both, rule, reading.kinds, status,
            )  # fmt: skip


@cache
def verb_senses() -> dict[str, list[Sense]]:
    """Base form of a verb -> its senses, the most demanding first."""
    found: dict[str, list[Sense]] = {}
    for number, (pattern, kind_text, *_) in rows("verbs.tsv", 4):
        kind, both, status = _type("verbs.tsv", number, kind_text)
        if len(pattern.split()) < 2:
            raise _fail(
                "verbs.tsv", number, f"{pattern!r} has no verb; write X, the verb, and where Y stands"
            )
        for sense in _senses(number, pattern, kind, both, status):
            found.setdefault(sense.verb, []).append(sense)
    for senses in found.values():
        senses.sort(key=lambda sense: -sense.weight)
    return found


@cache
def noun_senses() -> dict[str, list[Noun]]:
    """Noun -> the events it tells, in the order of the table."""
    found: dict[str, list[Noun]] = {}
    for number, (nouns, targets, sources, premodifier, kind_text, *_) in rows("nouns.tsv", 7):
        kind, both, _ = _type("nouns.tsv", number, kind_text)
        to = _prepositions(targets) if targets not in ("", "-") else ()
        by = _prepositions(sources) if sources not in ("", "-") else ()
        if to is None or by is None:
            raise _fail(
                "nouns.tsv", number, f"{targets!r} and {sources!r} must be prepositions parted by '|', or '-'"
            )
        if premodifier not in ("X", "Y", "both", "-"):
            raise _fail(
                "nouns.tsv", number, f"{premodifier!r}: say who stands before the noun: X, Y, both or -"
            )
        for noun in sorted(_alternatives(nouns)):
            rule = f"{kind}: {noun} {'/'.join(to)}".strip()
            found.setdefault(noun, []).append(Noun(noun, to, by, premodifier, kind, both, rule))
    return found


EFFECTS = frozenset(
    ["pass", "plan", "fail", "negate", "report", "announce", "fact", "deny", "ask", "try", "want", "if"]
)
"""What an operator makes of the clause that it governs (see ``operators.tsv``)."""


@cache
def operators() -> dict[str, Operator]:
    """Governing word (verb, noun or adjective; "call_for" with its preposition) -> what it does."""
    found: dict[str, Operator] = {}
    for number, (listed, effect, own, *_) in rows("operators.tsv", 3):
        if effect not in EFFECTS:
            raise _fail(
                "operators.tsv", number, f"{effect!r} is no effect; write one of {', '.join(sorted(EFFECTS))}"
            )
        if own not in ("", "-") and own not in QUADS:
            raise _fail("operators.tsv", number, f"{own!r} is no type; leave it empty or write one of the 16")
        for word in sorted(_alternatives(listed)):
            name = word.replace(" ", "_")
            if name in found:
                raise _fail("operators.tsv", number, f"{name!r} stands on an earlier line too; keep one")
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
            raise _fail("light.tsv", number, f"{effect!r} is no effect; write one of {known}")
        if becomes not in ("", "-") and becomes not in QUADS:
            raise _fail("light.tsv", number, f"{becomes!r} is no type; leave it empty or write one of the 16")
        for verb, kind in product(sorted(_alternatives(verbs)), kinds.split("|")):
            found[verb.replace(" ", "_"), kind] = Light(effect, "" if becomes == "-" else becomes)
    return found


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


@cache
def _pasts() -> dict[str, str]:
    """Present forms of the lexicon's verbs ("attack", "attacks") -> their past."""
    irregular = {base: past for _, (base, past, *_) in rows("past.tsv", 2)}
    found: dict[str, str] = {}
    for base in verb_senses():
        if not base.isalpha() or len(base) < 3:
            continue
        ends_y = base.endswith("y") and base[-2] not in "aeiou"
        past = irregular.get(base) or (
            base + "d" if base.endswith("e") else base[:-1] + "ied" if ends_y else base + "ed"
        )
        third = base[:-1] + "ies" if ends_y else base + ("es" if base.endswith(_HISSING) else "s")
        found[base] = found[third] = past
    return found


_HISSING = ("s", "x", "z", "ch", "sh", "o")


def past_of(word: str) -> str | None:
    """The past tense of a present form of one of the lexicon's verbs, or ``None``."""
    return _pasts().get(word)


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
