"""Copying: what is copied, through the terminal on a real pty, and into a real tmux."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from readers import Open, desk_of, press, screen_text, type_text, until
from terminals import Terminal, home_argument

from index import Article, Desk
from tui.panes.citing import citation, quoted
from tui.terminal.clipboard import copy


def _home(folder: Path) -> Path:
    row = {
        "id": "a1", "title": "Talks end", "date": "2020-03-12", "source": "Desk", "url": "https://example.org/a1",
        "body": "France warned Iran on Thursday. The river rose.\n\nNobody spoke.",
    }  # fmt: skip
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n")
    with Desk.open(folder / "home") as desk:
        desk.add([folder / "a.jsonl"])
    return folder / "home"


def test_citations_leave_out_what_is_not_known() -> None:
    whole = Article("a", "Talks  end", "", "2020-03-12", "Desk", "https://example.org")
    assert citation(whole) == "Desk, “Talks end”, 12 March 2020, https://example.org"
    signed = Article("a", "Talks end", "", source="Desk", author="Jane Doe")
    assert citation(signed) == "Jane Doe, Desk, “Talks end”"
    assert citation(Article("a", "Talks end", "", source="Jane", author="Jane")) == "Jane, “Talks end”"
    assert citation(Article("a", "Talks end", "")) == "“Talks end”"
    assert citation(Article("a", "", "", "2020")) == "2020"
    assert quoted("One\nline.", "Desk") == "“One line.” (Desk)"


def test_the_terminal_gets_what_is_copied_and_no_escape_code(tmp_path: Path) -> None:
    with Terminal(*home_argument(_home(tmp_path))) as terminal:
        terminal.until(lambda text: "Talks end" in text)
        terminal.press("\r", quiet=1.0)
        terminal.press("))")
        sent = terminal.press("ys", quiet=1.0)
        found = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)", sent)
        assert found
        text = base64.b64decode(found[1]).decode()
        assert text == "“The river rose.” (Desk, “Talks end”, 12 March 2020, https://example.org/a1)"
        terminal.until(lambda text: "The sentence is in the terminal's clipboard." in text)


def test_what_is_copied_is_harmless() -> None:
    sent: list[str] = []
    copy("a\x1b]52;c;eA==\x07\u202eb", {}, sent.append)
    assert sent == ["a\ufffd]52;c;eA==\ufffdb"]


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_under_tmux_its_buffer_is_filled(tmp_path: Path) -> None:
    server = str(tmp_path / "socket")
    tmux = ["tmux", "-S", server, "-f", "/dev/null"]
    environment = {k: v for k, v in os.environ.items() if k != "TMUX"}
    subprocess.run([*tmux, "new-session", "-d", "-x", "80", "-y", "24"], check=True, env=environment)
    before = os.environ.get("TMUX")
    os.environ["TMUX"] = f"{server},0,0"
    try:
        assert copy("Łódź; $(reboot)", os.environ, lambda _: None) == "tmux's buffer"
        shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=True, env=environment)
        assert shown.stdout.decode() == "Łódź; $(reboot)"
    finally:
        os.environ.pop("TMUX")
        if before is not None:
            os.environ["TMUX"] = before
        subprocess.run([*tmux, "kill-server"], check=False, env=environment)


async def test_what_may_follow_is_shown_and_nothing_chosen_is_told(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(_home(tmp_path)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert "ya citation" in screen_text(pilot)
        await press(pilot, "s")
        assert "Choose a sentence first" in screen_text(pilot)


async def test_a_word_is_found_in_the_article(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader(_home(tmp_path)) as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: desk_of(pilot).article.page)
        await press(pilot, "i")
        await type_text(pilot, "nobody")
        await until(pilot, lambda: "France warned" not in screen_text(pilot))
        await press(pilot, "enter")
        article = desk_of(pilot).article
        await until(pilot, lambda: article.chosen_sentence)
        start, end = article.chosen_sentence
        assert article.page.article.body[start:end] == "Nobody spoke."


async def test_a_word_is_found_though_the_article_was_analysed_meanwhile(
    open_reader: Open, tmp_path: Path
) -> None:
    async with open_reader(_home(tmp_path)) as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: desk_of(pilot).article.page)
        await press(pilot, "i")
        await type_text(pilot, "nobody")
        article = desk_of(pilot).article
        before = article.page
        desk_of(pilot).ask_article("a1")
        await until(pilot, lambda: article.page is not before)
        await press(pilot, "enter")
        await until(pilot, lambda: article.chosen_sentence)
