"""``foreigndesk explain ID…`` and ``foreigndesk explain --text TEXT``"""

from __future__ import annotations

from argparse import Namespace

from index import DeskError, NotFoundError, clean, explain
from tui.cli.output import complain, say
from tui.cli.progress import opened
from tui.terminal.guard import safe_line


def run(options: Namespace) -> int:
    """Print why each relation was coded; 1 when only some of the articles are on the desk, 2 when none is."""
    if bool(options.ids) == (options.text is not None):
        raise DeskError("explain takes the ids of articles, or --text with a text of your own.")
    if options.text is not None:
        _print(explain(clean(options.text), options.date))
        return 0
    told = 0
    with opened(options) as desk:
        for id_ in options.ids:
            try:
                _print(desk.explain(id_))
            except NotFoundError as error:
                complain(str(error))
            else:
                told += 1
    if told == len(options.ids):
        return 0
    return 1 if told else 2


def _print(lines: list[str]) -> None:
    for line in lines:
        say(safe_line(line).rstrip())
