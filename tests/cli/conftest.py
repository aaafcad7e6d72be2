"""The installed command, run as a program of its own on a desk of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
    environment = os.environ | {"FOREIGNDESK_HOME": str(tmp_path / "desk")}

    def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in BRIEFS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
