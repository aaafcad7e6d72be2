"""Who wrote an article, as its source says it: names, without what bylines put around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.text.clean import clean_line

_LONGEST = 300
_MOST = 20
_BY = re.compile(r"(?:written )?by:?\s+", re.IGNORECASE)
_NAME_AND_ADDRESS = re.compile(r"\s*[<(\[][^<>()\[\]@\s]{1,100}@[^<>()\[\]@\s]{1,200}[>)\]]")
_ADDRESS_AND_NAME = re.compile(r"[^<>()@\s]{1,100}@[^<>()@\s]{1,200}\s+\(([^()]{1,200})\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|\S{1,100}@\S{1,200}", re.IGNORECASE)
_NOBODY = re.compile(r"anonymous|unknown|\(?unspecified\)?|user|admin(?:istrator)?|\W*", re.IGNORECASE)


def names(text: str) -> str:
    """The names in what a source gives as author: ``By Jane Doe <j@a.example>`` is ``Jane Doe``.

    ``""`` when there is none: an address alone is no name, nor is what programs write for nobody.
    """
    line = _BY.sub("", clean_line(text[: 4 * _LONGEST]), count=1) if _BY.match(text.lstrip()) else text
    line = clean_line(line[: 4 * _LONGEST])
    if match := _ADDRESS_AND_NAME.fullmatch(line):  # as RSS has it
        line = match[1]
    line = _NAME_AND_ADDRESS.sub("", line).strip(' "\t,;|·•')
    if _ADDRESS.fullmatch(line) or _NOBODY.fullmatch(line):
        return ""
    return line[:_LONGEST]


def joined(authors: Iterable[str]) -> str:
    """Several authors as one line, each once."""
    known = dict.fromkeys(name for author in authors if (name := names(author)))
    return ", ".join(list(known)[:_MOST])
