"""Analysis: articles a second and core, by its parts, and the memory of a crew.

    python tests/bench/analysis.py [--articles N] [--days] [--crew N]

On a sample of ../shared/scale: single items of Wikipedia's current events, or with ``--days`` whole days of
them. Times are CPU, so a busy machine hardly shows; the rate is what one core would do with nothing else to
do. The first batch, in which the models load, is not counted. The crew analyses the same articles with
``--crew`` processes (0: none); each one's peak of memory is told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from index.analysis.analyser import Dated
from index.analysis.crew import Crew
from index.entities import Marker
from index.entities.gazetteer import Gazetteer
from index.model import Mention
from index.relations import Coder
from index.relations.parsing.parser import Parser
from index.relations.parsing.tree import Tree
from index.text.clean import mask
from index.text.sentences import sentences

SHARED = next((up / "shared" for up in Path(__file__).resolve().parents if (up / "shared").is_dir()), Path())
BATCH = 256
SEED = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=256)
    parser.add_argument("--days", action="store_true", help="whole days, some 350 words each")
    parser.add_argument("--crew", type=int, default=2)
    options = parser.parse_args()
    if not SHARED.name:
        sys.exit("needs the articles in ../shared")
    articles = sample(options.articles + BATCH, "days" if options.days else "items")
    warming, articles = articles[:BATCH], articles[BATCH:]
    words = sum(len(body.split()) for body, _ in articles)
    print(f"{len(articles):,} articles of {words / len(articles):.0f} words")
    parts(warming, articles)
    if options.crew:
        crew(articles, options.crew)


def sample(count: int, kind: str) -> list[Dated]:
    with gzip.open(SHARED / "scale" / f"current_events_{kind}_2002_2024.jsonl.gz", "rb") as lines:
        rows = Random(SEED).sample(list(lines), count)
    return [(mask(row["body"]), row["date"]) for row in map(json.loads, rows)]


class Clock(Counter[str]):
    """Seconds of CPU by part."""

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        began = time.process_time()
        try:
            yield
        finally:
            self[name] += time.process_time() - began


class TimedParser(Parser):
    """The parser, with its share of the time told apart from the coding around it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.sentences = 0

    def trees(self, sentences: object) -> Iterator[Tree]:
        found = super().trees(sentences)  # type: ignore[arg-type]
        while True:
            with self.clock.part("parse"):
                tree = next(found, None)
            if tree is None:
                return
            self.sentences += 1
            yield tree


def parts(warming: list[Dated], articles: list[Dated]) -> None:
    clock = Clock()
    gazetteer, marker, parser = Gazetteer(), Marker(), TimedParser(clock)
    coder = Coder(parser)
    for batch in (warming, *(articles[at : at + BATCH] for at in range(0, len(articles), BATCH))):
        if batch is not warming and not clock["counted"]:
            clock.clear()
            parser.sentences = 0
            clock["counted"] = 1
        with clock.part("sentences"):
            spans = [sentences(body) for body, _ in batch]
        with clock.part("tables"):
            for body, date in batch:
                gazetteer.mark(body, date)
        with clock.part("marking"):  # tables and names
            marked: list[list[Mention]] = marker.mark_many(list(batch))
        work = [
            (body, own, found, date) for (body, date), own, found in zip(batch, spans, marked, strict=True)
        ]
        with clock.part("relations"):  # parse and coding
            list(coder.code_many(work))
    shares = {
        "sentences": clock["sentences"],
        "tables of names": clock["tables"],
        "names (spaCy)": clock["marking"] - clock["tables"],
        "parse (spaCy)": clock["parse"],
        "coding": clock["relations"] - clock["parse"],
    }
    total = sum(shares.values())
    print(f"{len(articles) / total:,.0f} articles/s and core; {parser.sentences:,} sentences parsed")
    for name, seconds in shares.items():
        print(f"  {name:18}{seconds / len(articles) * 1e3:8.2f} ms an article{seconds / total:7.1%}")


def crew(articles: list[Dated], count: int) -> None:
    began, peaks = time.perf_counter(), {}
    batches = [articles[at : at + BATCH] for at in range(0, len(articles), BATCH)]
    with Crew(count) as hands:
        given = done = 0
        while done < len(batches):
            while given < len(batches) and hands.idle:
                hands.give(given, batches[given])
                given += 1
            done += hands.answer(1.0) is not None
            peaks.update(memory(hands))
    wall = time.perf_counter() - began
    each = ", ".join(f"{peak / 1e3:.0f}" for peak in peaks.values())
    print(f"a crew of {len(peaks)}: peaks of {each} MB; {len(articles) / wall:,.0f} articles/s with loading")


def memory(hands: Crew) -> dict[int, int]:
    """The peak of each process, in kB, by its number."""
    found = {}
    for number in (hand.process.pid for hand in hands._hands):
        status = Path(f"/proc/{number}/status").read_text(encoding="ascii")
        if peak := re.search(r"VmHWM:\s*(\d+)", status):
            found[number] = int(peak[1])
    return found


if __name__ == "__main__":
    main()
