"""``foreigndesk status``"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from index import Desk
from tui.cli.output import say, wants_rows, write_value


def run(options: Namespace) -> int:
    """Print how much is on the desk, and where it is."""
    with Desk.open(options.home, seeds=options.seeds) as desk:
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
    return 0
