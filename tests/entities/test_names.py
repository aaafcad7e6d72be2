"""People, organisations and places beyond the tables: the real recogniser, joined within an article."""

from itertools import pairwise

import pytest

from index.entities import Marker


@pytest.fixture(scope="module")
def marker():
    return Marker()


def by_text(marker, text, date="2024-12-03"):
    return {m.text: m for m in marker.mark(text, date)}


def test_a_role_gives_a_person_somebody_to_act_for(marker):
    found = by_text(
        marker,
        "Washington was worried. Under Secretary of State Bonnie Jenkins spoke of U.S. doubts, and "
        "Turkish Foreign Minister Mehmet Ozturk answered. Later Jenkins flew home.",
    )
    assert found["Bonnie Jenkins"].actor == "USA"
    assert (found["Jenkins"].entity, found["Jenkins"].actor) == ("Bonnie Jenkins", "USA")
    assert found["Mehmet Ozturk"].actor == "TUR"
    assert found["Turkish"].kind == "country"


def test_a_former_role_gives_nobody(marker):
    assert (
        by_text(marker, "The former French ambassador Pierre Dupuis wrote a book.")["Pierre Dupuis"].actor
        is None
    )


def test_the_leader_of_an_opposition_does_not_act_for_the_state(marker):
    found = by_text(marker, "Russian opposition leader Pavel Morozov was jailed; Pavel Morozov appealed.")
    assert found["Pavel Morozov"].actor is None


def test_a_body_of_a_state_stands_beside_its_country(marker):
    found = by_text(
        marker, "The Chinese Foreign Ministry protested, as did the Ministry of Defence of Ukraine."
    )
    assert found["Chinese"].actor == "CHN"
    assert (found["Foreign Ministry"].kind, found["Foreign Ministry"].actor) == ("organisation", "CHN")
    assert found["Ministry of Defence"].actor == "UKR"


def test_parties_and_universities_show_by_their_words(marker):
    found = by_text(
        marker,
        "The Social Democratic and Labour Party of Freedonia (SDLF) and the University of Southern "
        "California met. Delegates of the SDLF left early.",
        None,
    )
    assert found["University of Southern California"].kind == "organisation"
    assert found["SDLF"].entity.startswith("Social Democratic and Labour Party")


def test_a_relative_of_a_leader_is_somebody_else(marker):
    found = by_text(marker, "Donald Trump Jr. spoke to Tiffany Trump.", "2018-01-01")
    assert found["Donald Trump Jr."].actor is None
    assert found["Tiffany Trump"].entity == "Tiffany Trump"


def test_mentions_never_overlap_and_keep_their_offsets(marker):
    text = (
        "GENEVA (Reuters) - Maria Gomez of the Red Cross told the Bank of China that Syria, the U.S. "
        "and the Communist Party of India (Marxist) had agreed.\n\n"
        "A Heading Of Great Words\n\nGomez left for Lake Chad."
    )
    found = marker.mark(text, "2015-05-05")
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[m.start : m.end] == m.text for m in found)
    assert "Great Words" not in " ".join(m.text for m in found)


def test_many_articles_come_back_in_order(marker):
    texts = ["Russia spoke.", "", "A long text. " * 900 + "Then Iran answered.", "France left."]
    found = marker.mark_many([(text, None) for text in texts])
    assert [[m.entity for m in one] for one in found] == [["RUS"], [], ["IRN"], ["FRA"]]


def test_a_surname_with_an_apostrophe_or_hyphen_is_joined_to_the_full_name(marker):
    found = by_text(
        marker,
        "Beto O'Rourke and Alexandria Ocasio-Cortez met. O'Rourke spoke first, "
        "and Ocasio-Cortez's answer was short.",
    )
    assert found["O'Rourke"].entity == "Beto O'Rourke"
    assert found["Ocasio-Cortez"].entity == "Alexandria Ocasio-Cortez"


def test_who_speaks_in_a_transcript_is_a_person(marker):
    found = by_text(
        marker, "MR. CARNEY:  I think so.  (Laughter.)\n\nQ    Why?\n\nMR. CARNEY:  Jay Carney said so."
    )
    assert (found["CARNEY"].kind, found["CARNEY"].entity) == ("person", "Jay Carney")
    assert "Laughter" not in found
    assert "MR" not in found


def test_the_apostrophe_of_a_plural_stands_within_a_name(marker):
    found = by_text(
        marker,
        "Members of the Landless Workers' Movement (MST) and officials of the United States' Senate met. "
        "The Reception and Identification Centre on the Greek island was full.",
    )
    assert found["MST"].entity == "Landless Workers' Movement"
    assert found["United States"].kind == "country"
    assert found["Greek"].actor == "GRC"


def test_a_score_is_no_part_of_a_name(marker):
    assert "Phil Taylor" in by_text(marker, "Raymond van Barneveld beats Phil Taylor 7-6 in sets.")


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Russia's Ministry of Defence said its jets struck Syria. The Ministry of Defence has a film.",
            [("Russian Ministry of Defence", "RUS")] * 2,
        ),
        (
            "- Spain's Ministry of Health reports 40 cases.\n- The Ministry of Health meets in Yerevan.",
            [("Spanish Ministry of Health", "ESP"), ("Ministry of Health", None)],
        ),
        (
            "Canadian Prime Minister Justin Trudeau spoke in the House of Commons in Ottawa.",
            [("House of Commons", "CAN")],
        ),
        (
            "Missiles fell into the sea, South Korea's Joint Chiefs of Staff said.",
            [("South Korean Joint Chiefs of Staff", "KOR")],
        ),
        (
            "The Philippine Red Cross thanked the Red Cross.",
            [("Philippine Red Cross", None), ("International Committee of the Red Cross", None)],
        ),
        (
            "Kenya's Supreme Court ruled. Israel's Supreme Court ruled. The Supreme Court of both is old.",
            [("Kenyan Supreme Court", "KEN"), ("Israeli Supreme Court", "ISR"), ("Supreme Court", None)],
        ),
    ],
)
def test_a_body_is_that_of_the_state_whose_it_is(marker, text, bodies):
    found = [m for m in marker.mark(text, "2019-05-01") if m.kind == "organisation"]
    assert [(m.entity, m.actor) for m in found] == bodies


def test_a_heading_is_nobody_of_that_surname(marker):
    body = "Hong Kong activist Nathan Law left the city on Thursday.\nLaw and crime\nLaw and others spoke."
    body += (
        " They said that they would go on, and thanked those who had come to hear them at the harbour." * 3
    )
    found = [(m.start, m.entity) for m in marker.mark(body, "2020-07-03") if m.kind == "person"]
    assert found == [(body.index("Nathan"), "Nathan Law"), (body.rindex("Law"), "Nathan Law")]
