"""Stories of one archive: which articles are copies or updates of one another (``index.stories``).

A story is numbered by its first article. Only articles that share their story with others have a row in
``story``; every other one is a story of its own, by its own number. The smallest shingles of each article lie
in ``sketch``, by spans of days, so that those of one time lie together and are found, and written, together.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from index.archive.connection import telling, transaction
from index.archive.sketches import Postings, Row, look_up, sharing
from index.errors import NotFoundError
from index.model import Copy, Story
from index.stories import Likeness, Text, likeness, sketch

WINDOW = 10
"""Days that copies and updates may be apart."""

_SPAN = 16  # days that lie together
_UNDATED = -1  # the span of articles without a date
_ANY = -2  # the span where some shingles of dated ones lie too, for those without a date to find
_ANY_SHINGLES = 2
_KEEP = "INSERT OR IGNORE INTO sketch VALUES (?, ?, ?)"
_CANDIDATES = 12  # articles that are compared in full with a new one
_HELD = 4_000_000  # shingles of articles just seen that are held, some 400 MB at the very most
_FEW = 8  # words below which the title helps to tell articles apart
_BACKLOG = "stories_backlog"  # archive value: articles up to this number have not been grouped yet

Placing = tuple[int, str, str, str | None]
"""A new article's number, title, body and date."""

_Held = tuple[Text, int | None]  # and its day


