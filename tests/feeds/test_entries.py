"""What feeds of every kind hold becomes articles, and what holds none is said to be what it is."""

from __future__ import annotations

from pathlib import Path

from tests.feeds.conftest import FLOOD, TALKS, Site, allow, articles, fetch, rss


def test_the_full_text_of_linked_pages(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD, link=site.url("")))
    long = "".join(
        f"<p>Paragraph {n} of what the ministers said about the dam and its water.</p>" for n in range(9)
    )
    body = f"<article><h1>Dam talks resume</h1>{long}</article>"
    page = f"<html><head><title>Dam</title></head><body>{body}</body></html>"
    site.says("/a1.html", page, kind="text/html")
    (told,) = fetch(home, url, full=True)
    assert (told.added, told.pages) == (2, 1)
    assert "a2.html" in told.error, "the page that is missing is named"
    talks, flood = articles(home)
    assert "Paragraph 8" in talks.body
    assert flood.body == FLOOD[2]
    fetch(home, url)
    assert "Paragraph 8" in articles(home)[0].body, "a later summary does not take the text away"
    asked = len(site.asked)
    fetch(home, url, full=True)
    assert len(site.asked) == asked + 1, "pages that were fetched are not fetched again"


def test_relative_links_and_hostile_ids(home: Path, site: Site) -> None:
    feed = rss(("note:RUS", "One", "Text one."), ("../../x", "Two", "Text two."), link="/news")
    feed = feed.replace("/news/../../x.html", "javascript:alert(1)")
    url = site.says("/feed", feed)
    assert fetch(home, url)[0].added == 2
    one, two = articles(home)
    assert one.url == site.url("/news/note:RUS.html")
    assert two.url == ""
    assert one.id.isalnum()


def test_two_feeds_cannot_change_each_others_articles(tmp_path: Path, site: Site, other_site: Site) -> None:
    home = allow(tmp_path / "desk", site.host, other_site.host)
    fetch(home, site.says("/feed", rss(TALKS)))
    fetch(home, other_site.says("/feed", rss((TALKS[0], TALKS[1], "A lie."))))
    assert {article.body for article in articles(home)} == {TALKS[2], "A lie."}


def test_atom_and_json_feeds(home: Path, site: Site) -> None:
    atom = site.says(
        "/atom",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Atom Post</title><entry><id>urn:1</id>"
        "<title>Grain ships leave</title><link href='/g'/><updated>2024-05-01T10:00:00Z</updated>"
        "<summary>Three ships left the port.</summary></entry></feed>",
        kind="application/atom+xml",
    )
    feed = site.says(
        "/json",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "JSON Post", "items": [{"id": "1",'
        ' "url": "https://example.org/1", "title": "Border opens", "content_text": "The border opened."}]}',
        kind="application/feed+json",
    )
    assert [told.added for told in fetch(home, atom, feed)] == [1, 1]
    assert {(article.title, article.source) for article in articles(home)} == {
        ("Grain ships leave", "Atom Post"),
        ("Border opens", "JSON Post"),
    }


def test_a_feed_without_entries_is_no_failure(home: Path, site: Site) -> None:
    empty = site.says("/empty", rss())
    other = site.says(
        "/json", '{"version": "https://jsonfeed.org/version/1.1", "title": "JSON Post", "items": []}'
    )
    assert [(told.outcome, told.error) for told in fetch(home, empty, other)] == [("read", ""), ("read", "")]


def test_an_entry_without_text_is_no_failure_of_the_feed(home: Path, site: Site) -> None:
    feed = rss(TALKS).replace("<item>", "<item><guid>sound</guid><enclosure url='/a.mp3'/></item><item>", 1)
    (told,) = fetch(home, site.says("/feed", feed))
    assert (told.added, told.error, told.again) == (1, "", "")


def test_what_is_no_feed_is_said_to_be_what_it_is(home: Path, site: Site) -> None:
    page = (
        "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/real.xml'>"
        "</head><body><p>Welcome.</p></body></html>"
    )
    cases = {
        site.says("/page", page, kind="text/html"): f"the feed that it names is {site.url('/real.xml')}",
        site.says("/picture", b"\x89PNG\r\n\x1a\n" + bytes(64), kind="image/png"): "no feed (image/png)",
        site.says("/empty", ""): "empty",
        site.says("/other", "<?xml version='1.0'?><note>hello</note>"): "no feed",
    }
    told = fetch(home, *cases)
    for feed in told:
        assert feed.outcome == "failed"
        assert cases[feed.url] in feed.error
    assert articles(home) == []


def test_broken_xml_gives_what_came_before_the_break(home: Path, site: Site) -> None:
    whole = rss(TALKS, FLOOD)
    url = site.says("/feed", whole[: whole.index("</description></item></channel>")] + "<")
    (told,) = fetch(home, url)
    assert told.added >= 1
    assert told.error
    site.says("/feed", whole)
    assert fetch(home, url)[0].error == ""
    assert len(articles(home)) == 2
