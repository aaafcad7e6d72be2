"""What the parser is given: the sentence with long names made short.

Parsers of news stumble over "United States President Donald Trump and Russian President Vladimir Putin".
Names
that are already known (mentions, titles with names) are handed over as one word each; the words of the
parse keep
their places in the text.
"""

from __future__ import annotations

import re
from typing import Any

from index.model import Mention
from index.relations.language.tables import words
from index.relations.parsing.enumerations import adjectives, arms, introduced, paired
from index.relations.parsing.headlines import plain_tense, without_heading
from index.relations.parsing.insertions import without_insertions
from index.relations.parsing.pieces import BODY, COUNTRY, PLURAL, Piece
from index.relations.parsing.titles import offices, titled

_ARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "as", "an", "ad", "ar", "ash", "at", "az"})
_OWNED = frozenset({"owned", "operated", "crewed"})
_DOTTED = re.compile(r"((?:[A-Z]\.){2,})([-–—])([A-Z].*)$")
_QUOTES = frozenset({'"', "“", "”", "``", "''", "„", "«", "»"})


def pieces(doc: Any, offset: int, mentions: list[Mention]) -> list[Piece]:
    """The words to parse. ``doc`` is the tokenized sentence, ``offset`` its place in the body of the
    mentions.
    """
    named = _abbreviated(_named(_hyphenated(doc), offset, mentions))
    named = _counted(_inside(arms(adjectives(introduced(titled(offices(paired(named))))))))
    return plain_tense(without_insertions(without_heading(named)))


def _hyphenated(doc: Any) -> list[Piece]:
    """Names with a hyphen ("Moon Jae-in", "al-Rashid") as one word: the tokenizer tears them apart."""
    found: list[Piece] = []
    tokens = [part for token in doc for part in _two_names(token.text, bool(token.whitespace_), token.idx)]
    if all(text != "-" for text, _, _ in tokens):
        return [
            Piece(text, space, start, start + len(text))
            for text, space, start in tokens
            if text not in _QUOTES
        ]
    last = len(tokens) - 1
    i = 0
    while i <= last:
        text, space, start = tokens[i]
        if i + 1 < last and tokens[i + 1][0] == "-" and not space and not tokens[i + 1][1]:
            right, space_after, place = tokens[i + 2]
            if (word := _one_word(text, right)) is not None:
                found.append(Piece(word, space_after, start, place + len(right)))
                i += 3
                continue
        if text not in _QUOTES:
            found.append(Piece(text, space, start, start + len(text)))
        i += 1
    return found


def _two_names(text: str, space: bool, start: int) -> list[tuple[str, bool, int]]:
    """ "U.S.–Mexico" as three words, as "US–Mexico" is: the tokenizer does not part after a full stop."""
    found = _DOTTED.match(text)
    if found is None:
        return [(text, space, start)]
    at = (found.start(2), found.start(3))
    return [
        (found[1], False, start), (found[2], False, start + at[0]), (found[3], space, start + at[1])
    ]  # fmt: skip


def _one_word(left: str, right: str) -> str | None:
    """What to read for two words that a hyphen joins, or ``None`` when they stay apart."""
    if left.lower() in ("co", "re") and right[:1].islower():  # "co-operate" is "cooperate"
        return left + right
    if f"{left}-{right}".lower() in words("joined"):  # "a stand-off" is "a standoff"
        return left + right
    if left[:1].isupper() and right in _OWNED:  # "a Chinese-owned mine" is Chinese
        return left
    eastern = left.istitle() and right.islower() and 1 < len(right) < 6 and right not in words("suffix")
    title = f"{left}-{right}".lower() in words("title")
    if title or eastern or (left.lower() in _ARTICLES and right[:1].isupper()):
        return right.title()
    return None


