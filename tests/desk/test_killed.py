"""A program that is killed at any moment loses nothing that it reported as added."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index import Desk

from .killing import EACH, check, check_analysed, finish, kill_once, write_articles


@pytest.mark.parametrize("moments", [(0.0, 0.02, 0.05), (0.1, 0.17, 0.23)])
def test_what_was_reported_is_there_and_the_rest_follows(tmp_path: Path, moments: tuple[float, ...]) -> None:
    home, articles = tmp_path / "desk", tmp_path / "articles"
    write_articles(articles)
    for seconds in moments:
        check(home, kill_once(home, articles, seconds))
    finish(home, articles)


def test_an_analyser_that_is_killed_leaves_nothing_unfound(tmp_path: Path) -> None:
    home = tmp_path / "desk"
    write_articles(tmp_path / "articles")
    with Desk.open(home) as desk:
        desk.add([tmp_path / "articles" / "00.jsonl"])
    for seconds in (0.1, 0.4):
        kill_once(home, None, seconds)
        check_analysed(home)
    with Desk.open(home) as desk:
        desk.analyse_pending()
    assert check_analysed(home) == (EACH, 0)


def test_findings_kept_before_a_crash_reach_the_index_after_it(tmp_path: Path) -> None:
    home = tmp_path / "desk"
    write_articles(tmp_path / "articles")
    with Desk.open(home) as desk:
        desk.add([tmp_path / "articles" / "00.jsonl"])
    # The process ends at the very moment between the two.
    code = "import os, sys; from index import Desk, indexing\n"
    code += "indexing.annotate = lambda *rest: os._exit(9)\n"
    code += "Desk.open(sys.argv[1]).analyse_pending()"
    assert subprocess.run([sys.executable, "-c", code, str(home)], check=False).returncode == 9
    done, waiting = check_analysed(home)
    assert done == waiting > 0
