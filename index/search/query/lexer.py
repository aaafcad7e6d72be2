"""Cuts what was typed into tokens. Every string has a reading: nothing here can fail.

The bounds keep a question cheap whatever was pasted; each one that bites leaves a note.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

MAX_CHARACTERS = 400
MAX_WORDS = 40
MAX_PARENTHESES = 20

TokenKind = Literal["word", "phrase", "field", "open", "close", "and", "or", "not", "end"]


class Token(NamedTuple):
    """``text`` is the word, the phrase without its quotes, or the field's name without its colon.

    ``last`` is true for a word that ends the question, with nothing after it: it may still be being typed.
    ``near`` is the number after ``"a b"~``, in words.
    """

    kind: TokenKind
    text: str = ""
    last: bool = False
    near: int = 0


_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<minus>[-\N{MINUS SIGN}](?=[^\s)]))
    | ["\u201c\u201d\u201e](?P<phrase>[^"\u201c\u201d\u201e]*)
      (?P<end>["\u201c\u201d\u201e](?:~(?P<near>\d{0,3}))?)?
    | (?P<field>[A-Za-z]{2,12}):(?!//)
    | (?P<word>[^\s()"\u201c\u201d\u201e]+)
    """,
    re.VERBOSE,
)
_SIGN = re.compile('[-\N{MINUS SIGN}():>"\u201c\u201d\u201e]')
"""What a question of words alone has nothing of."""
OPERATORS: dict[str, TokenKind] = {
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "&&": "and",
    "||": "or",
    "|": "or",
}


def tokens(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of ``text`` and one note for each bound that cut something off."""
    notes: list[str] = []
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        notes.append(f"only the first {MAX_CHARACTERS} characters were searched")
    found: list[Token] = []
    words = parentheses = 0
    for match in _TOKEN.finditer(text):
        token = _token(match, len(text))
        if token is None:
            continue
        if token.kind in ("word", "phrase"):
            words += max(1, len(token.text.split()))
            if words > MAX_WORDS:
                notes.append(f"only the first {MAX_WORDS} words were searched")
                break
        if token.kind == "open":
            parentheses += 1
            if parentheses > MAX_PARENTHESES:
                notes.append(f"only {MAX_PARENTHESES} parentheses were read")
                break
        found.append(token)
    return found, notes


def plain(text: str) -> list[str] | None:
    """The words of a question of words alone, AND and OR among them (see ``OPERATORS``); ``None`` for any
    other."""
    if len(text) > MAX_CHARACTERS or _SIGN.search(text):
        return None
    pieces = text.split()
    return None if len(pieces) > MAX_WORDS or "NOT" in pieces else pieces


def _token(match: re.Match[str], length: int) -> Token | None:
    kind = match.lastgroup
    last = match.end() == length
    if match["phrase"] is not None:
        closed = match["end"] is not None
        return Token("phrase", match["phrase"], last and not closed, int(match["near"] or 0))
    if kind == "minus":
        return Token("not")
    if kind == "field":
        return Token("field", match["field"].lower())
    if kind == "word":
        word = match["word"]
        if word in OPERATORS:
            return Token(OPERATORS[word])
        return Token("word", word, last)
    if kind == "open":
        return Token("open")
    if kind == "close":
        return Token("close")
    return None
