"""Pairs, the matrix and verdicts, as a person comes to them by keys."""

from __future__ import annotations

import shutil
from pathlib import Path

from readers import Open, desk_of, open_country, press, screen_text, type_text, until

from index import Desk


async def test_a_pair_has_its_page_and_a_filter(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await open_country(pilot, "russia")
        await press(pilot, "p")
        await until(pilot, lambda: desk.place == "pair")
        partner = desk.relations.row.partner.name
        assert f"Russia and {partner}" in screen_text(pilot)
        assert "RUS >" in screen_text(pilot)
        everything = desk.pair_pane.row_count
        await press(pilot, "f")
        await type_text(pilot, "quad:4")
        await press(pilot, "enter")
        await until(pilot, lambda: desk.pair_pane.row_count != everything)
        assert {row.event.quad for row in desk.pair_pane._rows} <= {4}
        assert "· only quad:4 ·" in screen_text(pilot), "before the counts, which may be cut"
        await press(pilot, "f")
        await type_text(pilot, " nonsense")
        await press(pilot, "enter")
        assert "not understood: nonsense" in screen_text(pilot).splitlines()[-2]
        assert desk.place == "filter", "it can be mended"
        await press(pilot, "escape")
        assert "only quad:4 " in screen_text(pilot), "what held before still holds"
        await press(pilot, "q")
        await until(pilot, lambda: desk.place == "relations")


async def test_the_matrix_leads_to_a_pair(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded, size=(120, 36)) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "M")
        await until(pilot, lambda: desk.place == "matrix")
        assert "cooperation: 1 words 2 deeds · conflict: 3 words 4 deeds" in screen_text(pilot)
        await press(pilot, "l", "l", "h", "enter")
        await until(pilot, lambda: desk.place == "pair")
        a, b = desk.matrix.pair
        assert (desk.pair_pane.page.a, desk.pair_pane.page.b) == (a, b)


async def test_a_verdict_is_given_corrected_and_taken_back(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("A brief\nDate: 2024-03-12\n\nFrance attacked Iran on Thursday.\n")
    with Desk.open(tmp_path / "home") as kept:
        kept.add([tmp_path / "brief.txt"])
        kept.analyse_pending()
    async with open_reader(tmp_path / "home", size=(100, 30)) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "enter", "+")
        assert "Choose a relation first" in screen_text(pilot)
        await press(pilot, "right_square_bracket", "+")
        await until(pilot, lambda: "you accepted it" in screen_text(pilot))
        await press(pilot, "right_square_bracket", "w")
        await until(pilot, lambda: "FRA -> IRN  ASSAULT" in screen_text(pilot))
        await press(pilot, "q", "equals_sign")
        await type_text(pilot, "pressure")
        await press(pilot, "enter")
        await until(pilot, lambda: desk.article.page.relations[0].type == "COERCE")
        assert desk.article.page.relations[0].verdict == "corrected"
        await press(pilot, "U", "U")
        await until(pilot, lambda: desk.article.page.relations[0].type == "ASSAULT")
        assert desk.article.page.relations[0].verdict == ""


async def test_who_met_is_one_step_of_an_article_and_one_verdict(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "A brief\nDate: 2024-03-12\n\nFrance and Germany met. Chad attacked Mali.\n"
    )
    with Desk.open(tmp_path / "home") as kept:
        kept.add([tmp_path / "a.txt"])
        kept.analyse_pending()
    async with open_reader(tmp_path / "home") as pilot:
        desk = desk_of(pilot)
        await press(pilot, "enter", "right_square_bracket")
        assert screen_text(pilot).splitlines()[-2].startswith(" France and Germany talked  ")
        await press(pilot, "+")
        await until(pilot, lambda: "France and Germany talked · you accepted it." in screen_text(pilot))
        told = {(r.source, r.verdict) for r in desk.article.page.relations if r.type == "CONSULT"}
        assert told == {("FRA", "accepted"), ("DEU", "accepted")}
        await press(pilot, "right_square_bracket")
        assert "Chad attacked Mali" in screen_text(pilot).splitlines()[-2]
        await press(pilot, "U")
        await until(pilot, lambda: all(not r.verdict for r in desk.article.page.relations))
        assert "Taken back: France and Germany talked · you accepted it." in screen_text(pilot)


async def test_a_country_s_page_says_what_its_little_plots_mean(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await open_country(pilot, "russia")
        actor = desk.relations.actor
        assert actor is not None
        title, legend, first = screen_text(pilot).splitlines()[:3]
        assert f"Russia · {actor.events} events in {actor.stories} stories" in title
        assert actor.stories <= actor.articles <= 64
        assert f"to {actor.periods.until}, " in legend
        assert legend.rstrip().endswith("a cell: ▀ cooperation ▄ conflict █ both, thin: little")
        assert first.startswith(">▾ "), "the line above the partners is no row"
        await press(pilot, "p")
        await until(pilot, lambda: desk.place == "pair")
        lines = screen_text(pilot).splitlines()
        assert "+ cooperation, - conflict; " in lines[1]
        assert "a full bar" in lines[1]
        assert lines[6].rstrip().endswith(desk.pair_pane.page.periods.until), "the axis says where it ends"


async def test_a_matrix_says_that_there_are_more_columns(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "M")
        await until(pilot, lambda: desk.place == "matrix")
        matrix = desk.matrix.matrix
        assert matrix is not None
        heads = screen_text(pilot).splitlines()[1]
        assert heads.split()[0] == matrix.actors[0], "the first column is there from the start"
        assert heads.rstrip().endswith(">")
        await press(pilot, *"l" * 30)
        heads = screen_text(pilot).splitlines()[1]
        assert heads.split()[0] == "<"
        assert heads.split()[-1] == matrix.actors[-1]


async def test_what_to_choose_is_said_where_one_is(open_reader: Open, seeded: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(seeded, tmp_path / "desk"))
    shutil.rmtree(home / "notes", ignore_errors=True)  # whatever another test wrote on Russia
    async with open_reader(home, size=(120, 36)) as pilot:
        desk = desk_of(pilot)
        await open_country(pilot, "russia")
        await press(pilot, "w")
        assert "Choose a line with a date first: Enter unfolds a partner." in screen_text(pilot)
        notes = [line for line in screen_text(pilot).splitlines() if "4 Note  Russia" in line]
        assert notes, "an empty note is there to be written"
        await until(pilot, lambda: desk.note.size.height == 3)  # it takes no room from what is read


async def test_what_is_read_last_stays_open_when_one_steps_back(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "enter", "q", "j", "j", "enter")
        title = desk.article.page.article.title
        await press(pilot, "q")
        assert [line[0] for line in screen_text(pilot).splitlines()[2:5]] == [" ", " ", ">"]
        assert desk.results.open_id == desk.results.hits[2].id
        await press(pilot, "2")
        assert title[:40] in screen_text(pilot)


async def test_a_verdict_offers_whole_sentences(open_reader: Open, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A brief\nDate: 2024-03-12\n\nFrance attacked the United States.\n")
    with Desk.open(tmp_path / "home") as kept:
        kept.add([tmp_path / "a.txt"])
        kept.analyse_pending()
    async with open_reader(tmp_path / "home") as pilot:
        await press(pilot, "enter", "right_square_bracket", "equals_sign")
        assert "the other way round: United States attacked France" in screen_text(pilot)
        assert "aid        France sent aid to the United States" in screen_text(pilot)
