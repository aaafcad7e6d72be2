"""Articles come out of files as a person would read them there, whatever wrote the file."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from index import Article, Failure
from index.sources import read
from index.sources.dates import parse_date
from index.sources.decoding import decode
from tests.sources.conftest import one
from tests.sources.inputs import INPUTS, needs_inputs


@pytest.mark.parametrize(
    "text",
    [
        "Dam in Laos\nDate: 3 May 2021\nSource: Wire\nURL: https://a.example\n\nWater rose..",
        "Dam in Laos\n\nDate: May 3, 2021\nSource: Wire\nLink: https://a.example\n\nWater rose..",
        "Dam in Laos\r\n2021-05-03\r\nSource: Wire\r\nhttps://a.example\r\n\r\nWater rose..",
        "Title: Dam in Laos\nDate: 2021-05-03\nSource: Wire\nURL: https://a.example\n\nWater rose..",
    ],
)
def test_plain_text_with_a_header(tmp_path: Path, text: str) -> None:
    article = one(tmp_path / "a.txt", text)
    assert article.title == "Dam in Laos"
    assert article.date == "2021-05-03"
    assert (article.source, article.url) == ("Wire", "https://a.example")
    assert article.body == "Water rose.."


def test_plain_text_without_a_title(tmp_path: Path) -> None:
    body = (
        "The ministers of both countries met in the capital on\nmonday, and nothing came of it.\n\nMore text."
    )
    article = one(tmp_path / "a.txt", body)
    assert article.body == body
    assert article.title.startswith("The ministers")
    assert one(tmp_path / "b.txt", "Only one line").body == "Only one line"


def test_a_date_in_the_first_paragraph_is_not_a_header(tmp_path: Path) -> None:
    article = one(tmp_path / "a.txt", "Storm\n2019-01-05\n\nFriday, January 4, 2019\n\nIt blew.")
    assert article.date == "2019-01-05"
    assert article.body.startswith("Friday")


def test_markdown(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'Dam: opened'\ndate: 2021-05-03\npublisher: Wire\n---\n\n# Dam: opened\n\n"
        "**Water** rose in [Laos](https://example.org), *slowly*.\n\n## Later\n- one\n"
    )
    article = one(tmp_path / "a.md", text)
    assert (article.title, article.date, article.source) == ("Dam: opened", "2021-05-03", "Wire")
    assert article.body == "Water rose in Laos, slowly.\n\n## Later\n- one"
    assert one(tmp_path / "b.md", "# Heading\n\nText").title == "Heading"


def test_broken_or_hostile_front_matter_does_not_lose_the_text(tmp_path: Path) -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n# Heading\n\nText"
    (tmp_path / "a.md").write_text(bomb)
    failure, article = read(tmp_path / "a.md")
    assert isinstance(failure, Failure)
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Heading", "Text")


@pytest.mark.parametrize(
    "record",
    [
        {"id": 7,
         "title": "T", "body": "B", "date": "2021-05-03", "source": "S", "url": "u", "lang": "EN_us"},
        {"guid": "7", "headline": "T", "text": "B", "pubDate": "Mon, 03 May 2021 00:00:00 GMT",
         "publisher": "S",
         "link": "u", "language": "en-us",
        },
        {"_id": "7", "Title": "T", "content": ["B"], "publishedAt": 1620000000,
         "source": {"id": None, "name": "S"},
         "web_url": "u", "locale": "en-US"},
    ],
)  # fmt: skip
def test_json_lines_under_many_names(tmp_path: Path, record: dict[str, object]) -> None:
    article = one(tmp_path / "a.jsonl", json.dumps(record))
    assert article == Article("7", "T", "B", "2021-05-03", "S", "u", "en-us")


def test_json_that_is_not_lines(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"articles": [{"title": "A"}, {"title": "B"}]}, indent=2))
    assert [article.title for article in read(tmp_path / "a.json") if isinstance(article, Article)] == [
        "A",
        "B",
    ]
    assert one(tmp_path / "b.json", json.dumps({"headline": "C", "text": "d"}, indent=2)).title == "C"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        "Élection à Côte d’Ivoire\n\nLe président a été réélu, a déclaré la commission électorale à Abidjan."
    )
    article = one(tmp_path / "a.txt", text.encode(encoding))
    assert article.title == "Élection à Côte d’Ivoire"
    assert "réélu" in article.body


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = ("Überraschung in Österreich: " * 20).encode() + b"\xff" + " schön".encode()
    assert decode(data).endswith("\ufffd schön")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-12-03", "2024-12-03"),
        ("2024-12-03T09:30:00Z", "2024-12-03T09:30:00+00:00"),
        ("Tue, 03 Dec 2024 09:30:00 +0100", "2024-12-03T09:30:00+01:00"),
        ("December 3rd, 2024", "2024-12-03"),
        ("Tuesday 3 December 2024 at 10:15 GMT", "2024-12-03T10:15:00+00:00"),
        ("3 décembre 2024", "2024-12-03"),
        ("13/4/2024", "2024-04-13"),
        ("2019-01-04 00:00:00", "2019-01-04"),
        ("Fri, 04 Jan 2019 12:00:00 +0000", "2019-01-04"),
        ("2019-01-04T12:00:00+03:00", "2019-01-04T12:00:00+03:00"),
        ("3/4/2024", None),
        ("2024-13-45", None),
        ("2019", None),
        ("May 2024", None),
        ("yesterday", None),
        ("99999999999999999", None),
        (True, None),
    ],
)
def test_dates_are_read_or_left_alone(written: object, date: str | None) -> None:
    assert parse_date(written) == date


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b" \n \n")
    os.mkfifo(tmp_path / "d.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    failures = [item for item in read(tmp_path) if isinstance(item, Failure)]
    assert [Path(failure.where).name for failure in failures] == ["a.bin", "b.txt", "c.txt", "d.txt"]


def test_a_name_that_is_no_text_is_still_a_file(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe\x1b[31m.txt"
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(b"Title\n\nBody")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert article.title == "Title"


def test_a_table_by_any_separator(tmp_path: Path) -> None:
    for name, separator in (("a.csv", ","), ("b.tsv", "\t"), ("c.txt", ";")):
        rows = ["Headline,Text,Published", '"Dam in Laos","One, ""two""\n\nthree",2021-05-03', ",,"]
        quoted = "\n".join(rows).replace(",", separator).replace(f"One{separator}", "One,")
        article = one(tmp_path / name, quoted)
        assert (article.title, article.body) == ("Dam in Laos", 'One, "two"\n\nthree')


PAGE = """<!doctype html><html lang="en"><head><meta charset="windows-1252"><title>D\xe4mme - Wire</title>
<meta property="og:site_name" content="Wire">
<link rel="canonical" href="https://a.example/d">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-03"}</script>
<script>document.write("no")</script><style>p {}</style></head><body><nav><a href="/">Home</a></nav>
<article><h1>D\xe4mme</h1><time datetime="2021-05-03">3 May</time>
<p>Water rose in <b>Laos</b>&nbsp;and <a href="javascript:x">Vietnam</a> after the dam
was opened on Sunday, officials said.</p>
<h2>What follows</h2><ul><li>Talks<ul><li>In June</li></ul></li><li>Aid &amp; boats</li></ul>
<p>Nobody was hurt, according to the authorities of both countries, who met at the border.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_web_page(tmp_path: Path) -> None:
    article = one(tmp_path / "page", PAGE.encode("cp1252"))
    assert (article.title, article.date, article.source) == ("Dämme", "2021-05-03", "Wire")
    assert (article.url, article.lang) == ("https://a.example/d", "en")
    assert article.body == (
        "Water rose in Laos and Vietnam after the dam was opened on Sunday, officials said.\n\n"
        "## What follows\n\n- Talks\n  - In June\n- Aid & boats\n\n"
        "Nobody was hurt, according to the authorities of both countries, who met at the border."
    )


