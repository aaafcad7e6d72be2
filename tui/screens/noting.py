"""The part of the desk's screen that notes: on what is chosen, inside or in an editor of the person's own."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

import index
from tui import screens
from tui.panes.hits import NOTE
from tui.screens.asking import note_on_pair
from tui.screens.copying import CopyingScreen

if TYPE_CHECKING:
    from index import Note, Page

_EDITOR = "vi"
_TAKE_LINE = frozenset(("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "ne", "mg"))
"""Editors that are told with ``+LINE`` where to begin."""


class NotingScreen(CopyingScreen):
    """``a`` annotates a sentence, a name, the article, a country, a pair; in the note's pane its note."""

    def do_write_note(self) -> None:
        # What is typed from now on is text of the note, though it is not there yet.
        self.note.opening = self.place == "note" or self._subject() is not None
        self._with_note(self._write)

    def do_edit_note(self) -> None:
        self._with_note(self._edit)

    def _with_note(self, do: Callable[[], None]) -> None:
        """Show the note on what is chosen in its pane, then do something with it."""
        if self.place == "note":
            if self.note.key:
                do()
            else:
                self.note.opening = False
                self.say("A note is on something: a in an article, or on the page of a country or a pair.")
            return
        subject = self._subject()
        if subject is None:
            self.say("Choose first what the note is on: an article, a country, a pair.")
            return

        def shown(note: Note) -> None:
            self.note.show_note(note)
            if self.note.key == note.key:
                self.go("note")
                do()
            else:
                self.note.opening = False

        def failed(message: str) -> None:
            self.note.opening = False
            self.say_error(message)

        self.questions.ask("", lambda: self.client.note_about(subject), shown, failed=failed)

    def _subject(self) -> Note | None:
        """What a note written now would be on."""
        if (pair := self._pair_here()) is not None:
            return note_on_pair(*pair)
        if self.place == "relations" and self.relations.actor is not None:
            return index.Note(self.relations.actor.code, "", title=self.relations.actor.name)
        page, hit = self.article.page, self.results.hit
        if self.place == "results" and hit is not None:
            if hit.id.startswith(NOTE):
                return index.Note(hit.id.removeprefix(NOTE), "")
            return index.Note("", "", kind="article", title=hit.title, article=hit.id)
        return self._subject_in(page) if self.place == "article" and page is not None else None

    def _pair_here(self) -> tuple[str, str] | None:
        """The two whose row, page or cell has the keys."""
        if self.place == "pair" and self.pair_pane.page is not None:
            return self.pair_pane.page.a, self.pair_pane.page.b
        if self.place == "matrix":
            return self.matrix.pair
        actor, row = self.relations.actor, self.relations.row
        if self.place == "relations" and actor is not None and row is not None:
            return actor.code, row.partner.code
        return None

    def show_pane(self, pane: str) -> None:
        super().show_pane(pane)
        if pane == "relations":
            self._show_note_of_page()

    def _show_note_of_page(self) -> None:
        """The note beside a page of relations is the one on its country or its pair."""
        page, actor = self.pair_pane.page, self.relations.actor
        if self.right_view == "pair" and page is not None:
            subject = note_on_pair(page.a, page.b)
        elif self.right_view == "relations" and actor is not None:
            subject = index.Note(actor.code, "", title=actor.name)
        else:
            return
        if subject.key != self.note.key:
            self.questions.ask("note", lambda: self.client.note_about(subject), self._show_note)

    def _subject_in(self, page: Page) -> Note:
        article, mention = page.article, self.article.chosen_mention
        if article.id.startswith(NOTE):
            return index.Note(article.id.removeprefix(NOTE), "")
        if mention is not None and mention.actor:
            return index.Note(mention.actor, "", title=self.article.names.get(mention.actor, mention.actor))
        if mention is not None:
            return index.Note("", "", kind="entity", title=mention.entity)
        span = self.article.chosen_sentence
        for remark in page.notes:
            if span is None and remark.start < 0 and not remark.lost:
                return index.Note(remark.key, "")
            if span is not None and remark.start < span[1] and remark.end > span[0]:
                return index.Note(remark.key, "")
        about = index.Note("", "", kind="article", title=article.title, article=article.id)
        if span is None:
            return about
        return replace(about, kind="sentence", sentence=article.body[slice(*span)], start=span[0])

    def _write(self) -> None:
        if self.pane != "note":
            self.go("note")
        self.note.opening = True
        self.run_worker(self.note.write(), exit_on_error=False)

    # -- in an editor of the person's own

    def _edit(self) -> None:
        note = replace(self.note.note, text=self.note.text)
        self.questions.ask(
            "", lambda: self.client.note_file(note), lambda path: self._edit_file(note.key, path)
        )

    def _edit_file(self, key: str, path: str) -> None:
        before = self.note.text
        try:
            with self.app.suspend():
                said = _run_editor(path)
        except SuspendNotSupported:
            said = "This terminal cannot be given to an editor."

        def tidied(note: Note) -> None:
            self.note.show_note(note)
            self.note_kept(note)
            if said:
                self.say_error(said)
            elif note.text != before:
                self.say(f"Your note is kept. {self.keymap.key_of('undo')} takes it back.")

        self.questions.ask("", lambda: self.client.tidy_note(key), tidied)

    def note_kept(self, note: Note) -> None:
        """Show the note in its article too."""
        page = self.article.page
        if page is not None and note.article == page.article.id:
            self.questions.ask("article", lambda: self.client.article(page.article.id), self._refresh_page)

    # -- from a note to what belongs to it

    def do_subject(self) -> None:
        note = self.note.note
        if note.article:
            self.go("article")
            self.ask_article(note.article, at=max(note.start, 0) or None)
        elif note.kind == "pair":
            self.go_pair(*note.key.split("-")[:2])
        elif note.kind == "country" and note.key:
            self._go_actor(note.key)
        elif note.title:
            self._search_for(note.title)

    def do_linked(self) -> None:
        note = self.note.note
        into = dict(note.into)
        choices = [(key, f"from here to {key}") for key in note.out if key not in into]
        choices += [
            (key, f"{'both ways' if key in note.out else 'to here from'} {title}")
            for key, title in into.items()
        ]
        if not choices:
            self.say("No links: write [[RUS]] or [[another note]] in a note to make one.")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.questions.ask("note", lambda: self.client.note(key), self._show_note)

        self.app.push_screen(
            screens.ChoiceScreen("Notes that are linked with this one", choices, does="go there"), chosen
        )


def _run_editor(path: str) -> str:
    """Wait for the person's editor on a file; what went wrong in words, or ''."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _EDITOR
    try:
        command = shlex.split(named)
        if command and Path(command[0]).name in _TAKE_LINE:
            command.append(f"+{Path(path).read_bytes().count(10) + 1}")  # below the front matter
        code = subprocess.run([*command, path], check=False).returncode
    except (OSError, ValueError) as error:  # a quotation mark that is not closed is the latter
        return f"The editor {named} cannot be started: {getattr(error, 'strerror', error)}."
    return "" if code == 0 else f"{named} ended with code {code}."
