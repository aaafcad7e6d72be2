"""Makes files that are meant to break readers: bombs, loops, traversal, nonsense. None is larger than a few MB.

Run by itself it reads them all, and prints what became of them with the most memory that was used:

    python -m tests.sources.hostile FOLDER
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.sources.hostile_packed import GOOD, MANY, packed
from tests.sources.making import epub, pdf, warc

SECRET = "the secret of the house"


def files(secret: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents. ``secret`` is a file that nothing may read."""
    yield from _xml(secret)
    yield from packed()
    yield from _documents()
    yield from _html()
    yield from _json()
    yield from _lines()
    yield from _mail()


def _xml(secret: Path) -> Iterator[tuple[str, bytes]]:
    laughs = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    doctypes = {
        "laughs": laughs,
        "quadratic": f'<!ENTITY k "{"a" * 50_000}">',
        "file": f'<!ENTITY k SYSTEM "file://{secret}">',
        "http": '<!ENTITY k SYSTEM "http://127.0.0.1:9/x">',
        "parameter": f'<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY k "x">',
    }
    item = f"<item><title>T</title><description>{GOOD} &k;</description></item>"
    for name, declared in doctypes.items():
        head = f"<?xml version='1.0'?><!DOCTYPE x [{declared}]>"
        times = 2_000 if name == "quadratic" else 1
        rss = f"{head}<rss><channel><title>C</title>{item}<item><title>{'&k;' * times}</title></item></channel></rss>"
        yield f"{name}.rss", rss.encode()
        yield f"{name}.opml", f"{head}<opml><body><outline text='&k;' xmlUrl='x'/></body></opml>".encode()
        yield f"{name}.html", f"{head}<html><title>&k;</title><p>{GOOD}</p></html>".encode()
        book = epub({"a.xhtml": f"{head}<html><body><h1>&k;</h1><p>{GOOD}</p></body></html>"})
        yield f"{name}.epub", book
    yield "deep.rss", b"<?xml version='1.0'?><rss>" + b"<a>" * 200_000
    yield (
        "attributes.rss",
        b"<?xml version='1.0'?><rss " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b">",
    )
    yield (
        "author.rss",
        (
            f"<?xml version='1.0'?><rss><channel><item><title>{GOOD}</title><author>{'a' * 300_000}</author></item></channel></rss>"
        ).encode(),
    )
    yield "endless.rss", b"<?xml version='1.0'?><rss><channel><item><title>" + b"<![CDATA[" * 50_000
    yield (
        "base.atom",
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://[::1'><entry><link href='//['/></entry></feed>",
    )


