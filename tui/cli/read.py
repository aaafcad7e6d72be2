"""``foreigndesk``, ``foreigndesk read``: the reader."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from index import DeskError


def run(options: Namespace) -> int:
    """Open the reader on the desk; needs a terminal."""
    home: Path | None = options.home
    if home is None and not options.seeds and os.environ.get("FOREIGNDESK_HOME"):
        home = Path(os.environ["FOREIGNDESK_HOME"])
    if options.linear or os.environ.get("FOREIGNDESK_LINEAR"):
        from tui.linear.session import run as talk  # noqa: PLC0415

        return talk(home, seeds=options.seeds)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DeskError(
            "The reader needs a terminal. Line by line: foreigndesk --linear. "
            "For scripts: foreigndesk search, show, relations."
        )
    from tui.app import run as read  # noqa: PLC0415 (only the reader pays for Textual)

    code: int = read(home, seeds=options.seeds, driver=options.driver or "")
    return code
