"""A conversation with the desk, a line at a time: no screen, no cursor, nothing that moves."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index import Client, DeskError, Superseded, clean_line
from tui.linear import speech
from tui.terminal.guard import write

if TYPE_CHECKING:
    from index import Block, Hit, Page, Results

T = TypeVar("T")

_TEN = 10
"""Results, or lines of a long answer, that are said at a time."""
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


class Session:
    """What is being read: results, an article, a place in it; and what each command does."""

    def __init__(self, client: Client, wait: Callable[[Coroutine[Any, Any, T]], T]) -> None:
        self.listening = True
        self._client = client
        self._wait: Callable[[Coroutine[Any, Any, Any]], Any] = wait
        self._results: Results | None = None
        self._hits: list[Hit] = []
        self._said = 0
        self._row = -1
        self._page: Page | None = None
        self._parts: list[Block] = []
        self._part = -1
        self._rest: list[str] = []
        self._names: dict[str, str] = {}

    def say(self, *lines: str) -> None:
        """Print lines, through the guard."""
        for line in lines:
            write(f"{line}\n")

    def begin(self) -> None:
        """Greet, and say what there is."""
        self.say("Foreign Desk, line by line. ? says how, q leaves.")
        with self._failures():
            status = self._wait(self._client.status())
            self._names = {actor.code: actor.name for actor in self._wait(self._client.actors())}
            said = (
                f"{speech.count(status.articles, 'article')}, {speech.count(status.relations, 'relation')}."
            )
            if not status.articles:
                said += " Add some: foreigndesk add FILE. Examples: foreigndesk --linear --seeds"
            self.say(said)
            if status.articles:
                self._search("")

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DeskError as error:
            self.say(str(error))
        except Superseded:
            pass

    # -- what is typed

    def take(self, line: str) -> None:
        """Do what one line asks for."""
        line = clean_line(line).strip()
        word, _, rest = line.partition(" ")
        plain: dict[str, Callable[[], None]] = {
            "": self._on, "n": self._next, "p": self._previous, "b": self._back, "l": self._list,
            "t": self._where, "a": self._all, "u": self._undo, "q": self._leave, "star": self._star,
            "U": self._undo, "Q": self._leave,  # as on the screen
            "?": lambda: self.say(speech.HELP), "help": lambda: self.say(speech.HELP),
        }  # fmt: skip
        with self._failures():
            if line in plain:
                plain[line]()
            elif line.isdecimal() and len(line) < 8:
                self._open(int(line) - 1)
            elif word == "w" and rest in ("", "all"):
                self._who(whole=rest == "all")
            elif word == "r":
                self._relations(rest)
            elif word == "note":
                self._note(rest)
            else:
                self._search(line.removeprefix("/"))

    def _leave(self) -> None:
        self.listening = False

    # -- results

    def _search(self, text: str) -> None:
        self.keep_place()
        results = self._results = self._wait(self._client.search(text, limit=_TEN))
        self._hits, self._said, self._row, self._page = list(results.hits), 0, -1, None
        what = "hit" if text else "article"
        self.say(f"{speech.count(results.total, what)}{f' for {text}' if text else ''}.")
        if results.notice:
            self.say(results.notice)
        if results.total:
            self._say_hits()

    def _say_hits(self) -> None:
        results = self._results
        if results is None or self._said >= results.total:
            self.say("There are no more results.")
            return
        self._fetch(self._said + _TEN)
        self.say(*speech.numbered(self._hits[self._said : self._said + _TEN], self._said + 1))
        self._said = min(self._said + _TEN, len(self._hits))
        if self._said < results.total:
            self.say("Enter says more; a number opens.")

    def _fetch(self, upto: int) -> None:
        results = self._results
        while results is not None and len(self._hits) < min(upto, results.total):
            more = self._wait(self._client.search(results.query, limit=_TEN, offset=len(self._hits)))
            if not more.hits:
                break
            self._hits += more.hits

    def _list(self) -> None:
        self.keep_place()
        self._page, self._said, self._rest = None, 0, []
        self._say_hits()

    # -- an article

    def _open(self, row: int) -> None:
        self._fetch(row + 1)
        if not 0 <= row < len(self._hits):
            self.say(
                f"There is no result {row + 1}."
                if self._hits
                else "There are no results; type words to search."
            )
            return
        self.keep_place()
        self._rest = []
        page = self._page = self._wait(self._client.article(self._hits[row].id))
        self._row, self._parts, self._part = row, speech.paragraphs(page), -1
        self.say(speech.head(page, len(self._parts)))
        self._wait(self._client.seen(page.article.id))
        if page.place and (began := next((n for n, p in enumerate(self._parts) if p.end > page.place), 0)):
            self._part = began - 1
            self.say(f"You were at paragraph {began + 1}.")
        self._on()

    def _on(self) -> None:
        if self._rest:
            self._say_rest()
        elif self._page is None:
            self._say_hits()
        elif self._part + 1 < len(self._parts):
            self._part += 1
            self._say_part()
        else:
            self.say("End of article. n opens the next, l lists the results.")

    def _say_part(self) -> None:
        assert self._page is not None
        block = self._parts[self._part]
        self.say(speech.paragraph(self._page, block, self._part + 1, len(self._parts)))

    def _back(self) -> None:
        if self._page is None or self._part <= 0:
            self.say("This is the beginning.")
            return
        self._part -= 1
        self._say_part()

    def _all(self) -> None:
        if self._page is None:
            self._say_hits()
            return
        while self._part + 1 < len(self._parts):
            self._part += 1
            self._say_part()

    def _next(self) -> None:
        self._open(self._row + 1)

    def _previous(self) -> None:
        if self._row <= 0:
            self.say("This is the first.")
        else:
            self._open(self._row - 1)

    def _where(self) -> None:
        if self._page is None:
            total = self._results.total if self._results else 0
            self.say(f"In the results: {self._said} of {total} said.")
            return
        title = self._page.article.title or "No title"
        self.say(f"{title}. Paragraph {self._part + 1} of {len(self._parts)}. Result {self._row + 1}.")

    def keep_place(self) -> None:
        """Remember how far the open article was read."""
        if self._page is not None and self._part >= 0:
            place = self._parts[self._part].start if self._part + 1 < len(self._parts) else 0
            with self._failures():
                self._wait(self._client.save_place(self._page.article.id, place))

    # -- who, and what passed between them

    def _who(self, *, whole: bool) -> None:
        if self._page is None or (self._part < 0 and not whole):
            self.say("Open an article first.")
            return
        mentions = self._page.mentions
        if not whole:
            block = self._parts[self._part]
            mentions = tuple(m for m in mentions if block.start <= m.start < block.end)
        self.say(speech.named(mentions, self._names))

    def _relations(self, rest: str) -> None:
        names = [name for name in _TWO.split(rest.strip()) if name]
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

    def _say_rest(self) -> None:
        lines, self._rest = self._rest[:_TEN], self._rest[_TEN:]
        self.say(*lines)
        if self._rest:
            self.say(f"{len(self._rest)} more: Enter says them.")

    # -- what the person makes

    def _note(self, rest: str) -> None:
        name, told, text = rest.partition(":")
        if not name.strip():
            self.say("Name a country: note France, or note France: some words")
            return
        code = self._code(name.strip())
        note = self._wait(self._client.note(code))
        if told:
            whole = f"{note.text.rstrip()}\n{text.strip()}\n" if note.text.strip() else f"{text.strip()}\n"
            self._wait(self._client.save_note(replace(note, text=whole), note.text))
            self.say("Kept.")
        else:
            self.say(note.text.strip() or "There is no note yet.")

    def _star(self) -> None:
        if self._page is None:
            self.say("Open an article first.")
            return
        id_ = self._page.article.id
        marked = self._wait(self._client.marked([id_])).get(id_)
        self._wait(self._client.mark([id_], "star", not (marked and marked.star)))
        self.say("The star is taken away." if marked and marked.star else "Starred.")

    def _undo(self) -> None:
        undone = self._wait(self._client.undo())
        self.say(f"Undone: {undone}." if undone else "There is nothing to undo.")
