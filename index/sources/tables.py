"""Tables: a row an article, the first line names the columns; commas, tabs, semicolons or bars between."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from index.model import Failure
from index.sources.decoding import decode
from index.sources.document import LARGEST, Document, Found
from index.sources.json_lines import of_record
from index.sources.records import fields_of

_SEPARATORS = ",\t;|"
_LARGEST_CELL = 16 << 20
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")  # found one by one: the text is not copied


def read_table(document: Document) -> Iterator[Found | Failure]:
    """The articles of a table; a row without a title and a text is a ``Failure``."""
    csv.field_size_limit(_LARGEST_CELL)
    text = decode(document.read(4 * LARGEST)).replace("\0", "")
    separator = separator_of(text)
    if separator is None:
        yield Failure(document.name, "its first line names no title and no text: add a line of column names")
        return
    rows = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=separator)
    names = [name.strip() for name in next(rows)]
    number = 1
    while True:
        number += 1
        where = f"{document.name}, row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(where, f"not a row of this table: {error}")
            continue
        if any(cell.strip() for cell in row):
            yield of_record(document, dict(zip(names, row, strict=False)), where)


def separator_of(text: str) -> str | None:
    """What stands between the columns, judged by the first line; None when this is no table of articles."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    best = None
    for separator in _SEPARATORS:
        try:
            names = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:
            continue
        record = {name.strip(): name.strip() for name in names if 0 < len(name.strip()) <= 40}
        found = len(fields_of(record).keys() & {"title", "body"})
        if len(names) > 1 and found and (best is None or len(names) > best[1]):
            best = (separator, len(names))
    return best[0] if best else None
