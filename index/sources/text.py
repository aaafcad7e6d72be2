"""Plain text: a title line, perhaps a few lines that say date and source, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Failure
from index.sources.dates import parse_date
from index.sources.decoding import decode
from index.sources.document import Document, Found, make

_LABELLED = re.compile(
    r"(title|headline|date|published|source|publisher|url|link|by|author|lang|language|id)"
    r"[ \t]*:[ \t]*(\S.*)$",
    re.IGNORECASE,
)
_FIELDS = {
    "headline": "title", "published": "date", "publisher": "source", "link": "url", "language": "lang",
    "by": "author",
}  # fmt: skip
_BYLINE = re.compile(r"By(?: (?:[A-Z][\w.'’-]*|and|de|van|von|der|bin|al)){1,8}")
_ADDRESS = re.compile(r"https?://\S+$")
_LONGEST_TITLE = 250


def read_text(document: Document) -> Iterator[Found | Failure]:
    """The one article of a text file."""
    yield article_of(document, decode(document.read()))


def article_of(document: Document, text: str) -> Found | Failure:
    """The article of plain ``text``.

    Its first line is its title, unless it is plainly the beginning of a paragraph. The lines below may say
    ``Date:``, ``Source:``, ``Author:``, ``URL:``, ``Lang:``, or be nothing but a date or an address.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff \t\n").split("\n")
    fields: dict[str, str] = {}
    at = 0
    if _LABELLED.match(lines[0]) is None:
        fields["title"] = lines[0]
        at = 1
    at = _read_header(lines, at, fields)
    if at == 1 and not _is_title(lines):
        fields, at = {}, 0
    if not fields.get("title") and fields and at < len(lines):  # a header first, the title below it
        fields["title"], at = lines[at], at + 1
    return make(
        document,
        fields.get("title", ""),
        "\n".join(lines[at:]),
        id=fields.get("id", ""),
        date=fields.get("date"),
        source=fields.get("source", ""),
        url=fields.get("url", ""),
        lang=fields.get("lang", ""),
        author=fields.get("author", ""),
    )


def _read_header(lines: list[str], at: int, fields: dict[str, str]) -> int:
    """Read the lines of the header from ``at`` on into ``fields``; the number of the first line after it."""
    end = at
    blank = False
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if not line:
            if blank or end > 1:
                break
            blank = True  # one blank line may stand between the title and the header
            continue
        match = _LABELLED.match(line)
        if match:
            label = match[1].lower()
            name = _FIELDS.get(label, label)
            if name == "date" and parse_date(match[2]) is None:
                break
            fields.setdefault(name, match[2])
        elif "date" not in fields and not blank and parse_date(line) is not None:
            fields["date"] = line
        elif "author" not in fields and not blank and _BYLINE.fullmatch(line):
            fields["author"] = line
        elif "url" not in fields and not blank and _ADDRESS.match(line):
            fields["url"] = line
        else:
            break
        end = at
    while end < len(lines) and end > 0 and not lines[end].strip():
        end += 1
    return end


def _is_title(lines: list[str]) -> bool:
    """Whether the first line is a title, and not the beginning of a paragraph."""
    first = lines[0].strip()
    if not 0 < len(first) <= _LONGEST_TITLE:
        return False
    second = lines[1].strip() if len(lines) > 1 else ""
    if not second:
        return len(lines) > 1 and any(line.strip() for line in lines[1:])
    # A paragraph broken at a width goes on in its second line; a title does not.
    goes_on = second[0].islower() or first[-1] in ",;-"
    return not goes_on and len(first) <= 150
