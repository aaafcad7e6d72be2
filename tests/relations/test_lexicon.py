"""The lexicon's own examples, run: each line of the tables that carries a sentence must give what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.model import Relation
from index.relations.language import lexicon
from index.relations.language.patterns import senses
from index.relations.language.tables import LexiconError
from tests.relations.conftest import Coded

EXAMPLES = list(lexicon.examples())


@pytest.fixture(scope="module")
def told(coded: Coded) -> dict[str, list[Relation]]:
    """The relations of each example."""
    return coded("examples", [(example, "2014-06-01") for _, _, example, _ in EXAMPLES])


def expected(text: str) -> Iterator[tuple[str, str, str, str]]:
    """ "A>B TYPE status; C<>D TYPE status" as tuples."""
    for part in text.split(";"):
        pair, kind, status = part.split()
        a, both, b = pair.partition("<>")
        if not both:
            a, _, b = pair.partition(">")
        yield a, b, kind, status
        if both:
            yield b, a, kind, status


@pytest.mark.parametrize(("table", "line", "example", "wanted"), EXAMPLES, ids=lambda v: str(v)[:60])
def test_example(told: dict[str, list[Relation]], table: str, line: int, example: str, wanted: str) -> None:
    said = {(r.source, r.target, r.type, r.status) for r in told[example]}
    if wanted == "nothing":
        assert not said, f"{table} line {line}"
    else:
        assert set(expected(wanted)) <= said, f"{table} line {line}: {sorted(said)}"


def test_there_are_several_thousand_senses() -> None:
    assert lexicon.count_senses() > 3000


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("X attack Y|on", "mixes"), ("X attack", "name both"), ("X give to", "nothing stands after")],
)
def test_a_wrong_pattern_is_named(pattern: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        list(senses(7, pattern, "ASSAULT", False))
