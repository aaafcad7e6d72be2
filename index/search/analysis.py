"""Text to words: how bodies, titles and questions are cut, folded and stemmed.

One rule for all three, so that what was read can be found. A word is a run of letters, digits and marks;
case and accents are folded (``São`` is ``sao``), dotted initials are joined (``U.S.`` is ``us``), and
scripts written without spaces are cut into single characters. Every word has a position, stop words too:
they keep their place but are not indexed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from whoosh.analysis import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.lang import NoStemmer, stemmer_for_language

from index.search.english import english_stem

# Far shorter than the usual lists: "us", "may", "will" and "who" are names in the news.
_STOP_WORDS = """
a an and are as at be been but by for from had has have he her his in is it its of on or s she t that the
their they this to was were which with
"""
STOP = frozenset(_STOP_WORDS.split())
MAX_WORD = 60
"""Longer words are cut to this many characters, in texts and in questions alike."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ASCII_KEEP_DOTS = {**_ASCII, ord("."): "."}
# Han, kana, Thai, Lao, Myanmar and Khmer: written without spaces, so each character is a word of its own.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    """What one character outside ASCII becomes: letters, nothing (a combining mark), or a space."""
    if any(low <= ord(char) <= high for low, high in _UNSPACED):
        return f" {char} " if unicodedata.category(char)[0] in "LMN" else " "
    decomposed = unicodedata.normalize("NFKD", char.casefold())
    if not unicodedata.name(decomposed[0], "").startswith(("LATIN", "GREEK")):
        decomposed = unicodedata.normalize("NFKC", decomposed)
    return "".join(map(_fold_part, decomposed))


def _fold_part(part: str) -> str:
    category = unicodedata.category(part)
    if category[0] in "LN":
        return part
    if category[0] == "M":
        return "" if _is_accent(part) else part
    return "" if category == "Cf" else " "


def _is_accent(char: str) -> bool:
    """The combining marks of Latin, Greek and Cyrillic, not the vowel signs that other scripts need."""
    return 0x300 <= ord(char) <= 0x36F or 0x1AB0 <= ord(char) <= 0x1AFF or 0x1DC0 <= ord(char) <= 0x1DFF


def _fold_run(run: re.Match[str]) -> str:
    return _folded(run.group())


@lru_cache(maxsize=4096)
def _folded(run: str) -> str:
    """Nearly all runs are single quotes, dashes and accented letters, so few are folded twice."""
    return "".join(map(_fold_character, run))


_ASCII_BYTES = bytes(range(128))


def _fold(text: str) -> str:
    """The text with every character outside ASCII folded: a kind at a time, when there are few kinds and
    all become ASCII, as in nearly all English text; else a run at a time."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES)
    kinds = set(rest.decode("utf-8", "surrogatepass"))
    if len(kinds) <= 24:
        folds = {char: _fold_character(char) for char in kinds}
        if all(map(str.isascii, folds.values())):
            for char, folded in folds.items():
                text = text.replace(char, folded)
            return text
    return _NOT_ASCII.sub(_fold_run, text)


_LONGER = "\x00"


def _fold_same_length(run: re.Match[str]) -> str:
    """The folded run, or a mark that its characters do not fold one to one."""
    pieces = [_fold_character(char) for char in run.group()]
    return _LONGER if any(len(piece) != 1 for piece in pieces) else "".join(pieces)


def fold_evenly(text: str) -> str | None:
    """The text folded, character for character, its words apart by ASCII signs; ``None`` when one of its
    characters folds to none or to several, or to one outside ASCII."""
    if not text.isascii():
        rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES)
        kinds = set(rest.decode("utf-8", "surrogatepass"))
        if len(kinds) > 24:
            return None
        for char in kinds:
            folded = _fold_character(char)
            if len(folded) != 1 or not folded.isascii():
                return None
            text = text.replace(char, folded)
    return text.lower()


def head(stemmed: str, lang: str = "en") -> str:
    """What every word of a stem begins with. Of an English stem the last letter may change (``cry``,
    ``cries``: ``cri``), in a short stem more (``dying``: ``die``); of others two letters."""
    if lang != "en":
        return stemmed[:-2] if len(stemmed) > 4 else stemmed[:1]
    return stemmed[:-1] if len(stemmed) > 3 else stemmed[:1]


def _spaced(folded: str) -> str:
    """Lower case, with every ASCII sign a space; initials keep their letters together."""
    if "." not in folded:
        return folded.translate(_ASCII)
    parts = folded.split(".")
    single = [place for place, part in enumerate(parts) if len(part) == 1]
    if not single or len(parts) < 3:
        return folded.translate(_ASCII)
    return _joined_initials(parts, single).translate(_ASCII)


def _joined_initials(parts: list[str], single: list[int]) -> str:
    """The text whose pieces between full stops are ``parts``, without the stops of initials, and blanks for
    the others. ``single`` are the pieces of one character."""
    following = set(single)
    joins: set[int] = set()
    for place in single:
        start = place if place == 0 else place - 1
        if start in joins or not _begins_initials(parts[start], start == 0):
            continue
        end = start + 1
        while end in following and end < len(parts) - 1 and _is_letter(parts[end]):
            end += 1
        if end > start + 1:
            joins.update(range(start, end))
    if not joins:
        return " ".join(parts)
    pieces: list[str] = []
    for place, part in enumerate(parts):
        pieces += (part, "" if place in joins else " ")
    pieces.pop()
    return "".join(pieces)


def _begins_initials(part: str, first: bool) -> bool:
    """Whether a piece ends in a letter that stands alone."""
    if not part or not _is_letter(part[-1]):
        return False
    return first if len(part) == 1 else part[-2].isascii() and not part[-2].isalnum()


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def words(text: str) -> list[str]:
    """The words of ``text`` in order, folded. The index of a word in the list is its position."""
    return _spaced(text if text.isascii() else _fold(text)).split()


_LINES = {**_ASCII_KEEP_DOTS, ord("\n"): "\n"}


def words_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The words of each of many short texts, none of which has a line break."""
    if not texts:
        return []
    folded = _NOT_ASCII.sub(_fold_run, "\n".join(texts)).translate(_LINES)
    return [(_spaced(line) if "." in line else line).split() for line in folded.split("\n")]


