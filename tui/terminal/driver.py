"""The driver: Textual's own for input and modes, and for output a painter that sends changed cells only.

What Textual's compositor writes is drawn into a picture first (``picture.py``); the terminal gets what
differs (``painter.py``). While the line is busy frames are only drawn, and what they amount to is sent when
it is free again: on a slow link one sees the newest, not a film of everything since.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
from codecs import getincrementaldecoder
from select import select
from time import monotonic
from typing import Any

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from tui.terminal import warm
from tui.terminal.abilities import of_terminal
from tui.terminal.outlet import Outlet
from tui.terminal.painter import Painter
from tui.terminal.picture import Picture, is_frame

_LONG_FRAME = 300
"""Bytes from which on a frame is put between marks, so that nobody sees half of it."""
_LONGEST_WAIT = 3.0
"""Seconds after which the living screen is shown, complete or not."""
_PATIENCE = 2.0
"""Seconds that leaving waits for a terminal that does not read."""
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


class DeskDriver(LinuxDriver):
    """Paints by difference, shows the terminal's own cursor, and survives suspension and a lost terminal."""

    shows_cursor = True

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._out_fd = _output()
        self._painter = Painter(of_terminal(os.environ.get("TERM", "")))
        self._picture = Picture(0, 0)
        self._touched: set[int] = set()
        self._behind = False
        self._outlet: Outlet | None = None
        self._in_sync = False
        self._suspended = False
        self._whole_job = False
        self._warm = False
        self.muted = False
        """While true frames are drawn, and not sent."""
        self.key_at = 0.0
        """When the newest key was read that has not been typed yet (``time.monotonic``)."""

    # -- output

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
            self._picture = Picture(*size)
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

    # -- modes

    def start_application_mode(self) -> None:
        self._suspended = False
        self._painter.forget()
        frame = self._take_over()
        self._outlet = Outlet(self._out_fd, self._drained, self._lost)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if frame is None:
            self.write("\x1b[?25h")
        else:
            self.attrs_before = frame.modes
        self._feed_lines_only()
        self._repaint_on_resize()

    def _feed_lines_only(self) -> None:
        """A line feed goes one row down, in one byte: the terminal adds no return to it."""
        with contextlib.suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[1] &= ~termios.ONLCR
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    def _take_over(self) -> warm.Frame | None:
        """A screen that was painted while Textual was loading stays until the living one is known."""
        frame = warm.take()
        if frame is None or frame.size != self._get_terminal_size():
            return None
        shown = Picture(*frame.size)
        shown.apply(frame.text)
        self._painter.seed(shown)
        self._picture = Picture(*frame.size)
        self._warm = self.muted = True
        self._loop.call_later(_LONGEST_WAIT, self.go_live)
        return frame

    def go_live(self) -> None:
        """Show what is drawn from now on, and read what was typed meanwhile."""
        if self._warm:
            self._warm = self.muted = False
            self._send("\x1b[?25h")
            self._paint()

    def _repaint_on_resize(self) -> None:
        """After a change of size nobody knows what the terminal has made of the cells."""
        before = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: Any) -> None:
            self._painter.forget()
            if callable(before):
                before(number, frame)
            self._loop.call_soon_threadsafe(self._repaint_same_size)

        signal.signal(signal.SIGWINCH, resized)

    def _repaint_same_size(self) -> None:
        """Textual paints anew when the size is another; when it is not, this does."""
        if self._get_terminal_size() == (self._picture.width, self._picture.height):
            self._paint()

    def process_message(self, message: Any) -> None:
        if isinstance(message, Key):
            self.key_at = monotonic()
        if type(message).__name__ == "InBandWindowResize":
            self._loop.call_soon_threadsafe(self._painter.forget)
        super().process_message(message)

    def close(self) -> None:
        if self._outlet is not None:
            self._outlet.close(_PATIENCE)
            self._outlet = None
        super().close()

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _enable_mouse_pixels(self) -> None:
        """Cells are fine enough."""

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000l\x1b[?1006l")

    # -- suspending

    def suspend_job(self) -> None:
        """Stop the reader, and who started it and waits (``make``, ``sudo``): only then does a shell wake."""
        self._whole_job = True
        os.kill(os.getpid(), signal.SIGTSTP)

    def _sigtstp_application(self, *_: Any) -> None:
        self._suspended = self._must_signal_resume = self._auto_restart
        if self._auto_restart:
            self.suspend_application_mode()
        # Only now that the terminal is as it was: whoever has been stopped may not touch it any more.
        if self._whole_job:
            self._whole_job = False
            own = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, own)
        os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: Any) -> None:
        if self._suspended:
            super()._sigcont_application()
        elif self._outlet is not None and self.attrs_before is not None:
            # Stopped from outside, without a chance to tidy up; the shell may have changed the modes since.
            self._raw()
        if self._outlet is not None and self._picture.width:
            self._loop.call_soon_threadsafe(self.repaint)

    def _raw(self) -> None:
        with contextlib.suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[3] = self._patch_lflag(modes[3])
            modes[0] = self._patch_iflag(modes[0])
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        self._feed_lines_only()
        self._send("\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25h")
        self._enable_mouse_support()

    # -- input

    def run_input_thread(self) -> None:
        """Textual's, but for the end of the input: that ends the reader, and is no loop without a pause."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if self._warm:  # what is typed is meant for the living screen: it waits for it
                self.exit_event.wait(0.01)
                continue
            ready, _, _ = select([self.fileno], [], [], 0.1)
            if ready:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:
                    data = b""
                if not data:
                    self._lost()
                    return
                for event in parser.feed(decode(data)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)


def _output() -> int:
    """Standard output where it is a terminal, else standard error."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return 1
