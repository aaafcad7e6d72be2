"""A list of 200,000 rows beside one of 20: what each key, each order and each grouping takes.

    python tests/bench/rows.py FOLDER [COUNT]

Makes, where they are not there, a desk of COUNT (200,000) and one of 20 made-up articles in FOLDER. Prints
for both the milliseconds that the reader's own process works for a key in the list, and for the large one
those that the service works for the first page of every order (twice: as asked first, and as asked again).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))
from terminals import Terminal

from index import Desk

KEYS = {"End": "G", "Home": "g", "page down": " ", "row down": "j", "next article": "J"}
TIMES = 8
PLACES = (
    "France", "Germany", "Iran", "Israel", "Kenya", "Mexico", "Nepal", "Norway", "Peru", "Poland", "Qatar",
    "Russia", "Sudan", "Syria", "Turkey", "Ukraine", "Yemen",
)  # fmt: skip
WORDS = (
    "talks", "on", "grain", "border", "river", "army", "vote", "court", "trade", "gas", "port", "visit",
    "strike", "aid", "pact", "ban",
)  # fmt: skip
ORDERS = (
    "newest", "oldest", "recent", "newest by day", "newest by source", "newest by story", "newest by country",
)  # fmt: skip


def items(count: int) -> Iterator[dict[str, str]]:
    """Made-up articles, one in twenty the copy of another."""
    random, before = Random(7), {"title": "", "body": ""}
    for n in range(count):
        one, other = random.sample(PLACES, 2)
        words = " ".join(random.choices(WORDS, k=4))
        text = {
            "title": f"{one} and {other}: {words} {n}",
            "body": f"{one} said on Monday that {words} with {other} went on. "
            + " ".join(random.choices(WORDS, k=18))
            + f", report {n} of the ministry.",
        }
        if before["title"] and n % 20 == 0:
            text = {**before, "title": f"{before['title']} again"}
        before = text
        day = date(2000, 1, 1) + timedelta(days=n * 9000 // count)
        yield {"id": f"made-{n}", "date": day.isoformat(), "source": f"Wire {random.randrange(300)}", **text}


def desk_of(folder: Path, count: int) -> Path:
    """The desk of so many articles."""
    home = folder / f"desk-{count}"
    if not home.exists():
        made = folder / f"items-{count}.jsonl"
        with made.open("w") as file:
            file.writelines(json.dumps(item) + "\n" for item in items(count))
        with Desk.open(home) as desk:
            desk.add([made])
    return home


def worked(pid: int) -> float:
    """Milliseconds that a process has worked."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def keys(home: Path) -> dict[str, float]:
    """The median work of the reader's process for each key in the list."""
    found: dict[str, float] = {}
    with Terminal("--home", str(home), environment={"FOREIGNDESK_NO_BACKGROUND": "1"}) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2], 60)
        terminal.read(1.0)
        for name, key in KEYS.items():
            times = []
            for _ in range(TIMES):
                if name == "End":
                    terminal.press("g", 0.4)
                elif name == "Home":
                    terminal.press("G", 0.4)
                began = worked(terminal.pid)
                terminal.press(key, 0.4)
                times.append(worked(terminal.pid) - began)
            found[name] = statistics.median(times)
            terminal.press("qg", 0.4)
    return found


def orders(home: Path) -> None:
    """Clock and work of the first page in every order."""
    with Desk.open(home, readonly=True) as desk:
        desk.search("talks", 100)
        for query in ("", "talks"):
            for order in ORDERS:
                told = []
                for _ in range(2):
                    clock, work = time.perf_counter(), time.process_time()
                    desk.search(query, 100, 0, order)
                    work, clock = time.process_time() - work, time.perf_counter() - clock
                    told.append(f"{work * 1000:5.0f} ({clock * 1000:5.0f})")
                print(f"{order:18} {query:6} first {told[0]}, again {told[1]}")


def main(folder: str, count: str = "200000") -> None:
    os.environ["FOREIGNDESK_NO_BACKGROUND"] = "1"
    homes = [desk_of(Path(folder), number) for number in (20, int(count))]
    few, many = map(keys, homes)
    print(f"{'work of the reader, ms':24} {20:>8} {int(count):>9,}")
    for name in KEYS:
        print(f"{name:24} {few[name]:8.1f} {many[name]:9.1f}")
    print("\nwork of the service, ms (clock)")
    orders(homes[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
