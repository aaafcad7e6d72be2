"""Search beside SQLite FTS5 and tantivy, in one run, on the same articles and the same questions.

    python tests/bench/search.py [--articles N] [--corpus mixed|items|long] [--tantivy FOLDER]

The articles are those of ../shared/scale: digests of days, then single items; ``long`` joins random items to
articles of 520 words. tantivy is no dependency: it is used when it can be imported (``--tantivy`` names the
folder of an installation elsewhere; ``pip install tantivy`` into the virtual environment will do). Everybody
gives the exact number of hits and, for each of 20 rows, id, title, date, source and score. Latencies are
milliseconds of CPU (each answers in the thread that asks), p50/p95 over questions, the best of three rounds,
engines taking turns question by question; indexing is articles a second of CPU time, of all processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from engines import TOP, Fts5, Ours, Tantivy

from index.model import Article
from index.search import Index

SCALE = Path(__file__).resolve().parents[3] / "shared" / "scale"
"""Where the articles are, unless ``--scale`` says otherwise."""
WORDS = 520
ROUNDS = 3
"""Each question is asked so often; its quickest answer counts, for the machine has other work too."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--corpus", choices=("mixed", "items", "long"), default="mixed")
    parser.add_argument("--tantivy", help="site-packages folder that holds tantivy")
    parser.add_argument("--scale", type=Path, default=SCALE, help="folder of the articles")
    parser.add_argument("--only", nargs="*", help="engines to run: ours fts5 tantivy")
    options = parser.parse_args()
    if not options.scale.exists():
        sys.exit(f"needs the articles in {options.scale}; another folder: --scale")
    if options.tantivy:
        sys.path.append(options.tantivy)
    articles = corpus(options.corpus, options.articles, options.scale)
    text = sum(len(f"{article.title}{article.body}".encode()) for article in articles)
    print(f"{len(articles)} articles ({options.corpus}), {text / 1e6:.0f} MB of text")
    with tempfile.TemporaryDirectory() as folder:
        engines = make_engines(Path(folder), articles, text, options.only)
        compare(engines, questions(articles))
        known_items(engines, articles)


def corpus(kind: str, count: int, scale: Path = SCALE) -> list[Article]:
    """The first ``count`` articles, or as many made of random items."""
    names = {"mixed": ("days", "items"), "items": ("items",), "long": ("items",)}[kind]
    found: list[Article] = []
    for name in names:
        with gzip.open(scale / f"current_events_{name}_2002_2024.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                found.append(
                    Article(row["id"], row["title"], row["body"], row.get("date"), row.get("source") or "")
                )
                if kind != "long" and len(found) == count:
                    return found
    if kind != "long":
        return found
    chance = random.Random(1)
    return [_joined(number, found, chance) for number in range(count)]


def _joined(number: int, items: list[Article], chance: random.Random) -> Article:
    parts: list[str] = []
    words = 0
    item = items[0]
    while words < WORDS:
        item = items[chance.randrange(len(items))]
        parts.append(item.body)
        words += item.body.count(" ") + 1
    return Article(f"long-{number}", item.title, "\n\n".join(parts), item.date, item.source)


def make_engines(folder: Path, articles: list[Article], text: int, only: list[str] | None) -> list[Any]:
    """Index with each engine, and say what that took."""
    made: list[Any] = []
    print(f"{'':24}{'articles/CPU s':>16}{'seconds':>10}{'size/text':>11}")
    for engine in (Ours, Fts5, Tantivy):
        if only and engine.name.lower() not in only:
            continue
        place = folder / engine.name
        place.mkdir()
        cpu, wall = _cpu(), time.perf_counter()
        try:
            made.append(engine(place, articles))
        except ImportError:
            print(f"{engine.name:24} is not installed")
            continue
        cpu, wall = _cpu() - cpu, time.perf_counter() - wall
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        print(f"{engine.name:24}{len(articles) / cpu:16.0f}{wall:10.1f}{size / text:11.2f}")
        if engine is Ours:
            _opening(place)
    return made


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _opening(folder: Path) -> None:
    """What opening costs, and what one more article costs a reader."""
    reader = Index(folder)
    began = time.process_time()
    reader.count()
    opened = time.process_time() - began
    reader.search("war", TOP)
    writer = Index(folder)
    wall = time.perf_counter()
    writer.add([Article("bench-extra", "Quinoa", "A word of its own: quinoa.", "2024-01-01")])
    added = time.perf_counter() - wall
    began = time.process_time()
    assert reader.search("quinoa", TOP).total == 1
    print(
        f"{'':24}open {opened * 1e3:.1f} ms CPU; one article added in {added * 1e3:.0f} ms; "
        f"a reader's next search {(time.process_time() - began) * 1e3:.1f} ms CPU"
    )
    writer.remove(["bench-extra"])


