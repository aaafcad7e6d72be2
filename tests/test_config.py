"""The user's settings: what is read, and what is said when a value is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Config, DeskError


def write(home: Path, text: str) -> Config:
    (home / "config.toml").write_text(text, encoding="utf-8")
    return Config.load(home)


def test_a_desk_without_a_file_has_empty_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    table = Config.load(tmp_path).table("feeds")
    assert dict(table) == {}
    assert table.strings("allow_hosts") == ()
    assert table.number("delay", 1.0, 0, 60) == 1.0


def test_the_desks_own_file_goes_before_the_general_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "general"))
    general = tmp_path / "general" / "foreigndesk"
    general.mkdir(parents=True)
    (general / "config.toml").write_text("[feeds]\ndelay = 7\n", encoding="utf-8")
    assert Config.load(tmp_path).table("feeds").number("delay", 1.0, 0, 60) == 7.0
    assert write(tmp_path, "[feeds]\ndelay = 3\n").table("feeds").number("delay", 1.0, 0, 60) == 3.0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[feeds\n", "not TOML"),
        ("feeds = 3\n", "[feeds]"),
        ("[feeds]\nallow_hosts = 'a'\n", "allow_hosts"),
        ("[feeds]\nallow_hosts = [1]\n", "allow_hosts"),
        ("[feeds]\ndelay = -1\n", "delay"),
        ("[feeds]\ndelay = true\n", "delay"),
        ("[feeds]\nalow_hosts = []\n", "alow_hosts"),
    ],
)
def test_a_wrong_value_is_named_with_its_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(DeskError) as told:
        table = write(tmp_path, text).table("feeds").only({"allow_hosts", "delay"})
        table.strings("allow_hosts")
        table.number("delay", 1.0, 0, 60)
    assert named in str(told.value)
    assert "config.toml" in str(told.value)
