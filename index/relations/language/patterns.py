"""Patterns of verbs: what a line of ``verbs.tsv`` such as "X attack Y" demands of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.relations.language.tables import alternatives, fail, prepositions


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
        return prepositions(part) is None and part not in ("X", "Y")

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
                    self.links.append((pending, frozenset() if part == "_" else alternatives(part)))
                pending = None
            elif (preps := prepositions(part)) is not None:
                pending = preps
            elif part in ("X", "Y"):
                follows = parts[place + 1] if place + 1 < len(parts) else ""
                dative = follows and not follows.startswith("=") and self._is_noun(follows)
                self.slots[part] = "dat" if dative else "obj"
            elif part in ("X's", "Y's"):
                self.slots[part[0]] = "poss"
            elif part.startswith("="):
                self.complement = alternatives(part[1:])
            elif part == "_":
                self.object = frozenset()
            else:
                self.object = alternatives(part)
        if pending is not None:
            raise ValueError(f"nothing stands after {'|'.join(pending)!r}")


def senses(number: int, pattern: str, kind: str, both: bool, status: str = "") -> Iterator[Sense]:
    """All senses that one line of ``verbs.tsv`` stands for."""
    for variant in _variants(pattern):
        first, verbs, *parts = variant.split(" ")
        reading = _Reading(first)
        try:
            reading.read(parts)
        except ValueError as error:
            raise fail("verbs.tsv", number, f"{error} in {pattern!r}") from None
        if first not in ("X", "Y", "_") or not {"X", "Y"} <= reading.slots.keys():
            if not ((both or kind == "NONE") and first == "X"):
                raise fail("verbs.tsv", number, f"{pattern!r} must begin with X or Y and name both")
            reading.slots["Y"] = "group"
        for verb in verbs.split("|"):
            base, _, particle = verb.partition("_")
            rule = f"{kind}: {variant.replace(verbs, verb.replace('_', ' '))}"
            yield Sense(
                base, particle, reading.slots["X"], reading.slots["Y"], reading.object, tuple(reading.links),
                reading.complement, kind, both, rule, reading.kinds, status,
            )  # fmt: skip
