"""The painter leaves the very screen that the compositor's own bytes would: in pyte, and in tmux."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from random import Random

import pyte
import pytest
from frames import DOUBTFUL, WORDS, Screenplay, drawn, make_row
from hypothesis import example, given, settings, strategies as st
from terminals import cells, emulator

from tui.terminal.abilities import Abilities
from tui.terminal.looks import Look, change, sequence
from tui.terminal.painter import Painter
from tui.terminal.picture import Picture

ALL = Abilities(True, True, True, True, True)
NO_WRAP = b"\x1b[?7l"


def play(seed: int, steps: int, columns: int, rows: int, abilities: Abilities) -> tuple[str, str]:
    """The same screenplay as the compositor writes it, and as the painter does."""
    drama = Screenplay(seed, columns, rows)
    painter, picture = Painter(abilities), Picture(columns, rows)
    stock, ours = [], []
    for step in range(steps):
        frame = drama.whole() if step == 0 else drama.next()
        stock.append(frame)
        touched = picture.apply(frame)
        ours.append(painter.paint(picture, touched))
        if drama.random.random() < 0.03:
            painter.forget()
    return "".join(stock).replace("\n", "\r\n"), "".join(ours)


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(1, 90),
    st.integers(1, 30),
    st.builds(Abilities, *[st.booleans()] * 5),
)
@example(49, 49, 19, Abilities(False, True, True, True, False))  # a blank line moves up
def test_the_same_screen_as_the_compositors_own(
    seed: int, columns: int, rows: int, abilities: Abilities
) -> None:
    stock, ours = play(seed, 25, columns, rows, abilities)
    screens = []
    for data in (stock, ours):
        screen, stream = emulator(columns, rows)
        stream.feed(NO_WRAP + data.encode())
        screens.append(screen)
    assert cells(screens[0]) == cells(screens[1])
    assert (screens[0].cursor.y, screens[0].cursor.x) == (screens[1].cursor.y, screens[1].cursor.x)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(10, 80))
def test_what_stands_beside_a_doubtful_character_stands_right(seed: int, columns: int) -> None:
    """Terminals disagree about some characters; whatever one thinks of them, the rest is in its place."""
    random = Random(seed)
    painter, picture = Painter(ALL), Picture(columns, 3)
    screen, stream = emulator(columns, 3)
    stream.feed(NO_WRAP)
    for _ in range(6):
        rows = []
        for y in range(3):
            odd = random.choice(DOUBTFUL)
            row = drawn(make_row(random, columns - 9, WORDS[:6]))
            rows.append(f"\x1b[{y + 1};1H{odd}\x1b[{y + 1};9H|{row}")
        touched = set()
        for row in rows:
            touched |= picture.apply(row)
        stream.feed(painter.paint(picture, touched).encode())
        for y in range(3):
            line = [screen.buffer[y][x].data for x in range(8, columns)]
            assert line == picture.rows[y].glyphs[8:]


CODES = ("0", "1", "2", "3", "4", "7", "9", "21", "22", "24", "31", "38;5;7", "48;2;1;2;3", "39", "49")


@given(st.lists(st.sampled_from(CODES), max_size=8))
def test_a_change_of_look_leads_where_it_should(codes: list[str]) -> None:
    now = Look()
    for code in codes:
        wanted = change(now, code)
        steps = sequence(now, wanted)
        reached = change(now, steps[2:-1]) if steps else now
        assert reached == wanted
        assert len(steps) <= len(sequence(None, wanted))
        now = wanted


def test_a_colour_of_the_256_is_named_by_its_number() -> None:
    assert change(Look(), "38;2;135;175;175").front == "38;5;109"
    assert change(Look(), "48;2;28;28;28").back == "48;5;234"
    assert change(Look(), "38;2;1;2;3").front == "38;2;1;2;3"


def test_what_is_no_drawing_stays_out_of_the_picture() -> None:
    picture = Picture(20, 2)
    picture.apply("\x1b[1;1Hab\x1b]52;c;ZXZpbA==\x07c\x1b[2Jd\x1b[6n\x07e\x9b31mf")
    assert "".join(picture.rows[0].glyphs).startswith("abcde31mf")


def in_tmux(socket: Path, data: Path, columns: int, rows: int) -> str:
    """What tmux shows after ``data``, with its colours."""

    def tmux(*words: str) -> str:
        command = ["tmux", "-S", str(socket), "-f", "/dev/null", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    script = f"stty raw -echo; printf '\\033[?7l'; cat '{data}'; printf '\\033]2;done\\007'; exec sleep 60"
    tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", data.name, f"sh -c {script!r}")
    tmux("set", "-g", "status", "off")
    for _ in range(200):
        if tmux("display", "-p", "-t", data.name, "#{pane_title}").strip() == "done":
            break
        time.sleep(0.05)
    shown = tmux("capture-pane", "-p", "-e", "-N", "-t", data.name)
    tmux("kill-session", "-t", data.name)
    return shown


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_the_same_screen_in_tmux(tmp_path: Path) -> None:
    socket = tmp_path / "tmux"
    keeper = ["tmux", "-S", str(socket), "-f", "/dev/null", "new-session", "-d", "-s", "keeper", "sleep 300"]
    subprocess.run(keeper, check=True)
    subprocess.run([*keeper[:5], "set", "-g", "status", "off"], check=True)
    try:
        for seed in range(12):
            columns, rows = 20 + 7 * seed, 5 + 2 * seed
            # Terminfo says of tmux that it does not erase in colour; what it erases so, it does not capture.
            abilities = Abilities(False, seed % 3 != 0, True, True, seed % 2 != 0)
            captured = []
            for name, data in zip(("stock", "ours"), play(seed, 20, columns, rows, abilities), strict=True):
                path = tmp_path / f"{name}{seed}"
                path.write_text(data, newline="")
                shown = in_tmux(socket, path, columns, rows)
                screen = pyte.Screen(columns, rows)
                pyte.Stream(screen).feed(NO_WRAP.decode() + "\x1b[H" + "\r\n".join(shown.splitlines()))
                captured.append(cells(screen))
            assert captured[0] == captured[1], f"screenplay {seed}"
    finally:
        subprocess.run([*keeper[:5], "kill-server"], check=False)
