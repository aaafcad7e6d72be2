r"""The guard at the last door: whatever came this far, no control character of it reaches the terminal.

Text is cleaned on its way in (``index.text.clean``); this is for what came by another way: a file name, an
error's message, a query, a bug.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TextIO

import index

_SHOWN = "\ufffd"


def safe(text: str) -> str:
    r"""``text`` without anything that a terminal obeys; ``\n`` and ``\t`` stay.

    A control character shows as U+FFFD, so that a name that holds one is seen to be odd; what shows nothing
    anyway (zero width, bidirectional controls) goes. The width in cells does not change for the latter.
    """
    return index.HOSTILE.sub(_replace, text)


def safe_line(text: str) -> str:
    r"""The same on one line: ``\n`` and ``\t`` become spaces."""
    return safe(text).replace("\n", " ").replace("\t", " ")


def _replace(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0xA0 or 0xD800 <= code < 0xE000:
        return _SHOWN
    return ""


def write(text: str, stream: TextIO | None = None) -> None:
    """Write ``text`` through the guard to ``stream`` (standard output), as its encoding can hold it.

    Raises BrokenPipeError when nobody reads any more.
    """
    out = stream or sys.stdout
    text = safe(text)
    try:
        out.write(text)
    except UnicodeEncodeError:
        encoding = out.encoding or "ascii"
        out.write(text.encode(encoding, "replace").decode(encoding))


def close_quietly() -> None:
    """After a broken pipe: let the interpreter leave without a word about the output that nobody wanted."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


__all__ = ["close_quietly", "safe", "safe_line", "write"]
