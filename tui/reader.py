"""The Textual application: themes, the guard at the last door, and leaving without losing anything."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Offset

from tui.keymap import Keymap
from tui.lastscreen import LastScreen
from tui.screens.desk import DeskScreen
from tui.screens.marking import READ_AFTER
from tui.terminal.colours import NAMES, PALETTES
from tui.terminal.filter import Guard

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.widget import Widget

    from index import Client
    from tui.terminal.colours import Palette

_ON_ITS_WAY = 0.2
"""Seconds within which a key that was read gets to where it is typed."""
_PATIENCE = 3.0
"""Seconds to wait, when leaving, for what is being kept."""


class Reader(App[int], inherit_css=False):
    """Foreign Desk's reader."""

    DEFAULT_CSS = (
        "Reader { background: $background; color: $foreground; }"  # Textual's own takes 5 ms to parse
    )

    ENABLE_COMMAND_PALETTE = False  # its Screenshot command writes files; the list of keys takes its place
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False, priority=True)]
    TITLE = "Foreign Desk"

    def __init__(
        self,
        client: Client,
        palette: Palette,
        *,
        show_times: bool = True,
        driver: str = "",
        home: str = "",
        read_after: float | None = READ_AFTER,
    ) -> None:
        """``driver`` is ``stock`` for Textual's own, which sends far more (see docs/ssh.md).

        ``home`` is the desk's folder, where the screen is kept for the next start; without it none is.
        ``read_after``: seconds that an article is open before it counts as read (``None``: never).
        """
        self.palette = palette
        super().__init__(driver_class=_driver(driver))
        self.client = client
        self.keymap = Keymap()
        self._last_screen = LastScreen(self, home) if home else None
        self._guard = Guard()
        self._show_times = show_times
        self._read_after = read_after
        self.animation_level = "none"
        # What is said stands in the status bar: neither would ever be filled, yet each is styled and mounted.
        self._disable_tooltips = self._disable_notifications = True
        for known in PALETTES:
            self.register_theme(known.theme())
        self._begin_with(palette)

    def _begin_with(self, palette: Palette) -> None:
        """Take a palette before anything is styled: setting ``theme`` has all rules parsed twice."""
        self.set_reactive(App.theme, palette.name)
        self.stylesheet.set_variables(self.get_css_variables())
        for name, on in (
            ("-dark-mode", palette.dark),
            ("-light-mode", not palette.dark),
            (f"-theme-{palette.name}", True),
        ):
            self.set_class(on, name, update=False)

    def get_css_variables(self) -> dict[str, str]:
        """None until the palette is taken: Textual would make those of its own theme first."""
        return super().get_css_variables() if self.palette.name in self._registered_themes else {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Only the guard: the palettes already suit the terminal, NO_COLOR included."""
        return [self._guard]

    def get_default_screen(self) -> DeskScreen:
        self.desk = DeskScreen(lambda: self.client, show_times=self._show_times)
        self.desk.read_after = self._read_after
        return self.desk

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands: where the keys go to work."""
        offset = getattr(self.focused, "cursor_screen_offset", None) if self.screen_stack else None
        return self._cursor if offset is None else offset

    @cursor_position.setter
    def cursor_position(self, offset: Offset) -> None:
        self._cursor = offset

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's own cursor is seen, so that none need be painted."""
        return getattr(self._driver, "shows_cursor", False)

    def echo(self, widget: Widget) -> None:
        """Paint the first line of a widget now: the next frame is a sixtieth of a second away, and busier."""
        paint = getattr(self._driver, "echo", None)
        if paint is None or widget.screen is not self.screen or not widget.region.height:
            return
        line = widget.render_line(0).apply_filter(self._guard, Color(0, 0, 0))
        frame = f"{_move_to(widget.region.offset)}{line.render(self.console)}{_move_to(self.cursor_position)}"
        paint(frame, self.size)

    def key_done(self) -> None:
        """A key has been typed."""
        if self._driver is not None:
            self._driver.key_at = 0.0  # type: ignore[attr-defined]

    @property
    def key_waits(self) -> bool:
        """Whether a key has been read, and is still on its way through the loop."""
        return time.monotonic() - getattr(self._driver, "key_at", 0.0) < _ON_ITS_WAY

    def on_mount(self) -> None:
        if hasattr(signal, "SIGHUP"):
            import asyncio  # noqa: PLC0415

            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(number, lambda: self.run_worker(self.leave(hung_up=True)))

    def on_ready(self) -> None:
        """The first frame is painted: collect garbage again, but not what was loaded until now."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def post_display_hook(self) -> None:
        if self._last_screen is not None and self.screen_stack:
            self._last_screen.look(self._driver)

    def next_palette(self) -> str:
        """Change to the next palette; its name."""
        palettes = list(NAMES.values())
        self.take_palette(palettes[(palettes.index(self.palette) + 1) % len(palettes)])
        return self.palette.name.removeprefix("desk-")

    def take_palette(self, palette: Palette) -> None:
        """Show everything in another palette."""
        self.palette = palette
        self.theme = palette.name
        self.refresh(layout=True)
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                widget.refresh()

    async def leave(self, *, hung_up: bool = False) -> None:
        """Keep what is to be kept, then end; a note that cannot be kept stops it once."""
        desk = self.desk
        desk.keep_place()
        desk.note.stop_writing()
        if desk.note.unsaved:
            desk.note.keep()
        await desk.questions.settle(_PATIENCE)
        if desk.note.unsaved and not hung_up and not self._warned:
            self._warned = True
            return
        await self.client.close()
        if self._last_screen is not None:
            self._last_screen.keep()
        self.exit(0)

    _warned = False

    def terminal_gone(self) -> None:
        """The terminal can be written to or read from no more: keep what is to be kept, and end."""
        self.run_worker(self.leave(hung_up=True), exit_on_error=False)

    def action_suspend_process(self) -> None:
        """Go to the background as a job, together with a ``make`` or ``sudo`` that started it."""
        if self._driver is None or not self._driver.can_suspend:
            return
        if os.getpgrp() == os.getsid(0):
            # The terminal runs nothing but the reader (a tmux window, ssh -t): nobody could bring it back.
            self.desk.say(self.keymap.told("There is no shell to go back to. {leave} leaves Foreign Desk."))
            return
        if (suspend := getattr(self._driver, "suspend_job", None)) is None:
            super().action_suspend_process()  # Textual's own driver
            return
        self._suspend_signal()
        suspend()

    def action_help_quit(self) -> None:
        """Ctrl-C: what those press who look for the way out."""
        self.desk.say(self.keymap.told("{leave} leaves Foreign Desk."))

    async def action_quit(self) -> None:
        await self.leave()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing is ever opened from an article: an address is text."""

    def deliver_screenshot(self, *args: Any, **options: Any) -> str | None:
        """No files are written from the screen."""
        return None


def _move_to(place: Offset) -> str:
    return f"\x1b[{place.y + 1};{place.x + 1}H"


def _driver(name: str) -> type[Driver] | None:
    """The driver by name, so that TEXTUAL_DRIVER cannot load a module of somebody's choice."""
    if sys.platform == "win32":
        from textual.drivers.windows_driver import WindowsDriver  # noqa: PLC0415

        return WindowsDriver
    if name == "stock":
        from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415

        return LinuxDriver
    from tui.terminal.driver import DeskDriver  # noqa: PLC0415

    return DeskDriver
