"""The driver: Textual's own for input and modes, over an output of changed cells only (``showing.py``)."""

from __future__ import annotations

import contextlib
import os
import signal
import termios
from codecs import getincrementaldecoder
from select import select
from time import monotonic
from typing import Any

from textual._xterm_parser import XTermParser
from textual.events import Key

from tui.terminal import warm
from tui.terminal.escaping import ESCAPE, Escaping
from tui.terminal.outlet import Outlet
from tui.terminal.pasting import Pasting
from tui.terminal.picture import Picture
from tui.terminal.showing import ShowingDriver

_LONGEST_WAIT = 3.0
"""Seconds after which the living screen is shown, complete or not."""
_PATIENCE = 2.0
"""Seconds that leaving waits for a terminal that does not read."""


class DeskDriver(ShowingDriver):
    """Paints by difference, shows the terminal's own cursor, and survives suspension and a lost terminal."""

    shows_cursor = True

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._suspended = False
        self._whole_job = False
        self.key_at = 0.0
        """When the newest key was read that has not been typed yet (``time.monotonic``)."""

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
        self._picture = Picture(*frame.size, slants=self._slants)
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
        """Textual's, but the end of the input ends the reader, what is pasted is text, and Esc is a key."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        pasting = Pasting()
        app: Any = self._app
        escaping = Escaping(lambda letter: app.keymap.knows(f"alt+{letter}"))
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
                for n, text in enumerate(escaping.feed(pasting.feed(decode(data)))):
                    if n:
                        self.process_message(Key("escape", ESCAPE))
                    for event in parser.feed(text) if text else ():
                        self.process_message(event)
            elif escaping.rest():
                self.process_message(Key("escape", ESCAPE))
            for event in parser.tick():
                self.process_message(event)
