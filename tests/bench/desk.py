"""A desk at work on articles at hand: adding, analysing, searching key by key.

    python tests/bench/desk.py FILE...

Prints articles a second for adding (read, kept and indexed) and again for what is known already, for
analysis on one core, and the milliseconds that a search takes at the desk's door.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index import Desk

QUERIES = (
    "russia", "iran sanctions", '"foreign minister"', "ukraine OR israel OR china", "ceas*", "title:summit",
    "korea since:2016", "president -trump",
)  # fmt: skip
TYPED = "iran nuclear deal"


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What the work returns, and the seconds it took."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def main(paths: list[str]) -> None:
    """Run all of it on a desk of its own."""
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder)) as desk:
        count, seconds = timed(lambda: desk.add(paths).added)
        print(f"adding      {count:,} articles, {count / seconds:,.0f} a second")
        count, again = timed(lambda: desk.add(paths).known)
        print(f"once more   {count:,} known, {again / seconds:.3f} of the first time")
        for name, queries in (
            ("a query", QUERIES),
            ("a key", tuple(TYPED[:end] for end in range(1, len(TYPED) + 1))),
        ):
            times = sorted(
                timed(lambda query=query: desk.search(query).total)[1] * 1000 for query in queries * 5
            )
            middle, at = statistics.median(times), times[int(len(times) * 0.95)]
            print(f"{name:11} {middle:.1f} ms median, {at:.1f} ms 95th percentile, with snippets")
        count, seconds = timed(desk.analyse_pending)
        print(f"analysing   {count:,} articles, {count / seconds:,.1f} a second on one core")
        print(f"relations   {desk.status().relations:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
