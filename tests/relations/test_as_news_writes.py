"""News of many kinds: what ``news.tsv`` says that a sentence tells, and nothing of another pair or class."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import QUADS, Relation
from tests.relations.conftest import Coded
from tests.tables import rows

ROWS = rows(Path(__file__).parent / "news.tsv", 4)


@pytest.fixture(scope="module")
def told(coded: Coded) -> dict[str, list[Relation]]:
    """Relations of each sentence."""
    return coded("news", [(text, date) for _, date, text, _ in ROWS])


@pytest.mark.parametrize(("point", "text", "expected"), [(p, t, e) for p, _, t, e in ROWS])
def test_news(told: dict[str, list[Relation]], point: str, text: str, expected: str) -> None:
    allowed: set[tuple[str, str, int]] = set()
    for part in expected.split("; ") if expected != "nothing" else ():
        pair, kinds, statuses = part.split()
        source, target = pair.split(">")
        allowed |= {(source, target, QUADS[kind]) for kind in kinds.split("|")}
        assert any(
            r.source == source
            and r.target == target
            and r.type in kinds.split("|")
            and r.status in statuses.split("|")
            for r in told[text]
        ), f"{point}: {part}"
    assert {(r.source, r.target, r.quad) for r in told[text]} <= allowed, point
