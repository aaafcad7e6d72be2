"""Hits in groups: each hit once, groups in their order, the order within a group that of the search."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from index import Desk

ROWS = [
    ("a", "2020-01-02", "Wire"), ("b", "2020-01-02", "Herald"), ("c", "2020-01-05", "Wire"),
    ("d", "", ""), ("e", "2019-12-30", "Wire"),
]  # fmt: skip

GROUPS = ("day", "source", "story", "country")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for name, date, source in ROWS:
        head = (
            f"Title {name}\n"
            + (f"Date: {date}\n" if date else "")
            + (f"Source: {source}\n" if source else "")
        )
        (tmp_path / f"{name}.txt").write_text(
            f"{head}\nTalks of {name} went on in the {name}{name} valley.\n"
        )
    desk = Desk.open(tmp_path / "home")
    for name, _, _ in ROWS:
        desk.add([tmp_path / f"{name}.txt"])  # several segments
    return desk


def _shape(desk: Desk, order: str, query: str = "talks") -> list[tuple[str, str]]:
    results = desk.search(query, 50, 0, order)
    bounds = [*results.groups, ("", results.total)]
    assert results.total == len(results.hits) == len({hit.id for hit in results.hits})
    return [
        (name, "".join(sorted(hit.title[-1] for hit in results.hits[start:end])))
        for (name, start), (_, end) in pairwise(bounds)
    ]


def test_by_day_the_newest_first(desk: Desk) -> None:
    groups = _shape(desk, "newest by day")
    assert groups == [("2020-01-05", "c"), ("2020-01-02", "ab"), ("2019-12-30", "e"), ("no date", "d")]


def test_by_source_the_largest_first(desk: Desk) -> None:
    assert _shape(desk, "relevance by source") == [("Wire", "ace"), ("Herald", "b"), ("no source", "d")]


def test_pages_go_on_where_the_last_ended_and_ids_agree(desk: Desk) -> None:
    for by in ("day", "source", "story", "country"):
        order = f"newest by {by}"
        pages = [hit.id for start in range(5) for hit in desk.search("talks", 1, start, order).hits]
        assert pages == desk.ids("talks", order) == [hit.id for hit in desk.search("talks", 9, 0, order).hits]


def test_nothing_found_has_no_groups(desk: Desk) -> None:
    assert desk.search("nowhere", 9, 0, "newest by source").groups == ()
    assert desk.search("nowhere", 9, 0, "newest by day").groups == ()


def test_the_row_of_an_article_is_known_in_every_order(desk: Desk) -> None:
    for order in ("relevance", "newest", "oldest", "recent", *(f"newest by {by}" for by in GROUPS)):
        ids = [hit.id for hit in desk.search("talks", 50, 0, order).hits]
        assert [desk.row("talks", id_, order) for id_ in ids] == [0, 1, 2, 3, 4]
    assert desk.row("talks", "no such article") is None
    (one,) = desk.search("aa").hits
    assert desk.row("bb", one.id) is None


def test_copies_stand_together_where_the_best_of_them_would(tmp_path: Path) -> None:
    told = "The envoys of both sides met in the old customs house and agreed to open the river again. "
    rows = [
        ("First talks", "2020-01-09", "a text of its own about talks in the north"),
        ("Talks agreed", "2020-01-08", told * 6),
        ("Other talks", "2020-01-07", "quite another text, of talks in the far south"),
        ("Talks agreed, says ministry", "2020-01-06", told * 6),
    ]
    for n, (title, date, body) in enumerate(rows):
        (tmp_path / f"{n}.txt").write_text(f"{title}\nDate: {date}\nSource: S{n}\n\n{body}\n")
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / f"{n}.txt" for n in range(4)])
        results = desk.search("talks", 9, 0, "newest by story")
        assert [hit.title for hit in results.hits] == [rows[n][0] for n in (0, 1, 3, 2)]
        assert results.groups == (("", 0), ("", 1), ("", 3))
        assert desk.search("talks", 2, 2, "newest by story").groups == ()
