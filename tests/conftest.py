"""What all tests share: nothing is analysed behind a test's back, and a costly desk is made once a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.locks import Lock

os.environ["FOREIGNDESK_NO_BACKGROUND"] = "1"  # a process that a test does not wait for takes others' time

Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A copy, for this process, of a folder that is filled once for all processes of a run.

    ``once(name, fill)``: ``fill`` gets the new folder; the same name must mean the same filling.
    """
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copy(name: str, fill: Callable[[Path], None]) -> Path:
        made = common / f"once-{name}"
        with Lock(common / f"once-{name}.lock") as lock:
            assert lock.take(300)
            if not made.exists():
                unfinished = common / f"once-{name}.part"
                unfinished.mkdir()
                fill(unfinished)
                unfinished.rename(made)
        return Path(shutil.copytree(made, tmp_path_factory.mktemp(name) / name))

    return copy
