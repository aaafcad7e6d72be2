"""A clock that is set back, for the whole program or while it runs: everything goes on, nothing waits for it.

libfaketime gives a process another clock; without it there is nothing to be tested.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Desk, Feeds
from tests.feeds.conftest import FLOOD, TALKS, Site, allow, rss

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
PROGRAM = """
import select, sys, time
# libfaketime refuses the call with which Python 3.11 sleeps.
time.sleep = lambda seconds: select.select([], [], [], seconds)
from tui.cli import main
sys.exit(main())
"""
COMMAND = [sys.executable, "-c", PROGRAM]
FUTURE = "+1500d"

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="needs libfaketime")


@pytest.fixture
def site() -> object:
    server = Site()
    yield server
    server.shutdown()
    server.server_close()


def environment(home: Path, **more: str) -> dict[str, str]:
    """Another clock, but the same steady one, and the files' own times."""
    return os.environ | {
        "LD_PRELOAD": str(LIBRARY), "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
        "FOREIGNDESK_HOME": str(home), **more,
    }  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Path:
    return allow(tmp_path / "desk", site.host)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(home: Path) -> Run:
    """Runs the command with the clock set by ``at`` (``""``: as it is)."""

    def foreigndesk(*arguments: str | Path, at: str = "") -> subprocess.CompletedProcess[str]:
        settings = environment(home, FAKETIME=at) if at else environment(home, LD_PRELOAD="")
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env=settings, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return foreigndesk


def write(
    folder: Path, name: str, title: str, text: str = "Ministers spoke of the river on Thursday."
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{title}\n\n{text}\n")
    return folder / name


def titles(run: Run, *arguments: str) -> set[str]:
    told = run("search", *arguments, "--jsonl")
    assert told.returncode == 0, told.stderr
    return {json.loads(line)["title"] for line in told.stdout.splitlines()}


def test_a_desk_from_the_future_goes_on(run: Run, home: Path, tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "articles"
    write(folder, "a.txt", "Dam opened")
    url = site.says("/feed", "", 500)
    feeds = Feeds(home)
    feeds.follow(url)
    year = run("status", at=FUTURE)
    assert year.returncode == 0
    assert run("add", folder, at=FUTURE).stdout == "1 added.\n"
    assert run("analyse", at=FUTURE).returncode == 0
    assert run("feed", "fetch", at=FUTURE).returncode == 1  # the server is out of order, and is left alone
    assert feeds.rows()[0].checked > time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86_400 * 1000))

    write(folder, "a.txt", "Dam closed")
    write(folder, "b.txt", "Bridge built")
    told = run("add", folder)
    assert (told.returncode, told.stdout) == (0, "1 added, 1 updated.\n")
    assert titles(run, "river") == {"Dam closed", "Bridge built"}
    site.says("/feed", rss(TALKS, FLOOD))
    assert run("feed", "fetch").returncode == 0
    assert titles(run, "Laos") == {FLOOD[1]}
    assert run("analyse").returncode == 0
    assert run("reindex").returncode == 0
    with Desk.open(home) as desk:
        status = desk.status()
        assert (status.articles, status.pending) == (4, 0)
        assert desk.search("", limit=10).total == 4


def test_a_clock_set_back_while_it_watches_changes_nothing(home: Path, tmp_path: Path, run: Run) -> None:
    folder, clock = tmp_path / "articles", tmp_path / "clock"
    write(folder, "a.txt", "Dam opened")
    clock.write_text("+0")
    settings = environment(home, FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1")
    watch = subprocess.Popen(
        [*COMMAND, "watch", str(folder), "--interval", "0.2"],
        env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        _until(lambda: titles(run, "river") == {"Dam opened"})
        clock.write_text("-400d")
        write(folder, "b.txt", "Bridge built")
        _until(lambda: titles(run, "river") == {"Dam opened", "Bridge built"})
        clock.write_text("-4000d")
        write(folder, "a.txt", "Dam closed for good")
        _until(lambda: titles(run, "river") == {"Dam closed for good", "Bridge built"})
        assert watch.poll() is None
    finally:
        watch.terminate()
        watch.communicate(timeout=30)
    assert watch.returncode == 0


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.3)
    raise AssertionError(f"not so within {seconds} s")
