"""Adding beside SQLite FTS5, on the same articles in the same run: articles a second, adding again, memory.

    python tests/bench/adding.py [--articles N]

Ours is what a user has after ``foreigndesk add``: files of JSON Lines read, cleaned, told apart (identity
and stories), kept in the archive down to the disk, and indexed. FTS5's is the least that makes articles
searchable with SQLite: lines parsed, rows in a table, their text in an FTS5 index with the porter stemmer, in
transactions of 500. Each runs in a process of its own; CPU counts its children. On a machine that is busy
only CPU is worth looking at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = next((up / "shared" for up in Path(__file__).resolve().parents if (up / "shared").is_dir()), Path())
NAME = "current_events_items_2002_2024.jsonl.gz"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10**9)
    parser.add_argument("--job", choices=("ours", "again", "fts5"), help=argparse.SUPPRESS)
    parser.add_argument("folder", nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        job(options.job, Path(options.folder))
        return
    if not SHARED.name:
        sys.exit("needs the articles in ../shared")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = prepare(folder, options.articles)
        size = sum(path.stat().st_size for path in folder.glob("*.jsonl"))
        print(f"{count:,} articles, {size / 1e6:.0f} MB")
        print(f"{'':22}{'articles/s':>12}{'CPU s':>8}{'wall s':>8}{'MB':>6}{'disk MB':>9}")
        results = {}
        for label, what in (("fts5", "fts5"), ("ours", "ours"), ("ours, files unchanged", "again")):
            results[label] = measure(label, what, folder, count)
        for path in folder.glob("*.jsonl"):  # the same articles from files of other names and times
            path.rename(path.with_name("copy-" + path.name))
        results["copies"] = measure("ours, copied files", "again", folder, count)
    ours, fts5 = results["ours"], results["fts5"]
    print(f"CPU of FTS5 / ours {fts5 / ours:.2f}; adding 100,000 known articles again costs")
    for label in ("ours, files unchanged", "copies"):
        print(f"  {results[label] / ours:.3f} of the first time ({label})")


def prepare(folder: Path, limit: int) -> int:
    """Files of 5,000 articles each."""
    count = 0
    with gzip.open(SHARED / "scale" / NAME, "rb") as lines:
        for count, line in enumerate(lines, 1):
            if count > limit:
                return limit
            with (folder / f"{(count - 1) // 5000:03}.jsonl").open("ab") as file:
                file.write(line)
    return count


def measure(label: str, what: str, folder: Path, count: int) -> float:
    """Run one job; tell and return its seconds of CPU."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(
        [sys.executable, __file__, "--job", what, str(folder)], check=True, capture_output=True, text=True
    ).stdout
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found, memory = map(int, said.split())
    assert found == count, f"{found} of {count} articles"
    home = folder / ("fts5" if what == "fts5" else "home")
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    print(
        f"{label:22}{count / wall:>12,.0f}{cpu:>8.1f}{wall:>8.1f}{memory / 1e6:>6.0f}{disk / 1e6:>9.0f}",
        flush=True,
    )
    return cpu


def job(what: str, folder: Path) -> None:
    files = sorted(folder.glob("*.jsonl"))
    if what == "fts5":
        count = fts5(folder / "fts5", files)
    else:
        from index import Desk

        with Desk.open(folder / "home") as desk:
            report = desk.add(files)
            count = desk.status().articles
            assert report.failures == ()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(count, memory)


def fts5(home: Path, files: list[Path]) -> int:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    connection = sqlite3.connect(home / "fts5.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, title, body, date, source, url)"
    )
    connection.execute(
        "CREATE VIRTUAL TABLE text USING fts5(title, body, content='article', content_rowid='number',"
        " tokenize='porter unicode61')"
    )
    number, batch = 0, []

    def keep() -> None:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", batch)
        connection.executemany(
            "INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)",
            [(row[0], row[2], row[3]) for row in batch],
        )
        connection.execute("COMMIT")
        batch.clear()

    for path in files:
        with path.open("rb") as lines:
            for line in lines:
                row = json.loads(line)
                number += 1
                batch.append(
                    (number, row["id"], row["title"], row["body"], row["date"], row["source"], row["url"])
                )
                if len(batch) == 500:
                    keep()
    keep()
    return number


if __name__ == "__main__":
    main()
