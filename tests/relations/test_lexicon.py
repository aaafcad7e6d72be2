"""The lexicon's own examples, run: each line of the tables that carries a sentence must give what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.entities import Marker
from index.model import Relation
from index.relations import Coder, lexicon
from index.relations.patterns import senses
from index.relations.tables import LexiconError
from index.text.sentences import sentences

EXAMPLES = list(lexicon.examples())


@pytest.fixture(scope="module")
def coded() -> dict[str, list[Relation]]:
    """All examples coded in one batch."""
    texts = [example for _, _, example, _ in EXAMPLES]
    dated: list[tuple[str, str | None]] = [(text, "2014-06-01") for text in texts]
    marked = Marker(names=False).mark_many(dated)
    articles = [
        (text, sentences(text), mentions, "2014-06-01") for text, mentions in zip(texts, marked, strict=True)
    ]
    return dict(zip(texts, Coder().code_many(articles), strict=True))


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
def test_example(coded: dict[str, list[Relation]], table: str, line: int, example: str, wanted: str) -> None:
    said = {(r.source, r.target, r.type, r.status) for r in coded[example]}
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
