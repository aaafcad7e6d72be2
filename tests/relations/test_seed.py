"""The article that the project began with gives what a reader would say. Skipped where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis.analyser import Analyser
from index.model import Relation
from index.text.clean import clean

FOLDER = next(
    (p / "shared" / "seed" for p in Path(__file__).resolve().parents if (p / "shared").is_dir()), None
)
FOUND = sorted(FOLDER.glob("*.txt")) if FOLDER else []


@pytest.fixture(scope="module")
def told(analyser: Analyser) -> list[Relation]:
    if not FOUND:
        pytest.skip("../shared/seed is not at hand")
    _, _, body = FOUND[0].read_text(encoding="utf-8").partition("\n")
    return list(analyser.analyse([(clean(body.strip()), "2024-12-04")])[0].relations)


def pairs(relations: list[Relation], *types: str) -> set[tuple[str, str]]:
    return {(r.source, r.target) for r in relations if r.type in types}


def test_who_helps_whom(told: list[Relation]) -> None:
    sent = [r for r in told if (r.source, r.target, r.type, r.status) == ("PRK", "RUS", "AID", "reported")]
    assert sent
    assert ("IRN", "RUS") in pairs(told, "AID")
    assert {("NATO", "UKR"), ("FRA", "UKR")} <= pairs(told, "AID", "SUPPORT")
    assert all(r.status == "hypothetical" for r in told if r.source == "FRA" and r.target == "UKR")


def test_who_works_together(told: list[Relation]) -> None:
    both = pairs(told, "COOPERATE", "SUPPORT", "AGREE")
    for friend in ("PRK", "IRN", "CHN"):
        assert {("RUS", friend), (friend, "RUS")} <= both
    for western in ("NATO", "USA"):
        for asian in ("JPN", "KOR"):
            assert {(western, asian), (asian, western)} <= both


def test_who_is_against_whom(told: list[Relation]) -> None:
    assert ("RUS", "UKR") in pairs(told, "ASSAULT")
    assert {("USA", "RUS"), ("USA", "PRK")} <= pairs(told, "ACCUSE")


def test_no_technology_is_said_to_have_been_given(told: list[Relation]) -> None:
    given = [r for r in told if (r.source, r.target) == ("RUS", "PRK") and "technology" in r.rule]
    assert all(r.status in {"hypothetical", "negated"} for r in given)
    assert ("RUS", "PRK") not in pairs(told, "AID")
