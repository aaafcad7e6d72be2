"""Keeps the desk of the seed articles in step with the folder that comes with the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from index import homes
from index.archive import Archive
from index.errors import DeskError
from index.locks import Lock
from index.search import Index

_STATE = "seeds"
_BROUGHT = "seeds_brought"
"""The files that the desk's seed articles came from: others are a person's own, and stay."""


def bring(
    home: Path, archive: Archive, index: Callable[[], Index], add: Callable[[Sequence[str | Path]], object]
) -> None:
    """Add the seed articles, or those that changed, and take out those that are gone.

    Raises ``DeskError`` where somebody's own articles are: the two do not go into one desk.
    """
    folder = homes.seeds_folder()
    mark = homes.fingerprint(folder)
    if archive.meta(_STATE) == mark:
        return
    with Lock(home / "seeds.lock") as lock:
        if not lock.take(60) or archive.meta(_STATE) == mark:
            return
        files = {str(path.resolve()) for path in folder.glob("*.txt")}
        before = _brought(archive)
        if archive.meta(_STATE) is None and any(origin not in files for _, origin in archive.files.origins()):
            raise DeskError(f"The desk in {home} has articles of its own: the seed articles have another.")
        add([folder])
        gone = _gone(archive.files.origins(), files, before)
        if gone:
            archive.remove(gone)
            index().remove(gone)
        here = {origin for _, origin in archive.files.origins()}
        archive.set_meta(_BROUGHT, json.dumps(sorted(here & (files | before))))
        archive.set_meta(_STATE, mark)


def _brought(archive: Archive) -> set[str]:
    if (told := archive.meta(_BROUGHT)) is not None:
        return set(json.loads(told))
    # Desks that were made before this was kept hold what came from a folder of this name.
    return {origin for _, origin in archive.files.origins() if Path(origin).parent.name == "seeds"}


def _gone(origins: Sequence[tuple[str, str]], files: set[str], before: set[str]) -> list[str]:
    """Articles that came from the folder, and that it has no more: not under another path either."""
    names = {Path(path).name for path in files}
    anew = {Path(origin).name for _, origin in origins if origin in files}
    old = [(id_, Path(origin).name) for id_, origin in origins if origin in before - files]
    return [id_ for id_, name in old if name not in names or name in anew]
