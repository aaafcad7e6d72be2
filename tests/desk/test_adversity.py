"""A desk on a disk that is full, or read-only, or goes away: told in words, and nothing kept is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Desk, DeskError
from index.archive import connection

COUNT = 1500
_MAIN = "import sys; from tui.cli import main; sys.exit(main())"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], check=False).returncode:
        pytest.skip("only root can make a disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


def write(path: Path, count: int = COUNT) -> Path:
    rows = [
        {"id": f"article-{n:04}", "title": f"T{n}", "body": f"Norway. {os.urandom(700).hex()}"}
        for n in range(count)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(home: Path, *arguments: object) -> tuple[int, str]:
    """A command of the program in a process of its own: exit code, and all that it said."""
    done = subprocess.run(
        [sys.executable, "-c", _MAIN, "--home", str(home), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_full_disk_is_told_and_with_room_it_goes_on(disk: Path, tmp_path: Path) -> None:
    home, articles = disk / "desk", write(tmp_path / "articles.jsonl")
    for command in (["add", articles], ["add", articles], ["reindex"], ["analyse"]):
        code, said = run(home, *command)
        assert code == 2, said
        assert str(home) in said
        assert "Traceback" not in said
    assert not (home / "index.new").exists(), "what was begun does not keep the disk full"
    with Desk.open(home) as desk:
        kept = desk.status().articles
        assert 0 < kept < COUNT
    remount(disk, "size=60m")
    code, said = run(home, "add", articles)
    assert (code, said) == (0, f"{COUNT - kept:,} added, {kept:,} known already.\n")
    with Desk.open(home) as desk:
        assert desk.status().stale == 0
        assert desk.search("norway", limit=1).total == COUNT


def test_a_desk_that_may_not_be_written_is_read_and_every_command_says_so(disk: Path, tmp_path: Path) -> None:
    home, articles = disk / "desk", write(tmp_path / "articles.jsonl", 20)
    assert run(home, "add", articles)[0] == 0
    remount(disk, "ro")
    for command in (["add", write(tmp_path / "more.jsonl", 30)], ["analyse"], ["reindex"]):
        code, said = run(home, *command)
        assert code == 2, said
        assert f"The desk in {home} cannot be written" in said
    assert run(home, "search", "norway")[1].splitlines()[-1].startswith("20 found")
    assert run(home, "show", "article-0007")[0] == 0
    remount(disk, "rw")
    assert run(home, "add", tmp_path / "more.jsonl")[0] == 0


def test_a_second_writer_that_does_not_finish_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, articles = tmp_path / "desk", write(tmp_path / "articles.jsonl", 20)
    Desk.open(home).close()
    code = "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    code += "c.execute('BEGIN IMMEDIATE'); print('mine', flush=True); time.sleep(60)"
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(home / "archive.sqlite")], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "mine\n"
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    with Desk.open(home) as desk, pytest.raises(DeskError, match="Another program is writing"):
        desk.add([articles])
    child.kill()
    child.wait()
    child.stdout.close()
    with Desk.open(home) as desk:
        assert desk.add([articles]).added == 20


def test_articles_that_vanish_while_they_are_added_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    for number in range(5):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / "a.txt").write_text(f"Title {number}\n\nNorway spoke. {number}\n")
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            shutil.rmtree(folder)
        return False

    with Desk.open(tmp_path / "desk") as desk:
        report = desk.add([folder], stop=stop)
        assert 0 < report.added < 5
        assert len(report.failures) == 5 - report.added
        assert all("no such file" in failure.reason for failure in report.failures)
        assert desk.search("norway", limit=1).total == report.added == desk.status().articles


def test_a_desk_that_vanishes_while_it_is_open_takes_nothing_in_silence(tmp_path: Path) -> None:
    home, articles = tmp_path / "desk", write(tmp_path / "articles.jsonl", 20)
    desk = Desk.open(home)
    desk.add([articles])
    shutil.rmtree(home)
    more = write(tmp_path / "more.jsonl", 30)
    writings: list[Callable[[], object]] = [
        lambda: desk.add([more]),
        desk.analyse_pending,
        desk.reindex,
    ]
    for writing in writings:
        with pytest.raises(DeskError, match="no longer there"):
            writing()
    desk.close()
    with Desk.open(home) as desk:
        assert desk.add([more]).added == 30


def test_a_desk_that_is_replaced_while_it_is_open_is_left_alone(tmp_path: Path) -> None:
    home, articles = tmp_path / "desk", write(tmp_path / "articles.jsonl", 20)
    desk = Desk.open(home)
    home.rename(tmp_path / "elsewhere")
    Desk.open(home).close()
    with pytest.raises(DeskError, match="no longer there"):
        desk.add([articles])
    with Desk.open(home) as other:
        assert other.status().articles == 0


def test_a_clock_that_runs_back_hides_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Borders open\n\nNorway agreed.\n")
    ahead = time.time() + 10_000_000
    os.utime(path, (ahead, ahead))
    with Desk.open(tmp_path / "desk") as desk:
        assert desk.add([path]).added == 1
        assert desk.add([path]).known == 1
        path.write_text("Borders open\n\nNorway refuse\n")  # as long as before, and older
        os.utime(path, (ahead - 20_000_000, ahead - 20_000_000))
        assert desk.add([path]).updated == 1
        assert desk.search("refuse").total == 1
