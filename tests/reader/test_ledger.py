"""What a person decides is kept, and taken back step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import DeskError
from index.reader import Change, Ledger


def test_a_step_is_undone_as_one(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.step("star", [Change("star", "a", True)])
    ledger.step("3 read", [Change("read", key, True) for key in "abc"] + [Change("star", "a", None)])
    assert ledger.all("read") == {"a": True, "b": True, "c": True}
    assert ledger.get("star", "a") is None

    assert ledger.undo() == ("3 read", (("read", "a"), ("read", "b"), ("read", "c"), ("star", "a")))
    assert (ledger.all("read"), ledger.get("star", "a")) == ({}, True)
    assert ledger.undo() == ("star", (("star", "a"),))
    assert ledger.undo() is None
    assert Ledger(tmp_path).all("star") == {}


def test_what_changes_nothing_is_no_step(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.step("star", [Change("star", "a", True)])
    assert not ledger.step("star", [Change("star", "a", True)])
    ledger.undo()
    assert ledger.undo() is None


def test_a_fact_changed_twice_in_a_step_goes_back_to_what_it_was(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.step("tag", [Change("tag", "a", ["x"])])
    ledger.step("tags", [Change("tag", "a", ["x", "y"]), Change("tag", "a", ["z"])])
    ledger.undo()
    assert ledger.get("tag", "a") == ["x"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "reader.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 20)
    with pytest.raises(DeskError, match=r"reader\.sqlite"):
        Ledger(tmp_path).all("star")
