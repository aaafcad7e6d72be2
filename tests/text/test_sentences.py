"""What a person notices of sentence splitting: evidence lines start and end where a sentence does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from index.text.layout import blocks
from index.text.sentences import sentences


def texts(body: str) -> list[str]:
    return [body[start:end] for start, end in sentences(body)]


@pytest.mark.parametrize(
    "body",
    [
        "Gen. Mark Milley met his counterpart in the U.S. Embassy at 9 a.m. Tuesday.",
        "The U.S. Department of State replied to J. D. Vance and Sen. Bob Menendez.",
        "Resolution No. 2254 and Art. IV of the treaty apply.",
        'He asked "Why now?" and left.',
        "The U.N. Security Council met in Washington, D.C. Monday.",
    ],
)
def test_one_sentence_stays_whole(body: str) -> None:
    assert texts(body) == [body]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Talks failed. France left.", ["Talks failed.", "France left."]),
        ("He flew to the U.S. The visit was short.", ["He flew to the U.S.", "The visit was short."]),
        ('"We will not yield." Iran refused.', ['"We will not yield."', "Iran refused."]),
        ("A heading\n\nThe first line\nruns on. Next.", ["A heading", "The first line\nruns on.", "Next."]),
        (
            "Rutte said:\n  • Unity matters.\n  • Aid goes on.",
            ["Rutte said:", "Unity matters.", "Aid goes on."],
        ),
        ("Talks\nThe ministers met in a castle near the border on Friday.", None),
        ("外交部长访问了莫斯科。双方签署了协议。", ["外交部长访问了莫斯科。", "双方签署了协议。"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_splits(body: str, expected: list[str] | None) -> None:
    if expected is None:
        expected = body.split("\n")
    assert texts(body) == expected


def test_endless_run_is_cut() -> None:
    spans = sentences("word " * 5000)
    assert len(spans) > 1
    assert max(end - start for start, end in spans) <= 4000


@given(st.text(alphabet="aB.!?…\"' \n•-#=。U", max_size=200))
def test_spans_are_ordered_and_lose_no_letter(body: str) -> None:
    spans = sentences(body)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(body[start:end] for start, end in spans)
    inside = "".join(body[block.start : block.end] for block in blocks(body))
    assert sum(c.isalpha() for c in kept) == sum(c.isalpha() for c in inside)
