"""Who is named: from a mark, from the list, and what a reader decides about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, settle, type_text, until

from index import Desk
from tui.screens.entities import EntitiesScreen

BODIES = {
    "a": "NATO Secretary-General Mark Rutte visited Ankara.\n\nTurkey thanked Rutte.",
    "b": "Norwegian Deputy Minister Ingrid Solheim met Mark Rutte of NATO in Oslo.",
    "c": "Ingrid Solheim praised Norway and France. Mark Rutte was not there.",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    rows = [{"id": i, "title": f"Title {i}", "date": "2024-12-03", "body": b} for i, b in BODIES.items()]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Desk.open(tmp_path / "desk") as desk:
        desk.add([tmp_path / "articles.jsonl"])
        desk.analyse_pending()
    return tmp_path / "desk"


async def rest(pilot) -> EntitiesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, EntitiesScreen)
    await screen.questions.settle(20)
    await pilot.pause()
    return screen


async def test_enter_on_a_person_opens_its_page_and_q_comes_back(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "norwegian")
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: desk_of(pilot).article.page is not None)
        await press(pilot, "e", "e", "enter")
        screen = await rest(pilot)
        assert screen.pane.page is not None
        assert screen.pane.page.entity.name == "Ingrid Solheim"
        shown = screen_text(pilot)
        assert "Norwegian Deputy Minister" in shown
        assert "2 mentions in 2 articles" in shown
        assert "Appears with" in shown
        await press(pilot, "Z")
        assert "Z does nothing here; ? shows all keys." in screen_text(pilot)
        await press(pilot, "question_mark")
        assert "Say who it is: two names become one." in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "another name")
        await press(pilot, "enter")
        assert "new name: Ingrid Solheim" in screen_text(pilot)
        await press(pilot, "escape")
        await press(pilot, "G", "enter")
        await settle(pilot)
        assert desk_of(pilot).article.page.article.id in BODIES
        await press(pilot, "q")
        await rest(pilot)
        assert "Ingrid Solheim" in screen_text(pilot)
        await press(pilot, "q")
        assert not isinstance(pilot.app.screen, EntitiesScreen)


async def test_the_list_narrows_and_deciding_shows_in_the_article(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "enter")
        await press(pilot, "at")
        await rest(pilot)
        await pilot.press(*"rut")
        screen = await rest(pilot)
        await until(pilot, lambda: [one.name for one in screen.list.found] == ["Mark Rutte"])
        await press(pilot, "enter")
        await rest(pilot)
        await press(pilot, "n")
        await pilot.press("ctrl+u", *"Secretary")
        await press(pilot, "enter")
        await until(pilot, lambda: screen.pane.page.entity.name == "Secretary")
        assert "you decided: Mark Rutte is Secretary" in screen_text(pilot)
        await press(pilot, "U")
        await until(pilot, lambda: screen.pane.page.entity.name == "Mark Rutte")
        await press(pilot, "m")
        await pilot.press(*"solh")
        chooser = await rest(pilot)
        await until(pilot, lambda: [one.name for one in chooser.list.found] == ["Ingrid Solheim"])
        await press(pilot, "enter")
        await until(pilot, lambda: screen.pane.page.entity.name == "Ingrid Solheim")
        assert screen.pane.page.entity.articles == 3
        await press(pilot, "x")
        await until(pilot, lambda: screen.mode == "entities")
        await press(pilot, "escape")
        await settle(pilot)
        page = desk_of(pilot).article.page
        assert "Mark Rutte" not in {mention.entity for mention in page.mentions}


async def test_marks_of_one_kind_or_one_country_only(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "ankara")
        await press(pilot, "enter", "enter")
        pane = desk_of(pilot).article
        await press(pilot, "m")
        assert "{Turkey} thanked <Rutte>" in screen_text(pilot)
        await press(pilot, "f")
        assert "{Turkey} thanked Rutte" in screen_text(pilot)
        assert "Marked: countries." in screen_text(pilot)
        await press(pilot, "e")
        assert pane.chosen_mention.text == "Turkey"
        await press(pilot, "F")
        assert "{Turkey} thanked Rutte" in screen_text(pilot)
        await press(pilot, "F")
        assert "{Turkey} thanked <Rutte>" in screen_text(pilot)
