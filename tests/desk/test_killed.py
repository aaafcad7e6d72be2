"""A program that is killed at any moment loses nothing that it reported as added."""

from __future__ import annotations

from pathlib import Path

import pytest

from .killing import check, finish, kill_once, write_articles


@pytest.mark.parametrize("moments", [(0.0, 0.02, 0.05), (0.1, 0.17, 0.23)])
def test_what_was_reported_is_there_and_the_rest_follows(tmp_path: Path, moments: tuple[float, ...]) -> None:
    home, articles = tmp_path / "desk", tmp_path / "articles"
    write_articles(articles)
    for seconds in moments:
        check(home, kill_once(home, articles, seconds))
    finish(home, articles)
