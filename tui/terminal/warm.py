"""The screen of the last session, painted before anything heavy is imported.

It is kept when the reader ends, as it stood when it was last at its beginning (the newest articles, nothing
chosen), and painted only when the desk, the terminal and its size are what they were. Until the living screen
has taken its place the cursor is hidden, and what is typed waits. It is text of the desk's own folder, passed
through the guard when it was painted first, and so is never trusted with more than moves, looks and letters.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # this module is imported before typing and pathlib are
    from collections.abc import Iterable
    from typing import Any

_NAME = "last-screen"
_KEPT = ("archive.sqlite", "archive.sqlite-wal", "reader.sqlite", "reader.sqlite-wal", "config.toml", "notes")
"""What the first screen is made of; when one of these has changed, the kept screen is no longer true."""
_SURROUNDINGS = (
    "TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "FOREIGNDESK_COLOURS", "FOREIGNDESK_DRIVER",
    "FOREIGNDESK_LINEAR", "LANG", "LC_ALL", "COLUMNS", "LINES",
)  # fmt: skip
_SWITCH = "FOREIGNDESK_LAST_SCREEN"
"""``0`` keeps and paints none."""
_LARGEST = 1_000_000

current: Frame | None = None
"""The frame that is on the screen now, until the driver takes over."""


class Frame:
    """A painted frame, and the terminal's modes as they were before."""

    def __init__(self, text: str, size: tuple[int, int], modes: list[Any]) -> None:
        self.text = text
        self.size = size
        self.modes = modes

    def undo(self) -> None:
        """Give the terminal back as it was, unless the driver has taken over (and does so itself)."""
        global current  # noqa: PLW0603
        if current is not self:
            return
        current = None
        import termios  # noqa: PLC0415

        try:
            os.write(1, b"\x1b[?1049l\x1b[?25h")
            termios.tcsetattr(0, termios.TCSANOW, self.modes)
        except (OSError, termios.error):
            pass


def take() -> Frame | None:
    """The painted frame, handed over to whoever paints next."""
    global current
    frame, current = current, None
    return frame


def home_of(home: str | None, *, seeds: bool) -> str:
    """The desk's folder, as ``index.homes`` finds it (which would import too much here)."""
    if home:
        return home
    default = os.environ.get("FOREIGNDESK_HOME")
    if default:
        default = os.path.expanduser(default)  # noqa: PTH111 (no pathlib here)
    elif sys.platform == "darwin":
        default = os.path.expanduser("~/Library/Application Support/foreigndesk")  # noqa: PTH111
    else:
        data = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")  # noqa: PTH111
        default = f"{data}/foreigndesk"
    return f"{default}/seeds" if seeds else default


def key(home: str, size: tuple[int, int]) -> str:
    """All that the first screen depends on, in one line."""
    parts = [f"{size[0]}x{size[1]}", str(_changed(__file__))]
    parts += [os.environ.get(name, "") for name in _SURROUNDINGS]
    parts += ["ssh" if "SSH_CONNECTION" in os.environ else ""]
    parts += [_changed(f"{home}/{name}") for name in _KEPT]
    return repr(parts)


def _changed(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 (no pathlib here)
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}" if found.st_size else ""


def paint(home: str | None, *, seeds: bool) -> Frame | None:
    """Paint the kept screen of a desk, if it is still true; never fails."""
    global current  # noqa: PLW0603
    try:
        import termios  # noqa: PLC0415

        if os.environ.get(_SWITCH) == "0":
            return None
        if not (os.isatty(0) and os.isatty(1)) or os.environ.get("TERM", "dumb") in ("", "dumb"):
            return None
        columns, lines = os.get_terminal_size(1)
        size = (columns, lines)
        folder = home_of(home, seeds=seeds)
        with open(f"{folder}/{_NAME}", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            if file.readline() != key(folder, size) + "\n":
                return None
            text = file.read(_LARGEST)
        if not _harmless(text):
            return None
        modes = termios.tcgetattr(0)
        quiet = [*modes]
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        os.write(1, b"\x1b[?1049h\x1b[?25l\x1b[?7l" + text.encode())
    except (ImportError, OSError, ValueError, UnicodeError):
        return None
    current = Frame(text, size, modes)
    return current


def _harmless(text: str) -> bool:
    """Whether there is nothing in it but moves, looks and letters: anybody may have written the file."""
    for number, part in enumerate(text.split("\x1b[")):
        letters = part
        if number:
            letters = part.lstrip("0123456789;")
            if letters[:1] not in ("m", "H"):
                return False
        if not letters[1 if number else 0 :].isprintable():
            return False
    return True


def state(home: str) -> str:
    """Changes when the articles do."""
    return _changed(f"{home}/archive.sqlite")


def keep(home: str, size: tuple[int, int], rows: Iterable[str]) -> None:
    """Keep the screen's rows (letters and looks) for the next session, where the desk can be written."""
    import contextlib  # noqa: PLC0415

    if os.environ.get(_SWITCH) == "0":
        return
    with contextlib.suppress(OSError):
        path = f"{home}/{_NAME}"
        with open(f"{path}.new", "w", encoding="utf-8", newline="\n", opener=_private) as file:
            file.write(key(home, size) + "\n")
            file.writelines(rows)
        os.replace(f"{path}.new", path)  # noqa: PTH105


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
