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
    desk = _reader_on(words)
    frame = None if desk is None else _warm(*desk)
    code = WRONG_USAGE
    try:
        code = _run(words, desk)
    finally:
        if frame is not None:
            frame.undo()
    return code


def _run(words: list[str], desk: tuple[str | None, bool] | None) -> int:
    from index import DeskError  # noqa: PLC0415
    from tui.terminal.guard import close_quietly, safe_line  # noqa: PLC0415

    try:
        if desk is not None:
            from tui.cli.read import read  # noqa: PLC0415 (what reads a command line costs a twelfth of a start)

            code = read(*desk)
        else:
            from tui.cli.parser import parse  # noqa: PLC0415

            options = parse(words)
            code = options.run(options)
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


def _reader_on(words: list[str]) -> tuple[str | None, bool] | None:
    """The folder of the desk, and whether it is the seeds', when these words open the reader as it is."""
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
    # Of both, or of what looks like an option, the parser says what is wrong.
    return None if (home is not None and (seeds or home.startswith("-"))) else (home, seeds)


def _warm(home: str | None, seeds: bool) -> Frame | None:
    """Paint the last session's screen, when nothing has changed since."""
    from tui.terminal import warm  # noqa: PLC0415

    return warm.paint(home, seeds=seeds)
