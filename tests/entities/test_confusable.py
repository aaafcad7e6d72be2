"""Names of states within other names, and names that other things share: which countries a text names."""

import pytest

from index.entities import Marker


@pytest.fixture(scope="module")
def marker():
    return Marker(names=False)


def countries(marker, text, date="2022-06-01"):
    """Return the codes of the countries named, each with a "-" behind it where it acts for nobody."""
    found = [m for m in marker.mark(text, date) if m.kind == "country"]
    return " ".join(m.entity if m.actor else f"{m.entity}-" for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The University of Georgia beat Georgia Tech.", ""),
        ("Georgia Gov. Brian Kemp signed the bill in Atlanta.", ""),
        ("President of Georgia Salome Zourabichvili met NATO.", "GEO"),
        ("Georgia's breakaway region of Abkhazia voted.", "GEO"),
        ("Barbara Jordan spoke; Jordan won applause.", ""),
        ("Jim Jordan, the Ohio Republican, objected. Jordan said no.", ""),
        ("Michael Jordan flew to Jordan.", "JOR"),
        ("Jordan's king met the Jordan River Authority.", "JOR"),
        ("Chad Smith left Lake Chad for Chad.", "TCD"),
        ("Turkey sandwiches on Turkey Day, said Turkey's envoy.", "TUR"),
        ("Papua New Guinea, Equatorial Guinea, Guinea-Bissau and Guinea", "PNG GNQ GNB GIN"),
        ("Guinea pigs in the Gulf of Guinea", ""),
        ("Congo-Brazzaville and Congo-Kinshasa, by the Congo River", "COG COD"),
        ("the Belgian Congo", "COD"),
        ("North and South Korea", "PRK KOR"),
        ("South and North Korean officials", "KOR PRK"),
        ("the Korean War and the Korean Peninsula", ""),
        ("the Iran–Iraq War and the Kosovo War", "IRN IRQ XKX-"),
        ("Niger, Nigeria, the Niger Delta and the River Niger", "NER NGA"),
        ("Dominica, the Dominican Republic and a Dominican friar", "DMA DOM"),
        ("US$5 million, A$3m and HK$5", ""),
        ("TELL US MORE ABOUT US", ""),
        ("US AND CHINA AGREE ON TRADE", "USA CHN"),
        ("RUSSIAN TROOPS ENTER UKRAINIAN CITY", "RUS UKR"),
    ],
)
def test_names_that_are_easily_confused(marker, text, expected):
    assert countries(marker, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Moscow, Idaho; Paris, Texas; Rome, Georgia; Lebanon, Pennsylvania; Norway, Maine.",
        "Kuwait Times, Pakistan Observer, the Sudan Tribune and the Irish Daily Star",
        "Iran International, Russia Today and Radio France Internationale",
        "Royal Dutch Shell, American Express, Air India and the Bank of China",
        "Manchester United, Real Madrid, Inter Milan and the Houston Texans",
        "the French Open, the Monaco Grand Prix and American football",
        "French fries, Brazil nuts, Turkish delight, Danish pastry and Swiss cheese",
        "the Panama Papers, the Panama Canal and a Panama hat",
        "the Indian Ocean, the South China Sea, the English Channel and the Gulf of Mexico",
        "New Mexico, Jersey City, New Jersey, New England and the West Indies",
        "the Gulf War and Iran-Contra",
        "Bank of America, Boston University and the University of Cyprus",
        "Latin American, African American and Native American",
        "They speak French and learned Chinese.",
        "It was written in Russian, then in Japanese.",
    ],
)
def test_other_things_that_bear_the_name_of_a_state(marker, text):
    assert countries(marker, text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korean-made missiles and U.S.-made rifles", "KOR- USA-"),
        ("ex-Soviet and ex-Yugoslav republics", "SUN- YUG-"),
        ("anti-American crowds, pro-Russian fighters, non-US firms", "USA RUS- USA-"),
        ("the Sino-Indian border and a Franco-German brigade", "CHN IND FRA DEU"),
        ("US-China talks, the India-Pakistan border, the Iran–Iraq frontier", "USA CHN IND PAK IRN IRQ"),
        ("a German-born American on a Liberia-flagged ship", "DEU- USA LBR-"),
        ("Iran-backed militias and the Saudi-led coalition", "IRN- SAU"),
    ],
)
def test_what_is_tied_on_by_a_hyphen(marker, text, expected):
    assert countries(marker, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PARIS (AP) - Britain said no.", "GBR"),
        ("LONDON, May 3 (Reuters) - Russia said no.", "RUS"),
        ("BEIJING: Japan said no.", "JPN"),
        ("TEHRAN, Iran (AP) — Iraq's president said", "IRN IRQ"),
    ],
)
def test_a_dateline_is_a_place_that_does_nothing(marker, text, expected):
    assert countries(marker, text) == expected
    assert marker.mark(text, None)[0].actor is None


def test_a_warship_acts_for_its_state(marker):
    found = {m.text: m.actor for m in marker.mark("USS Ronald Reagan met HMS Queen Elizabeth.", None)}
    assert found == {"USS Ronald Reagan": "USA", "HMS Queen Elizabeth": "GBR"}


def test_a_central_bank_acts_for_its_state_and_an_airline_too(marker):
    found = {m.text: m.actor for m in marker.mark("The Bank of Japan, and Kenya Airways.", None)}
    assert found == {"Bank of Japan": "JPN", "Kenya Airways": "KEN"}


def test_a_town_is_marked_apart_from_its_country(marker):
    found = [(m.text, m.entity) for m in marker.mark("In Tripoli, Lebanon, and Athens, Georgia", None)]
    assert found == [
        ("Tripoli", "Tripoli, Lebanon"),
        ("Lebanon", "LBN"),
        ("Athens, Georgia", "Athens, Georgia"),
    ]
