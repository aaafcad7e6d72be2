"""The desk as its users see it: what goes in can be found, comes in once, and stays."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from index import Desk, DeskError, Note, NotFoundError, Progress, adding
from index.reader import Change, Ledger
from tests.desk.conftest import write

BRIEF = """Iran and Qatar sign gas deal
Date: 12 March 2023
Source: Example Wire

DOHA. Iran and Qatar signed an agreement on gas on Sunday. Russia condemned Qatar.
"""


def test_an_article_is_found_before_it_is_analysed_and_its_relations_after(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    assert desk.add([tmp_path / "brief.txt"]).added == 1
    (hit,) = desk.search("qatar gas").hits
    assert (hit.title, hit.date, hit.source) == ("Iran and Qatar sign gas deal", "2023-03-12", "Example Wire")
    assert not desk.article(hit.id).analysed
    assert desk.status().pending == 1
    assert desk.analyse_pending() == 1
    page = desk.article(hit.id)
    assert page.analysed
    assert all(page.article.body[m.start : m.end] == m.text for m in page.mentions)
    (evidence,) = desk.relations("Russia", "qat")
    assert (evidence.relation.source, evidence.relation.target) == ("RUS", "QAT")
    assert evidence.sentence == "Russia condemned Qatar."
    assert [partner.code for partner in desk.actor("RUS").partners] == ["QAT"]
    assert "QAT" in {actor.code for actor in desk.actors()}


def test_the_same_again_adds_nothing_and_a_changed_file_changes_its_article(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    desk.add([path])
    (hit,) = desk.search("qatar").hits
    assert desk.add([path]).known == 1
    shutil.copy(path, tmp_path / "copy.txt")
    assert desk.add([tmp_path / "copy.txt"]).known == 1
    desk.analyse_pending()
    path.write_text(BRIEF.replace("Russia condemned", "Norway praised"), encoding="utf-8")
    assert desk.add([path]).updated == 1
    page = desk.article(hit.id)
    assert "Norway" in page.article.body
    assert not page.relations, "what was found in the old text went with it"
    assert desk.search("norway").total == 1
    assert desk.search("condemned").total == 0


def test_the_same_id_in_two_files_is_two_articles_unless_they_are_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    one = write(tmp_path / "one.jsonl", {"id": "1", "title": "Floods in Peru", "body": "Rain."})
    other = write(tmp_path / "other.jsonl", {"id": 1, "title": "Election in Ghana", "body": "Votes."})
    assert desk.add([one, other]).added == 2
    assert desk.article("1").article.title == "Floods in Peru"
    (hit,) = desk.search("ghana").hits
    assert hit.id.startswith("1~")
    write(other, {"id": 1, "title": "Election in Ghana: result", "body": "Votes were counted."})
    assert desk.add([other]).updated == 1
    assert desk.article(hit.id).article.body == "Votes were counted."
    assert desk.article("1").article.title == "Floods in Peru"


def test_each_fault_is_named_and_the_rest_goes_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(
        '{"title": "One", "body": "a"}\n{broken\n[]\n{"x": 1}\n{"headline": "Two"}\n', encoding="utf-8"
    )
    report = desk.add([path, tmp_path / "gone.txt", tmp_path])
    assert report.added == 2
    assert [failure.where.rpartition("/")[2] for failure in report.failures[:4]] == [
        "gone.txt", "mixed.jsonl, line 2", "mixed.jsonl, line 3", "mixed.jsonl, line 4",
    ]  # fmt: skip


def test_stopping_keeps_what_was_read_and_going_on_brings_the_rest(desk: Desk, tmp_path: Path) -> None:
    rows = [{"id": f"article-{number}", "title": f"T{number}", "body": "text"} for number in range(2000)]
    path = write(tmp_path / "many.jsonl", *rows)
    asked = iter(range(10**6))
    report = desk.add([path], stop=lambda: next(asked) >= 700)
    assert report.stopped
    assert 500 <= report.added < 2000
    assert desk.status().articles == report.added == desk.search("text", limit=1).total
    assert desk.add([path]).added == 2000 - report.added


def test_many_articles_are_indexed_by_another_process_meanwhile(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_INDEX_EVERY", 500)
    rows = [{"id": f"article-{n}", "title": f"T{n}", "body": "text"} for n in range(2600)]
    path = write(tmp_path / "many.jsonl", *rows)
    others: set[int] = set()

    def look(progress: Progress) -> None:
        children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
        others.update(map(int, children.read_text().split() if children.exists() else "0"))

    assert desk.add([path], progress=look).added == 2600
    assert others or len(os.sched_getaffinity(0)) == 1
    assert desk.search("text", limit=1).total == 2600
    assert desk.status().stale == 0


def test_odd_articles_go_in(desk: Desk, tmp_path: Path) -> None:
    huge = "Ministers met again in Geneva. " * 70_000
    path = write(
        tmp_path / "odd.jsonl", {"body": huge}, {"title": "Only a title"}, {"text": "No title", "date": "?"}
    )
    assert desk.add([path]).added == 3
    lengths = sorted(
        len(desk.article(hit.id).article.body) for hit in desk.search("lang:* OR geneva OR title").hits
    )
    assert lengths[-1] == len(huge.strip())


def test_notes_are_kept_found_and_read(desk: Desk) -> None:
    desk.mine.save_note(Note("RUS", "Compare the **grain** deal.", None))
    assert desk.mine.note("RUS").text == "Compare the **grain** deal.\n"
    (hit,) = desk.search("grain").hits
    assert hit.id == "note:RUS"
    assert desk.article(hit.id).article.body.startswith("Compare")
    assert desk.actor("RUS").note.startswith("Compare")
    desk.mine.save_note(Note("RUS", " ", None))
    assert desk.search("grain").total == 0
    with pytest.raises(DeskError):
        desk.mine.save_note(Note("../../evil", "x", None))


def test_the_place_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk.add([write(tmp_path / "a.jsonl", {"id": "long-one", "title": "T", "body": "b"})])
    desk.mine.places.save("long-one", 17)
    assert desk.article("long-one").place == 17


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="nothing-like-it"):
        desk.article("nothing-like-it")
    with pytest.raises(NotFoundError, match="Atlantis"):
        desk.relations("Atlantis")


def test_seed_articles_open_on_a_desk_of_their_own(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home", seeds=True) as desk:
        count = desk.status().articles
        assert count >= 50
        assert desk.search("sanctions").total > 0
    with Desk.open(tmp_path / "home", seeds=True) as desk:
        assert desk.status().articles == count


def test_what_is_marked_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path / "two.jsonl", *({"id": n, "title": f"Storm {n}", "body": "A storm."} for n in "ab"))
    desk.add([tmp_path / "two.jsonl"])
    ids = {hit.title: hit.id for hit in desk.search("storm").hits}
    ledger = Ledger(desk.home)
    assert desk.search("storm is:unread").total == 2
    ledger.step("read", [Change("read", ids["Storm a"], True), Change("star", ids["Storm b"], True)])
    ledger.step("tag", [Change("tag", ids["Storm b"], ["Grain trade"])])
    found = {
        query: [hit.title for hit in desk.search(f"storm {query}", typing=False).hits]
        for query in ("is:unread", "is:read", "is:starred", 'tag:"grain trade"', "has:tag", "is:later")
    }
    assert found == {
        "is:unread": ["Storm b"],
        "is:read": ["Storm a"],
        "is:starred": ["Storm b"],
        'tag:"grain trade"': ["Storm b"],
        "has:tag": ["Storm b"],
        "is:later": [],
    }
    ledger.undo()
    assert desk.search("tag:grain").total == 0
    assert [found.word for found in desk.complete("is:st")] == ["is:starred"]
