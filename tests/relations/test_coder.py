"""What a reader of relations would notice: who, whom, what, and whether it is so. The sentences are ours."""

from __future__ import annotations

import pytest

from index.analysis.analyser import Analyser
from index.model import Relation
from index.relations import explain


def code(analyser: Analyser, body: str, date: str = "2019-05-01") -> list[Relation]:
    return list(analyser.analyse([(body, date)])[0].relations)


def told(relations: list[Relation]) -> set[str]:
    return {f"{r.source}>{r.target} {r.type} {r.status}" for r in relations}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # voice, relative clauses, participles
        ("Georgia was invaded by Russia in 2008.", {"RUS>GEO ASSAULT asserted"}),
        ("Two Greek pilots detained by Turkey went home.", {"TUR>GRC COERCE asserted"}),
        ("Sudan, which bombed Chad in March, denies it.", {"SDN>TCD ASSAULT asserted"}),
        # control
        ("Japan agreed to send rice to Nepal.", {"JPN>NPL AGREE asserted", "JPN>NPL AID hypothetical"}),
        ("Iran refused to meet Iraq.", {"IRN>IRQ REJECT asserted", "IRN>IRQ CONSULT negated"}),
        ("Kenya urged Ethiopia to help Somalia.", {"KEN>ETH REQUEST asserted", "ETH>SOM AID hypothetical"}),
        # speech
        ("Chad accused Libya of attacking Niger.", {"TCD>LBY ACCUSE asserted", "LBY>NER ASSAULT reported"}),
        ("According to witnesses, Chad bombed Libya.", {"TCD>LBY ASSAULT reported"}),
        ("Peru has reportedly sent tanks to Bolivia.", {"PER>BOL AID reported"}),
        # negation and the future
        ("Spain did not arrest the Moroccan minister.", {"ESP>MAR COERCE negated"}),
        ("Italy will help Tunisia.", {"ITA>TUN AID hypothetical"}),
        # nouns
        ("Military support for Sudan from Egypt continued.", {"EGY>SDN AID asserted"}),
        ("Talks between Cuba and Canada ended.", {"CUB>CAN CONSULT asserted", "CAN>CUB CONSULT asserted"}),
        ("Iraq's war on Kuwait was short.", {"IRQ>KWT ASSAULT asserted"}),
        # light verbs
        ("Norway imposed sanctions on Belarus.", {"NOR>BLR SANCTION asserted"}),
        ("Libya came under pressure after it suffered an attack from Chad.", {"TCD>LBY ASSAULT asserted"}),
        # lists, roles
        (
            "Brazil sent aid to nations such as Haiti, Cuba and Peru.",
            {"BRA>HTI AID asserted", "BRA>CUB AID asserted", "BRA>PER AID asserted"},
        ),
        ("French President Emmanuel Macron met the Greek premier.", {"FRA>GRC CONSULT asserted"}),
        ("Chile and Peru condemned Bolivia.", {"CHL>BOL ACCUSE asserted", "PER>BOL ACCUSE asserted"}),
        # pronouns: whom the sentence spoke of first, or whom the verb judges
        ("Iran denied attacking Oman; Peru imposed sanctions on it.", {"PER>IRN SANCTION asserted"}),
        ("Chad condemned Niger for its raid on Mali.", {"NER>MLI ASSAULT asserted"}),
        ("Mali thanked Chad for its help.", {"TCD>MLI AID asserted"}),
        ("Guatemala moved its embassy, a step that Palestinians reject.", {"PSE>GTM REJECT asserted"}),
        # blame told in a clause
        ("Kenya says that Somalia is responsible for the raid.", {"KEN>SOM ACCUSE asserted"}),
        # who decides on a sanction of its own has announced it; who plans it has not
        ("Poland decided to expel two Russian diplomats.", {"POL>RUS SANCTION asserted"}),
        ("Poland plans to expel two Russian diplomats.", {"POL>RUS SANCTION hypothetical"}),
        ("Poland to expel two Russian diplomats", {"POL>RUS SANCTION hypothetical"}),
        ("Poland announced that it will expel Russian diplomats.", {"POL>RUS SANCTION hypothetical"}),
        # told in passing
        ("During a visit to Baghdad, the German chancellor promised more.", {"DEU>IRQ CONSULT asserted"}),
        ("Chad evaded Libyan sanctions.", {"LBY>TCD SANCTION asserted"}),
        ("A Kenyan priest was deported from Uganda.", {"UGA>KEN COERCE asserted"}),
        ("The Czech foreign ministry summons the Chinese ambassador.", {"CZE>CHN ACCUSE asserted"}),
        # who acts goes without saying: the place of a crowd, of a prison, of an attack; who tells it
        ("Protesters in Baghdad burned the Danish flag.", {"IRQ>DNK PROTEST asserted"}),
        ("Two Chileans were jailed in Peru.", {"PER>CHL COERCE asserted"}),
        ("Six Libyans were killed in an Egyptian airstrike.", {"EGY>LBY ASSAULT asserted"}),
        ("Peru said that Chile had bombed the bridge.", {"CHL>PER ASSAULT reported"}),
        ("A Kenyan judge rules that two Ugandans will be deported.", {"KEN>UGA COERCE hypothetical"}),
        ("Chinese doses arrived in Chile.", {"CHN>CHL AID asserted"}),
        ("Iraq blames Al-Qaeda for a series of bombings.", {"AQA>IRQ ASSAULT reported"}),
        ("Mali executed six people, including citizens of Niger.", {"MLI>NER ASSAULT asserted"}),
        ("American victims of Al-Qaeda wept.", {"AQA>USA ASSAULT asserted"}),
        # asked for, threatened, said to be
        ("Mali called for an end to the fighting between Chad and Niger.", {"MLI>TCD REQUEST asserted"}),
        ("Mali threatens to ban exports if Niger goes on.", {"MLI>NER THREATEN asserted"}),
        ("Kenya called on Chad to stop bombing Libya.", {"TCD>LBY ASSAULT reported"}),
        ("Chad is one of the countries criticising Mali.", {"TCD>MLI ACCUSE asserted"}),
        ("The UN accused Kenyan soldiers of killing civilians in Chad.", {"KEN>TCD ASSAULT reported"}),
        ("Kenya may punish Niger if it attacks Mali.", {"NER>MLI ASSAULT hypothetical"}),
        ("Kenya joined Niger in condemning Mali.", {"NER>MLI ACCUSE asserted"}),
        ("Kenya condemned the killing of Malians in Niger.", {"KEN>NER ACCUSE asserted"}),
        # misread without help
        ("2011 Libyan civil war: Chad attacked Niger.", {"TCD>NER ASSAULT asserted"}),
        ("Russia launches drone strikes across Ukraine.", {"RUS>UKR ASSAULT asserted"}),
        ("South Korean soldiers fire warning shots at a North Korean drone.", {"KOR>PRK ASSAULT asserted"}),
        # headlines
        ("Finland joins NATO", {"FIN>NATO AGREE asserted"}),
        # across sentences
        ("India expelled a diplomat. Pakistan protested. It recalled its envoy to India.", set()),
    ],
)
def test_tells(analyser: Analyser, body: str, expected: set[str]) -> None:
    assert expected <= told(code(analyser, body))


