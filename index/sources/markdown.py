"""Markdown, with or without front matter (YAML between ``---``, TOML between ``+++``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from index.model import Failure
from index.sources.decoding import decode
from index.sources.document import Document, Found, make
from index.sources.records import fields_of

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_LARGEST_FRONT = 64 * 1024
_MOST_BRACKETS = 500

_H1 = re.compile(r"\s*(?:#[ \t]+(?P<hash>.+?)[ \t]*#*|(?P<line>\S.*)\n=+)[ \t]*(?:\n|$)")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\((?:[^()\n]|\([^()\n]*\))*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_REFERENCE = re.compile(r"^[ \t]{0,3}\[[^\]\n]+\]:[ \t]+\S+.*\n?", re.MULTILINE)
_REFERRED = re.compile(r"\[([^\[\]\n]+)\]\[[^\]\n]*\]")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^\n*_]+?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def read_markdown(document: Document) -> Iterator[Found | Failure]:
    """The one article of a Markdown file: front matter, else its first heading, give the title."""
    text = decode(document.read()).replace("\r\n", "\n").lstrip("\ufeff")
    front, rest = split_front(text)
    fields: dict[str, Any] = {}
    if front is not None:
        try:
            fields = fields_of(parse_front(front, text.lstrip()[:3]))
        except ValueError as error:
            yield Failure(document.name, f"its front matter is not read, only its text: {error}")
    heading = _H1.match(rest)
    if heading is not None:
        first = plain(heading["hash"] or heading["line"])
        if not fields.get("title") or _same(str(fields["title"]), first):
            fields.setdefault("title", first)
            rest = rest[heading.end() :]
    fields.pop("body", None)
    yield make(document, fields.pop("title", ""), plain(rest), **fields)


def split_front(text: str) -> tuple[str | None, str]:
    """Front matter (or None) and the rest of ``text``."""
    match = _FRONT.match(text, 0, _LARGEST_FRONT)
    if match is None:
        return None, text
    return match[2], text[match.end() :]


def parse_front(front: str, fence: str = "---") -> dict[str, Any]:
    """The names and values of front matter; raises ``ValueError`` when it is none."""
    if fence == "+++":
        return tomllib.loads(front)
    import yaml  # noqa: PLC0415 (not quick to import)

    if front.count("[") + front.count("{") > _MOST_BRACKETS:
        raise ValueError("it is nested too deeply")
    if "&" in front and "*" in front:
        # An alias of an alias of ... is small in the file and endless when it is written out.
        for event in yaml.parse(front, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("YAML aliases are not read")
    try:
        value = yaml.safe_load(front)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValueError(str(error).split("\n", 1)[0] or "no YAML") from error
    if not isinstance(value, dict):
        raise ValueError("it holds no names and values")
    return {str(key): item for key, item in value.items()}


def plain(text: str) -> str:
    """Markdown as a person reads it: headings, points and quotations keep their signs, inline signs go."""
    text = _without_comments(text)
    text = _REFERENCE.sub("", text)
    for pattern in (_IMAGE, _LINK, _REFERRED, _AUTOLINK, _CODE):
        text = pattern.sub(r"\1", text)
    for pattern in (_STRONG, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def _without_comments(text: str) -> str:
    """A pattern for this would take time that grows with the square of the comments that are never closed."""
    parts = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[place:start])
        place = end + 3
    return "".join([*parts, text[place:]])


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one)).casefold() == "".join(filter(str.isalnum, other)).casefold()
