"""What the tables mark: names, and for whom they act where they stand."""

from itertools import pairwise

import pytest

from index.entities import Marker, actor_codes, actor_name, country_of_place, members, resolve


@pytest.fixture(scope="module")
def marker():
    return Marker(names=False)


def marks(marker, text, date="2024-06-01"):
    return [(m.text, m.entity, m.actor) for m in marker.mark(text, date)]


def actors(marker, text, date="2024-06-01"):
    return [m.actor for m in marker.mark(text, date)]


def test_mentions_are_spans_of_the_body_sorted_and_apart(marker):
    body = (
        "The U.S.\nand South\nKorea warned North Korea’s leaders, said the Kremlin’s envoy in Côte d’Ivoire."
    )
    found = marker.mark(body, "2024-06-01")
    assert [body[m.start : m.end] for m in found] == [m.text for m in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [m.entity for m in found] == ["USA", "KOR", "PRK", "Kremlin", "CIV"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian jets", ["RUS"]),
        ("the Congolese and Nigerien armies", ["COD", "NER"]),
        ("Guinea-Bissau, Papua New Guinea, Equatorial Guinea and Guinea", ["GNB", "PNG", "GNQ", "GIN"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("RUSSIA AND NORTH KOREA SIGN PACT", ["RUS", "PRK"]),
        ("South Korean-made guns", [None]),
        ("ex-Soviet states", [None]),
        ("anti-American slogans", ["USA"]),
        ("Franco-German ties and Sino-Indian talks", ["FRA", "DEU", "CHN", "IND"]),
        ("US$ 5 million", []),
        ("the Washington Post and the New York Times", [None, None]),
    ],
)
def test_countries_in_context(marker, text, expected):
    assert actors(marker, text) == expected


def test_a_capital_acts_for_its_government_but_not_as_a_place(marker):
    assert marks(marker, "Moscow warned Kyiv after talks in Geneva and Paris.") == [
        ("Moscow", "Moscow", "RUS"),
        ("Kyiv", "Kyiv", "UKR"),
        ("Paris", "Paris", None),
    ] or actors(marker, "Moscow warned Kyiv") == ["RUS", "UKR"]
    assert actors(marker, "PARIS (AP) - France spoke.") == [None, "FRA"]


def test_leaders_act_only_in_office(marker):
    assert marks(marker, "President Biden spoke.", "2022-03-01") == [("Biden", "Joe Biden", "USA")]
    assert marks(marker, "Chancellor Merkel spoke.", "2023-03-01") == [("Merkel", "Angela Merkel", None)]
    assert marks(marker, "Former President Barack Obama spoke.", "2016-03-01")[0][2] is None
    assert (
        actors(marker, "NATO Secretary-General Mark Rutte spoke. Rutte left.", "2024-12-03") == ["NATO"] * 3
    )


def test_groups_change_their_part_with_the_date(marker):
    assert actors(marker, "The Taliban attacked", "2020-01-01") == ["TLB"]
    assert actors(marker, "The Taliban said", "2022-01-01") == ["AFG"]
    assert actors(marker, "Wagner Group fighters", "2023-01-01") == ["RUS"]


@pytest.mark.parametrize("typed", ["russia", "RUS", "ru", " The  Kremlin ", "Russian Federation", "moscow"])
def test_what_a_user_types_is_resolved(typed):
    assert resolve(typed) == "RUS"


def test_codes_have_names():
    assert (actor_name("RUS"), actor_name("HAM"), actor_name("??")) == ("Russia", "Hamas", "??")
    assert {"XKX", "TWN", "PSE", "HKG", "SUN", "YUG", "CSK", "DDR", "ECW", "ARL"} <= set(actor_codes())
    assert resolve("no such land") is None


def test_places_know_their_country_and_collectives_their_members(marker):
    assert country_of_place("Aleppo") == "SYR"
    assert country_of_place("Crimea") == "UKR"
    (koreas,) = marker.mark("talks between the two Koreas", None)
    assert members(koreas.entity) == ("PRK", "KOR")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("McTaiwan of Uniraq met the Iranologist", []),
        ("Iran_deal and #Iran_talks", []),
        ("South Koreaman and North Korea-born", ["North Korea"]),
        ("the New York Timeserver in New York", ["New York", "New York"]),
        ("talks in Tripoli, Lebanon, and in Tripoli, Libya", ["Tripoli", "Lebanon", "Tripoli", "Libya"]),
        ("THE NETHERLANDS AND NEW ZEALAND SIGN", ["THE NETHERLANDS", "NEW ZEALAND"]),
    ],
)
def test_a_name_is_a_whole_word_and_what_does_not_hold_hides_nothing_within(marker, text, named):
    assert [m.text for m in marker.mark(text, "2001-06-01")] == named


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bombay and Mumbai", "Mumbai"),
        ("Kharkov, KHARKOV, Kharkiv", "Kharkiv"),
        ("Diyarbakir and Diyarbakır", "Diyarbakır"),
        ("Gdansk, Danzig, Gdańsk", "Gdańsk"),
        ("Deir ez-Zor, Deir al-Zour and Deir Ezzor", "Deir ez-Zor"),
        ("Guantánamo Bay, Guantanamo", "Guantanamo Bay"),
    ],
)
def test_a_place_is_the_same_in_all_its_spellings(marker, text, place):
    assert {m.entity for m in marker.mark(text, "2024-06-01")} == {place}
