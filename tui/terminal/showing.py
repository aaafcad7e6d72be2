"""The driver's output: a painter that sends changed cells only.

What Textual's compositor writes is drawn into a picture first (``picture.py``); the terminal gets what
differs (``painter.py``). While the line is busy frames are only drawn, and what they amount to is sent when
it is free again: on a slow link one sees the newest, not a film of everything since.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.abilities import of_terminal
from tui.terminal.outlet import Outlet
from tui.terminal.painter import Painter
from tui.terminal.picture import Picture, is_frame

_LONG_FRAME = 300
"""Bytes from which on a frame is put between marks, so that nobody sees half of it."""
_HARMLESS = ("\x1b[?2004", "\x1b[?7", "\x1b[?10", "\x1b[?2026$", "\x1b[?2048", "\x1b[>", "\x1b[<", "\x07")
"""Words to the terminal that leave the cells, the cursor and the look alone."""
_UNWANTED = (
    "\x1b[?25l",
    "\x1b[?1004h",
    "\x1b[?1004l",
    "\x1b[?1003h",
    "\x1b[?1003l",
    "\x1b[?1015h",
    "\x1b[?1015l",
)
"""Not passed on: the cursor is shown, and neither the terminal's focus nor the mouse's every step matters."""
_POINTER = "\x1b]22;"
"""How the mouse's pointer should look: it is left as it is."""


class ShowingDriver(LinuxDriver):
    """Paints by difference what Textual writes."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._out_fd = _output()
        abilities = of_terminal(os.environ.get("TERM", ""))
        self._painter = Painter(abilities)
        in_tmux = "TMUX" in os.environ and "STY" not in os.environ  # it may call itself screen, and slants
        self._slants = abilities.slants or in_tmux
        self._picture = Picture(0, 0, slants=self._slants)
        self._touched: set[int] = set()
        self._behind = False
        self._outlet: Outlet | None = None
        self._in_sync = False
        self._warm = False
        """While true the last session's frame stands, and nothing of the living screen is shown."""
        self.muted = False
        """While true frames are drawn, and not sent."""

    def write(self, data: str) -> None:
        """What Textual writes: a frame is painted by difference, a word to the terminal passed on."""
        if data in (SYNC_START, SYNC_END):
            self._in_sync = True  # the terminal has said that it knows these marks
        elif is_frame(data):
            self._frame(data)
        elif data not in _UNWANTED and not data.startswith(_POINTER):
            if not data.startswith(_HARMLESS):
                self._painter.lose_cursor()
            if "\x1b[?1049" in data:
                if self._warm and data.endswith("h"):
                    return
                self._painter.forget()
            self._send(data)

    def flush(self) -> None:
        """Nothing to do: everything is written as soon as it can be."""

    def picture(self) -> Picture:
        """What the terminal shows, or will as soon as it reads."""
        return self._picture

    def repaint(self) -> None:
        """Paint everything anew: nobody knows what the terminal shows."""
        self._painter.forget()
        self._paint()

    def echo(self, frame: str, size: tuple[int, int]) -> None:
        """Paint a small frame ahead of the next one, if the screen still has the ``size`` it is for."""
        if size == (self._picture.width, self._picture.height):
            self._frame(frame)

    def _frame(self, data: str) -> None:
        size = self._get_terminal_size()
        if size != (self._picture.width, self._picture.height):
            self._picture = Picture(*size, slants=self._slants)
            self._touched.clear()
            self._painter.forget()
        self._touched |= self._picture.apply(data)
        self._behind = True
        if self._outlet is not None and not self._outlet.busy:
            self._paint()

    def _paint(self) -> None:
        if self.muted:
            return
        touched, self._touched, self._behind = self._touched, set(), False
        text = self._painter.paint(self._picture, touched)
        if len(text) < _LONG_FRAME:
            self._send(text)
        elif self._in_sync:
            self._send(f"{SYNC_START}{text}{SYNC_END}")
        else:
            self._send(f"\x1b[?25l{text}\x1b[?25h")

    def _send(self, text: str) -> None:
        if text and self._outlet is not None:
            self._outlet.write(text)

    def _drained(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._catch_up)

    def _catch_up(self) -> None:
        if self._behind and self._outlet is not None and not self._outlet.busy:
            self._paint()

    def _lost(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._terminal_gone)

    def _terminal_gone(self) -> None:
        self.exit_event.set()
        gone = getattr(self._app, "terminal_gone", None)
        if gone is not None:
            gone()


def _output() -> int:
    """Standard output where it is a terminal, else standard error."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return 1
