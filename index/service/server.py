"""The desk as a process of its own: answers numbered questions that come over a socket.

    python -m index.service.server --fd N [--home DIR] [--seeds]

One thread reads questions; each lane has a thread with a ``Desk`` of its own (neither an SQLite connection
nor a Whoosh searcher may be shared between threads). Where only the newest answer is wanted, a question that
waits is dropped when a newer one comes. When the reader goes away, however it goes, the service ends.
"""

from __future__ import annotations

import argparse
import queue
import socket
import threading
import traceback
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from index.desk import Desk
from index.entities import actor_name, resolve
from index.errors import DeskError
from index.service.line import NEWEST_WINS
from index.wire import frame, receive

LANES = {
    "search": "search",
    "explain": "explain",
    "counts": "search",
    "complete": "search",
    "ids": "search",
    "row": "search",
    "searches": "search",
    "article": "page",
    "undo": "keep",
}
LANES |= {
    f"mine.{name}": "keep"
    for name in (
        "mark", "tag", "seen", "save_note", "note_file", "tidy_note", "save_search", "end_tour",
        "places.save", "verdicts.give",
    )
} | {"who.decide": "keep"}  # fmt: skip
"""Question to lane; what is not named here goes to ``page``."""

Question = tuple[int, str, tuple[Any, ...], dict[str, Any]]


class Lane(threading.Thread):
    """Answers the questions of one lane, in order, skipping those that a newer one has overtaken."""

    def __init__(
        self, open_desk: Callable[[], Desk], reply: Callable[[int, Exception | None, Any], None]
    ) -> None:
        super().__init__(daemon=True)
        self._open_desk = open_desk
        self._reply = reply
        self._questions: queue.Queue[Question | None] = queue.Queue()
        self._newest: dict[str, int] = {}
        self._desk: Desk | None = None

    def put(self, question: Question | None) -> None:
        """Queue a question; ``None`` ends the lane after those before it."""
        if question is not None:
            self._newest[question[1]] = question[0]
        self._questions.put(question)

    def run(self) -> None:
        while (question := self._questions.get()) is not None:
            number, name, args, options = question
            if name in NEWEST_WINS and self._newest[name] != number:
                continue
            try:
                self._reply(number, None, self._answer(name, args, options))
            except DeskError as error:
                self._reply(number, error, None)
            except Exception as error:  # noqa: BLE001 (one bad article must not end the service)
                traceback.print_exc()
                self._reply(number, DeskError(f"{name}: {type(error).__name__}: {error}"), None)
        if self._desk is not None:
            self._desk.close()

    def _answer(self, name: str, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        if name == "resolve":
            return resolve(*args)
        if name == "actor_name":
            return actor_name(*args)
        if self._desk is None:
            self._desk = self._open_desk()
        return attrgetter(name)(self._desk)(*args, **options)


def serve(connection: socket.socket, open_desk: Callable[[], Desk]) -> None:
    """Answer until the other end goes away; then finish what was to be kept."""
    sending = threading.Lock()

    def reply(number: int, failure: Exception | None, value: Any) -> None:
        try:
            with sending:
                connection.sendall(frame((number, failure, value)))
        except OSError:
            pass  # the reader has gone; the loop below sees it too

    working: list[bool] = []  # whether analysis was started, once a service
    opening = threading.Lock()  # opening the seeds' desk may fill it first: once is enough

    def open_in_turn() -> Desk:
        with opening:
            desk = open_desk()
            if not working:
                working.append(desk.analyse_in_background())
            return desk

    lanes = {name: Lane(open_in_turn, reply) for name in ("search", "page", "keep", "explain")}
    for lane in lanes.values():
        lane.start()
    try:
        while True:
            question: Question = receive(connection)
            lanes[LANES.get(question[1], "page")].put(question)
    except EOFError:
        lanes["keep"].put(None)
        lanes["keep"].join()


def main(arguments: list[str] | None = None) -> int:
    """Serve one reader; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m index.service.server")
    parser.add_argument("--fd", type=int, required=True)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--seeds", action="store_true")
    options = parser.parse_args(arguments)
    with socket.socket(fileno=options.fd) as connection:
        serve(connection, lambda: Desk.open(options.home, seeds=options.seeds, later=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
