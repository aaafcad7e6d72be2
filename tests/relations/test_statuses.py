"""Whether it is so: what ``statuses.tsv`` says of Turkey's attack on Syria, or its help for Libya."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Relation
from tests.relations.conftest import Coded
from tests.tables import rows

ROWS = rows(Path(__file__).parent / "statuses.tsv", 2)


@pytest.fixture(scope="module")
def told(coded: Coded) -> dict[str, list[Relation]]:
    """Relations of each sentence."""
    return coded("statuses", [(text, "2024-06-10") for _, text in ROWS])


@pytest.mark.parametrize(("status", "text"), [(s, t) for s, t in ROWS])
def test_status(told: dict[str, list[Relation]], status: str, text: str) -> None:
    deeds = [
        r
        for r in told[text]
        if r.source == "TUR" and (r.target, r.type) in (("SYR", "ASSAULT"), ("LBY", "AID"))
    ]
    assert deeds and {r.status for r in deeds} == {status}
