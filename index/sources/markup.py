"""HTML to the text that a person reads in it, with headings and points marked as in Markdown."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

_HIDDEN = {
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea",
    "head", "title", "button", "datalist",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol", "dl", "table",
    "blockquote", "pre", "figure", "figcaption", "form", "address", "fieldset", "hr", "details", "summary",
    "body",
}  # fmt: skip
_LINES = {"br", "tr", "li", "dt", "dd", "caption"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"}
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_SPACE = re.compile(r"[ \t\r\f\v\n]+")
_DEEPEST_POINT = 6

Attributes = dict[str, str]


class Text(HTMLParser):
    """Collects the text of HTML. Feed it, close it, then read ``text``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.linked: list[bool] = []  # whether a part is the text of a link
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._hidden: int | None = None  # how many elements were open when hiding began
        self._lists = 0

    def feed(self, data: str) -> None:
        """Read a whole document. What begins like a tag after the last ``>`` in it can be none: the parser
        would look for the end of each such beginning, in time that grows with the square of their number."""
        end = data.rfind(">") + 1
        super().feed(data[:end])
        super().feed(data[end:].replace("<", "&lt;"))

    def parse_html_declaration(self, i: int) -> int:
        """What begins with ``<!`` and is no declaration is a comment; the parser trips over ``<![entry>``."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    # What a subclass may say.

    def hides(self, tag: str, values: Attributes) -> bool:
        """Whether an element and all in it is left out."""
        return tag in _HIDDEN

    def opened(self, tag: str, values: Attributes, depth: int) -> None:
        """An element begins; ``depth`` elements are open around it."""

    def closed(self, depth: int) -> None:
        """The element around which ``depth`` elements are open has ended."""

    # What the parser says.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if (tag in _BLOCKS or tag in _HEADINGS) and self._open and self._open[-1] == "p":
            self._pop()  # the end of a paragraph need not be written
        if tag == "li" and self._open and self._open[-1] == "li":
            self._pop()
        if tag not in _VOID:
            self._open.append(tag)
            self._count[tag] += 1
        depth = len(self._open) - 1
        if self._hidden is not None:
            return
        if tag not in _VOID and self.hides(tag, values):
            self._hidden = depth
            self._add("\n\n" if tag in _BLOCKS else " ")
            return
        self.opened(tag, values, depth)
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._add("\n\n" + _HEADINGS[tag])
        elif tag == "li":
            self._add("\n" + "  " * min(max(self._lists - 1, 0), _DEEPEST_POINT) + "- ")
        elif tag in _BLOCKS:
            self._lists += tag in {"ul", "ol"}
            self._add("\n\n" if tag not in {"ul", "ol"} or self._lists == 1 else "")
        elif tag in _LINES:
            self._add("\n")
        elif tag in {"td", "th"}:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if not self._count[tag]:
            return
        while self._open:
            if self._pop() == tag:
                break

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open and self._open[-1] == tag and tag not in {"p", "div", "a"}:
            self._pop()  # as XHTML writes an empty element; HTML does not know this, and pages rely on that

    def _pop(self) -> str:
        tag = self._open.pop()
        self._count[tag] -= 1
        depth = len(self._open)
        if self._hidden is not None:
            if depth == self._hidden:
                self._hidden = None
        elif tag in _BLOCKS or tag in _HEADINGS:
            if tag in {"ul", "ol"}:
                self._lists = max(self._lists - 1, 0)
            self._add("\n\n" if not self._lists or tag not in {"ul", "ol"} else "")
        self.closed(depth)
        return tag

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self._add(_SPACE.sub(" ", data), linked=self._count["a"] > 0)

    def _add(self, text: str, *, linked: bool = False) -> None:
        self.parts.append(text)
        self.linked.append(linked)

    def close(self) -> None:
        super().close()
        while self._open:
            self._pop()

    @property
    def text(self) -> str:
        """What has been read: paragraphs with a blank line between, no spaces at the ends of lines."""
        return tidy("".join(self.parts))


def tidy(text: str) -> str:
    """Text without spaces at the ends of its lines, and with one blank line at most between two."""
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        point = words.startswith("- ") or words == "-"
        indent = (len(line) - len(line.lstrip(" "))) // 2 * 2 if point else 0
        empty = words == "-" or (words and not words.strip("#"))
        lines.append("" if empty else " " * indent + re.sub(" {2,}", " ", words))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(markup: str) -> str:
    """The text of a piece of HTML."""
    reader = Text()
    reader.feed(markup)
    reader.close()
    return reader.text
