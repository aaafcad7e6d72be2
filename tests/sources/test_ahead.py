"""Files are read ahead by several processes: in order, whatever becomes of one, and until it is stopped."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path

import pytest

from index.model import Failure
from index.sources import confined, file_document, read_ahead, reading

PAGE = (
    "<html><title>Report {n}</title><p>The ministers met on Thursday and spoke of rivers, for {n} hours.</p>"
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Pages, a text between them, and a list longer than what may wait."""
    for n in range(12):
        (tmp_path / f"{n:02}.html").write_text(PAGE.format(n=n))
    (tmp_path / "03.html").unlink()
    (tmp_path / "03.txt").write_text("Report 3\n\nShort.\n")
    rows = [json.dumps({"title": f"Line {n}", "body": f"Told {n}."}) for n in range(2000)]
    (tmp_path / "05.jsonl").write_text("\n".join(rows))
    return sorted(tmp_path.iterdir())


def titles(files: list[Path], count: int) -> list[str]:
    jobs = ((path.name, file_document(path)) for path in files)
    found = []
    for name, items in read_ahead(jobs, count, lambda: False):
        for item in items:
            found.append(f"{name}: {item.reason if isinstance(item, Failure) else item.article.title}")
    return found


def test_what_is_read_at_once_comes_in_order(files: list[Path]) -> None:
    assert titles(files, 4) == titles(files, 1)
    assert len(titles(files, 3)) == 2012


def test_a_file_that_ends_its_reader_is_named_and_the_others_come(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = """
import os, index.sources.cell as cell, index.sources.reading as reading
def astray(document):
    os._exit(3)
    yield
chosen = reading.choose
def choose(document, head):
    return astray if document.name.endswith("07.html") else chosen(document, head)
reading.choose = choose
cell.main()
"""
    whole = titles(files, 4)
    confined.end_waiting()
    monkeypatch.setattr(confined, "COMMAND", [*confined.COMMAND[:2], "-c", program])
    found = titles(files, 4)
    confined.end_waiting()
    (lost,) = [n for n, (one, other) in enumerate(zip(whole, found, strict=True)) if one != other]
    assert found[lost] == "07.html: its parser crashed (3)"


def test_stopping_waits_for_no_file(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import time; time.sleep(100)"  # a child that never says a word
    confined.end_waiting()
    monkeypatch.setattr(confined, "COMMAND", [*confined.COMMAND[:2], "-c", program])
    began = time.monotonic()
    jobs = ((path.name, file_document(path)) for path in files)
    with closing(read_ahead(jobs, 4, lambda: time.monotonic() - began > 1)) as reading:
        for _, items in reading:
            assert list(items) == []
            break
    assert time.monotonic() - began < 60
    assert confined._idle == []


def test_plain_texts_are_read_by_a_child_when_they_are_large(tmp_path: Path) -> None:
    kinds = {
        "short.txt": ("Title\n\nText.\n", False),
        "long.txt": ("Title\n\n" + "Text. " * 20_000, True),
        "one.json": ('{"title": "T", "body": "B"}', True),
        "table.csv": ("title,body\nT,B\n", True),
        "lines.jsonl": ('{"title": "T", "body": "B"}\n' * 2, True),
        "picture.png": ("\x89PNG", False),
        "empty.txt": ("", False),
    }
    for name, (text, expected) in kinds.items():
        (tmp_path / name).write_text(text, encoding="latin-1")
        assert reading.confined(file_document(tmp_path / name)) == expected, name
