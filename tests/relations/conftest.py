"""One analyser for all tests of relations, and sentences analysed once a run."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.analysis.analyser import Analyser, Dated
from index.model import Relation
from tests.conftest import Once

Coded = Callable[[str, Sequence[Dated]], dict[str, list[Relation]]]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser(names=False)


@pytest.fixture(scope="session")
def coded(analyser: Analyser, once: Once) -> Coded:
    """``coded(name, articles)``: the relations of each body, coded in one batch, once for all processes."""

    def code(name: str, articles: Sequence[Dated]) -> dict[str, list[Relation]]:
        def fill(folder: Path) -> None:
            found = [list(analysis.relations) for analysis in analyser.analyse(articles)]
            (folder / "relations").write_bytes(pickle.dumps(found))

        found = pickle.loads((once(name, fill) / "relations").read_bytes())
        return dict(zip([body for body, _ in articles], found, strict=True))

    return code
