"""Articles that another program adds while the reader is open."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, settle, type_text, until
from terminals import Terminal, home_argument

from index import Desk


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Path:
    """A desk of one's own, with the seed articles."""
    return Path(shutil.copytree(seeded, tmp_path / "desk"))


def add(home: Path, folder: Path, *articles: tuple[str, str]) -> None:
    """Add articles (title, date) as another process does."""
    folder.mkdir(exist_ok=True)
    for number, (title, date) in enumerate(articles):
        text = f"{title}\nDate: {date}\n\nNews of {title} number {number}, told at some length.\n"
        (folder / f"{title}.txt").write_text(text, encoding="utf-8")
    _add(home, folder)


def _add(home: Path, path: Path) -> None:
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
    subprocess.run([*command, "--home", str(home), "add", str(path)], check=True)


def add_many(home: Path, path: Path, articles: dict[str, tuple[str, str, str]]) -> None:
    """Add a file of articles (by id: title, date, body) as another process does; what it knows is changed."""
    rows = [
        {"id": id_, "title": title, "date": date, "body": body}
        for id_, (title, date, body) in articles.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    _add(home, path)


TWO = (("Ferry sails again", "2025-03-01"), ("Old bridge falls", "2001-01-01"))


async def test_the_list_grows_at_its_top_and_the_cursor_stays_with_its_article(
    open_reader: Open, home: Path, tmp_path: Path
) -> None:
    async with open_reader(home, (120, 36)) as pilot:
        desk = desk_of(pilot)
        total, hit = desk.results.total, desk.results.hit
        desk.say("Taken back: something.")
        add(home, tmp_path / "new", *TWO)
        await until(pilot, lambda: desk.results.total == total + 2)
        assert "Taken back: something." in screen_text(pilot)
        assert desk.results.hit.id == hit.id
        assert desk.results.cursor == 1
        assert "Ferry sails again" in screen_text(pilot)
        assert f"{total + 2} articles" in screen_text(pilot).splitlines()[-2]


async def test_further_down_it_is_said_and_brought_in_by_a_key(
    open_reader: Open, home: Path, tmp_path: Path
) -> None:
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "G")
        total, cursor, hit, top = desk.results.total, desk.results.cursor, desk.results.hit, desk.results.top
        add(home, tmp_path / "new", *TWO)
        await until(pilot, lambda: "2 new" in screen_text(pilot).splitlines()[1])
        assert desk.results.total == total
        assert (desk.results.cursor, desk.results.top) == (cursor, top)
        await press(pilot, "R")
        assert desk.results.total == total + 2
        assert desk.results.hit.id == hit.id
        assert "2 new" not in screen_text(pilot)
        await press(pilot, "R")
        assert "Nothing has come" in screen_text(pilot)
        await press(pilot, "g")
        assert "Ferry sails again" in screen_text(pilot)


async def test_what_one_reads_stays_where_it_is(open_reader: Open, home: Path, tmp_path: Path) -> None:
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "j", "enter", "space")
        place, page = desk.article.reading_place, desk.article.page.article.id
        assert place > 0
        before = screen_text(pilot).splitlines()[1:-3]
        add(home, tmp_path / "new", *TWO)
        await until(pilot, lambda: desk.desk_status.articles == desk.results.total)
        await settle(pilot)
        await press(pilot, "R")
        assert (desk.article.reading_place, desk.article.page.article.id) == (place, page)
        assert screen_text(pilot).splitlines()[1:-3] == before
        assert desk.results.hit.id == page
        assert f"{desk.results.cursor + 1}/{desk.results.total}" in screen_text(pilot)


async def test_a_search_is_not_turned_over_but_told(open_reader: Open, home: Path, tmp_path: Path) -> None:
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "talks")
        await press(pilot, "enter")
        total = desk.results.total
        add(home, tmp_path / "new", ("Ferry talks resume", "2025-03-01"))
        await until(pilot, lambda: "1 new on the desk" in screen_text(pilot))
        assert desk.results.total == total
        await press(pilot, "R")
        assert desk.results.total == total + 1
        assert desk.wanted == "talks"


async def test_an_empty_desk_fills(open_reader: Open, tmp_path: Path) -> None:
    home = tmp_path / "empty"
    Desk.open(home).close()
    async with open_reader(home) as pilot:
        await until(pilot, lambda: "no articles" in screen_text(pilot))
        add(home, tmp_path / "new", *TWO)
        await until(pilot, lambda: "Ferry sails again" in screen_text(pilot), 60)


async def test_an_article_far_down_a_long_list_is_found_again(open_reader: Open, tmp_path: Path) -> None:
    home = tmp_path / "long"
    many = {f"report-{n}": (f"Report {n:03}", f"2020-01-{n % 28 + 1:02}", f"News {n}.") for n in range(450)}
    add_many(home, tmp_path / "many.jsonl", many)
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, *["space"] * 20)
        await until(pilot, lambda: desk.results.hit)
        hit = desk.results.hit
        assert desk.results.cursor > 200
        add(home, tmp_path / "new", *((f"Later {n}", "2021-01-01") for n in range(30)))
        await until(pilot, lambda: "30 new" in screen_text(pilot))
        await press(pilot, "R")
        assert desk.results.total == 480
        assert desk.results.hit.id == hit.id
        assert desk.results.cursor == Desk.open(home).ids("").index(hit.id)
        await press(pilot, "k", "k", "k")
        assert desk.results.hit is not None


async def test_an_article_that_has_moved_far_is_found_where_it_is_now(
    open_reader: Open, tmp_path: Path
) -> None:
    home, file = tmp_path / "long", tmp_path / "many.jsonl"
    many = {f"report-{n}": (f"Report {n:03}", "2020-01-05", f"News {n}.") for n in range(450)}
    add_many(home, file, many)
    async with open_reader(home) as pilot:
        desk = desk_of(pilot)
        await press(pilot, *["space"] * 20)
        await until(pilot, lambda: desk.results.hit)
        hit = desk.results.hit
        first = int(hit.title.split()[1])
        for number in range(first, first + 170):  # written anew they are the last, so they come first
            title, date, body = many[f"report-{number % 450}"]
            many[f"report-{number % 450}"] = title, date, f"{body}\n\nOne thing more.\n"
        add_many(home, file, many)
        await until(pilot, lambda: "changed" in screen_text(pilot))
        await press(pilot, "R")
        assert desk.results.hit.id == hit.id
        assert 100 < desk.results.cursor == Desk.open(home).ids("").index(hit.id)


def test_no_byte_goes_to_the_terminal_while_nothing_comes(home: Path, tmp_path: Path) -> None:
    with Terminal(*home_argument(home)) as terminal:
        terminal.until(lambda text: "Assad flees" in text)
        terminal.press("G")
        terminal.read(1.0)
        assert terminal.read(4.0) == b""
        add(home, tmp_path / "new", *TWO)
        terminal.until(lambda text: "2 new" in text)
        terminal.read(1.5)
        assert terminal.read(3.5) == b""
        terminal.press("R")
        terminal.until(lambda text: "2 new" not in text)
