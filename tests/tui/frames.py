"""Frames as Textual's compositor writes them, made up: for trying the painter against what it stands for."""

from __future__ import annotations

from random import Random

LOOKS = (
    "", "1", "2;3", "4", "7", "1;4;38;5;109", "38;2;208;208;208;48;2;28;28;28", "48;5;236", "1;31;44",
    "9;38;5;200", "7;32", "38;2;1;2;3", "1;38;2;28;28;28;48;2;135;175;175",
)  # fmt: skip
WORDS = (
    "France", "warns", "Iran", " ", "  ", "     ", "           ", "-" * 14, "Ёлка", "Ωμέγα", "été",
    "e\u0301te\u0301", "北京", "東京タワー", "한국어", "…", "│", "─" * 12, "1/214", "ｆｕｌｌ",
)  # fmt: skip
DOUBTFUL = ("👩‍🚀", "🇫🇷", "नमस्ते", "مرحبا", "☂️", "שלום", "👍🏽", "ﷺ", "ไทย")

Cluster = tuple[str, int, str]
"""A character with its marks, its width in cells, and its look."""


def width(char: str) -> int:
    if "\u0300" <= char <= "\u036f":
        return 0
    wide = "\u3000" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "\uff01" <= char <= "\uff60"
    return 2 if wide else 1


def make_row(random: Random, cells: int, words: tuple[str, ...] = WORDS) -> list[Cluster]:
    """Clusters of exactly so many cells."""
    row: list[Cluster] = []
    while cells:
        look = random.choice(LOOKS)
        text = random.choice(words)
        if random.random() < 0.2:
            text = " " * random.randint(1, 60)
        for char in text:
            size = width(char)
            if size == 0:
                if row:
                    before = row[-1]
                    row[-1] = (before[0] + char, before[1], before[2])
                continue
            fits = size <= cells
            row.append((char if fits else " ", size if fits else 1, look))
            cells -= row[-1][1]
            if not cells:
                break
    return row


def drawn(row: list[Cluster]) -> str:
    """A row as the compositor writes it: each piece in its look, and a reset after it."""
    out, at = [], 0
    while at < len(row):
        end = at
        while end < len(row) and row[end][2] == row[at][2]:
            end += 1
        text = "".join(cluster for cluster, _, _ in row[at:end])
        out.append(f"\x1b[{row[at][2]}m{text}\x1b[0m" if row[at][2] else text)
        at = end
    return "".join(out)


class Screenplay:
    """A screen that changes: whole frames, spans, scrolls, cursor moves; each as bytes for the terminal."""

    def __init__(self, seed: int, columns: int, rows: int) -> None:
        self.random = Random(seed)
        self.columns, self.rows = columns, rows
        self.lines: list[list[Cluster]] = []

    def whole(self) -> str:
        """A frame of the whole screen."""
        self.lines = [make_row(self.random, self.columns) for _ in range(self.rows)]
        return self._all()

    def _all(self) -> str:
        rows = "\n".join(f"\x1b[{y + 1};1H{drawn(row)}" for y, row in enumerate(self.lines))
        return rows + self._cursor()

    def _cursor(self) -> str:
        return f"\x1b[{self.random.randint(1, self.rows)};{self.random.randint(1, self.columns)}H"

    def next(self) -> str:
        """The next frame."""
        kind = self.random.choice(
            ("whole", "scroll", "scroll", "rows", "span", "span", "span", "nothing", "resume")
        )
        if kind == "whole":
            return self.whole()
        if kind == "scroll":
            return self._scroll()
        if kind == "nothing":
            return self._cursor()
        if kind == "resume":
            return self._all()
        chosen = sorted(self.random.sample(range(self.rows), min(self.rows, self.random.randint(1, 4))))
        return "\n".join(self._change(y, kind) for y in chosen) + self._cursor()

    def _scroll(self) -> str:
        top = self.random.randrange(self.rows)
        bottom = self.random.randint(top, self.rows - 1)
        by = self.random.randint(1, max(1, bottom - top))
        block = self.lines[top : bottom + 1]
        fresh = [make_row(self.random, self.columns) for _ in range(min(by, len(block)))]
        down = self.random.random() < 0.5
        block = ([*fresh, *block] if down else [*block[by:], *fresh])[: len(block)]
        self.lines[top : bottom + 1] = block
        rows = (f"\x1b[{y + 1};1H{drawn(self.lines[y])}" for y in range(top, bottom + 1))
        return "\n".join(rows) + self._cursor()

    def _change(self, y: int, kind: str) -> str:
        if kind == "rows":
            self.lines[y] = make_row(self.random, self.columns)
            return f"\x1b[{y + 1};1H{drawn(self.lines[y])}"
        line = self.lines[y]
        first = self.random.randrange(len(line))
        last = min(len(line), first + self.random.randint(1, 12))
        cells = sum(size for _, size, _ in line[first:last])
        fresh = make_row(self.random, cells)
        self.lines[y] = [*line[:first], *fresh, *line[last:]]
        column = sum(size for _, size, _ in line[:first])
        return f"\x1b[{y + 1};{column + 1}H{drawn(fresh)}"
