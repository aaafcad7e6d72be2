"""A new desk, and files of articles for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path / "home")


def write(path: Path, *rows: object) -> Path:
    """A file of JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
