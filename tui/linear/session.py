"""A conversation with the desk, a line at a time: no screen, no cursor, nothing that moves."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import index
from index import Client, DeskError, clean_line
from tui.linear import speech
from tui.linear.reading import Reading

if TYPE_CHECKING:
    from index import Note

_TWO = re.compile(r"\s*(?:,|\band\b)\s*")


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


class _HungUp(Exception):  # noqa: N818 (an end, not an error)
    """The link has gone."""


@contextmanager
def _hangup_ends() -> Iterator[None]:
    def hung_up(number: int, frame: object) -> None:
        raise _HungUp

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, hung_up)
    yield


class Session(Reading):
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
            "r": lambda: self._relations(""), "w": lambda: self._who(whole=False),
            "w all": lambda: self._who(whole=True), "note": lambda: self._note(""),
            "notes": lambda: self._notes(""),
            "?": lambda: self.say(speech.HELP), "help": lambda: self.say(speech.HELP),
        }  # fmt: skip
        with_words: dict[str, Callable[[str], None]] = {
            "r": self._relations, "note": self._note, "notes": self._notes, "tag": self._tag,
            "save": self._save, "sort": self._order,
        }  # fmt: skip
        with self._failures():
            if line in plain:
                plain[line]()
            elif line.isdecimal() and len(line) < 8:
                self._open(int(line) - 1)
            elif word == "sort" and rest not in speech.ORDERS:
                self._search(line)
            elif word.rstrip(":") in with_words and (rest or word.endswith(":")):
                with_words[word.rstrip(":")](f": {rest}" if word.endswith(":") else rest)
            else:
                self._search(line.removeprefix("/"))

    def _leave(self) -> None:
        self.listening = False

    # -- what passed between whom

    def _relations(self, rest: str) -> None:
        names = _names(rest)
        if not names:
            if self._page is None:
                self.say("Open an article first, or name a country: r France")
                return
            self._rest = speech.told(self._page, self._names)
        elif len(names) == 1:
            self._rest = speech.partners(self._wait(self._client.actor(self._code(names[0]))))
        else:
            pair = self._wait(self._client.pair(self._code(names[0]), self._code(names[1])))
            self._rest = speech.between(pair, self._names)
        self._say_rest()

    def _code(self, name: str) -> str:
        code = self._wait(self._client.resolve(name))
        if code is None:
            raise DeskError(f"Nobody here is called {name}.")
        return str(code)

    # -- what the person makes

    def _note(self, rest: str) -> None:
        """``rest`` names what the note is on, else the open article; after a colon comes what is added."""
        name, told, text = rest.partition(":")
        codes = [self._code(one) for one in _names(name)[:2]]
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
        self._rest = [speech.saved(search) for search in searches] or ["No search is saved yet: save NAME"]
        self._say_rest()

    def _undo(self) -> None:
        undone = self._wait(self._client.undo())
        self.say(f"Undone: {undone}." if undone else "There is nothing to undo.")


def _names(text: str) -> list[str]:
    """One name or two: ``Iran``, ``Iran, Qatar``, ``Iran and Qatar``."""
    return [name for name in _TWO.split(text.strip()) if name]
