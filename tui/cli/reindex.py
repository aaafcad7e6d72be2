"""``foreigndesk reindex``"""

from __future__ import annotations

import time
from argparse import Namespace

from tui.cli.output import say
from tui.cli.progress import Line, opened
from tui.counting import counted


def run(options: Namespace) -> int:
    """Make the search index anew; searches go on with the old one meanwhile."""
    began = time.monotonic()
    line = Line("Indexed")
    with opened(options) as desk:
        done = desk.reindex(progress=line.show)
    line.clear()
    say(f"{counted(done, 'article')} indexed in {time.monotonic() - began:.1f} s.")
    return 0
