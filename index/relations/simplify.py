"""What the parser is given: the sentence with long names made short.

Parsers of news stumble over "United States President Donald Trump and Russian President Vladimir Putin".
Names
that are already known (mentions, titles with names) are handed over as one word each; the words of the
parse keep
their places in the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index.model import Mention
from index.relations.headlines import plain_tense, without_heading
from index.relations.lexicon import words
from index.relations.pieces import BODY as _BODY, COUNTRY as _COUNTRY, PERSON, PLURAL as _PLURAL, Piece

_ARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "as", "an", "ad", "ar", "ash", "at", "az"})
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
_QUOTES = frozenset({'"', "“", "”", "``", "''", "„", "«", "»"})


def pieces(doc: Any, offset: int, mentions: list[Mention]) -> list[Piece]:
    """The words to parse. ``doc`` is the tokenized sentence, ``offset`` its place in the body of the
    mentions.
    """
    named = _inside(
        _arms(
            _adjectives(_introduced(_titled(_offices(_paired(_named(_hyphenated(doc), offset, mentions))))))
        )
    )
    return plain_tense(without_heading(named))


def _hyphenated(doc: Any) -> list[Piece]:
    """Names with a hyphen ("Moon Jae-in", "al-Rashid") as one word: the tokenizer tears them apart."""
    found: list[Piece] = []
    tokens = list(doc)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if (
            i + 2 < len(tokens)
            and tokens[i + 1].text == "-"
            and not token.whitespace_
            and not tokens[i + 1].whitespace_
        ):
            left, right = token.text, tokens[i + 2].text
            eastern = (
                left.istitle() and right.islower() and 1 < len(right) < 6 and right not in words("suffix")
            )
            if left.lower() == "co" and right[:1].islower():  # "co-operate" is "cooperate"
                last = tokens[i + 2]
                found.append(
                    Piece(left + right, bool(last.whitespace_), token.idx, last.idx + len(last.text))
                )
                i += 3
                continue
            title = f"{left}-{right}".lower() in words("title")
            if title or eastern or (left.lower() in _ARTICLES and right[:1].isupper()):
                last = tokens[i + 2]
                found.append(
                    Piece(right.title(), bool(last.whitespace_), token.idx, last.idx + len(last.text))
                )
                i += 3
                continue
        if token.text not in _QUOTES:
            found.append(Piece(token.text, bool(token.whitespace_), token.idx, token.idx + len(token.text)))
        i += 1
    return found


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


def _paired(listed: list[Piece]) -> list[Piece]:
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


def _stand_in(last: str, mention: Mention) -> str:
    """A word that parses as the name does: adjectives and peoples as they are, other names as a well-known
    one.
    """
    if not mention.actor or mention.kind in ("person", "place"):
        return last
    if mention.kind == "country":
        adjective = last.endswith(_ADJECTIVES) and last.lower() not in words("noun_name")
        return last if adjective or last.isupper() or "." in last else _COUNTRY
    return _PLURAL if last.endswith(_PLURALS) else _BODY


_ADJECTIVES = ("an", "ish", "ese", "i", "ans", "is", "ch", "sh", "k", "s", "x")
_PLURALS = ("Forces", "Houthis", "Guards", "Corps", "Talibans")


def _adjectives(listed: list[Piece]) -> list[Piece]:
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


_PEOPLES = ("an", "ish", "ese", "i", "ch", "ek", "sh", "lo", "en")


def _common(piece: Piece) -> bool:
    low = piece.word
    return (
        piece.mention is None
        and low.islower()
        and low.isalpha()
        and low not in words("preposition") | _FUNCTION
    )


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


def _inside(listed: list[Piece]) -> list[Piece]:
    """ "inside of" as "inside"."""
    return [
        piece
        for k, piece in enumerate(listed)
        if not (piece.word == "of" and k and listed[k - 1].word.lower() in ("inside", "outside"))
    ]


def _arms(listed: list[Piece]) -> list[Piece]:
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


def _introduced(listed: list[Piece]) -> list[Piece]:
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
    elif k >= 1 and found[k].word.lower() in ("including", "like"):
        k -= 1
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


def _offices(listed: list[Piece]) -> list[Piece]:
    """ "the United States Department of the Treasury" as one word that stands for the country before it."""
    found: list[Piece] = []
    i = 0
    while i < len(listed):
        piece = listed[i]
        k = i + 3
        country = piece.mention is not None and piece.mention.kind == "country" and piece.mention.actor
        office = [p.word for p in listed[i + 1 : k]] in (["Department", "of"], ["Ministry", "of"])
        if country and office and k < len(listed):
            k += listed[k].word == "the"
            while k < len(listed) and listed[k].word[:1].isupper() and listed[k].mention is None:
                k += 2 if k + 1 < len(listed) and listed[k + 1].word == "and" else 1
            i = min(k, len(listed))
            found.append(Piece(_BODY, listed[i - 1].space, piece.start, listed[i - 1].end, piece.mention))
        else:
            found.append(piece)
            i += 1
    return found


def _titled(listed: list[Piece]) -> list[Piece]:
    """ "French Foreign Minister Catherine Colonna" as one word that stands for whom the person acts for."""
    found: list[Piece] = []
    i = 0
    while i < len(listed):
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
