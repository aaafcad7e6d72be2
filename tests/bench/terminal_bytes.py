"""Bytes over the line at 80x24, by our driver and by Textual's, and the memory of the reader's process.

    python tests/bench/terminal_bytes.py HOME [WORD ...]

HOME is a desk with articles; WORDs are typed into the search box (``iran sanctions``, ``japan``).
"""

from __future__ import annotations

import re
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))
from terminals import Terminal

WORDS = ("iran sanctions", "japan")


def memory(pid: int) -> float:
    """Megabytes resident in the reader's own process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def measure(home: str, driver: str, words: tuple[str, ...]) -> dict[str, list[int]]:
    """Bytes of each kind of step."""
    counts: dict[str, list[int]] = {}
    environment = {"FOREIGNDESK_DRIVER": driver, "COLORTERM": "truecolor", "FOREIGNDESK_NO_BACKGROUND": "1"}
    Path(home, "last-screen").unlink(missing_ok=True)
    with Terminal("--home", home, environment=environment) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2], 60)
        terminal.read(2.0)

        def press(name: str, keys: str, times: int = 1, quiet: float = 0.6) -> None:
            counts.setdefault(name, []).extend(len(terminal.press(keys, quiet)) for _ in range(times))

        counts["first screen"] = [len(terminal.raw)]
        press("cursor moved in the results", "j", 12)
        press("page of results", " ", 4)
        for word in words:
            terminal.press("/\x15", 1.0)
            for char in word:
                press("key typed in search, with results", char, quiet=1.0)  # no two keys' answers in one
        terminal.press("\r", 0.6)
        press("article opened", "\r")
        terminal.press("g", 1.0)
        press("line of an article", "j", 6)
        press("page of an article", " ", 6)
        press("next name", "e", 4)
        counts["idle, bytes in 5 s"] = [len(terminal.read(5.0))]
        counts["resident, MB"] = [round(memory(terminal.pid))]
    return counts


def main(home: str, *words: str) -> None:
    """Print both side by side: median, and the most."""
    ours, stock = (measure(home, driver, words or WORDS) for driver in ("", "stock"))
    print(f"{'':36} {'ours':>16} {'Textual driver':>16}")
    for name, values in ours.items():
        pairs = [f"{statistics.median(v):,.0f} ({max(v):,})" for v in (values, stock[name])]
        print(f"{name:36} {pairs[0]:>16} {pairs[1]:>16}")


if __name__ == "__main__":
    main(*sys.argv[1:])
