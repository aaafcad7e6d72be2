r"""What may not reach a terminal, and how text is rid of it.

A terminal obeys what it is sent, so the text of an article, a title, a file name or a query is never
sent as it came. Three things are hostile here:

* escape sequences of ECMA-48 and xterm's ``ctlseqs`` (CSI, OSC, DCS, SOS, PM, APC, nF and the two-character
  ones), in their 7-bit (ESC) and 8-bit (C1) forms: removed whole where they are whole;
* control characters: C0 but ``\n`` and ``\t``, DEL, C1;
* characters that show nothing but change what is shown: bidirectional controls (UAX #9, and
  "Trojan Source"), zero-width characters, tags, variation selectors, soft hyphens, noncharacters, surrogates.

ZERO WIDTH JOINER and NON-JOINER stay between two letters of a script that is written with them
(Arabic, Syriac, the Indic scripts, Myanmar, Khmer, Mongolian), and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata

from index.text.hostile import ALWAYS, HOSTILE

# For text that is clean already. One set, and all above U+FFFF at once: much quicker.
_SUSPECT = re.compile(f"[{ALWAYS}\u200c\u200d\U00010000-\U0010ffff]")
_UNUSUAL = re.compile(  # what is left out is clean, and composed in any order: most of Latin, Greek, Cyrillic
    "[^\t\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0388-\u0482\u048a-\u052f\u2010-\u2027\u20a0-\u20bf]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_BREAKS = re.compile("\r\n|[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_LONE_BREAKS = re.compile("\r(?!\n)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_LONGEST_STRING = 4096
"""A control string (OSC, DCS ...) is removed with its content only when it ends within its line and this many
characters. One that does not end would otherwise take the rest of the article with it."""

_SEQUENCE = re.compile(
    "(?:\x1b[PX^_\\]]|[\x90\x98\x9d-\x9f])"
    f"(?:[^\n\x07\x1b\x80-\x9f]|\x1b\x1b){{0,{_LONGEST_STRING}}}(?:\x07|\x9c|\x1b\\\\)"
    "|(?:\x1b[PX^_\\]]|[\x90\x98\x9d-\x9f])"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|\x1b(?: [FGLMN]|[#%()*+\\-./][0-~]|[0-Z\\\\`-~])"
)

_MOST_MARKS = 8
"""Combining marks that may stand on one letter. Real spelling needs up to four; a thousand is an attack, on
the eye and on the time that normalising takes, which grows with the square of their number."""
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    r"""``text`` (a title, a body) as it may be kept and shown: nothing hostile, ``\n`` line ends, NFC.

    Spaces that do not break become plain spaces, so that a name with one in it is found.
    ``clean(clean(text)) == clean(text)``.
    """
    if (text.isascii() and text.isprintable()) or _UNUSUAL.search(text) is None:
        return text
    if _SUSPECT.search(text) is not None:
        text = _join_surrogates(text)
        text = _SEQUENCE.sub("", text)
        text = _BREAKS.sub("\n", text)
        text = HOSTILE.sub("", text)
        text = HOSTILE.sub("", text)  # a joiner may have lost the letter beside it
    if text.isascii():
        return text
    text = _SPACES.sub(" ", text)
    text = _MARKS.sub(_fewer_marks, text)
    if not unicodedata.is_normalized("NFC", text):
        text = _MARKS.sub(_fewer_marks, unicodedata.normalize("NFC", text))
    return text


def clean_line(text: str) -> str:
    """``text`` cleaned, and as one line without space around it: for titles, sources, file names."""
    return " ".join(clean(text).split())


def mask(text: str) -> str:
    r"""``text`` in the same length, so that offsets hold: escape sequences and hostile characters as spaces.

    A character that breaks a line (a lone ``\r``, NEL, form feed, line separator) becomes ``\n``.
    """
    if _SUSPECT.search(text) is not None:
        text = _SEQUENCE.sub(lambda match: " " * len(match[0]), text)
        text = _LONE_BREAKS.sub("\n", text)
        text = HOSTILE.sub(" ", text)
        text = HOSTILE.sub(" ", text)
    return text if text.isascii() else _SPACES.sub(" ", text)


def _join_surrogates(text: str) -> str:
    """A pair of surrogates (text that came by way of UTF-16) is the character it stands for."""
    if _SURROGATES.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _fewer_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for ch in match[0]:
        marks = marks + 1 if unicodedata.category(ch)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(ch)
    return "".join(kept)
