"""Kills a program that adds or analyses articles, again and again, and looks at what is left.

Used by ``test_killed.py`` with a few kills; by hand with many: ``python tests/desk/killing.py FOLDER 100 50``
(kills while adding, and while analysing).
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from index import Desk
from index.archive import Archive
from index.search import Index
from index.search.records import read

FILES, EACH = 30, 120

_CHILD = """
import sys
from pathlib import Path
from index import Desk
desk = Desk.open(sys.argv[1])
print("open", flush=True)
for path in sorted(Path(sys.argv[2]).glob("*.jsonl")):
    desk.add([path])
    print(path.name, flush=True)
"""

_ANALYST = """
import sys
from index import Desk
from index.analysis import jobs
jobs.BATCH = 3
with Desk.open(sys.argv[1]) as desk:
    desk.analyse_pending(lambda progress: print("open", flush=True))
print("open", flush=True)
"""


def write_articles(folder: Path) -> None:
    """``FILES`` files of ``EACH`` articles."""
    words = [
        "talks",
        "treaty",
        "border",
        "minister",
        "envoy",
        "sanctions",
        "harbour",
        "election",
        "grain",
        "railway",
        "dam",
        "summit",
    ]
    chance = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(FILES):
        lines = []
        for number in range(EACH):
            body = "Norway condemned Chile. " + " ".join(chance.choices(words, k=120))
            article = {"id": f"{file:02}-{number:03}-article", "title": f"{file} {number}", "body": body}
            lines.append(json.dumps(article))
        (folder / f"{file:02}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def kill_once(home: Path, folder: Path | None, seconds: float) -> set[str]:
    """Start adding (or analysing, without a folder), kill after ``seconds``; what was reported as done.

    Analysing is killed so long after its first batch has been kept.
    """
    command = ["-c", _CHILD, str(home), str(folder)] if folder else ["-c", _ANALYST, str(home)]
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    reported = {line.strip() for line in child.stdout if line.endswith("\n")}
    child.wait()
    child.stdout.close()
    return reported


def check(home: Path, reported: set[str]) -> tuple[int, int]:
    """What must hold after a kill; returns how many articles there are, and how many were not indexed yet."""
    with sqlite3.connect(home / "archive.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    archive, index = Archive(home), Index(home)
    kept, found = archive.ids(), index.ids()
    stale = archive.count_stale()
    waiting = {id_ for _, _, id_ in archive.unannotated(10**6)}
    if not stale:
        relations = archive.findings.badges(sorted(kept))
        lacking = {id_ for id_, count in _told(index).items() if count != relations.get(id_, (0, ""))[0]}
        assert lacking <= waiting, "findings that the index lacks are remembered"
    archive.close()
    index.close()
    for name in reported:
        wanted = {f"{name[:2]}-{number:03}-article" for number in range(EACH)}
        assert wanted <= kept, f"{name} was reported as added"
        assert wanted <= found, f"{name} was reported as added, and cannot be found"
    by_file: dict[str, int] = {}
    for id_ in kept:
        by_file[id_[:2]] = by_file.get(id_[:2], 0) + 1
    assert set(by_file.values()) <= {EACH}, "a batch is kept whole or not at all"
    assert found <= kept
    assert len(kept - found) <= stale
    return len(kept), stale


def _told(index: Index) -> dict[str, int]:
    """How many relations the index says each article has."""
    records = [
        record
        for leaf in index._open().leaves
        for record in read(
            leaf.files, range(leaf.count) if leaf.live is None else leaf.live.nonzero()[0].tolist()
        )
    ]
    return {record.id: record.relations for record in records}


def check_analysed(home: Path) -> tuple[int, int]:
    """``check``, and that searching for findings finds those that the archive has, once work goes on."""
    check(home, set())
    with Desk.open(home) as desk:
        waiting = len(desk._archive.unannotated(10**6))
        desk.add([])
        status = desk.status()
        assert not desk._archive.unannotated(1)
        assert desk.search("NOR>CHL", limit=1, typing=False).total == status.articles - status.pending
    return status.articles - status.pending, waiting


def finish(home: Path, folder: Path) -> None:
    """The same command again brings everything in, once."""
    with Desk.open(home) as desk:
        report = desk.add([folder])
        assert report.failures == ()
        assert desk.status().articles == FILES * EACH
        assert desk.status().stale == 0
        assert desk.search("talks", limit=1).total == FILES * EACH
    assert check(home, {f"{number:02}.jsonl" for number in range(FILES)}) == (FILES * EACH, 0)


def main(folder: Path, kills: int) -> None:
    write_articles(folder / "articles")
    chance = random.Random(kills)
    desk, unindexed, whole = 0, 0, 0
    for kill in range(kills):
        home = folder / f"desk{desk}"
        reported = kill_once(home, folder / "articles", chance.uniform(0, 0.5))
        articles, stale = check(home, reported)
        unindexed += stale > 0
        if articles == FILES * EACH or kill % 8 == 7:
            finish(home, folder / "articles")
            desk, whole = desk + 1, whole + 1
    print(f"{kills} kills, {whole} desks brought to their end, {unindexed} times between archive and index")


def main_analysing(folder: Path, kills: int) -> None:
    write_articles(folder / "articles")
    chance = random.Random(kills)
    home = folder / "analysed"
    with Desk.open(home) as desk:
        desk.add(sorted((folder / "articles").glob("0[0-3].jsonl")))
    between = 0
    for _ in range(kills):
        kill_once(home, None, chance.uniform(0, 1.5))
        done, waiting = check_analysed(home)
        between += waiting > 0
    print(f"{kills} kills while analysing, {done} articles done, {between} times between archive and index")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
    main_analysing(Path(sys.argv[1]), int(sys.argv[3]))
