"""The command line: ``foreigndesk [--home DIR | --seeds] [COMMAND ...]``; a command is a file of this folder.

Exit codes: 0 done, 1 partly, 2 wrong usage. Nothing here imports Textual until the reader is opened; and when
it is, the screen of the last session is painted before anything else is imported (``tui.terminal.warm``).
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would cost a tenth of what is saved here
    from collections.abc import Sequence

    from tui.terminal.warm import Frame

WRONG_USAGE = 2
_INTERRUPTED = 130  # what shells give a program that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    frame = _warm(words)
    code = WRONG_USAGE
    try:
        code = _run(words)
    finally:
        if frame is not None:
            frame.undo()
    return code


def _run(words: list[str]) -> int:
    from index import DeskError  # noqa: PLC0415
    from tui.cli.parser import command_line  # noqa: PLC0415
    from tui.terminal.guard import close_quietly, safe_line  # noqa: PLC0415

    options = command_line().parse_args(words)
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


def _warm(words: list[str]) -> Frame | None:
    """Paint the last session's screen, when these words open the reader and nothing has changed since."""
    home, seeds = None, False
    rest = words[1:] if words[:1] == ["read"] else words
    while rest:
        if rest[0] == "--seeds":
            seeds, rest = True, rest[1:]
        elif rest[0] == "--home" and len(rest) > 1:
            home, rest = rest[1], rest[2:]
        elif rest[0].startswith("--home="):
            home, rest = rest[0][7:], rest[1:]
        else:
            return None
    from tui.terminal import warm  # noqa: PLC0415

    return warm.paint(home, seeds=seeds)
