"""The reader: opens the screen on a desk, in colours that suit the terminal. It knows no article."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import Client, DeskError
from tui.terminal.refusal import refusal
from tui.terminal.warm import home_of

if TYPE_CHECKING:
    from tui.reader import Reader


def run(home: Path | None = None, seeds: bool = False, driver: str = "") -> int:
    """Open the reader on the desk in ``home`` (or the usual place), or on the seed articles.

    Returns the exit code: 0, or 2 with a line on standard error where no screen can be shown.
    """
    if (reason := refusal(os.environ, sys.stdin, sys.stdout)) is not None:
        print(f"foreigndesk: {reason}", file=sys.stderr)
        return 2
    try:
        # The desk's service loads while Textual does: neither waits for the other.
        client = Client.start(home, seeds=seeds)
    except DeskError as error:
        from tui.terminal.guard import safe_line  # noqa: PLC0415

        print(f"foreigndesk: {safe_line(str(error))}", file=sys.stderr)
        return 1
    # Over SSH the terminal's own selection is worth more than clicks.
    wish = os.environ.get("FOREIGNDESK_MOUSE")
    mouse = wish != "0" if wish else not os.environ.get("SSH_CONNECTION")
    options = {"driver": driver} if driver else {}
    folder = home_of(str(home) if home else None, seeds=seeds)
    return make(client, os.environ, home=folder, **options).run(mouse=mouse) or 0


def make(client: Client, environment: Mapping[str, str], **options: Any) -> Reader:
    """The reader for a client, with what suits the terminal that ``environment`` describes."""
    from tui.reader import Reader  # noqa: PLC0415 (so that the service starts before Textual loads)
    from tui.terminal.colours import choose  # noqa: PLC0415

    options.setdefault("driver", environment.get("FOREIGNDESK_DRIVER", ""))
    return Reader(client, choose(environment), **options)
