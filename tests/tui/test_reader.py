"""The reader as a person uses it: keys in, screens out, on a desk of the seed articles."""

from __future__ import annotations

import re
from pathlib import Path

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


async def test_rows_are_plain_while_one_types_and_marked_afterwards(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        results = desk_of(pilot).results
        await press(pilot, "slash")
        await type_text(pilot, "japan")
        assert len({segment.style for segment in results.render_line(2) if segment.text.strip()}) == 1
        await press(pilot, "enter")
        marked = [segment for segment in results.render_line(1) if segment.style and segment.style.underline]
        assert [segment.text for segment in marked] == ["Japan"]


async def test_counts_too_long_for_the_foot_are_cut(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        desk_of(pilot).status.show_counts("counts " * 20)
        await pilot.pause()
        assert screen_text(pilot).splitlines()[-2].startswith(" counts counts")


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
        assert screen_text(pilot).splitlines()[-2].startswith(" Match 1 of ")
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


async def test_the_list_of_countries_counts_those_with_relations(open_reader: Open, tmp_path: Path) -> None:
    desk = Desk.open(tmp_path)
    (tmp_path / "a.txt").write_text("Chile and Peru\n\nChile warned Peru. Nobody went to Kenya.\n")
    desk.add([tmp_path / "a.txt"])
    desk.analyse_pending()
    desk.close()
    async with open_reader(tmp_path) as pilot:
        await until(pilot, lambda: desk_of(pilot).countries.list.actors)
        await press(pilot, "c")
        assert "2 with relations" in screen_text(pilot) and "Kenya" in screen_text(pilot)


async def test_a_list_of_countries_without_any_says_so(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(tmp_path) as pilot:
        await press(pilot, "c")
        assert "No relations yet" in screen_text(pilot)


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


async def test_what_to_do_is_said_whole_in_a_narrow_list(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(tmp_path, size=(120, 36)) as pilot:
        said = " ".join(line.split("▏")[0].strip() for line in screen_text(pilot).splitlines())
        assert "or look at the articles that came with the program:" in said


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
        await press(pilot, "ctrl+u")
        await type_text(pilot, "country:ecu")
        await until(pilot, lambda: "tab: country:ECU" in screen_text(pilot))
        await press(pilot, "tab", "tab")
        assert desk.box.text == "country:ECU"
        assert desk.place == "results", "there was no other to be taken"


async def test_what_was_meant_stays_where_nothing_was_found(open_reader: Open, seeded: Path) -> None:
    async with open_reader(seeded) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "sancton")
        await press(pilot, "enter", "j")
        assert "Did you mean ‘sanction" in screen_text(pilot)
