"""One entity across articles, its page, and what a reader decides about it, on a real desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Desk, DeskError, NotFoundError

ARTICLES = {
    "a 2024-11-01": "NATO Secretary-General Mark Rutte visited Ankara. Rutte thanked Turkey.",
    "b 2024-12-05": "The head of NATO warned Russia. Rutte spoke in Brussels after the meeting.",
    "c 2024-12-09": "Norwegian Deputy Minister Ingrid Solheim met Mark Rutte of NATO in Oslo.",
    "d 2025-01-20": "In Bergen, Solheim told Norway's parliament that talks with Russia had begun.",
    "e 2025-02-02": "The singer Ingrid Solheim gave a concert in Leeds. Solheim thanked the crowd.",
    "f 2023-03-01": "Kenyan Foreign Minister Thomas Waweru met his guests in Nairobi.",
    "g 2023-03-09": "Canadian Defence Minister Thomas Waweru visited Ottawa's shipyard. Waweru was pleased.",
    "k 2025-03-05": "A painter, Thomas Wav, showed his work in Lima. Thomas Wav was pleased.",
    "i 1994-03-01": "In Bombay a court heard thirty witnesses.",
    "j 2024-03-01": "The court in Mumbai heard the last witnesses.",
    "h 2023-04-01": "Kenya sent an envoy. Thomas Waweru, a minister, wrote the letter.",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a desk with these articles, analysed."""
    home = tmp_path_factory.mktemp("desk")
    rows = [
        {"id": id_, "date": date, "title": f"Article {id_}", "body": body}
        for (id_, date), body in ((key.split(), body) for key, body in ARTICLES.items())
    ]
    file = home / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Desk.open(home / "home") as desk:
        assert desk.add([file]).added == len(rows)
        assert desk.analyse_pending() == len(rows)
    return home / "home"


@pytest.fixture
def desk(kept: Path):
    """That desk; what a test decides is taken back when it ends."""
    with Desk.open(kept) as desk:
        yield desk
        for name in list(desk.who.decisions()):
            desk.who.decide("keep", name)


def entities_of(desk: Desk, id_: str) -> set[str]:
    return {mention.entity for mention in desk.article(id_).mentions}


def found(desk: Desk, query: str) -> set[str]:
    return {hit.id for hit in desk.search(query).hits}


def test_a_place_is_found_under_all_its_names(desk: Desk) -> None:
    for name in ("Bombay", "Mumbai"):
        assert found(desk, f"place:{name}") == {"i", "j"}
        assert [entity.name for entity in desk.who.entities(name)] == ["Mumbai"]
        page = desk.who.page(name)
        assert (page.entity.name, page.entity.articles) == ("Mumbai", 2)


def test_a_surname_alone_is_the_person_whom_the_desk_knows(desk: Desk) -> None:
    assert "Mark Rutte" in entities_of(desk, "b")
    assert "Ingrid Solheim" in entities_of(desk, "d")
    assert found(desk, 'entity:"Mark Rutte"') == {"a", "b", "c"}


def test_a_page_tells_articles_months_names_role_and_company(desk: Desk) -> None:
    page = desk.entity("Mark Rutte")
    assert (page.entity.kind, page.entity.articles, page.role) == ("person", 3, "secretary-general, NATO")
    assert [naming.id for naming in page.namings] == ["c", "b", "a"]
    assert page.months == (("2024-11", 2), ("2024-12", 2))
    assert "Rutte" in page.others
    assert {"NATO", "RUS", "Ingrid Solheim"} <= {other.name for other in page.beside}
    assert desk.entity("Ingrid Solheim").role == "Norwegian Deputy Minister"
    with pytest.raises(NotFoundError, match="Nobody is known"):
        desk.entity("Nobody At All")


def test_the_list_narrows_as_one_types(desk: Desk) -> None:
    assert [one.name for one in desk.entities("rut")] == ["Mark Rutte"]
    assert desk.entities("rut")[0].articles == 3
    assert [one.name for one in desk.entities("solh ing", "person")] == ["Ingrid Solheim"]
    assert desk.entities("%") == desk.entities("")
    assert desk.entities("100%_") == []
    assert {one.kind for one in desk.entities("", "place")} == {"place"}


