"""Questions about what analysis found, about what the reader has marked, and help while typing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from index.model import Analysis, Article, Mention, Relation
from index.search import Context, Index, facets

from .conftest import ARTICLES

CODES = {"russia": "RUS", "ukraine": "UKR", "nato": "NATO"}
CODES |= {code.lower(): code for code in ("RUS", "UKR", "TUR", "EU", "NATO")}
NAMES = {"RUS": "Russia", "UKR": "Ukraine", "TUR": "Turkey", "EU": "European Union", "NATO": "NATO"}
VALUES = {"is": ("unread", "read", "starred"), "tag": ("Grain trade", "war")}
STATES = {("is", "read"): {"grain"}, ("is", "starred"): {"missile"}, ("has", "note"): set[str]()}


def states(name: str, value: str) -> Collection[str] | None:
    return STATES.get((name, value))


def relation(source: str, target: str, kind: str, quad: int, status: str = "asserted") -> Relation:
    return Relation(source, target, kind, quad, status, 0, 9, (0, 1), (2, 3), (4, 5))  # type: ignore[arg-type]


FOUND = {
    "grain": Analysis(
        (
            Mention(0, 6, "Russia", "country", "RUS", "RUS"),
            Mention(11, 18, "Ukraine", "country", "UKR", "UKR"),
            Mention(20, 30, "Erdogan", "person", "Recep Tayyip Erdogan", "TUR"),
        ),
        (relation("RUS", "UKR", "AGREE", 1), relation("UKR", "RUS", "AGREE", 1)),
    ),
    "sanction": Analysis(
        (
            Mention(0, 6, "European Union", "organisation", "EU", "EU"),
            Mention(0, 3, "Mark Rutte", "person", "Mark Rutte", "NATO"),
            Mention(4, 9, "Anna Erd", "person", "Anna Erd", None),
        ),
        (relation("EU", "RUS", "SANCTION", 4), relation("RUS", "UKR", "ASSAULT", 4, "negated")),
    ),
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(
        tmp_path,
        Context(
            lambda name: CODES.get(name.lower()),
            lambda code: NAMES.get(code, code),
            states,
            lambda name: VALUES.get(name, ()),
            lambda text: [code for code, name in NAMES.items() if name.lower().startswith(text)],
        ),
    )
    index.add(ARTICLES)
    index.put((article, FOUND[article.id]) for article in ARTICLES if article.id in FOUND)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("country:russia", {"grain"}),
        ("country:TUR", {"grain"}),  # somebody who acts for it
        ("person:erdogan", {"grain"}),
        ('person:"mark rutte"', {"sanction"}),
        ('person:"rutte anna"', set()),  # no phrase runs from one name into the next
        ("person:erd*", {"grain", "sanction"}),
        ('org:"european union"', {"sanction"}),
        ("org:EU", {"sanction"}),
        ("entity:erdogan", {"grain"}),
        ("type:sanction", {"sanction"}),
        ("type:assault", set()),  # denied
        ("quad:1", {"grain"}),
        ("RUS>UKR", {"grain"}),
        ("russia>ukraine", {"grain"}),
        ("ukraine>", {"grain"}),
        (">RUS", {"grain", "sanction"}),
        ("EU>RUS:sanction", {"sanction"}),
        ("EU>RUS:agree", set()),
        ("-country:russia banks", {"sanction"}),
        ("is:read", {"grain"}),
        ("is:unread missile", {"missile", "summit"}),
        ("is:starred", {"missile"}),
        ("has:note", set()),
        ("turkey country:russia", {"grain"}),
    ],
)
def test_finds(index: Index, text: str, expected: set[str]) -> None:
    results = index.search(text, typing=False)
    assert {hit.id for hit in results.hits} == expected
    assert results.notice == ""


def test_analysis_replaces_and_never_doubles(index: Index) -> None:
    assert index.count() == len(ARTICLES)
    assert index.search("grain", typing=False).hits[0].relations == 2


@pytest.mark.parametrize("text", ["type:dance", "quad:9", "is:purple", "tag:x"])
def test_an_unknown_value_is_told(index: Index, text: str) -> None:
    assert "not known" in index.search(text).notice


@pytest.mark.parametrize("text", ["country:germx", "RUS>XYZ", "narnia>RUS"])
def test_a_name_that_is_nobodys_is_told(index: Index, text: str) -> None:
    assert "nobody here is called" in index.search(text, typing=False).notice
    assert "nobody here is called" in index.search(text).notice


def test_a_name_that_may_still_become_somebodys_finds_them(index: Index) -> None:
    typed, whole = index.search("country:russ"), index.search("country:russ", typing=False)
    assert ({hit.id for hit in typed.hits}, typed.notice) == ({"grain"}, "")
    assert not whole.hits
    assert "nobody here is called" in whole.notice


@pytest.mark.parametrize("few", [0, 1_000_000])
def test_counts_are_over_all_hits(index: Index, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "_FEW", few)  # as where nearly all articles are hits, and hardly any
    kinds = ["country", "pair", "partner", "type", "source", "month"]
    counted = index.counts("russia OR russian OR tome", kinds, typing=False)
    assert (counted.total, counted.undated) == (3, 1)
    assert ("RUS", 1) in counted.by["country"]
    assert dict(counted.by["type"]) == {"AGREE": 1, "SANCTION": 1}
    assert ("RUS>UKR", 1) in counted.by["pair"]
    assert dict(counted.by["partner"]) == {"RUS>UKR": 1, "EU>RUS": 1}
    assert dict(counted.by["source"]) == {"The Daily Post": 1, "Harbour News": 1}
    assert counted.by["month"] == [("2022-07", 1), ("2022-12", 1)]


def test_counts_follow_what_is_added_and_marked(index: Index) -> None:
    assert index.counts("is:starred", ["lang"]).total == 1
    STATES["is", "starred"].add("summit")
    try:
        assert index.counts("is:starred", ["lang"]).total == index.search("is:starred").total == 2
    finally:
        STATES["is", "starred"].discard("summit")
    index.add([Article("late", "Missile missile", "A missile from Russia.", lang="en")])
    counted = index.counts("missile", ["lang"])
    assert counted.by["lang"] == [("en", 3)]
    assert counted.generation == index.search("missile").generation


def completed(index: Index, text: str, cursor: int | None = None) -> list[str]:
    return [found.text for found in index.complete(text, cursor)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("rus", "russia"),
        ("grain coun", "grain country:"),
        ("country:r", "country:RUS"),
        ("country:turk", "country:TUR"),  # by its name
        ("person:mark", 'person:"Mark Rutte"'),
        ("type:sanc", "type:sanction"),
        ("is:un", "is:unread"),
        ("tag:gr", 'tag:"Grain trade"'),
        ("sort:", "sort:newest"),
        ("russia>u", "RUS>UKR"),
        ('grain AND person:"mark r', 'grain AND person:"Mark Rutte"'),
    ],
)
def test_completion(index: Index, text: str, first: str) -> None:
    assert completed(index, text)[0] == first


def test_completion_at_the_cursor_keeps_what_follows(index: Index) -> None:
    found = index.complete("country:turk grain", len("country:turk"))[0]
    assert (found.text, found.cursor, found.label) == ("country:TUR grain", len("country:TUR"), "Turkey")
    assert found.number == 1


def test_what_is_offered_is_counted_as_it_is_found(index: Index) -> None:
    index.put((article, FOUND[article.id]) for article in ARTICLES if article.id in FOUND)  # analysed anew
    for text in ("country:russ", "RUS>", "type:agr", "person:erd", "grai"):
        offered = index.complete(text)[0]
        assert offered.number == index.search(offered.text, typing=False).total == 1


@pytest.mark.parametrize("text", ["", "grain ", "nonsense:x", "title:zzzz", '"', "(", ">", "a>b>c:"])
def test_nothing_to_complete(index: Index, text: str) -> None:
    assert index.complete(text) == []


def test_did_you_mean(index: Index) -> None:
    assert index.search("sanktions", typing=False).notice == "did you mean ‘sanctions’?"
    assert [hit.id for hit in index.search("sanktions~ ", typing=False).hits] == ["sanction"]


def test_a_question_that_takes_too_long_is_cut_and_says_so(index: Index) -> None:
    from index.search.answer import ask
    from index.search.query import parse
    from index.search.schema import schema

    answer = ask(index._open(), schema(), parse("russia OR grain"), "relevance", seconds=-1)
    assert answer.total == 0
    assert "stopped after" in answer.notes[0]


def test_pages_stay_while_articles_arrive(index: Index) -> None:
    first = index.search("missile OR russia", limit=2)
    index.add([Article("late", "Missile missile", "A missile from Russia.")])
    second = index.search("missile OR russia", limit=2, offset=2)
    seen = [hit.id for hit in (*first.hits, *second.hits)]
    assert sorted(seen) == ["grain", "missile", "sanction", "summit"]
    assert index.search("missile OR russia").total == 5


def test_many_small_additions_stay_few_segments(index: Index, tmp_path: Path) -> None:
    for number in range(40):
        index.add([Article(f"n{number}", f"Number {number}", f"The quinoa of field {number % 3}.")])
    assert index.search("quinoa").total == 40
    assert len(list((tmp_path / "index").glob("*.trm"))) < 16
    index.remove([f"n{number}" for number in range(40)])
    assert index.search("quinoa").total == 0
    assert index.count() == len(ARTICLES)
