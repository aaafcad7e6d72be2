"""Articles written for these tests, and an index of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from index.model import Article, Results
from index.search import Index

ARTICLES = (
    Article(
        "grain",
        "Russia and Ukraine sign a grain deal",
        "Russia and Ukraine signed an agreement on grain exports.\n\nTurkey had brokered the talks.",
        "2022-07-22",
        "The Daily Post",
    ),
    Article(
        "sanction",
        "Brussels widens its sanctions",
        "The European Union sanctioned twelve Russian banks.\n\nThe sanctions were the ninth round.",
        "2022-12-16",
        "Harbour News",
        author="Ana Muñoz, John Smith",
    ),
    Article(
        "missile",
        "North Korea fires a missile",
        "North Korea fired a missile over the sea. The U.S. condemned the launch; South Korea went on alert.",
        "2024-01-14",
        "Harbour News",
        author="John Muñoz",
    ),
    Article(
        "summit",
        "Leaders meet in São Tomé",
        "The state of the union was the subject, and a missile shield the hope.",
        None,
        "",
    ),
    Article(
        "traite",
        "Un traité",
        "La France et la Belgique ont signé des traités.",
        "2023-05-01",
        "Le Port",
        "",
        "fr",
    ),
)


class Desk:
    """The part of the desk that search needs: an index and the bodies."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.index = Index(home)
        self.bodies: dict[str, str] = {}

    def add(self, *articles: Article) -> None:
        self.bodies |= {article.id: article.body for article in articles}
        self.index.add(articles)

    def fetch(self, ids: Sequence[str]) -> Mapping[str, str]:
        return {identifier: self.bodies.get(identifier, "") for identifier in ids}

    def search(self, text: str, typing: bool = False, **options: object) -> Results:
        return self.index.search(text, bodies=self.fetch, typing=typing, **options)  # type: ignore[arg-type]

    def found(self, text: str, typing: bool = False, **options: object) -> list[str]:
        return [hit.id for hit in self.search(text, typing, **options).hits]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.add(*ARTICLES)
    yield desk
    desk.index.close()
