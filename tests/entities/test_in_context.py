"""Names of countries in sentences full of traps: each is read rightly, and nobody else is named."""

from pathlib import Path

import pytest

from index.entities import Marker
from tests.tables import rows

SENTENCES = rows(Path(__file__).parent / "in_context.tsv", 4)


@pytest.fixture(scope="module")
def marks():
    said = Marker().mark_many([(text, date or "2025-06-01") for text, _, _, date in SENTENCES])
    return dict(zip((text for text, *_ in SENTENCES), said, strict=True))


@pytest.mark.parametrize(("text", "acts", "named"), [sentence[:3] for sentence in SENTENCES])
def test_right_in_context(marks, text, acts, named):
    found = marks[text]
    acting = {mention.actor for mention in found if mention.actor}
    assert acting == set(acts.split())
    assert {mention.entity for mention in found if mention.kind == "country"} - acting == set(named.split())
