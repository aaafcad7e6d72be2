"""The reader on a real terminal: by its own driver and by Textual's, and through all that happens to one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from random import Random

import pytest
from terminals import READER, Terminal, cells, home_argument

from index import Desk
from tests.conftest import Once

TIMELESS = (
    sys.executable,
    "-c",
    "from tui.panes import results; plain = results._state;"
    "results._state = lambda found, show: plain(found, False);"
    "from tui.cli import main; raise SystemExit(main())",
)
"""The reader without the milliseconds of each search, which are never the same twice."""
KEYS = ("j", "k", " ", "b", "G", "g", "\r", "J", "K", "e", "]", "n", "1", "2", "3", "4", "m", "z", "s", "?",
        "q", "/war", "/\x15", "\x1b", "\t", "T", "/中国 été", "cfra\r", "/iran\r", "d", "u")  # fmt: skip
SIZES = ((80, 24), (120, 36), (60, 15), (20, 5), (160, 40), (99, 30))


@pytest.fixture(scope="module")
def worldly(once: Once) -> Path:
    """Articles in scripts of every width."""
    return once("worldly", _fill)


def _fill(home: Path) -> None:
    titles = ("中国和日本签署协议 China signs", "한국 대통령 visits Iran", "Été à l’Élysée: la France",
              "Русские в Иране", "Tête-à-tête: e\u0301te\u0301 in Iran", "ｆｕｌｌ width war 東京",
              "Plain war in Iran")  # fmt: skip
    for n, title in enumerate(titles * 6):
        body = f"{title}. France warned Iran on Thursday, said 王毅 of China.\n\n" * (n + 1)
        (home / f"{n}.txt").write_text(f"{title} {n}\nDate: 2020-01-{n % 28 + 1:02}\n\n{body}")
    with Desk.open(home) as desk:
        desk.add(sorted(home.glob("*.txt")))
        desk.analyse_pending()


@pytest.mark.parametrize("seed", range(2))
def test_the_same_screens_as_textuals_own_driver(worldly: Path, seed: int) -> None:
    random = Random(seed)
    home = home_argument(worldly)
    with (
        Terminal(*home, command=TIMELESS) as ours,
        Terminal(*home, command=TIMELESS, environment={"FOREIGNDESK_DRIVER": "stock"}) as stock,
    ):
        for terminal in (ours, stock):
            terminal.until(lambda text: "relations" in text.splitlines()[-2])
            terminal.read(0.5)
        for step in range(25):
            size, keys = random.choice(SIZES), random.choice(KEYS)
            for terminal in (ours, stock):
                if step % 8 == 7:
                    terminal.resize(*size)
                else:
                    terminal.press(keys, 0)
            # While one is waited for the other paints too.
            ours.read(0.4)
            stock.read(0.1)
            if step % 4 == 0:
                ours.until(lambda _: stock.read(0.3) == b"" and alike(ours, stock))
        assert len(ours.raw) * 3 < len(stock.raw)


def alike(ours: Terminal, stock: Terminal) -> bool:
    """Whether the same is on both: but Textual's driver hides the cursor, and paints a block in its place."""
    pairs = zip(cells(ours.screen), cells(stock.screen), strict=True)
    differ = sum(a != b for one, other in pairs for a, b in zip(one, other, strict=True))
    return ours.screen.display == stock.screen.display and differ <= 1


def test_a_storm_of_sizes_ends_in_a_whole_screen(worldly: Path) -> None:
    random = Random(1)
    with Terminal(*home_argument(worldly), command=TIMELESS) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        for _ in range(60):
            terminal.resize(random.randint(20, 200), random.randint(5, 60))
            terminal.press(random.choice("jk"), 0.01)
        for size in ((20, 5), (500, 200), (80, 24)):
            terminal.resize(*size)
            terminal.until(lambda text: ">" in text)
        terminal.press("g", 0.8)
        while terminal.read(2.5):  # an article shown beside the results at a wide size counts as read by then
            pass
        stormed = cells(terminal.screen)
        lines = terminal.text.splitlines()
        assert "search" in lines[0]
        assert lines[2].startswith(">")
        assert "? keys" in lines[-1]
        terminal.screen.reset()
        os.kill(terminal.pid, signal.SIGCONT)  # everything is painted anew
        terminal.until(lambda _: cells(terminal.screen) == stormed)


