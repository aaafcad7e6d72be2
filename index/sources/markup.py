"""HTML to the text that a person reads in it, with headings and points marked as in Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDDEN = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "textarea",
    "head",
    "title",
}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol", "dl", "table",
    "blockquote", "pre", "figure", "figcaption", "form", "address", "fieldset", "hr", "details", "summary",
}  # fmt: skip
_AROUND = {"nav", "header", "footer", "aside", "form", "dialog"}
_SHORTEST = 200  # characters of an <article> that is more than a teaser
_LINES = {"br", "tr", "li", "dt", "dd", "caption"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"}
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_SPACE = re.compile(r"[ \t\r\f\v\n]+")
_DEEPEST_POINT = 6


class Text(HTMLParser):
    """Collects the text of HTML. Feed it, close it, then read ``text``."""

    def __init__(self, main: bool = False) -> None:
        """``main`` leaves out what stands around a page's text: navigation, header, footer, forms."""
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._main = main
        self._marks: dict[str, list[tuple[int, int]]] = {"article": [], "main": []}
        self._open: dict[str, list[int]] = {"article": [], "main": []}
        self._hidden: list[str] = []
        self._lists = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.append(tag)
            return
        if tag in self._open:
            self._open[tag].append(len(self._parts))
        if tag in _HIDDEN or (self._main and tag in _AROUND and not self._open["article"]):
            self._hidden.append(tag)
        elif tag in _HEADINGS:
            self._parts.append("\n\n" + _HEADINGS[tag])
        elif tag == "li":
            self._parts.append("\n" + "  " * min(max(self._lists - 1, 0), _DEEPEST_POINT) + "- ")
        elif tag in _BLOCKS:
            self._lists += tag in {"ul", "ol"}
            self._parts.append("\n\n" if tag not in {"ul", "ol"} or self._lists == 1 else "")
        elif tag in _LINES:
            self._parts.append("\n")
        elif tag in {"td", "th"}:
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag in _BLOCKS or tag in _HEADINGS:
            if tag in {"ul", "ol"}:
                self._lists = max(self._lists - 1, 0)
            self._parts.append("\n\n" if not self._lists or tag not in {"ul", "ol"} else "")

        if not self._hidden and tag in self._open and self._open[tag]:
            self._marks[tag].append((self._open[tag].pop(), len(self._parts)))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(_SPACE.sub(" ", data))

    def _wanted(self) -> list[str]:
        """The parts inside the longest article, else the main part, else all."""
        if self._main:
            for tag in ("article", "main"):
                pieces = [self._parts[start:end] for start, end in self._marks[tag]]
                best = max(pieces, key=lambda piece: sum(map(len, piece)), default=[])
                if sum(map(len, best)) >= _SHORTEST:
                    return best
        return self._parts

    @property
    def text(self) -> str:
        """What has been read: paragraphs with a blank line between, no spaces at the ends of lines."""
        lines = []
        for line in "".join(self._wanted()).split("\n"):
            words = line.strip()
            point = words.startswith("- ") or words == "-"
            indent = (len(line) - len(line.lstrip(" "))) // 2 * 2 if point else 0
            lines.append("" if words == "-" else " " * indent + re.sub(" {2,}", " ", words))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(markup: str) -> str:
    """The text of a piece of HTML."""
    reader = Text()
    reader.feed(markup)
    reader.close()
    return reader.text
