"""Articles by id: 64 bits of a hash, in a column that is searched as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from index.search.codec.container import Array
from index.search.codec.postings import Ints

if TYPE_CHECKING:
    from index.search.leaf import Leaf

_NONE: Ints = np.zeros(0, np.int64)


def id_hash(identifier: str) -> int:
    """The 64 bits by which articles are found by id."""
    return int.from_bytes(
        blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def hashes(identifiers: Sequence[bytes]) -> Array:
    """The same of many ids in UTF-8."""
    digests = [blake2b(identifier, digest_size=8).digest() for identifier in identifiers]
    return np.frombuffer(b"".join(digests), "<u8")


def docs_of_hashes(leaf: Leaf, hashes: Array) -> Ints:
    """The live documents whose ids have one of these hashes (sorted)."""
    column = leaf.files.documents.numbers("id")
    if column is None or not len(hashes):
        return _NONE
    at = np.searchsorted(hashes, column)
    at[at == len(hashes)] = 0
    mask = hashes[at] == column
    if leaf.live is not None:
        mask &= leaf.live
    return np.flatnonzero(mask)
