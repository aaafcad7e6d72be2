"""Panes at every size of screen, and every key in each of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import Open, burst, desk_of, press, screen_text, settle, type_text, until

from index import Desk


async def test_wrong_keys_are_answered(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "w")
        assert "w does nothing here" in screen_text(pilot)
        await press(pilot, "q")
        assert "q again leaves" in screen_text(pilot)
        await press(pilot, "j")
        await press(pilot, "q")
        assert "q again leaves" in screen_text(pilot)


async def test_every_key_in_every_pane_leaves_the_reader_running(open_reader: Open, seeded: Path) -> None:
    keys = [
        *"jkgGdubeEnN[]*mrzasc",
        "escape",
        *"JK",
        "enter",
        "tab",
        "space",
        "pageup",
        "up",
        "end",
        "q",
        "T",
        "w",
    ]
    async with open_reader(seeded, size=(130, 30)) as pilot:
        for pane in "1234":
            for key in keys:
                await pilot.press(pane)
                burst(pilot, key, "escape")
                await pilot.pause()
        await settle(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(("width", "panes"), [(80, 1), (119, 1), (120, 2), (160, 3), (200, 3)])
async def test_panes_stand_side_by_side_where_there_is_room(
    open_reader: Open, seeded: Path, width: int, panes: int
) -> None:
    async with open_reader(seeded, size=(width, 40)) as pilot:
        desk = desk_of(pilot)
        shown = [desk.query_one(id_).display for id_ in ("#left", "#article-side", "#right")]
        assert sum(shown) == panes
        for pane in "2341":
            await press(pilot, pane)
            assert sum(desk.query_one(id_).display for id_ in ("#left", "#article-side", "#right")) == panes


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (500, 200)])
async def test_tiny_and_huge_screens(open_reader: Open, seeded: Path, size: tuple[int, int]) -> None:
    async with open_reader(seeded, size=size) as pilot:
        await press(pilot, "enter", "e", "right_square_bracket", "q", "c", "enter", "j", "question_mark", "q")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert pilot.app.is_running


async def test_markup_in_an_article_is_text(open_reader: Open, tmp_path: Path) -> None:
    title = "[/b] [PARIS] (AP) [1] [@click=app.quit]x"
    (tmp_path / "m.txt").write_text(
        f"{title}\nDate: 2020-01-02\n\n[b]France[/b] [$primary] warned [red]Iran[/].\n"
    )
    desk = Desk.open(tmp_path)
    desk.add([tmp_path / "m.txt"])
    desk.close()
    async with open_reader(tmp_path) as pilot:
        assert title in screen_text(pilot)
        await press(pilot, "enter")
        assert title in screen_text(pilot)
        assert "[b]France[/b] [$primary] warned [red]Iran[/]." in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "[/b] [x")
        assert pilot.app.is_running


async def test_the_list_of_keys_is_searched_and_does(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("slash", *"relations", "space", *"choose")
        await pilot.pause()
        assert "Choose a country" in screen_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert desk_of(pilot).place == "countries"


async def test_what_is_chosen_at_once_in_an_article_beside_the_list_stays(
    open_reader: Open, seeded: Path
) -> None:
    async with open_reader(seeded, size=(200, 60)) as pilot:
        article = desk_of(pilot).article
        await until(pilot, lambda: article.page)
        burst(pilot, "enter", ")")
        await settle(pilot)
        assert article.chosen == ("sentence", 0)


def _home_of_two(folder: Path) -> Path:
    body = "The harbour was quiet for a month. " * 5 + "Then the grain fleet sailed, and the ministers met."
    rows = [{"id": f"a{n}", "title": f"Letter {n}", "date": f"2020-03-0{n}", "body": body} for n in (1, 2)]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Desk.open(folder / "home") as desk:
        desk.add([folder / "a.jsonl"])
    return folder / "home"


async def test_words_around_the_matches_are_shown_when_asked_for(open_reader: Open, tmp_path: Path) -> None:
    home = _home_of_two(tmp_path)
    async with open_reader(home) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "ministers")
        await press(pilot, "enter", "j")
        assert "ministers met" not in screen_text(pilot)
        await press(pilot, "z")
        assert "ministers met" in screen_text(pilot)
        assert desk_of(pilot).results.cursor == 1
        await press(pilot, "z")
        assert "ministers met" not in screen_text(pilot)
    (home / "config.toml").write_text("[reader]\nsnippets = true\n")
    async with open_reader(home) as pilot:
        await press(pilot, "/")
        await type_text(pilot, "ministers")
        assert "ministers met" in screen_text(pilot)
    (home / "config.toml").write_text("[reader]\nsnippets = 3\n")
    async with open_reader(home) as pilot:
        assert "snippets in [reader] must be true or false" in screen_text(pilot)


async def test_a_new_search_replaces_the_old_unless_one_goes_on_with_it(
    open_reader: Open, seeded: Path
) -> None:
    async with open_reader(seeded) as pilot:
        box = desk_of(pilot).box
        await press(pilot, "/")
        await type_text(pilot, "iran")
        await press(pilot, "enter", "/")
        await type_text(pilot, "peru")
        assert box.text == "peru"
        await press(pilot, "enter", "/", "space")
        await type_text(pilot, "chile")
        assert box.text == "peru chile"
        await press(pilot, "enter", "/", "left")
        await type_text(pilot, "x")
        assert box.text == "peru chilxe"
        await press(pilot, "escape", "/", "backspace", "enter")
        assert box.text == "peru chilx"


async def test_a_new_search_in_one_burst_replaces_the_old(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "/")
        burst(pilot, *"iran", "enter", "/", *"peru")
        await settle(pilot)
        assert desk_of(pilot).box.text == "peru"
