"""The terms of the field: spans, kinds of names, statuses, PLOVER types."""

from __future__ import annotations

from typing import Literal

Span = tuple[int, int]
"""Start and end, half open, in characters."""

Kind = Literal["country", "organisation", "group", "person", "place"]
"""What a mention names. ``group`` is an armed group that news treats as a party."""

Status = Literal["asserted", "reported", "hypothetical", "negated"]
"""What the sentence says of an event: that it is so, that someone says so, that it may be, that it is not."""

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE",
    "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""The 16 PLOVER event types."""

QUADS: dict[str, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER type to quad class.

1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
"""
