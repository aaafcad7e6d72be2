"""On a real pseudo-terminal: hostile text stays text, leaving leaves it sane, nothing moves when idle."""

from __future__ import annotations

import json
import os
import signal
import termios
import time
from pathlib import Path

import pytest
from terminals import Terminal, home_argument

from index import Desk
from tui.terminal.pasting import Pasting

PAYLOADS = {
    "title": "\x1b]0;pwned\x07",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "link": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "report": "\x1b[6n\x1b[c",
    "string": '\x1bP$q"p\x1b\\',
    "eight bit": "\x9b31m\x9d0;pwned\x9c",
    "screen": "\x1b[2J\x1b[1;1H\x1bc",
    "override": "\u202eevil\u202c\u2066x\u2069",
    "zero width": "a\u200bb\u2060c\ufeffd",
}
FORBIDDEN = (
    "pwned\x07",
    "\x1b]52",
    "\x1b]8;",
    "\x1b]0;",
    "\x1bP",
    "\x1b[6n",
    "\x1bc",
    "\x9b",
    "\x9d",
    "\u202e",
    "\u2066",
    "\u200b",
)


def hostile_payloads() -> dict[str, str]:
    path = Path(__file__).parents[3] / "shared/inputs/hostile_crafted/terminal/payloads.json"
    return json.loads(path.read_text()) if path.exists() else {}


def make_desk(home: Path, payloads: dict[str, str]) -> None:
    lines = [
        json.dumps({"id": f"h{n}", "title": f"Hostile {name} {text}", "source": text, "url": f"http://x/{text}",
                    "date": "2020-01-02", "body": f"France {text} warned Iran {text} on Thursday.\n\n{text}"})
        for n, (name, text) in enumerate(payloads.items())
    ]  # fmt: skip
    path = home / "hostile.jsonl"
    path.write_text("\n".join(lines) + "\n")
    desk = Desk.open(home)
    desk.add([path])
    desk.close()


@pytest.mark.parametrize("which", ["own", "shared"])
def test_hostile_text_never_reaches_the_terminal(tmp_path: Path, which: str) -> None:
    payloads = PAYLOADS if which == "own" else hostile_payloads()
    if not payloads:
        pytest.skip("no collection of hostile payloads here")
    make_desk(tmp_path, payloads)
    with Terminal(*home_argument(tmp_path)) as terminal:
        terminal.until(lambda text: "Hostile" in text)
        started = len(terminal.raw)
        terminal.press("\r")
        terminal.until(lambda text: "warned Iran" in text)
        for _ in payloads:
            terminal.press("J", 0.15)
        terminal.press("/Hostile \x1b[200~" + "\x1b]52;c;ZXZpbA==\x07 \x9b31m\u202e" + "\x1b[201~", 0.5)
        terminal.press("\x1b", 0.5)
        sent = terminal.raw.decode("utf-8", "replace")
        for forbidden in FORBIDDEN:
            assert forbidden not in sent, f"{forbidden!r} reached the terminal"
        for payload in payloads.values():
            if payload.startswith(("\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x9d", "\x90")):
                assert payload not in sent
        assert started
        terminal.press("Q")
        assert terminal.end() == 0


def test_what_is_pasted_is_never_taken_for_keys(seeded: Path) -> None:
    pasted = "\x1b[200~korea \x1b[31mred\x1b[0m\tt\x1bOA\nSSxq\x1b[201~"
    with Terminal(*home_argument(seeded)) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.press("/", 0.3)
        for piece in (pasted[:20], pasted[20:-2], pasted[-2:]):  # as a slow link may cut it
            terminal.press(piece, 0.2)
        terminal.until(lambda text: "/ korea [31mred[0m tOA SSxq" in text.splitlines()[0])
        terminal.press("\x01nor\x1b", 0.5)
        assert terminal.text.splitlines()[0].startswith(" / norkorea [31mred"), "and the next keys are keys"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 100])
def test_a_paste_is_text_however_it_is_cut(size: int) -> None:
    typed = "a\x1b[A\x1b[200~one\x1b[31m two\x1b[20\n\x1b[201~b\x1b\x1b[200~\x07three\x1b[201~\x1b[B"
    pasting = Pasting()
    read = "".join(pasting.feed(typed[at : at + size]) for at in range(0, len(typed), size))
    assert read == "a\x1b[A\x1b[200~one[31m two[20\n\x1b[201~b\x1b\x1b[200~three\x1b[201~\x1b[B"


