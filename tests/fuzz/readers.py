"""Coverage-guided fuzzing of the readers, by hand; needs `pip install atheris` (Linux, Python 3.11 or 3.12).

    python tests/fuzz/readers.py CORPUS_FOLDER -max_total_time=600 -rss_limit_mb=1500 -timeout=20

The first byte chooses the name under which the rest is read. Real files of every format make a good corpus, a
byte put before each. What it finds belongs into tests/sources/test_fuzz.py or tests/sources/hostile.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[2]))
with atheris.instrument_imports(include=["index.sources", "feedparser", "email", "html.parser"]):
    from index import Failure
    from index.sources.document import bytes_document
    from index.sources.reading import read_here

NAMES = ["x", "x.txt", "x.md", "x.json", "x.jsonl", "x.csv", "x.html", "x.xml", "x.eml", "x.zip"]


def one(data: bytes) -> None:
    name = NAMES[data[0] % len(NAMES)] if data else "x"
    for item in read_here(bytes_document(name, "", data[1:])):
        if isinstance(item, Failure) and "could not be read (" in item.reason:
            raise AssertionError(item.reason)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
