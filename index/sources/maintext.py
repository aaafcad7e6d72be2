"""The main text of a web page: the article, without the menus, banners, lists of links and forms around it.

Three things tell them apart, as in Readability (Arc90, 2009) and its followers: what the elements are
(``article``, ``nav``), what their classes, ids and roles are called (``data/around.tsv``), and how much of a
line is links.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from index.sources.markup import Attributes, Text, tidy

_AROUND = {"nav", "footer", "aside", "form", "dialog"}
_OUTSIDE = {"header"}  # of a page; that of an article holds its title and date
_BOXES = {
    "div", "section", "ul", "ol", "dl", "table", "span", "p", "header", "footer", "aside", "nav", "figure",
    "details", "a",
}  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^a-z0-9]+")

_SHORTEST = 200
"""Characters of an area that is more than a teaser."""
_LEAST = 0.25
"""Part of a page's text that must be left, else what was left out was the article after all."""
_LINKED = 0.8
"""Part of a line's characters that are links, from which it is one."""
_FEWEST = 3
"""Lines of links, one below the other, that are a list of links."""
_LONGEST_LINK = 200
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[.!?…]['\"”’»)]*$")


class MainText(Text):
    """Collects a page's text, and where in it the areas lie that may be the article."""

    def __init__(self, *, prune: bool = True) -> None:
        super().__init__()
        self._prune = prune
        self._areas: dict[str, list[tuple[int, int]]] = {"body": [], "article": [], "main": []}
        self._starts: dict[int, tuple[str, int]] = {}
        self._articles = 0

    def hides(self, tag: str, values: Attributes) -> bool:
        if super().hides(tag, values):
            return True
        if not self._prune or tag in {"html", "body", "main", "article"}:
            return False
        if tag in _AROUND or (tag in _OUTSIDE and not self._articles):
            return True
        if "hidden" in values or _INVISIBLE.search(values.get("style", "")):
            return True
        if values.get("role", "").lower() in _table("role"):
            return True
        return tag in _BOXES and _named(values, "around") and not _named(values, "body")

    def opened(self, tag: str, values: Attributes, depth: int) -> None:
        kind = ""
        if "articlebody" in values.get("itemprop", "").lower() or (
            tag in {"div", "section", "main"} and _named(values, "body")
        ):
            kind = "body"
        elif tag in {"article", "main"}:
            kind = tag
        elif values.get("role", "").lower() == "main":
            kind = "main"
        if kind:
            self._starts[depth] = (kind, len(self.parts))
            self._articles += kind != "main"

    def closed(self, depth: int) -> None:
        if depth in self._starts:
            kind, start = self._starts.pop(depth)
            self._articles -= kind != "main"
            self._areas[kind].append((start, len(self.parts)))

    @property
    def text(self) -> str:
        """The text of the most telling area, without its lines of links."""
        start, end = self._area()
        if not self._prune:
            return tidy("".join(self.parts[start:end]))
        return _without_edges(tidy(self._without_links(start, end)))

    def _area(self) -> tuple[int, int]:
        """The longest body of an article, else the longest ``article``, else ``main``, else all."""
        before = [0, *accumulate(map(len, self.parts))]
        for kind in ("body", "article", "main"):
            sizes = [(before[end] - before[start], start, end) for start, end in self._areas[kind]]
            size, start, end = max(sizes, default=(0, 0, 0))
            if size >= _SHORTEST:
                return start, end
        return 0, len(self.parts)

    def _without_links(self, start: int, end: int) -> str:
        lines: list[tuple[str, bool]] = []  # a line, and whether it is nothing but links
        text, links = "", 0
        for part, linked in zip(self.parts[start:end], self.linked[start:end], strict=True):
            pieces = part.split("\n")
            for number, piece in enumerate(pieces):
                if number:
                    lines.append((text, _is_link(text, links)))
                    text, links = "", 0
                text += piece
                links += len(piece.strip()) if linked else 0
        lines.append((text, _is_link(text, links)))
        return "\n".join(_drop_lists(lines))


def _without_edges(text: str) -> str:
    """``text`` without the headings at its end under which nothing stands, and lines without a word there."""
    lines = text.split("\n")
    while lines and (not _WORD.search(lines[-1]) or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)


def _is_link(line: str, links: int) -> bool:
    words = line.strip(" -#|·•>\u00bb")
    return 0 < len(words) <= _LONGEST_LINK and links >= _LINKED * len(words) and not _SENTENCE.search(words)


def _drop_lists(lines: list[tuple[str, bool]]) -> list[str]:
    """The lines but those of lists of links. Blank lines do not part one; at either end one link is one."""
    kept: list[str] = []
    run: list[str] = []
    begun = False
    for number, (line, link) in enumerate([*lines, ("end", False)]):
        if link or not line.strip():
            run.append(line)
            continue
        edge = number == len(lines) or not begun
        begun = begun or _WORD.search(line) is not None
        if sum(bool(one.strip()) for one in run) >= (1 if edge else _FEWEST):
            run = ["", ""]
        kept += run
        kept.append(line)
        run = []
    return kept[:-1]


def main_text(page: MainText, markup: str) -> str:
    """The text of ``page``, into which ``markup`` has been fed; all of it when next to nothing was left."""
    found = page.text
    if len(found) >= _SHORTEST * 5:
        return found
    whole = MainText(prune=False)
    whole.feed(markup)
    whole.close()
    return found if len(found) >= _LEAST * len(whole.text) else whole.text


def _named(values: Attributes, kind: str) -> bool:
    """Whether an element's class or id has one of the names of a kind."""
    names = f"{values.get('class', '')} {values.get('id', '')}".split()
    return any(_has(name, kind) for name in names[:40])


@lru_cache(maxsize=4096)  # names come from pages: they may be endless
def _has(name: str, kind: str) -> bool:
    words = [word for word in _WORDS.split(_CASES.sub("-", name[:100]).lower()) if word]
    table = _table(kind)
    starts = range(len(words))
    return any("-".join(words[start : start + length]) in table for start in starts for length in (1, 2, 3))


@cache
def _table(kind: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "around.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(word for name, words in rows if name == kind for word in words.split())
