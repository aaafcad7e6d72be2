"""``foreigndesk analyse`` and, as a filter for other programs, ``foreigndesk analyse --jsonl``."""

from __future__ import annotations

import json
import queue
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from index import Analyser, DeskError
from tui.cli.output import complain, mention_row, relation_row, say
from tui.cli.progress import Line, opened, stoppable
from tui.counting import counted

if TYPE_CHECKING:
    from index import Analysis

BATCH = 64
BATCH_CHARACTERS = 400_000
"""Texts, and characters, that are analysed together."""
_LULL = 0.02  # seconds without a line after which what has come is analysed


def run(options: Namespace) -> int:
    """Analyse what awaits it on the desk, or standard input."""
    return _filter(sys.stdin.buffer) if options.jsonl else _pending(options)


def _pending(options: Namespace) -> int:
    line = Line("Analysed")
    with opened(options) as desk:
        with stoppable() as stop:
            done = desk.analyse_pending(progress=line.show, stop=stop)
        line.clear()
        left = desk.status().pending
    say(f"{counted(done, 'article')} analysed" + (f", {left:,} await it." if left else "."))
    return 1 if left else 0


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of the input; ``id`` is given back as it was given."""

    id: Any
    text: str
    date: str | None


def _filter(stream: IO[bytes]) -> int:
    """A line in, a line out, in order; a line that cannot be read is named and the others go on."""
    analyser = Analyser()
    faults = 0
    for batch in _batches(stream):
        texts = [item for item in batch if isinstance(item, _Text)]
        for fault in batch:
            if isinstance(fault, str):
                complain(fault)
                faults += 1
        for text, analysis in zip(texts, _analyse(analyser, texts), strict=True):
            if isinstance(analysis, Exception):
                complain(f"{text.id}: could not be analysed ({type(analysis).__name__}: {analysis})")
                faults += 1
            else:
                sys.stdout.write(json.dumps(_row(text, analysis)) + "\n")
        sys.stdout.flush()
    return 1 if faults else 0


def _analyse(analyser: Analyser, texts: list[_Text]) -> list[Analysis | Exception]:
    pairs = [(text.text, text.date) for text in texts]
    try:
        return list(analyser.analyse(pairs))
    except DeskError:
        raise  # it is no text's fault
    except Exception as error:  # noqa: BLE001 (one text must not take the others with it)
        if len(texts) == 1:
            return [error]
        return [_analyse(analyser, [text])[0] for text in texts]


def _row(text: _Text, analysis: Analysis) -> dict[str, Any]:
    return {
        "id": text.id,
        "mentions": [mention_row(mention) for mention in analysis.mentions],
        "relations": [relation_row(relation) for relation in analysis.relations],
    }


def _batches(stream: IO[bytes]) -> Iterator[list[_Text | str]]:
    """What has come so far, at most a batch: a program that waits for each answer gets it at once."""
    waiting: queue.Queue[_Text | str | None] = queue.Queue(maxsize=4 * BATCH)
    threading.Thread(target=_read, args=(stream, waiting), daemon=True).start()
    ended = False
    while not ended:
        batch: list[_Text | str] = []
        size = 0
        item = waiting.get()
        while item is not None:
            batch.append(item)
            size += len(item.text) if isinstance(item, _Text) else 0
            if len(batch) == BATCH or size >= BATCH_CHARACTERS:
                break
            try:
                item = waiting.get(timeout=_LULL)
            except queue.Empty:
                break
        ended = item is None
        if batch:
            yield batch


def _read(stream: IO[bytes], waiting: queue.Queue[_Text | str | None]) -> None:
    for number, line in enumerate(stream, 1):
        if line.strip():
            waiting.put(_parse(line, number))
    waiting.put(None)


def _parse(line: bytes, number: int) -> _Text | str:
    where = f"standard input, line {number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{where}: not JSON ({error})"
    if not isinstance(row, dict):
        return f"{where}: not an object with id and text"
    text, date = row.get("text"), row.get("date")
    if not isinstance(text, str):
        return f'{where}: "text" is missing or no string'
    return _Text(row.get("id", number), text, date if isinstance(date, str) else None)
