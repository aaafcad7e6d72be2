"""Pictures of the screens at three sizes and in three palettes, of the main ones at two sizes in all five;
``pytest --snapshot-update`` makes them anew.

The articles are the test's own and their sentences plain, so that better analysis leaves the pictures alone.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from readers import desk_of, press, settle, type_text, until
from syrupy import SnapshotAssertion
from textual.pilot import Pilot

from index import Client, Desk, Note
from tests.conftest import Once
from tui.app import make
from tui.screens.choice import ChoiceScreen
from tui.screens.entities import EntitiesScreen
from tui.screens.text import TextScreen

ARTICLES = [
    {
        "id": "a1",
        "title": "France warns Iran over river talks",
        "date": "2020-03-12",
        "source": "Desk",
        "body": "France warned Iran on Thursday.\n\nTerms of the talks\n\n- Germany supported France.\n"
        "- China praised Iran.\n\nThe river rose in spring and fell again in autumn, as it has done "
        "for longer than anybody in the valley remembers.",
    },
    {
        "id": "a2",
        "title": "Germany sends aid to Turkey",
        "date": "2020-02-01",
        "source": "Desk",
        "body": "Germany sent aid to Turkey on Saturday.",
    },
    {
        "id": "a3",
        "title": "东京的会谈 and 서울 in one title",
        "date": "2019-05-05",
        "source": "Wire",
        "body": "东京的会谈在星期一结束。没有人宣布任何结果。",
    },
]
PALETTES = {
    "dark": {"TERM": "xterm-256color"},
    "light": {"TERM": "xterm-256color", "FOREIGNDESK_COLOURS": "light"},
    "plain": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
SIZES = [(80, 24), (120, 36), (200, 60)]


@pytest.fixture(scope="module")
def home(once: Once) -> Path:
    return once("pictures", _fill)


def _fill(home: Path) -> None:
    path = home / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    desk = Desk.open(home)
    desk.add([path])
    desk.analyse_pending()
    desk.mine.mark(["a1"], "star", True)
    desk.mine.tag(["a2"], ["aid"], [])
    desk.mine.seen("a3")
    sentence = "China praised Iran."
    start = desk.article("a1").article.body.index(sentence)
    note = Note("", "As in spring.", None, "sentence", ARTICLES[0]["title"], "a1", sentence, start)
    desk.mine.save_note(replace(note, key=desk.mine.note_about(note).key))
    desk.close()


async def _open(pilot: Pilot[int]) -> None:
    desk = desk_of(pilot)
    await until(pilot, lambda: desk.results.total == 3 and desk.countries.list.actors)
    await settle(pilot)
    if desk.results.size.width != pilot.app.size.width:
        await until(pilot, lambda: desk.article.page)


async def results(pilot: Pilot[int]) -> None:
    await _open(pilot)


async def article(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "river")
    await press(pilot, "enter", "enter", "e")


async def relations(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "c")
    await type_text(pilot, "fra")
    await press(pilot, "enter", "j")
    await until(pilot, lambda: desk_of(pilot).relations.actor)
    await settle(pilot)


async def keys(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await pilot.press("question_mark")
    await pilot.pause()


async def facets(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "o", "F")
    await pilot.pause()


async def command_line(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await pilot.press("colon")
    await pilot.pause()
    await pilot.press(*"tag")
    await pilot.pause()


async def pair(pilot: Pilot[int]) -> None:
    await relations(pilot)
    await press(pilot, "p", "j")
    await until(pilot, lambda: desk_of(pilot).pair_pane.page)
    await settle(pilot)


async def filtering(pilot: Pilot[int]) -> None:
    await relations(pilot)
    await press(pilot, "f")
    await type_text(pilot, "type:aid")


async def matrix(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "M", "l")
    await until(pilot, lambda: desk_of(pilot).matrix.matrix)
    await settle(pilot)


async def countries(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "c")


async def why(pilot: Pilot[int]) -> None:
    await _open(pilot)
    lines = [
        "France warned Iran.",
        "",
        "  France    subject of warned  = France (FRA)",
        "  warned    main word",
    ]
    await pilot.app.push_screen(TextScreen("Why", lines))
    await pilot.pause()


async def tagging(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "V", "t")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
    await pilot.pause()


async def entities(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "at")
    await _answered(pilot)


async def entity(pilot: Pilot[int]) -> None:
    await entities(pilot)
    await pilot.press(*"ger")
    await _answered(pilot)
    await pilot.press("enter")
    await _answered(pilot)


async def _answered(pilot: Pilot[int]) -> None:
    """Wait for what the screen over the desk has asked."""
    assert isinstance(pilot.app.screen, EntitiesScreen)
    for _ in range(2):
        await pilot.pause(0.1)
        await pilot.app.screen.questions.settle(20)
    await pilot.pause()


async def writing(pilot: Pilot[int]) -> None:
    await _open(pilot)
    await press(pilot, "enter")
    await until(pilot, lambda: desk_of(pilot).article.page)
    await press(pilot, *["right_parenthesis"] * 4, "a")
    await until(pilot, lambda: desk_of(pilot).place == "writing")
    await settle(pilot)


async def note(pilot: Pilot[int]) -> None:
    await writing(pilot)
    await press(pilot, "escape")
    await settle(pilot)


async def tour(pilot: Pilot[int]) -> None:
    await _open(pilot)
    desk_of(pilot).do("tour")
    await pilot.pause()


SCREENS = [
    results, article, relations, keys, facets, command_line, pair, filtering, matrix, countries, why, tagging,
    entities, entity, writing, note, tour,
]  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_an_empty_desk(
    snap_compare: Callable[..., bool], tmp_path: Path, palette: str, size: tuple[int, int]
) -> None:
    async def open_(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: desk_of(pilot).results.hints)
        await settle(pilot)

    app = make(Client.start(tmp_path), PALETTES[palette], show_times=False, read_after=None)
    assert snap_compare(app, terminal_size=size, run_before=open_)


Screen = Callable[[Pilot[int]], Awaitable[None]]
Size = tuple[int, int]


@pytest.fixture(scope="module")
def pictures(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Screen, Size], Path]:
    """A folder with a screen in each palette, all from one run: a person may change palettes anywhere."""

    @cache
    def taken(screen: Screen, size: Size) -> Path:
        folder = tmp_path_factory.mktemp(screen.__name__)
        asyncio.run(_take(home, screen, size, folder))
        return folder

    return taken


async def _take(home: Path, screen: Screen, size: Size, folder: Path) -> None:
    app = make(Client.start(home), PALETTES["dark"], show_times=False, read_after=None)
    async with app.run_test(size=size) as pilot:
        await screen(pilot)
        for palette in _palettes(screen, size):
            while app.palette.name != f"desk-{palette}":
                app.next_palette()
            await pilot.pause()
            await pilot.wait_for_scheduled_animations()
            picture = app.export_screenshot(title=app.title, simplify=True)
            (folder / f"{palette}.svg").write_text(picture, encoding="utf-8")
        await app.client.close()


def _palettes(screen: Screen, size: Size) -> tuple[str, ...]:
    """Small screens that are looked at most are taken in all palettes."""
    main = screen in (results, article, relations, pair) and size != SIZES[-1]
    return (*PALETTES, "contrast", "ansi") if main else tuple(PALETTES)


@pytest.mark.parametrize(
    ("screen", "size", "palette"),
    [
        pytest.param(screen, size, palette, id=f"{screen.__name__}-{size[0]}x{size[1]}-{palette}")
        for screen in SCREENS
        for size in SIZES
        for palette in _palettes(screen, size)
    ],
)
def test_picture(
    snapshot: SnapshotAssertion,
    pictures: Callable[[Screen, Size], Path],
    palette: str,
    size: Size,
    screen: Screen,
) -> None:
    now = pictures(screen, size) / f"{palette}.svg"
    same = snapshot.use_extension(SVGImageExtension) == now.read_text(encoding="utf-8")
    assert same, f"not as in the picture that is kept; now it is {now}"
