"""Keys of a person's own: taken where they can be, told in words where they cannot."""

from __future__ import annotations

import pytest

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
