"""Fetching feeds from a real server: what is added, what is asked, and what each failure leads to."""

from __future__ import annotations

import gzip
import time
import zlib
from pathlib import Path

import pytest

from index import Desk, DeskError, Feeds
from tests.feeds.conftest import FLOOD, TALKS, Handler, Site, allow, articles, fetch, rss


def test_articles_come_once_with_the_feeds_title_as_source(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD, link=site.url("")))
    (first,) = fetch(home, url)
    assert (first.outcome, first.added, first.error) == ("read", 2, "")
    (again,) = fetch(home, url)
    assert (again.added, again.updated, again.known) == (0, 0, 2)
    talks = articles(home)[0]
    assert talks.source == "River Post"
    assert talks.url == site.url("/a1.html")
    assert talks.date.startswith("2024-03-12")
    assert Feeds(home).rows()[0].title == "River Post"


def test_an_updated_entry_updates_its_article(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD))
    fetch(home, url)
    before = articles(home)
    site.says("/feed", rss((TALKS[0], "Dam talks fail", "Egypt left the talks."), FLOOD))
    (told,) = fetch(home, url)
    assert (told.added, told.updated, told.known) == (0, 1, 1)
    after = articles(home)
    assert [article.title for article in after] == ["Dam talks fail", "Flood in Laos"]
    assert after[0].id == before[0].id


def test_a_title_of_ones_own_stands_as_source(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS))
    Feeds(home).follow(url, "My river")
    fetch(home, url)
    assert articles(home)[0].source == "My river"


def test_only_news_is_asked_for(home: Path, site: Site) -> None:
    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(304)
        else:
            handler.answer(body=rss(TALKS), ETag='"v1"', Last_Modified="Tue, 12 Mar 2024 08:00:00 GMT")

    site.routes["/feed"] = route
    url = site.url("/feed")
    assert fetch(home, url)[0].outcome == "read"
    assert fetch(home, url)[0].outcome == "unchanged"
    headers = site.asked[-1][1]
    assert headers["If-Modified-Since"] == "Tue, 12 Mar 2024 08:00:00 GMT"
    assert headers["User-Agent"].startswith("ForeignDesk/0.")
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_a_feed_that_has_moved_is_followed_to_its_new_address(home: Path, site: Site) -> None:
    old = site.url("/old")
    site.says("/old", rss(TALKS))
    fetch(home, old)
    new = site.says("/new", rss(TALKS, FLOOD))
    site.sends("/old", "/new", 301)
    (told,) = fetch(home, old)
    assert (told.moved, told.added, told.known) == (new, 1, 1)
    assert [row.url for row in Feeds(home).rows()] == [new]
    assert fetch(home, new)[0].known == 2


def test_a_redirect_for_now_changes_no_address(home: Path, site: Site) -> None:
    site.says("/new", rss(TALKS))
    url = site.sends("/old", "/new", 302)
    assert (fetch(home, url)[0].added, Feeds(home).rows()[0].url) == (1, url)


def test_a_feed_that_is_gone_is_not_asked_again(home: Path, site: Site) -> None:
    url = site.says("/feed", "", status=410)
    assert fetch(home, url)[0].outcome == "gone"
    with Desk.open(home) as desk:
        report = desk.fetch_feeds()
    assert (report.feeds[0].outcome, report.failed, len(site.asked)) == ("gone", 0, 1)


def test_a_failing_feed_is_left_alone_ever_longer_and_the_others_come(home: Path, site: Site) -> None:
    bad = site.says("/bad", "", status=500)
    good = site.says("/good", rss(TALKS))
    told = fetch(home, bad, good)
    assert [(feed.outcome, feed.added) for feed in told] == [("failed", 0), ("read", 1)]
    assert "HTTP 500" in told[0].error
    with Desk.open(home) as desk:
        (rests, _) = desk.fetch_feeds().feeds
        assert rests.outcome == "resting"
        asked_by_name = desk.fetch_feeds([bad]).feeds[0]
    assert asked_by_name.outcome == "failed"
    assert asked_by_name.again > rests.again
    site.says("/bad", rss(FLOOD))
    assert fetch(home, bad)[0].added == 1
    assert Feeds(home).rows()[0].error == ""


def test_a_server_that_asks_for_a_rest_is_given_one(home: Path, site: Site) -> None:
    site.routes["/busy"] = lambda handler: handler.answer(503, Retry_After="7200")
    other = site.says("/other", rss(TALKS))
    told = fetch(home, site.url("/busy"), other)
    assert "too busy" in told[0].error
    assert "left alone" in told[1].error, "the whole host is given its rest"
    assert [path for path, _ in site.asked] == ["/busy"]
    with Desk.open(home) as desk:
        again = desk.fetch_feeds().feeds[0].again
    assert again > time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 7000))


