"""Turns of phrase that news of many countries uses. The sentences are ours."""

from __future__ import annotations

import pytest

from index.analysis.analyser import Analyser

ALL = [
    # whom "it" means in a clause that shares the subject
    ("Kenya froze ties with Sudan, accusing it of fraud.", {"KEN>SDN ACCUSE asserted"}),
    ("India expelled two envoys from Canada after accusing it of meddling.", {"IND>CAN ACCUSE asserted"}),
    # who asks for talks is to talk; what the joint raid, the visit and those set free were
    (
        "Chad asked the United Nations to help start talks with Mali.",
        {"TCD>MLI CONSULT hypothetical", "TCD>UN REQUEST asserted"},
    ),
    ("Chilean and Peruvian police arrested ten smugglers in a joint raid.", {"CHL>PER COOPERATE asserted"}),
    ("Cuba frees prisoners ahead of a visit by the Spanish king.", {"ESP>CUB CONSULT hypothetical"}),
    ("Chad published an appeal to Mali to free two Chadians jailed in Mali.", {"MLI>TCD COERCE asserted"}),
    ("A Libyan drone shot down by Chadian forces crashed at sea.", {"TCD>LBY ASSAULT asserted"}),
    ("Peru's minister says that the Chilean president should be killed.", {"PER>CHL ACCUSE asserted"}),
    ("Mali says that Chad has fired a rocket and condemns Libya.", {"MLI>LBY ACCUSE asserted"}),
    ("Chad freed a Libyan-held American.", {"TCD>USA RETREAT asserted", "LBY>USA COERCE asserted"}),
    ("Serbia rejected a demand from Paris.", {"SRB>FRA REJECT asserted", "FRA>SRB REQUEST asserted"}),
    # who is meant by a description
    ("Ali Omar, a recruiter for Hamas, was arrested by Israel.", {"ISR>HAM COERCE asserted"}),
    ("Hamas, a Palestinian group backed by Iran, freed a Thai.", {"IRN>HAM SUPPORT asserted"}),
    # what ends
    ("Norway stopped selling arms to Yemen.", {"NOR>YEM SANCTION asserted"}),
    ("Turkey stopped bombing Iraq.", {"TUR>IRQ RETREAT asserted"}),
    ("Cuba urged Turkey to stop bombing Iraq.", {"TUR>IRQ ASSAULT reported"}),
    ("The elimination of sanctions against Sudan was announced by the European Union.",
     {"EU>SDN CONCEDE asserted"}),
    ("Brazil ruled out supporting Peru.", {"BRA>PER SUPPORT negated", "BRA>PER REJECT asserted"}),
    # nouns between two
    ("A trade pact entered into force between Peru and Vietnam.",
     {"PER>VNM AGREE asserted", "VNM>PER AGREE asserted"}),
    ("Greece and Turkey are locked in a dispute over gas.",
     {"GRC>TUR ACCUSE asserted", "TUR>GRC ACCUSE asserted"}),
    ("The Chinese deployment of warships near Taiwan worries analysts.", {"CHN>TWN MOBILIZE asserted"}),
    # whose the victim is
    ("Iran accused Israel of assassinating a nuclear scientist.", {"ISR>IRN ASSAULT reported"}),
    # help by arms
    ("Somali forces backed by Kenyan warplanes captured the town.", {"KEN>SOM AID asserted"}),
    # two who travel
    ("The presidents of Kenya and Uganda travelled to Burundi to mediate.",
     {"KEN>BDI CONSULT asserted", "UGA>BDI CONSULT asserted"}),
    # what is implied
    ("Ecuador asks Colombia for help with the fires.",
     {"ECU>COL REQUEST asserted", "COL>ECU AID hypothetical"}),
    ("Canada says it may impose sanctions on Sudan.",
     {"CAN>SDN THREATEN asserted", "CAN>SDN SANCTION hypothetical"}),
    ("Sweden calls for Russia to be expelled from the council.", {"SWE>RUS ACCUSE asserted"}),
    ("South Korea closed the office after the North Korean government rejected talks.",
     {"PRK>KOR REJECT asserted"}),
    ("Denmark agreed to take in Syrian refugees from Lebanon.", {"DNK>SYR AID hypothetical"}),
    ("Sanctions were imposed by Canada on firms with ties to Sudan.", {"CAN>SDN SANCTION asserted"}),
    ("A rocket fired from Lebanon landed in northern Israel.", {"LBN>ISR ASSAULT asserted"}),
    # whom a deed told in passing meets
    ("Chad closed its border after an attack by Sudanese militiamen.", {"SDN>TCD ASSAULT asserted"}),
    ("Belarus and Poland expelled each other's diplomats.",
     {"BLR>POL SANCTION asserted", "POL>BLR SANCTION asserted"}),
    ("The United States dropped charges against a Turkish minister.", {"USA>TUR CONCEDE asserted"}),
    # help, talks and deeds that stand beside the clause
    ("Norway gave a ton of medicine to hospitals in Bamako, Mali.", {"NOR>MLI AID asserted"}),
    ("Peru would tighten the blockade of Chile in the strait with Cuba's help.", {"CUB>PER AID asserted"}),
    ("Bolivia and Peru agreed to a ceasefire after two days of fierce fighting.",
     {"BOL>PER ASSAULT asserted", "PER>BOL ASSAULT asserted"}),
    ("Two Libyan men are sought in the killing of two Malians.", {"LBY>MLI ASSAULT reported"}),
    ("A Libyan was arrested over a shooting at a school in Mali.", {"LBY>MLI ASSAULT reported"}),
    ("The Afghan team had been denied visas to enter the United States until last week.",
     {"USA>AFG COERCE asserted"}),
    ("Peru has granted diplomatic asylum to five Panamanian army officers holed up in a residence since "
     "last month.",
     {"PER>PAN AID asserted"}),
    ("Chad announced deals between Israel and Bahrain and between Serbia and Kosovo.",
     {"ISR>BHR AGREE asserted", "SRB>XKX AGREE asserted"}),
    ("A village was attacked by Chadian soldiers, killing ten Malians.", {"TCD>MLI ASSAULT asserted"}),
    # what a speaker says of another
    ("France condemned as unacceptable the allegations by Rwanda.", {"FRA>RWA ACCUSE asserted"}),
    ("Chad called Mali's decision wise and brave.", {"TCD>MLI SUPPORT asserted"}),
    ("Chad and Mali have strained relations.", {"TCD>MLI ACCUSE asserted"}),
    ("Peru reiterated its demand today that Chile ease restrictions on Bolivian workers.",
     {"PER>CHL REQUEST asserted"}),
    ("Norway is ready to help defend Poland.", {"NOR>POL SUPPORT hypothetical"}),
    ("Israel and Lebanon renewed negotiations on an Israeli pullback from Lebanon.",
     {"ISR>LBN CONSULT asserted", "ISR>LBN RETREAT hypothetical"}),
    ("Officials of Peru said that removing the sanctions on Cuba is out of the question.",
     {"PER>CUB CONCEDE negated"}),
]  # fmt: skip
NEVER = [
    ("The United States embassy in Beirut urges its citizens to leave Lebanon.", {"LBN"}),
    ("A French drone strike in Iraq killed a Syrian general.", {"IRQ"}),
    ("Ukraine left the Minsk agreement last year.", {"BLR"}),
    ("Peruvian warships began a drill, expected to be joined later by German vessels.", {"DEU"}),
    ("A Turkish national was killed by an airstrike at Iraq's border with Syria.", {"IRQ"}),
]


@pytest.mark.parametrize(("body", "expected"), ALL)
def test_is_told(analyser: Analyser, body: str, expected: set[str]) -> None:
    relations = analyser.analyse([(body, "2019-05-01")])[0].relations
    assert expected <= {f"{r.source}>{r.target} {r.type} {r.status}" for r in relations}


@pytest.mark.parametrize(("body", "never"), NEVER)
def test_is_not_told(analyser: Analyser, body: str, never: set[str]) -> None:
    relations = analyser.analyse([(body, "2019-05-01")])[0].relations
    assert not never & {code for r in relations for code in (r.source, r.target)}
