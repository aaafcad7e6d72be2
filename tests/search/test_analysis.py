from __future__ import annotations

from random import Random

from hypothesis import given, strategies as st
from whoosh.lang import stemmer_for_language

from index.search import match_spans
from index.search.analysis import spans, stem, words
from index.search.codec.strings import LongStrings, of_list, ranked
from index.search.manystems import stems_of


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


ENDINGS = (
    *("s", "es", "ies", "ied", "sses", "us", "ss", "ed", "ing", "edly", "ingly", "eed", "eedly", "y", "ly"),
    *("ization", "ational", "fulness", "ousness", "iveness", "tional", "biliti", "lessli", "entli", "ation"),
    *("alism", "aliti", "ousli", "iviti", "fulli", "enci", "anci", "abli", "izer", "ator", "alli", "bli"),
    *(
        "ogi",
        "li",
        "alize",
        "icate",
        "iciti",
        "ative",
        "ical",
        "ness",
        "ful",
        "ement",
        "ance",
        "ence",
        "able",
    ),
    *(
        "able",
        "ible",
        "ment",
        "ant",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "ion",
        "al",
        "er",
        "ic",
        "e",
    ),
    *("l", "ll"),
)


def test_english_stems_are_whooshs() -> None:
    chance, theirs = Random(1), stemmer_for_language("en")
    for _ in range(10_000):
        begin = chance.choice(["", "", "gener", "commun", "arsen", "y", "at", "hop", "bl"])
        middle = "".join(chance.choices("aeioubcdlnrstyzx", k=chance.randrange(7)))
        word = begin + middle + "".join(chance.choices(ENDINGS, k=chance.randrange(4)))
        if len(word) > 1:
            assert stem(word) == theirs(word), word


def test_many_english_stems_are_those_of_one_by_one() -> None:
    chance = Random(2)
    made: set[str] = set()
    for _ in range(10_000):
        begin = chance.choice(["", "", "gener", "commun", "arsen", "y", "at", "hop", "bl", "x" * 22])
        middle = "".join(chance.choices("aeioubcdlnrstyzx", k=chance.randrange(7)))
        made.add(begin + middle + "".join(chance.choices(ENDINGS, k=chance.randrange(4))))
    found = sorted({*made, "skies", "dying", "the", "1990s", "são", "北京", "it"} - {""})
    stems = stems_of(of_list([word.encode() for word in found], LongStrings()), "en").all()
    assert [stemmed.decode() for stemmed in stems] == [stem(word) for word in found]
    numbers = of_list([str(number).encode() for number in range(1_000)], LongStrings())
    assert stems_of(numbers, "en").all() == numbers.all()


@given(st.lists(st.binary(max_size=20).map(lambda raw: raw.replace(b" ", b"")), min_size=1))
def test_equal_strings_have_equal_numbers(strings: list[bytes]) -> None:
    distinct, numbers = ranked(of_list(strings, LongStrings()))
    found = distinct.all()
    assert [found[number] for number in numbers.tolist()] == strings
    assert len(found) == len(set(strings))


@given(
    st.lists(
        st.text("ab\xe9", min_size=12, max_size=18) | st.text(st.characters(min_codepoint=1, codec="utf-8")),
        min_size=1,
    )
)
def test_strings_are_in_the_order_of_their_bytes(texts: list[str]) -> None:
    strings = [text.encode() for text in texts]
    assert ranked(of_list(strings, LongStrings()))[0].all() == sorted(set(strings))


@given(st.text(st.characters() | st.sampled_from("a.b U.S.’é ﬁß İ北ก\u0301\u200b")))
def test_words_with_places_are_the_same_words(text: str) -> None:
    placed = list(spans(text))
    assert [word for word, _, _ in placed] == words(text)
    end = 0
    for _, start, stop in placed:
        assert end <= start or text[start:stop]  # in order, and each within the text
        assert 0 <= start < stop <= len(text)
        end = start


WORDS = [
    "russia",
    "Russian",
    "U.S.",
    "us",
    "dying",
    "die",
    "skies",
    "sky",
    "cries",
    "São",
    "Trump’s",
    "naïve",
    "grain_deal",
    "organisations",
    "organs",
    "U.S.-led",
    "e.g.",
    "東京",
    "ﬁne",
    "end.Then",
]
TERMS = ["russia", "us", "die", "sky", "cri", "sao", "trump", "organ", "gr*", "u*", "fine"]


@given(
    st.lists(st.sampled_from(WORDS), max_size=20),
    st.sampled_from(["\n", " ", "—", ", "]),
    st.lists(st.sampled_from(TERMS)),
)
def test_what_is_marked_is_what_is_searched(parts: list[str], between: str, terms: list[str]) -> None:
    text = between.join(parts)
    found = [words(text[start:end]) for start, end in match_spans(text, terms)]
    stems = {stem(term) for term in terms if not term.endswith("*")}
    begun = tuple(term[:-1] for term in terms if term.endswith("*"))
    expected = [word for word in words(text) if stem(word) in stems or (begun and word.startswith(begun))]
    assert [word for one in found for word in one] == expected
