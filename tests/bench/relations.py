"""Relations: how right and how fast, beside a co-occurrence baseline. Run by hand:

    python tests/bench/relations.py [GOLD.jsonl ...] [--corpus FILE.jsonl] [--articles N] [--fit]

GOLD holds one sentence a line: {"id", "text", "date", "relations": [{"source", "target", "quad",
"types", "statuses", "required", "needs_context"}]}. Without an argument it is
``../shared/gold/relations_dev.jsonl``, split into two halves by article: A was studied while the rules were
written, B was only counted. Beside it, the recall of what the event records in the same folder name (they
do not name all that a sentence tells, so their precision says nothing). ``--fit`` prints what
``index/relations/data/calibration.tsv`` should hold by these sets. Speed is articles a second and core on the
corpus, with the tables' mentions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index.entities import Marker
from index.model import QUADS, Mention, Relation
from index.relations import Coder
from index.relations.selection import tasks
from index.text.sentences import sentences

SHARED = next(
    (p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "gold").is_dir()),
    Path(__file__).resolve().parents[3] / "shared",
)
Row = dict[str, Any]
Said = list[Relation]

LEVELS = {
    "dyad": (lambda g: [(g["source"], g["target"])], lambda r: (r.source, r.target)),
    "dyad+quad": (lambda g: [(g["source"], g["target"], g["quad"])], lambda r: (r.source, r.target, r.quad)),
    "dyad+type": (
        lambda g: [(g["source"], g["target"], kind) for kind in g["types"]],
        lambda r: (r.source, r.target, r.type),
    ),
}


def read(path: Path) -> list[Row]:
    """Rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def half(row: Row) -> str:
    """A or B, by the article that the sentence is from."""
    digest = hashlib.sha256(row["id"].split("#")[0].encode()).hexdigest()
    return "B" if int(digest, 16) % 2 else "A"