def test_a_narrowed_list_counts_as_the_page_does(desk: Desk) -> None:
    (listed,) = desk.entities("ingrid")
    assert listed.articles == desk.entity("Ingrid Solheim").entity.articles == 3


def test_renaming_shows_everywhere_and_can_be_taken_back(desk: Desk) -> None:
    desk.who.decide("rename", "Mark Rutte", "M. Rutte of NATO")
    assert "M. Rutte of NATO" in entities_of(desk, "b")
    assert "Mark Rutte" not in entities_of(desk, "a")
    assert found(desk, 'person:"M. Rutte of NATO"') == {"a", "b", "c"}
    assert desk.entity("Mark Rutte").entity.name == "M. Rutte of NATO"
    desk.who.decide("keep", "M. Rutte of NATO")
    assert "Mark Rutte" in entities_of(desk, "b")
    assert found(desk, 'person:"M. Rutte of NATO"') == set()


def test_merging_makes_two_names_one(desk: Desk) -> None:
    desk.who.decide("merge", "Ingrid Solheim", "Mark Rutte")
    assert desk.entity("Mark Rutte").entity.articles == 5
    assert "Ingrid Solheim is Mark Rutte" in desk.entity("Mark Rutte").decided
    assert [one.name for one in desk.entities("solheim")] == ["Mark Rutte"]
    with pytest.raises(DeskError, match="already"):
        desk.who.decide("merge", "Mark Rutte", "Ingrid Solheim")


def test_who_is_merged_brings_articles_and_country_along(desk: Desk) -> None:
    before = {one.name: (one.actor, one.articles) for one in desk.entities("wav")}
    assert before == {"Thomas Wav": (None, 1)}
    desk.who.decide("merge", "Ingrid Solheim", "Thomas Wav")
    for typed in ("wav", "ingrid", ""):
        listed = {one.name: (one.actor, one.articles) for one in desk.entities(typed)}
        assert listed["Thomas Wav"] == ("NOR", 4), typed
    assert desk.entity("Thomas Wav").entity.actor == "NOR"
    assert {one.name: one.actor for one in desk.entity("Lima").beside}["Thomas Wav"] == "NOR"


def test_splitting_tells_two_of_one_name_apart(desk: Desk) -> None:
    desk.who.decide("split", "Ingrid Solheim", "Ingrid Solheim (singer)", ["e"])
    assert "Ingrid Solheim (singer)" in entities_of(desk, "e")
    assert "Ingrid Solheim" in entities_of(desk, "c")
    assert [naming.id for naming in desk.entity("Ingrid Solheim (singer)").namings] == ["e"]
    assert [naming.id for naming in desk.entity("Ingrid Solheim").namings] == ["d", "c"]
    assert found(desk, 'person:"Ingrid Solheim (singer)"') == {"e"}


def test_a_dropped_entity_is_marked_nowhere(desk: Desk) -> None:
    desk.who.decide("drop", "Ingrid Solheim")
    assert "Ingrid Solheim" not in entities_of(desk, "c")
    assert desk.entities("solheim") == []
    with pytest.raises(NotFoundError):
        desk.entity("Ingrid Solheim")


def test_decisions_outlive_a_new_analysis_and_can_be_undone(desk: Desk) -> None:
    desk.who.decide("rename", "Mark Rutte", "The Secretary")
    with desk._archive._connection as connection:
        connection.execute("UPDATE article SET analysed = 0")
    assert desk.analyse_pending() == len(ARTICLES)
    assert "The Secretary" in entities_of(desk, "a")
    assert found(desk, 'entity:"The Secretary"') == {"a", "b", "c"}
    assert desk.undo() == "Mark Rutte is called The Secretary"
    assert "Mark Rutte" in entities_of(desk, "a")
    assert found(desk, 'entity:"The Secretary"') == set()