def _documents() -> Iterator[tuple[str, bytes]]:
    page = "<html><body><h1>T</h1><p>{}</p></body></html>"
    yield "chapter.epub", epub({"good.xhtml": page.format(GOOD), "bomb.xhtml": page.format(" " * MANY)})
    yield "cover.epub", epub({"good.xhtml": page.format(GOOD)}, extra={"OEBPS/cover.jpg": b"\0" * MANY})
    yield (
        "traversal.epub",
        epub({"../../../../etc/passwd": page.format(GOOD), "good.xhtml": page.format(GOOD)}),
    )
    yield "nothing.epub", epub({})
    yield "spine.epub", epub({f"{number}.xhtml": page.format(GOOD) for number in range(2_000)})
    stream = zlib.compress(b"BT /F1 9 Tf (a) Tj ET " * (MANY // 22), 9)
    yield "bomb.pdf", pdf([[]], stream=stream)
    yield "zeros.pdf", pdf([[]], stream=zlib.compress(b"\0" * MANY, 9))
    good = pdf([[(20, "T"), (10, GOOD)]])
    yield "loop.pdf", good.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    yield "count.pdf", good.replace(b"/Count 1", b"/Count 999999999")
    yield "cut.pdf", good[: len(good) // 2]
    yield "nested.pdf", good.replace(b"<< /Type /Catalog", b"[" * 100_000 + b"<< /Type /Catalog")
    yield "text.pdf", b"%PDF-1.7\n" + GOOD.encode() * 100
    html = b"<html><title>T</title><p>" + GOOD.encode() + b"</p></html>"
    archive = warc({"https://a.example/1": html})
    yield "bomb.warc.gz", gzip.compress(archive + warc({"https://a.example/2": b" " * MANY}), 9)
    yield (
        "encoded.warc",
        archive + warc({"https://a.example/2": gzip.compress(b" " * MANY, 9)}, encoding="gzip"),
    )
    yield "length.warc", archive.replace(b"Content-Length: ", b"Content-Length: 999999999", 2)
    yield "negative.warc", archive.replace(b"Content-Length: ", b"Content-Length: -", 2)
    yield "headers.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000
    yield "address.warc", archive.replace(b"https://a.example/1", b"file:///etc/passwd\x1b[2J")


def _html() -> Iterator[tuple[str, bytes]]:
    good = f"<html><title>T</title><p>{GOOD}</p>".encode()
    for name, piece in {
        "divs": b"<div>", "ends": b"</x>", "tables": b"<table><tr><td>", "lists": b"<ul><li>", "less": b"<",
        "comments": b"<!--", "declarations": b"<![CDATA[", "processing": b"<?x", "references": b"&#x110000;&#0;&",
        "open": b"<a ", "quotes": b"<a href='", "scripts": b"<script>", "headings": b"<h1>", "articles": b"<article>",
        "hidden": b"<div class='share-nav' hidden>", "titles": b"<title>", "times": b"<time datetime='x'>",
        "json": b"<script type='application/ld+json'>[</script>", "spaces": b"<p class='date'> ", "bold": b"<b>x",
        "slashes": b"</", "doctype": b"<!DOCTYPE ", "select": b"<select><option>",
    }.items():  # fmt: skip
        yield f"{name}.html", good + piece * (400_000 // len(piece))
    yield "names.html", good + b"<p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">x"
    yield "class.html", good + b"<div class='" + b"share-" * 60_000 + b"'>x</div>"
    yield "data.html", good + b'<script type="application/ld+json">' + b'{"a":' * 90_000 + b"</script>"
    yield "title.html", b"<html><title>" + b"a - " * 90_000 + b"</title><h1>a</h1><p>" + GOOD.encode()


def _json() -> Iterator[tuple[str, bytes]]:
    good = json.dumps({"title": "T", "body": GOOD}).encode() + b"\n"
    yield "deep.json", b"[" * 200_000
    yield "deep.jsonl", good + b'{"a":' * 200_000 + b"\n" + good
    yield "digits.jsonl", good + b'{"title": "T", "date": ' + b"9" * 10_000 + b"}\n" + good
    yield "numbers.jsonl", good + b'{"title": NaN, "date": -1e999, "body": Infinity}\n' + good
    yield "surrogates.jsonl", good + b'{"title": "\\ud800", "body": "\\udfff\\u0000"}\n' + good
    yield "line.jsonl", good + b'{"title": "T", "body": "' + b"word " * 600_000 + b'"}\n' + good
    yield "broken.jsonl", good + b'{"title": "T"\n\xff\xfe\n{}\nnull\n[]\n"x"\n{"title": {}}\n' + good
    yield "wide.jsonl", good + json.dumps({f"k{n}": n for n in range(50_000)}).encode() + b"\n" + good
    yield "loop.json", json.dumps({"data": {"data": {"data": {"data": {"data": {}}}}}}).encode()


def _lines() -> Iterator[tuple[str, bytes]]:
    yield "quote.csv", b'title,body\n"T,' + b"a,b\n" * 300_000
    yield "zeros.csv", b"title,body\nT\0,B\0\n"
    yield "columns.csv", b",".join(b"c%d" % n for n in range(50_000)) + b"\n" + b"x," * 50_000
    yield "field.csv", b"title,body\nT," + b"a" * 2_000_000 + b"\n"
    for name, piece in {
        "links": b"[", "images": b"![", "pairs": b"[a](", "strong": b"**", "emphasis": b"*a ", "under": b"__a", "code": b"`",
        "comments": b"<!--", "angles": b"<http://", "references": b"[a]: x\n", "escapes": b"\\*", "rules": b"=\n",
        "hashes": b"# ", "lines": b"a\n", "spaces": b" ", "tabs": b"\t\n", "quotes": b"> ", "brackets": b"[a][",
    }.items():  # fmt: skip
        yield f"{name}.md", f"# T\n\n{GOOD}\n\n".encode() + piece * (400_000 // len(piece))
    yield "alias.md", b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: T\n---\n" + GOOD.encode()
    yield "flow.md", b"---\ntitle: " + b"[" * 20_000 + b"\n---\n" + GOOD.encode()
    yield "python.md", b"---\ntitle: !!python/object/apply:os.system ['touch evil']\n---\n" + GOOD.encode()
    yield "front.md", b"---\n" + b"a: b\n" * 100_000 + GOOD.encode()
    yield "toml.md", b"+++\na = " + b"[" * 20_000 + b"\n+++\n" + GOOD.encode()
    yield "marks.txt", ("T\n\n" + "a" + "\u0301" * 200_000 + GOOD).encode()
    yield "escapes.txt", b"T\n\n" + b"\x1b]0;" * 100_000 + GOOD.encode()
    yield "line.txt", b"word " * 800_000
    yield "date.txt", b"T\nDate: " + b"1 " * 100_000 + b"\n\n" + GOOD.encode()
    yield "random.bin", os.urandom(300_000)
    yield "zeros.bin", bytes(300_000)
    yield "empty.txt", b""


def _mail() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@example.org\nTo: b@example.org\nSubject: T\nMIME-Version: 1.0\n"
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1_500)
    )
    yield "nested.eml", head + nested + b"\n" + GOOD.encode()
    yield "parts.eml", head + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 30_000
    yield "boundary.eml", head + b'Content-Type: multipart/mixed; boundary=""\n\n--\n\n' + GOOD.encode()
    yield "words.eml", head + b"Subject: " + b"=?utf-8?q?=C3=A4?= " * 20_000 + b"\n\n" + GOOD.encode()
    yield "comments.eml", head.replace(b"a@example.org", b"(" * 20_000) + b"\n" + GOOD.encode()
    yield "header.eml", head + b"X: " + b"a" * 2_000_000 + b"\n\n" + GOOD.encode()
    yield "headers.eml", head + b"X: a\n" * 200_000 + b"\n" + GOOD.encode()
    yield (
        "parameter.eml",
        head + b"Content-Type: text/plain; " + b"a*0*=x; " * 20_000 + b"\n\n" + GOOD.encode(),
    )
    yield "charset.eml", head + b"Content-Type: text/plain; charset=zlib_codec\n\n" + GOOD.encode()
    yield "base64.eml", head + b"Content-Transfer-Encoding: base64\n\n" + b"!" * 500_000
    yield "uu.eml", head + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n" + b"M" * 500_000
    yield "from.mbox", b"From a@example.org Mon May  3 10:00:00 2021\n\n" * 20_000
    yield (
        "attached.eml",
        head
        + (
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n" * 300
            + GOOD.encode()
        ),
    )


def make(folder: Path) -> None:
    """Write all of them into ``folder``, and names and links that are hostile by themselves."""
    folder.mkdir()
    secret = folder.parent / "secret.txt"
    secret.write_text(SECRET)
    for name, data in files(secret):
        (folder / name).write_bytes(data)
    base = os.fsencode(folder)
    for raw in (
        b"\x1b[2J\x07.txt",
        b"new\nline.txt",
        b"\xff\xfe.txt",
        "\u202egpj.txt".encode(),
        b"%s%n.txt",
        b"-rf.txt",
        b"a" * 250 + b".txt",
    ):
        with open(base + b"/" + raw, "wb") as stream:  # noqa: PTH123
            stream.write(b"T\n\n" + GOOD.encode())
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "up").symlink_to(folder.parent)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "fifo.txt")


def _most_memory() -> int:
    """Megabytes; what getrusage says of a process begins with what the one had that started it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM")), 0)


def main() -> None:
    import resource
    import time

    from index import Article
    from index.sources import confined, files as listed, read

    kinds: dict[str, list[object]] = {}
    for path in listed(Path(sys.argv[1])):
        began = time.monotonic()
        found = list(read(path)) if isinstance(path, Path) else [path]
        name = path.name if isinstance(path, Path) else Path(path.where).name
        articles = [item for item in found if isinstance(item, Article)]
        failures = [item.reason for item in found if not isinstance(item, Article)]
        told = any(SECRET in article.title + article.body for article in articles) or SECRET in str(failures)
        seconds = round(time.monotonic() - began, 1)
        if seconds > 1:
            print(name, seconds, failures[:1], file=sys.stderr, flush=True)
        kinds[name] = [len(articles), failures[:2], told, seconds]
    confined.end_waiting()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    megabytes = [_most_memory(), child]
    print(json.dumps({"files": kinds, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
