"""``foreigndesk``, ``foreigndesk read``: the reader."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from index import DeskError


def run(options: Namespace) -> int:
    """Open the reader on the desk; needs a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DeskError("The reader needs a terminal. For scripts: foreigndesk search, show, relations.")
    from tui.app import run as read  # noqa: PLC0415 (only the reader pays for Textual)

    home: Path | None = options.home
    if home is None and not options.seeds and os.environ.get("FOREIGNDESK_HOME"):
        home = Path(os.environ["FOREIGNDESK_HOME"])
    code: int = read(home, seeds=options.seeds)
    return code
