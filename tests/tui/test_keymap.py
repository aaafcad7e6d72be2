"""Keys of a person's own: taken where they can be, told in words where they cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, settle, type_text

from index import Desk
from tui.actions import ACTIONS
from tui.keymap import KeyFault, Keymap, strokes


def test_a_key_is_one_press_or_a_few() -> None:
    assert strokes("ya") == ("y", "a")
    assert strokes("enter") == ("enter",)
    assert strokes("ctrl+d") == ("ctrl+d",)
    assert strokes("f12") == ("f12",)
    for nonsense in ("", "wrongkey", "ctrl+nothing", "a b", "f99"):
        with pytest.raises(KeyFault):
            strokes(nonsense)


def test_keys_are_remapped_and_swapped() -> None:
    keymap = Keymap.load(
        {"line_down": "k", "line_up": ["j", "up"], "results": {"sort": "gs"}, "to_top": "gg"}
    )
    assert not keymap.problems
    assert keymap.find("results", ("j",)).action.name == "line_up"
    waiting = keymap.find("results", ("g",))
    assert waiting.action is None
    assert {key for key, _ in waiting.following} == {"gs", "gg"}
    assert keymap.find("results", ("g", "s")).action.name == "sort"
    assert keymap.find("results", ("g", "x")) == (None, ())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"nonsense": "x"}, "there is no such action"),
        ({"star": "x"}, "there is no such action; results.star?"),
        ({"serach": "x"}, "there is no such action; search?"),
        ({"line_down": "wrongkey"}, "is no key"),
        ({"line_down": 5}, "must be written"),
        ({"article": {"next_match": "e"}}, "e clashes with article.next_entity"),
        ({"search": "gg"}, "gg clashes with to_top"),
        ({"leave": "j"}, "j clashes with line_down"),
        ({"leave": "ctrl+c"}, "needed for something else"),
        ({"search": {"leave_box": "x"}}, "a letter to be typed"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_keys_stay(table: dict[str, object], told: str) -> None:
    keymap = Keymap.load(table)
    assert len(keymap.problems) == 1
    assert told in keymap.problems[0]
    assert keymap.actions == ACTIONS


async def test_settings_are_in_force_and_faults_are_told(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nsearch = ",s"\nresults.sort = "wrong"\n')
    async with open_reader(tmp_path) as pilot:
        assert "results.sort: 'wrong' is no key" in screen_text(pilot)
        await pilot.press("comma")
        await pilot.pause()
        assert ",s search" in screen_text(pilot)
        await press(pilot, "s")
        assert desk_of(pilot).place == "search"
        await press(pilot, "escape", "slash")
        assert "/ does nothing here" in screen_text(pilot)


async def test_a_fault_that_was_told_does_not_come_back(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nresults.sort = "wrong"\n')
    async with open_reader(tmp_path) as pilot:
        monkeypatch.setattr("tui.screens.desk._KEYS_PATIENCE", 0.5)
        desk_of(pilot).ask_keys()  # the answer comes after that to the first search, as it may
        await settle(pilot)
        assert "results.sort: 'wrong' is no key" in screen_text(pilot)
        await press(pilot, "y", "y")
        await pilot.pause(0.6)  # until then the reader would have waited for the keys
        assert "yy does nothing here" in screen_text(pilot)
        await press(pilot, "slash", "z")
        assert "is no key" not in screen_text(pilot)


async def test_what_is_said_names_a_persons_own_keys(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks end\nDate: 2020-01-02\n\nNobody spoke.\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "config.toml").write_text('[keys]\nsearch = "s"\nundo = "Z"\nresults.sort = "O"\n')
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "a.txt"])
    async with open_reader(tmp_path / "home") as pilot:
        await settle(pilot)
        assert "search: s then type" in screen_text(pilot)
        await press(pilot, "S")
        assert "Starred. Z takes it back." in screen_text(pilot)
        await press(pilot, "s")
        await type_text(pilot, "zebra")
        await press(pilot, "enter")
        assert "or s for another search" in screen_text(pilot)


async def test_what_may_follow_a_key_stays_when_an_answer_comes(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await pilot.press("y")
        await pilot.pause()
        shown = screen_text(pilot).splitlines()[-1]
        assert "yu" in shown
        desk_of(pilot).ask_names()
        await settle(pilot)
        assert screen_text(pilot).splitlines()[-1] == shown
        await press(pilot, "escape")
        assert "yu" not in screen_text(pilot).splitlines()[-1]


async def test_several_faults_are_a_page(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nstar = "s"\nmatrix = "j"\n')
    async with open_reader(tmp_path) as pilot:
        shown = screen_text(pilot)
        assert "star: there is no such action; results.star?" in shown
        assert "matrix: j clashes with line_down" in shown
        await press(pilot, "q", "slash")
        assert desk_of(pilot).place == "search"


async def test_a_broken_settings_file_is_told(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[keys\n")
    async with open_reader(tmp_path) as pilot:
        assert "is not TOML" in desk_of(pilot).status.message
        await press(pilot, "slash")
        assert desk_of(pilot).place == "search"


async def test_the_command_line_does_what_is_typed(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(tmp_path) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        await type_text(pilot, "choose a country")
        await press(pilot, "enter")
        assert desk_of(pilot).place == "countries"
        await press(pilot, "escape", "colon")
        await type_text(pilot, "nonsense")
        await press(pilot, "enter", "escape", "1")
        assert desk_of(pilot).place == "results"
