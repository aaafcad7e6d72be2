"""``foreigndesk``, ``foreigndesk read``: the reader."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index import DeskError, must_hold_a_desk, named_home
from tui.terminal import warm

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Open the reader as the command line says."""
    return read(options.home, options.seeds, linear=options.linear, driver=options.driver or "")


def read(folder: str | Path | None, seeds: bool, *, linear: bool = False, driver: str = "") -> int:
    """Open the reader on the desk; needs a terminal."""
    home = named_home(Path(folder) if folder is not None else None, seeds=seeds)
    if home is not None and not home.is_dir():
        must_hold_a_desk(home)
    folder = warm.home_of(str(home) if home else None, seeds=seeds)
    if linear or os.environ.get("FOREIGNDESK_LINEAR") or _linear_by_settings(folder):
        if warm.current is not None:
            warm.current.undo()
        from tui.linear.session import run as talk  # noqa: PLC0415

        return talk(home, seeds=seeds)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DeskError(
            "The reader needs a terminal. Line by line: foreigndesk --linear. "
            "For scripts: foreigndesk search, show, relations."
        )
    gc.disable()  # nothing of what is loaded now is garbage; the reader collects again once it has painted
    from tui.app import run as open_reader  # noqa: PLC0415 (only the reader pays for Textual)

    return open_reader(home, seeds=seeds, driver=driver)


def _linear_by_settings(folder: str) -> bool:
    """Whether ``config.toml`` says ``linear = true`` in ``[reader]``."""
    if sys.platform == "linux":  # most have no settings: then nothing is loaded to read them with
        general = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")  # noqa: PTH111
        if not any(Path(place, "config.toml").exists() for place in (folder, f"{general}/foreigndesk")):
            return False
    from index import Config  # noqa: PLC0415

    try:
        settings = Config.load(folder)
    except DeskError:
        return False  # a file that cannot be read: the reader says so and opens all the same
    return settings.table("reader").flag("linear")
