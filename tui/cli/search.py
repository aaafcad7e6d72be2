"""``foreigndesk search QUERY``"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.cli.output import complain, say, wants_rows, write_rows, write_value
from tui.cli.progress import opened
from tui.terminal.guard import safe_line, write

if TYPE_CHECKING:
    from index import Hit

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def run(options: Namespace) -> int:
    """Print the hits; 0 also when there are none."""
    if options.counts:
        return _run_counts(options)
    with opened(options) as desk:
        results = desk.search(
            " ".join(options.words),
            limit=options.limit,
            offset=options.offset,
            sort=options.sort,
            typing=False,
        )
    if results.notice:
        complain(results.notice)
    if wants_rows(options):
        write_rows((_row(hit) for hit in results.hits), options)
        return 0
    for hit in results.hits:
        say(f"{hit.date or 'undated'}  {safe_line(hit.title)}  [{hit.id}]")
        if hit.snippet:
            _say_snippet(hit)
    shown = f", {options.offset + 1} to {options.offset + len(results.hits)} shown" if results.hits else ""
    say(f"{results.total:,} found{shown}, {results.seconds * 1000:.0f} ms.")
    return 0


def _run_counts(options: Namespace) -> int:
    """Print what all hits are about instead of the hits."""
    with opened(options) as desk:
        counts = desk.counts(" ".join(options.words), limit=options.limit, typing=False)
    if counts.notice:
        complain(counts.notice)
    if wants_rows(options):
        kinds = {kind: [asdict(count) for count in found] for kind, found in counts.by.items()}
        months = [asdict(count) for count in counts.months]
        value = {"query": counts.query, "total": counts.total, "undated": counts.undated}
        write_value({**value, "counts": {**kinds, "month": months}}, options)
        return 0
    for kind, found in (*counts.by.items(), ("month", counts.months)):
        if found:
            say(kind)
        for count in found:
            say(f"{count.number:>9,}  {safe_line(count.label)}")
    say(f"{counts.total:,} found, {counts.undated:,} of them undated.")
    return 0


def _row(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "date": hit.date,
        "source": hit.source,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
        "relations": hit.relations,
        "story": hit.story or None,
        "copies": hit.copies,
    }


def _say_snippet(hit: Hit) -> None:
    """The snippet, its matches in bold where a terminal reads it; the codes are ours, the text is guarded."""
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    on, off = (_BOLD, _PLAIN) if bold else ("", "")
    write("    ")
    last = 0
    for start, end in hit.marks:
        write(safe_line(hit.snippet[last:start]))
        sys.stdout.write(on)
        write(safe_line(hit.snippet[start:end]))
        sys.stdout.write(off)
        last = end
    say(safe_line(hit.snippet[last:]))