def test_leaving_leaves_the_terminal_as_it_was(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.until(lambda text: "Assad flees" in text)
        assert termios.tcgetattr(terminal.fd) != before
        terminal.press("Q")
        assert terminal.end() == 0
        assert termios.tcgetattr(terminal.fd)[:4] == before[:4]
        assert b"\x1b[?1049l" in terminal.raw
        left = terminal.raw.rpartition(b"\x1b[?1049l")[2]
        assert b"\x1b[?25h" in left, "the cursor is shown again"
        assert b"m" not in left, "nothing is painted after leaving"


def test_the_mouse_is_left_to_the_terminal_over_ssh(seeded: Path) -> None:
    environment = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    with Terminal(*home_argument(seeded), environment=environment) as terminal:
        terminal.until(lambda text: "Assad flees" in text)
        assert b"\x1b[?1000h" not in terminal.raw


def test_nothing_is_sent_while_nothing_happens(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        terminal.until(lambda text: "324 relations" in text or "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        terminal.press("/", 1.0)
        assert terminal.read(3.0) == b""


def test_a_hangup_keeps_the_note(seeded: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "France warns Iran\nDate: 2020-01-02\n\nFrance warned Iran on Thursday.\n"
    )
    desk = Desk.open(tmp_path)
    desk.add([tmp_path / "a.txt"])
    desk.analyse_pending()
    desk.close()
    with Terminal(*home_argument(tmp_path)) as terminal:
        terminal.until(lambda text: "France warns" in text and "1 article ·" in text)
        terminal.press("cfra", 1.0)
        terminal.press("\r", 1.0)
        terminal.until(lambda text: "Relations" in text)
        terminal.press("a", 1.0)
        terminal.press("kept before the link went", 0.2)
        os.kill(terminal.pid, signal.SIGHUP)
        terminal.end()
    for _ in range(50):
        if (tmp_path / "notes" / "FRA-IRN.md").exists():
            break
        time.sleep(0.1)
    assert "kept before the link went" in (tmp_path / "notes" / "FRA-IRN.md").read_text()


def test_keys_that_come_in_one_burst_go_where_they_belong(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        terminal.until(lambda text: "Assad flees" in text and "relations" in text.splitlines()[-2])
        terminal.press("/nobel", 0.8)
        terminal.until(lambda text: "/ nobel" in text and "hit" in text)
        terminal.press("\r\r")
        terminal.until(lambda text: "2 Article" in text.splitlines()[0])
        terminal.press("cjapan", 0.8)
        terminal.press("\r", 0.8)
        terminal.until(lambda text: "3 Relations  Japan" in text)
        terminal.press("aquite a quick note", 0.8)
        terminal.until(lambda text: "quite a quick note" in text)
        terminal.press("\x1b", 0.8)
        (note,) = (seeded / "notes").glob("*JPN*.md")
        assert note.read_text().rpartition("---")[2].strip() == "quite a quick note"
        note.unlink()


def test_keys_after_enter_in_the_same_burst_are_no_longer_typed_into_the_search(seeded: Path) -> None:
    with Terminal(*home_argument(seeded)) as terminal:
        terminal.until(lambda text: "Assad flees" in text and "relations" in text.splitlines()[-2])
        terminal.press("/nobel\rcjapan", 0.8)
        terminal.until(lambda text: "country: japan" in text and "1 with relations" in text)


def test_a_dumb_terminal_is_told(seeded: Path) -> None:
    with Terminal(*home_argument(seeded), environment={"TERM": "dumb"}) as terminal:
        assert terminal.end() == 2
        assert b"TERM is dumb" in terminal.raw
        assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"FOREIGNDESK_COLOURS": "ansi"}]
)
def test_the_terminals_own_colours_are_kept(seeded: Path, environment: dict[str, str]) -> None:
    with Terminal(*home_argument(seeded), environment=environment) as terminal:
        terminal.until(lambda text: "Assad flees" in text)
        terminal.press("\rj")
        assert b"38;2;" not in terminal.raw
        assert b"48;2;" not in terminal.raw
        if "NO_COLOR" in environment:
            colours = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
            assert colours <= {"default"}


def test_the_driver_cannot_be_chosen_from_outside(seeded: Path, tmp_path: Path) -> None:
    (tmp_path / "evil_driver.py").write_text("open('loaded', 'w').close()\n")
    environment = {"TEXTUAL_DRIVER": "evil_driver:Driver", "PYTHONPATH": str(tmp_path)}
    with Terminal(*home_argument(seeded), environment=environment) as terminal:
        terminal.until(lambda text: "Assad flees" in text)
        terminal.press("Q")
        assert terminal.end() == 0
    assert not Path("loaded").exists()


@pytest.mark.parametrize("term, slanted", [("xterm-256color", True), ("screen-256color", False)])
def test_a_terminal_that_reverses_for_italics_is_sent_underlines(
    seeded: Path, term: str, slanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    with Terminal(*home_argument(seeded), environment={"TERM": term}) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.press("\r")
        terminal.until(lambda text: "Bashar" in text)
        terminal.read()
        row = next(y for y, line in enumerate(terminal.screen.display) if "Bashar" in line)
        name = terminal.screen.buffer[row][terminal.screen.display[row].index("Bashar")]
        assert (name.italics, name.underscore, name.reverse) == (slanted, not slanted, False)
