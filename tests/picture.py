"""Takes the README's picture from the reader itself: ``make picture``.

python tests/picture.py OUT.svg [WIDTH HEIGHT [COLOURS]]
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from index import Client, Desk
from tui.app import make
from tui.reader import Reader

SEEDS = Path(__file__).parents[1] / "seeds"


async def settle(pilot: Pilot[int]) -> None:
    """Wait until every question is answered and painted."""
    assert isinstance(pilot.app, Reader)
    for _ in range(4):
        await pilot.app.desk.questions.settle(20)
        await pilot.pause(0.3)


async def take(home: Path, out: Path, size: tuple[int, int], colours: str) -> None:
    """A search, an article open at a name, and the relations of Russia."""
    os.environ["COLORTERM"] = "truecolor"
    client = Client.start(home)
    app = make(client, {"TERM": "xterm-256color", "FOREIGNDESK_COLOURS": colours}, show_times=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1.5)
        await settle(pilot)
        keys = ["/", *"korea", "enter", "enter", "c", *"russia", "enter", "j", "2", "right_square_bracket"]
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        out.write_text(app.export_screenshot(title="Foreign Desk"), encoding="utf-8")
    await client.close()


def main(out: str, width: str = "170", height: str = "44", colours: str = "dark") -> None:
    """Make a desk of the seed articles, analyse it, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Desk.open(home) as desk:
            desk.add(sorted(SEEDS.glob("20*.txt")))
            desk.analyse_pending()
        asyncio.run(take(home, Path(out), (int(width), int(height)), colours))


if __name__ == "__main__":
    main(*sys.argv[1:])
