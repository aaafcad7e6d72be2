"""A relation in plain words: who did what to whom, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Mapping
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


def deed(relation: Relation, names: Mapping[str, str]) -> str:
    """``North Korea sent aid to Russia · reported``; a code without a name in ``names`` is shown as it is."""
    source = names.get(relation.source, relation.source)
    target = _object(names.get(relation.target, relation.target))
    words = DEEDS.get(relation.type, relation.type.lower())
    parts = [f"{source} {words} {target}", SURENESS.get(relation.status, "")]
    return " · ".join(part for part in (*parts, _VERDICT_WORDS.get(relation.verdict, "")) if part)


def event_words(
    event: Event, names: Mapping[str, str], subject: str = "", room: int = 0, *, together: bool = False
) -> str:
    """``North Korea sent troops to Russia · reported · 3 stories``: the sentence's own words where they make
    a plain line (``event.said``), else those of the type, and the sentence's beside them.

    On the page of ``subject`` the name is understood: ``sent troops to Russia``, ``Russia thanked it``.
    ``together``: both did it, ``North Korea and Russia talked``. In ``room`` cells (0 for any number) the
    quotation and then the names give way (to codes), and never how sure it is and who else tells it.
    """
    did = event.said[0] or DEEDS.get(event.type, event.type.lower())
    tell = _jointly if together and not subject else _deed
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
    words = words or TOGETHER.get(event.type) or f"{DEEDS.get(event.type, event.type.lower())} each other"
    return f"{source} and {target} {words}"


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
