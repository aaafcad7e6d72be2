"""The tour: each of ten keys is noticed; left or taken, it does not come again."""

from __future__ import annotations

import shutil
from pathlib import Path

from readers import desk_of, press, screen_text, settle, type_text, until

from index import Client, Desk
from tui.app import make


async def test_ten_keys_are_noticed_and_the_tour_never_comes_again(seeded: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(seeded, tmp_path / "home"))
    with Desk.open(home, seeds=True) as desk:
        desk.analyse_pending()
    client = Client.start(home, seeds=True)
    app = make(client, {"TERM": "xterm-256color"}, show_times=False)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = desk_of(pilot)
        await until(pilot, lambda: screen.tour and screen.results.total)
        await until(pilot, lambda: screen.article.names)
        assert "Tour 1/10: press / and type: iran" in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "iran nuclear")
        await until(pilot, lambda: "Tour 2/10" in screen_text(pilot))
        await press(pilot, "enter", "enter", "e", "right_square_bracket")
        assert "Tour 6/10: p shows" in screen_text(pilot)
        await press(pilot, "p")
        await settle(pilot)
        await press(pilot, "q", "S")
        await until(pilot, lambda: "Tour 9/10" in screen_text(pilot))
        await press(pilot, "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, "mine")
        await press(pilot, "escape")
        await until(pilot, lambda: "Tour 10/10" in screen_text(pilot))
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("q")
        await settle(pilot)
        assert "Tour" not in screen_text(pilot).splitlines()[-3]
        await app.leave()
    client = Client.start(home, seeds=True)
    assert await client.tour_seen()
    await client.close()
