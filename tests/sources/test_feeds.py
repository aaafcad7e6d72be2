"""Files of feeds: RSS, Atom, JSON Feed, whole or broken off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from index import Article
from index.sources import read
from tests.sources.conftest import one

RSS = """<?xml version="1.0" encoding="iso-8859-1"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel><title>Wire</title><language>en</language><item><title>D\xe4mme &amp;amp; Deiche</title>
<link>https://a.example/1</link><guid>tag:1</guid><pubDate>Mon, 03 May 2021 00:00:00 GMT</pubDate>
<description>short&nbsp;&#27;</description>
<c:encoded><![CDATA[<p>One.</p><p>Two &lt;3.</p>]]></c:encoded></item>"""


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Dam</title><id>tag:1</id>
<link rel="self" href="https://b.example"/><link href="https://a.example/1"/><updated>2021-05-03T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two &lt;3.</p></div></content>
</entry></feed>"""


def test_feeds(tmp_path: Path) -> None:
    article = one(tmp_path / "a", RSS.replace("</item>", "</item></channel></rss>").encode("latin-1"))
    wanted = Article(
        "tag:1", "Dämme & Deiche", "One.\n\nTwo <3.", "2021-05-03", "Wire", "https://a.example/1", "en"
    )
    assert article == wanted
    assert one(tmp_path / "b", ATOM) == replace(wanted, title="Dam", lang="")


def test_an_entry_document_is_one_article(tmp_path: Path) -> None:
    head, _, rest = ATOM.partition("<entry>")
    entry = '<entry xmlns="http://www.w3.org/2005/Atom">' + rest.replace("</feed>", "")
    assert "Wire" in head
    for name, text in {"a": entry, "b": f"<?xml version='1.0'?>\n<!-- one -->\n{entry}"}.items():
        article = one(tmp_path / name, text)
        assert (article.id, article.title, article.body) == ("tag:1", "Dam", "One.\n\nTwo <3.")
        assert (article.date, article.url) == ("2021-05-03", "https://a.example/1")


def test_a_json_feed_on_one_line(tmp_path: Path) -> None:
    feed = {
        "version": "x",
        "title": "Wire",
        "items": [{"id": "1", "title": "Dam", "content_html": "<p>One.</p>"}],
    }
    assert one(tmp_path / "a.json", json.dumps(feed)).body == "One."


def test_a_feed_that_breaks_off_or_bears_a_bomb(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes((RSS + "<item><title>half").encode("latin-1"))
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
    )
    (tmp_path / "b.xml").write_text('<?xml version="1.0"?>' + bomb)
    (tmp_path / "c.xml").write_text("<?xml version='1.0'?>" + "<a>" * 100_000)
    article, *failures = read(tmp_path)
    assert isinstance(article, Article)
    assert article.body == "One.\n\nTwo <3."
    assert [Path(getattr(failure, "where", "")).name for failure in failures] == ["a.xml", "b.xml", "c.xml"]
