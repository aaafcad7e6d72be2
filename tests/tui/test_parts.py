"""The parts that need no screen: wrapping, colours, keys, words, and what is not imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from index import Event, Evidence, Mention, Relation, Series
from tui import actions
from tui.panes.marking import term_pattern
from tui.panes.strips import cut
from tui.panes.words import both_ways, deed, event_words, listed
from tui.panes.wrap import MEASURE, lay_out, wrap
from tui.plots.grid import cell
from tui.plots.spark import balances, bars, squeeze
from tui.terminal.colours import ANSI, CONTRAST, DARK, LIGHT, PLAIN, Palette, choose
from tui.terminal.filter import Guard

ROOT = Path(__file__).parents[2]


@given(st.text(alphabet="ab c一二、한नि\u0301\U0001f600é", max_size=120), st.integers(8, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    spans = list(wrap(text, width))
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


def test_headings_and_points_are_kept_and_every_character_knows_its_place() -> None:
    body = "# Terms\n\n- first point that is\n  broken by hand\n- second\n\nA   paragraph\nof two lines."
    lines = list(lay_out(body, 40))
    assert [(line.kind, line.text) for line in lines if line.text] == [
        ("heading", "Terms"),
        ("bullet", "first point that is broken by hand"),
        ("bullet", "second"),
        ("paragraph", "A paragraph of two lines."),
    ]
    for line in lines:
        for char, place in zip(line.text, line.at, strict=True):
            assert char == body[place] or (char == " " and body[place].isspace())


def test_lines_are_no_longer_than_is_read_with_ease() -> None:
    assert max(len(line.text) for line in lay_out("word " * 500, 200)) <= MEASURE == 72


def test_names_can_stand_in_brackets() -> None:
    mentions = [Mention(0, 6, "France", "country", "FRA", "FRA"), Mention(15, 19, "Roux", "person", "Roux")]
    assert (
        next(lay_out("France sent Mr Roux.", 60, mentions, brackets=True)).text == "{France} sent Mr <Roux>."
    )


def test_terms_are_marked_as_words_and_taken_literally() -> None:
    text = "Sanctions, a sanction; (a+b) and iranian rial, not tiran"
    found = [match[0] for match in term_pattern(("sanctions", "iran*", "(a+b)")).finditer(text)]
    assert found == ["Sanctions", "sanction", "(a+b)", "iranian"]
    assert not term_pattern(()).search(text)


def test_a_relation_in_words() -> None:
    relation = Relation("PRK", "RUS", "AID", 2, "reported", 0, 1, (0, 1), (0, 1), (0, 1))
    assert (
        deed(relation, {"PRK": "North Korea", "RUS": "Russia"}) == "North Korea sent aid to Russia · reported"
    )


def test_an_event_in_its_own_words_and_in_little_room() -> None:
    names = {"PRK": "North Korea", "USA": "United States"}
    event = Event("2024-12-03", "PRK", "USA", "AID", 2, "reported", 3, 4, (), said=("sent ten guards to", ""))
    assert (
        event_words(event, names) == "North Korea sent ten guards to the United States · reported · 3 stories"
    )
    assert event_words(event, names, "USA") == "North Korea sent ten guards to it · reported · 3 stories"
    assert event_words(event, names, "PRK", 48) == "sent ten guards to USA · reported · 3 stories"
    assert event_words(event, names, "PRK", 42) == "sent ten guards to… · reported · 3 stories"
    later = replace(event, status="hypothetical", said=("may send guards to", ""), stories=1)
    assert event_words(later, names, "PRK") == "may send guards to the United States"


def _told(source: str, target: str, type_: str, said: str = "", predicate: tuple[int, int] = (4, 9)) -> Event:
    spans = (0, 3), (12, 15)
    relation = Relation(source, target, type_, 1, "asserted", 0, 20, predicate, *spans)
    evidence = Evidence(relation, "a1", "T", "2020-01-02", "One talks with two. ")
    return Event("2020-01-02", source, target, type_, 1, "asserted", 1, 1, (evidence,), said=(said, ""))


def test_of_many_lines_it_is_said_how_many_more_there_are() -> None:
    lines = ["Chad warned Mali", "Mali met Chad", "Togo met Chad"]
    assert listed(lines, 80) == "Chad warned Mali | Mali met Chad | Togo met Chad"
    assert listed(lines, 42) == "Chad warned Mali | Mali met Chad | 1 more"
    assert listed(lines, 20) == "Chad warne… | 2 more"
    assert listed([], 20) == ""


def test_who_met_is_told_once() -> None:
    names = {"FRA": "France", "USA": "United States"}
    met, again = _told("FRA", "USA", "CONSULT", "met with"), _told("USA", "FRA", "CONSULT", "met with")
    clash = _told("USA", "FRA", "ASSAULT"), _told("FRA", "USA", "ASSAULT")
    other = _told("USA", "FRA", "ASSAULT", predicate=(1, 2))
    told = both_ways([met, clash[0], again, other, clash[1]])
    assert told == [(met, again), (clash[0], clash[1]), (other, None)]
    assert event_words(met, names, both=True) == "France and the United States met"
    assert event_words(clash[0], names, both=True) == "United States and France attacked each other"
    talked = replace(met, said=("", ""))
    assert event_words(talked, names, room=20, both=True) == "FRA and USA talked"
    assert both_ways([met, again], "USA") == [(again, met)], "as its page tells it"
    assert len(both_ways([*clash], "USA")) == 2, "who is named first attacks"


def test_plots_tell_without_colour() -> None:
    assert balances(Series((9, 0, 1, 5), (0, 0, 9, 4))) == "▀·▄█"
    assert bars([0, 1, 50, 100]) == " ▁▄█"
    assert squeeze([1, 2, 3, 4, 5], 3) == [3, 7, 5]
    assert cell((0, 0, 1, 8), 9) == "4█"
    assert cell((0, 0, 0, 0), 9) == " ·"


def test_colours_follow_the_environment() -> None:
    assert choose({"TERM": "xterm-256color"}) is DARK
    assert choose({"TERM": "xterm-256color", "COLORFGBG": "0;15"}) is LIGHT
    assert choose({"TERM": "vt220"}) is ANSI
    assert choose({"TERM": "xterm-256color", "NO_COLOR": "1"}) is PLAIN
    assert choose({"TERM": "xterm-256color", "FOREIGNDESK_COLOURS": "light"}) is LIGHT


def _luminance(colour: Sequence[int]) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=lambda palette: palette.name)
def test_everything_can_be_read(palette: Palette) -> None:
    """WCAG 2.2, 1.4.3 and 1.4.6: a contrast of 4.5 for all text, of 7 where high contrast is asked for."""
    least = 7 if palette is CONTRAST else 4.5
    for role, style in palette.styles.items():
        assert style.color is not None
        assert style.bgcolor is not None
        lights = sorted(_luminance(colour.get_truecolor()) for colour in (style.color, style.bgcolor))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= least, role


def test_what_is_cut_says_so() -> None:
    base = DARK["text"]
    pieces = [("sanctions against", base), (" Iran", DARK["hit"]), (" end", base)]
    whole = "sanctions against Iran end"
    cuts = ("sanctions against Iran e…", "sanctions against Ira…", "sanctions against…", "sanctions agains…")
    for shown in (whole, *cuts, f"{whole}  ", "…", ""):
        assert "".join(text for text, _ in cut(pieces, cell_len(shown))) == shown


def test_the_guard_stops_what_a_terminal_obeys() -> None:
    hostile = [Segment("ok \x1b]52;c;x\x07 \x9b31m \u202e \u200b\n")]
    text = "".join(segment.text for segment in Guard().apply(hostile, Color(0, 0, 0)))
    assert not set(text) & set("\x1b\x07\x9b\u202e\u200b\n")
    clean = [Segment("Łódź 東京")]
    assert Guard().apply(clean, Color(0, 0, 0)) is clean


def test_no_key_means_two_things_in_one_place() -> None:
    for place in actions.PLACES:
        keys = [key for action in actions.ACTIONS if place in action.where for key in action.keys]
        assert len(keys) == len(set(keys)), place
    assert not any(key.startswith(("ctrl", "alt", "f1")) for a in actions.ACTIONS for key in a.keys)
    assert len({action.id for action in actions.ACTIONS}) == len(actions.ACTIONS)


def test_the_manuals_key_page_is_made_from_the_table() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert page == actions.manual(), "make it anew: python -m tui.actions > docs/keys.md"


def test_the_reader_loads_neither_search_nor_analysis_nor_archive() -> None:
    code = (
        "import sys, tui.app, tui.reader;"
        "heavy = {'whoosh', 'spacy', 'numpy', 'sqlite3', 'index.desk', 'index.archive'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"
