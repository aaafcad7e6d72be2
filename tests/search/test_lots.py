"""An index made of many articles on several cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ENOSPC
from pathlib import Path

import pytest

from index.model import Article
from index.search import Index
from index.search.records import Item

ARTICLES = [
    Article(f"n{number}", f"Field {number}", f"Zebras and quinoa, {number % 7} of them.", author="Jane Doe")
    for number in range(1_200)
]
Part = Callable[[], Iterator[Item]]


def parts(number: int) -> list[Part]:
    size = -(-len(ARTICLES) // number)

    def part(start: int) -> Part:
        return lambda: ((article, None) for article in ARTICLES[start : start + size])

    return [part(start) for start in range(0, len(ARTICLES), size)]


def test_what_several_processes_made_answers_as_what_one_made(tmp_path: Path) -> None:
    one, several = Index(tmp_path / "one"), Index(tmp_path / "several")
    one.add(ARTICLES)
    told: list[int] = []
    assert several.fill(lambda _: parts(3), told.append) == len(ARTICLES) == sum(told)
    several.verify()
    for question in ("zebras", "quinoa 3", "field 77*", 'author:"jane doe" 5', '"zebras and quinoa"'):
        a, b = (index.search(question, limit=2_000) for index in (one, several))
        assert a.total > 0
        assert [(hit.id, round(hit.score, 6)) for hit in a.hits] == [
            (hit.id, round(hit.score, 6)) for hit in b.hits
        ]
    assert len(list((tmp_path / "several" / "index").glob("*.trm"))) == 1


def test_a_process_that_dies_at_its_part_is_done_without(tmp_path: Path) -> None:
    mine = os.getpid()

    def dying(number: int) -> list[Part]:
        def last() -> Iterator[Item]:
            for count, article in enumerate(ARTICLES[400:]):
                if count == 300 and os.getpid() != mine:
                    os._exit(9)
                yield article, None

        return [parts(3)[0], last] if number > 1 else parts(1)

    index = Index(tmp_path)
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patched:
        patched.setattr("index.search.index.cores", lambda: 2)
        assert index.fill(dying, lambda _: None) == len(ARTICLES)
    assert index.search("zebras").total == len(ARTICLES)


def test_a_full_disk_is_told_by_its_own_name(tmp_path: Path) -> None:
    def full() -> Iterator[Item]:
        yield ARTICLES[0], None
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        Index(tmp_path).fill(lambda _: [parts(3)[0], full], lambda _: None)
    assert Index(tmp_path).count() == 0
