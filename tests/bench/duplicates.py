"""Precision and recall of stories, on articles kept back while their thresholds were chosen.

    python tests/bench/duplicates.py [--set dev|heldout] [--show N]

Everything goes into one desk, in a mixed order, as a user would add it:

- reports of ../shared/corpora, half of them for each set, with two to four versions each as outlets make them
  and as updates come (``newswire.py``); and single items of ../shared/scale with two versions each;
- items of series filled into patterns (``newswire.templates``), each a story of its own;
- speeches of one UN debate, White House briefings, digests of days beside the items that they hold;
- pairs of real items of ../shared/scale that share three tenths of their word runs or more, labelled by hand
  (``pairs_*.tsv``; those that two people could take either way are left out);
- two years of other items, among which the rest has to be told apart.

A pair of articles counts once: found or missed when it is of one story, false when it is not. Pairs of the
filling among themselves do not count, for nobody has labelled them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from newswire import short_version, templates, version

from index.archive import Archive, Incoming
from index.model import Article

SHARED = next((up / "shared" for up in Path(__file__).resolve().parents if (up / "shared").is_dir()), Path())
SETS = {"dev": (0, ("2011", "2021")), "heldout": (1, ("2016", "2020"))}

Row = tuple[str, str, str, str]
"""Group (``""``: filling), kind, body, date."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=tuple(SETS), default="heldout")
    parser.add_argument("--show", type=int, default=0, help="print this many faults of each kind")
    options = parser.parse_args()
    if not SHARED.name:
        sys.exit("needs the articles in ../shared")
    rows, labels = collect(options.set)
    with tempfile.TemporaryDirectory() as folder:
        stories, seconds = group(rows, Path(folder))
    print(
        f"{options.set}: {len(rows)} articles, {seconds / len(rows) * 1e3:.2f} ms each of CPU, "
        "all of the archive's work"
    )
    score(rows, stories, options.show)
    score_labelled(rows, stories, labels, options.show)


def collect(which: str) -> tuple[list[Row], list[tuple[int, int, bool]]]:
    """The articles of a set, and its labelled pairs by their places."""
    side, years = SETS[which]
    chance = Random(f"{which} 1")
    rows: list[Row] = []
    reports = [row for row in corpora() if crc32(row["id"].encode()) % 2 == side]
    donors = [part for row in reports for part in paragraphs(row["body"]) if 80 < len(part) < 700]
    for row in reports:
        text = paragraphs(row["body"])
        day = (row["date"] or f"{2000 + chance.randint(0, 24)}-06-01")[:10]
        rows.append((row["id"], "long", "\n\n".join(text), day))
        if len(row["body"]) > 700 and not row["id"].startswith("ungd"):
            for _ in range(chance.randint(2, 4)):
                body = "\n\n".join(version(text, chance, donors))
                rows.append((row["id"], "long", body, shifted(day, chance.randint(0, 3))))
    items = list(packed("current_events_items_2002_2024"))
    usual = [row for row in items if row["body"].count(" ") > 11 and crc32(row["id"].encode()) % 2 == side]
    for row in chance.sample([row for row in usual if row["date"][:4] not in years], 600):
        rows.append((row["id"], "short", row["body"], row["date"]))
        for _ in range(2):
            day = shifted(row["date"], chance.randint(0, 2))
            rows.append((row["id"], "short", short_version(row["body"], chance), day))
    for number, (body, day) in enumerate(templates(chance, 40, date(2018, 3, 5))):
        rows.append((f"template {number}", "series", body, day))
    for row in packed("current_events_days_2002_2024"):
        if row["date"][:4] == years[0]:
            rows.append((row["id"], "digest", row["body"], row["date"]))
    rows += [("", "", row["body"], row["date"]) for row in items if row["date"][:4] in years]
    chance.shuffle(rows)
    rows.sort(key=lambda row: row[3][:7])
    wanted = {row["id"]: row for row in items}
    labels = []
    path = Path(__file__).parent / f"pairs_{which}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith("#"):
            continue
        a, b, same = line.split("\t")
        for id_ in (a, b):
            rows.append((f"labelled {id_}", "labelled", wanted[id_]["body"], wanted[id_]["date"]))
        labels.append((len(rows) - 2, len(rows) - 1, same == "1"))
    return rows, labels


