"""The command line: ``foreigndesk [--home DIR | --seeds] [COMMAND ...]``; a command is a file of this folder.

Exit codes: 0 done, 1 partly, 2 wrong usage. Nothing here imports Textual until the reader is opened.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from index import DeskError
from tui.cli.parser import command_line
from tui.terminal.guard import close_quietly, safe_line

WRONG_USAGE = 2
_INTERRUPTED = 130  # what shells give a program that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = command_line().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except DeskError as error:
        print(f"foreigndesk: {safe_line(str(error))}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:
        close_quietly()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code
