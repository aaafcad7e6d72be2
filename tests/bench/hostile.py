"""Questions made to hurt: how long each takes, what it says was cut, and how much memory they take together.

    python tests/bench/hostile.py HOME

HOME holds an ``index`` folder. Each question is searched and counted as the reader does it. No question may
take more than 2 s, nor all of them 256 MB.
"""

from __future__ import annotations

import resource
import sys
import time

from index.search import Index

LETTERS = "abcdefghijklmnoprstuvw"
QUESTIONS = (
    " ".join(f"{letter}*" for letter in LETTERS),
    " OR ".join(f"{letter}*" for letter in LETTERS),
    "(" * 20 + "war" + ")" * 20,
    "NOT " * 30 + "war",
    " OR ".join(f"{word}~2" for word in ("presdent", "minstr", "attak", "goverment", "stae", "contry")),
    '"of the president of the united states"~64 "a b"~64',
    "-a* -b* -c*",
    " ".join(f"s*t{number}" for number in range(20)),
    " OR ".join(f"*{letter}*" for letter in LETTERS),
    "?????",
    "date:0001..9999 a* OR b*",
    "x" * 400,
    "(" * 400,
    '"' * 400,
    " OR ".join(["president", "minister", "government", "police", "killed", "people", "said", "two"] * 4),
    "RUS> OR >UKR OR USA> OR country:russia",
    " ".join(["qqqqz~2"] * 30),
)


def main(home: str) -> None:
    index = Index(home)
    index.search("war", 20)
    before = _peak()
    for question in QUESTIONS:
        wall, cpu = time.perf_counter(), time.thread_time()
        results = index.search(question, 50)
        index.counts(question, ["source", "month", "country", "partner"])
        wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
        print(f"{cpu:6.2f} s CPU {wall:6.2f} s  {results.total:>8} {question[:36]:36} {results.notice[:60]}")
    print(f"{_peak() - before:.0f} MB more at the peak")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