@pytest.mark.parametrize(
    ("body", "never"),
    [
        ("Germany says that Ukrainian aid should continue.", {"UKR"}),
        ("The governor of New Jersey and South American leaders met the Peruvian president.", {"JEY", "USA"}),
        ("Talks in Geneva between Iran and Oman ended.", {"CHE"}),
        ("A Turkish soldier was killed in Iraq by Syrian fire.", {"IRQ"}),
        ("France beat Brazil 3-0 in the World Cup final.", {"FRA", "BRA"}),
        ("Kenya knocked out Uganda in the semi-final.", {"KEN", "UGA"}),
        ("Twenty countries, not including Chad or Mali, signed the treaty.", {"TCD", "MLI"}),
        ("Malta reports its first case of a virus found in India.", {"MLT", "IND"}),
        ("2011 Libyan civil war: the market in Chad is closed.", {"LBY", "TCD"}),
        ("Russia and China were not among the signatories of France's plan.", {"FRA", "CHN", "RUS"}),
        # across sentences: another one is meant
        ("The UN met on Sunday. Dorian was northbound as it left the Bahamas.", {"UN", "BHS"}),
        ("Digest:\n- Chad's army marched.\n- The army condemned Peru.", {"TCD"}),
        ("Digest:\n- Kenya met the press.\n- The country's minister of health condemned Peru.", {"KEN"}),
        ('Kenya\'s salt is clean. "We have convinced Uganda," an expert said.', {"KEN"}),
    ],
)
def test_a_place_or_a_neighbour_does_nothing(analyser: Analyser, body: str, never: set[str]) -> None:
    relations = code(analyser, body)
    assert not never & {code for r in relations for code in (r.source, r.target)}, told(relations)


