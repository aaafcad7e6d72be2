"""How a cell looks, and the shortest way from one look to the next: SGR, as ECMA-48 and xterm have it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

_ON = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 21: 24, 51: 54, 52: 54, 53: 55}
"""The code that switches an attribute on, and the one that switches it (and its kin) off again."""
_BIT = {code: 1 << n for n, code in enumerate(_ON)}
_SEEN_ON_BLANKS = sum(_BIT[code] for code in (4, 7, 9, 21, 51, 52, 53))
"""Attributes that show where there is no ink: lines through the cell, and reverse."""
_STEPS = (0, 95, 135, 175, 215, 255)


class Look(NamedTuple):
    """``attributes`` is a set of bits; the colours are SGR parameters, empty for the terminal's own."""

    attributes: int = 0
    front: str = ""
    back: str = ""

    @property
    def erasable(self) -> bool:
        """Whether erasing a cell in this look gives a blank in it, as far as the eye can tell."""
        return not self.attributes & _SEEN_ON_BLANKS


DEFAULT = Look()


@cache
def blank(look: Look) -> Look:
    """The look of a space: what has no ink to be seen in is left out, so that more blanks are alike."""
    return Look(0, "", look.back) if look.erasable else look


def shows_alike(now: Look, blank_look: Look) -> bool:
    """Whether a space written in the look ``now`` looks as one in ``blank_look`` (made by ``blank``)."""
    return blank(now) == blank_look


@cache
def upright(look: Look) -> Look:
    """The look where letters cannot slant: they are underlined."""
    slanted = look.attributes & _BIT[3]
    return look._replace(attributes=look.attributes & ~_BIT[3] | _BIT[4]) if slanted else look


@cache
def change(look: Look, parameters: str) -> Look:
    """The look after ``ESC [ parameters m``; what is not known changes nothing."""
    attributes, front, back = look
    codes = [int(code or 0) for code in parameters.replace(":", ";").split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            attributes, front, back = 0, "", ""
        elif code in _BIT:
            attributes |= _BIT[code]
        elif code in _ON.values():
            attributes &= ~sum(_BIT[on] for on, off in _ON.items() if off == code)
        elif code in (38, 48):
            colour = _long_colour(code, codes)
            front, back = (colour, back) if code == 38 else (front, colour)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            front = str(code)
        elif 40 <= code <= 47 or 100 <= code <= 107:
            back = str(code)
        elif code == 39:
            front = ""
        elif code == 49:
            back = ""
    return Look(attributes, front, back)


def _long_colour(code: int, codes: list[int]) -> str:
    """Takes what follows 38 or 48. A colour that is one of the 256 is named so, in half the bytes."""
    kind = codes.pop(0) if codes else 0
    if kind == 5 and codes:
        return f"{code};5;{codes.pop(0)}"
    if kind == 2 and len(codes) >= 3:
        red, green, blue = codes[:3]
        del codes[:3]
        index = _index(red, green, blue)
        return f"{code};2;{red};{green};{blue}" if index is None else f"{code};5;{index}"
    codes.clear()
    return ""


def _index(red: int, green: int, blue: int) -> int | None:
    if red == green == blue and red % 10 == 8 and red <= 238:
        return 232 + red // 10
    try:
        r, g, b = (_STEPS.index(part) for part in (red, green, blue))
    except ValueError:
        return None
    return 16 + 36 * r + 6 * g + b


@cache
def sequence(now: Look | None, wanted: Look) -> str:
    """The shortest SGR that leads from ``now`` (``None``: nobody knows) to ``wanted``."""
    if now == wanted:
        return ""
    whole = [*_on(wanted.attributes), *filter(None, (wanted.front, wanted.back))]
    anew = f"\x1b[{';'.join(['0', *whole])}m" if whole else "\x1b[m"
    if now is None:
        return anew
    off = sorted({_ON[code] for code in _codes(now.attributes & ~wanted.attributes)})
    # What is switched off takes its kin along (22 ends bold and dim), so the kin is switched on again.
    kept = now.attributes & ~sum(bit for code, bit in _BIT.items() if _ON[code] in off)
    steps = [*map(str, off), *_on(wanted.attributes & ~kept)]
    if now.front != wanted.front:
        steps.append(wanted.front or "39")
    if now.back != wanted.back:
        steps.append(wanted.back or "49")
    stepwise = f"\x1b[{';'.join(steps)}m"
    return min(stepwise, anew, key=len)


def _codes(attributes: int) -> list[int]:
    return [code for code, bit in _BIT.items() if attributes & bit]


def _on(attributes: int) -> list[str]:
    return [str(code) for code in _codes(attributes)]


def towards(now: Look, blank_look: Look) -> Look:
    """The look nearest to ``now`` in which a space looks as in ``blank_look``."""
    if not blank_look.erasable:
        return blank_look
    return Look(now.attributes & ~_SEEN_ON_BLANKS, now.front, blank_look.back)
