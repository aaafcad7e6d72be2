"""The reader as a person uses it: keys in, screens out, on a desk of the seed articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, settle, type_text, until

from index import Desk


async def test_opens_on_the_newest_articles(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        text = screen_text(pilot)
        assert "2024-12-08  Assad flees to Moscow" in text
        assert "? keys" in text
        assert "relations" in text.splitlines()[-2]


async def test_results_appear_while_typing_and_q_is_a_letter(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "Qatar")
        desk = desk_of(pilot)
        assert desk.box.text == "Qatar"
        assert 0 < desk.results.total < 20
        assert f"{desk.results.total} hit" in screen_text(pilot)
        await press(pilot, "escape")
        assert desk.place == "results"


async def test_the_newest_query_wins(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        for text in ("russia", "china", "ukraine", "ecuador"):
            desk.ask_search(text)
        await settle(pilot)
        assert desk.results.query_text == "ecuador"


async def test_from_result_to_article_to_country_to_evidence_and_back(
    open_reader: Open, seeded: Path
) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "ecuador embassy")
        await press(pilot, "enter", "enter")
        assert desk.pane == "article"
        assert "Mexico breaks with Ecuador" in screen_text(pilot)
        await until(pilot, lambda: desk.article.names)
        for _ in range(20):
            await press(pilot, "e")
            mention = desk.article.chosen_mention
            if mention.actor == "ECU":
                break
        assert "Enter relations of Ecuador" in screen_text(pilot)
        await press(pilot, "enter")
        assert desk.pane == "relations"
        assert "3 Relations  Ecuador" in screen_text(pilot)
        assert "Mexico" in screen_text(pilot)
        await press(pilot, "j", "enter")
        assert desk.pane == "article"
        assert desk.article.chosen_relations, "the evidence's sentence is chosen"
        await press(pilot, "q")
        assert desk.pane == "relations"
        await press(pilot, "q")
        assert desk.pane == "article"
        await press(pilot, "q")
        assert desk.pane == "results"


async def test_a_name_without_an_actor_is_searched_for(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "crimea treaty")
        await press(pilot, "enter", "enter")
        for _ in range(30):
            await press(pilot, "e")
            if desk.article.chosen_mention.actor is None:
                break
        name = desk.article.chosen_mention.text
        await press(pilot, "asterisk")
        assert desk.pane == "results"
        assert name in desk.box.text
        await press(pilot, "q")
        assert desk.pane == "article"
        assert desk.wanted == "crimea treaty"


async def test_matches_evidence_and_articles_are_stepped(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "sanctions")
        await press(pilot, "enter", "enter")
        first = desk.article.page.article.id
        await press(pilot, "n")
        assert desk.article.chosen[0] == "match"
        await press(pilot, "right_square_bracket")
        assert desk.article.chosen[0] == "evidence"
        assert "┃" in screen_text(pilot)
        await press(pilot, "J")
        assert desk.article.page.article.id != first
        assert desk.results.cursor == 1
        await press(pilot, "K")
        assert desk.article.page.article.id == first


async def test_a_country_is_chosen_by_typing(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        await until(pilot, lambda: desk.countries.list.actors)
        await press(pilot, "c")
        await type_text(pilot, "north k")
        assert desk.countries.list.actor.code == "PRK"
        await press(pilot, "enter")
        assert "North Korea" in screen_text(pilot).splitlines()[0]
        assert desk.place == "relations"


async def test_a_note_is_kept_found_again_and_never_lost(open_reader: Open, tmp_path: Path) -> None:
    desk = Desk.open(tmp_path)
    (tmp_path / "a.txt").write_text(
        "France warns Iran\nDate: 2020-01-02\n\nFrance warned Iran on Thursday.\n"
    )
    desk.add([tmp_path / "a.txt"])
    desk.analyse_pending()
    desk.close()
    async with open_reader(tmp_path) as pilot:
        screen = desk_of(pilot)
        await until(pilot, lambda: screen.countries.list.actors)
        await press(pilot, "c")
        await type_text(pilot, "fra")
        await press(pilot, "enter", "4", "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, "quite a note")
        await press(pilot, "escape")
        assert "quite a note" in screen_text(pilot)
    async with open_reader(tmp_path) as pilot:
        screen = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "quite")
        assert [hit.id for hit in screen.results.hits.values()] == ["note:FRA"]
        await press(pilot, "enter", "enter")
        assert screen.pane == "note"
        await press(pilot, "a")
        await until(pilot, lambda: screen.place == "writing")
        await type_text(pilot, " more")
        await pilot.app.leave()
    desk = Desk.open(tmp_path)
    assert desk.mine.note("FRA").text.split() == ["quite", "a", "note", "more"]
    desk.close()


async def test_the_place_read_is_kept(open_reader: Open, tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraph {n} tells of the talks." for n in range(2000))
    (tmp_path / "long.txt").write_text(f"Long talks\nDate: 2020-01-02\n\n{body}\n")
    desk = Desk.open(tmp_path)
    desk.add([tmp_path / "long.txt"])
    desk.close()
    async with open_reader(tmp_path) as pilot:
        await press(pilot, "enter", "G", "b", "b", "b")
        first = _first_paragraph(screen_text(pilot))
        assert first > 1900
        await press(pilot, "q")
        await pilot.app.leave()
    async with open_reader(tmp_path) as pilot:
        await press(pilot, "enter")
        assert _first_paragraph(screen_text(pilot)) == first


def _first_paragraph(text: str) -> int:
    found = re.search(r"Paragraph (\d+)", text)
    assert found
    return int(found[1])


async def test_a_service_that_died_is_started_anew(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk = desk_of(pilot)
        desk.client._line._process.kill()
        await press(pilot, "slash")
        await type_text(pilot, "ecuador")
        await until(pilot, lambda: desk.results.query_text == "ecuador")
        assert "Ecuador" in screen_text(pilot)


async def test_an_empty_desk_says_what_to_do(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(tmp_path) as pilot:
        assert "foreigndesk add" in screen_text(pilot)
        await press(pilot, "enter", "e", "n", "j", "G", "r", "J", "space", "1", "2", "3", "4", "a", "z")
        assert pilot.app.is_running


async def test_wrong_keys_are_answered(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "w")
        assert "w does nothing here" in screen_text(pilot)
        await press(pilot, "q")
        assert "q again leaves" in screen_text(pilot)
        await press(pilot, "j")
        await press(pilot, "q")
        assert "q again leaves" in screen_text(pilot)


async def test_every_key_in_every_pane_leaves_the_reader_running(open_reader: Open, seeded: Path) -> None:
    keys = [
        *"jkgGdubeEnN[]*mrzasc",
        "escape",
        *"JK",
        "enter",
        "tab",
        "space",
        "pageup",
        "up",
        "end",
        "q",
        "T",
        "w",
    ]
    async with open_reader(seeded, size=(130, 30)) as pilot:
        for pane in "1234":
            for key in keys:
                await pilot.press(pane, key)
                await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(("width", "panes"), [(80, 1), (119, 1), (120, 2), (160, 3), (200, 3)])
async def test_panes_stand_side_by_side_where_there_is_room(
    open_reader: Open, seeded: Path, width: int, panes: int
) -> None:
    async with open_reader(seeded, size=(width, 40)) as pilot:
        desk = desk_of(pilot)
        shown = [desk.query_one(id_).display for id_ in ("#left", "#article-side", "#right")]
        assert sum(shown) == panes
        for pane in "2341":
            await press(pilot, pane)
            assert sum(desk.query_one(id_).display for id_ in ("#left", "#article-side", "#right")) == panes


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (500, 200)])
async def test_tiny_and_huge_screens(open_reader: Open, seeded: Path, size: tuple[int, int]) -> None:
    async with open_reader(seeded, size=size) as pilot:
        await press(pilot, "enter", "e", "right_square_bracket", "q", "c", "enter", "j", "question_mark", "q")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert pilot.app.is_running


async def test_markup_in_an_article_is_text(open_reader: Open, tmp_path: Path) -> None:
    title = "[/b] [PARIS] (AP) [1] [@click=app.quit]x"
    (tmp_path / "m.txt").write_text(
        f"{title}\nDate: 2020-01-02\n\n[b]France[/b] [$primary] warned [red]Iran[/].\n"
    )
    desk = Desk.open(tmp_path)
    desk.add([tmp_path / "m.txt"])
    desk.close()
    async with open_reader(tmp_path) as pilot:
        assert title in screen_text(pilot)
        await press(pilot, "enter")
        assert title in screen_text(pilot)
        assert "[b]France[/b] [$primary] warned [red]Iran[/]." in screen_text(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "[/b] [x")
        assert pilot.app.is_running


async def test_copies_of_an_article_are_counted_and_their_sources_named(
    open_reader: Open, tmp_path: Path
) -> None:
    body = "The two governments agreed on Monday to open the border crossings that were closed in spring."
    with Desk.open(tmp_path) as desk:
        for source in ("AP", "AFP", "Herald"):
            path = tmp_path / f"{source}.txt"
            path.write_text(f"Borders open\nDate: 2020-01-02\nSource: {source}\n\n{body} ({source})\n")
            desk.add([path])
    async with open_reader(tmp_path) as pilot:
        assert screen_text(pilot).count("3 copies") == 3
        await press(pilot, "enter")
        page = desk_of(pilot).article.page
        assert page is not None
        others = [source for source in ("AP", "AFP", "Herald") if source != page.article.source]
        assert f"also in {', '.join(others)} (3 articles)" in screen_text(pilot)


async def test_the_list_of_keys_is_searched_and_does(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("slash", *"relations", "space", *"choose")
        await pilot.pause()
        assert "Choose a country" in screen_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert desk_of(pilot).place == "countries"


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
        await type_text(pilot, "quad:4 nonsense")
        await press(pilot, "enter")
        await until(pilot, lambda: desk.pair_pane.row_count != everything)
        assert {row.event.quad for row in desk.pair_pane._rows} <= {4}
        assert "only quad:4" in screen_text(pilot)
        assert "nonsense" in screen_text(pilot).splitlines()[-2]
        await press(pilot, "q")
        await until(pilot, lambda: desk.place == "relations")


async def test_the_matrix_leads_to_a_pair(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded, size=(120, 36)) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "M")
        await until(pilot, lambda: desk.place == "matrix")
        assert "1 2 cooperation" in screen_text(pilot)
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


async def test_tab_takes_what_is_offered_for_the_word(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded, size=(120, 36)) as pilot:
        desk = desk_of(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "embassy country:ecu")
        await until(pilot, lambda: "tab: country:ECU" in screen_text(pilot))
        await press(pilot, "tab")
        assert desk.box.text == "embassy country:ECU"
        await until(pilot, lambda: desk.results.query_text == "embassy country:ECU")
        assert desk.results.total
        await press(pilot, "ctrl+u")
        await type_text(pilot, "rus")
        await until(pilot, lambda: "tab: russia" in screen_text(pilot))
        await press(pilot, "tab", "tab")
        assert desk.box.text.startswith("russia") and desk.box.text != "russia"  # the second offer
        await press(pilot, "space")
        assert "tab:" not in screen_text(pilot)
        await press(pilot, "tab")
        assert desk.place == "results"
