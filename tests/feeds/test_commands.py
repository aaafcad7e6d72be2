"""The commands for feeds, as programs of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.feeds.conftest import FLOOD, TALKS, Site, rss

Run = Callable[..., subprocess.CompletedProcess[str]]

LIST = """<?xml version="1.0"?>
<!-- kept by hand -->
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Africa">
    <outline text="Nile" xmlUrl="https://nile.example/feed" category="/water"/>
  </outline>
  <outline text="Bad" xmlUrl="file:///etc/passwd"/>
</body></opml>
"""


@pytest.fixture
def feed(home: Path) -> Run:
    """Runs ``foreigndesk feed`` on the desk that may ask the site."""
    environment = os.environ | {"FOREIGNDESK_HOME": str(home)}
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", "feed"]

    def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=given, capture_output=True, text=True, env=environment, timeout=60, check=False,
        )  # fmt: skip

    return run


def test_a_feed_is_followed_fetched_listed_and_left(feed: Run, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD))
    assert feed("add", url).returncode == 0
    assert feed("add", url).stdout == "It is followed already.\n"
    told = feed("fetch")
    assert (told.returncode, told.stdout, told.stderr) == (0, "2 added, 1 feed read.\n", "")
    (row,) = json.loads(feed("list", "--json").stdout)
    assert (row["url"], row["title"], row["error"]) == (url, "River Post", "")
    assert "River Post" in feed("list").stdout
    assert feed("remove", url).returncode == 0
    assert json.loads(feed("list", "--json").stdout) == []
    assert feed("remove", url).returncode == 2


def test_one_failing_feed_makes_it_partly_done(feed: Run, site: Site) -> None:
    feed("add", site.says("/good", rss(TALKS)))
    feed("add", site.says("/bad", "", status=500), "--title", "Bad\x1b[31m\u202epost")
    told = feed("fetch", "--json")
    report = json.loads(told.stdout)
    assert told.returncode == 1
    assert [row["outcome"] for row in report["feeds"]] == ["read", "failed"]
    assert "HTTP 500" in told.stderr
    assert not {"\x1b", "\u202e"} & set(told.stderr + feed("list").stdout)
    assert feed("fetch").returncode == 0, "a feed that is left alone has not failed again"


def test_addresses_that_cannot_be_followed_are_refused_at_once(feed: Run) -> None:
    for address in ("file:///etc/passwd", "https://me:secret@example.org/feed", "example.org/feed"):
        told = feed("add", address)
        assert told.returncode == 2
        assert "cannot be followed" in told.stderr
        assert "secret" not in told.stderr
    assert feed("fetch", "https://example.org/none").returncode == 2


def test_a_list_is_taken_over_and_given_back_as_it_was_kept(feed: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(LIST, encoding="utf-8")
    told = feed("import", tmp_path / "mine.opml")
    assert (told.returncode, told.stdout) == (1, "1 feed added.\n")
    assert "cannot be followed" in told.stderr
    (row,) = json.loads(feed("list", "--json").stdout)
    assert (row["folder"], row["title"], row["url"]) == ("Africa", "Nile", "https://nile.example/feed")
    assert feed("export", tmp_path / "out.opml").returncode == 0
    assert 'xmlUrl="https://nile.example/feed"' in (tmp_path / "out.opml").read_text()
    for standard in (feed("export"), feed("export", "-")):
        assert standard.stdout == (tmp_path / "out.opml").read_text()
    assert feed("import", "-", given=standard.stdout).stdout == "0 feeds added, 1 followed already.\n"
    assert feed("import", tmp_path / "none.opml").returncode == 2
    assert feed("import", home / "config.toml").returncode == 2


def test_what_a_person_wrote_into_the_file_stays(feed: Run, home: Path, site: Site) -> None:
    text = LIST.replace("file:///etc/passwd", site.says("/old", rss(TALKS)))
    (home / "feeds.opml").write_text(text, encoding="utf-8")
    feed("add", "https://other.example/feed", "--title", "Other & more")
    site.says("/new", rss(TALKS))
    site.sends("/old", "/new", 301)
    assert "has moved to" in feed("fetch", site.url("/old")).stderr
    kept = (home / "feeds.opml").read_text(encoding="utf-8")
    assert "<!-- kept by hand -->" in kept
    assert 'category="/water"' in kept
    assert site.url("/new") in kept
    assert "Other &amp; more" in kept
    feed("remove", "https://nile.example/feed")
    assert "nile" not in (home / "feeds.opml").read_text(encoding="utf-8")


def test_a_list_or_settings_that_are_broken_are_named(feed: Run, home: Path) -> None:
    (home / "feeds.opml").write_text("<opml><body>", encoding="utf-8")
    told = feed("list")
    assert (told.returncode, "feeds.opml is not OPML" in told.stderr) == (2, True)
    (home / "feeds.opml").unlink()
    (home / "config.toml").write_text("[feeds]\ndelay = 'x'\n", encoding="utf-8")
    told = feed("fetch")
    assert (told.returncode, "delay in [feeds]" in told.stderr) == (2, True)


def test_only_one_program_fetches_at_a_time(feed: Run, home: Path) -> None:
    from index.locks import Lock

    with Lock(home / "feeds.lock") as lock:
        assert lock.take()
        told = feed("fetch")
    assert (told.returncode, "Another program is fetching" in told.stderr) == (2, True)
