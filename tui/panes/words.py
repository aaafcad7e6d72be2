"""A relation in plain words: who did what to whom, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Event, Relation

DEEDS: dict[str, str] = {
    "AGREE": "agreed with",
    "CONSULT": "talked with",
    "SUPPORT": "backed",
    "CONCEDE": "gave way to",
    "COOPERATE": "worked with",
    "AID": "sent aid to",
    "RETREAT": "backed off from",
    "REQUEST": "called on",
    "ACCUSE": "accused",
    "REJECT": "rebuffed",
    "THREATEN": "threatened",
    "PROTEST": "protested against",
    "SANCTION": "put sanctions on",
    "MOBILIZE": "moved forces against",
    "COERCE": "put pressure on",
    "ASSAULT": "attacked",
}
"""PLOVER type to words that stand between the two names."""

TOGETHER: dict[str, str] = {"AGREE": "agreed", "CONSULT": "talked", "COOPERATE": "worked together"}
"""What two cannot but do with each other, to words that stand after both names."""

SURENESS: dict[str, str] = {"reported": "reported", "hypothetical": "possible", "negated": "not so"}


def deed(relation: Relation, names: Mapping[str, str], *, both: bool = False) -> str:
    """``North Korea sent aid to Russia · reported``; a code without a name in ``names`` is shown as it is.

    ``both``: both did it, ``North Korea and Russia talked``.
    """
    source = names.get(relation.source, relation.source)
    target = _object(names.get(relation.target, relation.target))
    words = DEEDS.get(relation.type, relation.type.lower())
    said = f"{source} and {target} {together(relation.type)}" if both else f"{source} {words} {target}"
    parts = [said, SURENESS.get(relation.status, "")]
    return " · ".join(part for part in (*parts, _VERDICT_WORDS.get(relation.verdict, "")) if part)


def listed(lines: Sequence[str], room: int) -> str:
    """Lines beside each other, in ``room`` cells, and how many there are besides those that fit."""
    from rich.cells import cell_len  # noqa: PLC0415 - linear mode speaks these words without a screen

    from tui.panes.strips import fit  # noqa: PLC0415

    for kept in range(len(lines), 0, -1):
        more = f" | {len(lines) - kept} more" if kept < len(lines) else ""
        said = " | ".join(lines[:kept])
        if cell_len(said + more) <= room:
            return said + more
    return fit(said, room - len(more)) + more if lines else ""


def once(relations: Sequence[Relation]) -> list[tuple[Relation, Relation | None]]:
    """The relations of an article, each with what the same words tell the other way round: a meeting, a clash
    is told once."""
    found: list[tuple[Relation, Relation | None]] = []
    left = list(relations)
    while left:
        relation = left.pop(0)
        other = next((one for one in left if _what(one) == _what(relation, turned=True)), None)
        if other is not None:
            left.remove(other)
        found.append((relation, other))
    return found


def _what(relation: Relation, *, turned: bool = False) -> tuple[object, ...]:
    two = (relation.source, relation.target)
    return (
        two[::-1] if turned else two,
        relation.start, relation.predicate, relation.type, relation.status, relation.verdict,
    )  # fmt: skip


def both_ways(events: Sequence[Event], subject: str = "") -> list[tuple[Event, Event | None]]:
    """Each event, with what says the same the other way round: who met is told once, not twice.

    Of two the first stands before, or the one that ``subject`` does.
    """
    found: list[tuple[Event, Event | None]] = []
    told: set[int] = set()
    for number, event in enumerate(events):
        if number in told:
            continue
        other = next((n for n in range(number + 1, len(events)) if _mirrors(event, events[n])), None)
        if other is None or (subject and event.type not in TOGETHER):
            found.append((event, None))
            continue
        told.add(other)
        pair = event, events[other]
        found.append(pair[::-1] if events[other].source == subject else pair)
    return found


def _mirrors(event: Event, other: Event) -> bool:
    """Whether the same words tell both, each of the other: a meeting, a clash."""
    return (
        (event.source, event.target) == (other.target, other.source)
        and (event.date, event.type, event.status, event.verdict, event.stories)
        == (other.date, other.type, other.status, other.verdict, other.stories)
        and bool(event.evidence)
        and same_sentence(event, other)
        and event.evidence[0].relation.predicate == other.evidence[0].relation.predicate
    )


def same_sentence(event: Event, other: Event) -> bool:
    """Whether both are told by the same sentence of the same article."""
    if not other.evidence:
        return False
    a, b = event.evidence[0], other.evidence[0]
    return (a.article, a.relation.start, a.sentence) == (b.article, b.relation.start, b.sentence)


def together(type_: str) -> str:
    """``talked``, ``attacked each other``: what stands after the names of two who both did it."""
    return TOGETHER.get(type_) or f"{DEEDS.get(type_, type_.lower())} each other"


def event_words(
    event: Event, names: Mapping[str, str], subject: str = "", room: int = 0, *, both: bool = False
) -> str:
    """``North Korea sent troops to Russia · reported · 3 stories``: the sentence's own words where they make
    a plain line (``event.said``), else those of the type, and the sentence's beside them.

    On the page of ``subject`` the name is understood: ``sent troops to Russia``, ``Russia thanked it``.
    ``both``: both did it, ``North Korea and Russia talked``. In ``room`` cells (0 for any number) the
    quotation and then the names give way (to codes), and never how sure it is and who else tells it.
    """
    did = event.said[0] or DEEDS.get(event.type, event.type.lower())
    tell = _jointly if both and not subject else _deed
    said = tell(event, did, names, subject)
    quoted = event.quote
    if quoted.isalpha() and did.startswith(quoted[:5].lower()):
        quoted = ""  # "attacked Chad: “attacks”" says nothing more
    sure = "" if event.said[0] and event.status in _IN_WORDS else SURENESS.get(event.status, "")
    told = f"{event.stories} stories" if event.stories > 1 else ""
    verdict = _VERDICT_WORDS.get(event.verdict, "")
    ways = [f"{said}: “{quoted}”"] if quoted else []
    ways += [said, tell(event, did, {}, subject)]  # at last with codes for names
    if not room:
        return _joined(ways[0], sure, verdict, told)
    from rich.cells import cell_len  # noqa: PLC0415 - linear mode speaks these words without a screen

    from tui.panes.strips import fit  # noqa: PLC0415

    short = _joined(fit(ways[-1], room - cell_len(_joined("", sure, told))), sure, told)
    # Of a verdict the line's sign tells too.
    tried = [_joined(ways[0], sure, verdict, told), *(_joined(way, sure, told) for way in ways)]
    return next((line for line in tried if cell_len(line) <= room), short)


def _joined(first: str, *more: str) -> str:
    return first + "".join(f" · {part}" for part in more if part)


def _deed(event: Event, did: str, names: Mapping[str, str], subject: str) -> str:
    """Who did it to whom, without the name of ``subject``."""
    source, target = names.get(event.source, event.source), _object(names.get(event.target, event.target))
    said = f"{source} {did} {target}"
    if subject == event.source:
        said = f"{did} {target}"
    elif subject == event.target:
        said = f"{source} {did} it"
    return f"{said} {event.said[1]}" if event.said[1] else said


def _jointly(event: Event, did: str, names: Mapping[str, str], _subject: str) -> str:
    """``A and B held talks`` where the sentence's own words end in "with"; else ``attacked each other``."""
    source, target = names.get(event.source, event.source), _object(names.get(event.target, event.target))
    words = did.removesuffix(" with") if did.endswith(" with") and not event.said[1] else ""
    return f"{source} and {target} {words or together(event.type)}"


def _object(name: str) -> str:
    """A name after a verb: "the United States"."""
    return f"the {name}" if name.startswith(_THE_BEFORE) or name.endswith(_THE_AFTER) else name


_THE_BEFORE = (
    "United ",
    "International ",
    "World ",
    "European Union",
    "African Union",
    "Arab League",
    "Central African",
    "Soviet ",
)
_THE_AFTER = (
    "Republic",
    "Philippines",
    "Netherlands",
    "Maldives",
    "Bahamas",
    "Gambia",
    "Comoros",
    " Islands",
)

_IN_WORDS = ("hypothetical", "negated")
"""Statuses that the deed's own words tell: "may leave", "did not attack"."""

_VERDICT_WORDS = {
    "accepted": "you accepted it",
    "rejected": "you rejected it",
    "corrected": "you corrected it",
}
