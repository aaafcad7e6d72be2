"""Marks as a person makes them: one article or many, seen in the list, found by search, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, settle, type_text, until

from index import Desk

COUNT = 250


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A desk of more articles than one page of results holds."""
    path = tmp_path / "articles.jsonl"
    rows = (
        {"id": f"a{n:03}", "title": f"Talks {n}", "date": f"2020-01-{n % 28 + 1:02}", "body": "Talks."}
        for n in range(COUNT)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Desk.open(tmp_path / "home") as desk:
        desk.add([path])
    return tmp_path / "home"


async def test_a_star_is_shown_found_and_taken_back(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "S")
        assert screen_text(pilot).splitlines()[2].startswith("> •*")
        assert "Starred. U takes it back." in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "is:starred ")
        assert desk_of(pilot).results.total == 1
        await press(pilot, "escape", "U")
        assert "Taken back: starred" in screen_text(pilot)
        assert not desk_of(pilot).results.hits[0].mine.star
        await press(pilot, "slash")
        await type_text(pilot, " ")
        assert desk_of(pilot).results.total == 0


async def test_many_rows_are_one_step(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        results = desk_of(pilot).results
        await press(pilot, "x", "j", "v", "j", "j", "v", "k")
        assert list(results.selection) == [0, 2, 3, 4]
        assert "4 chosen" in screen_text(pilot)
        await press(pilot, "L")
        assert "4 articles kept for later" in screen_text(pilot)
        assert list(results.selection) == [0, 2, 3, 4], "for what is done to them next"
        await press(pilot, "escape")
        assert len(results.selection) == 0
        assert sum(hit.mine.later for hit in results.hits.values()) == 4
        await press(pilot, "U")
        assert not any(hit.mine.later for hit in results.hits.values())


async def test_all_results_are_marked_the_unseen_too(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "V", "I")
        assert f"{COUNT} articles marked read" in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "is:unread ")
        assert desk_of(pilot).results.total == 0
    with Desk.open(home) as desk:
        assert desk.search("is:read ").total == COUNT


async def test_tags_are_typed_or_chosen(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "t")
        await type_text(pilot, "river war")
        await press(pilot, "enter")
        await until(pilot, lambda: "#river-war" in screen_text(pilot))
        await press(pilot, "j", "t")
        assert "tag river-war" in screen_text(pilot)
        await press(pilot, "enter", "k", "t", "enter")
        await until(pilot, lambda: desk_of(pilot).results.hits[0].mine.tags == ())
        await press(pilot, "slash")
        await type_text(pilot, "tag:river-war ")
        assert desk_of(pilot).results.total == 1


async def test_what_is_read_counts_as_read(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        desk.read_after = 0.1
        await press(pilot, "enter")
        await until(pilot, lambda: desk.results.hits[0].mine.read)
        await press(pilot, "q")
        assert screen_text(pilot).splitlines()[2].startswith(">   ")
        await press(pilot, "n")
        assert desk.results.cursor == 1
        await press(pilot, "U")
        assert "nothing to take back" in screen_text(pilot)
        await press(pilot, "k", "enter", "I")
        assert not desk.results.hits[0].mine.read
        await press(pilot, "j", "q")
        await settle(pilot)
        assert not desk.results.hits[0].mine.read, "who marks an article unread wants it so"


async def test_rows_are_grouped_under_headings(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        results = desk_of(pilot).results
        await press(pilot, "o")
        lines = screen_text(pilot).splitlines()
        assert lines[2].strip().startswith("-- 2020-01-28")
        assert lines[3].startswith(">")
        for _ in range(12):
            await press(pilot, "j")
        assert results.cursor == 12
        shown = screen_text(pilot).splitlines()
        assert sum("-- 2020-01-2" in line for line in shown) >= 2
        await press(pilot, "G")
        assert results.cursor == COUNT - 1
        assert screen_text(pilot).splitlines()[-3].startswith(">")
        await press(pilot, "g")
        assert screen_text(pilot).splitlines()[2].strip().startswith("-- 2020-01-28")
        assert all(results.row_at(results.row_lines(row)[0]) == row for row in range(COUNT))
