"""What is pasted is text: an escape sequence within it must not end the paste, and let the rest be keys."""

from __future__ import annotations

import re

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Pasting:
    """Takes control characters out of what stands between the terminal's marks of a paste."""

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""
        """The last characters that were read, in which a mark may have begun."""

    def feed(self, text: str) -> str:
        """What was read, however it was cut into pieces, as it may be understood."""
        kept = []
        while text:
            if self._pasting:
                held = self._before + text
                end = held.find(_END)
                if end < 0:
                    begun = next(n for n in range(len(_END) - 1, -1, -1) if held.endswith(_END[:n]))
                    self._before = held[len(held) - begun :]
                    kept.append(_CONTROLS.sub("", held[: len(held) - begun]))
                    break
                kept += [_CONTROLS.sub("", held[:end]), _END]
                text, self._before, self._pasting = held[end + len(_END) :], "", False
            else:
                seen = self._before + text
                begin = seen.find(_BEGIN)
                if begin < 0:
                    kept.append(text)
                    self._before = seen[-len(_BEGIN) + 1 :]
                    break
                after = begin + len(_BEGIN) - len(self._before)
                kept.append(text[:after])
                text, self._before, self._pasting = text[after:], "", True
        return "".join(kept)
