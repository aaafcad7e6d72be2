"""Notes as a person writes them: on a sentence, an article, a country; inside, and in their own editor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from readers import Open, burst, desk_of, press, screen_text, settle, type_text, until
from terminals import Terminal, home_argument

from index import Desk


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "Talks end\nDate: 2020-01-02\n\nFrance warned Iran on Thursday. The river rose.\n\nNobody spoke.\n"
    )
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "a.txt"])
        desk.analyse_pending()
    return tmp_path / "home"


async def test_a_note_on_a_sentence_stands_below_it(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        screen = desk_of(pilot)
        await press(pilot, "enter", ")", ")", "a")
        await until(pilot, lambda: screen.place == "writing")
        assert "Talks end" in screen_text(pilot).splitlines()[0]
        await type_text(pilot, "as last year")
        await press(pilot, "escape", "q")
        lines = screen_text(pilot).splitlines()
        at = next(n for n, line in enumerate(lines) if "The river rose." in line)
        assert lines[at].startswith("~")
        assert lines[at + 1].strip() == "~ as last year"
        await press(pilot, "a")
        await until(pilot, lambda: screen.place == "writing")
        assert screen.note.text.strip() == "as last year", "the same sentence, the same note"
        await press(pilot, "escape", "o")
        assert screen.pane == "article"


async def test_a_note_is_on_the_article_that_was_opened_however_fast_one_is(
    open_reader: Open, tmp_path: Path
) -> None:
    for name in ("Chad", "Peru"):
        (tmp_path / f"{name}.txt").write_text(f"{name} votes\nDate: 2020-01-02\n\nPeople in {name} voted.\n")
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "Chad.txt", tmp_path / "Peru.txt"])
    async with open_reader(tmp_path / "home") as pilot:
        screen = desk_of(pilot)
        for keys in ("enter", "a"), ("escape", "q", "q", "down", "enter", "a"):
            burst(pilot, *keys)
            await until(pilot, lambda: screen.place == "writing")
            await settle(pilot)
            assert screen.note.note.title == screen.results.hit.title


async def test_that_one_writes_is_said_beside_a_long_title_too(open_reader: Open, tmp_path: Path) -> None:
    title = "Ministers of nineteen countries end four days of talks on grain, fuel and the passage of ships"
    (tmp_path / "a.txt").write_text(f"{title}\nDate: 2020-01-02\n\nFrance warned Iran on Thursday.\n")
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "a.txt"])
    async with open_reader(tmp_path / "home") as pilot:
        await press(pilot, "enter", "a")
        await until(pilot, lambda: desk_of(pilot).place == "writing")
        assert screen_text(pilot).splitlines()[0].endswith("… writing ")
        await press(pilot, "escape")
        assert "writing" not in screen_text(pilot).splitlines()[0]


async def test_notes_on_an_article_and_a_country(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        screen = desk_of(pilot)
        await until(pilot, lambda: screen.article.names)
        await press(pilot, "enter", "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, "compare [[FRA]]")
        await press(pilot, "escape", "q")
        assert "~ compare [[FRA]]" in screen_text(pilot)
        await press(pilot, "e", "a")
        await until(pilot, lambda: screen.place == "writing")
        assert screen.note.key == "FRA"
        await type_text(pilot, "x")
        await press(pilot, "escape", "l")
        assert "to here from Talks end" in screen_text(pilot)
        await press(pilot, "enter")
        assert screen.note.note.kind == "article"
    assert len(list((home / "notes").glob("*.md"))) == 2


async def test_what_another_program_wrote_meanwhile_is_kept_too(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        screen = desk_of(pilot)
        await press(pilot, "enter", "e", "a")
        await until(pilot, lambda: screen.place == "writing")
        (home / "notes").mkdir(exist_ok=True)
        (home / "notes" / "FRA.md").write_text("Theirs.\n")
        await type_text(pilot, "Mine.")
        await press(pilot, "escape")
        await settle(pilot)
        assert "kept beside it" in screen.status.message
    texts = sorted(path.read_text().splitlines()[-1] for path in (home / "notes").glob("*.md"))
    assert texts == ["Mine.", "Theirs."]


def test_a_note_is_written_in_ones_own_editor(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nwith open(sys.argv[1], 'a') as note:\n    note.write('By my editor.\\n')\n"
    )
    environment = {"VISUAL": f"{sys.executable} {script}"}
    with Terminal(*home_argument(home), environment=environment) as terminal:
        terminal.until(lambda text: "Talks end" in text)
        terminal.press("\r", quiet=1.0)
        terminal.press("A", quiet=1.0)
        terminal.until(lambda text: "By my editor." in text and "4 Note" in text)
        terminal.press("q", quiet=0.5)
        terminal.until(lambda text: "~ By my editor." in text)
        terminal.press("Q")
        assert terminal.end() == 0


def test_an_editor_that_is_not_there_is_told(home: Path) -> None:
    with Terminal(*home_argument(home), environment={"VISUAL": "/nowhere/vi"}) as terminal:
        terminal.until(lambda text: "Talks end" in text)
        terminal.press("\r", quiet=1.0)
        terminal.press("A", quiet=1.0)
        terminal.until(lambda text: "/nowhere/vi cannot be started: No such file or directory." in text)
    assert not list((home / "notes").glob("*.md"))


async def test_what_was_written_is_taken_back_in_one_step(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        screen = desk_of(pilot)
        await press(pilot, "enter", ")", "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, "first")
        await press(pilot, "escape", "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, " and second")
        await press(pilot, "escape")
        await until(pilot, lambda: not screen.note.unsaved)
        await press(pilot, "U")
        await until(pilot, lambda: screen.note.text.strip() == "first")
        await press(pilot, "q")
        assert "~ first" in screen_text(pilot)
        await press(pilot, "U")
        await until(pilot, lambda: "~ first" not in screen_text(pilot))
        assert "Taken back: your note on Talks end." in screen_text(pilot)


async def test_on_a_countrys_page_a_row_is_noted_as_a_pair(open_reader: Open, home: Path) -> None:
    async with open_reader(home) as pilot:
        screen = desk_of(pilot)
        await press(pilot, "c")
        await type_text(pilot, "france")
        await press(pilot, "enter")
        await until(pilot, lambda: screen.place == "relations" and screen.relations.row is not None)
        await press(pilot, "a")
        await until(pilot, lambda: screen.place == "writing")
        assert screen.note.key == "FRA-IRN"
        await type_text(pilot, "both")
        await press(pilot, "escape", "q", "4")
        await until(pilot, lambda: screen.note.key == "FRA")
        await press(pilot, "a")
        await until(pilot, lambda: screen.place == "writing")
        await press(pilot, "escape", "3", "p")
        await until(pilot, lambda: screen.note.key == "FRA-IRN")
        assert screen.note.text.strip() == "both"
