"""Files that are meant to break readers cost themselves: the rest is read, and nothing reaches out or grows."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import Article, Failure
from index.sources import cell, confined, read
from tests.sources import hostile

GIVEN_UP = {
    "bomb.pdf",
    "endless.rss",
    "nested.eml",
    "parts.eml",
    "many.zip",
}
"""Those that take their whole time, up to half a minute each: here they are given less."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "files"
    hostile.make(folder)
    (folder.parent / "slow").mkdir()
    for name in GIVEN_UP:
        (folder / name).rename(folder.parent / "slow" / name)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, dict[str, list[object]]]:
    command = [sys.executable, "-m", "tests.sources.hostile", str(folder)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    value: dict[str, dict[str, list[object]]] = json.loads(done.stdout)
    return value


def test_every_file_is_read_or_named(report: dict[str, dict[str, list[object]]]) -> None:
    for name, (articles, failures, told, _) in report["files"].items():
        assert articles or failures, name
        assert not told, f"{name} read a file that it only named"
        assert "could not be read (" not in str(failures), (name, failures)


def test_what_can_be_read_is_read(report: dict[str, dict[str, list[object]]]) -> None:
    files = report["files"]
    for name in (
        "bomb.zip",
        "chapter.epub",
        "cover.epub",
        "encoded.warc",
        "bomb.warc.gz",
        "alias.md",
        "author.rss",
        "parameter.eml",
    ):
        assert files[name][0] == 1, name
    for name in ("deep.jsonl", "digits.jsonl", "numbers.jsonl", "surrogates.jsonl", "wide.jsonl"):
        assert int(str(files[name][0])) >= 2, name
    assert files["names.zip"][0] == 7
    articles, failures, *_ = files["lines.jsonl.gz"]
    assert 10_000 <= int(str(articles)) < 20_000
    assert "holds too much for its size" in str(failures)


def test_no_file_takes_much_memory(report: dict[str, list[int]]) -> None:
    here, child = report["megabytes"]
    assert here < 250
    assert child < (cell.MEMORY >> 20) + 100


def test_nothing_is_written(folder: Path, report: object) -> None:
    assert sorted(path.name for path in folder.parent.iterdir()) == ["files", "secret.txt", "slow"]
    assert not list(folder.glob("*evil*"))


@pytest.mark.parametrize("name", sorted(GIVEN_UP))
def test_what_would_take_forever_is_given_up_and_the_next_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = """
import index.sources.cell as cell
cell.SECONDS, cell.SECONDS_A_MEGABYTE = 2, 0
cell.main()
"""
    monkeypatch.setattr(confined, "COMMAND", [sys.executable, "-P", "-c", program])
    confined.end_waiting()
    (tmp_path / f"0-{name}").write_bytes((folder.parent / "slow" / name).read_bytes())
    (tmp_path / "1-good.html").write_text(f"<html><title>T</title><p>{hostile.GOOD}</p>")
    began = time.monotonic()
    *told, good = read(tmp_path)
    confined.end_waiting()
    named = any(isinstance(item, Failure) and name in item.where for item in told)
    assert named or 0 < len(told) <= 100_000  # a hundred thousand tiny files may all be read in time
    assert isinstance(good, Article)
    assert good.title == "T"
    assert time.monotonic() - began < 100


@pytest.mark.parametrize(
    ("misdeed", "reason"),
    [
        ("while True: pass", "too long"),
        ("held = [bytearray(1 << 20) for _ in range(4000)]", "more memory"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
        ("open('/tmp/evil', 'w')", "permission denied"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "permission denied"),
        ("import subprocess; subprocess.run(['true'])", "permission denied"),
    ],
)
def test_a_reader_that_is_led_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misdeed: str, reason: str
) -> None:
    program = f"""
import index.sources.cell as cell, index.sources.reading as reading
def astray(document):
    {misdeed}
    yield
chosen = reading.choose
reading.choose = lambda document, head: astray if "bad" in document.name else chosen(document, head)
cell.SECONDS = 1
cell.main()
"""
    monkeypatch.setattr(confined, "COMMAND", [sys.executable, "-P", "-c", program])
    confined.end_waiting()
    for name in ("bad.html", "good.html"):
        (tmp_path / name).write_text(f"<html><title>T</title><p>{hostile.GOOD}</p>")
    bad, good = read(tmp_path)
    confined.end_waiting()
    assert isinstance(bad, Failure)
    assert reason in bad.reason
    assert bad.where.endswith("bad.html")
    assert isinstance(good, Article)
