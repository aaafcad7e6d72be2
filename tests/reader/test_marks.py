"""Articles are marked and tagged, one or many at once; search finds them; undoing takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Desk, Marked
from index.reader import Mine


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for name in ("France", "Iran", "Oman"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{name} speaks\nDate: 2020-01-02\n\n{name} spoke.\n")
    desk = Desk.open(tmp_path / "home")
    desk.add(sorted(tmp_path.glob("*.txt")))
    return desk


def test_hits_and_articles_come_with_their_marks(desk: Desk) -> None:
    ids = [hit.id for hit in desk.search("").hits]
    desk.mine.mark(ids[:2], "star", True)
    desk.mine.mark([ids[2]], "later", True)
    desk.mine.seen(ids[0])
    desk.mine.tag([ids[0]], ["river  talks", "War"], [])
    first = Marked(read=True, star=True, tags=("War", "river-talks"))
    assert [hit.mine for hit in desk.search("").hits] == [first, Marked(star=True), Marked(later=True)]
    assert desk.article(ids[0]).mine == first


def test_a_tag_of_several_words_is_found_as_it_was_typed(desk: Desk) -> None:
    ids = [hit.id for hit in desk.search("").hits]
    assert desk.mine.tag([ids[0]], ['river "talks" - again'], [])[0] == "tagged #river-talks-again"
    for typed in ('tag:"River talks again"', "tag:river-talks-again"):
        assert [hit.id for hit in desk.search(typed).hits] == [ids[0]]


def test_a_bulk_is_one_step_and_reading_is_none(desk: Desk) -> None:
    ids = [hit.id for hit in desk.search("").hits]
    said, marks = desk.mine.mark(ids, "star", True)
    assert said == "3 articles starred"
    assert all(marks[id_].star for id_ in ids)
    assert desk.mine.mark(ids, "star", True)[0] == ""
    desk.mine.seen(ids[0])
    assert desk.mine.ledger.undo()[0] == "3 articles starred"
    assert desk.mine.marked(ids) == {ids[0]: Marked(read=True)}
    assert desk.mine.ledger.undo() is None


def test_tags_are_added_to_what_each_has(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.tag(["a"], ["x"], [])
    mine.tag(["a", "b"], ["y"], ["x"])
    assert {id_: marks.tags for id_, marks in mine.marked(["a", "b"]).items()} == {"a": ("y",), "b": ("y",)}
    mine.ledger.undo()
    assert mine.marked(["a", "b"])["a"].tags == ("x",)
    assert mine.tags() == {"x": 1}


def test_a_hostile_tag_and_id_are_only_words(tmp_path: Path) -> None:
    mine = Mine(tmp_path)
    mine.tag(["../x'; DROP"], ['a"b (c):\x1b]52;x\x07 d'], [])
    (tag,) = mine.tags()
    assert tag.isprintable()
    assert not set(tag) & set('\x1b\x07" ():')
    assert mine.marked(["../x'; DROP"])["../x'; DROP"].tags == (tag,)
