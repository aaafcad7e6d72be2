"""The deed in the sentence's own words: what a person reads in the line of an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Desk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, str]]:
    """(source, target) -> what stands before and after the target's name."""
    folder: Path = tmp_path_factory.mktemp("phrasing")
    text = (
        "Peru imposes new sanctions on Chile over copper. Kenya will send troops to Ethiopia. "
        "Spain did not visit Morocco. Chad gave Niger weapons. Norway met with Finland in Oslo. "
        "Cuba arrested a Haitian envoy. Malta urged Libya to open a port. "
        "Greece was attacked by Turkey in June. Japan's criticism of Nepal went on. "
        "Oman warned against Iranian attacks. Brazil cautions its citizens against trips to Ghana. "
        "Ecuador accepted the credentials of envoys from Gabon. "
        "Laos ordered the release of Nepalese pilgrims."
    )
    (folder / "a.txt").write_text(f"Deeds\n\n{text}\n", encoding="utf-8")
    with Desk.open(folder / "desk") as desk:
        desk.add([folder / "a.txt"])
        desk.analyse_pending()
        pages = [desk.actor(count.code) for count in desk.actors()]
        return {
            (e.source, e.target): e.said
            for page in pages
            for partner in page.partners
            for e in partner.events
        }


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("PER", "CHL"), ("imposed new sanctions on", "")),
        (("KEN", "ETH"), ("may send troops to", "")),
        (("ESP", "MAR"), ("did not visit", "")),
        (("TCD", "NER"), ("gave", "weapons")),
        (("FIN", "NOR"), ("met with", "")),
        (("CUB", "HTI"), ("", "")),  # nobody arrests a country
        (("MLT", "LBY"), ("urged", "")),
        (("TUR", "GRC"), ("attacked", "")),
        (("JPN", "NPL"), ("", "")),
        (("OMN", "IRN"), ("", "")),  # "warned against Iran" is no line
        (("BRA", "GHA"), ("warned against travel to", "")),  # and no threat
        (("ECU", "GAB"), ("accepted the credentials from", "")),
        (("LAO", "NPL"), ("", "")),  # nobody releases a country
    ],
)
def test_said(
    told: dict[tuple[str, str], tuple[str, str]], pair: tuple[str, str], said: tuple[str, str]
) -> None:
    assert told[pair] == said


def test_words_that_tell_nothing_are_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "A brief\nDate: 2024-03-12\n\nChad was responsible for the deaths of hundreds of Libyan soldiers.\n"
    )
    with Desk.open(tmp_path / "home") as desk:
        desk.add([tmp_path / "a.txt"])
        desk.analyse_pending()
        quotes = {event.quote for partner in desk.actor("TCD").partners for event in partner.events}
    assert quotes == {""}
