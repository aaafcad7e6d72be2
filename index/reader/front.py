"""The front matter of a note: YAML between two lines of three hyphens, as Obsidian and zk read it."""

from __future__ import annotations

import re
from datetime import date

from index.model import Note
from index.text.clean import clean_line

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)\s*", re.DOTALL)
_LIKE_A_NUMBER = re.compile(r"[-+.]?\d")
_LARGEST = 16 * 1024
FIELDS = ("kind", "key", "title", "article", "sentence", "start", "created")


def split_front(text: str) -> tuple[str, str]:
    """Front matter ('' when there is none) and the text below it."""
    match = _FRONT.match(text, 0, _LARGEST)
    return ("", text) if match is None else (match[1], text[match.end() :])


def parse_front(front: str) -> dict[str, str]:
    """What a note is about, of ``FIELDS``; empty when the front matter cannot be read."""
    if not front:
        return {}
    import yaml  # noqa: PLC0415 (not quick to import)

    try:
        found = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    # Other values, and lists such as Obsidian's tags, are the person's own.
    return {
        name: clean_line(str(found[name]))
        for name in FIELDS
        if isinstance(found.get(name), str | int | date) and not isinstance(found[name], bool)
    }


def front_of(note: Note) -> str:
    """The front matter of a new note."""
    import yaml  # noqa: PLC0415

    facts = {"kind": note.kind, "key": note.key, "title": note.title, "article": note.article}
    facts |= {"sentence": clean_line(note.sentence)}
    told: dict[str, object] = {name: value for name, value in facts.items() if value}
    if note.sentence and note.start >= 0:
        told["start"] = note.start
    if note.title and note.kind != "sentence" and note.title != note.key:
        told["aliases"] = [note.title]  # so that [[Russia]] leads to RUS.md in Obsidian too
    told["created"] = date.today()

    class Dumper(yaml.SafeDumper):
        """Quotes what begins like a number: ``12e4`` is one to Obsidian (YAML 1.2), and not to PyYAML."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
        style = "'" if _LIKE_A_NUMBER.match(value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    body = yaml.dump(told, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{body}---\n\n"