@pytest.mark.parametrize("body", ["Chad–Libya relations", "Mali–Niger proxy conflict, border disputes"])
def test_what_is_only_named_is_not_done(analyser: Analyser, body: str) -> None:
    assert not code(analyser, body)


def test_a_list_too_long_for_each_with_each(analyser: Analyser) -> None:
    found = code(analyser, "Chile, Peru, Cuba, Haiti, Brazil, Bolivia and Panama held talks in Lima.")
    assert {"CHL", "PER"} in [{r.source, r.target} for r in found]
    assert not [r for r in found if {r.source, r.target} == {"CUB", "PAN"}]


def test_members_of_a_list_do_nothing_to_one_another(analyser: Analyser) -> None:
    assert not {"USA>GBR ACCUSE asserted", "GBR>USA ACCUSE asserted"} & told(
        code(analyser, "The United States, Britain and France condemned Iran.")
    )


def test_brackets_make_a_side_of_their_own(analyser: Analyser) -> None:
    relations = code(analyser, "Talks between Iran and three powers (Chile, Peru and Cuba) went on.")
    assert {("IRN", "CHL"), ("CHL", "IRN")} <= {(r.source, r.target) for r in relations}
    assert ("CHL", "PER") not in {(r.source, r.target) for r in relations}


def test_what_is_reached_by_a_detour_is_less_sure(analyser: Analyser) -> None:
    direct, guessed = (
        code(analyser, body)[0].confidence
        for body in (
            "Chad attacked Libya.",
            "Chad, whose army is large, said that Libya had shelled the village.",
        )
    )
    assert 0.5 < guessed < direct < 1


def test_spans_point_at_the_words(analyser: Analyser) -> None:
    body = "A heading\n\nOn Monday, Kenya invaded Somalia with tanks."
    (relation,) = code(analyser, body)
    assert body[slice(*relation.source_span)] == "Kenya"
    assert body[slice(*relation.target_span)] == "Somalia"
    assert body[slice(*relation.predicate)] == "invaded"
    assert body[relation.start : relation.end] == "On Monday, Kenya invaded Somalia with tanks."
    assert relation.rule.startswith("ASSAULT")


def test_both_countries_of_the_sentence_before(analyser: Analyser) -> None:
    body = "The ministers of Egypt and Sudan arrived. Both countries signed a trade agreement."
    assert {"EGY>SDN AGREE asserted", "SDN>EGY AGREE asserted"} <= told(code(analyser, body))


def test_its_is_the_subject(analyser: Analyser) -> None:
    assert "JOR>YEM SUPPORT asserted" in told(code(analyser, "Jordan repeated its support for Yemen."))


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n ",
        "\x1b[31mFrance\x1b[0m attacked \u202eSpain\u202c.",
        "[/b] [@click=app.quit]x",
        "a" * 5000,
        # the subject of the last clause contains what speaks of that subject
        "Peruvian President Alan Vega tells Chilean President Luis Soto that his country is ready to "
        "continue negotiations with Cuba amidst fears that talks between the two countries have stalled.",
    ],
)
def test_no_text_stops_it(analyser: Analyser, body: str) -> None:
    analysis = analyser.analyse([(body, None)])[0]
    assert all(0 <= r.start < r.end <= len(body) for r in analysis.relations)


def test_a_stream_is_answered_in_order(analyser: Analyser) -> None:
    bodies = ["Spain attacked Portugal.", "", "Chad bombed Libya."] * 50
    found = [told(list(a.relations)) for a in analyser.stream((body, None) for body in bodies)]
    assert found == [{"ESP>PRT ASSAULT asserted"}, set(), {"TCD>LBY ASSAULT asserted"}] * 50


def test_explain_names_the_rule_and_the_words() -> None:
    lines = "\n".join(explain("Peru reportedly attacked Chile.", "2019-01-01"))
    assert "PER -> CHL  ASSAULT (quad 4), reported" in lines
    assert "X attack Y" in lines
    assert "reported: reportedly" in lines


def test_explain_says_when_nothing_was_parsed() -> None:
    assert explain("It rained.") == ["No sentence names two actors, so nothing was parsed."]
