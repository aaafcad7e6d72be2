"""Nothing of an article's text may command the terminal, and nothing else of it may be lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from index.text.clean import clean, clean_line, mask
from index.text.hostile import HOSTILE, is_hostile

# fmt: off
SEQUENCES = [
    "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x1b]52;c;cm0=\x07", "\x9d0;title\x9c",
    "\x1b[31m", "\x1b[2J", "\x1b[?1049h", "\x1b[0 q", "\x1b[" + "1;" * 5000 + "m", "\x9b31m",
    "\x1bP+q544e\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^secret\x1b\\", "\x1bXsecret\x1b\\",
    "\x1bc", "\x1b7", "\x1b(0", "\x1b#8", "\x1b%G", "\x1b=", "\x1b\x1b[31m", "\x1b[3\x1b[31m",
    "\x1b]8;;http://example.org/\x1b\\", "\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\",
]
CHARACTERS = [
    "\x00", "\x05", "\x07", "\x08", "\x0e", "\x7f", "\x80", "\x9c", "\u200b", "\u200c", "\u200d",
    "\u2060", "\ufeff",
    "\u00ad", "\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\ufdd0", "\ufffe",
    "\U0010ffff",
    "\U000e0041", "\ufe0f", "\u3164", "\ud800", "\udfff",
]
# fmt: on


@pytest.mark.parametrize("sequence", SEQUENCES, ids=ascii)
def test_an_escape_sequence_goes_whole_and_takes_nothing_with_it(sequence: str) -> None:
    assert clean(f"France {sequence}warns Iran") == "France warns Iran"


@pytest.mark.parametrize("ch", CHARACTERS, ids=ascii)
def test_a_hostile_character_goes(ch: str) -> None:
    assert clean(f"Rus{ch}sia") == "Russia"
    assert is_hostile(ch)


def test_a_sequence_that_never_ends_does_not_take_the_article_with_it() -> None:
    assert clean("One \x1b]0;two\nthree.").endswith("two\nthree.")
    far = "word " * 5000
    assert clean("\x1b]0;" + far + "\x07").count("word") == 5000


def test_line_ends_are_line_feeds() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti\n") == "a\nb\nc\nd\ne\nf\ng\nh\ti\n"


def test_a_carriage_return_cannot_overwrite_a_headline() -> None:
    assert clean_line("true headline\rfalse") == "true headline false"


def test_joiners_stay_where_a_script_is_written_with_them() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    sinhala = "\u0dc1\u0dca\u200d\u0dbb\u0dd3"
    assert clean(persian) == persian
    assert clean(sinhala) == sinhala
    assert clean("Fr\u200dance") == "France"
    assert clean("\u0645\u200c\u200c\u062e") == "\u0645\u062e"


def test_other_scripts_and_marks_stay() -> None:
    for text in (
        "Владимир Путин",
        "日本とEU",
        "العلاقات بين فرنسا وألمانيا",
        "Côte d\u2019Ivoire",
        "ישראל and Iran",
        "👍🏽",
    ):
        assert clean(text) == text


def test_composed_form_and_plain_spaces() -> None:
    assert clean("Cote d'Ivoire: Co\u0302te") == "Cote d'Ivoire: Côte"
    assert clean("United\u00a0States, 5\u202f000") == "United States, 5 000"


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert clean("\ud83d\ude00 a") == "\U0001f600 a"


def test_markup_and_queries_are_text_like_any_other() -> None:
    for text in ("[PARIS] (AP) [1]", "[/b]", "[@click=app.quit]x", "%s{0}", "\\x1b[31m", "<b>x</b>"):
        assert clean(text) == text


def test_a_mountain_of_marks_costs_no_time() -> None:
    text = clean("F" + "\u0301\u0316" * 500_000)  # normalised as it stands, this would take hours
    assert text.startswith("F")
    assert len(text) < 12


@given(st.text())
def test_whatever_comes_nothing_hostile_is_left(text: str) -> None:
    cleaned = clean(text)
    assert HOSTILE.search(cleaned) is None
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(st.sampled_from("a b\x1b[]P\\0;m\x07\x9b\x9c\x9d\r\n\u200d\u0645\u202e\u0301\ud83d\ude00")))
def test_sequences_broken_in_any_way_leave_nothing(text: str) -> None:
    cleaned = clean(text)
    assert HOSTILE.search(cleaned) is None
    assert clean(cleaned) == cleaned
    masked = mask(text)
    assert HOSTILE.search(masked) is None
    assert len(masked) == len(text)


def test_masking_keeps_every_other_character_in_its_place() -> None:
    text = "Fran\x1b[31mce\r\nwarns\rI\u200bran\u00a0today"
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked == "Fran     ce \nwarns\nI ran today"
