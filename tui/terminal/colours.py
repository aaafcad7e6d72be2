"""Colours: a few calm palettes, and which of them suits the terminal.

All colours are of the 256 that terminals share, or of the 16 that the person has chosen: they cost half the
bytes of true colour and look the same over SSH. Nothing is told by colour alone.
"""

# ruff: noqa: E501 (tables read best in few rows)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

_PLAIN: dict[str, str] = {
    "text": "", "dim": "", "faint": "dim", "title": "bold reverse", "title_idle": "bold", "cursor": "reverse",
    "cursor_idle": "bold", "heading": "bold", "country": "underline", "organisation": "bold", "group": "bold underline",
    "person": "italic", "place": "italic", "match": "reverse", "hit": "underline", "chosen": "bold reverse", "evidence": "bold",
    "cooperation": "bold", "conflict": "", "date": "", "notice": "bold", "error": "bold reverse", "key": "bold",
    "block": "reverse",
}  # fmt: skip
"""The looks without any colour; each palette adds to it or replaces."""


@dataclass(frozen=True)
class Palette:
    """``looks`` gives for each role a Rich style definition; ``base`` what stands under all of them."""

    name: str
    dark: bool
    foreground: str
    background: str
    looks: Mapping[str, str]
    line: str = "#808080"
    """The line between panes."""
    native: bool = False
    """Whether the terminal's own foreground and background are used."""

    @cached_property
    def base(self) -> Style:
        return Style() if self.native else Style.parse(f"{self.foreground} on {self.background}")

    @cached_property
    def styles(self) -> dict[str, Style]:
        return {role: self.base + Style.parse(look) for role, look in {**_PLAIN, **self.looks}.items()}

    def __getitem__(self, role: str) -> Style:
        return self.styles[role]

    def theme(self) -> Theme:
        """The same for Textual's own widgets: the input line and the editor."""
        if self.native:
            own = "ansi_default"
            line = {**BUILTIN_THEMES["ansi-dark"].variables, "rule-line": "ansi_default"}
            return Theme(
                self.name,
                primary=own,
                foreground=own,
                background=own,
                surface=own,
                panel=own,
                boost=own,
                dark=self.dark,
                ansi=True,
                variables=line,
            )
        return Theme(
            self.name,
            primary=self.foreground,
            foreground=self.foreground,
            background=self.background,
            surface=self.background,
            panel=self.background,
            boost=self.background,
            dark=self.dark,
            variables={"rule-line": self.line},
        )


DARK = Palette("desk-dark", True, "#d0d0d0", "#1c1c1c", {
    "dim": "#949494", "faint": "#8a8a8a", "title": "not reverse bold #1c1c1c on #87afaf",
    "title_idle": "bold #a8a8a8 on #303030", "cursor": "not reverse bold #ffffff on #3a3a3a", "cursor_idle": "on #303030",
    "heading": "bold #ffffff", "country": "underline #87d7d7", "organisation": "not bold #d7af87", "group": "underline #d7875f",
    "person": "italic #afafd7", "place": "italic #a8a8a8", "match": "not reverse #1c1c1c on #d7af5f",
    "chosen": "not reverse bold #1c1c1c on #87d7d7", "evidence": "bold #d7af5f", "cooperation": "not bold #87af87",
    "conflict": "#d78787", "date": "#87afaf", "notice": "not bold #d7af5f", "error": "not reverse bold #ffffff on #870000",
    "key": "bold #87afaf",
}, line="#4e4e4e")  # fmt: skip

LIGHT = Palette("desk-light", False, "#303030", "#eeeeee", {
    "dim": "#626262", "faint": "#6c6c6c", "title": "not reverse bold #ffffff on #005f5f",
    "title_idle": "bold #4e4e4e on #d0d0d0", "cursor": "not reverse bold #000000 on #c6c6c6", "cursor_idle": "on #dadada",
    "heading": "bold #000000", "country": "underline #005f5f", "organisation": "not bold #875f00", "group": "underline #875f5f",
    "person": "italic #5f5f87", "place": "italic #585858", "match": "not reverse #000000 on #ffd75f",
    "chosen": "not reverse bold #ffffff on #005f87", "evidence": "bold #875f00", "cooperation": "not bold #005f00",
    "conflict": "#870000", "date": "#005f87", "notice": "not bold #875f00", "error": "not reverse bold #ffffff on #870000",
    "key": "bold #005f5f",
}, line="#b2b2b2")  # fmt: skip

CONTRAST = Palette("desk-contrast", True, "#ffffff", "#000000", {
    "faint": "not dim", "title": "not reverse bold #000000 on #ffff00", "title_idle": "bold #000000 on #c0c0c0",
    "cursor": "not reverse bold #000000 on #ffffff", "cursor_idle": "bold underline", "country": "bold underline #00ffff",
    "organisation": "bold #ffff00", "group": "bold underline #ff8700", "match": "not reverse bold #000000 on #ffff00",
    "chosen": "not reverse bold #000000 on #00ffff", "evidence": "bold #ffff00", "cooperation": "bold #00ff00",
    "conflict": "bold #ff8787", "notice": "bold #ffff00", "key": "bold #00ffff",
}, line="#c0c0c0")  # fmt: skip

# No bright black: some palettes (Solarized) have it as the background.
ANSI = Palette("desk-ansi", True, "default", "default", {
    "title": "bold reverse", "cursor": "reverse", "country": "underline cyan",
    "organisation": "not bold yellow", "group": "underline yellow", "person": "italic magenta", "match": "reverse yellow",
    "chosen": "reverse bold cyan", "evidence": "bold yellow", "cooperation": "not bold green", "conflict": "red",
    "date": "cyan", "notice": "not bold yellow", "error": "bold reverse red", "key": "bold cyan",
    "dim": "",
}, native=True)  # fmt: skip

PLAIN = Palette("desk-plain", True, "default", "default", {}, native=True)

PALETTES: tuple[Palette, ...] = (DARK, LIGHT, CONTRAST, ANSI, PLAIN)
NAMES: dict[str, Palette] = {palette.name.removeprefix("desk-"): palette for palette in PALETTES}


def choose(environment: Mapping[str, str]) -> Palette:
    """The palette for a terminal, from what its environment says; nothing is asked of the terminal itself.

    ``NO_COLOR`` (any value but the empty one) wins; then ``FOREIGNDESK_COLOURS``, one of ``NAMES``; then
    16 colours for a terminal that promises no more; then light or dark by ``COLORFGBG``.
    """
    if environment.get("NO_COLOR"):
        return PLAIN
    wish = environment.get("FOREIGNDESK_COLOURS", "").strip().lower()
    if wish in NAMES:
        return NAMES[wish]
    many = "256" in environment.get("TERM", "") or environment.get("COLORTERM", "") in ("truecolor", "24bit")
    if not many:
        return ANSI
    return LIGHT if _bright(environment.get("COLORFGBG", "")) else DARK


def _bright(colorfgbg: str) -> bool:
    # rxvt's convention, kept by Konsole and others: "foreground;background" as numbers of the 16 colours.
    background = colorfgbg.rpartition(";")[2]
    return background.isdigit() and int(background) in (7, *range(9, 16))
