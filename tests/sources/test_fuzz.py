"""Whatever the bytes are, reading ends in articles and failures. ``tests/fuzz/readers.py`` goes on for longer."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from index import Failure
from index.sources import opml
from index.sources.dates import parse_date
from index.sources.decoding import decode
from index.sources.document import bytes_document
from index.sources.reading import read_here
from index.text.hostile import is_hostile
from tests.sources.making import epub, warc
from tests.sources.pages import PAGES

SUFFIXES = st.sampled_from([".txt", ".md", ".json", ".jsonl", ".csv", ".tsv", ".html", ".xml", ".eml", ""])
TEXT = b"Water rose in both countries after the dam was opened on Sunday, officials said."
SEEDS = {
    "epub": epub({"nav.xhtml": "<a href='a.xhtml'>A</a>", "a.xhtml": f"<h1>T</h1><p>{TEXT.decode()}</p>"}),
    "warc": warc({"https://a.example/": b"<title>T</title><p>" + TEXT}),
    "gzip": gzip.compress(b'{"title": "T", "body": "B", "date": "2021-05-03"}\n' * 9),
    "mail": b"From: A <a@b>\nDate: Mon, 03 May 2021 10:00:00 +0000\nSubject: =?utf-8?q?=C3=A4?=\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>'
    + TEXT
    + b"\n--b--\n",
    "mbox": b"From a@b Mon May  3 10:00:00 2021\nSubject: T\n\n" + TEXT,
    "page": PAGES["wordpress"].encode(),
    "feed": b"<?xml version='1.0'?><rss><channel><title>C</title><item><title>T</title><pubDate>Mon, 03 May 2021 "
    b"10:00:00 GMT</pubDate><description>&lt;p&gt;" + TEXT + b"</description></item></channel></rss>",
    "front": b"---\ntitle: T\ndate: 2021-05-03\ntags: [a, b]\n---\n# T\n\n" + TEXT + b" [a](b) ![c](d) **e**",
    "table": b'title,body,date\n"T","' + TEXT + b'",2021-05-03\n',
    "json": b'{"articles": [{"title": "T", "body": ["a", {"b": 1}], "date": 1620000000}]}',
}
QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def nameless() -> bytes:
    """A zip file of a text and of a member that has no name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", TEXT)
        packed.writestr("b", TEXT)
        packed.filelist[-1].filename = ""
    return out.getvalue()


FOUND = {
    "a name that begins like a marked section": b"<html><title>T</title><![entry><p>" + TEXT,
    "an unknown marked section": b"<html><title>T</title><p><![me[x]]>" + TEXT + b"</p>",
    "a marked section that does not end": b"<html><title>T</title><p>" + TEXT + b"<![-9",
    "a text field in an item": b"<?xml version='1.0'?><rss><channel><title>C</title><item><title>T</title>"
    b"<textInput><name>n</name></textInput><description>d</description></item></channel></rss>",
    "a member without a name": nameless(),
}
"""What tests/fuzz/readers.py has found."""


@pytest.mark.parametrize("kind", FOUND)
def test_what_fuzzing_has_found(kind: str) -> None:
    check(FOUND[kind], "x")


def check(data: bytes, name: str) -> None:
    for item in read_here(bytes_document(name, "", data)):
        if isinstance(item, Failure):
            # An error that no reader foresaw names its class; memory and depth have words of their own.
            assert "could not be read (" not in item.reason, item.reason
        else:
            assert item.article.title
            assert not any(map(is_hostile, item.article.title + item.article.body + item.article.source))


@given(st.binary(max_size=400), SUFFIXES)
@QUICK
def test_any_bytes(data: bytes, suffix: str) -> None:
    check(data, "x" + suffix)


@given(st.text(max_size=300), SUFFIXES)
@QUICK
def test_any_text(text: str, suffix: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), "x" + suffix)


@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 12), st.binary(max_size=12)), max_size=6),
    st.integers(0, 6_000),
)
@QUICK
def test_files_of_every_format_with_bytes_changed(
    kind: str, changes: list[tuple[int, int, bytes]], cut: int
) -> None:
    data = SEEDS[kind]
    for place, length, new in changes:
        at = place % len(data) if data else 0
        data = data[:at] + new + data[at + length :]
    check(data[: max(cut, 40)], "x")


@given(st.text(max_size=60) | st.integers() | st.floats() | st.none() | st.lists(st.integers(), max_size=2))
@QUICK
def test_any_date(value: object) -> None:
    found = parse_date(value)
    assert found is None or parse_date(found) == found


@given(st.binary(max_size=300), st.text(max_size=12))
@QUICK
def test_any_encoding(data: bytes, label: str) -> None:
    assert isinstance(decode(data, label), str)


@given(st.binary(max_size=300))
@QUICK
def test_any_list_of_feeds(data: bytes) -> None:
    try:
        opml.parse(b"<opml><body>" + data)
    except ValueError as error:
        assert str(error)
