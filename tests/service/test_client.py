"""The reader's door: answers come from a process of its own, and only the newest question counts."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from index import Client, Desk, DeskError, Note, Superseded

BRIEF = """France warns Iran over river talks
Date: 2024-03-12

France on Thursday warned Iran that talks would end if drilling resumed.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    desk = Desk.open(folder)
    desk.add([tmp_path / "brief.txt"])
    desk.close()
    return folder


async def test_a_search_is_answered(home: Path) -> None:
    client = Client.start(home)
    try:
        results = await client.search("drilling")
        assert [hit.title for hit in results.hits] == ["France warns Iran over river talks"]
        page = await client.article(results.hits[0].id)
        assert "warned Iran" in page.article.body
    finally:
        await client.close()


async def test_counts_and_completions_are_answered_beside_a_search(home: Path) -> None:
    client = Client.start(home)
    try:
        results, counts, completions = await asyncio.gather(
            client.search("drilling"), client.counts("drilling"), client.complete("dri", 3)
        )
        assert counts.total == results.total == 1
        assert counts.generation == results.generation
        assert [(month.value, month.number) for month in counts.months] == [("2024-03", 1)]
        assert [found.text for found in completions] == ["drilling"]
    finally:
        await client.close()


async def test_what_awaits_analysis_is_analysed_meanwhile(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOREIGNDESK_NO_BACKGROUND")
    client = Client.start(home)
    try:
        (hit,) = (await client.search("drilling")).hits
        async with asyncio.timeout(90):
            while not (page := await client.article(hit.id)).analysed:
                await asyncio.sleep(0.1)
        assert [(found.source, found.target) for found in page.relations] == [("FRA", "IRN")]
    finally:
        await client.close()


async def test_only_the_newest_search_is_answered(home: Path) -> None:
    client = Client.start(home)
    try:
        answers = await asyncio.gather(
            *(client.search(word) for word in ("f", "fr", "fra", "fran", "france")), return_exceptions=True
        )
        assert all(isinstance(answer, Superseded) for answer in answers[:-1])
        assert not isinstance(answers[-1], BaseException)
        assert answers[-1].query == "france"
        assert answers[-1].total == 1
    finally:
        await client.close()


async def test_what_cannot_be_answered_says_why(home: Path) -> None:
    client = Client.start(home)
    try:
        with pytest.raises(DeskError, match="no-such-article"):
            await client.article("no-such-article")
        assert (await client.status()).articles == 1
    finally:
        await client.close()


async def test_a_killed_service_is_started_anew(home: Path) -> None:
    client = Client.start(home)
    try:
        assert (await client.status()).articles == 1
        assert client._line._process is not None
        os.kill(client._line._process.pid, signal.SIGKILL)
        with pytest.raises(DeskError, match="ask again"):
            while True:
                await client.status()
        assert (await client.status()).articles == 1
    finally:
        await client.close()


async def test_a_note_is_kept_although_the_reader_leaves_at_once(home: Path) -> None:
    client = Client.start(home)
    await client.status()
    keeping = asyncio.create_task(client.save_note(Note("FRA", "Same wording as in November.")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await client.close()
    keeping.cancel()
    desk = Desk.open(home)
    assert desk.mine.note("FRA").text.strip() == "Same wording as in November."
    desk.close()


async def test_the_service_ends_with_the_reader(home: Path) -> None:
    client = Client.start(home)
    await client.status()
    process = client._line._process
    assert process is not None
    assert client._line._writer is not None
    client._line._writer.close()
    await asyncio.to_thread(process.wait, 10)
    assert process.returncode == 0


async def test_a_folder_named_index_where_one_stands_is_not_imported(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "stand" / "index"
    trap.mkdir(parents=True)
    (trap / "__init__.py").write_text("raise SystemExit('imported the trap')", encoding="utf-8")
    monkeypatch.chdir(trap.parent)
    client = Client.start(home)
    try:
        assert (await client.status()).articles == 1
    finally:
        await client.close()


def test_importing_the_front_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c", "import index, sys; print([m for m in sys.modules if m.split('.')[0] in "
         "('spacy', 'whoosh', 'sqlite3', 'numpy', 'asyncio')])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
