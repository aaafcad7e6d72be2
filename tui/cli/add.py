"""``foreigndesk add PATH…``"""

from __future__ import annotations

from argparse import Namespace

from index import Desk
from tui.cli.output import complain, say, wants_rows, write_value
from tui.cli.progress import Line, stoppable


def run(options: Namespace) -> int:
    """Add what the paths hold; 1 when something could not be read or it was stopped."""
    line = Line("Added")
    with Desk.open(options.home, seeds=options.seeds) as desk:
        with stoppable() as stop:
            report = desk.add(options.paths, progress=line.show, stop=stop)
        line.clear()
        if not options.no_analysis:
            desk.analyse_in_background()
    for failure in report.failures:
        complain(f"{failure.where}: {failure.reason}")
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
