"""One word of what the parser is given, and the words that stand in for names."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Mention

COUNTRY, BODY, PLURAL, PERSON = "Russia", "Russia", "Russians", "Putin"
STAND_INS = frozenset({COUNTRY, BODY, PLURAL, PERSON})


@dataclass(slots=True)  # not frozen: that makes each three times as dear
class Piece:
    """One word for the parser: what the rules read, whether a blank follows, and the characters it stands
    for.
    """

    word: str
    space: bool
    start: int
    end: int
    mention: Mention | None = None
    also: tuple[Mention, ...] = ()
    """Further mentions in the same word: "US–Mexico"."""
    introduced: bool = False
    """Whether "nations such as" stood before: a list of its own."""
    read: str = ""
    """What the parser reads instead of ``word``, where it would stumble over it ("talks": a verb?)."""


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence parsed; lists run over its words, tags are Penn's, and a root is its own head."""

    tags: list[str]
    deps: list[str]
    heads: list[int]