def test_what_cannot_be_decided_is_said(desk: Desk) -> None:
    for deed, name, more, told in [
        ("drop", "RUS", [], "is a country"),
        ("rename", "Mark Rutte", ["Ingrid Solheim"], "called Ingrid Solheim already"),
        ("rename", "Nobody", ["X"], "Nobody is known"),
        ("split", "Mark Rutte", ["X", []], "in which articles"),
        ("eat", "Mark Rutte", [], "merge, rename"),
        ("keep", "Mark Rutte", [], "Nothing was decided"),
    ]:
        with pytest.raises(DeskError, match=told):
            desk.who.decide(deed, name, *more)


def test_two_people_of_one_name_in_two_countries_are_two(desk: Desk) -> None:
    assert "Thomas Waweru" in entities_of(desk, "f")
    assert "Thomas Waweru (Canada)" in entities_of(desk, "g")
    assert "Thomas Waweru" in entities_of(desk, "h"), "who acts for nobody is the one whose state is named"
    assert found(desk, 'entity:"Thomas Waweru (Canada)"') == {"g"}
    listed = {entity.name: (entity.actor, entity.articles) for entity in desk.entities("waweru")}
    assert listed == {"Thomas Waweru": ("KEN", 2), "Thomas Waweru (Canada)": ("CAN", 1)}
    page = desk.entity("Thomas Waweru (Canada)")
    assert (page.entity.actor, [naming.id for naming in page.namings]) == ("CAN", ["g"])
    assert "Defence" in page.role


def test_a_page_says_which_of_two_namesakes_appears_there(desk: Desk) -> None:
    beside = {entity.name: (entity.actor, entity.articles) for entity in desk.entity("Ottawa").beside}
    assert beside["Thomas Waweru (Canada)"] == ("CAN", 1)
    assert "Thomas Waweru" not in beside
    beside = {entity.name: entity.actor for entity in desk.entity("KEN").beside}
    assert beside["Thomas Waweru"] == "KEN"
    assert "Thomas Waweru (Canada)" not in beside


def test_a_reader_can_say_that_namesakes_are_one(desk: Desk) -> None:
    desk.who.decide("merge", "Thomas Waweru (Canada)", "Thomas Waweru")
    assert "Thomas Waweru" in entities_of(desk, "g")
    assert {naming.id for naming in desk.entity("Thomas Waweru").namings} == {"f", "g", "h"}


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a desk in which words are somebody's surname, and something else besides."""
    bodies = {
        "a": "The contractor Leonard Francis fled the United States, and was caught in Venezuela.",
        "b": "Pope Francis visited Iraq. Pope Francis prayed in Mosul.",
        "c": "Pope Francis thanked Italy and the Holy See for their help.",
        "d": "North Korean leader Kim Jong-un visited Russia. The UN warned North Korea of sanctions.",
        "e": "Katie Wellington, an American lawmaker, resigned from the United States Congress.",
        "f": "New Zealand and the United States held talks in Wellington.",
    }
    home = tmp_path_factory.mktemp("alike")
    file = home / "articles.jsonl"
    rows = [
        {"id": id_, "date": "2021-03-06", "title": f"Article {id_}", "body": bodies[id_]} for id_ in bodies
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Desk.open(home / "home") as desk:
        desk.add([file])
        assert desk.analyse_pending() == len(rows)
    return home / "home"


def test_the_list_counts_as_the_pages_do(alike: Path) -> None:
    with Desk.open(alike) as desk:
        listed = {(one.kind, one.name): (one.articles, one.mentions) for one in desk.entities()}
        pages = {key: desk.entity(key[1], key[0]).entity for key in listed}
        assert listed == {key: (page.articles, page.mentions) for key, page in pages.items()}
        assert listed["person", "Leonard Francis"][0] == 1
        assert [one.articles for one in desk.entities("leonard")] == [1]


def test_no_body_and_no_city_is_taken_for_somebody(alike: Path) -> None:
    with Desk.open(alike) as desk:
        named = {mention.text: mention.entity for id_ in "df" for mention in desk.article(id_).mentions}
    assert named["UN"] == "UN"
    assert named["Wellington"] == "Wellington"
