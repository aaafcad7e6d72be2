"""How high what is wanted stands, beside stock Whoosh, SQLite FTS5 and tantivy with their defaults.

    python tests/bench/ranking.py [--shared FOLDER] [--boosts]

Two tests over the articles of ../shared/corpora:

topics       A question is the name of a topic under which Wikipedia's editors filed items of current events
             (``killing jamal khashoggi``); relevant (2) is what was filed under it, half so (1) what was
             filed under a topic that shares a word of five letters or more. Figures: nDCG at 10.
known item   A question is four of the rarer words of an article's title or first sentence, one of them in
             another form (plural or singular); wanted is that article. Figures: mean reciprocal rank in 20.

Words are joined by OR, so that ranking alone decides. Questions are halved by the parity of a checksum:
boosts are chosen on the one half (``dev``; ``--boosts`` prints the choices) and what counts is the other
(``held out``). Engines that cannot be imported are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parent))
from engines import Fts5, Ours, Tantivy

from index.model import Article
from index.search.query import fields

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = (
    "current_events_items_ir_2010_2018",
    "wikinews",
    "whitehouse_foreign_remarks",
    "un_general_debate_2022",
)
KNOWN_ITEMS = 600
Judged = dict[str, dict[str, int]]
"""Question (words joined by spaces) to the grades of articles."""


class Stock:
    """Whoosh as it comes: its stemming analyser, BM25F, both fields."""

    name = "Whoosh"

    def __init__(self, folder: Path, articles: list[Article]) -> None:
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import ID, TEXT, Schema
        from whoosh.index import create_in

        analyzer = StemmingAnalyzer()
        self.schema = Schema(id=ID(stored=True), title=TEXT(analyzer=analyzer), body=TEXT(analyzer=analyzer))
        self.index = create_in(folder, self.schema)
        writer = self.index.writer()
        for article in articles:
            writer.add_document(id=article.id, title=article.title, body=article.body)
        writer.commit()
        self.searcher = self.index.searcher()

    def ids(self, question: str) -> list[str]:
        from whoosh.qparser import MultifieldParser

        query = MultifieldParser(["title", "body"], self.schema).parse(question)
        return [hit["id"] for hit in self.searcher.search(query, limit=20)]

    @staticmethod
    def words(words: list[str], how: str) -> str:
        return f" {how.upper()} ".join(words)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--boosts", action="store_true", help="try boosts on the dev half")
    options = parser.parse_args()
    articles, topics = corpus(options.shared / "corpora")
    tests = {"topics": by_topic(topics), "known item": by_words(articles)}
    with tempfile.TemporaryDirectory() as folder:
        engines: list[Any] = []
        for engine in (Ours, Stock, Fts5, Tantivy):
            place = Path(folder) / engine.name
            place.mkdir()
            try:
                engines.append(engine(place, articles))
            except ImportError:
                print(f"{engine.name} is not installed")
        if options.boosts:
            choose(engines[0], tests)
        print(f"{len(articles)} articles{'':12}" + "".join(f"{engine.name:>10}" for engine in engines))
        for name, judged in tests.items():
            for half in ("dev", "held out"):
                asked = {question: grades for question, grades in judged.items() if half_of(question) == half}
                scores = "".join(f"{figure(engine, asked, name):10.3f}" for engine in engines)
                print(f"{f'{name}, {half} ({len(asked)})':28}{scores}")


def half_of(question: str) -> str:
    return "dev" if crc32(question.encode()) % 2 else "held out"


def corpus(folder: Path) -> tuple[list[Article], dict[str, set[str]]]:
    """All articles, and the ids filed under each topic."""
    if not folder.exists():
        sys.exit(f"needs the articles in {folder}; another folder: --shared")
    articles: dict[str, Article] = {}
    for name in CORPORA:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            articles[row["id"]] = Article(
                row["id"], row["title"], row["body"], row.get("date"), row.get("source") or ""
            )
    topics: dict[str, set[str]] = defaultdict(set)
    for line in (folder / f"{CORPORA[0]}.labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for topic in {part.strip() for several in row["topics"] for part in several.split(",")}:
            topics[topic].add(row["id"])
    return list(articles.values()), {topic: ids for topic, ids in topics.items() if topic and len(ids) > 1}


def by_topic(topics: dict[str, set[str]]) -> Judged:
    """Grades of what was filed under each topic and under its neighbours."""
    words_of = {topic: set(_words(topic)) for topic in topics}
    judged: Judged = {}
    for topic, ids in topics.items():
        long_words = {word for word in words_of[topic] if len(word) > 4} - {"relations", "crisis", "foreign"}
        near = {one for other in topics if words_of[other] & long_words for one in topics[other]}
        if words_of[topic]:
            grades = dict.fromkeys(near, 1) | dict.fromkeys(ids, 2)
            judged[" ".join(_words(topic))] = grades
    return judged


def by_words(articles: list[Article]) -> Judged:
    """For random articles, four rarer words of what they begin with."""
    chance = random.Random(3)
    seen = Counter(word for article in articles for word in set(_words(f"{article.title} {article.body}")))
    judged: Judged = {}
    while len(judged) < KNOWN_ITEMS:
        article = chance.choice(articles)
        first = article.body.strip().split(". ")[0] if chance.random() < 0.5 else article.title
        rare = sorted({word for word in _words(first) if len(word) > 3}, key=lambda word: (seen[word], word))
        if len(rare) < 4:
            continue
        chosen = chance.sample(rare[:6], 4)
        chosen[0] = chosen[0][:-1] if chosen[0].endswith("s") else f"{chosen[0]}s"
        judged[" ".join(chosen)] = {article.id: 2}
    return judged


def _words(text: str) -> list[str]:
    """Words as anybody would type them; ASCII, for not every engine folds accents."""
    return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2 and word not in _COMMON]


_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "its",
        "not",
        "not",
        "but",
    ]
)


def figure(engine: Any, asked: Judged, test: str) -> float:
    """The mean over questions of nDCG at 10, or of 1/rank."""
    total = 0.0
    for question, grades in asked.items():
        found = engine.ids(engine.words(question.split(), "or"))
        if test == "topics":
            gains = [grades.get(one, 0) for one in found[:10]]
            ideal = sorted(grades.values(), reverse=True)[:10]
            total += _dcg(gains) / _dcg(ideal)
        else:
            wanted = next(iter(grades))
            total += 1 / (found.index(wanted) + 1) if wanted in found else 0.0
    return total / max(1, len(asked))


def _dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


def choose(ours: Ours, tests: dict[str, Judged]) -> None:
    """Try boosts of the title and of exact forms on the dev half."""
    before = fields.TITLE_BOOST, fields.EXACT_BOOST
    for title in (0.25, 0.5, 1.0, 1.5, 2.5):
        for exact in (0.25, 0.5, 1.0, 1.5):
            fields.TITLE_BOOST, fields.EXACT_BOOST = title, exact
            fields.word_leaf.cache_clear()
            ours.forget(typing=False)
            row = ""
            for name, judged in tests.items():
                dev = {question: grades for question, grades in judged.items() if half_of(question) == "dev"}
                row += f"  {name} {figure(ours, dev, name):.3f}"
            print(f"dev, title {title}, exact {exact}:{row}")
    fields.TITLE_BOOST, fields.EXACT_BOOST = before
    fields.word_leaf.cache_clear()
    ours.forget(typing=False)


if __name__ == "__main__":
    main()
