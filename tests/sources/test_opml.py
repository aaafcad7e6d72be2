"""Lists of feeds come in whatever wrote them, and go out as they came."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from index import Failure
from index.sources import opml, read
from tests.sources.inputs import INPUTS, needs_inputs

LIST = """<?xml version="1.0" encoding="iso-8859-1"?><opml version="1.1"><head><title>Mine</title></head>
<body><outline text="World &amp; Asia">
<outline text="Wire" title="The Wire" xmlUrl=" https://a.example/rss?x=1&amp;y=2 "/>
<outline text="Caf\xe9&nbsp;au lait"><outline text="B" XMLURL="https://b.example/atom"/></outline></outline>
<outline text="B again" xmlUrl="https://b.example/atom" type="rss"/>
<outline text="a/b"><outline text="" xmlUrl="c"/></outline>
<outline text="A link" type="link" url="https://a.example/"/>
"""
FEEDS = [
    ("The Wire", "https://a.example/rss?x=1&y=2", "World & Asia"),
    ("B", "https://b.example/atom", "World & Asia/Café au lait"),
    ("B again", "https://b.example/atom", ""),
    ("c", "c", "a∕b"),
]
BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b %s>]>
<opml><body><outline text="&b;" xmlUrl="x"/></body></opml>"""


def test_a_list_is_read_with_its_folders_even_where_it_breaks_off() -> None:
    whole = LIST + "</body></opml>"
    assert opml.parse(whole.encode("latin-1")) == FEEDS
    assert opml.parse(LIST.encode("latin-1")) == FEEDS
    assert opml.parse(whole.replace("iso-8859-1", "utf-16").encode("utf-16")) == FEEDS


def test_what_is_written_is_read_again() -> None:
    assert sorted(opml.parse(opml.write(FEEDS))) == sorted(FEEDS)


@given(st.lists(st.tuples(st.text(), st.text(), st.text())))
def test_whatever_is_written_is_a_list(feeds: list[tuple[str, str, str]]) -> None:
    assert len(opml.parse(opml.write(feeds))) <= len(feeds)


@pytest.mark.parametrize(
    "data",
    [b"", b"<html></html>", b"<opml", b"not xml", b"<rss><channel/></rss>",
     BOMB % b'"&a;&a;"', BOMB % b'SYSTEM "file:///etc/passwd"',
     b"<opml>" + b"<outline>" * 100_000],
)  # fmt: skip
def test_what_is_no_list_says_so(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"it |its "):
        opml.parse(data)


def test_a_list_of_feeds_is_not_an_article(tmp_path: Path) -> None:
    for name in ("a.opml", "b.xml", "c.txt"):
        (tmp_path / name).write_bytes((LIST + "</body></opml>").encode("latin-1"))
    failures = list(read(tmp_path))
    assert len(failures) == 3
    for failure in failures:
        assert isinstance(failure, Failure)
        assert "a list of feeds" in failure.reason
        assert "foreigndesk feed import" in failure.reason
        assert "\n" not in failure.reason


@needs_inputs
def test_real_lists() -> None:
    lists = sorted((INPUTS / "opml_awesome").rglob("*.opml"))
    assert lists
    read_ = all_ = 0
    for path in lists:
        data = path.read_bytes()
        feeds = opml.parse(data)
        assert len(feeds) == len({(feed.url, feed.folder) for feed in feeds})
        written = set(re.findall(rb'xmlUrl="\s*([^"]+?)\s*"', data))
        read_ += len({feed.url for feed in feeds})
        all_ += len(written)
    assert read_ >= 0.99 * all_, "a fifth of these lists is broken XML"
