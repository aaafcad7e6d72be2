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
    assert re.search(r"^\d+\. Saudi Arabia: \d+ stor\w+, \w+ of cooperation, \w+ of conflict\.$", said, re.M)
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
    assert "> 1. ends: 1 article, none unread. It asks for: talks" in text
    assert text.rstrip().endswith("No search is saved yet: save NAME\n>")
    with Desk.open(home) as desk:
        assert desk.mine.note("FRA-IRN").text == "see May\n"


WARNED = "France warned Iran on Thursday.\n\nGermany sent aid to Turkey. Mark Rutte met reporters.\n"


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"Talks end\nDate: 2020-01-02\n\n{WARNED}")
    home = tmp_path / "desk"
    with Desk.open(home) as desk:
        desk.add([tmp_path / "a.txt"])
        desk.analyse_pending()
    return home


def test_verdicts_on_a_terminal(warned: Path) -> None:
    """What a screen reader's user does: hear the relations, judge by number, take it back, on a real pty."""
    with Terminal("--linear", "--home", str(warned), size=(100, 50)) as terminal:

        def says(line: str, expected: str) -> None:
            terminal.press(f"{line}\n", 0.1)
            terminal.until(lambda text: expected in text.rsplit(f"> {line}", 1)[-1])

        says("1", "France warned Iran on Thursday.")
        says("r", "2. Germany sent aid to Turkey. The text: Germany sent aid to Turkey.")
        says("- 2", "Germany sent aid to Turkey; you rejected it. u takes it back.")
        says("u", "Undone: Germany sent aid to Turkey; you rejected it.")
        says("+", "Germany sent aid to Turkey; you accepted it.")
        says("+ 2", "Germany sent aid to Turkey: no verdict.")
        says("= 1 turn", "Iran threatened France; you corrected it.")
        says("u", "Undone: Iran threatened France; you corrected it.")
        says("= 2", "3. consult: Germany talked with Turkey.")
        says("3", "Germany talked with Turkey; you corrected it.")
        says("why 1", "warned main word")
        says("r", "2. Germany talked with Turkey; you corrected it.")
        says("2", "Paragraph 2 of 2.")
        says("+ 7", "There is no relation 7.")
        assert b"\x1b" not in terminal.raw
        terminal.press("q\n")
        assert terminal.end() == 0
    with Desk.open(warned) as desk:
        told = {r.type: r.verdict for r in desk.article(desk.search("", 1).hits[0].id).relations}
    assert told == {"THREATEN": "", "CONSULT": "corrected"}


def test_who_met_is_told_once_and_judged_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks\nDate: 2020-01-02\n\nFrance and Germany met in Geneva.\n")
    with Desk.open(tmp_path / "desk") as desk:
        desk.add([tmp_path / "a.txt"])
        desk.analyse_pending()
    said = talk(tmp_path / "desk", "1", "r", "+ 1", "r", "r France, Germany", "- 1", "r", "u").split("\n> ")[
        2:
    ]
    met = "1. France and Germany talked. The text: France and Germany met in Geneva."
    assert said[0] == met
    assert said[1] == "France and Germany talked; you accepted it. u takes it back."
    assert said[2] == met.replace("talked", "talked; you accepted it"), "both directions are"
    assert re.fullmatch(r"1\. 2 January 2020\. France and Germany talked.*", said[3].splitlines()[1])
    assert len(said[3].splitlines()) == 2
    assert said[4] == "France and Germany talked; you rejected it. u takes it back."
    assert said[5].startswith(met.replace("talked", "talked; you rejected it"))
    assert said[6].startswith("Undone: France and Germany talked; you rejected it.")


def test_a_number_chooses_from_the_list_said_last(warned: Path) -> None:
    lines = (
        "about|1|1|w all|3|w rutte|r germany|1|only type:aid|only quad:1 bogus|matrix|1|only all|only"
        "|r germany|about|+ 1"
    )
    said = talk(warned, *lines.split("|")).split("\n> ")[1:]
    assert said[0].startswith("1 article. A number keeps only those.\n1. Country ")
    assert re.match(r"1 hit for country:\w+\.\n1\. Talks end\.", said[1])
    assert said[2].startswith("Talks end. 2 January 2020. 2 paragraphs")
    assert said[3].startswith("1. France, country.\n2. Iran, country.\n3. Germany, country.")
    assert said[4].startswith("Germany, country. 1 mention in 1 article.")
    assert said[5].startswith("Mark Rutte, person")
    assert "Talks end. 2 January 2020, named once." in said[5]
    assert said[6] == (
        "Germany, named in 1 article. 1 partner.\n1. Turkey: 1 story, 1 of cooperation, none of conflict."
    )
    assert said[7].startswith("Germany and Turkey: 1 event in 1 story.\n1. 2 January 2020. Germany sent aid")
    assert said[8] == "Relations with type:aid count."
    assert said[9].startswith(
        "Not understood: bogus; still only relations with type:aid count. Say for example:"
    )
    assert said[10].splitlines()[1] == "1. Germany to Turkey: cooperation: deeds 1."
    assert "with type:aid" in said[10].splitlines()[0]
    assert said[11].startswith("Germany and Turkey: 1 event in 1 story with type:aid.")
    assert said[12] == said[13] == "All relations count."
    assert said[16].startswith("There is no relation 1."), "the numbers are those of the counts by now"
