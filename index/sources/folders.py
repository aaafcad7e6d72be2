"""The files below a folder, each with its status, in one pass: as quick as the disk's own lists allow."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.model import Failure

ABOUT = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|changelog|authors)(?:\.(?:md|txt|rst))?", re.IGNORECASE
)
"""Names of files that say something of a folder, and are not what it holds: read only when they are named."""
_SETTLED = 3.0  # seconds; the coarsest times of disks in use are of two
_GONE = "there is no such file or folder"
_SKIPPED = {".git", ".hg", ".svn", "__pycache__", "node_modules"}

Listed = tuple[str, os.stat_result]
"""A file's path and its status."""


@dataclass(slots=True)
class _List:
    """What a folder held when its own time was ``modified``; seen first at ``since``, monotonic."""

    modified: int
    since: float
    entries: list[tuple[str, bool]]
    trusted: bool


@dataclass(slots=True)
class Lists:
    """The lists of folders that are looked at again and again: one that has not changed is not read again.

    A folder's time changes when something comes into it or goes. A list is believed only when it was read
    ``_SETTLED`` seconds after that time was first seen: by then no change can bear the same time any more.
    """

    known: dict[str, _List] = field(default_factory=dict)

    def of(self, folder: str) -> Sequence[tuple[str, bool]]:
        modified, now = os.stat(folder).st_mtime_ns, time.monotonic()  # noqa: PTH116
        known = self.known.get(folder)
        if known is not None and known.modified == modified:
            if known.trusted:
                return known.entries
            since = known.since
        else:
            since = now
        entries, maildir = _entries(folder)
        # Whether a folder in a maildir is looked into hangs on what is in that folder.
        self.known[folder] = _List(modified, since, entries, now - since >= _SETTLED and not maildir)
        return entries


def walk(path: str | Path, lists: Lists | None = None) -> Iterator[Listed | Failure]:
    """``path`` itself, or the files below a folder by name; no link is followed into a folder.

    ``lists`` holds what the folders held when they were last walked.
    """
    name = str(path)
    try:
        status = os.stat(name)  # noqa: PTH116 (strings: a Path for each of 100,000 files costs more than its status)
    except FileNotFoundError:
        yield Failure(name, _GONE)
    except (OSError, ValueError) as error:
        yield Failure(name, why(error))
    else:
        if stat.S_ISDIR(status.st_mode):
            yield from _below(name, lists)
        else:
            yield _regular(name, status)


def files(path: str | Path) -> Iterator[Path | Failure]:
    """The same without the status."""
    for item in walk(path):
        yield item if isinstance(item, Failure) else Path(item[0])


def _regular(name: str, status: os.stat_result) -> Listed | Failure:
    return (name, status) if stat.S_ISREG(status.st_mode) else Failure(name, "neither a file nor a folder")


def _below(folder: str, lists: Lists | None) -> Iterator[Listed | Failure]:
    try:
        entries = _entries(folder)[0] if lists is None else lists.of(folder)
    except OSError as error:
        yield Failure(folder, why(error))
        return
    for path, is_folder in entries:
        if is_folder:
            yield from _below(path, lists)
            continue
        try:
            status = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            yield Failure(path, _GONE)
        except (OSError, ValueError) as error:
            yield Failure(path, why(error))
        else:
            # A link to a folder is passed over: a loop, or a way out of what the user named.
            if not stat.S_ISDIR(status.st_mode):
                yield _regular(path, status)


def _entries(folder: str) -> tuple[list[tuple[str, bool]], bool]:
    """What is looked at in a folder, by name: path, whether it is a folder; and whether all is a maildir."""
    with os.scandir(folder) as listing:
        entries = [(entry.name, entry.path, entry.is_dir(follow_symlinks=False)) for entry in listing]
    entries.sort()
    # A maildir: its folders have names that begin with a dot, and what is in tmp is not there yet.
    maildir = {"cur", "new"} <= {name for name, _, is_folder in entries if is_folder}
    kept = []
    for name, path, is_folder in entries:
        if name in _SKIPPED or ABOUT.fullmatch(name) or (maildir and name == "tmp"):
            continue
        if name.startswith(".") and not (maildir and Path(path, "cur").is_dir()):
            continue
        kept.append((path, is_folder))
    return kept, maildir


def why(error: OSError | ValueError | EOFError) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return (getattr(error, "strerror", None) or str(error)).lower()
