"""``foreigndesk feed add|list|remove|fetch|import|export``"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from index import DeskError, Feeds
from tui.cli.output import complain, say, wants_rows, write_rows, write_value
from tui.cli.progress import Line, opened, stoppable
from tui.counting import counted
from tui.terminal.guard import safe_line

if TYPE_CHECKING:
    from index import FeedOutcome, FeedRow, FetchReport

_STANDARD = Path("-")
"""Standard input or output instead of a file, as everywhere."""


def run(options: Namespace) -> int:
    """Do one of them."""
    return _COMMANDS[options.what](options)


def _feeds(options: Namespace, *, make: bool = False) -> Feeds:
    with opened(options, make=make) as desk:
        return Feeds(desk.home)


def _add(options: Namespace) -> int:
    new = _feeds(options, make=True).follow(options.url, options.title)
    say(
        "Followed from now on; foreigndesk feed fetch brings its articles."
        if new
        else "It is followed already."
    )
    return 0


def _remove(options: Namespace) -> int:
    _feeds(options).unfollow(options.url)
    say("Followed no longer; its articles stay.")
    return 0


def _list(options: Namespace) -> int:
    rows = _feeds(options).rows()
    if wants_rows(options):
        write_rows((asdict(row) for row in rows), options)
        return 0
    for row in rows:
        say(safe_line("  ".join(part for part in (row.folder, row.title, row.url) if part)))
        for line in _standing(row):
            say(f"    {safe_line(line)}")
    say(f"{_feeds_told(len(rows))}." if rows else "No feed is followed yet: foreigndesk feed add URL")
    return 0


def _standing(row: FeedRow) -> list[str]:
    lines = [f"last asked {row.checked}"] if row.checked else ["not fetched yet"]
    if row.error:
        lines.append(row.error)
    if row.again:
        lines.append(f"left alone until {row.again}")
    return lines


def _fetch(options: Namespace) -> int:
    line = Line("Feeds")
    with opened(options) as desk:
        with stoppable() as stop:
            report = desk.fetch_feeds(options.urls, full=options.full, progress=line.show, stop=stop)
        line.clear()
        if not options.no_analysis:
            desk.analyse_in_background()
    tell(report)
    if wants_rows(options):
        if options.jsonl:
            write_rows((asdict(feed) for feed in report.feeds), options)
        else:
            write_value(asdict(report), options)
    else:
        say(summary(report))
    return 1 if report.failed or report.stopped else 0


def tell(report: FetchReport) -> None:
    """Name what went wrong with each feed, and which have moved."""
    for feed in report.feeds:
        name = feed.title or feed.url
        if feed.moved:
            complain(f"{name}: has moved to {feed.moved}; the list is brought up to date")
        if feed.outcome == "resting" and not feed.error:
            continue  # it said itself for how long it holds
        if feed.outcome == "resting":
            complain(f"{name}: left alone until {feed.again}, for {feed.error}")
        elif feed.outcome == "gone":
            complain(f"{name}: {feed.error}; to follow it no longer: foreigndesk feed remove {feed.url}")
        elif feed.error:
            complain(f"{name}: {feed.error}")


def summary(report: FetchReport) -> str:
    """What fetching did, in a line."""
    outcomes = Counter(_word(feed) for feed in report.feeds)
    told = [f"{report.added:,} added"]
    told += [f"{report.updated:,} updated"] if report.updated else []
    told += [
        f"{count:,} feeds {word}" if count != 1 else f"1 feed {word}" for word, count in outcomes.items()
    ]
    return ", ".join(told) + ("; stopped." if report.stopped else ".")


def _feeds_told(count: int) -> str:
    return counted(count, "feed")


def _word(feed: FeedOutcome) -> str:
    return "read in part" if feed.outcome == "read" and feed.error else feed.outcome


def _import(options: Namespace) -> int:
    file = Path("/dev/stdin") if options.file == _STANDARD else options.file
    done = _feeds(options, make=True).import_opml(file)
    for failure in done.failures:
        complain(f"{failure.where}: {failure.reason}")
    if wants_rows(options):
        write_value(asdict(done), options)
    else:
        say(
            f"{_feeds_told(done.added)} added"
            + (f", {done.known:,} followed already." if done.known else ".")
        )
    return 1 if done.failures else 0


def _export(options: Namespace) -> int:
    text = _feeds(options).export_opml()
    path: Path | None = options.file
    if path is None or path == _STANDARD:
        sys.stdout.write(text.encode("ascii", "xmlcharrefreplace").decode("ascii"))
        return 0
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DeskError(f"{path} cannot be written: {error.strerror}.") from error
    return 0


_COMMANDS = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "fetch": _fetch,
    "import": _import,
    "export": _export,
}
