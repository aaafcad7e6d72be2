"""Notes: plain Markdown files that are never lost, follow their sentence, link both ways and are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from index import Desk, Note
from index.reader import Mine
from index.reader.following import locate

BODY = "France warned Iran on Thursday. The river rose in spring and fell again in autumn.\n\nNobody spoke."


def _desk(folder: Path, body: str = BODY) -> Desk:
    (folder / "a.txt").write_text(f"Talks end\nDate: 2020-01-02\n\n{body}\n")
    desk = Desk.open(folder / "home")
    desk.add([folder / "a.txt"])
    return desk


def _on_sentence(desk: Desk, sentence: str, text: str) -> Note:
    article = desk.article(desk.search("").hits[0].id).article
    start = article.body.index(sentence)
    subject = Note(
        "", "", kind="sentence", title=article.title, article=article.id, sentence=sentence, start=start
    )
    note = desk.mine.note_about(subject)
    return desk.mine.save_note(
        Note(**{name: getattr(note, name) for name in note.__slots__} | {"text": text})
    )


def test_a_note_without_front_matter_stays_valid(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "RUS.md").write_text("# Mine\n\nOld words.\n")
    mine = Mine(tmp_path)
    note = mine.note("RUS")
    assert (note.kind, note.text) == ("country", "# Mine\n\nOld words.\n")


def test_what_others_write_into_the_front_matter_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "RUS.md"
    path.write_text("---\ntags: [a, b]\naliases:\n  - The Bear\n---\n\nOld.\n")
    mine = Mine(tmp_path)
    mine.save_note(Note("RUS", "New.\n"), "Old.\n")
    assert path.read_text() == "---\ntags: [a, b]\naliases:\n  - The Bear\n---\n\nNew.\n"


def test_front_matter_is_read_alike_by_yaml_1_1_and_1_2(tmp_path: Path) -> None:
    """An article's id such as ``1234567890e1`` is text here, and to Obsidian a number unless it is quoted."""
    subject = Note("", "", kind="article", title="1e3", article="1234567890e1")
    mine = Mine(tmp_path)
    note = mine.save_note(replace(mine.note_about(subject), text="Words."))
    lines = (tmp_path / "notes" / f"{note.key}.md").read_text().splitlines()
    assert "article: '1234567890e1'" in lines
    assert "title: '1e3'" in lines
    assert mine.note(note.key).article == "1234567890e1"


def test_obsidian_knows_the_name_of_a_note(tmp_path: Path) -> None:
    """Obsidian offers the alias, and writes ``[[RUS|Russia]]``."""
    mine = Mine(
        tmp_path,
        lambda name: {"russia": "RUS"}.get(name.casefold()),
        lambda code: {"RUS": "Russia"}.get(code, code),
    )
    mine.save_note(Note("RUS", "A big country.", kind="country"))
    front = yaml.safe_load((tmp_path / "notes" / "RUS.md").read_text().split("---\n")[1])
    assert front["aliases"] == ["Russia"]
    mine.save_note(Note("UKR", "See [[Russia]].", kind="country"))
    mine.save_note(Note("IRN", "See [[RUS|Russia]].", kind="country"))
    assert mine.note("UKR").out == mine.note("IRN").out == ("RUS",)


def test_a_note_follows_its_sentence(tmp_path: Path) -> None:
    with _desk(tmp_path) as desk:
        note = _on_sentence(desk, "The river rose in spring and fell again in autumn.", "Same as last year.")
        text = (tmp_path / "home" / "notes" / f"{note.key}.md").read_text()
        assert text.startswith("---\nkind: sentence\n")
        id_ = desk.search("").hits[0].id
    changed = (
        "A new first paragraph.\n\nFrance warned Iran. The river rose in spring and fell in late autumn."
    )
    with _desk(tmp_path, changed) as desk:
        (remark,) = desk.article(id_).notes
        assert changed[remark.start : remark.end] == "The river rose in spring and fell in late autumn."
    with _desk(tmp_path, "Something else entirely was told of here.") as desk:
        (remark,) = desk.article(id_).notes
        assert (remark.start, remark.lost) == (-1, "The river rose in spring and fell again in autumn.")


def test_the_same_sentence_twice_is_told_by_its_place() -> None:
    body = "He left. She stayed.\n\nHe left. She stayed too."
    assert locate("He left.", 22, body) == (22, 30)
    assert locate("He left.", 20, body) == (22, 30)
    assert locate("", 0, body) is None