def wait_until_stopped(pid: int) -> None:
    for _ in range(100):
        found, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
        if found and os.WIFSTOPPED(status):
            return
        time.sleep(0.05)
    raise AssertionError("never stopped")


@pytest.mark.parametrize("how", ["signal", "stop"])
def test_suspended_and_resumed(worldly: Path, how: str) -> None:
    with Terminal(*home_argument(worldly)) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        while terminal.read(0.7):
            pass
        shown = cells(terminal.screen)
        os.kill(terminal.pid, signal.SIGTSTP if how == "signal" else signal.SIGSTOP)
        wait_until_stopped(terminal.pid)
        if how != "stop":
            terminal.read()
            assert termios.tcgetattr(terminal.fd)[:4] == before[:4], "the shell gets its modes back"
            assert terminal.raw.rpartition(b"\x1b[?1049h")[2].count(b"\x1b[?1049l") == 1
        # What a shell does meanwhile.
        termios.tcsetattr(terminal.fd, termios.TCSANOW, before)
        terminal.screen.reset()
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until(lambda _: cells(terminal.screen) == shown)
        assert not termios.tcgetattr(terminal.fd)[3] & termios.ECHO
        terminal.press("jjk")
        terminal.until(lambda text: text.splitlines()[3].startswith(">"))
        terminal.press("Q")
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd)[:4] == before[:4]


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_the_key_suspends_the_whole_job(worldly: Path) -> None:
    server = ["tmux", "-L", f"suspend-{os.getpid()}", "-f", "/dev/null"]

    def tmux(*words: str) -> str:
        return subprocess.run([*server, *words], check=True, capture_output=True, text=True).stdout

    def seen(text: str) -> None:
        for _ in range(200):
            if text in tmux("capture-pane", "-p"):
                return
            time.sleep(0.1)
        raise AssertionError(f"{text!r} is not in:\n" + tmux("capture-pane", "-p"))

    reader = shlex.join([*READER, *home_argument(worldly)])
    tmux(
        "new-session",
        "-d",
        "-x",
        "80",
        "-y",
        "24",
        "env",
        "PS1=ready$ ",
        "bash",
        "--norc",
        "--noprofile",
        "-i",
    )
    try:
        tmux("send-keys", f"sh -c {shlex.quote(reader + '; true')}", "Enter")  # as make and sudo start it
        seen("? keys")
        tmux("send-keys", "C-z")
        seen("Stopped")
        tmux("send-keys", "fg", "Enter")
        seen("? keys")
        tmux("send-keys", "Q")
        seen("ready$ ")
    finally:
        tmux("kill-server")


def test_where_no_shell_waits_the_key_does_not_suspend(worldly: Path) -> None:
    with Terminal(*home_argument(worldly)) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.press("\x1a")
        terminal.until(lambda text: "There is no shell to go back to" in text)
        terminal.press("Q")
        assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_to_end_leaves_the_terminal_sane(worldly: Path, number: int) -> None:
    with Terminal(*home_argument(worldly)) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        os.kill(terminal.pid, number)
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd)[:4] == before[:4]
        left = terminal.raw.rpartition(b"\x1b[?1049l")[2]
        assert b"\x1b[?25h" in left
        for mode in (b"\x1b[?2004l", b"\x1b[?7h", b"\x1b[?1000l"):
            assert mode in terminal.raw


def test_a_service_that_dies_is_started_anew(worldly: Path) -> None:
    with Terminal(*home_argument(worldly), command=TIMELESS) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        for child in Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        terminal.press("/france", 1.0)
        terminal.until(lambda text: re.search(r"France", text) and "hit" in text)
        terminal.press("\x1b", 0.5)
        terminal.press("Q")
        assert terminal.end() == 0


def test_a_terminal_that_goes_away_ends_the_reader(worldly: Path) -> None:
    """The window is closed: no hangup is waited for, and nobody spins on a line that is dead."""
    terminal = Terminal(*home_argument(worldly))
    terminal.until(lambda text: "relations" in text.splitlines()[-2])
    os.close(terminal.fd)
    for _ in range(200):
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        time.sleep(0.05)
    os.kill(terminal.pid, signal.SIGKILL)
    raise AssertionError("still running")
