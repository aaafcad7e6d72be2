"""Adding, replacing and removing documents: new segments, marks on old ones, and merging them in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from index.search.build import build
from index.search.codec.merge import merge_segments
from index.search.codec.postings import Ints
from index.search.codec.segment import write_segment
from index.search.identity import docs_of_hashes, id_hash
from index.search.leaf import Leaf
from index.search.records import Item
from index.search.snapshot import Snapshot
from index.search.store import Store

MERGE_WIDTH = 8
"""This many segments of one size class become one of the next."""
MERGE_POSTINGS = 32_000_000
"""Words that a merged segment may have: bounds the memory of merging, to about a gigabyte."""
SMALL_DOCUMENTS = 20_000
"""What a small addition may merge while somebody waits for it."""

_NONE: Ints = np.zeros(0, np.int64)


class Writer:
    """One session under the write lock. Each call commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._older: Snapshot | None = None
        self._opened: Snapshot | None = None
        self._segments: Sequence[tuple[str, Ints]] | None = None
        """Those of the latest commit, with their deleted documents, when it is one of this session."""

    @property
    def _snapshot(self) -> Snapshot:
        """The latest commit, opened when it is first asked for."""
        if self._opened is None:
            self._opened = self._store.snapshot(self._older)
        return self._opened

    def add(self, items: Sequence[Item]) -> int:
        """Commit a segment of ``items`` in place of whatever had their ids; of one id, the last counts.
        Returns how many ids there were."""
        latest = {item[0].id: item for item in items}
        if not latest:
            return 0
        documents, fields = build(list(latest.values()))
        name = self._store.new_name()
        write_segment(self._store.folder, name, documents, fields)
        self._commit([*self._marked(latest)[0], (name, _NONE)])
        return len(latest)

    def take(self, names: Sequence[str]) -> None:
        """Commit these segments in place of all there are."""
        self._commit([(name, _NONE) for name in names])

    def settle(self) -> None:
        """Merge all segments into as few as may be, but for those much larger than what is beside them."""
        while len(group := self._together()) > 1:
            self._merge(group)

    def _together(self) -> list[Leaf]:
        """The smallest segments, as many as are worth a merge; in their order."""
        chosen: list[Leaf] = []
        documents = postings = 0
        for leaf in sorted(self._snapshot.leaves, key=Leaf.live_count):
            postings += _postings(leaf)
            if chosen and (postings > MERGE_POSTINGS or leaf.live_count() > MERGE_WIDTH * documents):
                break
            documents += leaf.live_count()
            chosen.append(leaf)
        return [leaf for leaf in self._snapshot.leaves if leaf in chosen]

    def remove(self, ids: Iterable[str]) -> int:
        """Commit without the documents of these ids; returns how many there were."""
        segments, count = self._marked(ids)
        if count:
            self._commit(segments)
        return count

    def clear(self) -> None:
        """Commit an index of nothing."""
        self._commit([])

    def _marked(self, ids: Iterable[str]) -> tuple[list[tuple[str, Ints]], int]:
        """The segments of the latest commit with the documents of ``ids`` deleted, and how many those are."""
        wanted = list(ids)
        if not self._snapshot.leaves:
            return [], 0
        hashes = np.sort(np.array([id_hash(identifier) for identifier in wanted], np.uint64))
        known = {identifier.encode("utf-8", "surrogatepass") for identifier in wanted}
        segments: list[tuple[str, Ints]] = []
        count = 0
        for leaf in self._snapshot.leaves:
            gone = deleted_docs(leaf)
            found = docs_of_hashes(leaf, hashes)
            column = leaf.files.documents.strings("id")
            if len(found) and column is not None:
                found = found[[raw in known for raw in column.some(found.tolist())]]
            count += len(found)
            gone = np.sort(np.concatenate([gone, found]))  # what was found was alive
            if len(gone) < leaf.count:  # a segment of deleted documents only is dropped
                segments.append((leaf.files.name, gone))
        return segments, count

    def _commit(self, segments: Sequence[tuple[str, Ints]]) -> None:
        _, entries = self._store.manifest()
        known = {leaf.files.name: len(deleted_docs(leaf)) for leaf in self._snapshot.leaves}
        sizes = {name: len(deleted) for name, deleted in segments}
        kept = {
            entry.name: entry.deleted for entry in entries if sizes.get(entry.name) == known.get(entry.name)
        }
        self._store.commit(self._snapshot.generation + 1, segments, kept)
        self._segments = segments
        self._older, self._opened = self._opened, None

    def merge(self, limit: int | None = SMALL_DOCUMENTS) -> None:
        """Merge ``MERGE_WIDTH`` segments of like size, ``limit`` documents at most, while there are."""
        written = self._segments
        if written and len(written) < MERGE_WIDTH and not any(len(deleted) for _, deleted in written):
            return  # and nothing need be opened to see that
        while group := self._group(limit):
            self._merge(group)

    def _merge(self, group: Sequence[Leaf]) -> None:
        name = self._store.new_name()
        live = [np.ones(leaf.count, bool) if leaf.live is None else leaf.live for leaf in group]
        merge_segments(self._store.folder, name, [leaf.files for leaf in group], live)
        merged = {leaf.files.name for leaf in group}
        place = self._snapshot.leaves.index(group[0])
        segments = [(leaf.files.name, deleted_docs(leaf)) for leaf in self._snapshot.leaves]
        segments[place] = (name, _NONE)
        self._commit([segment for segment in segments if segment[0] not in merged])

    def _group(self, limit: int | None) -> list[Leaf]:
        """The next segments to merge: one with many deleted documents, or enough of one size class."""
        classes: dict[int, list[Leaf]] = {}
        for leaf in self._snapshot.leaves:
            alive = leaf.live_count()
            if limit is not None and alive > limit:
                continue
            if alive < leaf.count * 0.6 and _postings(leaf) <= MERGE_POSTINGS:
                return [leaf]
            classes.setdefault(_size_class(alive), []).append(leaf)
        for number in sorted(classes):
            group = classes[number]
            if len(group) < MERGE_WIDTH:
                continue
            chosen: list[Leaf] = []
            documents = postings = 0
            for leaf in group:
                documents += leaf.live_count()
                postings += _postings(leaf)
                if postings > MERGE_POSTINGS or (limit is not None and documents > limit):
                    break
                chosen.append(leaf)
            if len(chosen) > 1:
                return chosen
        return []


def _size_class(documents: int) -> int:
    return max(documents, 1).bit_length() // 3


def _postings(leaf: Leaf) -> int:
    return sum(leaf.files.documents.totals.values())


def deleted_docs(leaf: Leaf) -> Ints:
    """The deleted documents of a leaf, ascending."""
    return _NONE if leaf.live is None else np.flatnonzero(~leaf.live)
