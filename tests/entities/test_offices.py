"""Every state has a head, and somebody who governs, in every month: the table of leaders has no holes.

What was vacant, or is known to be missing, stands in ``VACANT_...`` with its reason.
"""

from collections import defaultdict
from itertools import groupby

import pytest

from index.entities.tables import period, rows


def listed(text: str) -> frozenset[str]:
    return frozenset(text.split("|" if "|" in text else None))


HEADS = listed(
    "president|king|queen|emir|sultan|emperor|pope|head of state|head of the presidential council|grand duke|"
    "head of the military council|prince|presidency member|member of the presidency|chairman|leader|"
    "general secretary|captain regent|co-prince|acting president"
)
GOVERN = listed(
    "prime minister|premier|chancellor|taoiseach|chief executive|minister of state|chief adviser|"
    "chairman of the council of ministers"
)
REALMS = listed("AUS CAN NZL JAM BHS BLZ GRD KNA LCA VCT ATG PNG SLB TUV")
"""Their head of state is the British monarch."""
NO_STATE = listed(
    "ASM AIA ABW BMU VGB CYM CXR COK CUW FLK FRO GUF PYF GIB GRL GLP GUM GGY HKG IMN JEY MAC MTQ MYT "
    "MSR NCL NIU MNP PRI REU SHN SXM TCA VIR ESH WLF BLM MAF SPM TKL IOT CCK NFK PCN ALA SJM BES SGS "
    "UMI ATA BVT HMD ATF "
)
"""Territories of other states."""
PRESIDENT_GOVERNS = listed(
    "AFG AGO ARG AZE BDI BEN BFA BLR BOL BRA BRN BWA CHE CHL CIV CMR COD COG COL COM CRI CUB CYP DJI "
    "DOM ECU EGY ERI GAB GHA GIN GMB GNQ GTM GUY HND IDN IRN KAZ KEN KIR KOR LBR MDV MEX MHL MMR MOZ "
    "MWI NAM NGA NIC NRU OMN PAN PER PHL PLW PRY RWA SAU SDN SLE SLV SSD SUR SYC SYR TCD TJK TKM TUN "
    "TUR TWN TZA UGA URY USA UZB VAT VEN ZAF ZMB ZWE FSM AND "
)
"""The head of state governs, or a prime minister only helps."""

VACANT_HEAD = {
    "BRB": "2000-01..2021-10",  # the British monarch
    "FJI": "2000-06..2000-06",  # coup
    "HTI": "2021-08..2024-03 2026-03..2026-12",  # murdered; after the council: not known here
    "IRQ": "2003-05..2004-05",  # occupied
    "KIR": "2003-04..2003-06",  # council of state
    "XKX": "2000-01..2002-02",  # administered by the UN
    "LBN": "2007-12..2008-04 2014-06..2016-09 2022-11..2024-12",  # parliament elected nobody
    "NPL": "2008-06..2008-06",  # from kingdom to republic
    "SMR": "2026-05..2026-12",  # who follows the captains regent of the winter: not known here
    "SSD": "2000-01..2011-06",  # no state yet
    "TLS": "2000-01..2002-04",  # administered by the UN
}
VACANT_GOVERNMENT = {
    "BTN": "2013-05..2013-06 2018-09..2018-10 2023-12..2023-12",  # caretakers before elections
    "SWZ": "2003-10..2003-10 2023-10..2023-10",
    "FJI": "2000-06..2000-06",
    "GEO": "2000-01..2004-01",  # the president governed
    "IRQ": "2003-05..2004-05",
    "XKX": "2000-01..2002-02",
    "LBY": "2000-01..2000-02",
    "MCO": "2016-01..2016-01 2025-02..2025-06",  # acting ministers of state
    "NPL": "2005-03..2006-03",  # the king governed
    "PAK": "2001-07..2002-10",  # General Musharraf governed
    "PSE": "2000-01..2003-02",  # the office was founded in 2003
    "SMR": "2000-01..2026-12",
    "SEN": "2019-06..2022-08",  # the office was abolished
    "SOM": "2000-01..2000-09 2010-10..2010-10",
    "THA": "2014-06..2014-07",  # coup
    "TLS": "2000-01..2002-04",
    "YEM": "2014-10..2014-10",
}
SINCE_1945 = {
    "ARG": HEADS, "AUS": GOVERN, "BRA": HEADS, "CAN": GOVERN, "CHN": HEADS, "DEU": GOVERN, "FRA": HEADS,
    "GBR": GOVERN, "IDN": HEADS, "IND": GOVERN, "ITA": GOVERN, "JPN": GOVERN, "KOR": HEADS, "MEX": HEADS,
    "RUS": HEADS, "SAU": HEADS, "TUR": HEADS, "USA": HEADS, "ZAF": GOVERN | HEADS,
}  # fmt: skip
NONE_1945 = {
    "BRA": "1969-09..1969-09",  # a junta
    "CHN": "1945-01..1949-09",  # before the People's Republic
    "DEU": "1945-01..1949-08",  # occupied
    "IDN": "1945-01..1945-07",  # before independence
    "IND": "1945-01..1947-07",  # before independence
    "JPN": "1945-01..1945-03",
    "KOR": "1945-01..1948-06 1960-05..1960-07",  # before the republic; an acting president
}

Terms = dict[str, list[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def terms() -> Terms:
    found: Terms = defaultdict(list)
    for row in rows("leaders.tsv", "code", "role", "from", "to", "name", "names", "short"):
        code = "RUS" if row["code"] == "SUN" else row["code"]
        found[code].append((row["role"], *period(row)))
    return found


def months(first: int) -> list[str]:
    return [f"{year}-{month:02d}" for year in range(first, 2027) for month in range(1, 13)]


def holes(terms: Terms, code: str, roles: frozenset[str], asked: list[str]) -> str:
    """Return the months without an office holder, as "2001-07..2002-10 ..."."""
    held = [(first, last) for role, first, last in terms[code] if role in roles]
    empty = [
        number
        for number, month in enumerate(asked)
        if not any(first <= f"{month}-31" and last >= month for first, last in held)
    ]
    runs = [[n for _, n in run] for _, run in groupby(enumerate(empty), lambda pair: pair[1] - pair[0])]
    return " ".join(f"{asked[run[0]]}..{asked[run[-1]]}" for run in runs)


def all_holes(terms: Terms, roles: frozenset[str], without: frozenset[str]) -> dict[str, str]:
    codes = [row["code"] for row in rows("countries.tsv", "code", *"abcde")]
    found = {code: holes(terms, code, roles, months(2000)) for code in codes if code not in without}
    return {code: empty for code, empty in found.items() if empty}


def test_every_state_has_a_head_in_every_month_since_2000(terms):
    assert all_holes(terms, HEADS, NO_STATE | REALMS) == VACANT_HEAD


def test_every_state_has_a_government_in_every_month_since_2000(terms):
    assert all_holes(terms, GOVERN, NO_STATE | PRESIDENT_GOVERNS) == VACANT_GOVERNMENT


def test_the_great_powers_have_a_head_in_every_month_since_1945(terms):
    found = {code: holes(terms, code, roles, months(1945)) for code, roles in SINCE_1945.items()}
    assert {code: empty for code, empty in found.items() if empty} == NONE_1945


def test_no_term_ends_before_it_begins():
    for row in rows("leaders.tsv", "code", "role", "from", "to", "name", "names", "short"):
        first, last = period(row)
        assert first <= last, row
