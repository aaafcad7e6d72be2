"""The mouse, as a terminal reports it (xterm's SGR mode): clicks, double clicks and the wheel."""

from __future__ import annotations

from pathlib import Path

from terminals import Terminal, home_argument


def _click(terminal: Terminal, row: int, times: int = 1, button: int = 0) -> None:
    """Click in a row of the screen, counted from 0; the wheel is button 64 (up) and 65 (down)."""
    at = f"{button};20;{row + 1}"
    terminal.press(f"\x1b[<{at}M\x1b[<{at}m" * times if button < 64 else f"\x1b[<{at}M" * times)


def _rows(terminal: Terminal) -> list[str]:
    return terminal.text.splitlines()


def test_clicks_go_to_a_row_and_two_open_it(seeded: Path) -> None:
    environment = {"NO_COLOR": "1", "SSH_CONNECTION": "127.0.0.1 1 127.0.0.1 22", "FOREIGNDESK_MOUSE": "1"}
    with Terminal(*home_argument(seeded), environment=environment) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        _click(terminal, 5)
        terminal.until(lambda text: text.splitlines()[5].startswith(">"))
        first = _rows(terminal)[2]
        _click(terminal, 10, times=2, button=65)
        terminal.until(lambda text: text.splitlines()[2] != first)
        _click(terminal, 10, times=2, button=64)
        terminal.until(lambda text: text.splitlines()[2] == first)
        title = _rows(terminal)[6][24:40].strip()
        _click(terminal, 6, times=2)
        terminal.until(lambda text: "2 Article" in text.splitlines()[0] and title in text)

        terminal.press("c")
        terminal.until(lambda text: "3 Countries" in text and "relations " in text)
        _click(terminal, 2, times=2)
        terminal.until(lambda text: "3 Relations" in text.splitlines()[0])
        terminal.until(lambda text: text.splitlines()[3][2:3] in ("+", "-"))
        _click(terminal, 3, times=2)
        terminal.until(lambda text: "2 Article" in text.splitlines()[0])
        terminal.press("M")
        terminal.until(lambda text: "3 Matrix" in text.splitlines()[0])
        _click(terminal, 3, times=2)
        terminal.until(lambda text: "3 Pair" in text.splitlines()[0])
        terminal.press("Q")
        assert terminal.end() == 0
        terminal.read()
        assert b"\x1b[?1000l" in terminal.raw


def test_over_ssh_the_mouse_is_the_terminals(seeded: Path) -> None:
    with Terminal(
        *home_argument(seeded), environment={"SSH_CONNECTION": "127.0.0.1 1 127.0.0.1 22"}
    ) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        assert b"\x1b[?1000h" not in terminal.raw
