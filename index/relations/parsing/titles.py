"""Titles with names, and offices of state, as one word each for the parser: "French Foreign Minister
Catherine Colonna", "the United States Department of the Treasury".
"""

from __future__ import annotations

from index.model import Mention
from index.relations.language.tables import words
from index.relations.parsing.pieces import BODY, PERSON, Piece

_PARTICLES = frozenset(
    {
        "de",
        "da",
        "bin",
        "ben",
        "van",
        "von",
        "der",
        "den",
        "del",
        "al",
        "el",
        "ibn",
        "dos",
        "di",
        "la",
        "le",
        "ul",
    }
)


def offices(listed: list[Piece]) -> list[Piece]:
    """ "the United States Department of the Treasury" as one word that stands for the country before it."""
    found: list[Piece] = []
    i = 0
    while i < len(listed):
        piece = listed[i]
        k = i + 3
        country = piece.mention is not None and piece.mention.kind == "country" and piece.mention.actor
        if country and k < len(listed) and _office(listed, i + 1):
            k += listed[k].word == "the"
            while k < len(listed) and listed[k].word[:1].isupper() and listed[k].mention is None:
                k += 2 if k + 1 < len(listed) and listed[k + 1].word == "and" else 1
            i = min(k, len(listed))
            found.append(Piece(BODY, listed[i - 1].space, piece.start, listed[i - 1].end, piece.mention))
        else:
            found.append(piece)
            i += 1
    return found


def _office(listed: list[Piece], i: int) -> bool:
    return listed[i].word in ("Department", "Ministry") and listed[i + 1].word == "of"


def titled(listed: list[Piece]) -> list[Piece]:
    """ "French Foreign Minister Catherine Colonna" as one word that stands for whom the person acts for."""
    found: list[Piece] = []
    begins = words("title") | words("titlepart")
    i = 0
    while i < len(listed):
        if listed[i].mention is None and listed[i].word.lower() not in begins:
            found.append(listed[i])
            i += 1
            continue
        end, mention = _title(listed, i)
        if end > i + 1:
            last = listed[end - 1]
            found.append(Piece(PERSON, last.space, listed[i].start, last.end, mention))
            i = end
        else:
            found.append(listed[i])
            i += 1
    return found


def _title(listed: list[Piece], i: int) -> tuple[int, Mention | None]:
    """Where the title and name that begin at ``i`` end (``i`` when none does), and the mention they stand
    for.
    """
    core, part, office = words("title"), words("titlepart"), words("office")
    titled = False
    k = i
    mention = listed[k].mention
    if mention is not None:
        if listed[k].also or mention.kind not in ("country", "organisation") or not mention.actor:
            return i, None
        k += 1
    begin = k
    while k < len(listed) and listed[k].mention is None:
        low = listed[k].word.lower()
        if low in core or low in part:
            titled = titled or low in core
            k += 1
        elif low == "of" and k > begin and k + 2 < len(listed) and listed[k + 1].word.lower() in office:
            k += 2
            while k < len(listed) and listed[k].word.lower() in office:
                k += 1
        else:
            break
    if k == begin or not titled:
        return i, None
    if k + 2 < len(listed) and listed[k].word.lower() == "of" and mention is None:
        mention, k = _of_country(listed, k)
    name = k
    while k < len(listed) and k - name < 5 and _of_a_name(listed, k, name):
        k += 1
    while k > name and not listed[k - 1].word[:1].isupper():
        k -= 1
    if k == name:
        return i, None
    person = next((p.mention for p in listed[name:k] if p.mention is not None and p.mention.actor), None)
    return k, person or mention


def _of_country(listed: list[Piece], k: int) -> tuple[Mention | None, int]:
    """What "of Vietnam" adds to a title when a name follows ("Prime Minister of Vietnam Pham Minh Chinh")."""
    whose = k + 2 if listed[k + 1].word.lower() == "the" else k + 1
    if whose + 1 >= len(listed):
        return None, k
    country, after = listed[whose].mention, listed[whose + 1]
    named = after.mention is None or after.mention.kind == "person"
    if country is None or not country.actor or country.kind == "person" or not named:
        return None, k
    if not (after.word[:1].isupper() and after.word.isalpha()):
        return None, k
    return country, whose + 1


def _of_a_name(listed: list[Piece], k: int, name: int) -> bool:
    piece = listed[k]
    if piece.mention is not None and piece.mention.kind != "person":
        return False
    if piece.word[:1].isupper() and piece.word[:1].isalpha() and len(piece.word) > 1:
        return not piece.word.isupper() or k == name
    if len(piece.word) == 2 and piece.word[1] == "." and piece.word[0].isupper():
        return True
    return (
        piece.word.lower() in _PARTICLES
        and k > name
        and k + 1 < len(listed)
        and listed[k + 1].word[:1].isupper()
    )
