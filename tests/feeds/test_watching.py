"""Watching folders and feeds with the real program: what comes, what goes, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Desk, Feeds
from tests.cli.conftest import BRIEFS
from tests.feeds.conftest import FLOOD, TALKS, Site, allow, rss


class Watch:
    """``foreigndesk watch`` as a process, with all that it says."""

    def __init__(self, home: Path, *arguments: str | Path) -> None:
        environment = os.environ | {"FOREIGNDESK_HOME": str(home)}
        command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", "watch"]
        self.process = subprocess.Popen(
            [*command, *map(str, arguments), "--interval", "0.2"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
        )  # fmt: skip
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()
        self.until(lambda: "Watching" in self.said)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def until(self, true: Callable[[], object], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return
            time.sleep(0.05)
        raise AssertionError(f"not so within {seconds} s; it said:\n{self.said}")

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def watch() -> Iterator[Callable[..., Watch]]:
    running: list[Watch] = []

    def start(home: Path, *arguments: str | Path) -> Watch:
        running.append(Watch(home, *arguments))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in BRIEFS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def titles(home: Path) -> set[str]:
    with Desk.open(home) as desk:
        return {hit.title for hit in desk.search("", limit=100).hits}


Start = Callable[..., Watch]


def test_files_that_come_and_change_are_added(home: Path, articles: Path, watch: Start) -> None:
    watching = watch(home, articles)
    watching.until(lambda: len(titles(home)) == 2)
    deeper = articles / "more" / "deeper"
    deeper.mkdir(parents=True)
    (deeper / "new.txt").write_text("Flood in Laos\n\nWater rose on Wednesday.\n", encoding="utf-8")
    watching.until(lambda: "Flood in Laos" in titles(home))
    (deeper / "new.txt").write_text("Flood in Laos ends\n\nWater fell on Friday.\n", encoding="utf-8")
    watching.until(lambda: "Flood in Laos ends" in titles(home))
    assert len(titles(home)) == 3
    watching.until(lambda: "1 updated" in watching.said)
    assert watching.end() == 0
    assert watching.said.endswith("Ended.\n")


def test_a_file_is_not_read_while_it_is_being_written(home: Path, articles: Path, watch: Start) -> None:
    watching = watch(home, articles)
    watching.until(lambda: len(titles(home)) == 2)
    with (articles / "slow.txt").open("w", encoding="utf-8") as file:
        for number in range(8):
            file.write(f"Line {number} of a long report\n\n")
            file.flush()
            time.sleep(0.5)
            assert len(titles(home)) == 2
    watching.until(lambda: len(titles(home)) == 3)
    assert "updated" not in watching.said
    with Desk.open(home) as desk:
        assert desk.search('"line 7"', typing=False).total == 1


def test_a_folder_that_goes_is_named_once_and_watched_on(home: Path, articles: Path, watch: Start) -> None:
    watching = watch(home, articles)
    watching.until(lambda: len(titles(home)) == 2)
    away = articles.with_name("away")
    articles.rename(away)
    watching.until(lambda: "no such file or folder" in watching.said)
    (away / "new.txt").write_text("Flood in Laos\n\nWater rose on Wednesday.\n", encoding="utf-8")
    time.sleep(1)
    away.rename(articles)
    watching.until(lambda: "Flood in Laos" in titles(home))
    assert watching.said.count("no such file or folder") == 1
    assert "is there again" in watching.said


def test_what_cannot_be_read_is_named_once_and_the_rest_comes(
    home: Path, articles: Path, watch: Start
) -> None:
    (articles / "bad.bin").write_bytes(bytes(range(256)) * 20)
    watching = watch(home, articles, articles.with_name("not yet"))
    watching.until(lambda: len(titles(home)) == 2)
    watching.until(lambda: "bad.bin" in watching.said)
    time.sleep(2.5)
    assert watching.said.count("bad.bin") == 1
    assert watching.end(signal.SIGTERM) == 0


def test_the_desks_own_folder_is_not_read(tmp_path: Path, articles: Path, watch: Start) -> None:
    home = articles / "desk"
    watching = watch(home, articles)
    watching.until(lambda: len(titles(home)) == 2)
    time.sleep(3)
    assert "archive" not in watching.said


def test_feeds_are_fetched_as_well(tmp_path: Path, articles: Path, watch: Start, site: Site) -> None:
    home = allow(tmp_path / "desk", site.host)
    Feeds(home).follow(site.says("/feed", rss(TALKS, FLOOD)))
    Feeds(home).follow(site.says("/bad", "", status=500))
    watching = watch(home, "--feeds", articles)
    watching.until(lambda: len(titles(home)) == 4)
    watching.until(lambda: "HTTP 500" in watching.said)
    assert watching.end() == 0


def test_it_wants_something_to_watch(home: Path) -> None:
    environment = os.environ | {"FOREIGNDESK_HOME": str(home)}
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", "watch"]
    told = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (told.returncode, "needs a folder" in told.stderr) == (2, True)
