"""Pairs, the matrix and verdicts, as a person comes to them by keys."""

from __future__ import annotations

from pathlib import Path

from readers import Open, desk_of, press, screen_text, type_text, until

from index import Desk


async def test_a_pair_has_its_page_and_a_filter(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "c")
        await type_text(pilot, "russia")
        await press(pilot, "enter")
        await until(pilot, lambda: desk.relations.actor)
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
