"""Books, PDFs, web archives and maildirs: what a person would call an article comes out, and nothing else."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from index import Article, Failure
from index.sources import confined, read
from index.sources.document import bytes_document
from index.sources.reading import read_here
from tests.sources.making import epub, pdf, warc

TEXT = "Water rose in both countries after the dam was opened on Sunday, officials said."
LAST = "Nobody was hurt, according to the authorities of both of the countries."
PAGE = "<html><head><title>x</title></head><body>{}</body></html>"
BOOK = {
    "cover.xhtml": PAGE.format("<img src='c.png'/>"),
    "nav.xhtml": PAGE.format("<nav><a href='a.xhtml#1'>Dam in Laos</a> <a href='b.xhtml'>Aid</a></nav>"),
    "a.xhtml": PAGE.format(f"<h1>Dam in Laos</h1><p class='date'>3 May 2021</p><p>{TEXT}</p>"),
    "b.xhtml": f"<html><body><p>{TEXT} Twice.</p></body></html>",
    "contents.xhtml": PAGE.format(f"<h1>Contents</h1><p>{TEXT}</p>"),
}


def articles(path: Path) -> list[Article]:
    items = list(read(path))
    assert not [item for item in items if isinstance(item, Failure)], items
    return [item for item in items if isinstance(item, Article)]


@pytest.mark.parametrize("mimetype", [True, False])
@pytest.mark.parametrize("name", ["a.epub", "a.zip", "a.txt"])
def test_each_article_of_a_book(tmp_path: Path, name: str, mimetype: bool) -> None:
    (tmp_path / name).write_bytes(epub(BOOK, mimetype=mimetype))
    one, two = articles(tmp_path / name)
    assert (one.title, one.date, one.source, one.lang) == ("Dam in Laos", "2021-05-03", "The Weekly", "en")
    assert one.body == TEXT
    assert (two.title, two.date, two.body) == ("Aid", "2021-05-01", TEXT + " Twice.")


def test_a_book_of_which_a_page_is_missing(tmp_path: Path) -> None:
    data = epub({"a.xhtml": BOOK["a.xhtml"], "b.xhtml": ""})
    (tmp_path / "a.epub").write_bytes(data.replace(b"OEBPS/b.xhtml", b"OEBPS/z.xhtml"))
    one, two = read(tmp_path)
    assert isinstance(one, Article)
    assert isinstance(two, Failure)
    assert two.where.endswith("a.epub!OEBPS/b.xhtml")


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a"])
def test_a_pdf(tmp_path: Path, name: str) -> None:
    lines = [(20, "Dam in Laos"), (10, "3 May 2021")]
    lines += [(10, "Water rose in both countries after the dam was opened on Sun-")]
    lines += [(10, "day, officials said."), (10, LAST[:60]), (10, LAST[60:]), (10, "1")]
    (tmp_path / name).write_bytes(pdf([lines, [(10, "The second page."), (10, "2")]]))
    (article,) = articles(tmp_path / name)
    assert (article.title, article.date) == ("Dam in Laos", "2021-05-03")
    assert article.body == f"{TEXT}\n\n{LAST}\n\nThe second page."


def test_the_title_that_a_pdf_names_unless_it_is_none(tmp_path: Path) -> None:
    page = [[(20, "Dam in Laos"), (10, TEXT)]]
    for number, title in enumerate(["Laos: a dam", "Microsoft Word - dam.docx", "untitled", "scan0001.pdf"]):
        (tmp_path / f"{number}.pdf").write_bytes(pdf(page, title=title))
    assert [article.title for article in articles(tmp_path)] == ["Laos: a dam", *["Dam in Laos"] * 3]


def test_a_pdf_that_holds_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[]]))
    (tmp_path / "b.pdf").write_bytes(pdf([[(10, TEXT)]])[:300])
    failures = list(read(tmp_path))
    assert [type(failure) for failure in failures] == [Failure, Failure]
    assert "without text" in getattr(failures[0], "reason", "")
    assert "damaged" in getattr(failures[1], "reason", "")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("name", ["a.warc", "a"])
def test_the_pages_of_a_web_archive(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    page = f"<html lang=en><title>Dämme</title><h1>Dämme</h1><p>{TEXT}</p></html>".encode("cp1252")
    data = warc({"https://a.example/1": page}, kind="text/html; charset=windows-1252")
    data += warc({"https://a.example/2": page}, status="404 Not Found")
    data += warc({"https://a.example/3.js": b"var x"}, kind="text/javascript")
    data += warc({"https://a.example/4": gzip.compress(page)}, encoding="gzip")
    (tmp_path / name).write_bytes(pack(data))
    one, two = articles(tmp_path / name)
    assert (one.title, one.body, one.url, one.date) == ("Dämme", TEXT, "https://a.example/1", None)
    assert (two.title, two.url) == ("Dämme", "https://a.example/4")


def test_a_web_archive_that_breaks_off(tmp_path: Path) -> None:
    page = f"<html><title>Dam</title><p>{TEXT}</p></html>".encode()
    data = gzip.compress(warc({"https://a.example/1": page})) + gzip.compress(os.urandom(999))[:500]
    (tmp_path / "a.warc.gz").write_bytes(data)
    one, *rest = read(tmp_path / "a.warc.gz")
    assert isinstance(one, Article)
    assert all(isinstance(item, Failure) for item in rest)


def test_a_maildir(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".git/cur"):
        (tmp_path / folder).mkdir(parents=True)
        message = f"From: Wire <w@example.org>\nTo: x@example.org\nSubject: In {folder}\n\n{TEXT}\n"
        (tmp_path / folder / "1620000000.M1P2.host:2,S").write_text(message)
    titles = sorted(article.title for article in articles(tmp_path))
    assert titles == ["In .Sent/cur", "In .Sent/new", "In cur", "In new"]


def test_all_of_these_in_one_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("one.pdf", pdf([[(20, "One"), (10, TEXT)]], title="In the PDF"))
        packed.writestr("two.epub", epub(BOOK))
        packed.writestr(
            "three.warc.gz", gzip.compress(warc({"https://a.example/": b"<title>W</title><p>w.</p>"}))
        )
        packed.writestr("four.html", f"<title>H</title><p>{TEXT}</p>")
    assert [article.title for article in articles(tmp_path)] == ["In the PDF", "Dam in Laos", "Aid", "W", "H"]


def test_a_reader_that_dies_costs_one_file(tmp_path: Path) -> None:
    for name in ("a.html", "c.html"):
        (tmp_path / name).write_text(f"<html><title>T</title><p>{TEXT}</p></html>")
    assert len(articles(tmp_path)) == 2
    for child in confined._idle:
        os.kill(child.process.pid, signal.SIGKILL)
    assert len(articles(tmp_path)) == 2, "another one takes its place"


def test_text_needs_no_parser_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nBody")
    code = (
        "import sys; from index.sources import read; list(read(sys.argv[1]));"
        "bad = {'pypdfium2', 'warcio', 'feedparser', 'trafilatura', 'lxml', 'defusedxml'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "a.txt"], check=True)


@pytest.mark.parametrize(("library", "extra"), [("pypdfium2", "pdf"), ("warcio.archiveiterator", "warc")])
def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch, library: str, extra: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    data = pdf([[(10, TEXT)]]) if extra == "pdf" else warc({"https://a.example/": b"<title>W</title>"})
    (failure,) = read_here(bytes_document("x", "", data))
    assert isinstance(failure, Failure)
    assert f"pip install 'foreigndesk[{extra}]'" in failure.reason