def questions(articles: list[Article]) -> dict[str, list[tuple[str, list[str], str]]]:
    """Questions by kind: (method, words, how they are joined). Words are drawn from the articles."""
    chance = random.Random(7)
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for article in articles[:: max(1, len(articles) // 3000)]:
        words = [word.lower() for word in article.body.split() if word.isalpha() and len(word) > 3]
        seen.update(set(words))
        pairs.update(pairwise(words))
    common = [word for word, _ in seen.most_common(160)][10:]
    middle = [word for word, _ in seen.most_common(2500)][160:]
    phrases = [pair for pair, _ in pairs.most_common(300)]

    def some(number: int, made: Callable[[], tuple[str, list[str], str]]) -> list[tuple[str, list[str], str]]:
        return [made() for _ in range(number)]

    typed = []
    for _ in range(8):
        line = " ".join([chance.choice(common), chance.choice(middle), chance.choice(middle)])
        typed += [("typed", [line[:end]], "") for end in range(2, len(line) + 1)]
    return {
        "common term": some(40, lambda: ("ask", [chance.choice(common)], "")),
        "two terms AND": some(40, lambda: ("ask", [chance.choice(common), chance.choice(middle)], "and")),
        "three terms OR": some(40, lambda: ("ask", chance.sample(common, 3), "or")),
        "phrase": some(40, lambda: ("ask", [f'"{" ".join(chance.choice(phrases))}"'], "")),
        "prefix of 2 letters": some(40, lambda: ("ask", [f"{chance.choice(common)[:2]}*"], "")),
        "as typed, key by key": typed,
        "by date, newest first": some(40, lambda: ("newest", [chance.choice(common)], "")),
        "facet counts, all hits": some(40, lambda: ("facet", [chance.choice(common)], "")),
        "top 20 with snippets": some(40, lambda: ("snippets", [chance.choice(common)], "")),
    }


def compare(engines: list[Any], asked: dict[str, list[tuple[str, list[str], str]]]) -> None:
    """Ask everybody everything, in turns, and print the table."""
    print(f"{'ms, p50/p95':24}" + "".join(f"{engine.name:>16}" for engine in engines))
    ratios: dict[str, list[float]] = {engine.name: [] for engine in engines}
    slow: dict[str, float] = {}
    for kind, several in asked.items():
        times: dict[str, list[float]] = {engine.name: [] for engine in engines}
        for engine in engines:
            times[engine.name] = [math.inf] * len(several)
        for number, (method, words, how) in [*enumerate(several)] * ROUNDS:
            for engine in engines:
                engine.forget(method == "typed" and len(words[0]) > 2)
                question = engine.words(words, how)
                began = time.thread_time()
                getattr(engine, method)(question)
                took = (time.thread_time() - began) * 1e3
                times[engine.name][number] = min(times[engine.name][number], took)
        row = f"{kind:24}"
        for engine in engines:
            values = sorted(times[engine.name])
            p50, p95 = statistics.median(values), values[int(len(values) * 0.95)]
            ratios[engine.name].append(statistics.median(times[engines[0].name]) / p50)
            row += f"{f'{p50:.2f} / {p95:.2f}':>16}"
        print(row)
        if kind.startswith("as typed"):
            slow = {name: sorted(values)[int(len(values) * 0.95)] for name, values in times.items()}
    for engine in engines[1:]:
        print(f"as typed, p95 as a share of {engine.name}'s: {slow[engines[0].name] / slow[engine.name]:.2f}")
        mean = math.exp(statistics.fmean(map(math.log, ratios[engine.name])))
        print(f"ours as a multiple of {engine.name}, geometric mean of medians: {mean:.2f}")


def known_items(engines: list[Any], articles: list[Article], number: int = 200) -> None:
    """How high an article stands when asked for by three of its words: the mean of 1/rank in the top 20."""
    chance = random.Random(11)
    seen: Counter[str] = Counter()
    for article in articles[:: max(1, len(articles) // 5000)]:
        seen.update({word.lower() for word in article.body.split() if word.isalpha() and len(word) > 4})
    found: dict[str, list[float]] = {engine.name: [] for engine in engines}
    while len(found[engines[0].name]) < number:
        article = chance.choice(articles)
        words = {word.lower() for word in article.body.split() if word.isalpha()}
        words = {word for word in words if 1 < seen[word] < 400}
        if len(words) < 3:
            continue
        asked = chance.sample(sorted(words), 3)
        for engine in engines:
            ids = engine.ids(engine.words(asked, "or"))
            found[engine.name].append(1 / (ids.index(article.id) + 1) if article.id in ids else 0.0)
    means = (f"{name} {statistics.fmean(values):.3f}" for name, values in found.items())
    print(f"known item, three of its words joined by OR, mean reciprocal rank: {', '.join(means)}")


if __name__ == "__main__":
    main()
