"""Keys that come faster than answers: on a real terminal, all in one write."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from terminals import Terminal, home_argument


def children(terminal: Terminal) -> list[int]:
    found = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()
    return [int(child) for child in found]


def opened(terminal: Terminal) -> None:
    terminal.until(lambda text: "relations" in text.splitlines()[-2])
    terminal.read(0.5)


def test_what_is_typed_for_a_prompt_waits_for_it(seeded: Path) -> None:
    """A list that got these letters would move, sort and star."""
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("Fcountry russia")
        terminal.until(lambda text: "only: country russia" in text)
        terminal.press("\x1b", 0.6)
        assert "1/64" in terminal.text.splitlines()[1], "the list has not moved"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the service by /proc")
def test_a_prompt_that_does_not_come_is_given_up(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        for child in children(terminal):
            os.kill(child, signal.SIGSTOP)
        terminal.press("tjj", 0.3)
        terminal.press("\x1b", 0.6)
        terminal.press("j", 0.3)
        for child in children(terminal):
            os.kill(child, signal.SIGCONT)
        terminal.read(1.0)
        assert "2/64" in terminal.text.splitlines()[1], "only the j after Escape was for the list"


def test_escape_and_the_next_key_are_two_however_fast(seeded: Path) -> None:
    """Terminals say Alt so; a slow link brings what was pressed one after the other in one piece."""
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("/iran")
        terminal.until(lambda text: "10 hits" in text)
        terminal.press("\x1bj")
        terminal.until(lambda text: "2/10" in text.splitlines()[1])
        terminal.press("/\x1b2")
        terminal.until(lambda text: "Article" in text.splitlines()[0])
        terminal.press("/\x1bQ")
        assert terminal.end() == 0


def test_what_is_typed_for_a_note_waits_for_its_editor(tmp_path: Path, seeded: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(seeded, own)
    with Terminal(*home_argument(own)) as terminal:
        opened(terminal)
        terminal.press("c", 0.3)
        terminal.press("france\r", 0.3)
        terminal.until(lambda text: "Relations  France" in text)
        terminal.press("4aThe quick brown fox\rjumps", 0.3)
        terminal.until(lambda text: "jumps" in text)
        lines = [line.strip() for line in terminal.text.splitlines()]
        assert "The quick brown fox" in lines and "jumps" in lines


def test_enter_in_a_burst_opens_what_was_typed_and_keys_go_on_there(seeded: Path) -> None:
    """On a slow link a search, Enter, Enter and keys for the article come in one piece."""
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("/ecuador embassy\r\r]p", 0.5)
        terminal.until(lambda text: "3 Pair" in text.splitlines()[0] and "Ecuador" in text.splitlines()[0])
        terminal.press("q", 0.5)
        terminal.until(lambda text: "Mexico breaks with Ecuador" in text)


def test_enter_in_a_burst_takes_what_was_typed_in_a_screen_that_opens(tmp_path: Path, seeded: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(seeded, own)
    with Terminal(*home_argument(own)) as terminal:
        opened(terminal)
        terminal.press("@rutte\r", 0.5)
        terminal.until(lambda text: "@ Entity  Mark Rutte" in text)
        terminal.press("q", 0.5)
        terminal.press("tgrain\r", 0.5)
        terminal.until(lambda text: "Tagged #grain." in text)
        terminal.press("jtsea\rj", 0.5)
        terminal.until(lambda text: "#sea" in text)
        terminal.until(lambda text: "3/64" in text.splitlines()[1])
        terminal.press(":starred\x1b", 0.5)
        terminal.press(":keep for later\r", 0.5)
        terminal.until(lambda text: "Kept for later." in text)


def test_the_way_back_from_a_burst_leads_to_what_was_typed(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("/ecuador\rc", 0.5)
        terminal.until(lambda text: "Countries" in text.splitlines()[0] + text.splitlines()[1])
        terminal.press("\x1b", 0.5)
        terminal.until(lambda text: text.splitlines()[0].startswith(" / ecuador"))
        terminal.until(lambda text: "Mexico breaks with Ecuador" in text)


def test_a_key_is_echoed_without_the_service_and_ahead_of_the_frame(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("/", 0.5)
        for typed in ("ecu", "é漢", "\x7f\x7f"):
            terminal.press(typed, 0.4)
        assert terminal.screen.display[0].startswith(" / ecu")
        assert (terminal.screen.cursor.y, terminal.screen.cursor.x) == (0, 6)


def test_what_follows_a_slash_in_the_list_of_keys_is_typed_there(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        opened(terminal)
        terminal.press("?", 0.5)
        for word in ("star", "tag"):
            terminal.press(f"/{word}", 0.5)
            terminal.until(lambda text, word=word: text.startswith(f" look for: {word} "))
            terminal.press("\x1b", 0.5)
