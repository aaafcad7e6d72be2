"""Putting text where the person can paste it: the terminal's clipboard (OSC 52), under tmux tmux's buffer."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping

from tui.terminal.guard import safe

LARGEST = 60_000
"""Characters that are copied at most: terminals drop an OSC 52 that is much longer."""
_PATIENCE = 3.0


def copy(text: str, environment: Mapping[str, str], osc52: Callable[[str], object]) -> str:
    """Copy ``text``, harmless, and say by which way: ``tmux's buffer`` or ``the terminal's clipboard``.

    ``osc52`` sends the terminal its sequence. tmux passes that on only when it is told to; its own buffer
    always works, and with ``-w`` reaches the outer terminal too. Blocks for as long as tmux takes.
    """
    text = safe(text)[:LARGEST]
    if environment.get("TMUX") and _to_tmux(text):
        return "tmux's buffer"
    osc52(text)
    return "the terminal's clipboard"


def _to_tmux(text: str) -> bool:
    for options in (("-w", "-"), ("-",)):  # tmux before 3.2 knows no -w
        command = ["tmux", "load-buffer", *options]
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=_PATIENCE, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return False
        if done.returncode == 0:
            return True
    return False