def candidates(heads: Iterable[str]) -> re.Pattern[str]:
    """What makes ``spans`` pass over words that do not begin with one of ``heads``."""
    begins = "|".join(sorted(map(re.escape, heads)))
    return re.compile(rf"(?<![^ .])(?:(?<![^ ])(?:[a-z]\.){{2,}}|(?:{begins}))[^ .]*")


def spans(text: str, pattern: re.Pattern[str] | None = None) -> Iterator[tuple[str, int, int]]:
    """The same words as ``words(text)``, each with its start and end in ``text``.

    With a ``pattern`` of ``candidates``, only those that it lets through.
    """
    where: list[int] | None = None
    folded = text
    if not text.isascii():
        folded = _NOT_ASCII.sub(_fold_same_length, text)
    if _LONGER in folded:
        pieces = [_fold_character(char) if char > "\x7f" else char for char in text]
        folded = "".join(pieces)
        if any(len(piece) != 1 for piece in pieces):
            where = [index for index, piece in enumerate(pieces) for _ in piece]
    for found in (pattern or _WORD).finditer(folded.translate(_ASCII_KEEP_DOTS)):
        word = found.group().replace(".", "")
        start, end = found.span()
        if where is None:
            yield word, start, end
        else:
            yield word, where[start], where[end - 1] + 1


_WORD = re.compile(r"(?<![^ ])(?:[a-z]\.){2,}[^ .]*|[^ .]+")


@lru_cache(maxsize=256)
def _stemmer(lang: str) -> Any:
    if lang == "en":
        return english_stem
    try:
        return stemmer_for_language(lang)
    except NoStemmer:
        return None


def has_stemmer(lang: str) -> bool:
    """Whether the words of this language have stems."""
    return _stemmer(lang) is not None


_MAX_STEMS = 1_000_000
CHANGED = (
    "e", "y", "ed", "ic", "ing", "ci", "gi", "li", "ti", "al", "ful", "ll", "ism", "ion", "er", "ator", "ant",
    "ent",
)  # fmt: skip
_CHANGED_S = ("ous", "ness")
"""What the rules of the English Snowball stemmer end in: a word that ends in none of these is its own stem.
A final s goes, but for that of ``us`` and ``ss``."""


def _is_stem(word: str) -> bool:
    """Whether an English word of ASCII letters surely is its own stem."""
    if word[-1] == "s":
        return word[-2:] in ("us", "ss") and not word.endswith(_CHANGED_S)
    return not word.endswith(CHANGED)


def stem(word: str, lang: str = "en") -> str:
    """The stem of a folded word by the Snowball stemmer of ``lang``; the word itself where there is none."""
    return _stems(lang)[word]


class _Stems(dict[str, str]):
    """The stems of one language, each found once a process."""

    def __init__(self, lang: str) -> None:
        self._english = lang == "en"
        self._stemmer = _stemmer(lang)

    def __missing__(self, word: str) -> str:
        found = word
        if self._english and (not word.isascii() or not word.isalpha() or _is_stem(word)):
            pass
        elif self._stemmer is not None and word:
            found = str(self._stemmer(word)) or word
        if len(self) >= _MAX_STEMS:
            self.clear()
        self[word] = found
        return found


@lru_cache(maxsize=256)
def _stems(lang: str) -> _Stems:
    return _Stems(lang)


def language(lang: str) -> str:
    """``en-GB``, ``EN`` and an unknown language to the two letters that choose a stemmer."""
    return lang.replace("_", "-").split("-")[0].lower() or "en"


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """The rule above as a Whoosh analyser. ``stemmed`` gives stems, else the folded words."""

    def __init__(self, stemmed: bool, lang: str = "en") -> None:
        self.stemmed = stemmed
        self.lang = lang

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __call__(  # noqa: PLR0917 (the signature is Whoosh's)
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_: object,
    ) -> Iterator[Any]:
        token = Token(positions, chars, removestops=removestops, mode=mode)
        for place, (word, start, end) in enumerate(spans(value)):
            if word in STOP and removestops:
                continue
            cut = word[:MAX_WORD]
            token.text = stem(cut, self.lang) if self.stemmed else cut
            token.original = cut
            token.boost = 1.0
            token.stopped = word in STOP
            token.pos = start_pos + place
            token.startchar, token.endchar = start_char + start, start_char + end
            yield token
