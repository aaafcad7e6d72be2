"""What the reader sends over the line at 80x24, in bytes: they do not depend on the machine's speed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal, home_argument

from index import Desk
from tests.conftest import Once

SEEDS = Path(__file__).parents[2] / "seeds"
ENVIRONMENTS = {
    "256 colours": {},
    "true colour": {"COLORTERM": "truecolor"},
    "no colour": {"NO_COLOR": "1"},
}


@pytest.fixture(scope="module")
def home(seeded: Path, once: Once) -> Path:
    """The seed articles, a long one made of twelve of them, and each of their sentences, all analysed.

    The titles are too long for a row and the sources differ, so that a key may change every cell.
    """
    seeds = sorted(SEEDS.glob("20*.txt"))
    body = "\n\n".join(path.read_text().split("\n\n", 1)[1] for path in seeds[:12])
    sentences = re.findall(r"[A-Z][^.\n]{70,200}\.", body)
    sources = ("The Morning Register", "Wire of the North", "Gazette", "Evening Courier")
    news = [
        {
            "title": text[:-1],
            "body": text,
            "source": sources[n % 4],
            "date": f"20{10 + n % 13}-03-{1 + n % 28:02}",
        }
        for n, text in enumerate(sentences)
    ]

    def fill(home: Path) -> None:
        shutil.copytree(seeded, home, dirs_exist_ok=True)
        (home / "long.txt").write_text(f"A long day in the world\nDate: 2021-05-06\n\n{body}")
        (home / "news.jsonl").write_text("\n".join(map(json.dumps, news)))
        with Desk.open(home) as desk:
            desk.add([home / "long.txt", home / "news.jsonl"])
            desk.analyse_pending()

    return once("bytes", fill)


@pytest.fixture(params=ENVIRONMENTS)
def terminal(home: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    with Terminal(*home_argument(home), environment=ENVIRONMENTS[request.param]) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        yield terminal


def stop_service(terminal: Terminal, number: int) -> None:
    children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), number)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the service by /proc")
def test_keys_cost_few_bytes(terminal: Terminal) -> None:
    moves = [len(terminal.press(key, 0.2)) for key in "jjjjjjjjkkk"]
    assert 0 < max(moves) <= 60, moves

    terminal.press("/")
    stop_service(terminal, signal.SIGSTOP)
    typed = [len(terminal.press(char, 0.15)) for char in "a long day in the world"]
    stop_service(terminal, signal.SIGCONT)
    assert 0 < max(typed) <= 40, typed
    terminal.until(lambda text: "A long day" in text)

    terminal.press("\r", 0.6)
    terminal.press("\r", 0.8)
    terminal.until(lambda text: "2 Article" in text.splitlines()[0])
    terminal.press("g", 0.6)  # it opens where it was last read
    lines = [len(terminal.press("j", 0.2)) for _ in range(6)]
    assert 0 < max(lines) <= 250, lines
    pages = [len(terminal.press(" ", 0.4)) for _ in range(5)]
    assert 0 < min(pages) <= max(pages) <= 2000, pages

    terminal.press("q", 0.6)
    with_results = []
    for word in ("trump p", "iran s", "nobel", "e", "united n", "z", "president p"):
        if word == "z":
            terminal.press("\rz", 1.0)  # the words around the matches are shown from now on
            continue
        terminal.press("/\x15", 1.0)
        with_results += [(len(terminal.press(char, 0.8)), word[: n + 1]) for n, char in enumerate(word)]
    # Twenty new rows of seventy characters each are the worst: the first letters of a word.
    assert max(with_results)[0] <= 1600, sorted(with_results)
    assert max(with_results)[0] > 1200, "else the desk's titles are too much alike to be a test"


def test_nothing_is_sent_for_focus_mouse_and_idleness(home: Path) -> None:
    with Terminal(*home_argument(home)) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        assert b"\x1b[?1003h" not in terminal.raw, "the mouse is not followed"
        assert b"\x1b[?1004h" not in terminal.raw, "the terminal's focus is not asked for"
        assert terminal.press("\x1b[O\x1b[I", 0.5) == b""
        assert terminal.press("\x1b[<35;10;10M\x1b[<35;11;10M", 0.5) == b""
        assert terminal.read(3.0) == b""


def test_a_window_of_another_size_is_painted_once(home: Path) -> None:
    with Terminal(*home_argument(home)) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        terminal.resize(100, 30)
        assert 0 < len(terminal.read(1.0)) < 6000