@pytest.mark.parametrize(
    ("ttl", "headers", "minutes"),
    [
        ("<ttl>60</ttl>", {}, 54),
        ("", {"Cache_Control": "public, max-age=1800"}, 27),
        ("<ttl>60</ttl>", {"Cache_Control": "max-age=31536000"}, 54),
        ("<ttl>9999999</ttl>", {}, 1296),
        ("<ttl>soon</ttl>", {"Cache_Control": "no-cache"}, 0),
    ],
)
def test_a_feed_is_not_asked_again_while_it_says_that_it_holds(
    home: Path, site: Site, ttl: str, headers: dict[str, str], minutes: int
) -> None:
    body = rss(TALKS).replace("<channel>", f"<channel>{ttl}")

    def route(handler: Handler) -> None:
        same = handler.headers.get("If-None-Match") == '"v1"'
        handler.answer(304) if same else handler.answer(body=body, ETag='"v1"', **headers)

    site.routes["/feed"] = route
    url = site.url("/feed")
    for _ in range(2):  # the second time it says only that nothing has changed
        (told,) = fetch(home, url)
        assert told.error == ""
        until = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 60 * minutes))
        assert (told.again[:16] >= until[:15]) if minutes else (told.again == "")
    with Desk.open(home) as desk:
        (told,) = desk.fetch_feeds().feeds
    assert told.asked == (minutes == 0)
    assert told.outcome == ("unchanged" if minutes == 0 else "resting")


def test_a_clock_that_has_run_back_lets_no_feed_rest_for_years(
    home: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.says("/feed", "", 500)
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda now=time.time: now() + 5 * 365 * 86_400)
        fetch(home, url)
    site.says("/feed", rss(TALKS))
    assert Feeds(home).rows()[0].again == ""
    with Desk.open(home) as desk:
        (told,) = desk.fetch_feeds().feeds
    assert (told.outcome, told.added) == ("read", 1)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_packed_answers_are_unpacked(home: Path, site: Site, coding: str) -> None:
    text = rss(TALKS).encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw": raw.compress(text) + raw.flush(),
    }[coding]
    name = "gzip" if coding == "gzip" else "deflate"
    url = site.says("/feed", packed, Content_Encoding=name)
    assert fetch(home, url)[0].added == 1


def test_one_connection_a_host_and_several_hosts_at_a_time(
    tmp_path: Path, site: Site, other_site: Site
) -> None:
    home = allow(tmp_path / "desk", site.host, other_site.host)
    both: list[str] = []

    def slow(handler: Handler) -> None:
        handler.server.busy = True  # type: ignore[attr-defined]
        time.sleep(0.3)
        if getattr(site, "busy", False) and getattr(other_site, "busy", False):
            both.append(handler.path)
        handler.server.busy = False  # type: ignore[attr-defined]
        handler.answer(body=rss((handler.path[1:], f"News {handler.path}", "Text.")))

    urls = []
    for number in range(3):
        for server in (site, other_site):
            server.routes[f"/f{number}"] = slow
            urls.append(server.url(f"/f{number}"))
    told = fetch(home, *urls)
    assert [feed.url for feed in told] == urls
    assert all(feed.added == 1 for feed in told)
    assert (site.most_at_once, other_site.most_at_once) == (1, 1)
    assert both, "the two hosts were asked at the same time"


def test_a_pause_is_kept_between_two_requests_to_a_host(tmp_path: Path, site: Site) -> None:
    home = allow(tmp_path / "desk", site.host, delay=0.3)
    times: list[float] = []

    def route(handler: Handler) -> None:
        times.append(time.monotonic())
        handler.answer(body=rss((handler.path[1:], f"News {handler.path}", "Text.")))

    site.routes.update({"/a": route, "/b": route})
    fetch(home, site.url("/a"), site.url("/b"))
    assert times[1] - times[0] >= 0.3


def test_a_feed_that_is_not_followed_is_named(home: Path) -> None:
    with Desk.open(home) as desk, pytest.raises(DeskError, match="is not followed"):
        desk.fetch_feeds(["https://example.org/feed"])


def test_state_that_is_lost_or_damaged_adds_nothing_twice(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD))
    fetch(home, url)
    for name in ("feeds.sqlite", "feeds.sqlite-wal", "feeds.sqlite-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "feeds.sqlite").write_bytes(b"no database at all" * 100)
    (told,) = fetch(home, url)
    assert (told.added, told.updated, told.known) == (0, 0, 2)


def test_stopping_keeps_what_was_fetched(home: Path, site: Site) -> None:
    fast = site.says("/fast", rss(TALKS))

    def slow(handler: Handler) -> None:
        time.sleep(5)
        handler.answer(body=rss(FLOOD))

    site.routes["/slow"] = slow
    for url in (fast, site.url("/slow")):
        Feeds(home).follow(url)
    began = time.monotonic()
    with Desk.open(home) as desk:
        report = desk.fetch_feeds(stop=lambda: len(site.asked) > 1)
    assert time.monotonic() - began < 4
    assert report.stopped
    assert [article.title for article in articles(home)] == [TALKS[1]]


def test_stopping_among_full_texts_keeps_the_feed(home: Path, site: Site) -> None:
    url = site.says("/feed", rss(TALKS, FLOOD, link=site.url("")))
    page = (
        f"<html><body><article>{'<p>Much more than a summary of the talks.</p>' * 9}</article></body></html>"
    )
    for name in ("/a1.html", "/a2.html"):
        site.says(name, page, kind="text/html")
    Feeds(home).follow(url)
    with Desk.open(home) as desk:
        report = desk.fetch_feeds(full=True, stop=lambda: len(site.asked) > 1)
    assert report.stopped
    assert len(articles(home)) == 2
    assert fetch(home, url, full=True)[0].error == ""
    assert all("Much more" in article.body for article in articles(home))
