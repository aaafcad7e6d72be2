"""The folder of the index: which segments a commit has, who may write, and what a crash leaves behind.

``manifest.json`` names the segments of the latest commit and is replaced in one step; every other file is
written once under a new name, and down to the disk, before a manifest names it. A killed writer leaves files
that no manifest names; the next one removes them. The write lock is the kernel's, so the dead hold none.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from index.search.codec.container import Container, CorruptIndexError, write_container
from index.search.codec.postings import Ints
from index.search.codec.segment import SegmentFiles
from index.search.leaf import Leaf
from index.search.schema import READABLE, VERSION
from index.search.snapshot import Snapshot

MANIFEST = "manifest.json"
LOCK = "write.lock"
LOCK_SECONDS = 30.0


@dataclass(frozen=True)
class Entry:
    """A segment of a commit: its name, and the file that lists its deleted documents, or ''."""

    name: str
    deleted: str = ""


class Store:
    """One folder. Reading needs no lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = str(folder / MANIFEST)
        folder.mkdir(parents=True, exist_ok=True)

    def stamp(self) -> tuple[int, int, int] | None:
        """Something that is different after every commit, for the price of one system call."""
        try:
            found = os.stat(self._manifest)  # noqa: PTH116 (asked at every key: Path.stat costs double)
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def manifest(self) -> tuple[int, list[Entry]]:
        """The generation and the segments of the latest commit; none when there is none that can be read."""
        try:
            raw = (self.folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            return 0, []
        try:
            line, body = raw.split(b"\n", 1)
            if int(line, 16) != crc32(body):
                raise CorruptIndexError(f"{MANIFEST} is damaged")
            found = json.loads(body)
            if found["version"] not in READABLE:
                return int(found["generation"]), []
            return int(found["generation"]), [Entry(str(name), str(gone)) for name, gone in found["segments"]]
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptIndexError(f"{MANIFEST} makes no sense") from error

    def version(self) -> int:
        """The version of the index that lies here; this one when there is none."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            body = (self.folder / MANIFEST).read_bytes().split(b"\n")[-1]
            return int(json.loads(body)["version"])
        return VERSION

    def snapshot(self, older: Snapshot | None = None) -> Snapshot:
        """The latest commit, with the segments of ``older`` that are in it still mapped as they were."""
        known = {leaf.files.name: leaf for leaf in older.leaves} if older else {}
        for attempt in range(10):
            generation, entries = self.manifest()
            try:
                return Snapshot(generation, [self._leaf(entry, known.get(entry.name)) for entry in entries])
            except FileNotFoundError:
                # A writer merged these segments away between the two looks: look again.
                time.sleep(0.01 * attempt)
        raise CorruptIndexError("segments that the manifest names are not there")

    def _leaf(self, entry: Entry, older: Leaf | None) -> Leaf:
        files = older.files if older else SegmentFiles(self.folder, entry.name)
        deleted: Ints = np.zeros(0, np.int64)
        if entry.deleted:
            deleted = Container(self.folder / entry.deleted, "deleted").array("docs").astype(np.int64)
            if len(deleted) and int(deleted.max()) >= files.count:
                raise CorruptIndexError(f"{entry.deleted} deletes what is not there")
        leaf = Leaf(files, deleted)
        if older:
            leaf.take_over(older)
        return leaf

    def new_name(self) -> str:
        """A name for a new segment."""
        return f"s{secrets.token_hex(8)}"

    def commit(self, generation: int, segments: Sequence[tuple[str, Ints]], kept: Mapping[str, str]) -> None:
        """Make ``segments`` (name, deleted documents) the latest commit.

        ``kept`` has the files of deletions, by segment, that still hold.
        """
        entries: list[tuple[str, str]] = []
        for name, deleted in segments:
            gone = kept.get(name, "")
            if len(deleted) and not gone:
                gone = f"{name}.{generation}.del"
                write_container(self.folder / gone, "deleted", {}, {"docs": deleted.astype("<u4")})
            entries.append((name, gone))
        version = self.version()  # an older index stays one, whatever is added, until it is made anew
        if not entries or version not in READABLE:
            version = VERSION
        found = {"version": version, "generation": generation, "segments": entries}
        body = json.dumps(found, separators=(",", ":")).encode()
        draft = self.folder / f"{MANIFEST}.new"
        with draft.open("wb") as file:
            file.write(b"%08x\n" % crc32(body) + body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / MANIFEST)
        self._sync_folder()
        self.clean(entries)

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def clean(self, entries: Sequence[tuple[str, str]]) -> None:
        """Remove every file that the commit does not need. Who has them mapped keeps them."""
        needed = {MANIFEST, LOCK}
        for name, gone in entries:
            needed |= {f"{name}.trm", f"{name}.doc", gone}
        for path in self.folder.iterdir():
            if path.name not in needed and path.is_file():
                with suppress(FileNotFoundError):
                    path.unlink()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """The right to write. Raises ``TimeoutError`` when another process keeps it for too long."""
        handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            until = time.monotonic() + LOCK_SECONDS
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise TimeoutError("another program is writing to the index") from None
                    time.sleep(0.02)
            yield
        finally:
            os.close(handle)
