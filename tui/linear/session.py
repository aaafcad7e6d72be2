"""A conversation with the desk, a line at a time: no screen, no cursor, nothing that moves."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import index
from index import Client, clean_line
from tui.linear import speech
from tui.linear.finding import Finding
from tui.linear.relating import two

if TYPE_CHECKING:
    from index import Note


def run(home: Path | None = None, *, seeds: bool = False) -> int:
    """Talk until ``q`` or the end of the input; the exit code."""
    with asyncio.Runner() as runner, _hangup_ends():
        client = Client.start(home, seeds=seeds)
        session = Session(client, runner.run)
        try:
            session.begin()
            while session.listening:
                try:
                    session.take(input("> "))
                except KeyboardInterrupt:
                    session.say("", "q leaves.")
        except (EOFError, BrokenPipeError, OSError, _HungUp):
            pass
        finally:
            session.keep_place()
            runner.run(client.close())
    return 0


_JUDGED = re.compile(r"([-+=]|why) ?(\d{1,6})|(=) ?((?:\d{1,6} )?[a-z]+)")
"""``+ 2``, ``-2``, ``= 2 aid``, ``= aid``: no search begins so."""


class _HungUp(Exception):  # noqa: N818 (an end, not an error)
    """The link has gone."""


@contextmanager
def _hangup_ends() -> Iterator[None]:
    def hung_up(number: int, frame: object) -> None:
        raise _HungUp

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, hung_up)
    yield


class Session(Finding):
    """What each command does."""

    def begin(self) -> None:
        """Greet, and say what there is."""
        self.say("Foreign Desk, line by line. ? says how, q leaves.")
        with self._failures():
            status = self._wait(self._client.status())
            self._names = {actor.code: actor.name for actor in self._wait(self._client.actors())}
            counts = speech.count(status.articles, "article"), speech.count(status.relations, "relation")
            said = f"{', '.join(counts).capitalize()}."
            if not status.articles:
                said += " Add some: foreigndesk add FILE. Examples: foreigndesk --linear --seeds"
            self.say(said)
            if status.articles:
                self._search("")

    # -- what is typed

    def take(self, line: str) -> None:
        """Do what one line asks for."""
        line = clean_line(line).strip()
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        plain: dict[str, Callable[[], None]] = {
            "": self._on, "n": self._next, "p": self._previous, "b": self._back, "l": self._list,
            "t": self._where, "a": self._all, "c": self._cite, "u": self._undo, "q": self._leave,
            "U": self._undo, "Q": self._leave,  # as on the screen
            "star": lambda: self._mark("star"), "later": lambda: self._mark("later"),
            "unread": lambda: self._mark("read"), "saved": self._saved,
            "r": lambda: self._relations(""), "w": lambda: self._who(""), "note": lambda: self._note(""),
            "about": self._about, "matrix": self._matrix, "only": lambda: self._only(""),
            "+": lambda: self._judge("accepted", ""), "-": lambda: self._judge("rejected", ""),
            "=": lambda: self._correct(""), "why": lambda: self._why(""),
            "notes": lambda: self._notes(""),
            "?": lambda: self.say(speech.HELP), "help": lambda: self.say(speech.HELP),
        }  # fmt: skip
        with_words: dict[str, Callable[[str], None]] = {
            "r": self._relations, "note": self._note, "notes": self._notes, "tag": self._tag,
            "save": self._save, "sort": self._order, "w": self._who, "only": self._only,
        }  # fmt: skip
        of_relations: dict[str, Callable[[str], None]] = {
            "+": lambda told: self._judge("accepted", told), "-": lambda told: self._judge("rejected", told),
            "=": self._correct, "why": self._why,
        }  # fmt: skip
        with self._failures():
            if line in plain:
                plain[line]()
            elif line.isdecimal() and len(line) < 8:
                self._choose(int(line))
            elif (judged := _JUDGED.fullmatch(line)) is not None:
                of_relations[judged[1] or judged[3]](judged[2] or judged[4])
            elif word == "sort" and rest not in speech.ORDERS:
                self._search(line)
            elif word.rstrip(":") in with_words and (rest or word.endswith(":")):
                with_words[word.rstrip(":")](f": {rest}" if word.endswith(":") else rest)
            else:
                self._search(line.removeprefix("/"))

    def _choose(self, number: int) -> None:
        """A line of the list that was said last, or a result."""
        if not self._choices:
            self._open(number - 1)
        elif 1 <= number <= len(self._choices):
            self._choices[number - 1]()
        else:
            self.say(f"There are {len(self._choices)} to choose from; l lists the results again.")

    def _leave(self) -> None:
        self.listening = False

    # -- what the person makes

    def _note(self, rest: str) -> None:
        """``rest`` names what the note is on, else the open article; after a colon comes what is added."""
        name, told, text = rest.partition(":")
        codes = [self._code(one) for one in two(name)[:2]]
        if codes:
            subject = index.Note("-".join(sorted(codes)), "", kind="pair" if len(codes) > 1 else "country")
        elif self._page is not None:
            article = self._page.article
            subject = index.Note("", "", kind="article", title=article.title, article=article.id)
        else:
            self.say("Open an article first, or name a country or two: note France, note France, Iran: words")
            return
        note: Note = self._wait(self._client.note_about(subject))
        if told and text.strip():
            before = f"{note.text.rstrip()}\n" if note.text.strip() else ""
            kept = self._wait(
                self._client.save_note(replace(note, text=f"{before}{text.strip()}\n"), note.text)
            )
            self.say(f"Kept in your note on {kept.title}. u takes it back.")
        else:
            self.say(
                f"Your note on {note.title}: {note.text.strip()}"
                if note.text.strip()
                else "There is no note yet."
            )

    def _notes(self, words: str) -> None:
        notes = self._wait(self._client.notes(words))
        self._rest = [f"{note.title}: {' '.join(note.text.split())}" for note in notes]
        self._rest = self._rest or ["No note holds these words." if words else "There are no notes yet."]
        self._say_rest()

    def _mark(self, mark: str) -> None:
        if (ids := self._open_id()) is None:
            return
        marked = self._wait(self._client.marked(ids)).get(ids[0], index.Marked())
        said, _ = self._wait(self._client.mark(ids, mark, not getattr(marked, mark)))
        self._say_done(said)

    def _tag(self, name: str) -> None:
        if (ids := self._open_id()) is None:
            return
        tag = "-".join(name.split())
        marked = self._wait(self._client.marked(ids)).get(ids[0], index.Marked())
        has = tag in marked.tags
        said, _ = self._wait(self._client.tag(ids, *(([], [tag]) if has else ([tag], []))))
        self._say_done(said)

    def _open_id(self) -> Sequence[str] | None:
        if self._page is None:
            self.say("Open an article first.")
            return None
        return [self._page.article.id]

    def _say_done(self, said: str) -> None:
        self.say(f"{said[:1].upper()}{said[1:]}. u takes it back." if said else "Nothing changes.")

    def _save(self, name: str) -> None:
        query = self._results.query.strip() if self._results else ""
        if not query:
            self.say("There is no search to save; type words to search.")
            return
        self.say(f"The search is saved as {self._wait(self._client.save_search(name, query))}.")

    def _saved(self) -> None:
        searches = self._wait(self._client.searches())
        self._offer(
            "" if searches else "No search is saved yet: save NAME",
            [(speech.saved(search), partial(self._search, search.query)) for search in searches],
        )

    def _undo(self) -> None:
        undone = self._wait(self._client.undo())
        if undone:
            self._unjudge(undone)
        self.say(f"Undone: {undone}." if undone else "There is nothing to undo.")
