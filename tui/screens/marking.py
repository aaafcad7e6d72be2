"""The part of the desk's screen that marks: read, star, later and tags, of one article or all chosen ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import index
from tui import screens
from tui.counting import counted
from tui.panes.hits import NOTE
from tui.screens.renewing import RenewingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from index import Marked, Page
    from tui.screens.choice import Choice

    Marking = Callable[[Sequence[str]], Awaitable[tuple[str, dict[str, Marked]]]]

READ_AFTER = 1.5
"""Seconds that an article is open before it counts as read; when it is scrolled it does at once."""


class MarkingScreen(RenewingScreen):
    """Marks what is chosen: in the article pane the article, in the results the chosen rows, or the one."""

    def do_star(self) -> None:
        self._toggle("star", lambda mine: mine.star)

    def do_later(self) -> None:
        self._toggle("later", lambda mine: mine.later)

    def do_read(self) -> None:
        self._toggle("read", lambda mine: mine.read)

    def do_tag(self) -> None:
        if not self._marks():
            self.say("There is no article to tag.")
            return
        self.ask_to_choose("tags", self.client.tags, self._choose_tag)

    def _choose_tag(self, known: dict[str, int]) -> None:
        marks = self._marks()
        on_all = set(marks[0].tags).intersection(*(mine.tags for mine in marks)) if marks else set()
        choices: list[Choice] = [
            (
                f"-{tag}" if tag in on_all else f"+{tag}",
                f"{'take away' if tag in on_all else 'tag'} {tag}  ({n:,})",
            )
            for tag, n in known.items()
        ]

        def offer(typed: str) -> Choice | None:
            name = "-".join(index.clean_line(typed).split())
            return (f"+{name}", f"a new tag: {name}") if name and name not in known else None

        def chosen(tag: str | None) -> None:
            if tag is None:
                return
            add, remove = ([tag[1:]], []) if tag[0] == "+" else ([], [tag[1:]])
            self._mark(lambda ids: self.client.tag(ids, add, remove))

        many = (
            counted(len(self.results.selection), "article") if len(self.results.selection) else "the article"
        )
        question = f"Tag {many}: type a new tag, or choose one"
        self.app.push_screen(screens.ChoiceScreen(question, choices, offer, label="tag"), chosen)

    # -- of what

    def _marks(self) -> list[Marked]:
        """The marks of what is chosen, as far as it is known here."""
        if self.place == "article":
            page = self.article.page
            return [page.mine] if page is not None and not page.article.id.startswith(NOTE) else []
        rows = list(self.results.selection) or [self.results.cursor]
        hits = (self.results.hits.get(row) for row in rows)
        return [hit.mine for hit in hits if hit is not None and not hit.id.startswith(NOTE)]

    def _toggle(self, mark: str, has: Callable[[Marked], bool]) -> None:
        marks = self._marks()
        if not marks:
            self.say("There is no article to mark.")
            return
        on = not all(map(has, marks))
        if mark == "read" and not on and self.article.page is not None:
            self._left_unread = self.article.page.article.id
        self._mark(lambda ids: self.client.mark(ids, mark, on))

    def _mark(self, marking: Marking) -> None:
        """Find the ids of what is chosen, mark them, and show it."""
        page, results = self.article.page, self.results
        if self.place == "article" and page is not None:
            self._mark_ids([page.article.id], marking)
            return
        rows = list(results.selection) or [results.cursor]
        if all(row in results.hits for row in rows):
            self._mark_ids([results.hits[row].id for row in rows], marking)
            return
        # Rows that were never on the screen are known to the index only.
        text, sort = results.query_text, results.order

        def found(ids: list[str]) -> None:
            self._mark_ids([ids[row] for row in rows if row < len(ids)], marking)

        self.questions.ask("ids", lambda: self.client.ids(text, sort), found)

    def _mark_ids(self, ids: Sequence[str], marking: Marking) -> None:
        ids = [id_ for id_ in ids if not id_.startswith(NOTE)]

        def marked(answer: tuple[str, dict[str, Marked]]) -> None:
            said, marks = answer
            self._show_marks({id_: marks.get(id_, index.Marked()) for id_ in ids})
            undo = f"{said[:1].upper()}{said[1:]}. {self.keymap.key_of('undo')} takes it back."
            self.say(undo if said else "Nothing changes.")
            self.results.selection.end_range()  # the rows stay chosen, for what is done to them next
            self.results.refresh()
            self.hint()

        self.questions.ask("", lambda: marking(ids), marked)

    def _show_marks(self, marks: dict[str, Marked]) -> None:
        self.results.show_marks(marks)
        page = self.article.page
        if page is not None and page.article.id in marks:
            self.article.show_marks(marks[page.article.id])

    def refresh_marks(self) -> None:
        """Ask for the marks of all that is shown, after something was taken back."""
        ids = [hit.id for hit in self.results.hits.values()]
        if self.article.page is not None:
            ids.append(self.article.page.article.id)

        def answered(marks: dict[str, Marked]) -> None:
            self._show_marks({id_: marks.get(id_, index.Marked()) for id_ in ids})

        self.questions.ask("marks", lambda: self.client.marked(ids), answered)

    def _decided(self) -> None:
        super()._decided()
        self.refresh_marks()

    # -- reading

    def show_page(self, page: Page, at: int | None = None, *, evidence: bool = False) -> None:
        super().show_page(page, at, evidence=evidence)
        self._left_unread = ""
        self.watch_reading()

    def show_pane(self, pane: str) -> None:
        super().show_pane(pane)
        self.watch_reading()

    def watch_reading(self) -> None:
        """The article is before the person: in a moment it counts as read."""
        page = self.article.page
        if page is None or page.mine.read or self.pane != "article" or self.read_after is None:
            return
        id_ = page.article.id

        def still() -> None:
            if self.pane == "article" and self.article.page and self.article.page.article.id == id_:
                self.count_as_read()

        self.set_timer(self.read_after, still)

    def keep_place(self) -> None:
        if self.article.top and self.pane == "article" and self.read_after is not None:
            self.count_as_read()
        super().keep_place()

    def count_as_read(self) -> None:
        """Mark the open article read, because it has been."""
        page = self.article.page
        if page is None or page.mine.read or page.article.id.startswith(NOTE):
            return
        if page.article.id == self._left_unread:
            return
        id_, mine = page.article.id, page.mine
        read = index.Marked(True, mine.star, mine.later, mine.tags)
        self.questions.ask("", lambda: self.client.seen(id_), lambda _: self._show_marks({id_: read}))

    _left_unread = ""
    """The article that was marked unread while it is open: reading on does not change that."""
    read_after: float | None = READ_AFTER
    """``None``: reading marks nothing."""
