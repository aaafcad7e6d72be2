"""A relation in plain words: who did what to whom, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Event, Evidence, Relation

DEEDS: dict[str, str] = {
    "AGREE": "agreed with",
    "CONSULT": "talked with",
    "SUPPORT": "backed",
    "CONCEDE": "gave way to",
    "COOPERATE": "worked with",
    "AID": "sent aid to",
    "RETREAT": "eased off on",
    "REQUEST": "asked something of",
    "ACCUSE": "accused",
    "REJECT": "turned down",
    "THREATEN": "threatened",
    "PROTEST": "protested against",
    "SANCTION": "put sanctions on",
    "MOBILIZE": "moved forces against",
    "COERCE": "put pressure on",
    "ASSAULT": "attacked",
}
"""PLOVER type to words that stand between the two names."""

SURENESS: dict[str, str] = {"reported": "reported", "hypothetical": "possible", "negated": "not so"}


def deed(relation: Relation, names: Mapping[str, str]) -> str:
    """``North Korea sent aid to Russia · reported``; a code without a name in ``names`` is shown as it is."""
    source = names.get(relation.source, relation.source)
    target = names.get(relation.target, relation.target)
    words = DEEDS.get(relation.type, relation.type.lower())
    parts = [f"{source} {words} {target}", SURENESS.get(relation.status, "")]
    return " · ".join(part for part in (*parts, _VERDICT_WORDS.get(relation.verdict, "")) if part)


def event_words(event: Event, names: Mapping[str, str], subject: str = "") -> str:
    """``North Korea sent aid to Russia: "sent 10,000 troops" · reported · 3 stories``.

    On the page of ``subject`` the name is understood: ``sent aid to Russia``, ``Russia thanked it``.
    """
    source, target = names.get(event.source, event.source), names.get(event.target, event.target)
    did = DEEDS.get(event.type, event.type.lower())
    said = f"{source} {did} {target}"
    if subject == event.source:
        said = f"{did} {target}"
    elif subject == event.target:
        said = f"{source} {did} it"
    if event.evidence and (words := predicate(event.evidence[0])):
        said += f": “{words}”"
    parts = [said, SURENESS.get(event.status, ""), _VERDICT_WORDS.get(event.verdict, "")]
    if event.stories > 1:
        parts.append(f"{event.stories} stories")
    return " · ".join(part for part in parts if part)


_VERDICT_WORDS = {
    "accepted": "you accepted it",
    "rejected": "you rejected it",
    "corrected": "you corrected it",
}


def predicate(evidence: Evidence) -> str:
    """The very words that tell the deed, when they are few."""
    relation = evidence.relation
    if len(evidence.sentence) != relation.end - relation.start:
        return ""
    start, end = (place - relation.start for place in relation.predicate)
    words = " ".join(evidence.sentence[start:end].split())
    return words if len(words) <= _FEW else ""


_FEW = 48
