"""What a person types, and what comes back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from index.search.query import parse

from .conftest import Desk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grain", {"grain"}),
        ("agreements", {"grain"}),  # stemmed
        ("sanctions", {"sanction"}),
        ("sao tome", {"summit"}),  # accents folded
        ("US", {"missile"}),  # as U.S.
        ("missile korea", {"missile"}),
        ("missile OR grain", {"missile", "summit", "grain"}),
        ("missile -korea", {"summit"}),
        ("NOT missile", {"grain", "sanction", "traite"}),
        ("(grain OR banks) russia", {"grain"}),
        ('"north korea"', {"missile"}),
        ('"korea north"', set()),
        ('"state of the union"', {"summit"}),
        ("title:missile", {"missile"}),
        ("source:harbour", {"missile", "sanction"}),
        ('source:"harbour news" -missile', {"sanction"}),
        ("author:munoz", {"missile", "sanction"}),
        ('author:"john munoz"', {"missile"}),  # not one author's first name and another's last
        ("author:smi*", {"sanction"}),
        ("author:harbour", set()),
        ("munoz", set()),
        ("date:2022", {"grain", "sanction"}),
        ("date:2022-12..2024-01", {"sanction", "missile", "traite"}),
        ("since:2023", {"missile", "traite"}),
        ("before:2022-12", {"grain"}),
        ("after:2022", {"missile", "traite"}),
        ("until:2022", {"grain", "sanction"}),
        ("russia*", {"grain", "sanction"}),
        ("lang:fr", {"traite"}),
        ("lang:en missile", {"missile", "summit"}),
        ("", {"grain", "sanction", "missile", "summit", "traite"}),
    ],
)
def test_finds(desk: Desk, text: str, expected: set[str]) -> None:
    results = desk.search(text)
    assert {hit.id for hit in results.hits} == expected
    assert results.total == len(expected)
    assert results.notice == ""


def test_the_last_word_is_a_prefix_while_typing(desk: Desk) -> None:
    assert set(desk.found("rus", typing=True)) == {"grain", "sanction"}
    assert desk.found("rus", typing=False) == []
    assert desk.found("rus ", typing=True) == []
    assert desk.found('"north ko', typing=True) == ["missile"]


def test_exact_forms_rank_before_other_forms(desk: Desk) -> None:
    from index.model import Article

    desk.add(Article("one", "Note", "They sanctioned it."), Article("two", "Note", "The sanction itself."))
    assert [found for found in desk.found("sanction") if found != "sanction"] == ["two", "one"]
    assert [found for found in desk.found("sanctioned") if found != "sanction"] == ["one", "two"]


def test_other_languages_are_found_by_their_own_stems(desk: Desk) -> None:
    from index.model import Article

    desk.add(
        Article("de", "Kein Titel", "Die Verhandlungen der Regierungen dauerten an.", lang="de"),
        Article("fr", "Sans titre", "Les négociateurs cherchaient des solutions nationales.", lang="fr"),
    )
    assert desk.found("regierung") == desk.found("verhandlung") == ["de"]
    assert desk.found("negociateur") == desk.found('"solution nationale"') == ["fr"]
    assert desk.found("title:regierung") == []
    assert desk.found("sanctioning") == ["sanction"]


def test_newest_and_oldest(desk: Desk) -> None:
    assert desk.found("russia OR missile -sao", sort="newest") == ["missile", "grain"]
    assert desk.found("harbour OR korea OR banks sort:oldest") == ["sanction", "missile"]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("foo:bar", "no field ‘foo’"),
        ("date:soon", "no date"),
        ("grain )", "closing parenthesis"),
        ("the", "too common"),
        ("grain NOT", "NOT had nothing"),
        ("title:", "awaits a value"),
        ("sort:length", "sort: knows"),
        ("x " * 300, "characters"),
    ],
)
def test_what_was_not_understood_is_said(desk: Desk, text: str, notice: str) -> None:
    assert notice in desk.search(text).notice


def test_wildcards_within_words(desk: Desk) -> None:
    assert desk.found("gr*n") == desk.found("gra?n") == desk.found("*rain") == ["grain"]
    assert desk.found("title:m*s*l") == ["missile"]
    assert desk.found("s?o") == ["summit"]
    assert desk.found("gra?") == []  # a question mark at the end is one
    assert desk.found("gr*i", typing=True) == ["grain"]
    hit = desk.search("gr*n").hits[0]
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"grain"}


def test_excluded_words_are_not_marked() -> None:
    assert parse("grain -russia (deal OR NOT turkey) ").terms == ("grain", "deal")


SIGNS = [*"()~*>: -", chr(34), chr(92)]
PIECES = [*SIGNS, "AND", "OR", "NOT", "title:", "date:", "..", "~2", "grain", "the"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join), st.booleans())
def test_no_question_is_an_error(desk: Desk, text: str, typing: bool) -> None:
    results = desk.search(text, typing=typing)
    assert results.total <= len(desk.bodies)
    assert "\n" not in results.notice


def test_authors_are_completed_by_any_of_their_names(desk: Desk) -> None:
    completed = [(found.text, found.number) for found in desk.index.complete("missile author:muñ")]
    assert completed == [('missile author:"Ana Muñoz"', 1), ('missile author:"John Muñoz"', 1)]
    assert [found.text for found in desk.index.complete("autho")] == ["author:"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["war", "the", "OR", "AND", "||", "wars*", "ki*l", "U.S.", "São", "x~1"]), min_size=1
    )
)
def test_words_alone_are_read_as_in_parentheses(words: list[str]) -> None:
    text = " ".join(words[:12])
    assert parse(text, typing=False) == parse(f"({text})", typing=False)
