from __future__ import annotations

from hypothesis import given, strategies as st

from index.search.analysis import spans, stem, words


def test_case_accents_and_initials_are_folded() -> None:
    assert words("The U.S. met São Paulo’s mayor, e.g. in Straße 3.5") == (
        ["the", "us", "met", "sao", "paulo", "s", "mayor", "eg", "in", "strasse", "3", "5"]
    )


def test_scripts_without_spaces_are_cut_into_characters() -> None:
    assert words("北京 talks") == ["北", "京", "talks"]
    assert words("हिन्दी Привет") == ["हिन्दी", "привет"]


def test_stems_are_those_of_the_language() -> None:
    assert stem("running") == "run"
    assert stem("traités", "fr") == stem("traité", "fr")
    assert stem("anything", "xx") == "anything"


@given(st.text(st.characters() | st.sampled_from("a.b U.S.’é ﬁß İ北ก\u0301\u200b")))
def test_words_with_places_are_the_same_words(text: str) -> None:
    placed = list(spans(text))
    assert [word for word, _, _ in placed] == words(text)
    end = 0
    for _, start, stop in placed:
        assert end <= start or text[start:stop]  # in order, and each within the text
        assert 0 <= start < stop <= len(text)
        end = start
