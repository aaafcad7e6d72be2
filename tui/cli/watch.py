"""``foreigndesk watch DIR…``"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING

from index import Desk, DeskError, Watching
from tui.cli.add import complain_of
from tui.cli.feed import summary, tell
from tui.cli.output import complain, say
from tui.cli.progress import stoppable
from tui.terminal.guard import safe_line

if TYPE_CHECKING:
    from index import Told


def run(options: Namespace) -> int:
    """Watch until Ctrl-C or a request to end, which is a good end."""
    if not (options.folders or options.feeds):
        raise DeskError("watch needs a folder, or --feeds: foreigndesk watch ~/articles")
    with stoppable() as stop:
        watching = Watching(
            lambda: Desk.open(options.home, seeds=options.seeds),
            options.folders,
            _tell,
            stop,
            interval=options.interval,
            feeds=options.feeds,
            analyse=not options.no_analysis,
        )
        said = [f"{len(options.folders)} folders"] if len(options.folders) > 1 else options.folders
        _line(f"Watching {' and '.join([*said, *(['the feeds'] if options.feeds else [])])}; Ctrl-C ends it.")
        watching.run()
    _line("Ended.")
    return 0


def _tell(told: Told) -> None:
    if told.added is not None:
        report = told.added
        complain_of(report.failures)
        if report.added or report.updated:
            updated = f", {report.updated:,} updated" if report.updated else ""
            _line(f"{report.added:,} added{updated}.")
    if told.fetched is not None:
        tell(told.fetched)
        _line(f"Feeds: {summary(told.fetched)}")
    if told.missing is not None:
        complain(f"{told.missing.where}: {told.missing.reason}; it is read when it is there (again)")
    if told.back:
        _line(f"{told.back} is there again.")
    if told.fault:
        complain(f"{told.fault} Tried again soon.")


def _line(text: str) -> None:
    say(f"{time.strftime('%H:%M:%S')}  {safe_line(text)}")
    sys.stdout.flush()
