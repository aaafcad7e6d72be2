"""What commands print: rows for programs, exact; text for people, safe for a terminal."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tui.terminal.guard import safe_line, write

if TYPE_CHECKING:
    from index import Evidence, Mention, Relation

Row = Mapping[str, Any]


def wants_rows(options: Namespace) -> bool:
    """Whether a program reads: --json or --jsonl was said."""
    return bool(options.json or options.jsonl)


def write_rows(rows: Iterable[Row], options: Namespace) -> None:
    """One JSON list, or an object a line. ASCII only: exact in a pipe, and harmless on a terminal."""
    if options.jsonl:
        for row in rows:
            sys.stdout.write(json.dumps(row) + "\n")
    else:
        sys.stdout.write(json.dumps(list(rows), indent=1) + "\n")


def write_value(value: Row, options: Namespace) -> None:
    """One JSON object."""
    sys.stdout.write(json.dumps(value, indent=1 if options.json else None) + "\n")


def say(text: str = "") -> None:
    """A line, or lines, for a person."""
    write(text + "\n")


def complain(text: str) -> None:
    """A line on standard error."""
    write(f"foreigndesk: {safe_line(text)}\n", sys.stderr)


def mention_row(mention: Mention) -> Row:
    """A mention as the command-line contract names its fields."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "entity": mention.entity,
        "actor": mention.actor,
    }


def relation_row(relation: Relation) -> Row:
    """A relation as the command-line contract names its fields."""
    return {
        "source": relation.source,
        "target": relation.target,
        "type": relation.type,
        "quad": relation.quad,
        "status": relation.status,
        "start": relation.start,
        "end": relation.end,
        "predicate": list(relation.predicate),
        "source_span": list(relation.source_span),
        "target_span": list(relation.target_span),
        "confidence": round(relation.confidence, 3),
        "rule": relation.rule,
        **({"verdict": relation.verdict} if relation.verdict else {}),
    }


def evidence_row(evidence: Evidence) -> Row:
    """A relation with its article, date and sentence."""
    return {
        "article": evidence.article,
        "title": evidence.title,
        "date": evidence.date,
        **relation_row(evidence.relation),
        "sentence": evidence.sentence,
        "story": evidence.story,
    }
