"""Main text of web pages: our extraction beside trafilatura's, where that is installed. Run by hand.

    python tests/bench/pages.py [FOLDER OF state.gov PAGES]

Precision and recall of words: on the pages of ``tests/sources/pages.py`` against the article they were made
from, on state.gov's reports against the text of the element that holds the report.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.sources.html import parse_page
from index.sources.markup import plain
from tests.bench.heldout_pages import HELD_OUT
from tests.sources import pages

_REPORT = rb'<section[^>]*class="[^"]*report__main.*?(?=<[^>]*class="[^"]*report__side)'


def theirs(data: bytes) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(data, include_comments=False)
    return (found.text or "") if found else ""


def score(readers: dict[str, Callable[[bytes], str]], cases: dict[str, tuple[bytes, str]]) -> None:
    for name, reader in readers.items():
        precision = recall = 0.0
        began = time.perf_counter()
        for data, wanted in cases.values():
            found, gold = (Counter(re.findall(r"\w+", text)) for text in (reader(data), wanted))
            common = (found & gold).total()
            precision += common / max(found.total(), 1) / len(cases)
            recall += common / gold.total() / len(cases)
        seconds = (time.perf_counter() - began) / len(cases)
        print(f"  {name:12} precision {precision:.3f}  recall {recall:.3f}  {1000 * seconds:6.0f} ms a page")


def main() -> None:
    readers = {"ours": lambda data: parse_page(data).body}
    try:
        import trafilatura  # noqa: F401

        readers["trafilatura"] = theirs
    except ImportError:
        print("trafilatura is not installed")
    print(f"{len(pages.PAGES)} pages of our own")
    score(readers, {name: (page.encode(), pages.text()) for name, page in pages.PAGES.items()})
    print(f"{len(HELD_OUT)} held-out pages: score by them, do not tune by them")
    score(readers, {name: (page.encode(), wanted) for name, (page, wanted) in HELD_OUT.items()})
    cases = {}
    for path in sorted(Path(sys.argv[1]).glob("*.html")) if sys.argv[1:] else []:
        data = path.read_bytes()
        main = re.search(
            rb'<section[^>]*class="[^"]*report__main.*?(?=<[^>]*class="[^"]*report__side)', data, re.S
        )
        if main:
            cases[path.name] = (data, plain(main[0].decode()))
    if cases:
        print(f"{len(cases)} pages of state.gov")
        score(readers, cases)


if __name__ == "__main__":
    main()
