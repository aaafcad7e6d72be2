"""The seed articles keep the format that seeds/README.md promises, and stay varied."""

from __future__ import annotations

import datetime
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9]+(?:-[a-z0-9]+)*\.txt")
BULLET = "  • "

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> str:
    """Return the text as it stands on disk: no newline translation."""
    return path.read_bytes().decode("utf-8")


def body_lines(path: Path) -> list[str]:
    """Return the lines after the title, the date and the blank line."""
    return read(path).rstrip("\n").split("\n")[3:]


def is_heading(line: str) -> bool:
    return bool(line) and not line.startswith(BULLET) and len(line) < 60 and line[-1] not in '.:;,?!"'


def bullets(path: Path) -> list[str]:
    return [line for line in body_lines(path) if line.startswith(BULLET)]


def headings(path: Path) -> list[str]:
    return [line for line in body_lines(path) if is_heading(line)]


def test_about_sixty_briefs() -> None:
    assert 60 <= len(FILES) <= 64


@each_file
def test_opens_with_title_date_and_blank_line(path: Path) -> None:
    title, dated, blank = read(path).split("\n")[:3]
    assert title == title.strip()
    assert 20 <= len(title) <= 90
    assert not title.endswith(".")
    assert re.fullmatch(r"Date: \d{4}-\d{2}-\d{2}", dated)
    assert blank == ""


@each_file
def test_date_is_real_within_range_and_that_of_the_file_name(path: Path) -> None:
    name = NAME.fullmatch(path.name)
    assert name, f"{path.name}: expected YYYY-MM-DD-short-slug.txt"
    day = datetime.date.fromisoformat(read(path).split("\n")[1].removeprefix("Date: "))
    assert 2014 <= day.year <= 2024
    assert day.isoformat() == name.group(1)


@each_file
def test_length(path: Path) -> None:
    words = " ".join(body_lines(path)).replace("•", " ").split()
    assert 120 <= len(words) <= 400


@each_file
def test_text_is_clean(path: Path) -> None:
    text = read(path)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    odd = {ch for ch in text if ch != "\n" and unicodedata.category(ch)[0] == "C"}
    assert not odd, f"control or format characters: {sorted(map(ascii, odd))}"
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]


@each_file
def test_blocks_stand_apart(path: Path) -> None:
    """A blank line lies between any two lines, except between the points of one list."""
    lines = body_lines(path)
    for above, below in pairwise(lines):
        if above and below:
            assert above.startswith(BULLET), f"not a list: {above!r}"
            assert below.startswith(BULLET), f"not a list: {below!r}"
    for line in lines:
        assert line.startswith(BULLET) or line == line.lstrip(), f"indented: {line!r}"


@each_file
def test_a_heading_has_text_under_it(path: Path) -> None:
    blocks = [line for line in body_lines(path) if line]
    assert not is_heading(blocks[0])
    assert not is_heading(blocks[-1])
    for above, below in pairwise(blocks):
        assert not (is_heading(above) and is_heading(below)), f"{above!r} is empty"


def test_titles_openings_and_endings_are_unique() -> None:
    for what, lines in {
        "title": [read(path).split("\n")[0] for path in FILES],
        "opening": [" ".join(body_lines(path)[0].split()[:4]) for path in FILES],
        "ending": [" ".join(body_lines(path)[-1].split()[-4:]) for path in FILES],
    }.items():
        repeated = {line for line in lines if lines.count(line) > 1}
        assert not repeated, f"{what} used twice: {repeated}"


def test_no_sentence_appears_twice() -> None:
    seen: dict[str, str] = {}
    for path in FILES:
        for sentence in re.split(r"(?<=[.!?]) ", " ".join(body_lines(path))):
            if len(sentence.split()) >= 5:
                assert sentence not in seen, f"{path.name} and {seen[sentence]}: {sentence}"
                seen[sentence] = path.name


def test_layout_is_varied() -> None:
    with_headings = sum(bool(headings(path)) for path in FILES)
    with_bullets = sum(bool(bullets(path)) for path in FILES)
    assert 0.25 <= with_headings / len(FILES) <= 0.5
    assert 0.2 <= with_bullets / len(FILES) <= 0.4
    plain = [path for path in FILES if not headings(path) and not bullets(path)]
    assert plain


def test_every_year_is_covered() -> None:
    assert {int(path.name[:4]) for path in FILES} == set(range(2014, 2025))


@pytest.mark.parametrize(
    "place",
    [
        *("Ethiopia|Niger|Gambia|Zimbabwe|Liberia", "Colombia|Brazil|Bolivia|Guyana", "Mexico|Canada"),
        *("Kiribati|Tonga|Solomon Islands", "Kazakhstan", "Nepal|India|Bangladesh", "Philippines|Myanmar"),
        *("Japan", "Saudi Arabia|Qatar", "Armenia|Azerbaijan", "Finland|Greece", "Ross Sea"),
    ],
)
def test_every_region_has_a_brief_of_its_own(place: str) -> None:
    assert [path for path in FILES if re.search(place, body_lines(path)[0])]
