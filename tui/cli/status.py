"""``foreigndesk status``"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from tui.cli.output import say, wants_rows, write_value
from tui.cli.progress import opened
from tui.counting import counted


def run(options: Namespace) -> int:
    """Print how much is on the desk, and where it is."""
    with opened(options) as desk:
        status = desk.status()
        home = desk.home
    if wants_rows(options):
        write_value({"home": str(home), **asdict(status)}, options)
        return 0
    say(f"Desk in {home}")
    say(f"{counted(status.articles, 'article')}, {counted(status.relations, 'relation')}")
    if status.pending:
        say(f"{counted(status.pending, 'article')} to be analysed: foreigndesk analyse")
    if status.stale:
        say(f"{counted(status.stale, 'article')} to be indexed: foreigndesk reindex")
    if status.making:
        done, total = status.making
        say(f"The search index is of another version; {done:,} of {total:,} articles are in the new one.")
    return 0
