"""The desk of the seed articles follows their folder, and nothing but what came from it is ever taken out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index import Desk, DeskError, homes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of seed articles of the test's own."""
    made = tmp_path / "seeds"
    made.mkdir()
    for name in ("Chad", "Peru", "Mali"):
        (made / f"{name}.txt").write_text(f"{name} votes\nDate: 2024-05-01\n\nPeople in {name} voted.\n")
    monkeypatch.setattr(homes, "seeds_folder", lambda: made)
    return made


def titles(home: Path) -> list[str]:
    with Desk.open(home, seeds=True) as desk:
        return sorted(hit.title for hit in desk.search("").hits)


def test_what_is_gone_from_the_folder_is_taken_out(folder: Path, tmp_path: Path) -> None:
    assert titles(tmp_path / "home") == ["Chad votes", "Mali votes", "Peru votes"]
    (folder / "Peru.txt").unlink()
    assert titles(tmp_path / "home") == ["Chad votes", "Mali votes"]


def test_articles_of_ones_own_stay(folder: Path, tmp_path: Path) -> None:
    titles(tmp_path / "home")
    (tmp_path / "own.txt").write_text("Laos votes\nDate: 2024-05-01\n\nPeople in Laos voted.\n")
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "own.txt"])
    (folder / "Peru.txt").unlink()
    assert titles(tmp_path / "home") == ["Chad votes", "Laos votes", "Mali votes"]


def test_a_desk_with_articles_of_its_own_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("Laos votes\nDate: 2024-05-01\n\nPeople in Laos voted.\n")
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "own.txt"])
    with pytest.raises(DeskError, match="articles of its own"):
        Desk.open(tmp_path / "home", seeds=True)
    with Desk.open(tmp_path / "home") as desk:
        assert [hit.title for hit in desk.search("").hits] == ["Laos votes"]


def test_a_folder_that_was_moved_keeps_its_articles(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles(tmp_path / "home")
    moved = Path(shutil.move(folder, tmp_path / "elsewhere" / "seeds"))
    monkeypatch.setattr(homes, "seeds_folder", lambda: moved)
    (moved / "Peru.txt").unlink()
    (moved / "Chad.txt").write_text("Chad votes\nDate: 2024-05-01\n\nPeople in Chad voted twice.\n")
    assert titles(tmp_path / "home") == ["Chad votes", "Mali votes"]


def test_what_was_interrupted_goes_on(folder: Path, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        desk.add([folder / "Chad.txt"])
    assert titles(tmp_path / "home") == ["Chad votes", "Mali votes", "Peru votes"]
