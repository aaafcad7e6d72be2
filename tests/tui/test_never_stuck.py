"""What goes wrong under an open reader is said, and the rest of it works on."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal, home_argument


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeded, tmp_path / "desk"))


@pytest.fixture
def full(seeded: Path, tmp_path: Path) -> Iterator[Path]:
    """A desk on a disk of its own with hardly any room left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=False).returncode:
        pytest.skip("only root can make a disk")
    try:
        yield Path(shutil.copytree(seeded, disk / "desk"))
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def opened(home: Path, **environment: str) -> Terminal:
    terminal = Terminal(*home_argument(home), environment=environment)
    terminal.until(lambda text: "Assad flees" in text and "relations" in text.splitlines()[-2])
    terminal.read(0.5)
    return terminal


def works_on(terminal: Terminal) -> None:
    """An article opens, a search finds, a country has its page, and one can leave."""
    terminal.press("1g\r", 0.8)
    terminal.until(lambda text: "2 Article" in text.splitlines()[0])
    terminal.press("q/\x15japan", 0.8)
    terminal.until(lambda text: "Japan and South Korea" in text)
    terminal.press("\r", 0.8)
    terminal.press("cjapan", 0.8)
    terminal.press("\r", 0.8)
    terminal.until(lambda text: "3 Relations  Japan" in text)
    terminal.press("Q", 0.5)
    assert terminal.end() == 0


def test_a_desk_that_is_removed(home: Path) -> None:
    with opened(home) as terminal:
        shutil.rmtree(home)
        terminal.until(lambda text: "has been removed" in text)
        works_on(terminal)


def test_a_note_on_a_removed_desk_is_kept(home: Path) -> None:
    with opened(home) as terminal:
        shutil.rmtree(home)
        terminal.press("\r", 0.8)
        terminal.until(lambda text: "2 Article" in text.splitlines()[0])
        terminal.press("a", 1.0)
        terminal.press("written after all", 0.5)
        terminal.press("\x1b", 1.0)
        terminal.until(lambda text: "written after all" in text)
        terminal.press("Q")
        assert terminal.end() == 0
    assert any("written after all" in note.read_text() for note in (home / "notes").glob("*.md"))


def test_an_index_that_is_lost(home: Path) -> None:
    with opened(home) as terminal:
        shutil.rmtree(home / "index")
        works_on(terminal)
    # And the next time it is made anew from the archive, behind the reader.
    with opened(home, FOREIGNDESK_NO_BACKGROUND="") as terminal:
        works_on(terminal)


def test_an_article_that_cannot_be_read(home: Path) -> None:
    with opened(home) as terminal:
        broken = sqlite3.connect(home / "archive.sqlite")
        broken.execute("UPDATE article SET body = x'ff00ff' WHERE title LIKE 'Assad flees%'")
        broken.commit()
        broken.close()
        terminal.press("\r", 1.0)
        terminal.press("1j", 0.8)
        works_on_from_second(terminal)


def works_on_from_second(terminal: Terminal) -> None:
    terminal.press("1gj\r", 0.8)
    terminal.until(lambda text: "2 Article" in text.splitlines()[0] and "Rutte" in text)
    terminal.press("Q", 0.5)
    assert terminal.end() == 0


def test_a_full_disk(full: Path) -> None:
    with opened(full) as terminal:
        with (full.parent / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError):
            while ballast.write(b"x" * 4096):
                pass
        terminal.press("S", 1.0)
        terminal.until(
            lambda text: "disk" in text.lower() or "space" in text.lower() or "full" in text.lower()
        )
        terminal.press("\r", 0.8)
        terminal.until(lambda text: "Assad flees" in text.splitlines()[1])
        terminal.press("a", 1.0)
        terminal.press("no room for this", 0.5)
        terminal.press("\x1b", 1.0)
        terminal.until(lambda text: "not kept yet" in text)
        (full.parent / "ballast").unlink()
        terminal.press("Q", 2.0)
        assert terminal.end() == 0
    assert any("no room for this" in note.read_text() for note in (full / "notes").glob("*.md"))
