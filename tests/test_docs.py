"""What the pages and the code say of files is so: every path they name is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = [path for top in ("index", "tui", "tests") for path in sorted((ROOT / top).rglob("*.py"))]
FILES = {
    path.relative_to(ROOT).as_posix()
    for top in ("index", "tui", "tests", "docs", "seeds", ".ci")
    for path in (ROOT / top).rglob("*")
} | {path.name for path in ROOT.iterdir()}

_NAMED = re.compile(r"(?<![\w/.~-])(?:[\w-]+/)*[\w-]+\.(?:py|sql|tsv)\b(?!/)")
_FOLDER = re.compile(r"(?<![\w/.~-])(?:index|tui|tests|docs)/(?:[\w-]+/)*(?![\w*.])")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def there(name: str) -> bool:
    """Whether a file or folder has this path, or its path ends so."""
    name = name.rstrip("/")
    return name in FILES or any(path.endswith(f"/{name}") for path in FILES)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert not [name for name in {*_NAMED.findall(text), *_FOLDER.findall(text)} if not there(name)]


def test_what_the_code_says_of_files_is_so() -> None:
    wrong = []
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if _NAMED.search(text) or _FOLDER.search(text) else ():
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                said = ast.get_docstring(node) or ""
                names = {*_NAMED.findall(said), *_FOLDER.findall(said)}
                wrong += [f"{path.relative_to(ROOT)}: {name}" for name in names if not there(name)]
    assert not wrong


def test_the_house_has_the_rooms_that_its_page_names() -> None:
    """In the table of docs/architecture.md a row names the files of its own folder."""
    rows = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("\n| `")[1:]
    for row in rows:
        place, _, job = row.partition("` | ")
        if place.endswith("/"):
            names = re.findall(r"`((?:\w+/)*\w+\.py)`", job.partition("|")[0])
            lacking = [name for name in names if not (ROOT / place / name).exists()]
            assert not lacking, place
    said = "\n| `".join(rows)
    for top in (ROOT / "index", ROOT / "tui"):
        rooms = [f"{path.parent.name}/" for path in top.glob("*/__init__.py")]
        files = [path.name for path in top.glob("*.py") if not path.name.startswith("_")]
        assert not [name for name in (*rooms, *files) if f"{name}`" not in said], top.name
