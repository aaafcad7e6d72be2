# ruff: noqa: E501 (pages stand on one line)
"""Who wrote an article is read from every format that says it, kept, and shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index import Article, Desk
from index.sources import read
from tests.sources.making import epub, pdf, warc

TEXT = "Water rose in both countries after the dam was opened on Sunday, officials said."


def page(head: str = "", byline: str = "") -> str:
    return f"<html><head><title>Dam</title>{head}</head><body><h1>Dam</h1>{byline}<p>{TEXT}</p></body></html>"


def linked(author: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "author": author})
    return f"<script type='application/ld+json'>{data}</script>"


def rss(author: str) -> str:
    return f"""<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>W</title>
<managingEditor>e@a.example (The Editor)</managingEditor><item><title>Dam</title>{author}</item></channel></rss>"""


BOTH = "Jane Doe, John Roe"
GIVEN: dict[str, tuple[str | bytes, str]] = {
    "person.html": (page(linked({"@type": "Person", "name": "Jane Doe"})), "Jane Doe"),
    "persons.html": (page(linked([{"name": "Jane Doe"}, {"name": "John Roe"}])), BOTH),
    "meta.html": (page("<meta name=author content='Jane Doe'><meta name=author content='John Roe'>"), BOTH),
    "address.html": (
        page("<meta property='article:author' content='https://a.example/jane'>", "<a rel=author>Jane Doe</a>"),
        "Jane Doe",
    ),
    "byline.html": (page("", "<p class='article-byline'>By <a href=/j>Jane Doe</a> and John Roe</p>"), "Jane Doe and John Roe"),
    "date.html": (page("", "<div class=byline>3 May 2021</div>"), ""),
    "creator.rss": (rss("<dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>"), BOTH),
    "author.rss": (rss("<author>jane@a.example (Jane Doe)</author>"), "Jane Doe"),
    "none.rss": (rss(""), ""),
    "feed.atom": (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title><author><name>Jane Doe</name></author>"
        "<entry><title>Dam</title></entry></feed>",
        "Jane Doe",
    ),
    "a.eml": (f"From: Jane Doe <jane@a.example>\nTo: b@a.example\nSubject: Dam\n\n{TEXT}", "Jane Doe"),
    "a.md": (f"---\ntitle: Dam\nauthors: [Jane Doe, John Roe]\n---\n{TEXT}", BOTH),
    "a.jsonl": (json.dumps({"title": "Dam", "body": TEXT, "creator": "By Jane Doe <jane@a.example>"}), "Jane Doe"),
    "a.csv": (f'title,body,author\nDam,"{TEXT}",Jane Doe', "Jane Doe"),
    "admin.csv": (f'title,body,author\nDam,"{TEXT}",admin', ""),
    "a.txt": (f"Dam\nBy Jane Doe\n3 May 2021\n\n{TEXT}", "Jane Doe"),
    "label.txt": (f"Dam\nAuthor: Jane Doe\n\n{TEXT}", "Jane Doe"),
    "a.epub": (epub({"a.xhtml": page()}), BOTH),
    "a.pdf": (pdf([[(20, "Dam"), (10, TEXT)]], author="Jane Doe"), "Jane Doe"),
    "a.warc": (warc({"https://a.example/": page("<meta name=author content='Jane Doe'>").encode()}), "Jane Doe"),
}  # fmt: skip


@pytest.mark.parametrize("name", GIVEN)
def test_the_author_of_each_format(tmp_path: Path, name: str) -> None:
    data, wanted = GIVEN[name]
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert (article.title, article.author) == ("Dam", wanted)
    assert "Doe" not in article.body
    assert name.endswith(".eml") or "Doe" not in article.source


def show(home: Path) -> list[dict[str, object]]:
    with Desk.open(home) as desk:
        ids = [hit.id for hit in desk.search("water").hits]
    command = [
        sys.executable,
        "-c",
        "from tui.cli import main; main()",
        "--home",
        str(home),
        "show",
        "--jsonl",
        *ids,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_author_that_comes_later_is_kept_and_makes_no_other_article(tmp_path: Path) -> None:
    file, home = tmp_path / "a.csv", tmp_path / "home"
    rows = [f"Dam {number},{TEXT.replace(',', ' ')}" for number in range(2)]
    with Desk.open(home) as desk:
        file.write_text("\n".join(["title,body", *rows]))
        assert desk.add([file]).added == 2
        desk.analyse_pending()
        file.write_text("\n".join(["title,body,author", *(row + ",Jane Doe" for row in rows)]))
        report = desk.add([file])
        assert (report.added, report.updated) == (0, 2)
        assert desk.status().pending == 0
    assert [row["author"] for row in show(home)] == ["Jane Doe", "Jane Doe"]
