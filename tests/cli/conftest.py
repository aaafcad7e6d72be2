"""The installed command, run as a program of its own on a desk of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Once

Run = Callable[..., subprocess.CompletedProcess[str]]

BRIEFS = {
    "warning.txt": "France warns Iran over river talks\nDate: 2024-03-12\n\n"
    "France on Thursday warned Iran that talks would end if drilling resumed. "
    "Germany condemned Iran as well.\n",
    "sanctions.txt": "New sanctions\nDate: 2024-05-02\n\n"
    "The United States imposed sanctions on Russia on Thursday.\n",
}


@pytest.fixture
def foreigndesk(tmp_path: Path) -> Run:
    """Runs the command with arguments on the desk in ``tmp_path/desk``."""
    return _on(tmp_path / "desk")


def _on(home: Path) -> Run:
    usual = os.environ | {"FOREIGNDESK_HOME": str(home)}

    def run(
        *arguments: str | Path, stdin: str = "", environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            env=usual | (environment or {}),
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two short articles."""
    return _briefs(tmp_path / "articles")


@pytest.fixture
def analysed(once: Once, tmp_path: Path) -> Path:
    """The desk of ``foreigndesk`` with the two articles analysed, as the command does it."""

    def fill(folder: Path) -> None:
        run = _on(folder / "desk")
        assert run("add", _briefs(folder / "articles")).stdout == "2 added.\n"
        assert run("analyse").stdout == "2 articles analysed.\n"

    return Path(shutil.copytree(once("briefs", fill) / "desk", tmp_path / "desk"))


def _briefs(folder: Path) -> Path:
    folder.mkdir()
    for name, text in BRIEFS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
