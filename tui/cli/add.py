"""``foreigndesk add PATH…``"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.cli.output import complain, say, wants_rows, write_value
from tui.cli.progress import Line, opened, stoppable

if TYPE_CHECKING:
    from index import Failure

_LINES_EACH = 5
"""Lines of one file that are named; a wrong kind of file has one fault a line."""


def run(options: Namespace) -> int:
    """Add what the paths hold; 1 when something could not be read or it was stopped."""
    line = Line("Added")
    with opened(options, make=True) as desk:
        with stoppable() as stop:
            report = desk.add(options.paths, progress=line.show, stop=stop)
        line.clear()
        if not options.no_analysis:
            desk.analyse_in_background()
    complain_of(report.failures)
    if wants_rows(options):
        failures = [{"where": failure.where, "reason": failure.reason} for failure in report.failures]
        counts = {"added": report.added, "updated": report.updated, "known": report.known}
        write_value({**counts, "failures": failures, "stopped": report.stopped}, options)
    else:
        told = [f"{report.added:,} added"]
        told += [f"{report.updated:,} updated"] if report.updated else []
        told += [f"{report.known:,} known already"] if report.known else []
        told += [f"{len(report.failures):,} could not be read"] if report.failures else []
        say(
            ", ".join(told)
            + ("." if not report.stopped else "; stopped: the same command goes on from here.")
        )
    return 1 if report.failures or report.stopped else 0


def complain_of(failures: Sequence[Failure]) -> None:
    """Name what could not be read; of a file with many faulty lines the first few, and how many more."""
    named: Counter[str] = Counter()
    for failure in failures:
        file, _, line = failure.where.partition(", line ")
        named[file] += 1
        if not line or named[file] <= _LINES_EACH:
            complain(f"{failure.where}: {failure.reason}")
    for file, count in named.items():
        if count > _LINES_EACH:
            complain(f"{file}: {count - _LINES_EACH:,} more lines could not be read (--json names each)")