def test_what_is_not_read_yet_is_not_taken_for_text(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<?xml version='1.0'?><rss><channel><title>T</title></channel></rss>")
    (tmp_path / "deep.html").write_text("<div>" * 200_000 + "<p>Deep text")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.4\nplain enough to be taken for text\n")
    article, *failures = read(tmp_path)
    assert isinstance(article, Article)
    assert article.body == "Deep text"
    assert [type(failure) for failure in failures] == [Failure, Failure]


def test_mail_of_many_parts(tmp_path: Path) -> None:
    message = (
        "From: =?utf-8?q?M=C3=BCller?= <m@example.org>\nTo: x@example.org\n"
        "Subject: =?utf-8?q?Gespr=C3=A4che?=\n"
        "Date: Mon, 03 May 2021 10:00:00 +0000\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        "--b\nContent-Type: text/html; charset=utf-8\n\n<h2>Later</h2><p>One <b>two</b>.<script>x</script>\n"
        "--b--\n"
    )
    article = one(tmp_path / "a.eml", message)
    assert (article.title, article.source, article.id) == ("Gespräche", "Müller", "1@example.org")
    assert article.body == "## Later\n\nOne two."
    mbox = "".join(
        f"From x@example.org Mon May  3 10:00:00 2021\nSubject: S{n}\n\n>From here\n\n" for n in range(3)
    )
    (tmp_path / "b.mbox").write_text(mbox)
    assert [getattr(item, "body", item) for item in read(tmp_path / "b.mbox")] == ["From here"] * 3


LAYOUTS = ["txt", "md", "html", "pdf", "eml", "articles.mbox", "articles.epub", "articles.warc.gz"]
LAYOUTS += ["rss.xml", "atom.xml", "feed.json", "articles.jsonl", "articles.csv", "articles_othernames.tsv"]


@needs_inputs
@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_set_of_articles_in_every_layout(layout: str) -> None:
    folder = INPUTS / "formats_wikinews"
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    expected = {record["title"]: record for record in map(json.loads, lines)}
    found = [item for item in read(folder / layout) if isinstance(item, Article)]
    titles = {article.title for article in found}
    assert titles == set(expected) if layout != "pdf" else len(titles & set(expected)) == len(found) == 20
    for article in found:
        assert article.date == expected[article.title]["date"]
        body, wanted = (
            Counter(re.findall(r"\w+", text)) for text in (article.body, expected[article.title]["body"])
        )
        least = 0.95 if layout == "pdf" else 0.97
        assert (body & wanted).total() >= least * max(body.total(), wanted.total())