def figures(rows: Sequence[Row], coded: Sequence[Said], level: str) -> tuple[float, float, float]:
    """Precision, recall and F1; what the gold marks as optional counts neither way."""
    of_gold, of_coded = LEVELS[level]
    found = missed = spurious = 0
    for row, relations in zip(rows, coded, strict=True):
        said = {of_coded(relation) for relation in relations}
        explained = {key for g in row["relations"] for key in of_gold(g)}
        wanted = {tuple(of_gold(g)) for g in row["relations"] if g["required"] and not g.get("needs_context")}
        found += sum(bool(said & set(keys)) for keys in wanted)
        missed += sum(not said & set(keys) for keys in wanted)
        spurious += len(said - explained)
    precision = found / max(1, found + spurious)
    recall = found / max(1, found + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def status_share(rows: Sequence[Row], coded: Sequence[Said]) -> tuple[int, int]:
    """Of the relations found (dyad and quad), how many have a right status."""
    right = total = 0
    for row, relations in zip(rows, coded, strict=True):
        expected: dict[tuple[str, str, int], set[str]] = {}
        for g in row["relations"]:
            expected[g["source"], g["target"], g["quad"]] = set(
                g["statuses"]
            )  # the last counts, as in the scorer
        for r in relations:
            if (key := (r.source, r.target, r.quad)) in expected:
                total += 1
                right += r.status in expected[key]
    return right, total


def errors(rows: Sequence[Row], coded: Sequence[Said], marked: Sequence[list[Mention]]) -> Counter[str]:
    """Classes of errors at the level of dyad and quad."""
    found: Counter[str] = Counter()
    for row, relations, mentions in zip(rows, coded, marked, strict=True):
        named = {m.actor for m in mentions}
        said = {(r.source, r.target, r.quad) for r in relations}
        dyads = {(r.source, r.target) for r in relations}
        gold = {(g["source"], g["target"], g["quad"]) for g in row["relations"]}
        pairs = {(g["source"], g["target"]) for g in row["relations"]}
        for g in row["relations"]:
            key = (g["source"], g["target"], g["quad"])
            if not g["required"] or g.get("needs_context") or key in said:
                continue
            if not {g["source"], g["target"]} <= named:
                found["missed: an actor was not recognised"] += 1
            elif key[:2] in dyads:
                found["missed: another quad class"] += 1
            elif (key[1], key[0]) in dyads:
                found["missed: only the way back"] += 1
            else:
                found["missed: no link between the two"] += 1
        for key in said - gold:
            kind = "quad class" if key[:2] in pairs else "direction" if (key[1], key[0]) in pairs else "pair"
            found[f"spurious: wrong {kind}"] += 1
    return found


def fit(sets: Sequence[tuple[Sequence[Row], Sequence[Said]]]) -> None:
    """Print confidence against the share right, made monotone by pooling neighbours (isotonic regression)."""
    tied: dict[float, list[bool]] = {}
    for value, right in (one for rows, coded in sets for one in _judged(rows, coded)):
        tied.setdefault(value, []).append(right)
    pools: list[list[float]] = []  # sum of confidence, number right, number
    for value, answers in sorted(tied.items()):
        pools.append([value * len(answers), float(sum(answers)), float(len(answers))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            value_, right_, count_ = pools.pop()
            pools[-1] = [pools[-1][0] + value_, pools[-1][1] + right_, pools[-1][2] + count_]
    print("fit: confidence told, share right, relations")
    for value, right, count in pools:
        print(f"  {value / count:.2f}  {right / count:.2f}  {count:.0f}")


def records(path: Path) -> list[Row]:
    """Event records as rows: their sentence tells at least these relations."""
    found: list[Row] = []
    for record in read(path):
        told = [
            {
                "source": e["source_country"],
                "target": e["target_country"],
                "quad": e["quad"],
                "types": [e["root"]],
                "statuses": ["asserted", "reported", "hypothetical", "negated"],
                "required": True,
            }
            for e in record["events"]
            if e.get("quad") and e["source_country"] != e["target_country"]
        ]
        day = record.get("date") or ""
        date = day if "-" in day else f"{day[:4]}-{day[4:6]}-{day[6:8]}"
        if told:
            found.append({"id": record["id"], "text": record["sentence"], "date": date, "relations": told})
    return found


def together(mentions: Iterable[Mention]) -> Said:
    """The baseline: all that stand in one sentence act on one another, in the commonest class."""
    codes = list(dict.fromkeys(m.actor for m in mentions if m.actor))
    return [
        Relation(a, b, "CONSULT", QUADS["CONSULT"], "asserted", 0, 0, (0, 0), (0, 0), (0, 0))
        for a in codes
        for b in codes
        if a != b
    ]


def show(name: str, rows: Sequence[Row], coded: Sequence[Said], marked: Sequence[list[Mention]]) -> None:
    """Print the figures of one set beside the baseline's."""
    baseline = [together(mentions) for mentions in marked]
    print(f"{name}: {len(rows)} sentences")
    for level in LEVELS:
        p, r, f1 = figures(rows, coded, level)
        _, _, base = figures(rows, baseline, level)
        print(f"  {level:10} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   (all that stand together: F1 {base:.3f})")
    right, total = status_share(rows, coded)
    print(f"  status     {right}/{total} = {right / max(1, total):.3f}")
    for kind, count in errors(rows, coded, marked).most_common():
        print(f"    {count:4} {kind}")
    reliability(rows, coded)


def reliability(rows: Sequence[Row], coded: Sequence[Said]) -> None:
    """How often a relation is right (dyad and quad), by its confidence."""
    judged = _judged(rows, coded)
    bands: dict[int, list[bool]] = {}
    for value, right in judged:
        bands.setdefault(int(value * 10), []).append(right)
    cells = [f"{band / 10:.1f}: {sum(v) / len(v):.2f} of {len(v)}" for band, v in sorted(bands.items())]
    error = calibration_error(judged)
    print("  right by confidence  " + "   ".join(cells) + f"   expected calibration error {error:.3f}")


def _judged(rows: Sequence[Row], coded: Sequence[Said]) -> list[tuple[float, bool]]:
    """Confidence of every relation, and whether its source, target and quad class are right."""
    found: list[tuple[float, bool]] = []
    for row, relations in zip(rows, coded, strict=True):
        gold = {(g["source"], g["target"], g["quad"]) for g in row["relations"]}
        found += [(r.confidence, (r.source, r.target, r.quad) in gold) for r in relations]
    return found


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: by tenths, how far the share right lies from the mean confidence."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for value, right in judged:
        bands.setdefault(int(value * 10), []).append((value, right))
    off = sum(abs(sum(v for v, _ in band) - sum(a for _, a in band)) for band in bands.values())
    return off / max(1, len(judged))


def speed(corpus: Path, count: int) -> None:
    """Articles a second on one core: the tables' mentions, the parse of needed sentences, the rules."""
    rows = read(corpus)[:count]
    words = sum(len(row["body"].split()) for row in rows)
    marker, coder = Marker(names=False), Coder()
    warm = "France met Germany."
    coder.code(warm, sentences(warm), marker.mark(warm, None), None)
    wall, cpu = time.perf_counter(), time.process_time()
    marked = marker.mark_many([(row["body"], row.get("date")) for row in rows])
    work = [
        (row["body"], sentences(row["body"]), mentions, row.get("date"))
        for row, mentions in zip(rows, marked, strict=True)
    ]
    found = sum(map(len, coder.code_many(work)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    parsed = sum(len(tasks(body, spans, mentions)) for body, spans, mentions, _ in work)
    total = sum(len(spans) for _, spans, _, _ in work)
    print(f"speed: {len(rows)} articles, {words / max(1, len(rows)):.0f} words each; {found} relations")
    print(f"  {parsed} of {total} sentences parsed ({parsed / max(1, total):.0%})")
    rate = words / 370 / cpu
    print(f"  {len(rows) / cpu:.0f} articles a CPU second ({rate:.0f} of 370 words); wall {wall:.1f} s")


def code(marker: Marker, coder: Coder, rows: Sequence[Row]) -> tuple[list[list[Mention]], list[Said]]:
    """Mentions and relations of each row's text, taken as one sentence."""
    marked = list(marker.mark_many([(row["text"], row.get("date")) for row in rows]))
    work = [
        (row["text"], [(0, len(row["text"]))], mentions, row.get("date"))
        for row, mentions in zip(rows, marked, strict=True)
    ]
    return marked, list(coder.code_many(work))


def main() -> None:
    """Score and time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "wikinews.jsonl")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    marker, coder = Marker(names=False), Coder()
    sets: list[tuple[str, list[Row]]] = [(path.name, read(path)) for path in args.gold]
    if not sets:
        dev = SHARED / "gold" / "relations_dev.jsonl"
        if not dev.exists():
            sys.exit(f"{dev} is not there; name a gold file")
        rows = read(dev)
        sets = [(f"half {h}", [row for row in rows if half(row) == h]) for h in "AB"]
    fitted: list[tuple[Sequence[Row], Sequence[Said]]] = []
    for name, rows in sets:
        marked, coded = code(marker, coder, rows)
        show(name, rows, coded, marked)
        fitted.append((rows, coded))
    if args.fit:
        fit(fitted)
    for name in () if args.gold else ("events_plover_gsr.jsonl", "events_petr2_gsr.jsonl"):
        if (path := SHARED / "gold" / name).exists():
            rows = records(path)
            _, coded = code(marker, coder, rows)
            found = "  ".join(f"{level} {figures(rows, coded, level)[1]:.3f}" for level in LEVELS)
            print(f"{name}: {len(rows)} sentences, recall of the records  {found}")
    if args.corpus.exists():
        speed(args.corpus, args.articles)


if __name__ == "__main__":
    main()
