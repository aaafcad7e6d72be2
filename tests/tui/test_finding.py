"""Facets narrow a search; saved searches say what in them is unread."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, type_text, until

from index import Count, Desk
from tui.panes.facets import histogram
from tui.screens.choice import ChoiceScreen


@pytest.fixture
def home(tmp_path: Path) -> Path:
    rows = [
        {
            "id": f"a{n}",
            "title": f"Talks {n}",
            "date": f"2020-0{n}-01",
            "source": source,
            "body": "Talks went on.",
        }
        for n, source in ((1, "Herald"), (2, "Herald"), (5, "Wire"), (6, "Wire"))
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "a.jsonl"])
    return tmp_path / "home"


def test_months_without_hits_have_their_place() -> None:
    months = [Count(value, value, number, "") for value, number in (("2019-12", 1), ("2020-03", 8))]
    first, line, last = histogram(months).split(" ", 1)[0], histogram(months)[8:12], histogram(months)[-7:]
    assert (first, last) == ("2019-12", "2020-03")
    assert line[1:3] == "  "
    assert histogram([]) == ""


async def test_a_facet_narrows_the_search_and_q_leads_back(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "F")
        await until(pilot, lambda: "4 hits" in screen_text(pilot))
        await type_text(pilot, "source herald")
        await press(pilot, "enter")
        desk = desk_of(pilot)
        assert (desk.box.text, desk.results.total) == ("source:Herald", 2)
        await press(pilot, "q")
        assert desk.results.total == 4


async def test_the_article_says_its_place_in_the_search_that_stands(open_reader: Open, home: Path) -> None:
    async with open_reader(home, size=(120, 36)) as pilot:
        await until(pilot, lambda: "2 Article  1/4" in screen_text(pilot))
        await press(pilot, "slash")
        await type_text(pilot, "source:wire")
        await until(pilot, lambda: desk_of(pilot).results.total == 2)
        await until(pilot, lambda: "2 Article  1/2" in screen_text(pilot))


async def test_a_search_is_saved_run_and_forgotten(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "apostrophe")
        assert "W saves the one you see" in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "source:wire talks ")
        await press(pilot, "enter", "I", "W")
        await type_text(pilot, "the wire")
        await press(pilot, "enter")
        assert "Search the wire saved" in screen_text(pilot)
        await press(pilot, "q", "apostrophe")
        await until(pilot, lambda: "the wire   1 unread of 2" in screen_text(pilot))
        await press(pilot, "enter")
        assert desk.results.total == 2
        await press(pilot, "W")
        await type_text(pilot, "forget")
        await press(pilot, "enter", "U")
        assert "Taken back: search the wire forgotten" in screen_text(pilot)


async def test_the_terminals_cursor_is_where_the_last_key_was_for(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "F")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        over = pilot.app.screen
        assert isinstance(over, ChoiceScreen)
        await pilot.press("down", "down")
        assert (over.list.cursor, pilot.app.cursor_position.y) == (2, over.list.region.y + 3)
        await pilot.press("a")
        assert pilot.app.cursor_position.y == over.box.region.y
        await pilot.press("escape")
        await press(pilot, "c", "down")
        countries = desk_of(pilot).countries
        if countries.list.row_count > 1:
            assert pilot.app.cursor_position.y == countries.list.region.y + 2


async def test_what_needs_an_article_says_so_where_nothing_was_found(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "zeppelin")
        await press(pilot, "enter")
        await until(pilot, lambda: "Nothing was found" in screen_text(pilot))
        for key, said in (
            ("enter", "no article to open"),
            *((key, "no articles here") for key in "xvVnz"),
            ("F", "no hits to count"),
        ):
            await press(pilot, key)
            assert said in screen_text(pilot)


async def test_what_a_search_could_not_read_is_still_said_among_its_results(
    open_reader: Open, seeded: Path
) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "date:2024-13 iran")
        assert "‘2024-13’ is no date" in screen_text(pilot)
        await press(pilot, "enter")
        assert desk_of(pilot).place == "results"
        assert "‘2024-13’ is no date" in screen_text(pilot), "all of iran is listed, whenever it was"
        await press(pilot, "j")
        assert "is no date" not in screen_text(pilot)
