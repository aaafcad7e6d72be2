"""Adding, replacing, removing; several processes; a killed writer; snippets and paging."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

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


def test_a_rebuilt_index_put_in_place_is_seen_and_never_missed(desk: Desk, tmp_path: Path) -> None:
    other = Index(tmp_path / "workshop")
    other.add(ARTICLES[:2])
    other.close()
    assert desk.index.count() == len(ARTICLES)
    (desk.home / "index").rename(desk.home / "old")
    assert desk.found("grain") == ["grain"]
    (tmp_path / "workshop" / "index").rename(desk.home / "index")
    assert desk.index.count() == 2


def test_another_index_sees_the_commit(desk: Desk) -> None:
    other = Index(desk.home)
    assert other.count() == len(ARTICLES)
    desk.add(Article("new", "Quinoa", "Quinoa fields."))
    assert other.search("quinoa").total == 1
    desk.index.remove(["new"])
    assert other.search("quinoa").total == 0


LOT = 40


def _write_forever(home: str, ready: str) -> None:
    """Adds lots of articles, a commit a lot, each lot replacing part of the one before."""
    index = Index(home)
    for lot in range(100_000):
        first = lot * LOT // 2
        index.add(
            Article(f"n{first + number}", f"Lot {lot}", f"The zebras of lot {lot}, number {number}.")
            for number in range(LOT)
        )
        if lot == 2:
            Path(ready).touch()


@pytest.mark.parametrize("patience", [0.0, 0.013, 0.05, 0.11])
def test_a_killed_writer_blocks_nobody_and_leaves_whole_commits(
    desk: Desk, tmp_path: Path, patience: float
) -> None:
    ready = tmp_path / "ready"
    arguments = (str(desk.home), str(ready))
    process = multiprocessing.get_context("spawn").Process(target=_write_forever, args=arguments)
    process.start()
    while not ready.exists():
        process.join(0.002)
        assert process.is_alive()
        _assert_whole(desk)
    process.join(patience)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    _assert_whole(desk)
    desk.index.verify()
    desk.add(Article("after", "After the crash", "Quinoa."))
    assert desk.found("quinoa") == ["after"]
    assert desk.search("").total == desk.index.count() == len(desk.index.ids())
    named = (desk.home / "index" / "manifest.json").read_text()
    left = {path.stem for path in (desk.home / "index").glob("s*.*")}
    assert all(name.split(".")[0] in named for name in left)  # what the dead left behind is gone


def _assert_whole(desk: Desk) -> None:
    """Every commit has all articles of its lots: 40 of the first and 20 more of each that follows."""
    assert desk.found("grain") == ["grain"]
    zebras = desk.search("zebras", limit=0).total
    assert zebras == 0 or (zebras - LOT) % (LOT // 2) == 0


def test_two_writers_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_some, args=(str(tmp_path), name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert Index(tmp_path).search("zebra").total == Index(tmp_path).count() == 40


def _write_some(home: str, name: str) -> None:
    for number in range(20):
        Index(home).add([Article(f"{name}{number}", name, "A zebra.")])


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


def test_marks_in_other_languages_are_by_their_own_word_forms(desk: Desk) -> None:
    hit = desk.search("signer lang:fr").hits[0]
    assert hit.id == "traite"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["signé"]
    text = "Die Häuser und das Haus, die Verhandlungen"
    assert [text[a:b] for a, b in match_spans(text, ("haus", "verhandlung"), "de")] == [
        "Häuser",
        "Haus",
        "Verhandlungen",
    ]


def test_pages_follow_each_other(desk: Desk) -> None:
    whole = desk.found("", limit=10)
    assert (
        desk.found("", limit=2) + desk.found("", limit=2, offset=2) + desk.found("", limit=2, offset=4)
        == whole
    )
    assert desk.search("", limit=1).total == len(ARTICLES)


@pytest.mark.parametrize("order", [(0, 100, 200, 300), (300, 0, 200, 100)])
def test_of_many_of_one_day_the_last_to_come_stand_first_on_every_page(
    desk: Desk, order: tuple[int, ...]
) -> None:
    desk.index.add(Article(f"day-{n}", "A report", "Quinoa.", date="2030-01-05") for n in range(400))
    pages = {offset: desk.found("quinoa sort:newest", limit=100, offset=offset) for offset in order}
    assert [id_ for offset in sorted(pages) for id_ in pages[offset]] == [
        f"day-{n}" for n in reversed(range(400))
    ]
