"""Analysis on all cores: everything is found once, whatever happens to the processes that look for it."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from index import Analyser, Desk, Progress
from index.analysis import jobs

COUNT = 40


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(jobs, "BATCH", 4)
    path = tmp_path / "articles.jsonl"
    rows = [
        {"id": f"article-{n:02}", "date": "2024-05-07", "body": f"Norway condemned Chile on day {n}."}
        for n in range(COUNT)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    desk = Desk.open(tmp_path / "home")
    desk.add([path])
    return desk


def hands() -> list[int]:
    """The processes that this one has started to analyse."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if parent == os.getpid() and b"index.analysis.crew" in command:
            found.append(int(entry.name))
    return found


def test_several_processes_find_what_one_does(desk: Desk) -> None:
    told: list[Progress] = []
    seen: set[int] = set()

    def tell(progress: Progress) -> None:
        told.append(progress)
        seen.update(hands())

    assert desk.analyse_pending(tell) == COUNT
    assert 1 <= len(seen) <= len(os.sched_getaffinity(0))
    assert not hands(), "they end with the work"
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert told[-1].done == told[-1].total == COUNT
    page = desk.article("article-07")
    (alone,) = Analyser().analyse([(page.article.body, page.article.date)])
    assert (page.mentions, page.relations) == (alone.mentions, alone.relations)
    assert desk.search("NOR>CHL", limit=1, typing=False).total == COUNT


def test_processes_that_die_are_replaced_and_nothing_is_lost(desk: Desk) -> None:
    killed: set[int] = set()

    def tell(progress: Progress) -> None:
        if len(killed) < 2:
            for number in hands():
                killed.add(number)
                os.kill(number, signal.SIGKILL)

    assert desk.analyse_pending(tell) == COUNT
    assert killed
    assert desk.search("NOR>CHL", limit=1, typing=False).total == COUNT


def test_what_was_begun_is_kept_when_it_is_stopped(desk: Desk) -> None:
    done = 0

    def tell(progress: Progress) -> None:
        nonlocal done
        done = progress.done

    assert 0 < desk.analyse_pending(tell, stop=lambda: done > 0) < COUNT
    assert not hands()
    assert desk.analyse_pending() + done == COUNT
