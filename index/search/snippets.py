"""Where the matches are: spans in an article, and the stretch of it that shows them best."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate

from index.model import Span
from index.search.analysis import STOP, candidates, fold_evenly, has_stemmer, head, spans, stem

_SPACE = re.compile(r"[^\S ]")
"""A blank that is no space."""
_WILD = re.compile("[*?]")
_REST = re.compile(r"[^\W_]+")

MAX_SCANNED = 100_000
"""Characters of a body that are looked at for a snippet."""
MAX_MATCHES = 400


class Matches:
    """Which words of a text match ``terms`` as ``Results.terms`` gives them.

    A term is a folded word, ``word*`` for a prefix, ``w*d`` or ``w?d`` for a pattern, or several words for a
    phrase. Words of the text have the stems of its language ``lang``; what was asked for is looked for by
    these, and by its English stems.
    """

    def __init__(self, terms: Iterable[str], lang: str = "en") -> None:
        self._lang = lang = lang if has_stemmer(lang) else ""
        self._stems: set[str] = set()
        self._prefixes: tuple[str, ...] = ()
        self._phrases: list[list[str]] = []
        self._patterns: list[re.Pattern[str]] = []
        heads: set[str] = set()
        self._candidate: re.Pattern[str] | None = None
        self._foldable = False
        self._heads: list[str] | None = None
        self._initials: list[str] = []
        self._known: dict[str, bool] = {}
        for term in terms:
            parts = term.split()
            if len(parts) > 1:
                phrases = ([stem(part, one) for part in parts] for one in dict.fromkeys((lang, "en")))
                self._phrases += [phrase for phrase in phrases if phrase not in self._phrases]
            elif _WILD.search(term[:-1]):
                self._patterns.append(re.compile(translate(term)))
                heads.add(_WILD.split(term)[0])
            elif term.endswith("*"):
                self._prefixes += (term[:-1],)
            elif term:
                self._stems |= {stem(term, lang), stem(term)}

        self._begun = {head(stemmed, lang) for stemmed in self._stems} | set(self._prefixes) | heads

    def spans(self, text: str, limit: int = MAX_MATCHES) -> list[Span]:
        """Start and end of at most ``limit`` matches in ``text``, in order, not overlapping."""
        if not (self._begun or self._phrases):
            return []
        if not self._phrases and "" not in self._begun:
            return self._single(text, limit)
        found: list[Span] = []
        recent: list[tuple[str, int, int]] = []
        longest = max(map(len, self._phrases), default=0)
        for word, start, end in spans(text):
            if word in STOP:
                continue
            stemmed = stem(word, self._lang)
            if self._fits(word):
                found.append((start, end))
            if longest:
                recent = [*recent, (stemmed, start, end)][-longest:]
                for phrase in self._phrases:
                    tail = recent[-len(phrase) :]
                    if [item[0] for item in tail] == phrase:
                        found = [span for span in found if span[1] <= tail[0][1]]
                        found.append((tail[0][1], end))
            if len(found) >= limit:
                break
        return found

    def _fits(self, word: str) -> bool:
        begun = bool(self._prefixes) and word.startswith(self._prefixes)
        if begun or stem(word, self._lang) in self._stems:
            return True
        return bool(self._patterns) and any(pattern.match(word) for pattern in self._patterns)

    def _single(self, text: str, limit: int) -> list[Span]:
        """Matches of single words: only words that begin like one of them are looked at."""
        plain = self._plain(text)
        if plain is not None:
            return self._by_finding(plain, limit)
        if self._candidate is None:
            self._candidate = candidates(self._begun)
        found: list[Span] = []
        for word, start, end in spans(text, self._candidate):
            if self._fits(word):
                found.append((start, end))
                if len(found) >= limit:
                    break
        return found

    def _plain(self, text: str) -> str | None:
        """The text folded character for character, if words can be found in it as they stand: in nearly all
        English text. ``None`` when a character folds to several, or a word looked for stands in initials."""
        if self._heads is None:
            self._heads = sorted(self._begun)
            # A shorter beginning finds all that a longer one does.
            self._heads = [
                one
                for one in self._heads
                if not any(one != other and one.startswith(other) for other in self._heads)
            ]
            self._initials = [".".join(one[:2]) for one in self._heads]
            self._foldable = all(map(str.isascii, self._heads))
        plain = fold_evenly(text) if self._foldable else None
        if plain is not None:
            for initials in self._initials:
                if initials in plain:
                    return None
        return plain

    def _by_finding(self, plain: str, limit: int) -> list[Span]:
        found: list[Span] = []
        assert self._heads is not None
        for one in self._heads:
            at = plain.find(one)
            while at >= 0 and len(found) < MAX_MATCHES:
                if at and plain[at - 1].isalnum():
                    at = plain.find(one, at + 1)
                    continue
                whole = _REST.match(plain, at)
                assert whole is not None
                word = whole[0]
                end = at + len(word)
                fits = self._known.get(word)
                if fits is None:
                    fits = self._known[word] = self._fits(word)
                if fits:
                    found.append((at, end))
                at = plain.find(one, end)
        if len(self._heads) > 1:
            found.sort()
        return found[:limit]


def match_spans(text: str, terms: Iterable[str], lang: str = "en") -> list[Span]:
    """Spans of ``text`` that match the terms of a ``Results``: what a reader marks in an article."""
    return Matches(terms, lang).spans(text)


def snippet(body: str, matches: Matches, width: int = 200) -> tuple[str, tuple[Span, ...]]:
    """About ``width`` characters of ``body`` as one line, with the matches as spans of that line.

    The window with the most different matches wins; it starts at a sentence where one begins close by. A body
    that is no longer is shown whole.
    """
    text = body[:MAX_SCANNED]
    found = matches.spans(text)
    if len(text) <= width:
        return _in_one_line(text), tuple(found)
    first = _best(text, found, width)
    start = _start(text, first)
    end = _end(text, start, width)
    line = text[start:end]
    if start:
        line = "…" + line
    if end < len(text):
        line += "…"
    shift = start - (1 if start else 0)
    marks = tuple((a - shift, b - shift) for a, b in found if a >= start and b <= end)
    return _in_one_line(line), marks


def _in_one_line(text: str) -> str:
    """One character for one: spans go on holding."""
    return text if text.isprintable() else _SPACE.sub(" ", text)


def _best(text: str, found: list[Span], width: int) -> int:
    """Where the window with the most different words, then the most words, begins."""
    if not found or found[-1][1] - found[0][0] <= width:
        return found[0][0] if found else 0
    best = (0, 0)
    place = left = 0
    for right, (_, end) in enumerate(found):
        while end - found[left][0] > width:
            left += 1
            if left > right:
                break
        inside = found[left : right + 1]
        score = (len({text[a:b].casefold() for a, b in inside}), len(inside))
        if score > best:
            best, place = score, inside[0][0]
    return place


def _start(text: str, place: int, reach: int = 90) -> int:
    """Back from ``place`` to the start of its sentence or line, or of a word if that is too far."""
    window = text[max(0, place - reach) : place]
    for sign in ("\n", ". ", "? ", "! "):
        at = window.rfind(sign)
        if at >= 0:
            begin = place - len(window) + at + len(sign)
            return begin + len(text[begin:place]) - len(text[begin:place].lstrip("-#*• "))
    if place <= reach:
        return 0
    space = window.find(" ", reach - 40)
    return place - len(window) + space + 1 if space >= 0 else place


def _end(text: str, start: int, width: int) -> int:
    if len(text) - start <= width:
        return len(text)
    space = text.rfind(" ", start + width // 2, start + width)
    return space if space > 0 else start + width
