"""Adding, replacing, removing; several processes; a killed writer; snippets and paging."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.model import Article
from index.search import Index, match_spans

from .conftest import ARTICLES, Desk


def test_an_article_added_again_replaces_the_old(desk: Desk) -> None:
    desk.add(replace(ARTICLES[0], body="Only barley now."), replace(ARTICLES[0], body="Only oats now."))
    assert desk.found("oats") == ["grain"]
    assert desk.found("turkey") == desk.found("barley") == []
    assert desk.index.count() == len(ARTICLES)


def test_removed_articles_are_gone(desk: Desk) -> None:
    assert desk.index.remove(["grain", "nothing"]) == 1
    assert desk.found("grain") == []
    assert "grain" not in desk.index.ids()
    assert desk.search("NOT missile").total == len(ARTICLES) - 3


def test_rebuilt_from_the_archive(desk: Desk) -> None:
    assert desk.index.rebuild(iter(ARTICLES[:2])) == 2
    assert desk.index.ids() == {"grain", "sanction"}


def test_another_index_sees_the_commit(desk: Desk) -> None:
    other = Index(desk.home)
    assert other.count() == len(ARTICLES)
    desk.add(Article("new", "Quinoa", "Quinoa fields."))
    assert other.search("quinoa").total == 1
    desk.index.remove(["new"])
    assert other.search("quinoa").total == 0


def _endless(ready: str) -> Iterator[Article]:
    for number in range(1_000_000):
        if number == 2_500:
            Path(ready).touch()
        yield Article(f"n{number}", f"Title {number}", "Some words of an article that never ends.")


def _write_forever(home: str, ready: str) -> None:
    Index(home).add(_endless(ready))


def test_a_killed_writer_blocks_nobody_and_loses_no_commit(desk: Desk, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    process = multiprocessing.get_context("spawn").Process(
        target=_write_forever, args=(str(desk.home), str(ready))
    )
    process.start()
    while not ready.exists():
        process.join(0.01)
        assert process.is_alive()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert desk.found("grain") == ["grain"]
    desk.add(Article("after", "After the crash", "Quinoa."))
    assert desk.found("quinoa") == ["after"]
    assert desk.search("").total == desk.index.count() == len(desk.index.ids())


def test_snippet_marks_lie_on_the_words(desk: Desk) -> None:
    hit = desk.search("turkey grain").hits[0]
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"grain", "Turkey"}
    assert "\n" not in hit.snippet


def test_the_snippet_of_a_long_body_shows_the_match() -> None:
    body = "Nothing here. " * 500 + "Then the envoy resigned in protest. " + "More nothing. " * 500
    home_hit = match_spans(body, ("envoy",))
    assert [body[start:end] for start, end in home_hit] == ["envoy"]


def test_marks_for_prefixes_and_phrases() -> None:
    text = "Russians in North Korea and north of Korea"
    assert [text[a:b] for a, b in match_spans(text, ("russ*", "north korea"))] == [
        "Russians",
        "North Korea",
        "north of Korea",
    ]


def test_pages_follow_each_other(desk: Desk) -> None:
    whole = desk.found("", limit=10)
    assert (
        desk.found("", limit=2) + desk.found("", limit=2, offset=2) + desk.found("", limit=2, offset=4)
        == whole
    )
    assert desk.search("", limit=1).total == len(ARTICLES)
