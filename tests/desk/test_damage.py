"""A desk that has lost a part, is damaged, of another version, or shared by two programs."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest

from index import Desk, DeskError, Progress
from index.analysis.jobs import lock_of
from tests.desk.conftest import write


def test_a_lost_index_is_noticed_and_made_again(desk: Desk, tmp_path: Path) -> None:
    desk.add([write(tmp_path / "a.jsonl", {"id": "first-one", "title": "Dam in Laos", "body": "Water."})])
    desk.close()
    shutil.rmtree(tmp_path / "home" / "index")
    desk = Desk.open(tmp_path / "home")
    desk.add([write(tmp_path / "b.jsonl", {"id": "second-one", "title": "Dam in Chad", "body": "Water."})])
    assert desk.search("dam").total == 2
    assert desk.reindex() == 2
    assert desk.search("dam").total == 2


def test_an_index_of_another_version_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.add([write(tmp_path / "a.jsonl", {"id": "first-one", "title": "Dam in Laos", "body": "Water."})])
    desk.close()
    manifest = tmp_path / "home" / "index" / "manifest.json"
    body = manifest.read_bytes().split(b"\n")[1].replace(b'"version":', b'"version":1')
    manifest.write_bytes(b"%08x\n" % crc32(body) + body)
    desk = Desk.open(tmp_path / "home")
    assert [hit.title for hit in desk.search("dam").hits] == ["Dam in Laos"]


def test_an_index_without_authors_answers_until_it_has_been_made_anew(desk: Desk, tmp_path: Path) -> None:
    row = {"id": "first-one", "title": "Dam in Laos", "body": "Water.", "author": "Jane Doe"}
    desk.add([write(tmp_path / "a.jsonl", row)])
    desk.close()
    manifest = tmp_path / "home" / "index" / "manifest.json"
    body = manifest.read_bytes().split(b"\n")[1]
    body = body.replace(b'"version":%d' % json.loads(body)["version"], b'"version":2')
    manifest.write_bytes(b"%08x\n" % crc32(body) + body)
    desk = Desk.open(tmp_path / "home", later=True)
    assert desk.search("dam").total == 1
    assert desk.status().making == (0, 0)
    assert "made anew" in desk.search("quinoa").notice
    told: list[Progress] = []
    Desk.open(tmp_path / "home", making=told.append).add([])
    assert [(progress.done, progress.total) for progress in told] == [(1, 1)]
    assert (desk.search("author:doe").total, desk.search("quinoa").notice) == (1, "")
    assert desk.status().making is None


def test_two_programs_add_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    files = []
    for side in "ab":
        rows = [
            {"id": f"{side}-article-{n}", "title": f"{side} {n}", "body": "common words"} for n in range(1500)
        ]
        files.append(write(tmp_path / f"{side}.jsonl", *rows))
    code = "import sys; from index import Desk; print(Desk.open(sys.argv[1]).add([sys.argv[2]]).added)"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(home), str(file)], stdout=subprocess.PIPE, text=True
        )
        for file in files
    ]
    assert [child.communicate()[0] for child in children] == ["1500\n", "1500\n"]
    with Desk.open(home) as desk:
        assert desk.status().articles == 3000
        assert desk.search("common", limit=1).total == 3000


def test_one_analyser_at_a_time_and_a_dead_one_holds_no_lock(desk: Desk) -> None:
    code = "import sys; from pathlib import Path; from index.analysis.jobs import lock_of; import time\n"
    code += "lock = lock_of(Path(sys.argv[1])); print(lock.take(), flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", code, str(desk.home)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    lock = lock_of(desk.home)
    assert not lock.take()
    child.kill()
    child.wait()
    child.stdout.close()
    assert lock.take(5)
    lock.free()


def test_a_desk_that_may_not_be_written_can_be_read(desk: Desk, tmp_path: Path) -> None:
    desk.add([write(tmp_path / "a.jsonl", {"id": "kept-one", "title": "Treaty", "body": "b"})])
    desk.close()
    readonly = Desk.open(tmp_path / "home", readonly=True)
    assert readonly.article("kept-one").article.title == "Treaty"
    assert readonly.search("treaty").total == 1
    with pytest.raises(DeskError, match="cannot be written"):
        readonly.add([write(tmp_path / "b.jsonl", {"title": "U", "body": "b"})])


def test_damage_and_newer_versions_are_told_in_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Desk.open(home).close()
    with sqlite3.connect(home / "archive.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DeskError, match="newer"):
        Desk.open(home)
    for path in home.glob("archive.sqlite*"):
        path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(DeskError, match="damaged"):
        Desk.open(home)
    (tmp_path / "file").write_text("x")
    with pytest.raises(DeskError, match="cannot be made"):
        Desk.open(tmp_path / "file" / "home")


def test_a_full_disk_is_told_and_the_desk_still_opens(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Desk.open(home).close()
    rows = [{"id": f"article-{n:04}", "title": f"T{n}", "body": os.urandom(2000).hex()} for n in range(2000)]
    path = write(tmp_path / "big.jsonl", *rows)
    # A limit on the size of files stands for a disk without room.
    code = (
        "import resource, signal, sys; from index import Desk, DeskError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))\n"
        "try: Desk.open(sys.argv[1]).add([sys.argv[2]])\n"
        "except DeskError as error: print(error)\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(home), str(path)], capture_output=True, text=True, check=False
    )
    assert str(home) in child.stdout, child.stderr
    with Desk.open(home) as desk:
        before = desk.status().articles
        assert before < 2000
        assert desk.add([path]).added == 2000 - before
        assert desk.search("T1999").total == 1
