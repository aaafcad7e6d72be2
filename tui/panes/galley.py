"""The galley: an article set in lines, before what is visible of them is painted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.panes.citing import writer
from tui.panes.wrap import BLANK, MEASURE, Line, lay_out, wrap

if TYPE_CHECKING:
    from index import Page, Remark

_SLICE = 0.008
"""Seconds of laying out a long article at a time, so that a key is never kept waiting."""
_NOTE = "~ "
_FIRST = 400
"""Lines that are laid out before the first paint."""
_NAMED = 4
"""Other sources of the same story that are named."""


class Galley:
    """An article's lines: the first at once, the rest in slices, or sooner when a place is asked for.

    ``finished`` is called when the last slice is laid out. Laying out needs a running event loop.
    """

    def __init__(self, finished: Callable[[], object]) -> None:
        self.lines: list[Line] = []
        self._finished = finished
        self._more: Iterator[Line] = iter(())
        self._laying: asyncio.Task[None] | None = None

    def clear(self) -> None:
        """Hold no lines."""
        self.lines, self._more = [], iter(())
        if self._laying is not None:
            self._laying.cancel()

    def lay_out(self, page: Page, width: int, *, brackets: bool) -> None:
        """Begin anew with an article, in lines of at most ``width`` cells."""
        self.clear()
        self.lines.extend(_head(page, min(width, MEASURE)))
        text = lay_out(page.article.body, width, page.mentions, brackets=brackets)
        self._more = _with_notes(text, page.notes, min(width, MEASURE)) if page.notes else text
        self.fill(lines=_FIRST)
        self._laying = asyncio.create_task(self._finish(self._more))

    def fill(self, *, lines: int = 0, until: int = -1) -> None:
        """Lay out until there are ``lines`` lines, or the place ``until`` is reached; all with neither."""
        for line in self._more:
            self.lines.append(line)
            if lines and len(self.lines) >= lines:
                return
            if line.end > until >= 0:
                return

    async def _finish(self, more: Iterator[Line]) -> None:
        await asyncio.sleep(0)
        began = time.perf_counter()
        for line in more:
            self.lines.append(line)
            if time.perf_counter() - began > _SLICE:
                await asyncio.sleep(0)
                began = time.perf_counter()
        self._finished()

    def line_of(self, at: int, below: int) -> int:
        """The line with a place of the body; at least ``below`` more are laid out if it was not yet."""
        found = self._search(at)
        if found is None:
            self.fill(until=at)
            self.fill(lines=len(self.lines) + below)
            found = self._search(at)
        return len(self.lines) - 1 if found is None else found

    def _search(self, at: int) -> int | None:
        return next((n for n, line in enumerate(self.lines) if line.at and line.end > at), None)

    def first_text(self, top: int) -> Line | None:
        """The first line from ``top`` on that stands in the body, and is no title or blank."""
        return next((line for line in self.lines[top:] if line.at), None)


def _also(page: Page) -> str:
    """Who else carries the story, or how many articles do; ``""`` when no other does."""
    if page.story is None or len(page.story.articles) == 1:
        return ""
    others = [source for source in page.story.sources if source != page.article.source]
    named = ", ".join(others[:_NAMED]) + (f" and {len(others) - _NAMED} more" if len(others) > _NAMED else "")
    count = f"{len(page.story.articles)} articles"
    return f"also in {named} ({count})" if named else f"one story with others ({count})"


def _head(page: Page, width: int) -> Iterator[Line]:
    article = page.article
    title = article.title or "(no title)"
    for start, end in wrap(title, width):
        yield Line(title[start:end], (), 0, "title")
    parts = (article.date or "no date", writer(article), article.source, article.url)
    about = " · ".join(part for part in parts if part)
    for start, end in wrap(about, width):
        yield Line(about[start:end].removesuffix(" ·"), (), 0, "about")  # no dot at a line's end
    for start, end in wrap(also := _also(page), width):
        yield Line(also[start:end], (), 0, "about")
    yield BLANK
    for remark in page.notes:
        if remark.start < 0:
            yield from _note(remark, width)
            yield BLANK


def _with_notes(lines: Iterator[Line], notes: Sequence[Remark], width: int) -> Iterator[Line]:
    """The lines, and below the one in which a sentence ends the note on it."""
    waiting = sorted((remark for remark in notes if remark.start >= 0), key=lambda remark: remark.end)
    for line in lines:
        yield line
        while waiting and line.at and line.end >= waiting[0].end:
            yield from _note(waiting.pop(0), width)


def _note(remark: Remark, width: int) -> Iterator[Line]:
    said = remark.text
    if remark.lost:
        said = f"On a sentence that is no longer here, “{' '.join(remark.lost.split())}”:\n\n{said}"
    for line in lay_out(said, width - len(_NOTE)):
        indent = (line.point + " ").rjust(line.indent) if line.point else " " * line.indent
        yield Line(f"{_NOTE}{indent}{line.text}", (), 0, "note")
