"""Which characters may not reach a terminal (``clean.py`` says why). Every start needs this, and no more."""

from __future__ import annotations

import re

_JOINED = (
    "\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ua8e0-\ua8ff\uaa60-\uaa7f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
)
ALWAYS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional marks, embeddings, overrides, isolates
    "\u00ad\u034f\u180e\u200b\u2060-\u2065\ufeff"  # soft hyphen, grapheme joiner, zero width
    "\u2028\u2029"  # line and paragraph separator: line feeds here
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that show nothing
    "\ufe00-\ufe0f"  # variation selectors: terminals disagree about the width
    "\ufff9-\ufffb"  # interlinear annotation
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # surrogates, noncharacters
)
_ALWAYS_BEYOND = (  # the same above U+FFFF: variation selectors, tags, noncharacters
    "\U000e0100-\U000e01ef\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
)
_JOINERS = "[\u200c\u200d]"

HOSTILE = re.compile(f"[{ALWAYS}{_ALWAYS_BEYOND}]|(?<![{_JOINED}]){_JOINERS}|{_JOINERS}(?![{_JOINED}])")
"""Matches each single character that must not be sent to a terminal."""


def is_hostile(ch: str) -> bool:
    """Whether the character ``ch``, by itself, must not be sent to a terminal."""
    return HOSTILE.match(ch) is not None
