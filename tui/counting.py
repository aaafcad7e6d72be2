"""Numbers with the word for what is counted."""

from __future__ import annotations


def counted(number: int, word: str) -> str:
    """``1 article``, ``2,000 articles``, ``0 stories``."""
    plural = word if number == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {plural}"


def placed(row: int, rows: int) -> str:
    """``1,204/3,697``: the place of a row, counted from 0, among so many."""
    return f"{row + 1:,}/{rows:,}"
