"""Driving a reader in a test: pressing keys, waiting for answers, reading the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tui.reader import Reader
from tui.screens.desk import DeskScreen

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def desk_of(pilot: Pilot[int]) -> DeskScreen:
    """The reader's main screen."""
    assert isinstance(pilot.app, Reader)
    return pilot.app.desk


async def until(pilot: Pilot[int], true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"not so within {seconds} s; the screen:\n{screen_text(pilot)}")


async def settle(pilot: Pilot[int]) -> None:
    """Wait until every question is answered and painted."""
    for _ in range(3):
        await desk_of(pilot).questions.settle(20)
        await pilot.pause()
        await asyncio.sleep(0.02)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after another, each as ``Pilot.press`` names them, waiting for what they ask."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def burst(pilot: Pilot[int], *keys: str) -> None:
    """Press keys faster than they can be worked off."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        event = Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        driver.send_message(event)


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type into whatever has the keys."""
    await pilot.press(*("space" if char == " " else char for char in text))
    await settle(pilot)


async def open_country(pilot: Pilot[int], name: str) -> None:
    """Come to the page of a country by keys."""
    await press(pilot, "c")
    await type_text(pilot, name)
    await press(pilot, "enter")
    await until(pilot, lambda: desk_of(pilot).relations.actor)


def screen_text(pilot: Pilot[int]) -> str:
    """What is on the screen, as lines of text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