def corpora() -> Iterator[dict[str, Any]]:
    for name in (
        "wikinews", "whitehouse_foreign_remarks", "whitehouse_briefings_sample", "un_general_debate_2022",
        "globalvoices_2004",
    ):  # fmt: skip
        with (SHARED / "corpora" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def packed(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / "scale" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def paragraphs(body: str) -> list[str]:
    return [part.strip() for part in body.split("\n") if part.strip()]


def shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def group(rows: list[Row], home: Path) -> tuple[list[int], float]:
    """The story of each article, and the seconds it took."""
    archive = Archive(home)
    began = time.process_time()
    for start in range(0, len(rows), 500):
        batch = enumerate(rows[start : start + 500], start)
        archive.put(
            [
                Incoming(Article(f"a{number}", f"T {number}", body, day), f"{number}")
                for number, (_, _, body, day) in batch
            ]
        )
    seconds = time.process_time() - began
    found = archive.stories.of(f"a{number}" for number in range(len(rows)))
    archive.close()
    return [found[f"a{number}"][0] for number in range(len(rows))], seconds


def score(rows: list[Row], stories: list[int], show: int) -> None:
    """A line a kind: pairs that are of one story, found, false, precision and recall."""
    kinds = ("long", "short", "series", "digest")
    true: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    groups, members = defaultdict(list), defaultdict(list)
    for number, (name, _, _, _) in enumerate(rows):
        if name:
            groups[name].append(number)
        members[stories[number]].append(number)
    for numbers in groups.values():
        for a, b in combinations(numbers, 2):
            kind = rows[a][1]
            true[kind] += 1
            found[kind] += stories[a] == stories[b]
            if stories[a] != stories[b]:
                tell(f"missed {kind}", rows[a], rows[b], shown, show)
    for numbers in members.values():
        for a, b in combinations(numbers, 2):
            ours = {rows[a][1], rows[b][1]} - {"", "labelled"}
            if not ours or rows[a][0] == rows[b][0]:
                continue
            # An item may be in the filling, or among the labelled ones, a second time.
            if ours == {"short"} and len({rows[a][1], rows[b][1]}) == 2:
                continue
            kind = min(ours, key=kinds.index)
            false[kind] += 1
            tell(f"false {kind}", rows[a], rows[b], shown, show)
    print(f"{'':10}{'pairs':>8}{'found':>8}{'false':>8}{'precision':>11}{'recall':>8}")
    for kind in (*kinds, "all"):
        counts = [sum(c.values()) if kind == "all" else c[kind] for c in (true, found, false)]
        precision = f"{counts[1] / (counts[1] + counts[2]):.3f}" if counts[1] + counts[2] else "-"
        recall = f"{counts[1] / counts[0]:.3f}" if counts[0] else "-"
        print(f"{kind:10}{counts[0]:>8}{counts[1]:>8}{counts[2]:>8}{precision:>11}{recall:>8}")


def score_labelled(
    rows: list[Row], stories: list[int], labels: list[tuple[int, int, bool]], show: int
) -> None:
    """The same of the pairs that were labelled by hand."""
    counts: Counter[tuple[bool, bool]] = Counter()
    shown: Counter[str] = Counter()
    for a, b, same in labels:
        said = stories[a] == stories[b]
        counts[same, said] += 1
        if said != same:
            tell("false real pair" if said else "missed real pair", rows[a], rows[b], shown, show)
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    if labels:
        print(
            f"real pairs labelled by hand: {len(labels)}, of one story {right + missed}, "
            f"found {right}, false {wrong}: "
            f"precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f}"
        )


def tell(what: str, a: Row, b: Row, shown: Counter[str], show: int) -> None:
    shown[what] += 1
    if shown[what] <= show:
        print(f"--- {what}\n  {a[3]} {a[0]} {a[2][:300]!r}\n  {b[3]} {b[0]} {b[2][:300]!r}")


if __name__ == "__main__":
    main()
