"""The same word, another meaning: homonyms, datelines, surnames and words that take the acting away."""

import pytest

from index.entities import Marker


@pytest.fixture(scope="module")
def marker():
    return Marker(names=False)


def marks(marker, text, date="2021-06-01"):
    return [(m.text, m.kind, m.actor) for m in marker.mark(text, date)]


def test_georgia_is_a_state_of_the_us_beside_atlanta_and_a_country_beside_tbilisi(marker):
    us = marks(marker, "Republicans in Georgia asked a court in Atlanta to stop the count.")
    assert ("Georgia", "place", None) in us
    assert ("Georgia", "country", "GEO") in marks(
        marker, "Georgia accused Russia of moving the fence; Tbilisi protested."
    )


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Michael Jordan scored.", "JOR"),
        ("Jordan Henderson scored.", "JOR"),
        ("Paris Hilton sang.", "FRA"),
        ("She grew up in Moscow, Idaho.", "RUS"),
        ("The Washington Post and The New York Times wrote so.", "USA"),
        ("The Iran-Contra affair was long over.", "IRN"),
        ("Guinea pigs are rodents.", "GIN"),
        ("It cost US$ 40.", "USA"),
        ("They invested nine billion US dollars.", "USA"),
        ("They sailed the Indian Ocean.", "IND"),
        ("They drove through New Mexico.", "MEX"),
        ("It rained in American Samoa.", "WSM"),
        ("Hunter Biden was questioned.", "USA"),
        ("French fries were served.", "FRA"),
        ("He speaks Russian and learned Chinese.", "RUS"),
    ],
)
def test_names_that_only_look_like_a_state_act_for_nobody(marker, text, country):
    assert country not in [actor for _, _, actor in marks(marker, text)]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Jordan and Chad signed.", ["JOR", "TCD"]),
        ("Turkey's and Niger's envoys met Nigeria's.", ["TUR", "NER", "NGA"]),
        ("the Democratic Republic of the Congo and the Republic of the Congo", ["COD", "COG"]),
        ("the Republic of Korea and the Democratic People’s Republic of Korea", ["KOR", "PRK"]),
        ("Russian-backed fighters", [None]),
        ("the US-led coalition", ["USA"]),
        ("pro-Russian crowds", [None]),
    ],
)
def test_neighbouring_names_are_kept_apart(marker, text, actors):
    assert [actor for _, _, actor in marks(marker, text)] == actors


def test_a_capital_is_a_place_after_in_and_with_its_own_things(marker):
    assert marks(marker, "Talks in Vienna ended.") == [("Vienna", "place", None)]
    assert marks(marker, "London police and the Paris Agreement")[0] == ("London", "place", None)
    assert marks(marker, "Beijing protested.") == [("Beijing", "place", "CHN")]
    assert marks(marker, "KYIV, Ukraine (AP) — Moscow struck.")[0] == ("KYIV", "place", None)


def test_bodies_of_one_state_do_not_act_for_another(marker):
    assert marks(marker, "The Libyan House of Representatives met.")[-1][2] == "LBY"


def test_short_names_need_the_full_name_or_a_title_in_office(marker):
    assert marks(marker, "Brown paint dried. Brown was seen.", "2008-06-01") == []
    assert marks(marker, "Prime Minister Brown spoke.", "2008-06-01") == [("Brown", "person", "GBR")]
    assert marks(marker, "Gordon Brown spoke. Then Brown left.", "2008-06-01")[-1] == (
        "Brown",
        "person",
        "GBR",
    )
    assert marks(marker, "Theresa May spoke in May.", "2018-06-01") == [("Theresa May", "person", "GBR")]


def test_two_presidents_of_one_name_are_told_apart_by_the_date(marker):
    (older,) = marker.mark("President George Bush spoke.", "1990-08-02")
    (younger,) = marker.mark("President George Bush spoke.", "2003-03-20")
    assert (older.entity, younger.entity) == ("George H. W. Bush", "George W. Bush")


def test_a_state_that_is_no_more_acts_for_nobody(marker):
    assert marks(marker, "the Soviet Union", "1985-01-01") == [("Soviet Union", "country", "SUN")]
    assert marks(marker, "the Soviet Union", "2020-01-01") == [("Soviet Union", "country", None)]


def test_hostile_text_is_read_in_one_go(marker):
    for text in ("U" * 300_000, "U.S. " * 20_000, "\x1b[31mRussia\x1b[0m", "Of the " * 40_000, "\ud800 Iran"):
        found = marker.mark(text, None)
        assert all(text[m.start : m.end] == m.text for m in found)
