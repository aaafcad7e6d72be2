"""Linear mode: a conversation that a screen reader can follow, on a terminal that can only print."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from terminals import READER, Terminal

from index import Desk


def talk(home: Path, *lines: str) -> str:
    """What linear mode says to these lines."""
    command = [*READER, "--linear", "--home", str(home)]
    typed = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True, timeout=60)
    assert not done.stderr
    return done.stdout


def test_searching_and_reading(seeded: Path) -> None:
    said = talk(seeded, "nuclear", "1", "", "w all", "r", "t", "n", "q")
    assert re.search(r"^> \d+ hits for nuclear\.$", said, re.M)
    assert re.search(r"^1\. .*\. \d{1,2} [A-Z][a-z]+ \d{4}\.", said, re.M), "dates are said in words"
    assert re.search(r"\d+ paragraphs, ", said)
    assert ", person" in said or ", country" in said
    assert re.search(r"Paragraph 2 of \d+\. Result 1\.", said)


def test_relations_of_one_and_between_two(seeded: Path) -> None:
    said = talk(seeded, "r iran", "r Iran and Saudi Arabia", "r nobodyatall")
    assert re.search(r"^> Iran, named in \d+ articles\.", said, re.M)
    assert re.search(r"^Saudi Arabia: \d+ of cooperation, \d+ of conflict\.$", said, re.M)
    assert "Iran and Saudi Arabia: " in said
    assert "The text: " in said
    assert "Nobody here is called nobodyatall." in said


def test_nothing_but_plain_lines_is_sent(tmp_path: Path) -> None:
    body = "France \x1b[31mwarned\x1b]0;x\x07 Iran \u202eon Thursday.\n\n- a point\n\nThe end."
    (tmp_path / "a.txt").write_text(f"Title \x1b[2J here\nDate: 2020-01-02\n\n{body}\n")
    desk = Desk.open(tmp_path)
    desk.add([tmp_path / "a.txt"])
    desk.close()
    said = talk(
        tmp_path,
        "1",
        "",
        "",
        "",
        "",
        "\x1b[A",
        "?",
        "star",
        "l",
        "u",
        "u",
        "note France: first",
        "note France",
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
    assert "Point: a point" in said
    assert "End of article." in said
    assert "starred" in said
    assert "There is nothing to undo." in said
    assert "first" in said
    assert (tmp_path / "notes" / "FRA.md").exists()


def test_the_place_in_an_article_is_kept(seeded: Path) -> None:
    talk(seeded, "qatar", "1", "", "")
    assert "You were at paragraph 3." in talk(seeded, "qatar", "1")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "xterm-256color"}])
def test_on_a_terminal(seeded: Path, environment: dict[str, str]) -> None:
    environment = {**environment, "FOREIGNDESK_LINEAR": "1"}
    with Terminal("--home", str(seeded), environment=environment) as terminal:
        terminal.until(lambda text: text.rstrip().endswith("\n>"))
        terminal.press("iran\n", 0.2)
        terminal.until(lambda text: "10 hits for iran" in text)
        os.kill(terminal.pid, signal.SIGINT)
        terminal.until(
            lambda text: "q leaves." in text.splitlines()[-3] + text.splitlines()[-2] or "q leaves" in text
        )
        assert b"\x1b" not in terminal.raw
        terminal.press("q\n")
        assert terminal.end() == 0


def test_a_dumb_terminal_is_told_of_it(seeded: Path) -> None:
    environment = {**os.environ, "TERM": "dumb"}
    with Terminal("--home", str(seeded), environment={"TERM": "dumb"}) as terminal:
        assert terminal.end() == 2
        assert b"foreigndesk --linear" in terminal.raw
    done = subprocess.run(
        [*READER], capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert "--linear" in done.stderr


def test_settings_may_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[reader]\nlinear = true\n")
    command = [*READER, "--home", str(tmp_path)]
    done = subprocess.run(command, input="U\nQ\n", capture_output=True, text=True, check=True, timeout=60)
    assert "line by line" in done.stdout
    assert "There is nothing to undo." in done.stdout


def test_notes_marks_and_saved_searches(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks end\nDate: 2020-01-02\n\nFrance warned Iran.\n")
    home = tmp_path / "desk"
    with Desk.open(home) as desk:
        desk.add([tmp_path / "a.txt"])
    lines = (
        "talks|note: no reply yet|1|note: no reply yet|note Iran, France: see May|notes reply|"
        "tag peace talks|later|u|tag peace talks|c|save ends|saved|u|saved"
    )
    said = talk(home, *lines.split("|")).splitlines()
    assert said[6].startswith("> Open an article first")
    text = "\n".join(said)
    assert "Kept in your note on Talks end." in text
    assert "Kept in your note on France – Iran." in text
    assert "> Talks end: no reply yet" in text
    assert "Tagged #peace-talks. u takes it back." in text
    assert "Undone: kept for later." in text
    assert "No longer tagged #peace-talks." in text
    assert "“France warned Iran.” (“Talks end”, 2 January 2020)" in text
    assert "> ends: 1 article, none unread. It asks for: talks" in text
    assert text.rstrip().endswith("No search is saved yet: save NAME\n>")
    with Desk.open(home) as desk:
        assert desk.mine.note("FRA-IRN").text == "see May\n"
