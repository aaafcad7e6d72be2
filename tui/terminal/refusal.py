"""Where the reader cannot be shown, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

_SCRIPTS = "foreigndesk --linear reads line by line; for scripts there are search, show and relations"


def refusal(environment: Mapping[str, str], stdin: IO[str], stdout: IO[str]) -> str | None:
    """Why no screen can be shown on this terminal, in one line, or ``None`` when one can."""
    if environment.get("TERM", "") in ("", "dumb"):
        term = environment.get("TERM") or "not set"
        return f"this terminal cannot show a screen (TERM is {term}); {_SCRIPTS}"
    if not (stdin.isatty() and stdout.isatty()):
        return f"the reader needs a terminal for its input and output; {_SCRIPTS}"
    return None
