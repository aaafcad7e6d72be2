"""Packed files: what is in them is read, bombs are named, what breaks off is told."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

from index import Article, Failure
from index.sources import read
from tests.sources.conftest import one


def test_compressed_files_and_folders_in_one_file(tmp_path: Path) -> None:
    line = json.dumps({"id": "the-first-one", "title": "Dam in Laos", "body": "Water."}).encode()
    assert one(tmp_path / "a.jsonl.gz", gzip.compress(line)).title == "Dam in Laos"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("x/one.txt", "Title one\n\nBody")
        packed.writestr("../../two.md", "# Title two\n\nBody")
        packed.writestr("inner.jsonl.gz", gzip.compress(line))
        packed.writestr("bad.bin", bytes(range(256)) * 20)
    items = list(read(tmp_path / "b.zip"))
    assert [item.title for item in items if isinstance(item, Article)] == [
        "Title one",
        "Title two",
        "Dam in Laos",
    ]
    (failure,) = (item for item in items if isinstance(item, Failure))
    assert failure.where.endswith("b.zip!bad.bin")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl.gz", "b.zip"]


def test_a_bomb_is_named_and_not_unpacked(tmp_path: Path) -> None:
    zeros = b" " * (300 << 20)
    (tmp_path / "a.gz").write_bytes(gzip.compress(zeros, 9))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.txt", zeros)
        packed.writestr("one.txt", "Title one\n\nBody")
    del zeros
    items = list(read(tmp_path))
    failures = [item for item in items if isinstance(item, Failure)]
    assert [Path(failure.where).name for failure in failures] == ["a.gz", "b.zip!zeros.txt"]
    assert all("unpack" in failure.reason for failure in failures)
    assert [item.title for item in items if isinstance(item, Article)] == ["Title one"]


def test_a_packed_file_that_breaks_off(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"title": f"T{number}", "body": os.urandom(99).hex()}) + "\n" for number in range(99)
    )
    data = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    items = list(read(tmp_path / "a.jsonl.gz"))
    assert isinstance(items[0], Article), "what can be read is read"
    assert isinstance(items[-1], Failure)