def test_both_are_kept_when_another_program_wrote_meanwhile(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.save_note(Note("RUS", "One.\n"))
    path = tmp_path / "notes" / "RUS.md"
    path.write_text(path.read_text().replace("One.", "Theirs, and longer."))
    kept = mine.save_note(Note("RUS", "Mine.\n"), "One.\n")
    assert kept.key.startswith("RUS-conflict-")
    assert (mine.note("RUS").text, kept.text) == ("Theirs, and longer.\n", "Mine.\n")


def test_a_note_that_is_emptied_is_not_destroyed(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.save_note(Note("RUS", "One.\n"))
    mine.save_note(Note("RUS", " "), "One.\n")
    assert mine.note("RUS").text == ""
    assert [path.read_text().endswith("One.\n") for path in (tmp_path / "notes" / ".deleted").iterdir()] == [
        True
    ]


def test_notes_link_both_ways(tmp_path: Path) -> None:
    mine = Mine(tmp_path, {"Russia": "RUS"}.get, {"RUS": "Russia", "UKR": "Ukraine"}.get)
    mine.save_note(Note("UKR", "See [[Russia]] and [[nobody]] and [[RUS#grain|the grain deal]]."))
    assert mine.note("UKR").out == ("RUS",)
    assert mine.note("RUS").into == (("UKR", "Ukraine"),)


def test_notes_are_found_and_their_articles_too(tmp_path: Path) -> None:
    with _desk(tmp_path) as desk:
        note = _on_sentence(desk, "Nobody spoke.", "Quite unusual.")
        hits = desk.search("unusual").hits
        assert [(hit.id, hit.title) for hit in hits] == [(f"note:{note.key}", "Your note on Talks end")]
        assert [hit.title for hit in desk.search("has:note ").hits] == ["Talks end"]


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "a\x00b", "'; DROP", "x" * 5000, "\u202e\u0007", ""])
def test_a_file_is_never_named_by_what_comes_from_an_article(tmp_path: Path, hostile: str) -> None:
    mine = Mine(tmp_path)
    note = mine.note_about(Note("", "", kind="article", title=hostile, article=hostile or "x"))
    mine.save_note(Note(note.key, "Text.", kind="article", title=hostile, article=hostile or "x"))
    (path,) = (tmp_path / "notes").glob("*.md")
    assert path.parent == tmp_path / "notes"
    assert len(path.name) < 130
    assert "\x07" not in path.read_text()


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_an_edit_is_taken_back_and_what_stood_there_before_stands_again(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "RUS.md"
    path.write_text("---\ntags: [a]\n---\n\nFirst.\n")
    mine = Mine(tmp_path)
    mine.save_note(Note("RUS", "First.\nSecond.\n"), "First.\n")
    mine.save_note(Note("RUS", ""), "First.\nSecond.\n")
    assert not path.exists()
    undone = mine.undo()
    assert undone is not None
    assert undone[0] == "your note on RUS"
    assert _text(path) == "---\ntags: [a]\n---\n\nFirst.\nSecond.\n"
    assert mine.undo() is not None
    assert _text(path) == "---\ntags: [a]\n---\n\nFirst.\n"
    assert mine.undo() is None


def test_a_writing_that_is_kept_several_times_is_one_step(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.mark(["x"], "star", True)
    mine.save_note(Note("RUS", "One"), "")
    mine.save_note(Note("RUS", "One two"), "One", more=True)
    mine.save_note(Note("RUS", "One two three"), "One two", more=True)
    assert mine.undo() is not None
    assert _text(tmp_path / "notes" / "RUS.md") == ""
    assert (mine.undo() or ("",))[0] == "starred"


def test_taking_back_never_overwrites_what_another_program_wrote(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    path = tmp_path / "notes" / "RUS.md"
    mine.save_note(Note("RUS", "Mine."), "")
    mine.save_note(Note("RUS", "Mine, longer."), "Mine.\n")
    path.write_text("Theirs.\n")
    undone = mine.undo()
    assert undone is not None
    assert "changed elsewhere" in undone[0]
    assert _text(path) == "Theirs.\n"
    (former,) = (tmp_path / "notes" / ".deleted").glob("RUS-*.md")
    assert former.read_text().endswith("Mine.\n")


def test_what_an_editor_did_is_taken_back(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.save_note(Note("RUS", "Before."), "")
    path = Path(mine.note_file(mine.note("RUS")))
    path.write_text(path.read_text() + "\nBy vi.\n")
    mine.tidy_note("RUS")
    mine.undo()
    assert mine.note("RUS").text == "Before.\n"
