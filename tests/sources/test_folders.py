"""A folder that is looked at again and again: nothing that changes in it is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.sources import Lists, folders, walk


@pytest.mark.parametrize("settled", [0.0, 3600.0])
def test_whatever_changes_is_seen_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: float
) -> None:
    monkeypatch.setattr(folders, "_SETTLED", settled)
    lists = Lists()

    def look() -> dict[str, int]:
        found = {item[0]: item[1].st_size for item in walk(tmp_path, lists)}  # type: ignore[union-attr,index]
        return {str(Path(name).relative_to(tmp_path)): size for name, size in found.items()}

    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    write("a.txt", "1")
    write("inner/b.txt", "22")
    for _ in range(3):
        assert look() == {"a.txt": 1, "inner/b.txt": 2}
    write("inner/b.txt", "longer")  # in place: the folder's own time stays
    assert look() == {"a.txt": 1, "inner/b.txt": 6}
    write("inner/c.txt", "333")
    write("new/d.txt", "4444")
    assert look() == {"a.txt": 1, "inner/b.txt": 6, "inner/c.txt": 3, "new/d.txt": 4}
    (tmp_path / "a.txt").unlink()
    assert look() == {"inner/b.txt": 6, "inner/c.txt": 3, "new/d.txt": 4}
