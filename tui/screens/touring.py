"""The part of the desk's screen that shows the tour, the first time the seed articles are opened."""

from __future__ import annotations

from textual.app import ComposeResult

from tui import actions
from tui.panes.bars import TourBar
from tui.screens.finding import FindingScreen
from tui.tour import Tour


class TouringScreen(FindingScreen):
    """One line above the footer says the next key; once over or left, it never comes again by itself."""

    def __init__(self, *args, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **options)
        self.tour_bar = TourBar()
        self.tour: Tour | None = None

    def compose_foot(self) -> ComposeResult:
        yield self.tour_bar
        yield from super().compose_foot()

    def offer_tour(self) -> None:
        """Begin the tour when these are the seed articles, and it has not been seen."""
        if self.client.seeds:
            self.questions.ask("tour", self.client.tour_seen, lambda seen: None if seen else self.do_tour())

    def do_tour(self) -> None:
        self.tour = Tour()
        self._show_tour()

    def do_leave_tour(self) -> None:
        if self.tour is not None:
            self._end_tour("The tour is left; : and tour begins it again.")

    def hint(self) -> None:
        super().hint()
        if self.tour is None or not self.tour.notice(self):
            return
        if self.tour.over:
            self._end_tour("That was the tour. Q leaves; foreigndesk add FILES brings in your own articles.")
        else:
            self._show_tour()

    def _show_tour(self) -> None:
        line = "" if self.tour is None else self.tour.line(self.keymap, actions.shown)
        self.tour_bar.show_line(line)

    def _end_tour(self, said: str) -> None:
        self.tour = None
        self._show_tour()
        self.say(said)
        self.questions.ask("", self.client.end_tour, lambda _: None)
