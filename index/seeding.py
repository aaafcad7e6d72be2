"""Keeps the desk of the seed articles in step with the folder that comes with the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from index import homes
from index.archive import Archive
from index.locks import Lock
from index.search import Index


def bring(
    home: Path, archive: Archive, index: Callable[[], Index], add: Callable[[Sequence[str | Path]], object]
) -> None:
    """Add the seed articles, or those that changed, and take out those that are gone."""
    folder = homes.seeds_folder()
    mark = homes.fingerprint(folder)
    if archive.meta("seeds") == mark:
        return
    with Lock(home / "seeds.lock") as lock:
        if not lock.take(60) or archive.meta("seeds") == mark:
            return
        add([folder])
        here = {str(path.resolve()) for path in folder.glob("*.txt")}
        gone = [id_ for id_, origin in archive.origins() if origin not in here]
        if gone:
            archive.remove(gone)
            index().remove(gone)
        archive.set_meta("seeds", mark)