def _named(listed: list[Piece], offset: int, mentions: list[Mention]) -> list[Piece]:
    """Mentions of several words as one, with "the" before them."""
    found: list[Piece] = []
    n = 0
    i = 0
    while i < len(listed):
        piece = listed[i]
        while n < len(mentions) and mentions[n].end <= piece.start + offset:
            n += 1
        if n >= len(mentions) or mentions[n].start >= piece.end + offset:
            found.append(piece)
            i += 1
            continue
        mention = mentions[n]
        j = i
        while j + 1 < len(listed) and listed[j + 1].start + offset < mention.end:
            j += 1
        start = piece.start
        if (
            j > i
            and found
            and found[-1].word.lower() == "the"
            and mention.kind in ("country", "organisation", "group")
        ):
            word = _stand_in(listed[j].word, mention)
            if word != listed[j].word:
                start = found.pop().start
        word = _stand_in(listed[j].word, mention)
        while found and found[-1].word.lower() in words("epithet") and mention.actor:
            start = found.pop().start
        found.append(Piece(word, listed[j].space, start, listed[j].end, mention))
        i = j + 1
    return found


def _abbreviated(listed: list[Piece]) -> list[Piece]:
    """ "Kurdistan Workers' Party (PKK)" as one name."""
    found: list[Piece] = []
    k = 0
    while k < len(listed):
        piece, after = listed[k], listed[k + 1 : k + 4]
        k += 1
        if piece.mention is not None and [p.word for p in (after[:1] + after[2:])] == ["(", ")"]:
            short = listed[k + 1].mention
            same = short is not None and short.actor == piece.mention.actor
            named = piece.mention.kind in ("organisation", "group", "country")
            if same or (short is None and named and after[1].word.isupper() and len(after[1].word) > 1):
                piece = Piece(piece.word, after[2].space, piece.start, after[2].end, piece.mention)
                k += 3
        found.append(piece)
    return found


def _stand_in(last: str, mention: Mention) -> str:
    """A word that parses as the name does: adjectives and peoples as they are, other names as a well-known
    one.
    """
    if not mention.actor or mention.kind in ("person", "place"):
        return last
    if mention.kind == "country":
        adjective = last.endswith(_ADJECTIVES) and last.lower() not in words("noun_name")
        return last if adjective or last.isupper() or "." in last else COUNTRY
    return PLURAL if last.endswith(_PLURALS) else BODY


_ADJECTIVES = ("an", "ish", "ese", "i", "ans", "is", "ch", "sh", "k", "s", "x")
_PLURALS = ("Forces", "Houthis", "Guards", "Corps", "Talibans")


def _inside(listed: list[Piece]) -> list[Piece]:
    """ "inside of" as "inside", and "personae non gratae" as one word that is plain to a parser."""
    listed = _fixed(listed)
    return [
        piece
        for k, piece in enumerate(listed)
        if not (piece.word == "of" and k and listed[k - 1].word.lower() in ("inside", "outside"))
        if not (piece.word == "a" and [p.word for p in listed[k + 1 : k + 2]] == ["unwelcome"])
    ]


_GRATA = (["persona", "non"], ["personae", "non"], ["personas", "non"])


def _fixed(listed: list[Piece]) -> list[Piece]:
    """ "voted in favour of" as "voted for", "personae non gratae" as one word."""
    found: list[Piece] = []
    for piece in listed:
        before = [p.word.lower() for p in found[-3:]]
        voted = piece.word == "of" and len(before) == 3 and before[0].startswith("vot")
        if voted and before[1:] in (["in", "favour"], ["in", "favor"]):
            found[-2:] = [Piece("for", piece.space, found[-2].start, piece.end)]
        elif before[-2:] in _GRATA:
            found[-2:] = [Piece("unwelcome", piece.space, found[-2].start, piece.end, read="undesirable")]
        else:
            found.append(piece)
    return found


def _counted(listed: list[Piece]) -> list[Piece]:
    """ "dozens of Malian soldiers" as "sixty Malian soldiers": parsers take the adjective for the head."""
    found: list[Piece] = []
    k = 0
    while k < len(listed):
        piece, after = listed[k], [p.word.lower() for p in listed[k + 1 : k + 3]]
        k += 1
        many = piece.word.lower() in words("many") and len(after) > 1 and after[0] == "of"
        if many and after[1] not in words("definite") and not _follows(found):
            read = "sixty" if piece.word.islower() else "Sixty"
            word = "dozens" if piece.word.lower() == "scores" else piece.word  # no sport
            piece = Piece(word, listed[k].space, piece.start, listed[k].end, read=read)
            k += 1
        found.append(piece)
    return found


def _follows(found: list[Piece]) -> bool:
    """Whether it is "tens of thousands", or "the hundreds of"."""
    return bool(found) and found[-1].word.lower() in ("of", "a", "the")
