"""A relation in plain words: who did what to whom, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Mapping

from index import Relation

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
    sure = SURENESS.get(relation.status, "")
    return f"{source} {words} {target}" + (f" · {sure}" if sure else "")


def balance(cooperation: int, conflict: int, width: int) -> tuple[str, str]:
    """A bar of ``width`` cells in two parts, ``+`` cooperation, ``-`` conflict; neither is rounded away."""
    total = cooperation + conflict
    if not total:
        return "", ""
    good = round(width * cooperation / total)
    good = max(good, 1) if cooperation else 0
    good = min(good, width - 1) if conflict else width
    return "+" * good, "-" * (width - good)
