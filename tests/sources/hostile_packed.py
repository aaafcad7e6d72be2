"""Hostile packed files, for ``hostile.py``."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator

GOOD = "France warns Germany about the dam, officials said on Monday in both of the capitals."
"""What stands beside the bombs, and must be read all the same."""
MANY = 100 << 20
"""Bytes that a bomb becomes."""


def packed() -> Iterator[tuple[str, bytes]]:
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(zeros.compress(b" " * (1 << 20)) for _ in range(MANY >> 20)) + zeros.flush()
    yield "bomb.gz", bomb
    yield "twice.gz", gzip.compress(bomb)
    yield "lines.jsonl.gz", gzip.compress(b'{"title": "T"}\n' * 5_000_000)
    for name, members in {
        "bomb.zip": [("zeros.txt", b" " * MANY), ("good.txt", GOOD.encode())],
        "names.zip": [
            (name, GOOD.encode())
            for name in (
                "../../evil.txt",
                "/etc/evil.txt",
                "..\\evil.txt",
                "C:evil.txt",
                "a\x1b[31m.txt",
                "x" * 300,
                "con",
            )
        ],
        "many.zip": [(f"{number}.txt", b"T\n\nB") for number in range(20_000)],
        "same.zip": [("a.txt", GOOD.encode())] * 3,
    }.items():
        yield name, _zip(members)
    inner = _zip([("zeros.txt", b" " * (8 << 20))])
    yield "nested.zip", _zip([(f"{number}.zip", inner) for number in range(200)])
    data = inner
    for _ in range(9):
        data = _zip([("inner.zip", data)])
    yield "deep.zip", data
    yield "overlapping.zip", _overlapping(inner)
    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    yield "link.zip", _zip([(linked, b"/etc/passwd")])
    yield "broken.zip", _zip([("a.txt", os.urandom(5_000))])[:3_000]
    yield (
        "locked.zip",
        _zip([("a.txt", GOOD.encode())]).replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
        ),
    )
    yield (
        "flipped.gz",
        bytes(byte ^ (place % 97 == 60) for place, byte in enumerate(gzip.compress(os.urandom(9_000)))),
    )


def _zip(members: list[tuple[str, bytes]] | list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    import warnings

    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
    ):
        warnings.simplefilter("ignore")
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def _overlapping(data: bytes, times: int = 5_000) -> bytes:
    """One member that the directory lists many times (Fifield, "A better zip bomb", 2019)."""
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    total = struct.pack("<HHHHIIH", 0, 0, times, times, len(entry) * times, start, 0)
    return data[:start] + entry * times + b"PK\x05\x06" + total
