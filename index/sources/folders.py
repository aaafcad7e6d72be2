"""The files below a folder, each with its status, in one pass: as quick as the disk's own lists allow."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from index.model import Failure

ABOUT = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|changelog|authors)(?:\.(?:md|txt|rst))?", re.IGNORECASE
)
"""Names of files that say something of a folder, and are not what it holds: read only when they are named."""
_SKIPPED = {".git", ".hg", ".svn", "__pycache__", "node_modules"}

Listed = tuple[str, os.stat_result]
"""A file's path and its status."""


def walk(path: str | Path) -> Iterator[Listed | Failure]:
    """``path`` itself, or the files below a folder by name; no link is followed into a folder."""
    name = str(path)
    try:
        status = os.stat(name)  # noqa: PTH116 (strings: a Path for each of 100,000 files costs more than its status)
    except FileNotFoundError:
        yield Failure(name, "there is no such file or folder")
    except (OSError, ValueError) as error:
        yield Failure(name, why(error))
    else:
        if stat.S_ISDIR(status.st_mode):
            yield from _below(name)
        else:
            yield _regular(name, status)


def files(path: str | Path) -> Iterator[Path | Failure]:
    """The same without the status."""
    for item in walk(path):
        yield item if isinstance(item, Failure) else Path(item[0])


def _regular(name: str, status: os.stat_result) -> Listed | Failure:
    return (name, status) if stat.S_ISREG(status.st_mode) else Failure(name, "neither a file nor a folder")


def _below(folder: str) -> Iterator[Listed | Failure]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(folder, why(error))
        return
    # A maildir: its folders have names that begin with a dot, and what is in tmp is not there yet.
    maildir = {"cur", "new"} <= {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
    for entry in entries:
        if entry.name in _SKIPPED or ABOUT.fullmatch(entry.name) or (maildir and entry.name == "tmp"):
            continue
        if entry.name.startswith(".") and not (maildir and Path(entry.path, "cur").is_dir()):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
            continue
        try:
            status = entry.stat()
        except FileNotFoundError:
            yield Failure(entry.path, "there is no such file or folder")
        except (OSError, ValueError) as error:
            yield Failure(entry.path, why(error))
        else:
            # A link to a folder is passed over: a loop, or a way out of what the user named.
            if not stat.S_ISDIR(status.st_mode):
                yield _regular(entry.path, status)


def why(error: OSError | ValueError | EOFError) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return (getattr(error, "strerror", None) or str(error)).lower()
