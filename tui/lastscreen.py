"""Keeping the screen as it stands at a session's beginning, for the next session to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.panes.results import OPENING
from tui.terminal import warm

if TYPE_CHECKING:
    from tui.reader import Reader
    from tui.terminal.picture import Picture


class LastScreen:
    """Looks on after every frame; ``keep`` writes down the last one that will be true at the next start."""

    def __init__(self, reader: Reader, home: str) -> None:
        self._reader = reader
        self._home = home
        self._palette = reader.palette
        self._kept: tuple[str, tuple[int, int], list[str]] | None = None

    def look(self, driver: Any) -> None:
        """A frame has been painted."""
        if not hasattr(driver, "go_live"):
            return
        if driver.muted and self._has_come(driver.picture()):
            driver.go_live()
        if self._at_the_beginning():
            picture = driver.picture()
            if picture.is_sure:
                self._kept = warm.state(self._home), (picture.width, picture.height), picture.drawn()

    def _has_come(self, picture: Picture) -> bool:
        """Whether the desk is open, and drawn so: panes draw one by one, and later than it is known."""
        desk = self._reader.desk
        known = "..." not in desk.results.state and bool(desk.status.counts)
        return known and not any(OPENING in "".join(row.glyphs) for row in picture.rows)

    def keep(self) -> None:
        """Write it down, if the articles are still those that it shows. The desk must be closed."""
        if self._kept is not None and self._kept[0] == warm.state(self._home):
            warm.keep(self._home, self._kept[1], self._kept[2])

    def _at_the_beginning(self) -> bool:
        """Whether the screen stands as it does when a session begins."""
        reader, desk = self._reader, self._reader.desk
        results, page = desk.results, desk.article.page
        return (
            len(reader.screen_stack) == 1
            and reader.palette is self._palette
            and desk.focused is results
            and not (desk.wanted or desk.status.message)
            and (results.cursor, results.top, results.sort) == (0, 0, "relevance")
            and results.hit is not None
            and results.open_id in ("", results.hit.id)
            and (page is None or page.article.id == results.hit.id)
            and desk.relations.actor is None
            and bool(desk.status.counts)
        )
