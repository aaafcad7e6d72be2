"""Of a web page the article is read, and nothing that stands around it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from index.sources.html import parse_page
from tests.sources import pages
from tests.sources.inputs import INPUTS, needs_inputs


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", pages.PAGES)
def test_the_article_of_a_page(name: str) -> None:
    page = parse_page(pages.PAGES[name].encode())
    assert (page.title, page.date[:10]) == (pages.TITLE, pages.DAY)
    assert words(page.body) == words(pages.text())
    assert f"## {pages.SUBHEADING}" in page.body.split("\n")
    if pages.URL in pages.PAGES[name]:
        assert (page.url, page.source) == (pages.URL, "Wire")


def test_a_page_that_is_all_links_is_still_read() -> None:
    page = parse_page(
        f"<html><title>News</title><body><nav>Menu</nav><ul>{pages.TEASERS}</ul></html>".encode()
    )
    assert page.body.count("story number") == 6


def test_a_page_that_calls_its_article_by_the_name_of_something_around_it() -> None:
    page = parse_page(f"<title>N</title><div class='widget sidebar'>{pages.BODY}</div>".encode())
    assert words(page.body) == words(pages.text())


def test_what_is_written_without_end_tags() -> None:
    page = parse_page(
        b"<title>T</title><ul><li>One<li>Two<ul><li>Three</ul></ul><p>Four<p>Five<br>six<hr>Seven"
    )
    assert page.body == "- One\n- Two\n  - Three\n\nFour\n\nFive\nsix\n\nSeven"


@needs_inputs
@pytest.mark.parametrize("country", ["iran", "france", "brazil", "china", "germany"])
def test_real_pages(country: str) -> None:
    page = parse_page((INPUTS / "html_statedept" / f"{country}.html").read_bytes())
    assert page.title.lower().startswith(country)
    assert page.source == "United States Department of State"
    assert page.url.endswith(f"/2024-country-reports-on-human-rights-practices/{page.url.rsplit('/', 1)[1]}")
    for around in (
        "cookie",
        "Subscribe",
        "In this section",
        "Build Your Custom Report",
        "Download Report",
        "Tags\n",
    ):
        assert around not in page.body
    assert len(page.body) > 15_000


SCRIPTS = {
    "Ελλάδα και Κύπρος συμφώνησαν": "iso-8859-7 windows-1253",
    "Москва и Киев договорились": "koi8-r windows-1251 iso-8859-5 cp866 x-mac-cyrillic",
    "Zażółć gęślą jaźń w Gdańsku": "iso-8859-2 windows-1250 utf-8 utf-16",
    "日本と韓国は合意した": "shift_jis euc-jp iso-2022-jp",
    "中国和法国达成协议": "gb2312 gbk gb18030 hz",
    "中國和法國達成協議": "big5",
    "한국과 일본은 합의했다": "euc-kr iso-2022-kr",
    "اتفقت مصر والسودان على السد": "windows-1256 iso-8859-6",
    "ישראל וירדן הסכימו": "windows-1255 iso-8859-8",
    "İstanbul ve Şam anlaştı": "windows-1254 iso-8859-9",
    "ไทยและลาวตกลงเรื่องเขื่อน": "tis-620 windows-874",
    "Lietuva ir Latvija susitarė": "windows-1257 iso-8859-13",
}
PYTHONS = {"windows-874": "cp874", "x-mac-cyrillic": "mac-cyrillic"}


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for text in SCRIPTS for label in SCRIPTS[text].split()]
)
def test_a_page_in_the_character_set_that_it_names(text: str, label: str) -> None:
    markup = f"<html><head><meta charset='{label}'><title>T</title></head><body><p>{text}</p></html>"
    assert parse_page(markup.encode(PYTHONS.get(label, label))).body == text
