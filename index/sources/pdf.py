"""PDF: the text of its pages, put back into paragraphs."""

from __future__ import annotations

import difflib
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.model import Failure
from index.sources.dates import parse_date
from index.sources.document import LARGEST, Document, Found, UnreadableError, first_words, make

MISSING = "a PDF: `pip install 'foreigndesk[pdf]'` installs what reads it"
_MOST_PAGES = 2_000
_MOST_CHARACTERS = 16 << 20
_LONGEST_TITLE = 250
_SAME = 0.9
_SEARCHED = 8  # lines at the top in which a date may stand

_NO_TITLE = re.compile(
    r"untitled|microsoft word\b.*|.*\.(?:docx?|pdf|txt|tex|indd|rtf|odt|dvi|xlsx?|pptx?)|book\d*|document\d*"
    r"|slide \d+|\(?unspecified\)?|\W*",
    re.IGNORECASE,
)
_HYPHENS = "\ufffe\x02\u00ad"  # what pdfium gives for a hyphen at the end of a line, and the soft one
_BROKEN = re.compile("[\ufffe\x02](?!\n)")  # pdfium joins the two lines
_NUMBER = re.compile(
    r"\W*(?:page|seite)?\W*\d{1,4}(?:\W+(?:of|von|/)?\W*\d{1,4})?\W*|[ivxlc]{1,6}", re.IGNORECASE
)
_END = re.compile(r"[.!?:]['\"”’»)]*$")
_POINT = re.compile(r"(?:[•●▪◦‣∙·–—-]|\(?\d{1,2}[.)])\s")


def read_pdf(document: Document) -> Iterator[Found | Failure]:
    """The one article of a PDF.

    The title is the one that the file names, if it is one, else the largest lines of the first page. The date
    is one that stands alone in a line near the top: when the file was made says nothing of the article.
    """
    try:
        import pypdfium2  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise UnreadableError(MISSING) from error
    try:
        pdf = pypdfium2.PdfDocument(document.read(LARGEST))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableError(
            "it is locked with a password" if locked else f"a damaged PDF: {error}"
        ) from error
    try:
        pages, largest = _pages(document, pdf)
        facts = pdf.get_metadata_dict()
    finally:
        pdf.close()
    lines = _without_edges(pages)
    if not any(lines):
        raise UnreadableError("a PDF without text: pictures of pages, which are not read")
    named, author = (str(facts.get(key, "")).replace("\0", "").strip() for key in ("Title", "Author"))
    title = " ".join((named if not _NO_TITLE.fullmatch(named) else largest).split())
    lines = _without_title(lines, title) if title else lines
    date = None
    for line in lines[:_SEARCHED]:
        if (date := parse_date(line)) is not None:
            if lines[0] == line:
                lines = lines[1:]
            break
    body = _joined(lines)
    yield make(document, title or first_words(body), body, date=date, author=author)


def _pages(document: Document, pdf: Any) -> tuple[list[list[str]], str]:
    """The lines of every page; and those of the first page that are set largest."""
    pages: list[list[str]] = []
    largest = ""
    left = _MOST_CHARACTERS
    for number in range(min(len(pdf), _MOST_PAGES)):
        try:
            page = pdf[number]
            text = page.get_textpage()
            if not pages:
                largest = _largest(text)
            words = text.get_text_range(0, min(text.count_chars(), left)).replace("\r\n", "\n")
            words = _BROKEN.sub("\\g<0>\n", words)
            text.close()
            page.close()
        except Exception as error:
            if number == 0 and len(pdf) == 1:
                raise UnreadableError(f"a damaged PDF: {error}") from error
            continue
        left -= len(words)
        document.meter[0] += 1
        pages.append([" ".join(line.split()) for line in words.split("\n")])
        if left <= 0:
            break
    return pages, largest


def _largest(text: Any) -> str:
    """The run of characters that is set clearly larger than the rest of its page, or ``""``."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = min(text.count_chars(), 4_000)
    sizes = [round(raw.FPDFText_GetFontSize(text, place), 1) for place in range(count)]
    if not sizes or max(sizes) < 1.15 * statistics.median(sizes):
        return ""
    top = max(sizes)
    start = sizes.index(top)
    end = start
    while end < count and (
        sizes[end] == top or sizes[end] <= 1
    ):  # line ends that pdfium makes up have size 1
        end += 1
    title = " ".join(text.get_text_range(start, end - start).split())
    return title if 4 <= len(title) <= _LONGEST_TITLE else ""


def _without_edges(pages: list[list[str]]) -> list[str]:
    """All lines, without page numbers and without the lines that most pages begin or end with."""
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]} if line)
    repeated = {line for line, count in edges.items() if len(pages) >= 3 and count > len(pages) / 2}
    lines: list[str] = []
    for page in pages:
        while page and (
            not page[-1] or page[-1] in repeated or (len(pages) > 1 and _NUMBER.fullmatch(page[-1]))
        ):
            page = page[:-1]  # noqa: PLW2901
        while page and (not page[0] or page[0] in repeated):
            page = page[1:]  # noqa: PLW2901
        lines += page
    return lines


def _without_title(lines: list[str], title: str) -> list[str]:
    """``lines`` without the title that they begin with, however it is broken into lines.

    Letters that the page's font does not have are lost there, and not in the title that the file names.
    """
    wanted = "".join(title.split()).casefold()
    seen = ""
    for number, line in enumerate(lines[:6]):
        seen += "".join(line.split()).casefold()
        if len(seen) > 1.2 * len(wanted) + 2:
            break
        if difflib.SequenceMatcher(None, seen, wanted, autojunk=False).ratio() >= _SAME:
            return lines[number + 1 :]
    return lines


def _joined(lines: list[str]) -> str:
    """Paragraphs out of lines: one ends with a short line that ends a sentence, or is very short."""
    widest = (
        statistics.quantiles([len(line) for line in lines if line] or [1, 1], n=10)[-1] if lines[1:] else 0
    )
    parts: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
            continue
        if fresh or _POINT.match(line):
            parts.append(line)
        elif parts[-1][-1] in _HYPHENS or (parts[-1][-2:-1].islower() and parts[-1][-1] == "-"):
            parts[-1] = parts[-1][:-1] + line
        else:
            parts[-1] += " " + line
        short = len(line) < 0.85 * widest
        fresh = (short and _END.search(line) is not None) or len(line) < 0.5 * widest
    return re.sub(f"[{_HYPHENS}]", "", "\n\n".join(parts))
