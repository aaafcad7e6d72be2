"""``foreigndesk status``"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from tui.cli.output import say, wants_rows, write_value
from tui.cli.progress import opened


def run(options: Namespace) -> int:
    """Print how much is on the desk, and where it is."""
    with opened(options) as desk:
        status = desk.status()
        home = desk.home
    if wants_rows(options):
        write_value({"home": str(home), **asdict(status)}, options)
        return 0
    say(f"Desk in {home}")
    say(f"{status.articles:,} articles, {status.relations:,} relations")
    if status.pending:
        say(f"{status.pending:,} articles await analysis: foreigndesk analyse")
    if status.stale:
        say(f"{status.stale:,} articles await indexing: foreigndesk reindex")
    if status.making:
        done, total = status.making
        say(f"The search index is of another version; {done:,} of {total:,} articles are in the new one.")
    return 0
