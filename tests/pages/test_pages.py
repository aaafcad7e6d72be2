"""What a person reads of relations, and decides of them, on a desk of articles of the project's own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Desk, DeskError, Evidence, Filter, parse_filter
from index.pages.turning import turning_points


def article(number: int, when: str, body: str, source: str = "Wire") -> dict[str, str]:
    return {"id": f"art-{number}", "title": f"Brief {number}", "date": when, "source": source, "body": body}


ARTICLES = [
    article(1, "2020-01-10", "France praised Iran."),
    article(2, "2020-02-10", "France attacked Iran.", "Herald"),
    article(3, "2021-03-10", "Iran warned France. Germany sent aid to France."),
    article(4, "2022-05-01", "Iran reportedly attacked France."),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with _filled(tmp_path) as desk:
        yield desk


def _filled(folder: Path) -> Desk:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ARTICLES), encoding="utf-8")
    desk = Desk.open(folder / "home")
    desk.add([path])
    desk.analyse_pending()
    return desk


def find(desk: Desk, type_: str, source: str = "FRA") -> Evidence:
    return next(e for e in desk.relations() if (e.relation.source, e.relation.type) == (source, type_))


def test_an_actors_partners_by_weight_with_their_latest_events(desk: Desk) -> None:
    page = desk.actor("France")
    assert [(p.code, p.cooperation, p.conflict, p.stories) for p in page.partners] == [
        ("IRN", 1, 3, 4),
        ("DEU", 1, 0, 1),
    ]
    iran = page.partners[0]
    assert [event.date for event in iran.events] == ["2022-05-01", "2021-03-10", "2020-02-10", "2020-01-10"]
    assert iran.events[0].status == "reported"
    assert iran.events[0].evidence[0].sentence == "Iran reportedly attacked France."
    assert sum(iran.series.cooperation) == 1
    assert sum(iran.series.conflict) == 3
    assert len(iran.series.conflict) == page.periods.count <= 16


def test_a_pair_both_ways_and_the_matrix(desk: Desk) -> None:
    page = desk.pair("IRN", "FRA")
    assert page.names == ("Iran", "France")
    assert [(e.source, e.type) for e in page.events] == [
        ("IRN", "ASSAULT"), ("IRN", "THREATEN"), ("FRA", "ASSAULT"), ("FRA", "SUPPORT"),
    ]  # fmt: skip
    assert sum(page.series[0].conflict) == 2
    matrix = desk.matrix()
    a, b = matrix.actors.index("FRA"), matrix.actors.index("IRN")
    assert matrix.cells[a][b] == (1, 0, 0, 1)
    assert matrix.cells[b][a] == (0, 0, 1, 1)


@pytest.mark.parametrize(
    ("typed", "dates"),
    [
        ("since:2021", ["2022-05-01", "2021-03-10"]),
        ("date:2020..2020-01", ["2020-01-10"]),
        ("until:2020", ["2020-02-10", "2020-01-10"]),
        ("type:assault status:asserted", ["2020-02-10"]),
        ("quad:1", ["2020-01-10"]),
        ("source:herald", ["2020-02-10"]),
    ],
)
def test_pages_are_filtered(desk: Desk, typed: str, dates: list[str]) -> None:
    wanted, odd = parse_filter(typed)
    assert odd == ""
    assert [event.date for event in desk.pair("FRA", "IRN", wanted).events] == dates


def test_only_the_articles_of_a_search_count(desk: Desk) -> None:
    assert [e.date for e in desk.pair("FRA", "IRN", Filter(query="reportedly")).events] == ["2022-05-01"]


def test_what_is_not_understood_of_a_filter_is_said() -> None:
    wanted, odd = parse_filter("since:90d type:dance quad:7 hello", today=date(2024, 12, 31))
    assert wanted.since == "2024-10-02"
    assert odd == "not understood: type:dance quad:7 hello"


def test_a_rejected_relation_leaves_the_pages_and_shows_in_exports(desk: Desk) -> None:
    desk.mine.verdicts.give(find(desk, "ASSAULT"), "rejected")
    page = desk.actor("FRA")
    assert next(p for p in page.partners if p.code == "IRN").conflict == 2
    assert find(desk, "ASSAULT").relation.verdict == "rejected"
    assert [r.verdict for r in desk.article("art-2").relations] == ["rejected"]
    assert desk.undo() == "FRA > IRN ASSAULT: rejected"
    assert next(p for p in desk.actor("FRA").partners if p.code == "IRN").conflict == 3


def test_a_verdict_on_two_is_one_step(desk: Desk) -> None:
    desk.mine.verdicts.give(find(desk, "ASSAULT"), "rejected", None, [find(desk, "ASSAULT", "IRN")])
    assert [find(desk, "ASSAULT", code).relation.verdict for code in ("FRA", "IRN")] == ["rejected"] * 2
    desk.undo()
    assert [find(desk, "ASSAULT", code).relation.verdict for code in ("FRA", "IRN")] == ["", ""]


def test_a_corrected_relation_counts_as_what_it_is_and_can_be_corrected_again(desk: Desk) -> None:
    wrong = find(desk, "ASSAULT")
    relation = wrong.relation
    desk.mine.verdicts.give(wrong, "corrected", _as(relation, "COERCE", relation.target, relation.source))
    (turned,) = desk.article("art-2").relations
    assert (turned.source, turned.target, turned.type, turned.quad) == ("IRN", "FRA", "COERCE", 4)
    body = desk.article("art-2").article.body
    assert body[slice(*turned.source_span)] == "Iran"
    again = find(desk, "COERCE", "IRN")
    desk.mine.verdicts.give(again, "corrected", _as(again.relation, "ACCUSE", "FRA", "IRN"))
    assert [r.type for r in desk.article("art-2").relations] == ["ACCUSE"]
    desk.mine.verdicts.give(find(desk, "ACCUSE"), "")
    assert [(r.type, r.verdict) for r in desk.article("art-2").relations] == [("ASSAULT", "")]


def _as(relation, type_, source, target):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from index import QUADS

    return replace(relation, type=type_, quad=QUADS[type_], source=source, target=target)


def test_verdicts_survive_another_analysis_that_finds_less(desk: Desk, tmp_path: Path) -> None:
    desk.mine.verdicts.give(find(desk, "ASSAULT"), "accepted")
    desk.mine.verdicts.give(find(desk, "SUPPORT"), "rejected")
    desk.close()
    with sqlite3.connect(tmp_path / "home" / "archive.sqlite") as archive:  # as if a coder had found nothing
        archive.execute("DELETE FROM relation")
    again = Desk.open(tmp_path / "home")
    (kept,) = again.pair("FRA", "IRN").events
    assert (kept.type, kept.verdict) == ("ASSAULT", "accepted")
    assert kept.evidence[0].sentence == "France attacked Iran."
    again.close()


def test_a_verdict_follows_its_sentence_when_the_article_is_updated(desk: Desk, tmp_path: Path) -> None:
    desk.mine.verdicts.give(find(desk, "ASSAULT"), "accepted")
    rows = [*ARTICLES]
    rows[1] = article(2, "2020-02-10", "An update. France attacked Iran.", "Herald")
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    desk.add([tmp_path / "articles.jsonl"])
    (relation,) = desk.article("art-2").relations  # before the new analysis
    assert relation.verdict == "accepted"
    body = desk.article("art-2").article.body
    assert body[relation.start : relation.end] == "France attacked Iran."
    assert body[slice(*relation.source_span)] == "France"
    desk.analyse_pending()
    assert [r.verdict for r in desk.article("art-2").relations] == ["accepted"]


def test_precision_by_type_comes_from_verdicts(desk: Desk) -> None:
    desk.mine.verdicts.give(find(desk, "ASSAULT"), "accepted")
    desk.mine.verdicts.give(find(desk, "ASSAULT", "IRN"), "rejected")
    desk.mine.verdicts.give(find(desk, "SUPPORT"), "rejected")
    scores = {score.type: score for score in desk.mine.verdicts.score()}
    assert (scores["ASSAULT"].precision, scores["SUPPORT"].precision) == (0.5, 0.0)


def test_a_turn_of_the_tone_is_found_and_noise_is_not() -> None:
    def event(day: int, quad: int) -> object:
        from index import Event

        return Event(f"2020-{1 + day // 28:02}-{1 + day % 28:02}", "A", "B", "X", quad, "asserted", 1, 1, ())

    friendly_then_not = [event(n, 1 + n % 2) for n in range(20)] + [event(20 + n, 4) for n in range(20)]
    (turn,) = turning_points(friendly_then_not[::-1])  # type: ignore[arg-type]
    assert turn.date == "2020-01-21"
    assert turn.before > 0 > turn.after
    mixed = [event(n, 1 + (n * 7) % 4) for n in range(40)]
    assert turning_points(mixed) == ()  # type: ignore[arg-type]


def test_the_threshold_is_set_in_one_place(desk: Desk, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config.toml"
    settings.write_text("[relations]\nthreshold = 0.99\n")
    assert desk.actor("FRA").partners == ()
    settings.write_text("[relations]\nthreshold = 'high'\n")
    with pytest.raises(DeskError, match=r"config\.toml: threshold in \[relations\] must be a number"):
        desk.actor("FRA")
