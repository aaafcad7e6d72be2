"""Titles in scripts of every width: columns stay aligned, in pyte and in tmux, whose tables differ."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import READER, Terminal, home_argument

from index import Desk
from tests.conftest import Once

TITLES = (
    "Plain words for comparison",
    "中国和日本签署协议",
    "한국 대통령이 이란을 방문",
    "الرئيس يزور إيران اليوم",
    "प्रधानमंत्री ने ईरान की यात्रा की",
    "นายกรัฐมนตรีเยือนอิหร่าน",
    "ראש הממשלה ביקר",
    "e\u0301te\u0301 a\u0300 l’E\u0301lyse\u0301e",
    "ｆｕｌｌ width 東京タワー",
    "தமிழ் செய்தி இன்று",
    "👩‍🚀 🇫🇷 👍🏽 pictures",
    "中" * 60,
    "क्षि" * 60,
)


@pytest.fixture(scope="module")
def worldly(once: Once) -> Path:
    """An article a title, each with one relation, so that each row ends in ``1 rel``."""
    return once("widths", _fill)


def _fill(home: Path) -> None:
    for n, title in enumerate(TITLES):
        body = f"France warned Iran on Thursday.\n\n{title} {title}.\n\n{title * 4}.\n"
        (home / f"{n:02}.txt").write_text(f"{title}\nDate: 2020-01-{n + 1:02}\n\n{body}")
    with Desk.open(home) as desk:
        desk.add(sorted(home.glob("*.txt")))
        desk.analyse_pending()


def columns_of(terminal: Terminal, word: str) -> list[int]:
    """At which column of cells a word begins, in each row that has it."""
    found = []
    for y in range(terminal.screen.lines):
        row = [terminal.screen.buffer[y][x].data for x in range(terminal.screen.columns)]
        found += [x for x in range(len(row)) if row[x : x + len(word)] == list(word)]
    return found


def test_columns_stand_one_below_the_other(worldly: Path) -> None:
    with Terminal(*home_argument(worldly)) as terminal:
        terminal.until(
            lambda text: "relations" in text.splitlines()[-2] and text.count("1 rel") >= len(TITLES)
        )
        terminal.read(1.0)
        dates = columns_of(terminal, "2020-01-")
        weights = columns_of(terminal, "1 rel")
        assert len(weights) == len(TITLES)
        assert len(set(weights)) == 1, weights
        assert len(set(dates[: len(TITLES)])) == 1, dates
        for _ in TITLES:  # each row is painted with and without the cursor
            terminal.press("j", 0.2)
        assert columns_of(terminal, "1 rel") == weights


class Tmux:
    """The reader in a tmux of its own."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        self._server = ["tmux", "-L", f"widths-{os.getpid()}-{size[0]}", "-f", "/dev/null"]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "FOREIGNDESK_LAST_SCREEN": "0"}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        command = shlex.join([*READER, *home_argument(home)])
        subprocess.run(
            [*self._server, "-u", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), command],
            check=True,
            env=environment,
        )

    def __call__(self, *words: str) -> str:
        return subprocess.run(
            [*self._server, *words], check=True, capture_output=True, text=True, encoding="utf-8"
        ).stdout

    def until(self, word: str, count: int) -> None:
        for _ in range(300):
            if self.shown().count(word) >= count:
                return self.rest()
            time.sleep(0.1)
        raise AssertionError(self.shown())

    def shown(self) -> str:
        return self("capture-pane", "-p")

    def rest(self, quiet: float = 0.4) -> None:
        """Wait until nothing has changed for so many seconds."""
        before = ""
        while (now := self.shown()) != before:
            before = now
            time.sleep(quiet)

    def press(self, key: str) -> None:
        """Press a key that moves something, and wait until it has."""
        before = self.shown()
        self("send-keys", key)
        for _ in range(300):
            if self.shown() != before:
                return self.rest(0.2)
            time.sleep(0.05)
        raise AssertionError(f"{key} does nothing:\n{before}")

    def columns_of(self, word: str, count: int) -> list[int]:
        """The columns at which tmux itself finds a word."""
        self("copy-mode")
        self("send-keys", "-X", "history-top")
        once = ("send-keys", "-X", "search-forward", word, ";")
        once += ("display-message", "-p", "#{copy_cursor_y} #{copy_cursor_x}", ";")
        places = [line.split() for line in self(*(once * count)[:-1]).splitlines()]
        found = {int(row): int(column) for row, column in places}
        self("send-keys", "-X", "cancel")
        assert len(found) >= count - 1  # what stands where the search begins is found last
        return [*found.values()]

    def end(self) -> None:
        self("kill-server")


@pytest.fixture
def tmux(worldly: Path, request: pytest.FixtureRequest) -> Iterator[Tmux]:
    started = Tmux(worldly, request.param)
    yield started
    started.end()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize("tmux", [(80, 24)], indirect=True)
def test_so_they_do_in_tmux(tmux: Tmux) -> None:
    tmux.until("1 rel", len(TITLES))
    weights = tmux.columns_of("1 rel", len(TITLES))
    shown = tmux.shown()
    assert len(set(weights)) == 1, (weights, shown)
    for title in TITLES[1:10]:
        assert unicodedata.normalize("NFC", title) in shown, "no sign of it is lost"
    for _ in TITLES[1:]:
        tmux.press("j")
    assert set(tmux.columns_of("1 rel", len(TITLES))) == set(weights), tmux("capture-pane", "-p")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize("tmux", [(120, 36)], indirect=True)
def test_the_line_beside_an_article_is_straight(tmux: Tmux) -> None:
    tmux.until("FRA>IRN", len(TITLES))  # once the article stands beside them, rows are of two lines
    tmux.until("\u258f", 20)
    for _ in TITLES[1:]:
        tmux.press("j")
        shown = tmux.shown().splitlines()
        rule = next(char for char in shown[0] if "\u2500" <= char <= "\u259f")
        rows = sum(rule in line for line in shown)
        assert rows > 20
        columns = tmux.columns_of(rule, rows)
        assert len(set(columns)) == 1, (columns, "\n".join(shown))
