"""Starting: nothing heavy is imported too early, and the last session's screen is there at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from terminals import Terminal, cells, home_argument

from index import Desk
from index.homes import default_home, seeds_home
from tui.terminal import warm

KEPT = {"FOREIGNDESK_LAST_SCREEN": "1"}
HEAVY = ("textual", "rich", "whoosh", "spacy", "numpy", "sqlite3")


def imported(code: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_command_line_imports_nothing_heavy() -> None:
    before_painting = imported("import tui.cli; from tui.terminal import warm; warm.paint(None, seeds=False)")
    assert not before_painting & {*HEAVY, "asyncio", "argparse", "typing", "pathlib", "re", "index"}
    assert not imported("import tui.app, tui.cli.parser; tui.app.Client") & set(HEAVY)
    assert not imported("import tui.linear.session") & set(HEAVY)


def test_the_readers_process_never_loads_what_the_service_works_with() -> None:
    loaded = imported("import tui.reader, tui.terminal.driver")
    assert not loaded & {"whoosh", "spacy", "numpy", "sqlite3"}
    assert not {name for name in loaded if name.startswith("index.model.")}
    assert not {name for name in loaded if name.startswith("index.text.")} | loaded & {"tui.cli.parser"}
    assert not loaded & {f"tui.panes.{name}" for name in ("countries", "matrix", "note", "pair", "relations")}
    assert not loaded & {f"tui.screens.{name}" for name in ("choice", "entities", "keys", "text")}


def test_the_desk_is_sought_where_it_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for environment in ({}, {"XDG_DATA_HOME": str(tmp_path)}, {"FOREIGNDESK_HOME": "~/desk"}):
        with monkeypatch.context() as context:
            context.delenv("FOREIGNDESK_HOME", raising=False)
            context.delenv("XDG_DATA_HOME", raising=False)
            for name, value in environment.items():
                context.setenv(name, value)
            assert Path(warm.home_of(None, seeds=False)) == default_home()
            assert Path(warm.home_of(None, seeds=True)) == seeds_home()
            assert warm.home_of("/a/desk", seeds=False) == "/a/desk"


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Path:
    """A copy of the seeds' desk, after a session that has ended."""
    copy = tmp_path / "desk"
    shutil.copytree(seeded, copy)
    with Terminal(*home_argument(copy), environment=KEPT) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        terminal.press("Q")
        assert terminal.end() == 0
    assert (copy / "last-screen").stat().st_mode & 0o077 == 0, "for its owner only"
    return copy


def painted_first(terminal: Terminal, words: bytes) -> bool:
    """Whether the words were written before anything of Textual's, however late one looks."""
    said, begun = terminal.raw.find(words), terminal.raw.find(b"\x1b[?2004h")
    return said >= 0 and (begun < 0 or said < begun)


def test_the_last_screen_is_painted_at_once_and_comes_alive(home: Path) -> None:
    with Terminal(*home_argument(home), environment=KEPT) as terminal:
        before = termios.tcgetattr(terminal.fd)
        os.write(terminal.fd, b"jj")
        terminal.until(lambda text: "Assad flees" in text)
        first = cells(terminal.screen)
        assert painted_first(terminal, b"Assad flees"), "painted before Textual was there"
        assert any(line.startswith("> ") for line in terminal.screen.display)
        terminal.until(lambda text: text.splitlines()[4].startswith("> "))
        terminal.until(lambda text: "3/64" in text)  # what was typed meanwhile has been done
        terminal.press("g")
        terminal.until(lambda _: cells(terminal.screen) == first)  # what was shown is what is there
        assert terminal.raw.count(b"Assad flees") == 1, "and was not painted again"
        terminal.press("Q")
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd)[:4] == before[:4]


def painted_warm(home: Path, size: tuple[int, int] = (80, 24), **environment: str) -> bool:
    with Terminal(*home_argument(home), size=size, environment={**KEPT, **environment}) as terminal:
        terminal.until(lambda text: "Results" in text)
        return painted_first(terminal, b"Results")


def test_a_screen_that_is_no_longer_true_is_not_painted(home: Path) -> None:
    assert painted_warm(home)
    assert not painted_warm(home, size=(90, 30))
    assert not painted_warm(home, FOREIGNDESK_LAST_SCREEN="0")
    assert not painted_warm(home, NO_COLOR="1")
    (home / "new.txt").write_text("France warns Iran\nDate: 2025-01-02\n\nFrance warned Iran on Thursday.\n")
    desk = Desk.open(home)
    desk.add([home / "new.txt"])
    desk.close()
    assert not painted_warm(home)


def test_a_kept_screen_can_do_nothing_but_draw(home: Path) -> None:
    kept = home / "last-screen"
    text = kept.read_text()
    for payload in ("\x1b]52;c;ZXZpbA==\x07", "\x1b[6n", "\x9b31m", "\u202e", "\r", "\x1b[?1000h"):
        kept.write_text(text + payload)
        assert not painted_warm(home), payload
    kept.write_bytes(b"\xff\xfe\x00")
    assert not painted_warm(home)


def test_a_start_that_fails_gives_the_terminal_back(home: Path) -> None:
    with Terminal(*home_argument(home), environment={**KEPT, "FOREIGNDESK_LOG": "/nowhere/log"}) as terminal:
        before = termios.tcgetattr(terminal.fd)
        assert terminal.end() != 0
        assert termios.tcgetattr(terminal.fd)[:4] == before[:4]
        assert terminal.raw.endswith(b"\r\n") or b"\x1b[?1049l" in terminal.raw
