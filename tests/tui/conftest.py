"""Desks made from the project's own seed articles, and readers opened on them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from readers import Open, desk_of, settle, until
from textual.pilot import Pilot

from index import Client, Desk
from tests.conftest import Once
from tui.app import make

SEEDS = Path(__file__).parents[2] / "seeds"
DARK = {"TERM": "xterm-256color"}


@pytest.fixture(scope="session")
def seeded(once: Once) -> Path:
    """A home with the seed articles, analysed; shared by tests that only read."""

    def fill(home: Path) -> None:
        with Desk.open(home) as desk:
            desk.add(sorted(SEEDS.glob("20*.txt")))
            desk.analyse_pending()

    return once("seeded", fill)


@pytest.fixture
def open_reader() -> Open:
    """Opens a reader on a home and waits for its first results."""

    @asynccontextmanager
    async def opened(
        home: Path, size: tuple[int, int] = (80, 24), environment: dict[str, str] = DARK
    ) -> AsyncIterator[Pilot[int]]:
        client = Client.start(home)
        app = make(client, environment, show_times=False)
        try:
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda: "..." not in desk_of(pilot).results.state)
                await settle(pilot)
                yield pilot
        finally:
            await client.close()

    return opened
