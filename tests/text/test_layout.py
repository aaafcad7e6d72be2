"""Headings, points and paragraphs are seen in text as people write it."""

from __future__ import annotations

from hypothesis import given, strategies as st

from index.text.layout import blocks


def shape(body: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(body[block.start : block.end].split())) for block in blocks(body)]


def test_markdown() -> None:
    body = (
        "# Talks in Doha\n\nThey met.\n\n## What was said\n- One\n- Two, which\n  goes on\n\n"
        "> A quote\n> of two lines\n"
    )
    assert shape(body) == [
        ("heading", "Talks in Doha"),
        ("paragraph", "They met."),
        ("heading", "What was said"),
        ("bullet", "One"),
        ("bullet", "Two, which goes on"),
        ("quote", "A quote > of two lines"),
    ]
    assert [block.level for block in blocks(body)] == [1, 0, 2, 1, 1, 1]


def test_plain_text_with_headings_of_its_own() -> None:
    body = (
        "The two ministers met in Vienna on Monday.\n\nReaction abroad\n\nParis welcomed the meeting.\n\n"
        "* France: a first step\n* Germany: hope\n\nThe next round\n"
        "A date has not been set, officials said on the side.\n"
    )
    assert shape(body) == [
        ("paragraph", "The two ministers met in Vienna on Monday."),
        ("heading", "Reaction abroad"),
        ("paragraph", "Paris welcomed the meeting."),
        ("bullet", "France: a first step"),
        ("bullet", "Germany: hope"),
        ("heading", "The next round"),
        ("paragraph", "A date has not been set, officials said on the side."),
    ]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    body = (
        "The foreign ministers of both countries met on Monday in the\n"
        "Austrian capital, and agreed to reopen the embassies that had\n"
        "been closed for two years. No date was given.\n\nA second paragraph."
    )
    assert [kind for kind, _ in shape(body)] == ["paragraph", "paragraph"]


def test_one_line_a_paragraph() -> None:
    body = "A first paragraph of one line.\nA second one, which is a good deal longer.\nA third."
    assert len(shape(body)) == 3


def test_underlined_and_wiki_headings_and_rules() -> None:
    body = "Summit\n======\n\nText here.\n\n== Later ==\nMore text.\n\n---\n\nThe end."
    assert shape(body) == [
        ("heading", "Summit"),
        ("paragraph", "Text here."),
        ("heading", "Later"),
        ("paragraph", "More text."),
        ("paragraph", "The end."),
    ]


def test_numbered_points_keep_their_numbers() -> None:
    body = "1. Withdraw\n2. Disarm\n   wholly\n"
    first, second = blocks(body)
    assert body[first.mark : first.start] == "1. "
    assert body[second.start : second.end] == "Disarm\n   wholly"


def test_a_dateline_or_a_year_is_no_point() -> None:
    assert (
        shape("PARIS - The minister spoke.\n2024 was a year of elections everywhere, he said.")[0][0]
        == "paragraph"
    )


@given(st.text(st.sampled_from("ab A.#>-*=1) \t\n")))
def test_every_letter_is_in_a_block_or_in_a_sign(body: str) -> None:
    found = blocks(body)
    end = 0
    for block in found:
        assert end <= block.mark <= block.start <= block.end <= len(body)
        assert body[block.start : block.end].strip() == body[block.start : block.end]
        end = block.end
    inside = sum(body[block.start : block.end].count("A") for block in found)
    assert inside == body.count("A")
