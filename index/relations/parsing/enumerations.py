"""Enumerations made short for the parser: "China–India", "Indian, Nepali and Chinese troops", "missile and
drone strikes", "nations such as Iran and China".
"""

from __future__ import annotations

from dataclasses import replace

from index.relations.language.tables import words
from index.relations.parsing.pieces import Piece

_PEOPLES = ("an", "ish", "ese", "i", "ch", "ek", "sh", "lo", "en")
_FUNCTION = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "and",
        "or",
        "but",
        "who",
        "that",
        "also",
    }
)


def paired(listed: list[Piece]) -> list[Piece]:
    """ "China–India" as one word with two mentions."""
    found: list[Piece] = []
    for piece in listed:
        if (
            len(found) > 1
            and piece.mention is not None
            and piece.mention.actor
            and found[-1].word in ("-", "–", "—", "/")
            and found[-2].mention is not None
            and found[-2].mention.actor
            and found[-1].space == found[-2].space
        ):
            found.pop()
            first = found.pop()
            assert first.mention is not None
            found.append(
                Piece(
                    piece.word,
                    piece.space,
                    first.start,
                    piece.end,
                    first.mention,
                    (*first.also, piece.mention),
                )
            )
        else:
            found.append(piece)
    return found


def adjectives(listed: list[Piece]) -> list[Piece]:
    """ "Indian, Nepali and Chinese troops" as one adjective: parsers take the first for a noun of its own."""
    found: list[Piece] = []
    i = 0
    while i < len(listed):
        last = i
        inner = [i] if _peoples(listed[i]) else []
        k = i + 1
        while inner and k < len(listed):
            if listed[k].word in (",", "and"):
                k += 1
            elif _peoples(listed[k]) and listed[k - 1].word in (",", "and"):
                inner.append(k)
                last = k
                k += 1
            else:
                break
        joined = len(inner) > 1 and listed[last - 1].word == "and"
        if joined and last + 1 < len(listed) and _common(listed[last + 1]):
            also = tuple(m for n in inner[:-1] if (m := listed[n].mention) is not None)
            end = listed[last]
            found.append(Piece(end.word, end.space, listed[i].start, end.end, end.mention, also))
            i = last + 1
        else:
            found.append(listed[i])
            i += 1
    return found


def _peoples(piece: Piece) -> bool:
    """Whether the word is an adjective of a country's name: "Chinese", "US"."""
    mention = piece.mention
    if mention is None or mention.kind != "country" or not mention.actor or piece.also:
        return False
    return (
        piece.word.lower().endswith(_PEOPLES)
        and piece.word.lower() not in words("noun_name")
        and len(piece.word) > 2
    )


def _common(piece: Piece) -> bool:
    low = piece.word
    return (
        piece.mention is None
        and low.islower()
        and low.isalpha()
        and low not in words("preposition") | _FUNCTION
    )


def arms(listed: list[Piece]) -> list[Piece]:
    """ "missile and drone strikes" as "missile strikes"."""
    found: list[Piece] = []
    i = 0
    while i < len(listed):
        here = listed[i]
        if (
            i + 3 < len(listed)
            and here.word.lower() in words("weapon")
            and listed[i + 1].word in ("and", "or")
            and listed[i + 2].word.lower() in words("weapon")
            and listed[i + 3].word.lower() in words("volley")
        ):
            end = listed[i + 2]
            found.append(Piece(end.word, end.space, here.start, end.end))
            i += 3
        else:
            found.append(here)
            i += 1
    return found


def introduced(listed: list[Piece]) -> list[Piece]:
    """ "nations such as Iran and China" as the list alone: what introduces a list names nobody."""
    found: list[Piece] = []
    for piece in _without_excluded(listed):
        if piece.mention is not None and piece.mention.actor and (start := _introduction(found)) is not None:
            first = found[start]
            del found[start:]
            found.append(
                Piece(piece.word, piece.space, first.start, piece.end, piece.mention, piece.also, True)
            )
        else:
            found.append(piece)
    return found


def _without_excluded(listed: list[Piece]) -> list[Piece]:
    """ "countries, not including Chad or Mali": those named take no part."""
    found = list(listed)
    out = False
    for k, piece in enumerate(listed):
        low = piece.word.lower()
        begins = low in ("excluding", "except") or (
            low == "including" and k and listed[k - 1].word.lower() == "not"
        )
        if begins:
            out = True
        elif out and piece.mention is not None:
            found[k] = replace(piece, mention=None)
        elif out and low not in (",", "and", "or", "the", "for"):
            out = False
    return found


def _introduction(found: list[Piece]) -> int | None:
    """Where "such nations as", "countries, including" begins when the words read so far end with it."""
    k = len(found) - 1
    if k >= 1 and found[k].word.lower() == "the":
        k -= 1
    if k >= 2 and found[k].word.lower() == "as" and found[k - 1].word.lower() == "such":
        k -= 2
    elif k >= 1 and found[k].word.lower() in words("introducing"):
        k -= 1
    elif k >= 2 and found[k].word.lower() in ("them", "which") and found[k - 1].word.lower() == "among":
        k -= 2
    else:
        return None
    if k >= 1 and found[k].word == ",":
        k -= 1
    noun = found[k]
    low = noun.word.lower()
    if k < 0 or noun.mention is not None or not low.endswith("s") or _singular(low) not in words("both"):
        return None
    return k


def _singular(low: str) -> str:
    return low[:-3] + "y" if low.endswith("ies") else low[:-1]
