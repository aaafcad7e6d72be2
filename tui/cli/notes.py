"""``foreigndesk notes``"""

from __future__ import annotations

from argparse import Namespace

from index import Desk, Note
from tui.cli.output import Row, say, wants_rows, write_rows
from tui.cli.progress import opened
from tui.terminal.guard import safe_line


def run(options: Namespace) -> int:
    """List the reader's notes, the last written first."""
    with opened(options) as desk:
        notes = [
            note
            for note in desk.mine.all_notes(" ".join(options.words))
            if options.kind in ("", note.kind) and _is_on(note, options.on)
        ]
        rows = [_row(desk, note) for note in notes]
    if wants_rows(options):
        write_rows(rows, options)
        return 0
    for row in rows:
        first = next((line for line in str(row["text"]).splitlines() if line.strip()), "")
        say(safe_line(f"{row['modified'][:10]}  {row['kind']:8}  {row['title']}: {first.strip(' #')}"))
        say(safe_line(f"            {row['path']}"))
    if not rows:
        say(
            "No note is like that."
            if options.words or options.kind or options.on
            else "There are no notes yet."
        )
    return 0


def _is_on(note: Note, on: str) -> bool:
    """Whether a note is on a country or pair by its code, or on an article by (the beginning of) its id."""
    if not on:
        return True
    codes = note.key.split("-") if note.kind == "pair" else [note.key]
    return on.upper() in (*codes, note.key) or bool(note.article and note.article.startswith(on))


def _row(desk: Desk, note: Note) -> Row:
    return {
        "key": note.key,
        "kind": note.kind,
        "title": note.title,
        "actors": note.key.split("-")
        if note.kind == "pair"
        else [note.key]
        if note.kind == "country"
        else [],
        "article": note.article or None,
        "sentence": note.sentence or None,
        "start": note.start if note.start >= 0 else None,
        "modified": note.modified,
        "path": str(desk.mine.notes.path(note.key)),
        "text": note.text,
    }