class Stories:
    """Finds the story of new articles, and tells of stories."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._texts: OrderedDict[int, _Held] = OrderedDict()
        self._size = 0

    # Articles in; inside the caller's transaction

    def place(self, articles: Sequence[Placing]) -> None:
        """Find the stories of new articles, each among those before it; they are in the archive already."""
        if not articles:
            return
        texts = Text.of_many([_told(title, body) for _, title, body, _ in articles])
        days = [_day(day) for _, _, _, day in articles]
        sketches = [sketch(text.hashes) for text in texts]
        undated = None in days or self._any_undated()
        spans = [_spans(when, undated) for when in days]
        postings = look_up(self._connection, zip(spans, sketches, strict=True))
        rows: list[Row] = []
        for (number, *_), text, when, smallest, near in zip(
            articles, texts, days, sketches, spans, strict=True
        ):
            self._hold(number, (text, when))
            if not smallest:
                continue
            self._link(number, text, when, self._candidates(number, smallest, near, postings))
            own = [(span, shingle, number) for span, part in _places(smallest, when) for shingle in part]
            if postings is None:
                self._connection.executemany(_KEEP, own)
            else:
                postings.add(own)
                rows += own
        self._connection.executemany(_KEEP, sorted(rows))

    def _link(self, number: int, text: Text, when: int | None, candidates: Iterable[int]) -> None:
        links: list[tuple[Likeness, float, int]] = []
        for other in candidates:
            known = self._held_text(other)
            if known is None or not _near(when, known[1]):
                continue
            apart = abs((when or 0) - (known[1] or 0)) if when and known[1] else 0
            kind, score = likeness(text, known[0], apart)
            if kind is not Likeness.OTHER:
                links.append((kind, score, other))
        self._join(number, links)

    def forget(self, number: int) -> None:
        """Take an article out of its story, before it is changed or removed."""
        held = self._held_text(number)
        if held is None:
            return
        execute = self._connection.execute
        for span, hashes in _places(sketch(held[0].hashes), held[1]):
            for shingle in hashes:
                execute(
                    "DELETE FROM sketch WHERE span = ? AND shingle = ? AND article = ?",
                    (span, shingle, number),
                )
        self._drop(number)
        story = execute("SELECT story FROM story WHERE article = ?", (number,)).fetchone()
        if story is None:
            return
        execute("DELETE FROM story WHERE article = ?", (number,))
        rest = [row[0] for row in execute("SELECT article FROM story WHERE story = ?", story)]
        if len(rest) == 1:
            execute("DELETE FROM story WHERE article = ?", rest)
        elif story[0] == number:
            execute("UPDATE story SET story = ? WHERE story = ?", (min(rest), number))

    def catch_up(self, limit: int = 500) -> bool:
        """Group up to ``limit`` articles of an archive that is older than stories; False when all are."""
        with transaction(self._connection, self._path) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (_BACKLOG,)).fetchone()
            if row is None:
                return False
            rows = connection.execute(
                "SELECT number, title, body, date FROM article WHERE number <= ?"
                " ORDER BY number DESC LIMIT ?",
                (int(row[0]), limit),
            ).fetchall()
            self.place(rows)
            if len(rows) < limit:
                connection.execute("DELETE FROM meta WHERE key = ?", (_BACKLOG,))
                return False
            connection.execute("UPDATE meta SET value = ? WHERE key = ?", (str(rows[-1][0] - 1), _BACKLOG))
        return True

    def _candidates(
        self, number: int, smallest: Sequence[int], spans: Sequence[int], postings: Postings | None
    ) -> list[int]:
        """Articles of the time that share shingles with a sketch, those that share most first."""
        found = (
            sharing(self._connection, smallest, spans)
            if postings is None
            else postings.sharing(smallest, spans)
        )
        others = [other for other in found if other != number]
        least = 2 if len(smallest) > 3 and _ANY not in spans else 1
        if len(others) < least:
            return []
        return [other for other, count in Counter(others).most_common(_CANDIDATES) if count >= least]

    def _any_undated(self) -> bool:
        question = "SELECT 1 FROM sketch WHERE span = ? LIMIT 1"
        return self._connection.execute(question, (_UNDATED,)).fetchone() is not None

    def _held_text(self, number: int) -> _Held | None:
        if number in self._texts:
            self._texts.move_to_end(number)
            return self._texts[number]
        row = self._connection.execute(
            "SELECT title, body, date FROM article WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        self._hold(number, (Text.of(_told(row[0], row[1])), _day(row[2])))
        return self._texts[number]

    def _hold(self, number: int, held: _Held) -> None:
        self._drop(number)
        self._texts[number] = held
        self._size += len(held[0].hashes)
        while self._size > _HELD and len(self._texts) > 1:
            self._size -= len(self._texts.popitem(last=False)[1][0].hashes)

    def _drop(self, number: int) -> None:
        held = self._texts.pop(number, None)
        if held is not None:
            self._size -= len(held[0].hashes)

    def _join(self, number: int, links: list[tuple[Likeness, float, int]]) -> None:
        """Put an article into the story of its best match; copies of one another are one story."""
        if not links:
            return
        links.sort(reverse=True)
        stories = [self._story_of(other) for kind, _, other in links if kind is Likeness.COPY]
        stories = sorted({*stories, self._story_of(links[0][2])})
        story = stories[0]
        execute = self._connection.execute
        for other in stories:
            if execute("SELECT 1 FROM story WHERE story = ?", (other,)).fetchone() is None:
                execute("INSERT INTO story VALUES (?, ?)", (other, story))
            elif other != story:
                execute("UPDATE story SET story = ? WHERE story = ?", (story, other))
        execute("INSERT INTO story VALUES (?, ?)", (number, story))

    def _story_of(self, number: int) -> int:
        row = self._connection.execute("SELECT story FROM story WHERE article = ?", (number,)).fetchone()
        return number if row is None else int(row[0])

    # Questions

    def of(self, ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The story of each article, and how many articles are in it; 1 when it is alone."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, tuple[int, int]] = {}
        with telling(self._path):
            for start in range(0, len(wanted), 500):
                page = wanted[start : start + 500]
                rows = self._connection.execute(
                    "SELECT a.id, coalesce(s.story, a.number), max((SELECT count(*) FROM story o"
                    " WHERE o.story = s.story), 1) FROM article a LEFT JOIN story s ON s.article = a.number"
                    f" WHERE a.id IN ({','.join('?' * len(page))})",
                    page,
                )
                found.update((id_, (story, copies)) for id_, story, copies in rows)
        return found

    def shared(self) -> dict[str, int]:
        """The story of every article that shares it with others."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT a.id, s.story FROM story s JOIN article a ON a.number = s.article"
            )
            return dict(rows)

    def of_article(self, id_: str) -> Story:
        """The story of one article."""
        return self.get(self.of([id_])[id_][0])

    def get(self, story: int) -> Story:
        """A story with its articles, the oldest first; raises ``NotFoundError`` when there is none."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT a.id, a.title, a.date, a.source FROM article a WHERE a.number IN"
                " (SELECT article FROM story WHERE story = ?1 UNION SELECT ?1"
                "  WHERE NOT EXISTS (SELECT 1 FROM story WHERE article = ?1))"
                " ORDER BY a.date IS NULL, a.date, a.number",
                (story,),
            ).fetchall()
        if not rows:
            raise NotFoundError(f"No story on this desk has the number {story}.")
        articles = tuple(Copy(*row) for row in rows)
        dates = sorted(copy.date for copy in articles if copy.date)
        return Story(
            story,
            articles,
            tuple(dict.fromkeys(copy.source for copy in articles if copy.source)),
            dates[0] if dates else None,
            dates[-1] if dates else None,
        )

    def count(self) -> int:
        """How many stories there are."""
        with telling(self._path):
            row = self._connection.execute(
                "SELECT (SELECT count(*) FROM article) - (SELECT count(*) FROM story)"
                " + (SELECT count(DISTINCT story) FROM story)"
            ).fetchone()
        return int(row[0])


def _told(title: str, body: str) -> str:
    """The text by which an article is compared: its body, with the title where there is hardly any."""
    return body if body.count(" ") >= _FEW else f"{title}\n{body}"


def _day(day: str | None) -> int | None:
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _near(a: int | None, b: int | None) -> bool:
    return a is None or b is None or abs(a - b) <= WINDOW


def _places(smallest: Sequence[int], when: int | None) -> list[tuple[int, Sequence[int]]]:
    """Where a sketch is kept: spans, and which of its shingles."""
    if when is None:
        return [(_UNDATED, smallest)]
    return [(when // _SPAN, smallest), (_ANY, smallest[:_ANY_SHINGLES])]


def _spans(when: int | None, undated: bool) -> Sequence[int]:
    """Where the sketches lie that an article of this day may be like."""
    if when is None:
        return (_UNDATED, _ANY)
    near = range((when - WINDOW) // _SPAN, (when + WINDOW) // _SPAN + 1)
    return (_UNDATED, *near) if undated else near
