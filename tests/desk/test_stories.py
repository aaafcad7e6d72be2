"""Copies and updates of an article are one story; look-alikes are not."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from index import Desk, NotFoundError

PARAGRAPHS = (
    "The foreign ministers of Norland and Estova signed a fisheries agreement on Tuesday that ends a "
    "dispute of eleven years over the waters around the Skarn islands.",
    "Under the agreement boats of both countries may fish within forty kilometres of the islands, and a "
    "joint commission of six members will set the catch of cod and herring each spring.",
    '"This was long overdue," said the Norland minister, Ida Halvor, after the ceremony in the harbour town '
    "of Brekke. Her counterpart called it a good day for those who live from the sea.",
    "Fishermen on the islands were more careful. The head of their union said that the quotas were still "
    "unknown, and that the last commission had met only twice before it fell apart.",
    "Parliaments of the two countries must approve the agreement before the end of the year.",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path / "home")


def add(desk: Desk, tmp_path: Path, *rows: dict[str, str]) -> None:
    path = tmp_path / f"{len(list(tmp_path.glob('*.jsonl')))}.jsonl"
    path.write_text("".join(json.dumps({"title": "T", **row}) + "\n" for row in rows), encoding="utf-8")
    desk.add([path])


def stories(desk: Desk) -> list[set[str]]:
    """The stories of more than one article."""
    found: dict[int, set[str]] = {}
    for hit in desk.search("", limit=100).hits:
        found.setdefault(hit.story, set()).add(hit.id)
        assert desk.article(hit.id).story == desk.story(hit.story)
        assert hit.copies == len(desk.story(hit.story).articles)
    return sorted((ids for ids in found.values() if len(ids) > 1), key=sorted)


def test_what_an_agency_sends_to_three_papers_is_one_story(desk: Desk, tmp_path: Path) -> None:
    text = "\n\n".join(PARAGRAPHS)
    add(
        desk,
        tmp_path,
        {"id": "ap", "source": "AP", "date": "2024-05-07", "body": f"BREKKE (AP) - {text}"},
        {"id": "cut", "source": "Gazette", "date": "2024-05-08", "body": "\n\n".join(PARAGRAPHS[:3])},
        {
            "id": "herald",
            "source": "Herald",
            "date": "2024-05-09",
            "body": "By our correspondent. " + text.replace("eleven years", "more than a decade"),
        },
    )
    add(desk, tmp_path, {"id": "other", "date": "2024-05-08", "body": "The weather stays dry and mild."})
    assert stories(desk) == [{"ap", "cut", "herald"}]
    page = desk.article("cut")
    assert page.story is not None
    assert page.story.sources == ("AP", "Gazette", "Herald")
    assert (page.story.first, page.story.last) == ("2024-05-07", "2024-05-09")
    with pytest.raises(NotFoundError, match="4711"):
        desk.story(4711)


def test_an_update_joins_and_a_year_later_it_is_news_again(desk: Desk, tmp_path: Path) -> None:
    lead = "Parliament in Norland approved the fisheries agreement with Estova on Friday evening."
    text = "\n\n".join(PARAGRAPHS[:4])
    add(desk, tmp_path, {"id": "first", "date": "2024-05-07", "body": text})
    add(desk, tmp_path, {"id": "update", "date": "2024-05-10", "body": f"{lead}\n\n{text}"})
    add(desk, tmp_path, {"id": "a-year-later", "date": "2025-05-07", "body": text})
    add(desk, tmp_path, {"id": "no-date", "body": text})
    assert stories(desk)[0] >= {"first", "update", "no-date"}
    add(desk, tmp_path, {"id": "first", "title": "T", "date": "2024-05-07", "body": text + " More."})
    assert {"first", "update"} <= stories(desk)[0]


def test_short_items_of_one_pattern_are_not_one_story(desk: Desk, tmp_path: Path) -> None:
    pattern = "An earthquake of magnitude {} strikes off the coast of {}, killing at least {} people."
    add(
        desk,
        tmp_path,
        {"id": "chile", "date": "2024-05-07", "body": pattern.format("6.1", "Chile", "12")},
        {"id": "peru", "date": "2024-05-07", "body": pattern.format("5.8", "Peru", "30")},
        {"id": "chile-again", "date": "2024-05-08", "body": pattern.format("6.1", "Chile", "12")},
    )
    assert stories(desk) == [{"chile", "chile-again"}]


def test_an_article_that_changes_leaves_its_story(desk: Desk, tmp_path: Path) -> None:
    text = "\n\n".join(PARAGRAPHS)
    add(desk, tmp_path, *({"id": f"copy-{n}", "date": "2024-05-07", "body": f"{n} {text}"} for n in range(3)))
    assert stories(desk) == [{"copy-0", "copy-1", "copy-2"}]
    path = tmp_path / "0.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[0]["body"] = "Quite another text about the price of timber in the north of the country this winter."
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert desk.add([path]).updated == 1
    assert stories(desk) == [{"copy-1", "copy-2"}]


def test_evidence_is_counted_by_stories(desk: Desk, tmp_path: Path) -> None:
    text = "Russia condemned Qatar on Sunday over the gas agreement that was signed in Doha a week ago."
    copies = [{"id": f"copy-{n}", "source": f"S{n}", "date": "2024-05-07", "body": text} for n in range(3)]
    add(desk, tmp_path, *copies, {"id": "alone", "date": "2024-05-07", "body": "Russia threatened Qatar."})
    desk.analyse_pending()
    (partner,) = desk.actor("RUS").partners
    assert (partner.code, partner.conflict, partner.stories) == ("QAT", 2, 2)
    assert len({evidence.story for evidence in desk.relations("RUS", "QAT")}) == 2


def test_a_desk_from_before_there_were_stories_is_grouped(tmp_path: Path) -> None:
    text = "\n\n".join(PARAGRAPHS)
    with Desk.open(tmp_path / "home") as desk:
        add(desk, tmp_path, {"id": "one", "body": text}, {"id": "two", "body": "BREKKE. " + text})
    with sqlite3.connect(tmp_path / "home" / "archive.sqlite") as connection:
        connection.executescript(
            "DROP TABLE story; DROP TABLE sketch; DROP TABLE unannotated;"
            "ALTER TABLE article DROP COLUMN author; PRAGMA user_version = 1;"
        )
    connection.close()
    with Desk.open(tmp_path / "home") as desk:
        assert stories(desk) == []
        add(desk, tmp_path, {"id": "three", "body": text + " It is a start."})
        assert stories(desk) == [{"one", "two", "three"}]


def test_a_toll_that_rises_is_one_story_and_the_figures_of_two_days_are_two(
    desk: Desk, tmp_path: Path
) -> None:
    fires = "Bushfires in the north of Estova have {} people and destroyed at least 750 homes."
    cases = "Norland reports a record of {} deaths in the past 24 hours, bringing the toll to {}."
    add(
        desk,
        tmp_path,
        {"id": "fire", "date": "2024-02-08", "body": fires.format("killed at least 108")},
        {"id": "worse", "date": "2024-02-09", "body": fires.format("now killed at least 130")},
        {"id": "monday", "date": "2024-02-08", "body": cases.format("221", "9,686")},
        {"id": "tuesday", "date": "2024-02-09", "body": cases.format("234", "9,920")},
    )
    assert stories(desk) == [{"fire", "worse"}]


def test_the_opposite_in_the_same_words_is_another_story(desk: Desk, tmp_path: Path) -> None:
    games = "The {} ceremony of the Winter Games for the disabled is held in the capital of Estova."
    add(
        desk,
        tmp_path,
        {"id": "first", "date": "2024-03-04", "body": games.format("opening")},
        {"id": "again", "date": "2024-03-05", "body": games.format("opening")},
        {"id": "last", "date": "2024-03-13", "body": games.format("closing")},
    )
    assert stories(desk) == [{"again", "first"}]
