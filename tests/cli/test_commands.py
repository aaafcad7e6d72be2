"""What a script relies on: rows, exit codes, and output that is safe for a terminal and exact in a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_articles_are_added_once_and_found(foreigndesk: Run, articles: Path) -> None:
    first = foreigndesk("add", articles)
    assert (first.returncode, first.stdout, first.stderr) == (0, "2 added.\n", "")
    assert foreigndesk("add", articles).stdout == "0 added, 2 known already.\n"
    (hit,) = rows(foreigndesk("search", "drilling", "--jsonl").stdout)
    assert hit["title"] == "France warns Iran over river talks"
    assert hit["date"] == "2024-03-12"
    assert {"id", "title", "date", "source", "score", "snippet"} <= hit.keys()
    start, end = hit["marks"][0]
    assert hit["snippet"][start:end] == "drilling"


def test_what_cannot_be_read_is_named_and_the_rest_is_added(foreigndesk: Run, articles: Path) -> None:
    told = foreigndesk("add", articles, articles / "missing.txt")
    assert told.returncode == 1
    assert "missing.txt" in told.stderr
    assert told.stdout.startswith("2 added")


def test_a_file_of_the_wrong_kind_does_not_flood_the_screen(foreigndesk: Run, tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text('{"id": 1, "topics": []}\n' * 300, encoding="utf-8")
    told = foreigndesk("add", tmp_path / "labels.jsonl")
    assert told.returncode == 1
    assert len(told.stderr.splitlines()) < 10
    assert "295 more" in told.stderr
    failures = json.loads(foreigndesk("add", tmp_path / "labels.jsonl", "--json").stdout)["failures"]
    assert len(failures) == 300


def test_questions_for_findings_say_what_awaits_analysis(foreigndesk: Run, articles: Path) -> None:
    foreigndesk("add", articles)
    assert "2 articles await analysis" in foreigndesk("search", "country:iran").stderr
    assert foreigndesk("analyse").stdout == "2 articles analysed.\n"
    told = foreigndesk("search", "country:iran")
    assert "France warns Iran" in told.stdout
    assert told.stderr == ""


def test_relations_come_with_their_sentence(foreigndesk: Run, analysed: Path) -> None:
    (row,) = rows(foreigndesk("relations", "USA", "Russia", "--jsonl").stdout)
    assert (row["source"], row["target"], row["type"], row["quad"]) == ("USA", "RUS", "SANCTION", 4)
    assert (row["status"], row["date"]) == ("asserted", "2024-05-02")
    assert row["sentence"] == "The United States imposed sanctions on Russia on Thursday."
    (shown,) = json.loads("[" + foreigndesk("show", row["article"], "--json").stdout + "]")
    assert shown["body"][row["start"] : row["end"]] == row["sentence"]
    assert {mention["entity"] for mention in shown["mentions"]} >= {"USA", "RUS"}
    everything = json.loads(foreigndesk("relations", "--json").stdout)
    assert {(item["source"], item["target"]) for item in everything} >= {("USA", "RUS"), ("DEU", "IRN")}


def test_counts_say_what_all_hits_are_about(foreigndesk: Run, analysed: Path) -> None:
    told = json.loads(foreigndesk("search", "sanctions OR talks", "--counts", "--json").stdout)
    assert (told["total"], told["undated"]) == (2, 0)
    assert [(count["value"], count["number"]) for count in told["counts"]["month"]] == [
        ("2024-03", 1), ("2024-05", 1)
    ]  # fmt: skip
    partners = {count["label"]: count["query"] for count in told["counts"]["partner"]}
    for count in (*told["counts"]["country"], *told["counts"]["partner"], *told["counts"]["entity"]):
        kept = rows(foreigndesk("search", count["query"], "--jsonl").stdout)
        assert len(kept) == count["number"], count
    assert partners["Russia – United States"] == "(RUS>USA OR USA>RUS)"
    assert "Russia – United States" in foreigndesk("search", "sanctions", "--counts").stdout


def test_articles_are_found_before_they_are_analysed(foreigndesk: Run, articles: Path) -> None:
    foreigndesk("add", articles)
    assert len(rows(foreigndesk("search", "sanctions", "--jsonl").stdout)) == 1
    status = json.loads(foreigndesk("status", "--json").stdout)
    assert (status["articles"], status["pending"], status["relations"]) == (2, 2, 0)


def test_reindex_makes_the_lost_index_anew(foreigndesk: Run, articles: Path, tmp_path: Path) -> None:
    import shutil

    foreigndesk("add", articles)
    shutil.rmtree(tmp_path / "desk" / "index")
    assert foreigndesk("reindex").returncode == 0
    assert len(rows(foreigndesk("search", "drilling", "--jsonl").stdout)) == 1


def test_analyse_answers_each_line_in_order(foreigndesk: Run) -> None:
    lines = [
        {"id": "a", "text": "North Korea sent troops to Russia.", "date": "2024-11-01"},
        {"id": 7, "text": "Nothing happens here."},
    ]
    told = foreigndesk("analyse", "--jsonl", stdin="".join(json.dumps(line) + "\n" for line in lines))
    assert told.returncode == 0
    first, second = rows(told.stdout)
    assert (first["id"], second["id"]) == ("a", 7)
    (relation,) = first["relations"]
    assert (relation["source"], relation["target"], relation["type"]) == ("PRK", "RUS", "AID")
    start, end = relation["predicate"]
    assert "sent" in lines[0]["text"][start:end]  # type: ignore[index]
    korea = next(mention for mention in first["mentions"] if mention["entity"] == "PRK")
    assert lines[0]["text"][korea["start"] : korea["end"]] == korea["text"] == "North Korea"  # type: ignore[index]
    assert second["relations"] == []


def test_a_broken_line_is_named_and_the_others_are_answered(foreigndesk: Run) -> None:
    told = foreigndesk(
        "analyse", "--jsonl", stdin='{"id": 1, "text": "Iran."}\nno json\n{"id": 2, "text": "Iraq."}\n'
    )
    assert told.returncode == 1
    assert [row["id"] for row in rows(told.stdout)] == [1, 2]
    assert "line 2" in told.stderr


def test_offsets_hold_although_the_text_is_hostile(foreigndesk: Run) -> None:
    text = "\x1b]0;pwned\x07 Zero\u200bwidth. France\x9b warned \u202eIran."
    (row,) = rows(foreigndesk("analyse", "--jsonl", stdin=json.dumps({"id": 1, "text": text})).stdout)
    assert {text[m["start"] : m["end"]] for m in row["mentions"]} >= {"France", "Iran"}


def test_no_escape_reaches_standard_output(foreigndesk: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.jsonl"
    text = "France warns Germany \x1b]52;c;cm0=\x07\x1b[2J\x9b31m\u202e done"
    record = {"id": "x\x1b[1m", "title": text, "body": text, "source": "\x1b[5mwire", "date": "2024-01-01"}
    hostile.write_text(json.dumps(record) + "\n", encoding="utf-8")
    foreigndesk("add", hostile)
    (hit,) = rows(foreigndesk("search", "warns", "--jsonl").stdout)
    for command in (
        ("search", "warns"),
        ("show", hit["id"]),
        ("search", "\x1b[31mwarns", "--json"),
        ("relations", "\x1b]0;x\x07"),
        ("show", "\x1b[2J"),
    ):
        told = foreigndesk(*command)
        for character in told.stdout + told.stderr:
            assert character in "\n\t" or (character >= " " and not "\x7f" <= character < "\xa0"), command
            assert character not in "\u202e\u202d\u2066\u200b"


def test_wrong_usage_says_what_to_do(foreigndesk: Run, articles: Path) -> None:
    assert foreigndesk("search").returncode == 2
    assert foreigndesk("no-such-command").returncode == 2
    told = foreigndesk("relations", "Narnia")
    assert told.returncode == 2
    assert "Narnia" in told.stderr
    assert "Traceback" not in told.stderr
    twice = foreigndesk("relations", "Iran", "IRN")
    assert (twice.returncode, "IRN was named twice" in twice.stderr) == (2, True)
    missing = foreigndesk("show", "nothing")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert foreigndesk().returncode == 2  # the reader needs a terminal


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("search chad --limit many", "--limit: 'many' is no whole number"),
        ("search chad --limit -1", "--limit: must not be negative"),
        ("watch . --interval often", "--interval: 'often' is no number of seconds"),
        ("explain --text Chad --date lately", "--date: 'lately' is no day such as 2024-03-12"),
    ],
)
def test_an_option_says_what_it_takes(foreigndesk: Run, line: str, told: str) -> None:
    done = foreigndesk(*line.split())
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith(told)


def test_a_reader_that_leaves_early_is_no_error(foreigndesk: Run, articles: Path, tmp_path: Path) -> None:
    foreigndesk("add", articles)
    environment = os.environ | {"FOREIGNDESK_HOME": str(tmp_path / "desk")}
    script = (
        f'{sys.executable} -c "import sys; from tui.cli import main; sys.exit(main())" search france --json'
    )
    told = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{script} | true"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert told.stderr == ""
    assert told.returncode == 0


def test_commands_load_neither_the_terminal_library_nor_the_model() -> None:
    code = (
        "import sys; from tui.cli.parser import command_line; import tui.cli.search, tui.cli.relations; "
        "from index import Desk; print([m for m in ('textual', 'spacy') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_seed_articles_open_from_anywhere(foreigndesk: Run, tmp_path: Path) -> None:
    told = foreigndesk("--seeds", "status", "--json")
    assert json.loads(told.stdout)["articles"] >= 60
    titles = [row["title"] for row in rows(foreigndesk("--seeds", "search", "rutte", "--jsonl").stdout)]
    assert any("Rutte" in title for title in titles)


def test_entities_are_listed_shown_and_decided_on(foreigndesk: Run, analysed: Path) -> None:
    (row,) = rows(foreigndesk("entity", "list", "fran", "--jsonl").stdout)
    assert (row["kind"], row["name"], row["shown"], row["articles"]) == ("country", "FRA", "France", 1)
    page = json.loads(foreigndesk("entity", "show", "FRA", "--json").stdout)
    assert page["months"] == {"2024-03": 1}
    assert page["namings"][0]["title"] == "France warns Iran over river talks"
    assert "2024-03" in foreigndesk("entity", "show", "FRA").stdout
    told = foreigndesk("entity", "drop", "FRA")
    assert (told.returncode, told.stdout) == (2, "")
    assert "its name and code are fixed" in told.stderr
    assert foreigndesk("entity", "show", "Nobody").returncode == 2


def test_explain_says_why(foreigndesk: Run, articles: Path) -> None:
    foreigndesk("add", articles)
    (hit,) = rows(foreigndesk("search", "sanctions", "--jsonl").stdout)
    told = foreigndesk("explain", hit["id"])
    assert told.returncode == 0
    assert "USA -> RUS  SANCTION (quad 4), asserted" in told.stdout
    assert "X impose" in told.stdout


def test_explain_takes_a_text_of_ones_own(foreigndesk: Run) -> None:
    told = foreigndesk("explain", "--text", "Peru reportedly attacked \x1b[31mChile.", "--date", "2019-05-01")
    assert "PER -> CHL  ASSAULT (quad 4), reported" in told.stdout
    assert "\x1b" not in told.stdout
    assert foreigndesk("explain").returncode == 2
    assert foreigndesk("explain", "nosuch").returncode == 2


def test_notes_are_listed_with_what_they_are_on_and_where_they_lie(foreigndesk: Run, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    assert foreigndesk("notes").stdout == "There are no notes yet.\n"
    folder = tmp_path / "desk" / "notes"
    folder.mkdir(parents=True)
    (folder / "RUS.md").write_text("# Bear\n\nSee the grain deal.\n")
    (folder / "FRA-IRN.md").write_text("The river \x1b[2Jtreaty.\n")
    (folder / "sentence-x-1.md").write_text(
        "---\nkind: sentence\narticle: a1b2\nsentence: Talks end.\nstart: 7\n---\nSo?\n"
    )
    told = rows(foreigndesk("notes", "--jsonl").stdout)
    assert {(row["key"], row["kind"], tuple(row["actors"]), row["article"]) for row in told} == {
        ("RUS", "country", ("RUS",), None),
        ("FRA-IRN", "pair", ("FRA", "IRN"), None),
        ("sentence-x-1", "sentence", (), "a1b2"),
    }
    (pair,) = json.loads(foreigndesk("notes", "treaty", "--json").stdout)
    assert Path(pair["path"]).read_text().startswith("The river")
    assert [row["key"] for row in rows(foreigndesk("notes", "--on", "irn", "--jsonl").stdout)] == ["FRA-IRN"]
    assert [row["start"] for row in rows(foreigndesk("notes", "--kind", "sentence", "--jsonl").stdout)] == [7]
    assert "\x1b" not in foreigndesk("notes").stdout
    assert "Russia: Bear" in foreigndesk("notes", "grain").stdout


_READING = (
    "status",
    "search iran",
    "show abc",
    "relations",
    "explain abc",
    "notes",
    "entity list",
    "feed list",
)


@pytest.mark.parametrize("command", [*_READING, "analyse", "reindex"])
def test_a_mistyped_desk_is_an_error_and_none_is_made(foreigndesk: Run, tmp_path: Path, command: str) -> None:
    slip = tmp_path / "dsek"
    ran = foreigndesk("--home", slip, *command.split())
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert f"The folder {slip} does not exist." in ran.stderr
    assert not slip.exists()
    slip.mkdir()
    assert f"{slip} holds no desk" in foreigndesk("--home", slip, *command.split()).stderr
    assert not list(slip.iterdir())


def test_what_adds_makes_the_desk_that_it_is_named(foreigndesk: Run, articles: Path, tmp_path: Path) -> None:
    assert foreigndesk("--home", tmp_path / "new", "add", articles, "--no-analysis").returncode == 0
    assert "2 articles" in foreigndesk("--home", tmp_path / "new", "status").stdout


def test_ones_own_desk_is_empty_before_anything_is_added(foreigndesk: Run, tmp_path: Path) -> None:
    environment = {"FOREIGNDESK_HOME": "", "XDG_DATA_HOME": str(tmp_path / "data")}
    assert "0 articles" in foreigndesk("status", environment=environment).stdout
    assert "0 articles" not in foreigndesk("--seeds", "status", environment=environment).stdout


@pytest.mark.parametrize("command", ["status", "search chad", "--linear"])
def test_a_slip_in_the_environment_makes_no_desk(foreigndesk: Run, tmp_path: Path, command: str) -> None:
    slip = tmp_path / "dsek"
    ran = foreigndesk(*command.split(), environment={"FOREIGNDESK_HOME": str(slip)})
    assert ran.returncode == 2
    assert f"The folder {slip} does not exist." in ran.stderr
    assert not slip.exists()
    slip.write_text("")
    ran = foreigndesk(*command.split(), environment={"FOREIGNDESK_HOME": str(slip)})
    assert f"{slip} is no folder" in ran.stderr


@pytest.mark.parametrize(
    "command", ["search {} chad", "feed {} list", "feed list {}", "{} show x", "read {}"]
)
def test_the_seed_articles_never_come_into_a_desk_that_is_named(
    foreigndesk: Run, articles: Path, tmp_path: Path, command: str
) -> None:
    assert foreigndesk("add", articles, "--no-analysis").returncode == 0
    words = command.format("--seeds").split()
    home = ("--home", tmp_path / "desk")
    for ran in (foreigndesk(*home, *words), foreigndesk(*words, *home)):
        assert ran.returncode == 2
        assert "not allowed with argument --" in ran.stderr
    assert "2 articles" in foreigndesk("status").stdout


@pytest.mark.parametrize("reading", ["status", "--linear"])
def test_a_tilde_is_the_home_folder_where_no_shell_has_read_it(
    articles: Path, tmp_path: Path, reading: str
) -> None:
    def run(*arguments: str | Path, **environment: str) -> str:
        command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
        return subprocess.run(
            [*command, *map(str, arguments)],
            input="q\n",
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=os.environ | {"HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())} | environment,
            timeout=120,
            check=False,
        ).stdout

    run("--home=~/mine", "add", articles, "--no-analysis")
    assert (tmp_path / "mine" / "archive.sqlite").exists()
    assert "2 articles" in run(reading, FOREIGNDESK_HOME="~/mine")
    assert not (tmp_path / "~").exists()
